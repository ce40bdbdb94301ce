//! What stands around a street with its house number: a postcode, a town, or both. It judges no address.

use crate::detect::run::{Reader, Start};
use crate::detect::token::TokenKind;
use crate::detect::words::Shape;

/// Bytes from which on a line is running text that goes on in the next.
const LONG_LINE: usize = 48;

/// Bytes from which on a line of a column of text goes on in the next, if the town behind a postcode ends a clause there.
const COLUMN: usize = 28;

/// Letters of a town without a capital, at least: shorter ones are words as well.
const TOLD_SMALL: usize = 5;

/// Tokens of the longest town.
const LONGEST_TOWN: usize = 7;

/// The end of an address of which the house number ends at a token: `, 1689 KP Zilverpolder`, ` te Wognum`, ` (Wognum)`.
pub(in crate::detect) fn with_postcode(reader: &Reader, end: usize) -> usize {
    let same_line = |at: usize| {
        let token = reader.scene.tokens.get(at);
        token.is_some_and(|token| token.line == reader.scene.tokens[end - 1].line) && !tab_between(reader, at)
    };
    let mark = reader
        .mark(end)
        .filter(|mark| same_line(end) && matches!(mark, ',' | '(' | '–'));
    let next = end + usize::from(mark.is_some());
    if !same_line(next) {
        return end;
    }
    let belgian = || belgian_postcode(reader, next).filter(|_| mark.is_some());
    if let Some(behind) = postcode(reader, next)
        .or_else(|| small_postcode(reader, next))
        .or_else(|| foreign_postcode(reader, next))
        .or_else(belgian)
    {
        return with_town(reader, behind);
    }
    let is_place = reader.words.member(next).place();
    let town = match mark {
        Some(',') if reader.words.shape(next) == Shape::Lower => small_town(reader, next),
        Some(',') => town_at(reader, next),
        None if matches!(reader.words.folded(next), "te" | "in") => postcode(reader, next + 1)
            .map(|behind| with_town(reader, behind))
            .or_else(|| town_at(reader, next + 1)),
        _ if is_place && reader.words.is_capital(next) => town_at(reader, next),
        _ => None,
    };
    town.unwrap_or(end)
}

/// The end of a town without capitals that is no other word.
fn small_town(reader: &Reader, at: usize) -> Option<usize> {
    if reader.scene.tokens.get(at)?.line != reader.scene.tokens[at - 1].line {
        return None;
    }
    let member = reader.words.member(at);
    let told = member.place() && !member.word() && reader.words.folded(at).len() >= TOLD_SMALL;
    told.then(|| at + 1)
}

/// `in Almere, Rederijkersstraat 80`: the town before the street.
pub(super) fn with_town_before(reader: &Reader, at: usize) -> usize {
    let comma = at.checked_sub(1).and_then(|comma| reader.mark(comma));
    let (Some(','), Some(town)) = (comma, at.checked_sub(2)) else {
        return at;
    };
    let led = town > 0 && matches!(reader.words.folded(town - 1), "in" | "te" | "uit");
    match led && reader.words.is_capital(town) && reader.words.member(town).place() {
        true => town,
        false => at,
    }
}

/// Whether a token begins a cell.
pub(super) fn tab_between(reader: &Reader, at: usize) -> bool {
    at > 0
        && reader.scene.source()[reader.scene.tokens[at - 1].end as usize..reader.scene.tokens[at].start as usize]
            .contains('\t')
}

/// The end of a postcode at a token: four digits and two capitals, glued or not.
pub(super) fn postcode(reader: &Reader, at: usize) -> Option<usize> {
    let source = reader.scene.source();
    let digits = reader
        .scene
        .tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Number)?
        .of(source);
    let letters = reader
        .scene
        .tokens
        .get(at + 1)
        .filter(|token| token.kind == TokenKind::Word)?
        .of(source);
    let near = reader.scene.tokens[at + 1].start - reader.scene.tokens[at].end <= 2 && !tab_between(reader, at + 1);
    // `25-09-2023 EK` is a date with somebody's initials.
    let is_year = at >= 2
        && reader.glued(at - 1)
        && reader.glued(at - 2)
        && reader.scene.tokens[at - 1].kind == TokenKind::Mark
        && reader.scene.tokens[at - 2].kind == TokenKind::Number;
    let right = digits.len() == 4
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|b| b.is_ascii_uppercase());
    (near && right && !is_year).then_some(at + 2)
}

