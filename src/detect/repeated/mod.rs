//! The layer of what is known already: every form of a known name, wherever it stands again. It learns no names.

mod initials;
mod loose;

use std::ops::Range;

use super::hit::{Hit, Weight};
use super::index::{Index, Traits};
use super::name_list::followed_by_company;
use super::run::{Part, Reader, Run, Start, Unit, is_prefix};
use super::shape::{bars, without_sentence_opener};
use super::token::TokenKind;
use super::words::Shape;
use crate::rules::{Confidence, Effect, Form, KeepReason};
use initials::Capitals;
/// Names in a cell that lists who does what, at most.
const MOST_NAMES: usize = 3;

/// Every further form of the known names.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, index: &Index, hits: &mut Vec<Hit<'r>>) {
    runs(reader, index, hits);
    let capitals = Capitals::of(reader);
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if reader.scene.tokens[at].kind == TokenKind::Word {
            loose::lower_case(reader, index, at, hits);
            initials::signature(reader, index, &capitals, at, hits);
            initials::dotted(reader, index, at, hits);
            loose::in_word(reader, index, at, hits);
            loose::call_name(reader, index, at, hits);
        }
        at += 1;
    }
}

fn runs<'r>(reader: &Reader<'_, 'r>, index: &Index, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::Repeated) else {
        return;
    };
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if !reader.words.is_capital(at) {
            at += 1;
            continue;
        }
        let Some(run) = reader.run_at(at, Start::Capital) else {
            at += 1;
            continue;
        };
        at = run.tokens().end;
        let Some(run) = without_sentence_opener(reader, run) else {
            continue;
        };
        if let Some(found) = known_part(reader, index, &run) {
            let mut hit = Hit::new(found.range, rule, Weight::Repeated);
            hit.confidence = found.confidence;
            hits.push(hit);
        } else if let Some(range) = public_part(reader, index, &run) {
            let mut hit = Hit::new(range, rule, Weight::Repeated);
            hit.effect = Effect::Keep(KeepReason::PublicOffice);
            hits.push(hit);
        }
    }
}

struct Found {
    range: Range<usize>,
    confidence: Confidence,
}

/// From the first to the last known word of a run, with the initials and name-like words around them.
fn known_part(reader: &Reader, index: &Index, run: &Run) -> Option<Found> {
    let known: Vec<(usize, Traits, Confidence)> = run
        .parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.unit == Unit::Word)
        .filter_map(|(position, part)| {
            part_known(reader, index, part).map(|(traits, confidence)| (position, traits, confidence))
        })
        .collect();
    let (first, traits, confidence) = *known.first()?;
    let last = known.last()?.0;
    if is_famous(reader, index, run) {
        return None;
    }
    let lone = run.parts.len() == 1 || run.words().count() == 1 && !run.has_initials() && !run.has_prefix();
    let part = &run.parts[first];
    let member = reader.words.member(part.tokens.start);
    let ordinary = member.word() || member.place() || member.organisation() || member.famous();
    let prefixed = with_lower_prefix(reader, part.tokens.start, traits) < part.tokens.start;
    // Nobody calls Jan van Dorp Dorp: `Lukas van Webwijs` may well be someone of Webwijs.
    let named = member.surname() || member.given();
    if lone && traits.has_prefix && !prefixed && !named && part.tokens.len() == 1 {
        return None;
    }
    if lone && ordinary && part.tokens.len() == 1 {
        let mid_sentence = !reader.opens_sentence(part.tokens.start);
        let prefix_missing = traits.has_prefix && !member.given() && !prefixed;
        let listed = traits.surname && fills_cell(reader, run);
        if !(mid_sentence || prefixed || listed) || prefix_missing && member.word() {
            return None;
        }
    }
    if followed_by_company(reader, run) || lone && bars(reader, run) {
        return None;
    }
    let mut from = first;
    while from > 0 && joins(reader, &run.parts[from - 1], index) {
        from -= 1;
    }
    let mut to = last;
    while to + 1 < run.parts.len() && joins(reader, &run.parts[to + 1], index) {
        to += 1;
    }
    while run.parts[to].unit == Unit::Prefix {
        to -= 1;
    }
    let mut start = run.parts[from].tokens.start;
    if from == 0 && (traits.has_prefix || traits.surname) {
        start = with_lower_prefix(reader, start, traits);
    }
    let whole = run.parts[to].tokens.end;
    let end = without_tied_word(reader, start, whole);
    let listed = lone && ordinary && traits.surname && fills_cell(reader, run);
    // What the tagger takes for the name of a plan bears the name of someone known here all the same.
    let tied = end < whole && traits.surname && confidence == Confidence::Likely;
    Some(Found {
        range: reader.scene.tokens[start].start as usize..reader.scene.tokens[end - 1].end as usize,
        confidence: if tied || listed {
            Confidence::Certain
        } else {
            confidence
        },
    })
}

