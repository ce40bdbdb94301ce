//! Chunks → reading order: columns of running text are read one after the other, all else row by row.

use super::chunk::Chunk;
use std::ops::Range;

/// How deep columns may stand in columns.
const MAX_DEPTH: usize = 6;

/// A part of the page that is read row by row.
#[derive(Debug, Default)]
pub(super) struct Region {
    /// Rows from the top; each holds indices of chunks from left to right.
    pub rows: Vec<Vec<usize>>,
    /// Whether it goes on with the sentence at the end of the part before it.
    pub goes_on: bool,
}

/// A gap in a line of running text is narrower than this, however far the line is spread, in em.
const SPREAD: f64 = 3.0;

/// The parts of a page in reading order.
pub(super) fn regions(chunks: &mut [Chunk]) -> Vec<Region> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if chunks[row[0]].row == chunk.row => row.push(index),
            _ => rows.push(vec![index]),
        }
    }
    let mut found = Vec::new();
    divide(chunks, rows, 0, Kind::Any, &mut found);
    found
}

/// What is known of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    /// A column of running text.
    Running,
    /// The column after one of running text.
    RunningOn,
}

fn divide(chunks: &mut [Chunk], mut rows: Vec<Vec<usize>>, depth: usize, kind: Kind, found: &mut Vec<Region>) {
    if kind != Kind::Any {
        let ends = |pick: fn(f64, f64) -> f64, start: f64, of: fn(&Chunk) -> f64| {
            rows.iter().flatten().map(|c| of(&chunks[*c])).fold(start, pick)
        };
        let edges = (
            ends(f64::min, f64::INFINITY, |c| c.u0),
            ends(f64::max, f64::NEG_INFINITY, |c| c.u1),
        );
        rows.iter_mut().for_each(|row| join(chunks, row, edges));
    }
    if rows.is_empty() {
        return;
    }
    let gutter = (depth < MAX_DEPTH).then(|| widest_gutter(chunks, &rows)).flatten();
    let Some(Gutter { edge, span }) = gutter else {
        let first = rows.iter().flatten().find(|c| !chunks[**c].words.is_empty());
        found.push(Region {
            goes_on: kind == Kind::RunningOn && first.is_some_and(|c| !chunks[*c].words.is_empty()),
            rows,
        });
        return;
    };
    let below = rows[span.end..].to_vec();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in &rows[span.clone()] {
        let (l, r): (Vec<usize>, Vec<usize>) = row.iter().partition(|c| chunks[**c].u0 < edge);
        left.extend((!l.is_empty()).then_some(l));
        right.extend((!r.is_empty()).then_some(r));
    }
    let columns = rows[span.clone()].to_vec();
    let mut above = rows;
    above.truncate(span.start);
    let runs = |rows: &[Vec<usize>], right| side(chunks, rows, edge, right).runs();
    let (left_kind, right_kind) = match (runs(&left, false), runs(&right, true)) {
        (true, true) => (Kind::Running, Kind::RunningOn),
        (true, false) if breaks_over(chunks, &columns, edge) => (Kind::Running, Kind::RunningOn),
        (true, false) => (Kind::Running, Kind::Any),
        (false, true) => (Kind::Any, Kind::Running),
        (false, false) => (Kind::Any, Kind::Any),
    };
    divide(chunks, above, depth + 1, Kind::Any, found);
    divide(chunks, left, depth + 1, left_kind, found);
    divide(chunks, right, depth + 1, right_kind, found);
    divide(chunks, below, depth + 1, Kind::Any, found);
}

/// Joins the pieces of a line of running text: what looked like cells were wide spaces. A line that reaches from edge
/// to edge of its column may be spread to any width.
fn join(chunks: &mut [Chunk], row: &mut Vec<usize>, (left, right): (f64, f64)) {
    let (Some(first), Some(last)) = (row.first(), row.last()) else {
        return;
    };
    let slack = 0.4 * chunks[*first].em;
    let full = chunks[*first].u0 - left < slack && right - chunks[*last].u1 < slack;
    let mut kept: Vec<usize> = Vec::with_capacity(row.len());
    for index in row.drain(..) {
        match kept.last() {
            Some(last) if full || chunks[index].u0 - chunks[*last].u1 < SPREAD * chunks[index].em => {
                let taken = chunks[index].take();
                chunks[*last].append(taken);
            }
            _ => kept.push(index),
        }
    }
    *row = kept;
}

/// Rows whose chunks all stand on one side of an edge, with running text on at least one side.
struct Gutter {
    edge: f64,
    span: Range<usize>,
}

fn widest_gutter(chunks: &[Chunk], rows: &[Vec<usize>]) -> Option<Gutter> {
    if rows.len() < 3 {
        return None;
    }
    let mut best: Option<Gutter> = None;
    for edge in edges(chunks, rows) {
        for span in spans(chunks, rows, edge) {
            let longer = best.as_ref().is_none_or(|b| span.len() > b.span.len());
            if longer && is_columns(chunks, &rows[span.clone()], edge) {
                best = Some(Gutter { edge, span });
            }
        }
    }
    best
}

/// Places where at least three chunks begin, the leftmost left out; each a little left of its chunks.
fn edges(chunks: &[Chunk], rows: &[Vec<usize>]) -> Vec<f64> {
    let mut starts: Vec<(f64, f64)> = rows
        .iter()
        .flatten()
        .filter(|c| !chunks[**c].words.is_empty())
        .map(|c| (chunks[*c].u0, chunks[*c].em))
        .collect();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<(f64, f64, usize)> = Vec::new();
    for (u, em) in starts {
        match groups.last_mut() {
            Some((_, last, count)) if u - *last < 0.3 * em => {
                *last = u;
                *count += 1;
            }
            _ => groups.push((u, u, 1)),
        }
    }
    let mut kept: Vec<(f64, usize)> = groups
        .iter()
        .skip(1)
        .filter(|(_, _, count)| *count >= 3)
        .map(|(first, _, count)| (first - 0.01, *count))
        .collect();
    kept.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.total_cmp(&b.0)));
    kept.truncate(8);
    kept.into_iter().map(|(edge, _)| edge).collect()
}

