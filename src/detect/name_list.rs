//! Names where names are expected: behind a label, in a column, after a greeting. It reads lists in both orders.

use std::ops::Range;

use super::address::is_address;
use super::run::{Reader, Run, Start, Unit, is_prefix};
use super::token::TokenKind;
use super::word_list::{Signs, WordList, word_lists};
use super::words::Shape;
use crate::rules::Form;

word_lists! {
    /// Words between the names of a list.
    SEPARATORS: WordList = "name-separators";
    /// Forms of companies behind a name.
    COMPANY_FORMS: Signs = "company-forms";
    /// Last words of the names of companies.
    COMPANY_ENDINGS: WordList = "company-endings";
}

/// Every name in a range in which names are expected.
pub(crate) fn names(reader: &Reader, range: Range<usize>, found: &mut dyn FnMut(Range<usize>)) {
    let source = reader.scene.source();
    let tokens = reader.scene.token_from(range.start)..reader.scene.token_from(range.end);
    let reversed_list = source[range.clone()].contains(';') || is_one_reversed(reader, tokens.clone());
    let mut at = tokens.start;
    let mut fresh = true;
    let mut office = false;
    let mut bracketed = false;
    while at < tokens.end {
        match reader.scene.tokens[at].mark(source) {
            Some('(') => bracketed = true,
            Some(')') => bracketed = false,
            _ => {}
        }
        if is_separator(reader, at) {
            // `eilandsraadsleden Cratz en Zwaluw`: both hold the office.
            office &= reader.words.folded(at) == "en";
            fresh |= !office;
            at += 1;
            continue;
        }
        office |= reader.vocabulary.has(Form::PublicOffice, reader.words.folded(at));
        if !fresh {
            at += 1;
            continue;
        }
        let skipped = skip_titles(reader, at, tokens.end);
        if skipped > at {
            at = skipped;
            continue;
        }
        fresh = false;
        let Some(end) = name_at(reader, at, tokens.end, reversed_list) else {
            at += 1;
            continue;
        };
        let member = reader.words.member(at);
        if bracketed && !(member.given() || member.surname() || reader.glued_mark(at, '.')) {
            at += 1;
            continue;
        }
        let start = reader.scene.tokens[at].start as usize;
        found(start..reader.scene.tokens[end - 1].end as usize);
        at = end;
    }
}

/// A list of parafen, then names: `WTH, TÖ, J. Smit`.
pub(crate) fn initials_or_names(reader: &Reader, range: Range<usize>, found: &mut dyn FnMut(Range<usize>)) {
    let tokens = reader.scene.token_from(range.start)..reader.scene.token_from(range.end);
    let mut rest = tokens.start;
    let mut at = tokens.start;
    while at < tokens.end {
        let alone = at + 1 >= tokens.end || is_separator(reader, at + 1);
        if reader.scene.tokens[at].kind == TokenKind::Mark {
            at += 1;
        } else if is_paraaf(reader, at) && (rest == tokens.start || alone && is_shouted(reader, at)) {
            let token = &reader.scene.tokens[at];
            found(token.start as usize..token.end as usize);
            at += 1;
            rest = at;
        } else {
            break;
        }
    }
    let here = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .map_or(range.end, |token| token.start as usize)
    };
    if rest == tokens.start || at < tokens.end && is_separator(reader, at - 1) {
        names(reader, here(at).min(range.end)..range.end, found);
    }
}

/// The initials that open a cell of a column of names: `ÖK (WJZ)`, `SJ + HuB`.
pub(crate) fn lone_initials(reader: &Reader, cell: Range<usize>, found: &mut dyn FnMut(Range<usize>)) {
    let tokens = reader.scene.token_from(cell.start)..reader.scene.token_from(cell.end);
    let source = reader.scene.source();
    for at in tokens {
        let token = &reader.scene.tokens[at];
        match token.mark(source) {
            Some('+' | '/' | ',' | '&' | ';') => continue,
            Some(_) => return,
            None => {}
        }
        let letters = reader.words.folded(at).chars().count();
        let member = reader.words.member(at);
        let is_pair = match reader.words.shape(at) {
            Shape::Upper => letters == 2,
            Shape::Mixed => (2..=4).contains(&letters),
            _ => false,
        };
        if !is_pair || member.organisation() || reader.vocabulary.has(Form::NotAName, reader.words.folded(at)) {
            return;
        }
        found(token.start as usize..token.end as usize);
    }
}

