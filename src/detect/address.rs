//! The layer of addresses: whether a street with a house number is somebody's home or an office, by what stands
//! around it.

mod again;
mod covered;
mod judge;
mod number;
mod told;

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::Scene;
use super::hit::{Hit, Weight};
use super::run::{Reader, Start};
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::{Confidence, Effect, Form, Kind};
use covered::Covered;
use number::house_number;

word_lists! {
    /// Endings of street names.
    STREET_ENDINGS: WordList = "street-endings";
    /// Endings of those that are told as such without a capital.
    SMALL_ENDINGS: WordList = "street-endings-small";
    /// First words of street names.
    STREET_OPENINGS: WordList = "street-openings";
    /// Words in lower case within street names.
    INNER_WORDS: WordList = "street-inner-words";
}

/// Bytes from which on a line is running text that goes on in the next.
const LONG_LINE: usize = 48;

/// Bytes from which on a line of a column of text goes on in the next, if the town behind a postcode ends a clause there.
const COLUMN: usize = 28;

/// Streets with house numbers, and postcodes with towns. `names` are those of people, in the order of the text.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    let mut judged = Judged::default();
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        let Some((end, told)) = street(reader, at, names) else {
            at += 1;
            continue;
        };
        let end = with_postcode(reader, end);
        let tokens = with_town_before(reader, at)..end;
        match told {
            ToldBy::Street => judge(reader, tokens, names, &mut judged, hits),
            ToldBy::Words => {
                judged.homes.insert(bytes(reader.scene, &tokens).end);
                let before = hits.len();
                push(reader, tokens, Form::HomeAddress, hits);
                hits[before..]
                    .iter_mut()
                    .for_each(|hit| hit.confidence = Confidence::Certain);
            }
        }
        at = end;
    }
    postcodes(reader, names, &mut judged, hits);
    again::find(reader, hits);
}

/// Where addresses end, by what they are.
#[derive(Default)]
struct Judged {
    homes: BTreeSet<usize>,
    offices: BTreeSet<usize>,
}

/// What tells that words and a number are an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ToldBy {
    /// The street or the postcode itself.
    Street,
    /// The words or the name around it, which say that somebody lives there.
    Words,
}

/// Tokens of a street with the number of a house, at most.
const LONGEST_STREET: usize = 7;

/// The end of a street with its house number.
fn street(reader: &Reader, at: usize, names: &[Range<usize>]) -> Option<(usize, ToldBy)> {
    let numbered = |at: usize| {
        let token = reader.scene.tokens.get(at);
        token.is_some_and(|token| token.kind == TokenKind::Number)
    };
    if !(at + 1..at + LONGEST_STREET).any(numbered) {
        return None;
    }
    // `Op Kerkpad 3 woont`
    if is_preposition(reader.words.folded(at)) {
        return None;
    }
    if lower_street(reader, at) {
        return house_number(reader, at + 1).map(|end| (end, ToldBy::Street));
    }
    if reader.words.shape(at) != Shape::Capital
        && !(reader.words.shape(at) == Shape::Upper && reader.words.folded(at).len() > 4)
    {
        return None;
    }
    let source = reader.scene.source();
    let mut next = at;
    let mut named = false;
    while next < at + LONGEST_STREET {
        let position = next - at;
        let token = reader.scene.tokens.get(next)?;
        if token.line != reader.scene.tokens[at].line {
            return None;
        }
        if token.kind == TokenKind::Number {
            // `mevrouw Wytzes op 9 november`: no street ends with a preposition.
            let is_led = reader.words.shape(next - 1) == Shape::Lower && is_preposition(reader.words.folded(next - 1));
            let end = house_number(reader, next).filter(|_| position > 0 && !is_led)?;
            if told::is_told_to_be_home(reader, at) || named && told::is_lived_in(reader, end) {
                return Some((end, ToldBy::Words));
            }
            let behind_name = told::is_behind_name(reader, at..end, names);
            if behind_name && told::is_behind_title(reader, at) {
                return Some((end, ToldBy::Words));
            }
            let is_street = named || postcode_follows(reader, end) || behind_name;
            return is_street.then_some((end, ToldBy::Street));
        }
        let folded = reader.words.folded(next);
        let mark = token.mark(source);
        let inner =
            reader.words.is_capital(next) || INNER_WORDS.has(folded) || mark.is_some_and(|mark| "'’.-".contains(mark));
        if !inner {
            return None;
        }
        if !folded.is_empty() {
            named |= match position {
                0 => STREET_OPENINGS.has(folded) || STREET_ENDINGS.ends_behind(folded, 2),
                _ => STREET_ENDINGS.ends(folded),
            };
        }
        next += 1;
    }
    None
}

fn is_preposition(folded: &str) -> bool {
    matches!(folded, "aan" | "bij" | "en" | "in" | "op" | "van")
}

/// Whether a postcode stands behind a house number, or at the start of the next line.
fn postcode_follows(reader: &Reader, end: usize) -> bool {
    let comma = reader
        .scene
        .tokens
        .get(end)
        .and_then(|token| token.mark(reader.scene.source()))
        == Some(',');
    let next = end + usize::from(comma);
    let near = |token: &super::token::Token| token.line <= reader.scene.tokens[end - 1].line + 1;
    reader.scene.tokens.get(next).is_some_and(near) && !tab_between(reader, next) && postcode(reader, next).is_some()
}

