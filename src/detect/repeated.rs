//! The layer of what is known already: every form of a known name, wherever it stands again.

use std::collections::BTreeSet;
use std::ops::Range;

use super::hit::{Hit, Weight};
use super::index::{Index, Traits};
use super::name_list::followed_by_company;
use super::run::{Part, Reader, Run, Start, Unit, is_prefix};
use super::shape::{bars, without_sentence_opener};
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::{Confidence, Effect, Form, KeepReason};

word_lists! {
    /// Words before somebody's initials.
    PARAAF_OPENINGS: WordList = "paraaf-openings";
}

/// Letters from which on one slip is allowed in words in lower case.
const SLIP_LOWER_FROM: usize = 8;

/// Every further form of the known names.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, index: &Index, hits: &mut Vec<Hit<'r>>) {
    runs(reader, index, hits);
    let bodies = bodies(reader);
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if reader.scene.tokens[at].kind == TokenKind::Word {
            lower_case(reader, index, at, hits);
            if !bodies.contains(reader.words.folded(at)) || stands_with_sign(reader, index, at) {
                signature(reader, index, at, hits);
            }
            in_word(reader, index, at, hits);
        }
        at += 1;
    }
}

/// Capitals that the text puts an article before somewhere: a body (`het AB`, `de MR`), not someone's initials.
fn bodies<'r>(reader: &'r Reader) -> BTreeSet<&'r str> {
    let is_body = |at: &usize| {
        reader.words.shape(*at) == Shape::Upper && matches!(reader.words.folded(at - 1), "het" | "de" | "t")
    };
    let all = (1..reader.scene.tokens.len()).filter(is_body);
    all.map(|at| reader.words.folded(at)).collect()
}

