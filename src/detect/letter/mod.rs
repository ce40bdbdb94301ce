//! The layer of letters and messages: who is greeted, who signs. Elsewhere in the text it looks at nothing.

mod greeting;

use std::ops::Range;

use super::date::Date;
use super::hit::{Hit, Weight};
use super::name_list::{is_credible, skip_titles};
use super::run::{Reader, Start};
use super::token::TokenKind;
use super::words::Shape;
use crate::rules::{Form, Rule};
use crate::text::Line;

/// Lines below a closing that may hold the name of who signs.
const SIGNATURE_LINES: usize = 9;
/// Bytes of a line that may be a signature.
const MAX_SIGNATURE: usize = 110;

/// Names behind greetings and below closings.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    if let Some(rule) = reader.vocabulary.rule(Form::Salutation) {
        greeting::salutations(reader, rule, hits);
        greeting::bare(reader, rule, hits);
        greeting::spoken_to(reader, rule, hits);
    }
    if let Some(rule) = reader.vocabulary.rule(Form::Closing) {
        closings(reader, rule, hits);
        lone_names(reader, rule, hits);
    }
}

fn closings<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let Some(phrases) = reader.vocabulary.phrases(Form::Closing) else {
        return;
    };
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        let length = phrases.longest(|index| reader.words.folded(at + index));
        if length == 0 {
            at += 1;
            continue;
        }
        let opens = opens_line(reader, at) || behind_mark(reader, at) || ends_line_soon(reader, at + length);
        let mut next = at + length;
        at = next;
        if !opens {
            continue;
        }
        let limit = line_end(reader, next.saturating_sub(1));
        // `Groeten uit een winderig Zilverdam,`
        if matches!(reader.words.folded(next), "uit" | "vanuit") && reader.mark(limit - 1) == Some(',') {
            next = limit;
        }
        while next < limit && reader.scene.tokens[next].kind == TokenKind::Mark {
            next += 1;
        }
        if next < limit {
            let start = skip_titles(reader, next, limit);
            if let Some(end) = signed(reader, start, limit) {
                hits.push(Hit::new(bytes(reader, start..end), rule, Weight::Structure));
            }
            continue;
        }
        signature_below(reader, next.saturating_sub(1), rule, hits);
    }
}

/// Names on the lines below a closing.
fn signature_below<'r>(reader: &Reader<'_, 'r>, closing: usize, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let Some(line) = reader.scene.tokens.get(closing).map(|token| token.line as usize) else {
        return;
    };
    let lines = reader.scene.text.lines();
    let mut found = 0;
    if let Some(hit) = lone_word_below(reader, closing, rule) {
        hits.push(hit);
        return;
    }
    for below in lines.iter().skip(line + 1).take(SIGNATURE_LINES) {
        let mut at = reader.scene.token_from(below.range.start);
        let limit = reader.scene.token_from(below.range.end);
        while at < limit
            && reader.scene.tokens[at].kind == TokenKind::Mark
            && reader.scene.tokens[at].mark(reader.scene.source()) != Some('\'')
        {
            at += 1;
        }
        if at >= limit {
            continue;
        }
        let start = skip_titles(reader, at, limit);
        // Below a name stands whom they work for: `RDW`.
        let is_employer = found > 0 && start < limit && reader.words.member(start).organisation();
        match signed(reader, start, limit).filter(|_| below.range.len() <= MAX_SIGNATURE && !is_employer) {
            Some(end) => {
                hits.push(Hit::new(bytes(reader, start..end), rule, Weight::Structure));
                found += 1;
            }
            None if found > 0 => return,
            None => {}
        }
        if found == 2 {
            return;
        }
    }
}

/// `Groeten,` with `Boud` below it and nothing more: who signs with a word that is one elsewhere.
fn lone_word_below<'r>(reader: &Reader<'_, 'r>, closing: usize, rule: &'r Rule) -> Option<Hit<'r>> {
    let lines = reader.scene.text.lines();
    let number = reader.scene.tokens.get(closing)?.line as usize;
    let comma = reader.mark(closing) == Some(',') || reader.mark(closing + 1) == Some(',');
    let is_blank = |line: &Line| reader.scene.source()[line.range.clone()].trim().is_empty();
    let (offset, line) = lines
        .iter()
        .skip(number + 1)
        .take(2)
        .enumerate()
        .find(|(_, line)| !is_blank(line))?;
    let at = reader.scene.token_from(line.range.start);
    let ends = lines.get(number + offset + 2).is_none_or(is_blank) && at + 1 == reader.scene.token_from(line.range.end);
    let folded = reader.words.folded(at);
    let member = reader.words.member(at);
    let forms = [Form::NotAName, Form::JobTitle, Form::Organisation, Form::Place];
    let is_other =
        member.organisation() || member.place() || forms.iter().any(|form| reader.vocabulary.has(*form, folded));
    let is_word = reader.words.shape(at) == Shape::Capital && folded.chars().count() >= 3;
    (comma && ends && is_word && !is_other).then(|| Hit::new(bytes(reader, at..at + 1), rule, Weight::Structure))
}

