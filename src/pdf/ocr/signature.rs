//! Ink near a closing that no engine reads as words: a signature, most likely. It becomes a glyph of its own, so that a
//! rule can rule on it.

use super::{Sheet, Word};
use crate::pdf::{Matrix, PageGlyphs, Point, Unicode, Visibility};
use crate::text::Sensitive;
use std::ops::Range;

/// How a signature stands in the text of a page.
pub const SIGNATURE: char = '✍';

/// Ink is looked at in cells of this size: strokes of one hand touch, lines of text do not.
const CELLS_PER_INCH: u32 = 60;
/// Strokes less than so many cells apart belong to one hand.
const REACH: usize = 2;
/// Straight runs longer than this, in inches, are rules, not strokes.
const LONGEST_STROKE: f64 = 2.0;
/// How wide and high a signature is, in inches.
const WIDTH: Range<f64> = 0.45..3.6;
const HEIGHT: Range<f64> = 0.2..1.8;
/// Share of the cells around a signature that hold ink: a stamp or logo has more, dust has less.
const DENSITY: Range<f64> = 0.05..0.62;
/// What the engine is surer of than this is a word and no stroke.
const SURE: u8 = 45;
/// Where the words stand that announce a signature: so far above, below and beside it, in inches.
const ABOVE: f64 = 1.4;
const BELOW: f64 = 0.5;
const BESIDE: f64 = 1.6;
/// Words that announce a signature, without spaces.
const ANNOUNCING: [&str; 9] = [
    "groet",
    "hoogachtend",
    "handtekening",
    "ondertekening",
    "namens",
    "akkoord",
    "getekend",
    "paraaf",
    "signature",
];

/// Places of ink that looks like a signature and stands near words that announce one. `page` holds the words of the sheet.
pub(super) fn signatures(sheet: &Sheet, words: &[Word], page: &PageGlyphs, to_sheet: Matrix) -> Vec<Word> {
    let mut grid = Grid::new(sheet);
    words
        .iter()
        .filter(|word| is_word(word))
        .for_each(|word| grid.clear(word));
    grid.clear_rules(LONGEST_STROKE);
    let mut found: Vec<Word> = Vec::new();
    for stroke in grid.strokes() {
        let place = grid.signature(&stroke, found.len() as u32);
        found.extend(place.filter(|place| is_announced(place, sheet.dpi, page, to_sheet)));
    }
    found
}

fn is_word(word: &Word) -> bool {
    word.confidence >= SURE && word.text.expose().chars().filter(|c| c.is_alphanumeric()).count() >= 2
}

/// Which cells of a sheet hold ink.
struct Grid {
    size: u32,
    columns: usize,
    rows: usize,
    ink: Vec<bool>,
}

impl Grid {
    fn new(sheet: &Sheet) -> Self {
        let size = (sheet.dpi / CELLS_PER_INCH).max(1);
        let (columns, rows) = (
            sheet.width.div_ceil(size) as usize,
            sheet.height.div_ceil(size) as usize,
        );
        let mut ink = vec![false; columns * rows];
        for (y, row) in sheet.samples.chunks(sheet.width.max(1) as usize).enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, sample)| **sample < 140) {
                ink[y / size as usize * columns + x / size as usize] = true;
            }
        }
        Self {
            size,
            columns,
            rows,
            ink,
        }
    }

    fn clear(&mut self, word: &Word) {
        let cells = |from: u32, length: u32, end: usize| {
            (from / self.size).saturating_sub(1) as usize..(((from + length) / self.size + 2) as usize).min(end)
        };
        for y in cells(word.top, word.height, self.rows) {
            for x in cells(word.left, word.width, self.columns) {
                self.ink[y * self.columns + x] = false;
            }
        }
    }

    /// Takes out straight runs longer than so many inches, across and down.
    fn clear_rules(&mut self, inches: f64) {
        let longest = (inches * f64::from(CELLS_PER_INCH)) as usize;
        let across: Vec<usize> = (0..self.ink.len()).collect();
        let down: Vec<usize> = (0..self.columns)
            .flat_map(|x| (0..self.rows).map(move |y| (x, y)))
            .map(|(x, y)| y * self.columns + x)
            .collect();
        for (order, length) in [(across, self.columns), (down, self.rows)] {
            for line in order.chunks(length.max(1)) {
                for run in line
                    .chunk_by(|a, b| self.ink[*a] && self.ink[*b])
                    .map(<[usize]>::to_vec)
                    .collect::<Vec<_>>()
                {
                    if run.len() > longest {
                        run.iter().for_each(|at| self.ink[*at] = false);
                    }
                }
            }
        }
    }

    /// Cells with ink that hang together.
    fn strokes(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.ink.len()];
        let mut strokes = Vec::new();
        for start in 0..self.ink.len() {
            if !self.ink[start] || seen[start] {
                continue;
            }
            seen[start] = true;
            let mut stroke = vec![start];
            let mut next = 0;
            while let Some(at) = stroke.get(next).copied() {
                next += 1;
                let (x, y) = (at % self.columns, at / self.columns);
                for y in y.saturating_sub(REACH)..(y + REACH + 1).min(self.rows) {
                    for x in x.saturating_sub(REACH)..(x + REACH + 1).min(self.columns) {
                        let near = y * self.columns + x;
                        if self.ink[near] && !seen[near] {
                            seen[near] = true;
                            stroke.push(near);
                        }
                    }
                }
            }
            strokes.push(stroke);
        }
        strokes
    }

    /// The place of a stroke that is as large and as thin as a signature.
    fn signature(&self, stroke: &[usize], line: u32) -> Option<Word> {
        let (xs, ys) = (
            stroke.iter().map(|at| at % self.columns),
            stroke.iter().map(|at| at / self.columns),
        );
        let (left, right) = (xs.clone().min()?, xs.max()? + 1);
        let (top, bottom) = (ys.clone().min()?, ys.max()? + 1);
        let inches = |cells: usize| cells as f64 / f64::from(CELLS_PER_INCH);
        let density = stroke.len() as f64 / ((right - left) * (bottom - top)) as f64;
        let fits = WIDTH.contains(&inches(right - left))
            && HEIGHT.contains(&inches(bottom - top))
            && DENSITY.contains(&density);
        let pixels = |cells: usize| cells as u32 * self.size;
        fits.then(|| Word {
            text: Sensitive::new(SIGNATURE),
            left: pixels(left),
            top: pixels(top),
            width: pixels(right - left),
            height: pixels(bottom - top),
            confidence: 100,
            line,
        })
    }
}

