//! How far the ink of a word reaches beyond the box that an engine gave it: a box may cut a letter, and what the engine
//! could not read beside a word may belong to it. It moves no word and reads none.

use super::{Sheet, Word};
use std::ops::Range;

/// A pixel is ink if it is darker than this.
const DARK: u8 = 150;
/// Letters of a word are at most so many line heights apart.
const GAP: f64 = 0.25;
/// Unread writing is looked for at most so many line heights from a word.
const REACH: f64 = 10.0;
/// Writing fills at least so much of its box; dust fills less.
const WRITING: f64 = 0.05;
/// Ink that goes on so many line heights above and below the line is a rule that parts it from the next cell.
const RULE: f64 = 0.5;
/// The part of a line's height in which every letter has ink, and a rule under it none.
const CORE: Range<f64> = 0.2..0.8;

/// A word and where its ink begins and ends on its line, pixels.
pub(super) struct Fitted<'a> {
    pub word: &'a Word,
    pub start: f64,
    pub end: f64,
}

/// Words as the engine saw them.
pub(super) fn as_read(words: &[Word]) -> Vec<Fitted<'_>> {
    let fitted = |word| Fitted {
        word,
        start: left(word),
        end: right(word),
    };
    words.iter().map(fitted).collect()
}

/// Words with the ink that they leave or that nobody read beside them, up to the words next to them: an engine may tell
/// the columns of a row as lines of their own.
pub(super) fn fit<'a>(sheet: &Sheet, words: &'a [Word]) -> Vec<Fitted<'a>> {
    let mut fitted = as_read(words);
    for line in fitted.chunk_by_mut(|a, b| a.word.line == b.word.line) {
        line.sort_by(|a, b| a.start.total_cmp(&b.start));
    }
    for one in &mut fitted {
        let height = f64::from(one.word.height);
        let (before, after) = neighbours(one.word, words);
        let columns = Columns::new(sheet, one.word);
        one.end = columns.reach(one.end, after.min(one.end + REACH * height), 1.0);
        one.start = columns.reach(one.start, before.max(one.start - REACH * height), -1.0);
    }
    fitted
}

/// Where the words before and behind a word in its row end and begin.
fn neighbours(word: &Word, words: &[Word]) -> (f64, f64) {
    let middle = |word: &Word| left(word) + right(word);
    let beside = words
        .iter()
        .filter(|other| !std::ptr::eq(*other, word) && in_a_row(word, other));
    beside.fold((0.0, f64::INFINITY), |(before, after), other| {
        match middle(other) < middle(word) {
            true => (f64::max(before, right(other)), after),
            false => (before, f64::min(after, left(other))),
        }
    })
}

/// Whether two words stand on the same line, or as high as one another: half of the lower one lies beside the other.
fn in_a_row(one: &Word, other: &Word) -> bool {
    let shared = (one.top + one.height)
        .min(other.top + other.height)
        .saturating_sub(one.top.max(other.top));
    one.line == other.line || shared * 2 > one.height.min(other.height)
}

fn left(word: &Word) -> f64 {
    f64::from(word.left)
}

fn right(word: &Word) -> f64 {
    f64::from(word.left + word.width)
}

/// The line of a word, column by column.
struct Columns<'a> {
    sheet: &'a Sheet,
    core: Range<usize>,
    beyond: [usize; 2],
    height: f64,
}

impl<'a> Columns<'a> {
    fn new(sheet: &'a Sheet, word: &Word) -> Self {
        let (top, height) = (f64::from(word.top), f64::from(word.height));
        let row = |share: f64| ((top + height * share).max(0.0) as usize).min(sheet.height as usize);
        Self {
            sheet,
            core: row(CORE.start)..row(CORE.end),
            beyond: [row(-RULE), row(1.0 + RULE)],
            height,
        }
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        let at = y * self.sheet.width as usize + x;
        x < self.sheet.width as usize && self.sheet.samples.get(at).is_some_and(|sample| *sample < DARK)
    }

    fn ink(&self, x: usize) -> usize {
        self.core.clone().filter(|y| self.is_dark(x, *y)).count()
    }

