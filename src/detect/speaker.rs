//! The layer of conversations: who speaks in chats and minutes, and whose comments stand in the margin.

use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;

use super::cue::is_office;
use super::hit::{Hit, Weight};
use super::letter::line_end;
use super::login::is_login;
use super::name_list::{is_credible, is_ordinary, reversed_end, skip_titles};
use super::run::{Part, Reader, Run, Start, Unit};
use super::token::TokenKind;
use super::words::Shape;
use crate::rules::{Form, Rule};

/// Letters of the initials by which somebody speaks.
const INITIALS: RangeInclusive<usize> = 2..=4;
/// How many speak so, and how often each of them, at least.
const SPEAKERS: usize = 2;
const TURNS: usize = 2;
/// Numbers of a day with a month and a time.
const DATED: usize = 4;

/// Speakers at the start of lines, comment tags, and mentions.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, labelled: &HashSet<usize>, hits: &mut Vec<Hit<'r>>) {
    if let Some(rule) = reader.vocabulary.rule(Form::Speaker) {
        speakers(reader, rule, labelled, hits);
        by_initials(reader, rule, hits);
    }
    if let Some(rule) = reader.vocabulary.rule(Form::CommentTag) {
        comment_tags(reader, rule, hits);
    }
    if let Some(rule) = reader.vocabulary.rule(Form::Mention) {
        mentions(reader, rule, hits);
    }
}

fn speakers<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, labelled: &HashSet<usize>, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    for line in reader.scene.text.lines() {
        let first = reader.scene.token_from(line.range.start);
        let limit = reader.scene.token_from(line.range.end);
        let (at, stamped) = behind_time(reader, first, limit);
        let at = skip_titles(reader, at, limit);
        if at >= limit || labelled.contains(&(reader.scene.tokens[at].start as usize)) {
            continue;
        }
        if let Some((end, role)) = with_role(reader, at, limit).filter(|_| stamped) {
            let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
            let rule = match role {
                Role::Office => reader.vocabulary.rule(Form::PublicOffice).unwrap_or(rule),
                Role::Department => rule,
            };
            hits.push(Hit::new(range, rule, Weight::Pattern));
            continue;
        }
        if let Some(end) = sender_end(reader, first, at, limit).filter(|_| stamped) {
            let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
            hits.push(Hit::new(range, rule, Weight::Pattern));
            continue;
        }
        // `[24-10-22 09:00] wzwaluw`, and below it what that user writes.
        if stamped && at + 1 == limit && is_login(reader, at) {
            let token = &reader.scene.tokens[at];
            hits.push(Hit::new(
                token.start as usize..token.end as usize,
                rule,
                Weight::Pattern,
            ));
            continue;
        }
        let start = match stamped {
            true => Start::Lower,
            false => Start::Capital,
        };
        let Some(run) = reader.run_at(at, start).filter(|run| run.tokens().end <= limit) else {
            continue;
        };
        let mark_at = |at: usize| {
            let token = reader.scene.tokens.get(at).filter(|_| at < limit);
            token.and_then(|token| token.mark(source))
        };
        let closes = |end: usize| end == limit || matches!(mark_at(end), Some('(' | ':' | '>'));
        let reversed = reversed_end(reader, &run, limit, true)
            .filter(|end| run.words().count() <= 2 && (stamped && closes(*end) || followed_by_time(reader, at, limit)));
        if let Some(end) = reversed {
            let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
            hits.push(Hit::new(range, rule, Weight::Structure));
            continue;
        }
        let mut end = run.tokens().end;
        if mark_at(end) == Some('(') {
            end = (end..(end + 8).min(limit))
                .find(|next| reader.scene.tokens[*next].mark(source) == Some(')'))
                .map_or(end, |close| close + 1);
        }
        let mark = mark_at(end);
        let lower = reader.words.shape(run.parts[0].tokens.start) == Shape::Lower && !run.has_prefix();
        let member = reader.words.member(run.parts[0].tokens.start);
        let word = member.word() && !member.given();
        let speaks = mark == Some(':')
            && !(end + 1 < limit && reader.scene.tokens[end + 1].kind == TokenKind::Number && reader.glued(end));
        let time_follows = end + 2 < limit
            && reader
                .scene
                .tokens
                .iter()
                .skip(end)
                .take(3)
                .any(|token| token.kind == TokenKind::Number)
            && is_time(reader, skip_marks(reader, end, limit));
        let credible = is_credible(reader, &run) && !(lower && word);
        let named = run.words().count() + usize::from(run.has_initials()) <= 4;
        if (speaks || time_follows || stamped && (mark == Some('>') || end == limit))
            && credible
            && named
            && (stamped || time_follows || !word)
        {
            let run = without_heading(reader, run);
            hits.push(Hit::new(run.bytes(reader.scene), rule, Weight::Structure));
        }
    }
}

