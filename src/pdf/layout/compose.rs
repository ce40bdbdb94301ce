//! Words → characters, each with the glyphs that show it. Accents drawn over letters become one character with them.

use super::chunk::Chunk;
use super::mark::Mark;
use super::rows::Word;
use crate::pdf::glyph::{PageGlyphs, Unicode};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A string under construction and which glyph shows which bytes of it.
#[derive(Debug, Default)]
pub(super) struct Composed {
    pub string: String,
    /// Glyph and byte range; an empty range is a space that has no character.
    pub places: Vec<(u32, Range<usize>)>,
}

/// Where the piece before one of the same cell ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// At the end of a word, or at its hyphen.
    Line,
    /// Within a word that is longer than its cell is wide.
    Word,
}

/// How a word follows what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Glued,
    Spaced,
}

impl Composed {
    /// Adds a piece of a cell; a space joins it to what stands there already, unless a word was broken there.
    pub fn add(&mut self, page: &PageGlyphs, chunk: &Chunk, broken: Broken) {
        let own = chunk.words.iter().map(|word| word.spaces.len() + word.marks.len());
        let count = own.sum::<usize>() + chunk.trailing.len();
        self.string.reserve(count);
        self.places.reserve(count);
        for (index, word) in chunk.words.iter().enumerate() {
            let glued =
                self.string.is_empty() || (index == 0 && (broken == Broken::Word || ends_in_hyphen(&self.string)));
            self.space(page, &word.spaces, if glued { Joint::Glued } else { Joint::Spaced });
            self.word(page, word);
        }
        let end = self.string.len();
        self.places
            .extend(chunk.trailing.iter().map(|mark| (mark.glyph, end..end)));
    }

    /// The space before a word, shown by these glyphs if any.
    fn space(&mut self, page: &PageGlyphs, spaces: &[Mark], joint: Joint) {
        let start = self.string.len();
        if joint == Joint::Spaced {
            let shown = spaces.first().map(|mark| &page.glyphs[mark.glyph as usize].unicode);
            let unbreakable = matches!(shown, Some(Unicode::Mapped('\u{a0}' | '\u{202f}')));
            self.string.push(if unbreakable { '\u{a0}' } else { ' ' });
        }
        let end = self.string.len();
        self.places.extend(spaces.iter().map(|mark| (mark.glyph, start..end)));
    }

    fn word(&mut self, page: &PageGlyphs, word: &Word) {
        let accented = |mark: &Mark| combining(&page.glyphs[mark.glyph as usize].unicode).is_some();
        match word.marks.iter().any(accented) {
            true => self.accented(page, word),
            false => self.plain(page, word),
        }
    }

    fn plain(&mut self, page: &PageGlyphs, word: &Word) {
        let first = self.places.len();
        for mark in &word.marks {
            let start = self.string.len();
            if !mark.is_space() {
                self.letter(page, mark, std::iter::empty());
            }
            self.places.push((mark.glyph, start..self.string.len()));
        }
        for (at, mark) in &word.copies {
            if let Some((_, range)) = self.places.get(first + at).filter(|_| *at < word.marks.len()) {
                self.places.push((mark.glyph, range.clone()));
            }
        }
    }

    fn accented(&mut self, page: &PageGlyphs, word: &Word) {
        let accents = accents(page, word);
        let mut ranges = vec![0..0; word.marks.len()];
        for (index, mark) in word.marks.iter().enumerate() {
            let start = self.string.len();
            if accents[index].is_some() {
                continue;
            }
            if !mark.is_space() {
                // An accent stands next to its letter in the order along the line.
                let near = index.saturating_sub(2)..(index + 3).min(accents.len());
                let over: Vec<usize> = near.filter(|accent| accents[*accent] == Some(index)).collect();
                self.letter(page, mark, over.iter().map(|accent| &word.marks[*accent]));
                for accent in over {
                    ranges[accent] = start..self.string.len();
                }
            }
            ranges[index] = start..self.string.len();
        }
        self.places.extend(
            word.marks
                .iter()
                .zip(&ranges)
                .map(|(mark, range)| (mark.glyph, range.clone())),
        );
        let copies = word.copies.iter();
        self.places
            .extend(copies.filter_map(|(at, mark)| Some((mark.glyph, ranges.get(*at)?.clone()))));
    }