/// Whether a run is all that its cell of a table holds, or one of a few words with capitals: `Slagman, Korkmaz`.
fn fills_cell(reader: &Reader, run: &Run) -> bool {
    let first = &reader.scene.tokens[run.tokens().start];
    let cells = &reader.scene.text.lines()[first.line as usize].cells;
    // The first cell says what the row is about.
    let own = cells.iter().skip(1).find(|cell| cell.contains(&(first.start as usize)));
    let words = own.map(|cell| reader.scene.source()[cell.clone()].split_whitespace());
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    cells.len() >= 3 && words.is_some_and(|mut words| words.clone().count() <= MOST_NAMES && words.all(is_name))
}

/// Whether a whole name is that of someone famous, and nobody known here bears the surname: Jan is known, Jan Terlouw is not.
fn is_famous(reader: &Reader, index: &Index, run: &Run) -> bool {
    let surname = run.words().last();
    let known = surname.is_some_and(|part| index.person(reader.words.folded(part.tokens.end - 1)).is_some());
    !known && run.words().count() >= 2 && run.words().all(|part| reader.words.member(part.tokens.start).famous())
}

/// Without the ordinary word that a hyphen ties to a name: `de Oosterhuizen-variant`.
fn without_tied_word(reader: &Reader, start: usize, mut end: usize) -> usize {
    let source = reader.scene.source();
    while end >= start + 3
        && reader.words.shape(end - 1) == Shape::Lower
        && reader.words.member(end - 1).word()
        && reader.scene.tokens[end - 2]
            .mark(source)
            .is_some_and(|mark| "-‐".contains(mark))
        && reader.glued(end - 2)
    {
        end -= 2;
    }
    end
}

/// Whether the neighbour of a known word belongs to the name.
fn joins(reader: &Reader, part: &Part, index: &Index) -> bool {
    match part.unit {
        Unit::Initial | Unit::Prefix => true,
        Unit::Word => {
            let member = reader.words.member(part.tokens.start);
            let folded = reader.words.folded(part.tokens.start);
            index.person(folded).is_some()
                || member.given()
                || member.surname()
                || !(member.word()
                    || member.organisation()
                    || member.place()
                    || reader.words.shape(part.tokens.start) == Shape::Upper)
        }
    }
}

/// A word part or one of the names it is made of.
fn part_known(reader: &Reader, index: &Index, part: &Part) -> Option<(Traits, Confidence)> {
    let source = reader.scene.source();
    let whole = &source
        [reader.scene.tokens[part.tokens.start].start as usize..reader.scene.tokens[part.tokens.end - 1].end as usize];
    let folded = super::fold::fold(&whole.replace("-\n", "").replace('\n', ""))
        .trim_matches(['(', ')'])
        .replace('’', "'");
    let ordinary = reader.words.member(part.tokens.start).word();
    if let Some(found) = index.knows(&folded, ordinary) {
        return Some(found);
    }
    if part.tokens.len() == 1 {
        return None;
    }
    part.tokens
        .clone()
        .filter(|at| {
            reader.words.folded(*at).chars().count() > 2
                && !is_prefix(reader.words.folded(*at))
                && reader.words.is_capital(*at)
        })
        .find_map(|at| {
            index
                .person(reader.words.folded(at))
                .map(|traits| (traits, Confidence::Likely))
        })
}

/// The lower-case tussenvoegsels before a surname that has them.
fn with_lower_prefix(reader: &Reader, mut start: usize, traits: Traits) -> usize {
    let source = reader.scene.source();
    while start > 0 && traits.has_prefix {
        let before = start - 1;
        let folded = reader.words.folded(before);
        let near = &source[reader.scene.tokens[before].end as usize..reader.scene.tokens[start].start as usize];
        if near.len() > 2 || near.contains(['\t', '\n']) {
            break;
        }
        if is_prefix(folded) && !matches!(folded, "in" | "op" | "aan" | "bij" | "uit") {
            start = before;
            if start > 0
                && reader.glued(start - 1)
                && matches!(reader.scene.tokens[start - 1].mark(source), Some('\'' | '’'))
            {
                start -= 1;
            }
        } else if reader.scene.tokens[before]
            .mark(source)
            .is_some_and(|mark| matches!(mark, '.' | '/'))
            && before > 0
            && is_prefix(reader.words.folded(before - 1))
            && reader.glued(before - 1)
            && !reader.ends_abbreviation(before - 1)
        {
            start = before - 1;
        } else {
            break;
        }
    }
    start
}

/// A surname that only public people bear.
fn public_part(reader: &Reader, index: &Index, run: &Run) -> Option<Range<usize>> {
    let known = run.words().any(|part| {
        let source = reader.scene.source();
        let whole = &source[reader.scene.tokens[part.tokens.start].start as usize
            ..reader.scene.tokens[part.tokens.end - 1].end as usize];
        index.is_public(&super::fold::fold(whole)) || index.is_public(reader.words.folded(part.tokens.start))
    });
    let member = reader.words.member(run.parts[0].tokens.start);
    (known && !(run.parts.len() == 1 && member.word())).then(|| run.bytes(reader.scene))
}