/// Whether words that announce a signature stand near.
fn is_announced(place: &Word, dpi: u32, page: &PageGlyphs, to_sheet: Matrix) -> bool {
    let inch = f64::from(dpi);
    let x = f64::from(place.left) - BESIDE * inch..f64::from(place.left + place.width) + BESIDE * inch;
    let y = f64::from(place.top) - ABOVE * inch..f64::from(place.top + place.height) + BELOW * inch;
    let mut near = String::new();
    for glyph in page
        .glyphs
        .iter()
        .filter(|glyph| glyph.visibility != Visibility::Superseded)
    {
        let [a, _, c, _] = glyph.quad.0;
        let middle = to_sheet.apply(Point {
            x: (a.x + c.x) / 2.0,
            y: (a.y + c.y) / 2.0,
        });
        if x.contains(&middle.x) && y.contains(&middle.y) {
            match &glyph.unicode {
                Unicode::Mapped(letter) if !letter.is_whitespace() => near.extend(letter.to_lowercase()),
                Unicode::Many(letters) => near.push_str(&letters.to_lowercase()),
                _ => {}
            }
        }
    }
    ANNOUNCING.iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::ocr::{fit, words};

    /// A sheet of 6 × 3 inches with a scribble at (2, 1.5), a rule below it, and a closing above it.
    fn sheet() -> Sheet {
        let mut sheet = Sheet {
            width: 1800,
            height: 900,
            dpi: 300,
            samples: vec![255; 1800 * 900],
        };
        for step in 0..4000 {
            let t = f64::from(step) / 4000.0;
            let (x, y) = (600.0 + 400.0 * t, 480.0 + 70.0 * (t * 40.0).sin());
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2)] {
                sheet.samples[(y as usize + dy) * 1800 + x as usize + dx] = 0;
            }
        }
        (0..1800).for_each(|x| sheet.samples[700 * 1800 + x] = 0);
        sheet
    }

    fn word(text: &str, top: u32) -> Word {
        Word {
            text: Sensitive::new(text),
            left: 560,
            top,
            width: 500,
            height: 50,
            confidence: 90,
            line: 0,
        }
    }

    fn found(words: &[Word]) -> Vec<Word> {
        let mut page = PageGlyphs::default();
        words::add(&mut page, &fit::as_read(words), Matrix::IDENTITY);
        signatures(&sheet(), words, &page, Matrix::IDENTITY)
    }

    #[test]
    fn a_scribble_under_a_closing_is_a_signature() {
        let found = found(&[word("Met vriendelijke groet,", 300)]);
        assert_eq!(found.len(), 1);
        let place = &found[0];
        assert!(
            place.left.abs_diff(600) < 10 && place.width.abs_diff(400) < 20,
            "{place:?}"
        );
        assert!(
            place.top.abs_diff(410) < 10 && place.height.abs_diff(140) < 20,
            "{place:?}"
        );
    }

    #[test]
    fn ink_elsewhere_and_words_that_were_read_are_none() {
        assert_eq!(found(&[word("Bijlage: situatietekening", 300)]), []);
        let read = Word {
            left: 590,
            top: 400,
            width: 420,
            height: 160,
            ..word("Groeten", 300)
        };
        assert_eq!(found(&[word("Hoogachtend,", 300), read]), []);
    }
}