/// `JdV, MR`: behind the initials of someone known, so that they are no body's.
fn stands_with_sign(reader: &Reader, index: &Index, at: usize) -> bool {
    let comma = at
        .checked_sub(1)
        .and_then(|comma| reader.scene.tokens[comma].mark(reader.scene.source()));
    let is_sign = |at: usize| reader.words.shape(at) == Shape::Mixed && index.is_sign(reader.words.folded(at));
    matches!(comma, Some(',' | '/' | '+' | '&')) && at.checked_sub(2).is_some_and(is_sign)
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
        if !(mid_sentence || prefixed) || prefix_missing && member.word() {
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
    // What the tagger takes for the name of a plan bears the name of someone known here all the same.
    let tied = end < whole && traits.surname && confidence == Confidence::Likely;
    Some(Found {
        range: reader.scene.tokens[start].start as usize..reader.scene.tokens[end - 1].end as usize,
        confidence: if tied { Confidence::Certain } else { confidence },
    })
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

/// A known name in lower case, as chats have it.
fn lower_case<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
    if reader.words.shape(at) != Shape::Lower {
        return;
    }
    let folded = reader.words.folded(at);
    if folded.chars().count() < 3
        || is_prefix(folded)
        || reader.words.member(at).word()
        || reader.vocabulary.has(Form::NotAName, folded)
        || reader.vocabulary.has(Form::JobTitle, folded)
    {
        return;
    }
    let stem = folded.strip_suffix('s').filter(|stem| stem.len() > 3);
    let slip = || {
        let long = folded.chars().count() >= SLIP_LOWER_FROM && !reader.words.is_compound(at);
        long.then(|| index.knows(folded, false))
            .flatten()
            .map(|(traits, _)| traits)
    };
    let Some(traits) = index
        .person(folded)
        .or_else(|| stem.and_then(|stem| index.person(stem)))
        .or_else(slip)
    else {
        return;
    };
    if let Some(rule) = reader.vocabulary.rule(Form::Repeated) {
        let start = with_lower_prefix(reader, at, traits);
        let range = reader.scene.tokens[start].start as usize..reader.scene.tokens[at].end as usize;
        hits.push(Hit::new(range, rule, Weight::List));
    }
}

/// `JdV`, `FZB`, `gk`: the initials of someone known, where initials stand.
fn signature<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
    let folded = reader.words.folded(at);
    let letters = folded.chars().count();
    if !(2..=5).contains(&letters)
        || !index.is_sign(folded)
        || reader.glued(at) && reader.glued_mark(at, '.') && letters < 2
    {
        return;
    }
    let source = reader.scene.source();
    let shape = reader.words.shape(at);
    let mark = |at: Option<usize>| {
        at.and_then(|at| reader.scene.tokens.get(at))
            .and_then(|token| token.mark(source))
    };
    let (before, after) = (mark(at.checked_sub(1)), mark(Some(at + 1)));
    let line = reader.scene.text.lines().get(reader.scene.tokens[at].line as usize);
    let alone = line.is_some_and(|line| {
        line.cells.iter().any(|cell| {
            cell.contains(&(reader.scene.tokens[at].start as usize))
                && source[cell.clone()].chars().filter(|c| c.is_alphanumeric()).count() == letters
        })
    });
    let between_slashes = before == Some('/') || after == Some('/') && reader.glued(at);
    let plausible = match shape {
        Shape::Mixed => true,
        Shape::Upper => {
            let cue = at > 0 && PARAAF_OPENINGS.has(reader.words.folded(at - 1));
            alone
                || between_slashes
                || cue
                || matches!(before, Some('–' | '-' | '[' | '(' | ':' | ','))
                || after == Some(':')
        }
        Shape::Lower => between_slashes || alone && letters <= 4,
        _ => false,
    };
    // Where nothing tells that initials stand, the tagger has the last word.
    let guess = !plausible && shape == Shape::Upper && letters <= 4;
    let member = reader.words.member(at);
    let known_word = member.organisation()
        || member.party()
        || reader.vocabulary.has(Form::NotAName, folded)
        || shape == Shape::Lower && member.word();
    if (plausible || guess)
        && (!known_word || stands_with_sign(reader, index, at))
        && let Some(rule) = reader.vocabulary.rule(Form::RepeatedInitials)
    {
        let token = &reader.scene.tokens[at];
        let mut hit = Hit::new(token.start as usize..token.end as usize, rule, Weight::Repeated);
        if guess {
            hit.confidence = Confidence::Doubtful;
        }
        hits.push(hit);
    }
}

/// A log-in made of a known name, inside a file name, an address or a user name.
fn in_word<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    let folded = reader.words.folded(at);
    if folded.len() < 4 {
        return;
    }
    let known = index.is_login(folded) || index.person(folded).is_some();
    let ordinary = || reader.words.member(at).word() || reader.words.is_compound(at);
    if !known && (!index.begins_login(folded) || ordinary()) {
        return;
    }
    let ties = |at: Option<usize>, glued: bool| {
        glued
            && at.and_then(|at| reader.scene.tokens.get(at)).is_some_and(|token| {
                token.mark(source).is_some_and(|mark| "_.@\\".contains(mark)) || token.kind == TokenKind::Number
            })
    };
    let tied = ties(at.checked_sub(1), at > 0 && reader.glued(at - 1))
        || ties(Some(at + 1), reader.glued(at)) && !sentence_ends(reader, at);
    let login_only = index.person(folded).is_none() && !reader.words.member(at).word();
    if (tied || login_only)
        && let Some(rule) = reader.vocabulary.rule(Form::RepeatedInWord)
    {
        let token = &reader.scene.tokens[at];
        hits.push(Hit::new(
            token.start as usize..token.end as usize,
            rule,
            Weight::Repeated,
        ));
    }
}

/// Whether the point behind a word ends a sentence and ties nothing.
fn sentence_ends(reader: &Reader, at: usize) -> bool {
    reader.glued_mark(at, '.') && !reader.glued(at + 1)
}
