//! Which lines go on in the next one: there was no room for its first word. It knows places and marks, no words.

use super::chunk::Chunk;
use super::mark::{Mark, Sort, origin};
use super::rows::Word;
use super::table::Line;
use crate::pdf::glyph::{PageGlyphs, Unicode};
use crate::text::Origin;
use std::ops::RangeInclusive;

/// How much of a column its longest line must fill before it tells where lines end.
const FILLED: f64 = 0.7;
/// The room of a space, in em.
const SPACE: f64 = 0.25;
/// Lines of one paragraph begin this close to one another, in em.
const ALIGNED: f64 = 0.6;
/// How far the first line of a paragraph or list item may stand in or out, in em.
const INDENT: f64 = 4.5;
/// How many words a label has at most.
const LABEL: usize = 3;

/// How much the sizes of lines of one paragraph differ: as fonts state them, and as they are measured in a picture, where a
/// line without tall letters is a low one.
const STATED_SIZES: RangeInclusive<f64> = 0.9..=1.1;
pub(super) const MEASURED_SIZES: RangeInclusive<f64> = 0.7..=1.4;

/// The line above, and what is known of its paragraph.
pub(super) struct Above {
    pub line: Line,
    /// Where the lines of its column may end; nothing where none is long enough to tell.
    pub edge: Option<f64>,
    /// The distance to the line before it, if that one goes on in it.
    pub pitch: Option<f64>,
}

/// Where the lines of a page end.
pub(super) struct Ends {
    /// Of all chunks, sorted.
    all: Vec<f64>,
    /// How far the widest column may reach.
    limit: f64,
}

impl Ends {
    pub fn of(chunks: &[Chunk], limits: &[f64]) -> Self {
        let mut all: Vec<f64> = chunks.iter().map(|chunk| chunk.u1).collect();
        all.sort_by(f64::total_cmp);
        Self {
            all,
            limit: limits.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// Where the lines of a region may end: where its own do, if others stand beside it, and else any of the page.
    pub fn edge(&self, chunks: &[Chunk], members: &[usize], limits: &[f64]) -> Option<f64> {
        let start = members.iter().map(|c| chunks[*c].u0).fold(f64::INFINITY, f64::min);
        let limit = members.iter().map(|c| limits[*c]).fold(f64::NEG_INFINITY, f64::max);
        let within = |end: &f64| *end <= limit + 0.5;
        let edge = if limit < self.limit - 1.0 {
            members
                .iter()
                .map(|c| chunks[*c].u1)
                .filter(within)
                .max_by(f64::total_cmp)
        } else {
            let count = self.all.partition_point(within);
            count.checked_sub(1).map(|last| self.all[last])
        };
        edge.filter(|edge| edge - start > FILLED * (limit - start))
    }
}

/// Whether the line above goes on in this one, and then their distance.
pub(super) fn goes_on(page: &PageGlyphs, chunks: &[Chunk], above: &Above, line: &Line) -> Option<f64> {
    let ([upper], [lower]) = (&above.line.cells[..], &line.cells[..]) else {
        return None;
    };
    let (head, tail) = (&chunks[*upper.last()?], &chunks[*lower.first()?]);
    let alike = match is_recognised(page, head) {
        true => MEASURED_SIZES,
        false => STATED_SIZES,
    }
    .contains(&(tail.em / head.em));
    if above.line.block != line.block || !alike {
        return None;
    }
    let pitch = head.v - tail.v;
    // A column ends at its foot and goes on at the head of the next.
    let below = pitch > 0.0;
    let joins = match above.pitch {
        _ if !below => true,
        Some(before) => pitch <= 1.15 * before + 0.1 * head.em && (tail.u0 - head.u0).abs() < ALIGNED * head.em,
        None => (tail.u0 - head.u0).abs() < INDENT * head.em,
    };
    let last_word = head.words.last()?;
    let last = last_word.marks.last()?;
    let first = tail.words.first()?;
    // `Visser-` above `Groot`: a hyphen that hangs on a word ties it to the next one.
    let hangs = matches!(last_word.marks[..], [.., _, before, _] if before.sort == Sort::Lower);
    let cut = is_hyphen(page, last)
        && match first.marks.first()?.sort {
            Sort::Lower => true,
            Sort::Letter => hangs,
            _ => false,
        };
    let needed = breakable(page, &first.marks).map_or(first.u1, |mark| mark.u1) - first.u0;
    let full = above.edge.is_some_and(|edge| head.u1 + SPACE * head.em + needed > edge);
    let goes_on = joins && (cut || (full && !shows(page, last, ':') && !opens(page, tail)));
    goes_on.then_some(if below { pitch } else { 1.2 * head.em })
}

/// Whether a chunk was read in a picture.
pub(super) fn is_recognised(page: &PageGlyphs, chunk: &Chunk) -> bool {
    let first = chunk.words.first().and_then(|word| word.marks.first());
    first.is_some_and(|mark| origin(page, mark.glyph) == Origin::Ocr)
}

/// The mark of the word behind which a line may be broken.
fn breakable<'a>(page: &PageGlyphs, marks: &'a [Mark]) -> Option<&'a Mark> {
    marks
        .iter()
        .skip(1)
        .find(|mark| is_hyphen(page, mark) || shows(page, mark, '/'))
}

/// Whether a chunk begins something of its own: a list item, a quoted line, a time, a label.
fn opens(page: &PageGlyphs, chunk: &Chunk) -> bool {
    let Some(first) = chunk.words.first() else {
        return true;
    };
    let is = |mark: &Mark, wanted: &str| wanted.chars().any(|c| shows(page, mark, c));
    let (Some(begin), Some(end)) = (first.marks.first(), first.marks.last()) else {
        return true;
    };
    let counted = begin.sort == Sort::Digit || (begin.sort == Sort::Lower && first.marks.len() == 2);
    let listed = first.marks.len() <= 3 && is(end, ".)") && counted;
    let clock = |word: &Word| {
        let digits = word.marks.iter().filter(|mark| mark.sort == Sort::Digit).count();
        let stops = word.marks.iter().filter(|mark| is(mark, ":.[]")).count();
        let hour = word.marks.len() == 5 && is(&word.marks[2], ".:");
        digits >= 3 && digits + stops == word.marks.len() && (hour || word.marks.iter().any(|mark| is(mark, ":[")))
    };
    let dated = begin.sort == Sort::Digit && first.marks.iter().any(|mark| is(mark, "-/"));
    let timed = clock(first) || (dated && chunk.words.get(1).is_some_and(clock));
    let bulleted = begin.sort != Sort::Lower
        && begin.sort != Sort::Letter
        && begin.sort != Sort::Digit
        && !is(begin, "(\"'’‘“„€+@&/§");
    let labelled = begin.sort == Sort::Letter
        && chunk
            .words
            .iter()
            .take(LABEL)
            .any(|word| word.marks.last().is_some_and(|mark| shows(page, mark, ':')));
    listed || timed || bulleted || labelled
}

fn is_hyphen(page: &PageGlyphs, mark: &Mark) -> bool {
    ['-', '\u{ad}', '\u{2010}']
        .iter()
        .any(|hyphen| shows(page, mark, *hyphen))
}

fn shows(page: &PageGlyphs, mark: &Mark, c: char) -> bool {
    let meaning = page.glyphs.get(mark.glyph as usize).map(|glyph| &glyph.unicode);
    matches!(meaning, Some(Unicode::Mapped(shown)) if *shown == c)
}
