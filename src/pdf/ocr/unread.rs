//! Ink that looks like words and that no engine read: handwriting, or print too poor. It reads nothing.

use super::strokes::{Form, Grid, Place};
use super::{Sheet, Word};
use crate::text::Sensitive;
use std::ops::Range;

/// Dust is less dense than a word, a blot denser.
const FORM: Form = Form {
    width: 0.14..4.0,
    height: 0.05..0.6,
    density: 0.15..0.97,
};
/// Share of the pixels around a word that are ink: a blot has more, dust less.
const INK: Range<f64> = 0.05..0.5;
/// Straight runs longer than this, in inches, are rules, not strokes.
const LONGEST_STROKE: f64 = 0.6;
/// A pixel is ink if it is darker than this, and paper if it is lighter than that; photographs are mostly between them.
const DARK: u8 = 110;
const LIGHT: u8 = 190;
/// Share of the pixels around a word that are neither ink nor paper, at most.
const BETWEEN: f64 = 0.4;

/// On a line of letters of which the engine is less sure than this on average, what it is not sure of was not read.
const WEAK: usize = 65;

/// A guess of fewer letters may be dust.
const A_WORD: usize = 2;

/// Ink that hangs together over more than 0.7 inch both ways, and fills more than 0.3 of the stretch, is a picture.
const PICTURE: Form = Form {
    width: 0.7_f64.next_up()..f64::INFINITY,
    height: 0.7_f64.next_up()..f64::INFINITY,
    density: 0.3_f64.next_up()..f64::INFINITY,
};
/// Specks at the rim of a picture, up to so many inches from it, are part of it.
const RIM: f64 = 0.15;

/// Ink that looks like words, beside the lines that were read. An engine makes something of every scribble: a line on
/// which it is sure of no word was not read.
pub(super) fn writing(sheet: &Sheet, words: &[Word]) -> Vec<Place> {
    let mut grid = Grid::new(sheet);
    let mut guessed = Vec::new();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        if line.iter().any(|word| word.is_sure() && word.letters() > 1) {
            let is_weak = mean_confidence(line) < WEAK;
            let (read, guesses): (Vec<&Word>, Vec<&Word>) = line.iter().partition(|word| word.is_sure() || !is_weak);
            read.into_iter().for_each(|word| grid.clear(word));
            guessed.extend(
                guesses
                    .into_iter()
                    .filter(|word| word.letters() >= A_WORD)
                    .map(Place::of),
            );
        }
    }
    let rim = (RIM * f64::from(sheet.dpi)) as u32;
    // Black stretches are full of straight runs: pictures are looked for before rules go.
    let pictures: Vec<Place> = grid
        .strokes()
        .iter()
        .filter(|stroke| stroke.has(&PICTURE))
        .map(|stroke| grid.place(stroke).grown(rim))
        .collect();
    grid.clear_rules(LONGEST_STROKE);
    let strokes = grid.strokes();
    let sized = strokes.iter().filter(|stroke| stroke.has(&FORM) && stroke.is_wide());
    let mut found: Vec<Place> = sized
        .map(|stroke| grid.place(stroke))
        .filter(|place| !pictures.iter().any(|picture| picture.meets(place)))
        .filter(|place| is_ink_on_paper(sheet, *place))
        .collect();
    // Loose letters are no stroke, but the engine saw that they are a word.
    guessed.retain(|place| !found.iter().any(|stroke| stroke.meets(place)));
    found.append(&mut guessed);
    found
}

/// Stands in the text for a word that nobody read.
pub const UNREAD_WORD: char = '\u{2370}';

/// On a line of letters of which the engine is surer than this on average, it missed a word; below, it reads handwriting.
const PRINT: usize = 80;

/// What is to become of a place in which ink looks like a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It may be a stain: it stands by itself, or the engine made something of it.
    Alone,
    /// It stands in a line of print: a word that may be a name.
    InPrint,
    /// It stands in a line that is hard to read: its other words may be read wrongly as well.
    InWriting,
}

impl Standing {
    /// What a place is by the words beside it.
    pub(super) fn of(place: Place, words: &[Word]) -> Self {
        if words.iter().any(|word| Place::of(word).meets(&place)) {
            return Self::Alone;
        }
        let beside = words.iter().filter(|word| word.letters() > 1 && is_beside(place, word));
        let surest = beside.map(|word| {
            let line: Vec<Word> = words.iter().filter(|other| other.line == word.line).cloned().collect();
            mean_confidence(&line)
        });
        match surest.min() {
            None => Self::Alone,
            Some(PRINT..) => Self::InPrint,
            Some(_) => Self::InWriting,
        }
    }
}

/// Places as words that nobody can read; `line` is the first number that no line has.
pub(super) fn as_words(places: impl Iterator<Item = Place>, line: u32) -> Vec<Word> {
    let word = |(place, line): (Place, u32)| Word {
        text: Sensitive::new(UNREAD_WORD),
        left: place.left,
        top: place.top,
        width: place.width,
        height: place.height,
        confidence: 100,
        line,
    };
    places.zip(line..).map(word).collect()
}