/// Whether a word may be someone's paraaf where parafen are expected.
fn is_paraaf(reader: &Reader, at: usize) -> bool {
    let shape = reader.words.shape(at);
    let member = reader.words.member(at);
    reader.scene.tokens[at].kind == TokenKind::Word
        && reader.words.folded(at).chars().count() <= 5
        && matches!(shape, Shape::Upper | Shape::Mixed | Shape::Initial | Shape::Lower)
        && !reader.vocabulary.has(Form::NotAName, reader.words.folded(at))
        && (is_lone_pair(reader, at) || !member.word() && !member.organisation())
        && run_is_short(reader, at)
}

/// Two capitals with nothing beside them, which may be a word or an organisation elsewhere: `NS`, `AZ`.
fn is_lone_pair(reader: &Reader, at: usize) -> bool {
    let glued = at > 0 && reader.glued(at - 1) || reader.glued(at);
    let source = reader.scene.source();
    let tied = |mark: Option<char>| mark.is_some_and(|mark| !matches!(mark, '.' | ',' | ';' | '(' | ')'));
    let mark = |at: Option<usize>| at.and_then(|at| reader.scene.tokens.get(at)?.mark(source));
    reader.words.shape(at) == Shape::Upper
        && reader.words.folded(at).chars().count() == 2
        && !(glued && (tied(mark(at.checked_sub(1))) || tied(mark(Some(at + 1)))))
}

fn is_shouted(reader: &Reader, at: usize) -> bool {
    matches!(reader.words.shape(at), Shape::Upper | Shape::Mixed) && reader.words.folded(at).chars().count() <= 4
}

/// Whether no name goes on behind a paraaf.
fn run_is_short(reader: &Reader, first: usize) -> bool {
    reader
        .run_at(first, Start::Capital)
        .is_none_or(|run| run.parts.len() == 1 && run.words().count() == 1)
}

/// The end of the name at a token, if one stands there and the place after it fits.
fn name_at(reader: &Reader, at: usize, limit: usize, reversed_list: bool) -> Option<usize> {
    let run = reader
        .run_at(at, Start::AnyPrefix)
        .filter(|run| run.tokens().end <= limit && !is_address(reader, at))?;
    let end = run.tokens().end;
    if let Some(reversed) = reversed_end(reader, &run, limit, reversed_list) {
        return Some(reversed);
    }
    let ends_here = end >= limit || is_separator(reader, end) || reader.scene.tokens[end].kind == TokenKind::Mark;
    let clearly = run.has_initials() || run.words().count() >= 2;
    let credible = is_credible(reader, &run) && (ends_here || clearly);
    credible.then_some(end)
}

/// The end of `Vries, J.C. de (Jeroen)`; of `Kuiper, Jacoba` too where the list is reversed.
pub(crate) fn reversed_end(reader: &Reader, run: &Run, limit: usize, reversed_list: bool) -> Option<usize> {
    let source = reader.scene.source();
    let comma = run.tokens().end;
    if run.has_initials() || comma + 1 >= limit || reader.scene.tokens[comma].mark(source) != Some(',') {
        return None;
    }
    let shouted = |at: usize| {
        reader.words.shape(at) == Shape::Upper && reader.words.folded(at).len() <= 5 && !reader.words.member(at).given()
    };
    if run.parts.len() == 1 && shouted(comma - 1) && shouted(comma + 1) {
        return None;
    }
    let mut second = comma + 1;
    while reader.vocabulary.has(Form::Title, reader.words.folded(second)) && second + 1 < limit {
        second += 1;
        if reader.scene.tokens[second].mark(source) == Some('.') {
            second += 1;
        }
    }
    let given = reader
        .run_at(second, Start::Capital)
        .filter(|_| !is_address(reader, second))?;
    let only_initials = given.parts.iter().all(|part| part.unit == Unit::Initial)
        || given.parts.first().is_some_and(|part| part.unit == Unit::Initial)
            && given
                .words()
                .all(|part| reader.scene.tokens[part.tokens.start].kind == TokenKind::Mark);
    let lone_initial = given.parts.len() == 1 && reader.words.shape(second) == Shape::Initial;
    if !(only_initials || lone_initial || reversed_list && given.words().count() <= 2) {
        return None;
    }
    let mut end = given.tokens().end;
    loop {
        let mark = reader.scene.tokens.get(end).and_then(|token| token.mark(source));
        let folded = reader.words.folded(end);
        if end < limit && !folded.is_empty() && is_prefix(folded) && reader.words.shape(end) == Shape::Lower {
            end += 1;
        } else if end + 1 < limit
            && matches!(mark, Some('\'' | '’'))
            && matches!(reader.words.folded(end + 1), "t" | "s")
        {
            end += 2;
        } else if end + 2 < limit && mark == Some('(') && reader.words.shape(end + 1) == Shape::Capital {
            let close = (end + 2..(end + 5).min(limit)).find(|at| reader.scene.tokens[*at].mark(source) == Some(')'));
            match close {
                Some(close) if close <= end + 4 && reader.may_be_called(second, end + 1) => return Some(close + 1),
                _ => return Some(end),
            }
        } else {
            return Some(end);
        }
    }
}