/// `HJ: Waar was u?`, `AJ: Thuis.`: two or more who speak by their initials, time and again.
fn by_initials<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let mut turns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for line in reader.scene.text.lines() {
        let at = reader.scene.token_from(line.range.start);
        let folded = reader.words.folded(at);
        let is_short = INITIALS.contains(&folded.chars().count());
        let initials = is_short && matches!(reader.words.shape(at), Shape::Upper | Shape::Mixed);
        let known = reader.words.member(at).organisation() || reader.vocabulary.has(Form::NotAName, folded);
        if initials && !known && reader.glued_mark(at, ':') && !reader.glued(at + 1) {
            turns.entry(folded).or_default().push(at);
        }
    }
    turns.retain(|_, turns| turns.len() >= TURNS);
    if turns.len() >= SPEAKERS {
        let all = turns.into_values().flatten();
        hits.extend(all.map(|at| {
            let token = &reader.scene.tokens[at];
            Hit::new(token.start as usize..token.end as usize, rule, Weight::Structure)
        }));
    }
}

/// What a sender's name is followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Office,
    Department,
}

/// The end of the name in `Tjibbe Zwaluw Bgm:` or `Anouk OOV:`, and what stands behind it up to the colon: as people save
/// one another's numbers.
fn with_role(reader: &Reader, at: usize, limit: usize) -> Option<(usize, Role)> {
    let colon = (at + 2..limit.min(at + 6)).find(|colon| reader.mark(*colon) == Some(':'))?;
    let role = colon - 1;
    let words = (at..colon).all(|at| reader.scene.tokens[at].kind == TokenKind::Word);
    let member = reader.words.member(role);
    let is_capitals = reader.words.shape(role) == Shape::Upper && reader.words.folded(role).chars().count() >= 2;
    let is_office = is_office(reader.words.folded(role)) && !member.surname();
    let role = match is_office {
        true => Role::Office,
        false if is_capitals && member.organisation() && !member.surname() => Role::Department,
        false => return None,
    };
    let first = reader.words.member(at);
    let named = first.given() || reader.words.is_capital(at) && !first.word() && !first.organisation();
    let known = reader.vocabulary.has(Form::NotAName, reader.words.folded(at));
    (words && named && !known && reader.words.shape(at) != Shape::Upper).then_some((colon - 1, role))
}

/// `Belangenverklaring Eskens: zie bijlage`: without the words before a listed surname that are nobody's.
fn without_heading(reader: &Reader, mut run: Run) -> Run {
    let is_named = run
        .words()
        .last()
        .is_some_and(|part| reader.words.member(part.tokens.start).surname());
    let is_heading = |part: &Part| part.unit == Unit::Word && is_ordinary(reader, part.tokens.start);
    if is_named {
        let heading = run.parts[..run.parts.len() - 1]
            .iter()
            .take_while(|part| is_heading(part))
            .count();
        run.parts.drain(..heading);
    }
    run
}

/// The end of the sender in a line of an exported chat: `15-07-21 04:13 - Hub: ja`. What stands there between the dash
/// and the colon is a sender, whatever the word; a call sign or desk is an organisation.
fn sender_end(reader: &Reader, first: usize, at: usize, limit: usize) -> Option<usize> {
    let source = reader.scene.source();
    let mark = |at: usize| reader.scene.tokens[at].mark(source);
    // A day and a time: an agenda has times alone.
    let numbers = (first..at).filter(|at| reader.scene.tokens[*at].kind == TokenKind::Number);
    let dated = numbers.count() >= DATED;
    let exported = dated && matches!(mark(at - 1), Some('-' | '–')) && !reader.glued(at - 1);
    let end = (at + 1..limit.min(at + 5)).find(|end| mark(*end) == Some(':'))?;
    let spaced = !reader.glued(end);
    let words = (at..end).all(|at| reader.scene.tokens[at].kind == TokenKind::Word);
    let known =
        reader.words.member(at).organisation() || reader.vocabulary.has(Form::NotAName, reader.words.folded(at));
    let member = reader.words.member(at);
    let named = reader.words.is_capital(at) || member.given() || !member.word();
    (exported && spaced && words && named && !known).then_some(end)
}