/// Whether a word stands right beside the place, at its height.
fn is_beside(place: Place, word: &Word) -> bool {
    let shared_end = (place.top + place.height).min(word.top + word.height);
    let shared = i64::from(shared_end) - i64::from(place.top.max(word.top));
    let gap = i64::from(place.left.max(word.left)) - i64::from((place.left + place.width).min(word.left + word.width));
    shared * 2 > i64::from(place.height.min(word.height))
        && place.height < 3 * word.height
        && (0..=i64::from(word.height)).contains(&gap)
}

/// How sure the engine is of the letters of a line.
fn mean_confidence(line: &[Word]) -> usize {
    let letters: usize = line.iter().map(Word::letters).sum();
    let sum: usize = line
        .iter()
        .map(|word| word.letters() * usize::from(word.confidence))
        .sum();
    sum / letters.max(1)
}

fn is_ink_on_paper(sheet: &Sheet, place: Place) -> bool {
    let rows = place.top..(place.top + place.height).min(sheet.height);
    let columns = place.left as usize..((place.left + place.width).min(sheet.width)) as usize;
    let (mut dark, mut between, mut all) = (0, 0, 0);
    for y in rows {
        for sample in &sheet.samples[y as usize * sheet.width as usize..][columns.clone()] {
            dark += usize::from(*sample < DARK);
            between += usize::from((DARK..LIGHT).contains(sample));
            all += 1;
        }
    }
    let share = |count: usize| count as f64 / f64::from(all.max(1));
    INK.contains(&share(dark)) && share(between) < BETWEEN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of 4 × 2 inches with three scribbles on a line, a rule under them and a blot.
    fn sheet() -> Sheet {
        let mut samples = vec![255; 1200 * 600];
        for (word, step) in (0..3).flat_map(|word| (0..3000).map(move |step| (word, step))) {
            let t = f64::from(step) / 3000.0;
            let (x, y) = (
                120.0 + 330.0 * f64::from(word) + 200.0 * t,
                250.0 + 25.0 * (t * 50.0).sin(),
            );
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2)] {
                samples[(y as usize + dy) * 1200 + x as usize + dx] = 0;
            }
        }
        (0..1200).for_each(|x| samples[330 * 1200 + x] = 0);
        (0..200 * 100).for_each(|at| samples[(420 + at / 200) * 1200 + 300 + at % 200] = 0);
        Sheet {
            width: 1200,
            height: 600,
            dpi: 300,
            samples,
        }
    }

    fn word(text: &str, left: u32, confidence: u8) -> Word {
        Word {
            text: Sensitive::new(text),
            left,
            top: 215,
            width: 220,
            height: 70,
            confidence,
            line: 0,
        }
    }

    #[test]
    fn scribbles_are_words_and_rules_and_blots_are_none() {
        let found = writing(&sheet(), &[]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().all(|place| (210..290).contains(&place.top)), "{found:?}");
    }

    #[test]
    fn a_line_is_read_if_the_engine_is_sure_of_a_word_on_it() {
        let left = |confidence| {
            let words = [
                word("Gebeld", 110, confidence),
                word("met", 440, 20),
                word("Sjoukje", 770, 40),
            ];
            writing(&sheet(), &words).len()
        };
        assert_eq!((left(100), left(40)), (2, 3));
        let typed = [word("Gebeld", 110, 96), word("met", 440, 96), word("Sjoukje", 770, 40)];
        assert_eq!(writing(&sheet(), &typed), []);
    }

    #[test]
    fn a_guess_on_a_weak_line_counts_where_its_letters_are_loose() {
        let blank = Sheet {
            width: 1200,
            height: 600,
            dpi: 300,
            samples: vec![255; 1200 * 600],
        };
        let line = |guess| [word("met", 110, 90), word("Sjufje", 440, guess)];
        assert_eq!(writing(&blank, &line(6)).len(), 1);
        assert_eq!(writing(&blank, &line(90)), []);
    }

    #[test]
    fn a_place_that_nobody_read_is_told_by_the_words_beside_it() {
        let place = |left, top| Place {
            left,
            top,
            width: 200,
            height: 70,
        };
        let unread = |left, top, confidence| Standing::of(place(left, top), &[word("Gebeld", 110, confidence)]);
        assert_eq!(unread(360, 220, 96), Standing::InPrint);
        assert_eq!(unread(360, 220, 60), Standing::InWriting);
        assert_eq!(unread(360, 320, 96), Standing::Alone, "another line");
        assert_eq!(unread(700, 220, 96), Standing::Alone, "far away");
        assert_eq!(unread(250, 220, 96), Standing::Alone, "it was read");
    }

    #[test]
    fn specks_at_the_rim_of_a_picture_are_part_of_it() {
        let mut sheet = sheet();
        (0..250 * 300).for_each(|at| sheet.samples[(at / 250) * 1200 + 460 + at % 250] = 0);
        let found = writing(&sheet, &[]);
        assert_eq!(found.len(), 2, "the scribble under the picture is none: {found:?}");
    }

    #[test]
    fn a_photograph_is_no_writing() {
        let mut sheet = sheet();
        for (at, sample) in sheet.samples.iter_mut().enumerate() {
            *sample = (f64::from(*sample) * 0.4 + 90.0 + 40.0 * (at as f64 / 30.0).sin()) as u8;
        }
        assert_eq!(writing(&sheet, &[]), []);
    }
}
