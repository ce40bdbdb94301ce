//! Rows of a region → lines of cells: a wrapped cell is one cell, and rows that belong to it are one line.

use super::chunk::{Chunk, Rule};
use super::mark::Sort;
use super::region::Region;
use super::wrap::{MEASURED_SIZES, is_recognised};
use crate::pdf::glyph::PageGlyphs;
use std::ops::RangeInclusive;

/// A line of the text: cells from left to right, each with its chunks from the top.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub cells: Vec<Vec<usize>>,
    /// Lines of one paragraph or table share it; counted per page.
    pub block: u32,
}

impl Line {
    /// A line of one chunk.
    pub fn of(chunk: usize, block: u32) -> Self {
        Self {
            cells: vec![vec![chunk]],
            block,
        }
    }
}

/// Baselines closer than this overlap: no two lines of one column stand so close, in em.
const OVERLAP: f64 = 0.85;
/// The room of a space, and the most that keeps a cell from the next column, in em.
const SPACE: f64 = 0.25;
const PADDING: f64 = 2.5;

/// How much the sizes of lines of one block differ, as fonts state them.
const STATED_SIZES: RangeInclusive<f64> = 0.8..=1.25;

/// What tells the lines within a table row from the rows: distances in em, and the rules between them.
struct Habit<'a> {
    /// The distance of lines within a paragraph or cell.
    pitch: f64,
    /// The usual distance of rows of several cells.
    separation: f64,
    rules: &'a [Rule],
    /// Whether most rows have a rule between them.
    ruled: bool,
}

/// The lines of a region, with blocks counted from `block`. `rules` run along the rows, sorted by place.
pub(super) fn lines(
    page: &PageGlyphs,
    chunks: &[Chunk],
    region: &Region,
    rules: &[Rule],
    block: &mut u32,
) -> Vec<Line> {
    let habit = Habit::of(chunks, region, rules);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, row) in region.rows.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if habit.belongs(chunks, region, group, row) => group.push(index),
            _ => groups.push(vec![index]),
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut above: Option<(f64, f64, usize, f64)> = None;
    for group in groups {
        let members: Vec<usize> = group.iter().flat_map(|row| region.rows[*row].iter().copied()).collect();
        let cells = cells(chunks, &members);
        let top = members.iter().map(|c| chunks[*c].v).fold(f64::NEG_INFINITY, f64::max);
        let bottom = members.iter().map(|c| chunks[*c].v).fold(f64::INFINITY, f64::min);
        let em = members.iter().map(|c| chunks[*c].em).fold(0.0, f64::max);
        let start = members.iter().map(|c| chunks[*c].u0).fold(f64::INFINITY, f64::min);
        if let Some((base, size, count, left)) = above {
            let gap = base - top;
            let table = count > 1 && cells.len() > 1;
            let limit = if table { 3.2 } else { 1.75 };
            let measured = members
                .first()
                .is_some_and(|first| is_recognised(page, &chunks[*first]));
            let alike = if measured { MEASURED_SIZES } else { STATED_SIZES };
            let resized = !alike.contains(&(em / size));
            let apart = !table && (count > 1) != (cells.len() > 1) && (start - left).abs() > 0.5 * em;
            if gap > limit * em.max(size) || resized || apart {
                *block += 1;
            }
        }
        above = Some((bottom, em, cells.len(), start));
        lines.push(Line { cells, block: *block });
    }
    *block += 1;
    lines
}

impl<'a> Habit<'a> {
    fn of(chunks: &[Chunk], region: &Region, rules: &'a [Rule]) -> Self {
        let mut habit = Self {
            pitch: 1.2,
            separation: 0.0,
            rules,
            ruled: false,
        };
        let (mut pitches, mut separations, mut ruled) = (Vec::new(), Vec::new(), 0);
        for pair in region.rows.windows(2) {
            let pitch = distance(chunks, &pair[0], &pair[1]);
            if pitch <= OVERLAP {
                continue;
            }
            pitches.push(pitch);
            if pair.iter().all(|row| row.len() > 1) {
                separations.push(pitch);
            }
            ruled += usize::from(habit.rule_between(chunks, &pair[0], &pair[1]));
        }
        pitches.sort_by(f64::total_cmp);
        separations.sort_by(f64::total_cmp);
        habit.pitch = pitches.get(pitches.len() / 10).copied().unwrap_or(habit.pitch);
        habit.separation = separations.get(separations.len() / 2).copied().unwrap_or(0.0);
        habit.ruled = ruled >= 2 && 3 * ruled >= pitches.len();
        habit
    }

    /// Whether a rule runs between two rows, under a piece of the upper one.
    fn rule_between(&self, chunks: &[Chunk], upper: &[usize], lower: &[usize]) -> bool {
        let (Some(first), Some(below)) = (upper.first(), lower.first()) else {
            return false;
        };
        let (top, bottom) = (chunks[*first].v, chunks[*below].v);
        let from = self.rules.partition_point(|rule| rule.at <= bottom);
        self.rules[from..].iter().take_while(|rule| rule.at < top).any(|rule| {
            let under = |c: &usize| rule.from < chunks[*c].u1 && chunks[*c].u0 < rule.to;
            upper.iter().any(under) || lower.iter().any(under)
        })
    }