/// The end of a signing name at a token.
fn signed(reader: &Reader, at: usize, limit: usize) -> Option<usize> {
    let run = reader
        .run_at(at, Start::Lower)
        .filter(|run| run.tokens().end <= limit)?;
    let end = run.tokens().end;
    let first = run.parts[0].tokens.start;
    let ends = end >= limit
        || reader.scene.tokens[end].kind == TokenKind::Mark
        || reader.scene.tokens[end].line != reader.scene.tokens[first].line;
    let cell_ends = end < limit
        && reader.scene.source()[reader.scene.tokens[end - 1].end as usize..reader.scene.tokens[end].start as usize]
            .contains('\t');
    let suffix = end < limit
        && matches!(
            reader.words.folded(end),
            "msc" | "llm" | "ma" | "ba" | "bsc" | "phd" | "mba" | "rn" | "ra" | "via" | "en"
        );
    if !(ends || cell_ends || suffix) || is_place_of_date(reader, end) {
        return None;
    }
    let lower = reader.words.shape(first) == Shape::Lower && !run.has_prefix();
    let folded = reader.words.folded(first);
    // `w.g.` is a closing of its own.
    if folded == "w" && reader.glued_mark(first, '.')
        || reader.vocabulary.has(Form::NotAName, folded)
        || reader.vocabulary.has(Form::JobTitle, folded)
    {
        return None;
    }
    let member = reader.words.member(first);
    if lower && (member.word() && !member.given() || end < limit && !ends) {
        return None;
    }
    let paraaf = run.parts.len() == 1
        && matches!(reader.words.shape(first), Shape::Upper | Shape::Mixed | Shape::Initial)
        && folded.chars().count() <= 4;
    (paraaf || is_credible(reader, &run)).then_some(end)
}

/// `Zilverdam, 28 mei 2023`: where it was signed.
fn is_place_of_date(reader: &Reader, end: usize) -> bool {
    reader.mark(end) == Some(',')
        && Date::at(reader, end + 1 + usize::from(reader.words.folded(end + 1) == "d")).is_some()
}

/// A line that is nothing but a name, below a sentence, at the end of a message.
fn lone_names<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    let lines = reader.scene.text.lines();
    for (number, line) in lines.iter().enumerate() {
        if line.range.len() > 45 || line.cells.len() != 1 {
            continue;
        }
        let mut at = reader.scene.token_from(line.range.start);
        let limit = reader.scene.token_from(line.range.end);
        while at < limit
            && matches!(
                reader.scene.tokens[at].mark(source),
                Some('>' | '-' | '–' | '—' | '/' | '*')
            )
        {
            at += 1;
        }
        let Some(run) = reader.run_at(at, Start::Capital).filter(|run| {
            let end = run.tokens().end;
            end == limit || end + 1 == limit && matches!(reader.scene.tokens[end].mark(source), Some('.' | ',' | ')'))
        }) else {
            continue;
        };
        let above = lines[..number]
            .iter()
            .rev()
            .map(|line| source[line.range.clone()].trim())
            .find(|words| !words.is_empty());
        let follows_sentence = above.is_some_and(|words| words.ends_with(['.', '!', '?', ')', '"', '”', '…']));
        let rest = lines[number + 1..]
            .first()
            .map_or("", |line| source[line.range.clone()].trim_matches(['>', ' ']));
        let closes = rest.is_empty() || rest.starts_with(['-', '=', '_']);
        let first = run.parts[0].tokens.start;
        let member = reader.words.member(first);
        let lone_initial = run.parts.len() == 1 && run.has_initials();
        let known = member.given() || member.surname() || run.has_initials();
        if follows_sentence
            && closes
            && (lone_initial || is_credible(reader, &run) && (known || !member.word()) && run.words().count() <= 3)
        {
            hits.push(Hit::new(run.bytes(reader.scene), rule, Weight::Context));
        }
    }
}

fn bytes(reader: &Reader, tokens: Range<usize>) -> Range<usize> {
    reader.scene.tokens[tokens.start].start as usize..reader.scene.tokens[tokens.end - 1].end as usize
}

/// Whether only marks stand before the token on its line.
pub(crate) fn opens_line(reader: &Reader, at: usize) -> bool {
    let line = reader.scene.tokens[at].line;
    reader.scene.tokens[..at]
        .iter()
        .rev()
        .take_while(|token| token.line == line)
        .all(|token| token.kind == TokenKind::Mark)
}

/// Whether a sentence or a speaker's mark ends before the token.
fn behind_mark(reader: &Reader, at: usize) -> bool {
    at > 0
        && matches!(
            reader.scene.tokens[at - 1].mark(reader.scene.source()),
            Some('.' | '!' | '?' | ':' | '"' | '“' | ')' | ']' | ',' | '\'' | '‘')
        )
}

fn ends_line_soon(reader: &Reader, at: usize) -> bool {
    reader.words.is_capital(at) && line_end(reader, at) <= at + 6
}

/// The first token behind the line of a token.
pub(crate) fn line_end(reader: &Reader, at: usize) -> usize {
    let Some(token) = reader.scene.tokens.get(at) else {
        return reader.scene.tokens.len();
    };
    let end = reader.scene.text.lines()[token.line as usize].range.end;
    reader.scene.token_from(end)
}