/// Whether the line ends in a time: `Vries, Piet de 10:31`.
fn followed_by_time(reader: &Reader, at: usize, limit: usize) -> bool {
    limit >= at + 4 && is_time(reader, limit - 3) || limit >= at + 6 && is_time(reader, limit - 5)
}

fn skip_marks(reader: &Reader, mut at: usize, limit: usize) -> usize {
    while at < limit && reader.scene.tokens[at].kind == TokenKind::Mark {
        at += 1;
    }
    at
}

/// `12:03` or `12.03`.
fn is_time(reader: &Reader, at: usize) -> bool {
    let number = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .filter(|token| token.kind == TokenKind::Number)
            .and_then(|token| token.of(reader.scene.source()).parse::<u32>().ok())
    };
    number(at).is_some_and(|hour| hour < 24)
        && (reader.glued_mark(at, ':') || reader.glued_mark(at, '.'))
        && reader.glued(at + 1)
        && number(at + 2).is_some_and(|minute| minute < 60)
}

/// Behind a time stamp in brackets or not, and whether there is one.
fn behind_time(reader: &Reader, first: usize, limit: usize) -> (usize, bool) {
    let mut at = skip_marks(reader, first, limit);
    let mut stamped = false;
    let begin = at;
    while at < limit && at < begin + 14 {
        if is_time(reader, at) {
            stamped = true;
            at += 3;
        } else if reader.scene.tokens[at].kind == TokenKind::Number || reader.scene.tokens[at].kind == TokenKind::Mark {
            at += 1;
        } else {
            break;
        }
    }
    match stamped {
        true => (skip_marks(reader, at, limit), true),
        false => (begin, false),
    }
}

/// `@Anouk Verlinde`: a mention that spells the whole name, where the pattern of a handle sees its first word only.
fn mentions<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    for at in 1..reader.scene.tokens.len() {
        let sign = &reader.scene.tokens[at - 1];
        let free = !source[..sign.start as usize].ends_with(char::is_alphanumeric);
        if sign.mark(source) != Some('@') || !reader.glued(at - 1) || !free || !reader.words.is_capital(at) {
            continue;
        }
        let Some(run) = reader.run_at(at, Start::Capital).filter(|run| run.words().count() >= 2) else {
            continue;
        };
        let last = run.parts[run.parts.len() - 1].tokens.start;
        let member = reader.words.member(last);
        if is_credible(reader, &run) && (!member.word() || member.surname()) {
            let whole = sign.start as usize..run.bytes(reader.scene).end;
            hits.push(Hit::new(whole, rule, Weight::Pattern));
        }
    }
}

/// `[JdV1]`, `Opmerking [FZB2]:`, `[Opmerking IP]`.
fn comment_tags<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    for at in 0..reader.scene.tokens.len() {
        let Some(open) = reader.scene.tokens[at]
            .mark(source)
            .filter(|mark| matches!(mark, '[' | '('))
        else {
            continue;
        };
        let announced = at > 0 && reader.vocabulary.has(Form::CommentTag, reader.words.folded(at - 1));
        let inner = at + 1 + usize::from(reader.vocabulary.has(Form::CommentTag, reader.words.folded(at + 1)));
        let announced = announced || inner > at + 1;
        if open == '(' && !announced {
            continue;
        }
        let shape = reader.words.shape(inner);
        let length = reader.words.folded(inner).chars().count();
        let numbered = reader
            .scene
            .tokens
            .get(inner + 1)
            .is_some_and(|next| next.kind == TokenKind::Number)
            && reader.glued(inner);
        let initials = length <= 5 && matches!(shape, Shape::Upper | Shape::Mixed | Shape::Initial | Shape::Capital);
        // `[MW2]` behind the word for a remark is someone's mark, though `MW` is short for mevrouw too.
        let tag = numbered && announced && shape == Shape::Upper;
        let title = reader.vocabulary.has(Form::NotAName, reader.words.folded(inner));
        if initials && (numbered || announced) && (tag || !title) {
            let token = &reader.scene.tokens[inner];
            hits.push(Hit::new(
                token.start as usize..token.end as usize,
                rule,
                Weight::Structure,
            ));
        } else if announced
            && let Some(run) = reader.run_at(inner, Start::Capital)
            && run.tokens().end <= line_end(reader, inner)
            && is_credible(reader, &run)
        {
            hits.push(Hit::new(run.bytes(reader.scene), rule, Weight::Structure));
        }
    }
}