/// The end of `3131 vl` before a town that the lists know.
fn small_postcode(reader: &Reader, at: usize) -> Option<usize> {
    let number = reader.scene.tokens.get(at)?;
    let digits = number.of(reader.scene.source());
    let letters = reader.words.folded(at + 1).len() == 2;
    let right = number.kind == TokenKind::Number && digits.len() == 4 && !digits.starts_with('0');
    (right && letters && reader.words.member(at + 2).place()).then_some(at + 2)
}

/// The end of `59000` before `Lille`, `D-48529` before `Nordhorn`.
fn foreign_postcode(reader: &Reader, at: usize) -> Option<usize> {
    let country = reader.words.is_capital(at)
        && reader.words.folded(at).len() <= 2
        && reader.glued_mark(at, '-')
        && reader.glued(at + 1);
    let code = at + 2 * usize::from(country);
    let token = reader.scene.tokens.get(code)?;
    let digits = token.of(reader.scene.source()).len();
    let right = token.kind == TokenKind::Number && (digits == 5 || digits == 4 && country);
    (right && reader.words.shape(code + 1) == Shape::Capital).then_some(code + 1)
}

/// The end of `3010` before `Kessel-Lo` behind a house number: four digits that are no year.
fn belgian_postcode(reader: &Reader, at: usize) -> Option<usize> {
    let token = reader.scene.tokens.get(at)?;
    let digits = token.of(reader.scene.source());
    let right = token.kind == TokenKind::Number && digits.len() == 4 && !matches!(&digits[..2], "19" | "20");
    let same_line = reader
        .scene
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.line == token.line);
    (right && same_line && reader.words.shape(at + 1) == Shape::Capital).then_some(at + 1)
}

/// The end of an address behind its postcode.
pub(super) fn with_town(reader: &Reader, behind: usize) -> usize {
    let source = reader.scene.source();
    let comma = usize::from(reader.scene.tokens.get(behind).and_then(|token| token.mark(source)) == Some(','));
    let town = behind + comma;
    town_at(reader, town)
        .or_else(|| small_town(reader, town))
        .unwrap_or(behind)
}

/// The end of a town's name at a token of the same line.
fn town_at(reader: &Reader, at: usize) -> Option<usize> {
    let token = reader.scene.tokens.get(at)?;
    let before = reader.scene.tokens[at - 1].line;
    // Behind a long line of running text the town may stand on the next.
    let length = reader.scene.text.lines()[before as usize].range.len();
    let closes = reader.scene.tokens.get(at + 1).is_some_and(|next| {
        next.line == token.line
            && next
                .mark(reader.scene.source())
                .is_some_and(|mark| ".,;".contains(mark))
    });
    let flows = token.line == before + 1 && (length >= LONG_LINE || length >= COLUMN && closes);
    if token.line != before && !flows || tab_between(reader, at) {
        return None;
    }
    let near = reader.scene.tokens[at..].iter().take(LONGEST_TOWN);
    let on_line = at + near.take_while(|other| other.line == token.line).count();
    // `Eck en Wiel` is no run of a name, but a place that the lists know.
    let listed = (at..on_line).take_while(|at| reader.words.member(*at).place()).count();
    let named = reader
        .run_at(at, Start::AnyPrefix)
        .filter(|run| !run.has_initials())
        .and_then(|run| Some(run.tokens().end.min(run.words().last()?.tokens.end).min(on_line)));
    let listed = (listed > 0 && reader.words.is_capital(at)).then_some(at + listed);
    named.max(listed)
}