/// Whether the range is `Surname, Given` and nothing else.
fn is_one_reversed(reader: &Reader, tokens: Range<usize>) -> bool {
    let Some(run) = reader.run_at(tokens.start, Start::AnyPrefix) else {
        return false;
    };
    reversed_end(reader, &run, tokens.end, true).is_some_and(|end| {
        end == tokens.end
            || reader.scene.tokens[end]
                .mark(reader.scene.source())
                .is_some_and(|mark| matches!(mark, '<' | '(' | '['))
    }) && run.words().count() == 1
}

/// Whether a run can be a person where a name is expected: no acronym, no ordinary word, no organisation.
pub(crate) fn is_credible(reader: &Reader, run: &Run) -> bool {
    if run.has_initials() {
        return run.words().next().is_some() || !is_company_form(&reader.scene.source()[run.bytes(reader.scene)]);
    }
    let mut words = run.words();
    let (Some(first), second) = (words.next(), words.next()) else {
        return false;
    };
    if followed_by_company(reader, run) {
        return false;
    }
    let member = reader.words.member(first.tokens.start);
    let is_name = member.given() || member.surname();
    if second.is_some() {
        // `teammanager Subsidies Veehouderij`
        let all_words = run.words().all(|part| is_ordinary(reader, part.tokens.start));
        return is_name || run.has_prefix() || !member.organisation() && !member.place() && !all_words;
    }
    let folded = reader.words.folded(first.tokens.start);
    let acronym = reader.words.shape(first.tokens.start) == Shape::Upper && folded.chars().count() <= 6;
    let ordinary = is_ordinary(reader, first.tokens.start) && !run.has_prefix();
    let compound = first.tokens.len() > 1;
    compound || !(acronym && !is_name || ordinary || (member.organisation() || member.place()) && !is_name)
}

/// Whether the dictionary knows a word, or the words that it is made of, and no list of names does.
pub(crate) fn is_ordinary(reader: &Reader, at: usize) -> bool {
    let member = reader.words.member(at);
    let is_name = member.given() || member.surname();
    (member.word() || reader.words.is_compound(at)) && !is_name
}

/// `Bakker B.V.`, `Jansen & Zn.`, `Van den Broeck Staltechniek NV`.
pub(crate) fn followed_by_company(reader: &Reader, run: &Run) -> bool {
    let source = reader.scene.source();
    let end = run.tokens().end;
    let rest = reader
        .scene
        .tokens
        .get(end)
        .map_or("", |token| &source[token.start as usize..]);
    let last = run
        .parts
        .last()
        .map_or("", |part| reader.words.folded(part.tokens.start));
    let names_company = |at: usize| {
        let same_line = reader
            .scene
            .tokens
            .get(at)
            .is_some_and(|token| token.line == reader.scene.tokens[end - 1].line);
        same_line && reader.words.is_capital(at) && reader.vocabulary.has(Form::Company, reader.words.folded(at))
    };
    if names_company(end) && !reader.glued(end - 1) || run.words().count() >= 2 && names_company(end - 1) {
        return true;
    }
    COMPANY_FORMS.open(rest) || COMPANY_ENDINGS.has(last)
}

/// Whether a text begins with the form of a company: `U.A.` behind `Coöperatie De Jonge Boer`.
pub(crate) fn is_company_form(words: &str) -> bool {
    COMPANY_FORMS.open(words)
}

/// Whether the form of a company stands in a text: `B.V.`, `& Zn`.
pub(crate) fn has_company_form(words: &str) -> bool {
    COMPANY_FORMS.stand_in(words)
}

fn is_separator(reader: &Reader, at: usize) -> bool {
    let source = reader.scene.source();
    match reader.scene.tokens[at].mark(source) {
        Some(mark) => ",;/&|•+–—()<>\"“”„:[]-'*".contains(mark),
        None => SEPARATORS.has(reader.words.folded(at)) && reader.words.shape(at) == Shape::Lower,
    }
}

/// Behind `mw.`, `de heer`, `drs.` and their like.
pub(crate) fn skip_titles(reader: &Reader, mut at: usize, limit: usize) -> usize {
    let source = reader.scene.source();
    let Some(titles) = reader.vocabulary.phrases(Form::Title) else {
        return at;
    };
    while at < limit {
        let length = titles.longest(|index| match at + index < limit {
            true => reader.words.folded(at + index),
            false => "",
        });
        if length == 0 {
            break;
        }
        // `mr` may be initials or a name: only with a point, or in lower case.
        at += length;
        if at < limit && reader.scene.tokens[at].mark(source) == Some('.') {
            at += 1;
        }
    }
    at
}
