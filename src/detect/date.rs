//! Dates with a day, a month and a year, as tokens of a text. It does not judge what a date is of.

use super::run::Reader;
use super::token::TokenKind;
use crate::text::MONTHS;

/// Two digits above this are of a year of the last century.
const LAST_OF_THIS_CENTURY: u32 = 35;
/// Letters of the abbreviation of a month.
const SHORTEST: usize = 3;

/// A date in a text.
pub(super) struct Date {
    /// One past its last token.
    pub end: usize,
    /// With its century.
    pub year: u32,
    /// Digits of the year as it is written.
    pub digits: usize,
}

impl Date {
    /// `3-4-2012`, `03.04.'12`, `03 04 2012`, `3 april 2012` or `3 apr. '12`, beginning at a token.
    pub fn at(reader: &Reader, at: usize) -> Option<Self> {
        let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
        Self::read(reader, at).filter(|date| line(date.end - 1) == line(at))
    }

    fn read(reader: &Reader, at: usize) -> Option<Self> {
        number(reader, at).filter(|(_, day)| (1..=31).contains(day))?;
        let glue = |at: usize| ['-', '/', '.'].iter().any(|mark| reader.glued_mark(at, *mark)) && reader.glued(at + 1);
        if glue(at) {
            let month = number(reader, at + 2).filter(|(_, month)| (1..=12).contains(month));
            return month
                .filter(|_| glue(at + 2))
                .and_then(|_| Self::of_year(reader, at + 4));
        }
        // `27 09 1968`
        if let Some((2, 1..=12)) = number(reader, at + 1)
            && number(reader, at).is_some_and(|(length, _)| length == 2)
        {
            return Self::of_year(reader, at + 2).filter(|date| date.digits == 4);
        }
        let month = is_month(reader, at + 1).then_some(at + 2)?;
        Self::of_year(reader, month + usize::from(reader.glued_mark(at + 1, '.')))
    }

    /// With the year at a token, which may have an apostrophe before it.
    fn of_year(reader: &Reader, at: usize) -> Option<Self> {
        let cut = matches!(reader.mark(at), Some('\'' | '’'));
        let at = at + usize::from(cut);
        let (length, year) = number(reader, at)?;
        // `12 juni 10.30`
        let is_hour = [':', '.'].iter().any(|mark| reader.glued_mark(at, *mark)) && number(reader, at + 2).is_some();
        if length == 2 && is_hour && reader.glued(at + 1) {
            return None;
        }
        let year = match length {
            4 if !cut && (1850..=2100).contains(&year) => year,
            2 if year > LAST_OF_THIS_CENTURY => 1900 + year,
            2 => 2000 + year,
            _ => return None,
        };
        Some(Self {
            end: at + 1,
            year,
            digits: length,
        })
    }
}

/// The digits of a token and what they say.
fn number(reader: &Reader, at: usize) -> Option<(usize, u32)> {
    let token = reader
        .scene
        .tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number)?;
    let digits = token.of(reader.scene.source());
    Some((digits.len(), digits.parse().ok()?))
}

fn is_month(reader: &Reader, at: usize) -> bool {
    if reader.scene.tokens.get(at).is_none() {
        return false;
    }
    let word = reader.words.folded(at);
    let cut = || word.len() == SHORTEST && MONTHS.iter().any(|month| month.starts_with(word));
    MONTHS.contains(&word) || matches!(word, "mrt" | "sept" | "okt") || cut()
}