    fn is_rule(&self, x: usize) -> bool {
        let rows = self.beyond[0]..self.beyond[1];
        let length = rows.len();
        length > 0 && rows.filter(|y| self.is_dark(x, *y)).count() * 10 > length * 9
    }

    /// How far ink goes on from `from` towards `limit`.
    fn reach(&self, from: f64, limit: f64, step: f64) -> f64 {
        let mut reached = from;
        // The run of ink being followed: where it began, how much ink it has, and the blank columns after it.
        let (mut run, mut blank) = (None::<(f64, usize)>, 0.0);
        let mut at = from;
        while (limit - at) * step > 0.0 && at >= 0.0 && at < f64::from(self.sheet.width) {
            let x = if step > 0.0 {
                at as usize
            } else {
                (at - 1.0).max(0.0) as usize
            };
            if self.is_rule(x) {
                break;
            }
            at += step;
            match (self.ink(x), run) {
                (0, None) => {}
                (0, Some((start, ink))) => {
                    blank += 1.0;
                    if blank > GAP * self.height {
                        reached = self.take(reached, start, at - blank * step, ink);
                        run = None;
                    }
                }
                (more, None) => (run, blank) = (Some((at - step, more)), 0.0),
                (more, Some((start, ink))) => (run, blank) = (Some((start, ink + more)), 0.0),
            }
        }
        match run {
            Some((start, ink)) => self.take(reached, start, at - blank * step, ink),
            None => reached,
        }
    }

    /// Where the word reaches if a run of ink belongs to it: it goes on from the word, or is writing.
    fn take(&self, reached: f64, start: f64, end: f64, ink: usize) -> f64 {
        let width = (end - start).abs();
        let goes_on = (start - reached).abs() <= GAP * self.height;
        let is_writing = width > GAP * self.height && ink as f64 > WRITING * width * self.height;
        if goes_on || is_writing { end } else { reached }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sensitive;

    /// Columns of ink on a line 40 pixels high.
    fn sheet(ink: &[Range<usize>]) -> Sheet {
        let mut sheet = Sheet {
            width: 600,
            height: 100,
            dpi: 300,
            samples: vec![255; 60_000],
        };
        for x in ink.iter().cloned().flatten() {
            (40..60).for_each(|y| sheet.samples[y * 600 + x] = 0);
        }
        sheet
    }

    fn word(left: u32, width: u32) -> Word {
        Word {
            text: Sensitive::new("Brinkhorst"),
            left,
            top: 30,
            width,
            height: 40,
            confidence: 90,
            line: 0,
        }
    }

    fn reach(sheet: &Sheet, words: &[Word]) -> Vec<(f64, f64)> {
        fit(sheet, words).iter().map(|one| (one.start, one.end)).collect()
    }

    #[test]
    fn a_letter_that_the_box_cuts_is_covered() {
        assert_eq!(reach(&sheet(&[95..160, 162..170]), &[word(100, 50)]), [(95.0, 170.0)]);
    }

    #[test]
    fn what_nobody_read_beside_a_word_is_covered_up_to_the_next_word() {
        let sheet = sheet(&[100..150, 180..230, 260..300]);
        assert_eq!(
            reach(&sheet, &[word(100, 50), word(260, 40)]),
            [(100.0, 230.0), (180.0, 300.0)]
        );
    }

    #[test]
    fn a_word_of_another_column_is_no_part_of_this_one() {
        let sheet = sheet(&[100..150, 180..230]);
        let other = Word {
            line: 1,
            ..word(180, 50)
        };
        assert_eq!(reach(&sheet, &[word(100, 50), other]), [(100.0, 150.0), (180.0, 230.0)]);
    }

    #[test]
    fn dust_and_what_lies_beyond_a_rule_is_left() {
        let mut sheet = sheet(&[100..150, 170..172, 300..360]);
        (0..100).for_each(|y| sheet.samples[y * 600 + 250] = 0);
        assert_eq!(reach(&sheet, &[word(100, 50)]), [(100.0, 150.0)]);
    }
}
