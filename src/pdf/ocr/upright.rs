//! Reads a sheet in the direction in which it reads best, its lines level.

use super::again::look_again;
use super::lean::{Lines, lean, lines};
use super::sheet::Sheet;
use super::{Engine, Setting, Unread, Word};
use crate::pdf::{Cause, Matrix, Rect};
use std::collections::BTreeSet;

/// An upright page of text is read with at least this score; below it, other directions are tried.
const GOOD_SCORE: f64 = 0.72;
/// Another direction is better only if it scores by so much more.
const BETTER: f64 = 0.1;
/// Lines that lean less, in radians, are read as they are.
const LEVEL: f64 = 0.006;
/// A word that the engine is less sure of is noise.
const NOISE: u8 = 15;

/// What was read in a picture.
pub(super) struct Reading {
    pub words: Vec<Word>,
    /// The picture in the direction in which it reads best.
    pub sheet: Sheet,
    /// From the page to the sheet's pixels.
    pub to_sheet: Matrix,
}

impl Reading {
    /// Without the lines in which no word is sure.
    pub fn sure_lines(mut self) -> Self {
        let sure = self.words.iter().filter(|word| word.is_sure() && word.letters() > 1);
        let lines: BTreeSet<u32> = sure.map(|word| word.line).collect();
        self.words.retain(|word| lines.contains(&word.line));
        self
    }

    /// Where the words stand on the page.
    pub fn places(&self) -> Vec<Rect> {
        let Some(back) = self.to_sheet.inverse() else {
            return Vec::new();
        };
        let place = |word: &Word| {
            let [x0, y0, w, h] = [word.left, word.top, word.width, word.height].map(f64::from);
            back.apply_rect(Rect {
                x0,
                y0,
                x1: x0 + w,
                y1: y0 + h,
            })
            .bounds()
        };
        self.words.iter().map(place).collect()
    }
}

/// Reads a sheet in the direction in which it reads best.
pub(super) fn upright(engine: &dyn Engine, sheet: Sheet, to_sheet: Matrix) -> Result<Reading, Cause> {
    let order = match lines(&sheet) {
        Lines::Across => [0, 2, 1, 3],
        Lines::Down => [1, 3, 0, 2],
    };
    let mut best: Option<(f64, Reading)> = None;
    for quarters in order {
        let (turned, matrix) = sheet.turned(quarters);
        let reading = level(engine, turned, to_sheet.then(matrix))?;
        let score = score(&reading.words);
        if best.as_ref().is_none_or(|(best, _)| score > best + BETTER) {
            best = Some((score, reading));
        }
        if best.as_ref().is_some_and(|(best, _)| *best >= GOOD_SCORE) {
            break;
        }
    }
    let (_, mut reading) = best.ok_or(Cause::PictureNotRead)?;
    look_again(engine, &reading.sheet, &mut reading.words)?;
    reading.words.retain(|word| word.confidence >= NOISE);
    Ok(reading)
}

/// Reads a sheet with its lines level.
fn level(engine: &dyn Engine, sheet: Sheet, to_sheet: Matrix) -> Result<Reading, Cause> {
    let angle = lean(&sheet);
    let (sheet, to_sheet) = match angle.abs() > LEVEL {
        true => {
            let (level, matrix) = sheet.rotated(-angle);
            (level, to_sheet.then(matrix))
        }
        false => (sheet, to_sheet),
    };
    let words = ask(engine, &sheet)?;
    Ok(Reading { words, sheet, to_sheet })
}

/// The words of a sheet as it lies.
fn ask(engine: &dyn Engine, sheet: &Sheet) -> Result<Vec<Word>, Cause> {
    let mut words = engine
        .read(sheet, Setting::Page)
        .map_err(|Unread| Cause::PictureNotRead)?;
    words.retain(|word| word.text.expose().chars().any(|c| !c.is_whitespace()));
    part(&mut words);
    Ok(words)
}

/// Ends a word where the next one of its line begins: of what it cuts in parts, such as a file name, an engine may give
/// the first part the box of the whole.
fn part(words: &mut [Word]) {
    for at in 1..words.len() {
        let [word, next] = [at - 1, at].map(|at| &words[at]);
        let room = next.left.saturating_sub(word.left);
        if word.line == next.line && room > 0 && word.width > room {
            words[at - 1].width = room;
        }
    }
}

/// How much of what was read is words that the engine is sure of, 0 to 1; a page that lies on its side reads as crumbs.
fn score(words: &[Word]) -> f64 {
    let words = words.iter().filter(|word| word.confidence >= NOISE);
    let all: f64 = words.clone().map(|word| word.letters() as f64).sum();
    let sure = words.filter(|word| word.confidence >= 60 && word.letters() >= 3);
    sure.map(|word| word.letters() as f64).sum::<f64>() / all.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sensitive;

    #[test]
    fn a_word_ends_where_the_next_one_begins() {
        let word = |left, width, line| Word {
            text: Sensitive::new("nota"),
            left,
            top: 0,
            width,
            height: 20,
            confidence: 90,
            line,
        };
        let mut words = vec![word(0, 500, 0), word(200, 80, 0), word(300, 200, 0), word(400, 50, 1)];
        part(&mut words);
        assert_eq!(words.iter().map(|w| w.width).collect::<Vec<_>>(), [200, 80, 200, 50]);
    }
}
