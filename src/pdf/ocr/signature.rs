//! Ink near a closing that no engine reads as words: a signature, most likely. It becomes a glyph of its own, so that a
//! rule can rule on it.

use super::strokes::{Form, Grid, Place};
use super::{Sheet, Word};
use crate::pdf::{Matrix, PageGlyphs, Point, Unicode, Visibility};
use crate::text::Sensitive;

/// How a signature stands in the text of a page.
pub const SIGNATURE: char = '✍';

/// Straight runs longer than this, in inches, are rules, not strokes.
const LONGEST_STROKE: f64 = 2.0;
/// A stamp or logo is denser than a signature, dust less dense.
const FORM: Form = Form {
    width: 0.45..3.6,
    height: 0.2..1.8,
    density: 0.05..0.62,
};
/// A word so many times as high as most is written by hand, even where the engine makes a word of it.
const TALL: f64 = 2.5;
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
    let tall = TALL * common_height(words);
    words
        .iter()
        .filter(|word| is_word(word) && f64::from(word.height) < tall)
        .for_each(|word| grid.clear(word));
    grid.clear_rules(LONGEST_STROKE);
    let mut found: Vec<Word> = Vec::new();
    for stroke in grid.strokes().iter().filter(|stroke| stroke.has(&FORM)) {
        let place = glyph(grid.place(stroke), found.len() as u32);
        found.extend(Some(place).filter(|place| is_announced(place, sheet.dpi, page, to_sheet)));
    }
    found
}

fn is_word(word: &Word) -> bool {
    word.confidence >= SURE && word.text.expose().chars().filter(|c| c.is_alphanumeric()).count() >= 2
}

/// The height of most words.
fn common_height(words: &[Word]) -> f64 {
    let mut heights: Vec<u32> = words.iter().map(|word| word.height).collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied().map_or(f64::INFINITY, f64::from)
}

fn glyph(place: Place, line: u32) -> Word {
    Word {
        text: Sensitive::new(SIGNATURE),
        left: place.left,
        top: place.top,
        width: place.width,
        height: place.height,
        confidence: 100,
        line,
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

    #[test]
    fn what_is_read_in_far_larger_letters_is_written_by_hand() {
        let read = Word {
            left: 590,
            top: 400,
            width: 420,
            height: 160,
            ..word("Wagenmaker", 300)
        };
        let typed = ["Met", "vriendelijke", "groet,"].map(|text| word(text, 300));
        assert_eq!(found(&[&typed[..], &[read]].concat()).len(), 1);
    }
}
