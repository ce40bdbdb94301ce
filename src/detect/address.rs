//! The layer of addresses: whether a street with a house number is somebody's home or an office, by what stands
//! around it.

mod again;
mod covered;
mod judge;
mod number;
mod row;
mod told;
mod town;

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::Scene;
use super::hit::{Hit, Weight};
use super::run::Reader;
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::{Confidence, Effect, Form, Kind};
use covered::Covered;
use number::house_number;
use town::{postcode, tab_between, with_town, with_town_before};

pub(super) use town::with_postcode;

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
        let tokens = lower_street(reader, at).unwrap_or_else(|| with_town_before(reader, at))..end;
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
    row::find(reader, names, hits);
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

/// Words of a street in small letters before its last, at most.
const LONGEST_SMALL: usize = 3;
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
    if lower_street(reader, at).is_some() {
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

/// Whether a street with a house number stands in a cell at a token, by the street itself or by its postcode.
pub(super) fn is_address(reader: &Reader, at: usize) -> bool {
    street(reader, at, &[])
        .is_some_and(|(end, _)| !reader.scene.source()[bytes(reader.scene, &(at..end))].contains('\t'))
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

/// Where a street in small letters begins of which a token is the last word: `op lindestraat 22`, `aan de oude
/// lindestraat 22`, `(lindestraat 22)`.
fn lower_street(reader: &Reader, at: usize) -> Option<usize> {
    let line = reader.scene.tokens[at].line;
    let street = SMALL_ENDINGS.ends_behind(reader.words.folded(at), 3);
    let next = reader.scene.tokens.get(at + 1);
    let numbered = next.is_some_and(|token| token.kind == TokenKind::Number);
    if !street || !numbered || reader.words.shape(at) != Shape::Lower {
        return None;
    }
    let mut first = at;
    for _ in 0..=LONGEST_SMALL {
        let before = first
            .checked_sub(1)
            .filter(|before| reader.scene.tokens[*before].line == line)?;
        let folded = reader.words.folded(before);
        if matches!(folded, "op" | "aan" | "in" | "naar" | "van") || reader.mark(before) == Some('(') {
            let article = usize::from(first < at && matches!(reader.words.folded(first), "de" | "het"));
            return Some(first + article);
        }
        if folded.is_empty() && reader.mark(before) != Some('.') {
            return None;
        }
        first = before;
    }
    None
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
        let follows = |ends| follows(reader.scene.source(), start, ends);
        if follows(&judged.homes) {
            push(reader, at..end, Form::HomeAddress, hits);
        } else if follows(&judged.offices) {
            push(reader, at..end, Form::OfficeAddress, hits);
        } else if !reader.scene.before(start).contains("postbus") {
            judge(reader, at..end, names, judged, hits);
        }
    }
}

/// Whether nothing but blanks and marks stands between one of the ends and a place.
pub(super) fn follows(source: &str, start: usize, ends: &BTreeSet<usize>) -> bool {
    let before = source[..start].trim_end_matches(|c: char| !c.is_alphanumeric());
    ends.range(before.len()..=start).next().is_some()
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