    fn letter<'a>(&mut self, page: &PageGlyphs, mark: &Mark, accents: impl Iterator<Item = &'a Mark>) {
        let mut accents = accents.peekable();
        let meaning = &page.glyphs[mark.glyph as usize].unicode;
        if accents.peek().is_none() {
            match meaning {
                Unicode::Mapped(c @ '\u{fb00}'..='\u{fb06}') => self.string.extend(c.nfkd()),
                Unicode::Mapped(c) => self.string.push(visible(*c)),
                Unicode::Many(s) => self.string.extend(s.chars().map(visible)),
                Unicode::Unmapped => self.string.push(char::REPLACEMENT_CHARACTER),
            }
            return;
        }
        let mut letter = String::new();
        match meaning {
            Unicode::Mapped('ı') => letter.push('i'),
            Unicode::Mapped('ȷ') => letter.push('j'),
            Unicode::Mapped(c) => letter.push(visible(*c)),
            Unicode::Many(s) => letter.extend(s.chars().map(visible)),
            Unicode::Unmapped => letter.push(char::REPLACEMENT_CHARACTER),
        }
        letter.extend(accents.filter_map(|accent| combining(&page.glyphs[accent.glyph as usize].unicode)));
        self.string.extend(letter.nfc());
    }
}

/// Line breaks and control characters in a mapping must not break lines of the text.
fn visible(c: char) -> char {
    match c {
        '\u{a0}' => c,
        c if c.is_whitespace() => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Per mark: the letter that it is drawn over as an accent.
fn accents(page: &PageGlyphs, word: &Word) -> Vec<Option<usize>> {
    let meaning = |index: usize| &page.glyphs[word.marks[index].glyph as usize].unicode;
    let host_of = |(index, accent): (usize, &Mark)| {
        combining(meaning(index))?;
        let center = (accent.u0 + accent.u1) / 2.0;
        let over = |other: usize| {
            let host = &word.marks[other];
            let slack = 0.1 * host.em;
            is_letter(meaning(other)) && host.u0 - slack < center && center < host.u1 + slack
        };
        let overlaps = |other: usize| {
            let host = &word.marks[other];
            let shared = accent.u1.min(host.u1) - accent.u0.max(host.u0);
            over(other) && shared > 0.4 * accent.width().min(host.width())
        };
        let true_mark = matches!(meaning(index), Unicode::Mapped(c) if is_combining_mark(*c));
        let next = Some(index + 1).filter(|i| *i < word.marks.len());
        let before = index.checked_sub(1);
        before
            .filter(|i| overlaps(*i))
            .or(next.filter(|i| overlaps(*i)))
            .or(before.filter(|i| true_mark && is_letter(meaning(*i))))
    };
    word.marks.iter().enumerate().map(host_of).collect()
}

fn is_letter(unicode: &Unicode) -> bool {
    matches!(unicode, Unicode::Mapped(c) if c.is_alphabetic() && !is_combining_mark(*c))
}

/// The combining mark of an accent, whether the font calls it by its spacing or its combining character.
fn combining(unicode: &Unicode) -> Option<char> {
    let Unicode::Mapped(c) = unicode else { return None };
    Some(match c {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        c if c.is_ascii() => return None,
        c if is_combining_mark(*c) => *c,
        _ => return None,
    })
}

/// Whether the next piece of a wrapped cell follows without a space.
fn ends_in_hyphen(string: &str) -> bool {
    let mut last = string.chars().rev();
    matches!(last.next(), Some('-' | '\u{ad}' | '\u{2010}')) && last.next().is_some_and(char::is_alphabetic)
}