    /// Whether a row goes on with the cells of the line above it.
    fn belongs(&self, chunks: &[Chunk], region: &Region, group: &[usize], row: &[usize]) -> bool {
        let above: Vec<usize> = group.iter().flat_map(|r| region.rows[*r].iter().copied()).collect();
        let Some(last) = group.last().map(|r| &region.rows[*r]) else {
            return false;
        };
        let gap = distance(chunks, last, row);
        let bordered = self.rule_between(chunks, last, row);
        if gap < OVERLAP {
            let both: Vec<usize> = above.iter().chain(row).copied().collect();
            let long = cells(chunks, &both).iter().filter(|cell| cell.len() > 3).count();
            return long < 2 && (last.len() > 1 || row.len() > 1 || apart(chunks, last, row));
        }
        let columns = cells(chunks, &above);
        let listed = row.first().is_some_and(|first| is_marker(&chunks[*first]));
        if columns.len() < 2 || bordered || listed || gap > 1.15 * self.pitch || gap > 1.6 {
            return false;
        }
        // Every piece must start where a cell above it starts. Under the first cell that alone says little: it must
        // also be clear that rows stand further apart than the lines within them.
        let starts = |cell: &Vec<usize>, c: usize| {
            let start = cell.iter().map(|c| chunks[*c].u0).fold(f64::INFINITY, f64::min);
            (chunks[c].u0 - start).abs() < 0.35 * chunks[c].em
        };
        let continues = |skipped: usize| {
            row.iter()
                .all(|c| columns.iter().skip(skipped).any(|cell| starts(cell, *c)))
        };
        let within = self.ruled || self.separation > 1.2 * self.pitch;
        let under_first = row.iter().any(|c| chunks[*c].u0 < chunks[columns[0][0]].u1);
        let wrapped = !under_first || had_no_room(chunks, &columns, last, row);
        (continues(1) && !under_first) || (within && continues(0) && wrapped)
    }
}

/// Whether a piece is the number of a list item and nothing else: `2.`, `10)`.
fn is_marker(chunk: &Chunk) -> bool {
    let [word] = &chunk.words[..] else {
        return false;
    };
    match &word.marks[..] {
        [digits @ .., stop] if (1..=2).contains(&digits.len()) => {
            matches!(stop.sort, Sort::Joiner | Sort::Other) && digits.iter().all(|mark| mark.sort == Sort::Digit)
        }
        _ => false,
    }
}

/// Whether the first word of a row would have met the second column, had it stood at the end of the first cell above:
/// else an address or list was set line by line.
fn had_no_room(chunks: &[Chunk], columns: &[Vec<usize>], upper: &[usize], lower: &[usize]) -> bool {
    let start = |cell: &[usize]| cell.iter().map(|c| chunks[*c].u0).fold(f64::INFINITY, f64::min);
    let (Some(second), Some(above), Some(below)) = (columns.get(1), upper.first(), lower.first()) else {
        return true;
    };
    let (above, below) = (&chunks[*above], &chunks[*below]);
    let word = below.words.first().map_or(0.0, |word| word.u1 - word.u0);
    above.u1 + SPACE * above.em + word > start(second) - PADDING * above.em
}

/// The distance of two rows in em.
fn distance(chunks: &[Chunk], upper: &[usize], lower: &[usize]) -> f64 {
    match (upper.first(), lower.first()) {
        (Some(upper), Some(lower)) => {
            let (upper, lower) = (&chunks[*upper], &chunks[*lower]);
            (upper.v - lower.v) / upper.em.max(lower.em)
        }
        _ => f64::INFINITY,
    }
}

/// Whether no chunk of one row stands above one of the other.
fn apart(chunks: &[Chunk], upper: &[usize], lower: &[usize]) -> bool {
    upper.iter().all(|a| {
        lower
            .iter()
            .all(|b| chunks[*a].u1 < chunks[*b].u0 || chunks[*b].u1 < chunks[*a].u0)
    })
}

/// The chunks by column: what overlaps along the line is one cell.
fn cells(chunks: &[Chunk], members: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = members.to_vec();
    order.sort_by(|a, b| chunks[*a].u0.total_cmp(&chunks[*b].u0).then(a.cmp(b)));
    let mut cells: Vec<(f64, Vec<usize>)> = Vec::new();
    for index in order {
        let chunk = &chunks[index];
        match cells.last_mut() {
            Some((end, cell)) if chunk.u0 < *end && cell.iter().all(|c| chunks[*c].row != chunk.row) => {
                *end = end.max(chunk.u1);
                cell.push(index);
            }
            _ => cells.push((chunk.u1, vec![index])),
        }
    }
    let mut cells: Vec<Vec<usize>> = cells.into_iter().map(|(_, cell)| cell).collect();
    for cell in &mut cells {
        cell.sort_by(|a, b| chunks[*b].v.total_cmp(&chunks[*a].v).then(a.cmp(b)));
    }
    cells
}