/// `op lindestraat 22` without a capital.
fn lower_street(reader: &Reader, at: usize) -> bool {
    let folded = reader.words.folded(at);
    let street = SMALL_ENDINGS.ends_behind(folded, 3);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| reader.words.folded(at));
    let article = usize::from(matches!(before(1), "de" | "het"));
    let led = matches!(before(1 + article), "op" | "aan" | "in" | "naar" | "van");
    let numbered = reader
        .scene
        .tokens
        .get(at + 1)
        .is_some_and(|token| token.kind == TokenKind::Number);
    street && led && numbered && reader.words.shape(at) == Shape::Lower
}

/// `, 1689 KP Zilverpolder` or ` te Wognum` behind a house number.
fn with_postcode(reader: &Reader, end: usize) -> usize {
    let source = reader.scene.source();
    let same_line = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .is_some_and(|token| token.line == reader.scene.tokens[end - 1].line)
            && !tab_between(reader, at)
    };
    let comma = usize::from(same_line(end) && reader.scene.tokens[end].mark(source) == Some(','));
    let next = end + comma;
    if !same_line(next) {
        return end;
    }
    if let Some(behind) = postcode(reader, next).or_else(|| foreign_postcode(reader, next)) {
        return with_town(reader, behind);
    }
    let is_town = comma == 0 && reader.words.is_capital(next) && reader.words.member(next).place();
    if is_town && let Some(town) = town_at(reader, next) {
        return town;
    }
    if (comma == 1 || matches!(reader.words.folded(next), "te" | "in")) && town_at(reader, next + 1 - comma).is_some() {
        return town_at(reader, next + 1 - comma).unwrap_or(end);
    }
    end
}

/// `in Almere, Rederijkersstraat 80`: the town before the street.
fn with_town_before(reader: &Reader, at: usize) -> usize {
    let comma = at
        .checked_sub(1)
        .and_then(|comma| reader.scene.tokens[comma].mark(reader.scene.source()));
    let (Some(','), Some(town)) = (comma, at.checked_sub(2)) else {
        return at;
    };
    let led = town > 0 && matches!(reader.words.folded(town - 1), "in" | "te" | "uit");
    match led && reader.words.is_capital(town) && reader.words.member(town).place() {
        true => town,
        false => at,
    }
}

fn tab_between(reader: &Reader, at: usize) -> bool {
    at > 0
        && reader.scene.source()[reader.scene.tokens[at - 1].end as usize..reader.scene.tokens[at].start as usize]
            .contains('\t')
}

/// The end of a postcode at a token: four digits and two capitals, glued or not.
fn postcode(reader: &Reader, at: usize) -> Option<usize> {
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

fn with_town(reader: &Reader, behind: usize) -> usize {
    let source = reader.scene.source();
    let comma = usize::from(reader.scene.tokens.get(behind).and_then(|token| token.mark(source)) == Some(','));
    town_at(reader, behind + comma).unwrap_or(behind)
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
    let run = reader.run_at(at, Start::AnyPrefix)?;
    let last = run.words().last()?.tokens.end;
    let near = reader.scene.tokens[at..].iter().take(7);
    let on_line = near.take_while(|other| other.line == token.line).count();
    let apart = run.tokens().end.min(at + on_line).min(last);
    (!run.has_initials()).then_some(apart)
}

/// Postcodes that no street took along: they follow the address above them, or stand by themselves.
fn postcodes<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], judged: &mut Judged, hits: &mut Vec<Hit<'r>>) {
    let covered = Covered::by(hits.iter().filter(|hit| hit.kind == Kind::Address));
    let withheld = hits.iter().filter(|hit| hit.kind == Kind::Address && !hit.keeps());
    judged.homes.extend(withheld.map(|hit| hit.range.end));
    for at in 0..reader.scene.tokens.len() {
        let start = reader.scene.tokens[at].start as usize;
        if reader.scene.tokens[at].kind != TokenKind::Number || covered.contains(start) {
            continue;
        }
        let Some(behind) = postcode(reader, at) else {
            continue;
        };
        let end = with_town(reader, behind);
        let blank = reader.scene.source()[..start].trim_end_matches(|c: char| !c.is_alphanumeric());
        let follows = |ends: &BTreeSet<usize>| ends.range(blank.len()..=start).next().is_some();
        if follows(&judged.homes) {
            push(reader, at..end, Form::HomeAddress, hits);
        } else if follows(&judged.offices) {
            push(reader, at..end, Form::OfficeAddress, hits);
        } else if !reader.scene.before(start).contains("postbus") {
            judge(reader, at..end, names, judged, hits);
        }
    }
}

/// Home, office, or neither said: then the place of the line decides.
fn judge<'r>(
    reader: &Reader<'_, 'r>,
    tokens: Range<usize>,
    names: &[Range<usize>],
    judged: &mut Judged,
    hits: &mut Vec<Hit<'r>>,
) {
    let range = bytes(reader.scene, &tokens);
    let (ends, form) = match judge::score(reader, &range, names) > 0 {
        true => (&mut judged.homes, Form::HomeAddress),
        false => (&mut judged.offices, Form::OfficeAddress),
    };
    ends.insert(range.end);
    push(reader, tokens, form, hits);
}

fn push<'r>(reader: &Reader<'_, 'r>, tokens: Range<usize>, form: Form, hits: &mut Vec<Hit<'r>>) {
    if let Some(rule) = reader.vocabulary.rule(form) {
        let mut hit = Hit::new(bytes(reader.scene, &tokens), rule, Weight::Context);
        if matches!(hit.effect, Effect::Keep(_)) {
            hit.weight = Weight::List;
        }
        hits.push(hit);
    }
}

fn bytes(scene: &Scene, tokens: &Range<usize>) -> Range<usize> {
    scene.tokens[tokens.start].start as usize..scene.tokens[tokens.end - 1].end as usize
}
