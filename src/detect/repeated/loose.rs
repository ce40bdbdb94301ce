//! Known names in small letters, shortened, and inside log-ins and file names. Names with capitals it leaves alone.

use std::ops::RangeInclusive;

use super::with_lower_prefix;
use crate::detect::hit::{Hit, Weight};
use crate::detect::index::Index;
use crate::detect::run::{Reader, is_prefix};
use crate::detect::token::{Token, TokenKind};
use crate::detect::words::Shape;
use crate::rules::{Confidence, Form};

/// Letters of what somebody is called for short.
const CALL_NAME: RangeInclusive<usize> = 3..=6;
/// The same in small letters.
const CALL_NAME_LOWER: RangeInclusive<usize> = 4..=6;
/// Months that are names as well.
const MONTHS: [&str; 3] = ["jan", "mei", "juni"];

/// Letters from which on one slip is allowed in words in lower case.
const SLIP_LOWER_FROM: usize = 8;

/// A known name in lower case, as chats have it.
pub(super) fn lower_case<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
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

/// `Succes daar Fer`, `wen leest mee`: the beginning of a known given name, where no list knows the word.
pub(super) fn call_name<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
    let folded = reader.words.folded(at);
    let is_short = match reader.words.shape(at) {
        Shape::Capital => CALL_NAME.contains(&folded.chars().count()),
        Shape::Lower => CALL_NAME_LOWER.contains(&folded.chars().count()),
        _ => false,
    };
    if !is_short || !index.begins_given(folded) {
        return;
    }
    let member = reader.words.member(at);
    let is_other = member.word() || member.foreign() || member.place() || member.organisation() || member.misc();
    let tied = at > 0 && reader.glued(at - 1)
        || reader.glued(at)
            && !matches!(reader.mark(at + 1), Some(',' | '!' | '?' | ':'))
            && !sentence_ends(reader, at);
    if !is_other
        && !tied
        && !reader.vocabulary.has(Form::NotAName, folded)
        && let Some(rule) = reader.vocabulary.rule(Form::Repeated)
    {
        let token = &reader.scene.tokens[at];
        hits.push(Hit::new(token.start as usize..token.end as usize, rule, Weight::List));
    }
}

/// A log-in made of a known name, inside a file name, an address or a user name.
pub(super) fn in_word<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    let folded = reader.words.folded(at);
    if folded.len() < 4 {
        return;
    }
    let ordinary = || reader.words.member(at).word() || reader.words.is_compound(at);
    let is_login = index.is_login(folded) || index.begins_login(folded) && !ordinary();
    if !is_login && index.person(folded).is_none() {
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
    // `verslag_jan23` is of January.
    let is_month = MONTHS.contains(&folded) && is_number_behind(reader, at);
    let login_only = index.person(folded).is_none() && !reader.words.member(at).word();
    if (tied && !is_month || login_only)
        && let Some(rule) = reader.vocabulary.rule(Form::RepeatedInWord)
    {
        let (first, last) = (account_start(reader, at), numbered_end(reader, at));
        let range = reader.scene.tokens[first].start as usize..reader.scene.tokens[last].end as usize;
        let mut hit = Hit::new(range, rule, Weight::Repeated);
        // `wzwaluwberg` is no word of any language: the tagger need not know it.
        let is_account = first < at || last > at;
        if is_account || is_login && login_only && !ordinary() && reader.words.shape(at) == Shape::Lower {
            hit.confidence = Confidence::Certain;
        }
        hits.push(hit);
    }
}

/// `adm-zwaluwb`: where an account of somebody begins that has rights of its own.
fn account_start(reader: &Reader, at: usize) -> usize {
    let tied = at >= 2 && reader.glued(at - 1) && reader.glued(at - 2);
    let parted = tied && matches!(reader.mark(at - 1), Some('-' | '_'));
    match parted && matches!(reader.words.folded(at - 2), "adm" | "admin" | "da" | "sa" | "ext") {
        true => at - 2,
        false => at,
    }
}

/// `ezwaluw2`: the number with which a log-in ends, if it is none of a year.
fn numbered_end(reader: &Reader, at: usize) -> usize {
    let short = |token: &Token| token.kind == TokenKind::Number && token.end - token.start <= 3;
    let small = reader.words.shape(at) == Shape::Lower;
    let numbered = small && reader.glued(at) && reader.scene.tokens.get(at + 1).is_some_and(short);
    let goes_on = numbered && reader.glued(at + 1) && reader.mark(at + 2).is_none();
    at + usize::from(numbered && !goes_on)
}

fn is_number_behind(reader: &Reader, at: usize) -> bool {
    let next = reader.scene.tokens.get(at + 1);
    reader.glued(at) && next.is_some_and(|token| token.kind == TokenKind::Number)
}

/// Whether the point behind a word ends a sentence and ties nothing.
fn sentence_ends(reader: &Reader, at: usize) -> bool {
    reader.glued_mark(at, '.') && !reader.glued(at + 1)
}