/// Runs of rows that no chunk crosses at the edge, from the first row with a chunk right of it.
fn spans(chunks: &[Chunk], rows: &[Vec<usize>], edge: f64) -> Vec<Range<usize>> {
    let crossed = |row: &Vec<usize>| {
        row.iter().any(|c| {
            let chunk = &chunks[*c];
            chunk.u0 < edge && chunk.u1 > edge - 0.35 * chunk.em
        })
    };
    let sided = |row: &Vec<usize>, right: bool| row.iter().any(|c| (chunks[*c].u0 >= edge) == right);
    let mut spans = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let end = at + rows[at..].iter().take_while(|row| !crossed(row)).count();
        let first = (at..end).find(|i| sided(&rows[*i], true));
        let last = (at..end).rev().find(|i| sided(&rows[*i], true));
        if let (Some(first), Some(last)) = (first, last) {
            let mut from = first;
            let mut to = last + 1;
            // The left column may begin above or go on below the right one, without a break.
            while from > at && close(chunks, rows, from - 1) {
                from -= 1;
            }
            while to < end && close(chunks, rows, to - 1) {
                to += 1;
            }
            spans.push(from..to);
        }
        at = end.max(at + 1);
    }
    spans
}

/// Whether the row below follows without a break.
fn close(chunks: &[Chunk], rows: &[Vec<usize>], row: usize) -> bool {
    let (Some(upper), Some(lower)) = (rows[row].first(), rows.get(row + 1).and_then(|r| r.first())) else {
        return false;
    };
    let (upper, lower) = (&chunks[*upper], &chunks[*lower]);
    upper.v - lower.v < 1.7 * upper.em.max(lower.em)
}

/// What one side of an edge looks like.
struct Side {
    lines: usize,
    letters: f64,
    fill: f64,
    /// The share of lines that begin with a small letter.
    flow: f64,
    pieces: f64,
    em: f64,
    width: f64,
}

fn side(chunks: &[Chunk], rows: &[Vec<usize>], edge: f64, right: bool) -> Side {
    let mut lines: Vec<(f64, f64, usize, usize)> = Vec::new();
    let mut flowing = 0;
    for row in rows {
        let mut parts = row
            .iter()
            .map(|c| &chunks[*c])
            .filter(|c| (c.u0 >= edge) == right)
            .peekable();
        let Some((first, goes_on)) = parts.peek().map(|c| (c.u0, c.goes_on())) else {
            continue;
        };
        let (mut end, mut letters, mut count) = (first, 0, 0);
        for part in parts {
            count += usize::from(count == 0 || part.u0 - end > 0.7 * SPREAD * part.em);
            end = f64::max(end, part.u1);
            letters += part.letters();
        }
        lines.push((first, end, letters, count));
        flowing += usize::from(goes_on);
    }
    let start = lines.iter().map(|l| l.0).fold(f64::INFINITY, f64::min);
    let end = lines.iter().map(|l| l.1).fold(f64::NEG_INFINITY, f64::max);
    let width = (end - start).max(0.1);
    let count = lines.len().max(1) as f64;
    Side {
        flow: flowing as f64 / count,
        letters: lines.iter().map(|l| l.2 as f64).sum::<f64>() / count,
        fill: lines.iter().filter(|l| l.1 - l.0 > 0.75 * width).count() as f64 / count,
        pieces: lines.iter().map(|l| l.3 as f64).sum::<f64>() / count,
        em: rows.iter().flatten().map(|c| chunks[*c].em).fold(0.1, f64::max),
        lines: lines.len(),
        width,
    }
}

impl Side {
    /// Whether these are lines of running text: several, long, mostly full, in one piece; the fewer, the surer.
    fn runs(&self) -> bool {
        let enough = self.lines >= 4 || (self.lines == 3 && self.flow >= 0.5);
        enough && self.letters >= 18.0 && self.fill >= 0.5 && self.pieces < 1.3 && self.width > 7.0 * self.em
    }
}

/// Whether the word that breaks off at the foot of the left column goes on at the head of the right one.
fn breaks_over(chunks: &[Chunk], rows: &[Vec<usize>], edge: f64) -> bool {
    let of = |right: bool| {
        let all = rows.iter().flatten().map(|index| &chunks[*index]);
        all.filter(move |chunk| (chunk.u0 >= edge) == right)
    };
    of(false).next_back().is_some_and(Chunk::breaks_off) && of(true).next().is_some_and(Chunk::goes_on)
}

fn is_columns(chunks: &[Chunk], rows: &[Vec<usize>], edge: f64) -> bool {
    let left = side(chunks, rows, edge, false);
    let right = side(chunks, rows, edge, true);
    if left.runs() && (right.runs() || right.pieces < 1.2 && right.lines > 1 && breaks_over(chunks, rows, edge)) {
        return true;
    }
    // A margin column beside a letter: few short lines at the right that do not share all their baselines with the text.
    let margin =
        left.runs() && left.letters >= 35.0 && right.lines >= 3 && right.lines * 3 >= left.lines && right.pieces < 1.2;
    let shared = rows.iter().filter(|row| row.len() > 1).count();
    margin && shared < left.lines
}
