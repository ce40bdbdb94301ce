//! The layer of words around a name in running text: titles, offices, trades, parties and what people say.

use super::hit::{Hit, Weight};
use super::name_list::{followed_by_company, is_credible, reversed_end, skip_titles};
use super::run::{Reader, Run, Start, is_prefix, is_trade};
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::Form;

/// Names by the words next to them.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if reader.words.folded(at).is_empty() {
            at += 1;
            continue;
        }
        at += in_apposition(reader, at, hits)
            .or_else(|| office(reader, at, hits))
            .or_else(|| title(reader, at, hits))
            .or_else(|| trade(reader, at, hits))
            .unwrap_or(1);
    }
}

fn push<'r>(reader: &Reader<'_, 'r>, form: Form, run: &Run, weight: Weight, hits: &mut Vec<Hit<'r>>) {
    if let Some(rule) = reader.vocabulary.rule(form) {
        hits.push(Hit::new(run.bytes(reader.scene), rule, weight));
    }
}

/// `minister Wiersma`, `de leden Kwint (SP) en Paul (VVD)`, `motie Segers c.s.`: people in public function.
fn office<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let phrases = reader.vocabulary.phrases(Form::PublicOffice)?;
    let length = phrases.longest(|index| reader.words.folded(at + index));
    let length = length.max(usize::from(is_compound_office(reader.words.folded(at))));
    // `OR-lid`, `cie.lid`: a part of a word for something else.
    let part = at > 1 && reader.glued(at - 1) && reader.glued(at - 2) && reader.words.folded(at).starts_with("lid");
    if length == 0 || part || is_of_committee(reader, at, length) {
        return None;
    }
    let source = reader.scene.source();
    let limit = reader.scene.tokens.len().min(at + length + 60);
    let mut next = at + length;
    if reader.scene.tokens.get(next).and_then(|token| token.mark(source)) == Some('-')
        && reader.glued(next - 1)
        && reader.glued(next)
    {
        next += 1;
    } else if matches!(reader.words.folded(next), "van")
        && matches!(reader.words.folded(next + 1), "het" | "de")
        && phrases.longest(|index| reader.words.folded(next + 2 + index)) > 0
    {
        return Some(next + 2 - at);
    } else {
        next = skip_portfolio(reader, next, limit);
        next = apposition(reader, next, limit)
            .filter(|_| !plural(reader, at, length))
            .unwrap_or(next);
    }
    for kept in 0..12 {
        let start = skip_titles(reader, next, limit);
        let Some(run) = reader
            .run_at(start, Start::AnyPrefix)
            .filter(|run| run.parts[0].tokens.start == start)
        else {
            break;
        };
        if kept > 0 && !is_credible(reader, &run) && !run.has_prefix() {
            break;
        }
        push(reader, Form::PublicOffice, &run, Weight::Structure, hits);
        next = behind_party(reader, run.tokens().end);
        let joined = match reader.scene.tokens.get(next).and_then(|token| token.mark(source)) {
            Some(',' | '/' | '&') => {
                behind_party(reader, next) != next
                    || behind_party(reader, run.tokens().end) != run.tokens().end
                    || plural(reader, at, length)
            }
            _ => {
                matches!(reader.words.folded(next), "en" | "and")
                    && (plural(reader, at, length) || behind_party(reader, run.tokens().end) != run.tokens().end)
            }
        };
        if !joined {
            break;
        }
        next += 1;
        if reader.words.folded(next) == "en" {
            next += 1;
        }
    }
    Some(length.max(next.saturating_sub(at)).max(1))
}

word_lists! {
    /// Offices that stand behind a name.
    OFFICES_BEHIND: WordList = "offices-behind";
    /// Offices of several people, and what comes from them.
    OF_SEVERAL: WordList = "offices-of-several";
    /// Words before the names of several people.
    SEVERAL: WordList = "several-people";
}

/// `de commissie (voorzitter mr. Q. Zwaluw, leden A. Eskens en H. Rijpma)`: members of a committee of civil servants and
/// experts, who hold no public office.
fn is_of_committee(reader: &Reader, at: usize, length: usize) -> bool {
    let bare = length == 1 && matches!(reader.words.folded(at), "lid" | "leden");
    let led = at > 0 && matches!(reader.words.folded(at - 1), "de" | "het" | "van" | "aan");
    let before = |words: &[&str]| {
        let reach = at.saturating_sub(COMMITTEE)..at;
        reach
            .into_iter()
            .any(|near| words.iter().any(|word| reader.words.folded(near).ends_with(word)))
    };
    bare && !led && before(&["commissie", "samenstelling"]) && before(&["voorzitter", "samenstelling", "bestaat"])
}

/// Tokens before the members in which their committee is named.
const COMMITTEE: usize = 24;

/// `gemeentewoordvoerder`, `oud-wethouder` in one word.
fn is_compound_office(folded: &str) -> bool {
    OFFICES_BEHIND.ends_behind(folded, 3)
}

/// `Th. de Bruin, burgemeester`, `Tamar van Lunen, woordvoerder`: a full name before its office; in a table any name
/// that fills the cell before it.
fn in_apposition<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    if !reader.words.is_capital(at) || at > 0 && reader.glued(at - 1) {
        return None;
    }
    let run = reader.run_at(at, Start::Capital)?;
    if let Some(name) = before_office_cell(reader, &run) {
        let rule = reader.vocabulary.rule(Form::PublicOffice)?;
        let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[name - 1].end as usize;
        // More than a column of names: the next cell says what this one is.
        hits.push(Hit::new(range, rule, Weight::Pattern));
        return Some(name - at);
    }
    if in_brackets(reader, run.tokens().end) && is_credible(reader, &run) {
        // What stands in brackets behind a name outweighs the place where the name stands.
        push(reader, Form::PublicOffice, &run, Weight::Pattern, hits);
        return Some(run.tokens().end - at);
    }
    let comma = run.tokens().end;
    let full = run.has_initials() || run.words().count() >= 2;
    if reader.scene.tokens.get(comma)?.mark(reader.scene.source()) != Some(',') {
        return None;
    }
    let mut office = comma + 1;
    while matches!(reader.words.folded(office), "de" | "onze" | "loco" | "oud" | "") && office < comma + 4 {
        office += 1;
    }
    let near = reader.scene.tokens.get(office)?.line <= reader.scene.tokens[comma].line + 1;
    let behind = office + office_length(reader, office)?;
    // `Huijdecoper, de secretaris-generaal.` is told from `Jansen, de burgemeester en de wethouder`.
    let ends = reader
        .scene
        .tokens
        .get(behind)
        .is_none_or(|token| token.mark(reader.scene.source()).is_some());
    let lone = matches!(reader.words.folded(comma + 1), "de" | "onze") && ends;
    if !near || !(full || lone && is_credible(reader, &run)) || reader.words.is_capital(behind) {
        return None;
    }
    push(reader, Form::PublicOffice, &run, Weight::Structure, hits);
    Some(comma - at)
}

/// How many tokens the office at a token has that may stand behind a name.
fn office_length(reader: &Reader, at: usize) -> Option<usize> {
    let general = reader.words.folded(at) == "secretaris" && reader.words.folded(at + 2) == "generaal";
    match general {
        true => Some(3),
        false => OFFICES_BEHIND.has(reader.words.folded(at)).then_some(1),
    }
}

/// Whether a political party or an office stands in brackets: `(PvdA)`, `(raadslid Dorpsbelang)`, `(InwonersPartij)`.
fn in_brackets(reader: &Reader, open: usize) -> bool {
    let source = reader.scene.source();
    let mark = |at: usize| reader.scene.tokens.get(at).and_then(|token| token.mark(source));
    if mark(open) != Some('(') {
        return false;
    }
    let Some(close) = (open + 2..open + 8).find(|at| mark(*at) == Some(')')) else {
        return false;
    };
    let first = reader.words.folded(open + 1);
    let local = close == open + 2
        && reader.words.is_capital(open + 1)
        && ["partij", "belang", "belangen"]
            .iter()
            .any(|ending| first.ends_with(ending));
    // `(gedeputeerde Hollander is verhinderd)` speaks of somebody else.
    let member = reader.words.member(open + 2);
    let other = reader.words.is_capital(open + 2) && member.surname() && !member.place();
    reader.words.member(open + 1).party() || local || OFFICES_BEHIND.has(first) && !other
}

/// `de heer Bouchtaoui van DENK`, `mevrouw Voster van de PvdA`: whom a party sends.
fn is_of_party(reader: &Reader, behind: usize) -> bool {
    let article = usize::from(reader.words.folded(behind + 1) == "de");
    let party = behind + 1 + article;
    reader.words.folded(behind) == "van" && reader.words.is_capital(party) && reader.words.member(party).party()
}

/// The end of a name that fills its cell, where the next cell opens with an office.
fn before_office_cell(reader: &Reader, run: &Run) -> Option<usize> {
    let tokens = &reader.scene.tokens;
    let start = tokens[run.tokens().start].start as usize;
    let line = &reader.scene.text.lines()[tokens[run.tokens().start].line as usize];
    let cell = line.cells.iter().position(|cell| cell.contains(&start))?;
    let (own, next) = (&line.cells[cell], line.cells.get(cell + 1)?);
    let limit = reader.scene.token_from(line.range.end);
    let end = reversed_end(reader, run, limit, true).unwrap_or(run.tokens().end);
    let source = reader.scene.source();
    let name = source.get(start..tokens[end - 1].end as usize)?;
    // `Rijpma (vz)`
    let filled = source[own.clone()].split('(').next().unwrap_or_default();
    let fills = filled.trim().trim_end_matches('.') == name.trim_end_matches('.');
    let office = source[next.clone()].trim().to_lowercase();
    let first = office.split([' ', ',', '(']).next()?;
    let short = office.split_whitespace().count() <= 4;
    (fills && short && (OFFICES_BEHIND.has(first) || first == "secretaris-generaal")).then_some(end)
}

/// Whether the office is one of several people: `leden`, `raadsleden`, `motie`.
fn plural(reader: &Reader, at: usize, length: usize) -> bool {
    let last = reader.words.folded(at + length - 1);
    last.ends_with("leden")
        || last.ends_with("ministers")
        || last.ends_with("ssen")
        || last.ends_with("ers")
        || last.ends_with("moties")
        || last.ends_with("vragen")
        || OF_SEVERAL.has(reader.words.folded(at))
}

/// `minister van OCW Dijkgraaf`, `de minister (Dijkgraaf)`: to where the name may begin.
fn skip_portfolio(reader: &Reader, at: usize, limit: usize) -> usize {
    let source = reader.scene.source();
    if reader.scene.tokens.get(at).and_then(|token| token.mark(source)) == Some('(')
        && reader.words.shape(at + 1) == Shape::Capital
        && !reader.words.member(at + 1).organisation()
    {
        return at + 1;
    }
    if !matches!(reader.words.folded(at), "van" | "voor") {
        return at;
    }
    // Behind one acronym, or behind a comma or bracket after capitalised words: the name.
    if matches!(reader.words.shape(at + 1), Shape::Upper | Shape::Mixed)
        && reader.words.folded(at + 1).chars().count() <= 5
    {
        return skip_comma(reader, at + 2);
    }
    let mut next = at + 1;
    while next < limit.min(at + 10) {
        match reader.scene.tokens[next].mark(source) {
            Some(',' | '(') if reader.words.shape(next + 1) == Shape::Capital => return next + 1,
            Some(',') => return next,
            Some('.' | ';' | ':') => return at,
            _ => next += 1,
        }
        if !(reader.words.is_capital(next) || matches!(reader.words.folded(next), "en" | "" | "de" | "het")) {
            return at;
        }
    }
    at
}

fn skip_comma(reader: &Reader, at: usize) -> usize {
    match reader
        .scene
        .tokens
        .get(at)
        .and_then(|token| token.mark(reader.scene.source()))
    {
        Some(',' | '(') => at + 1,
        _ => at,
    }
}

/// `De wethouder, mevrouw Rijpma`, `de minister, J.M. Everts`: behind a comma, a title or initials and a name; a title and a
/// name behind a colon or in brackets too.
fn apposition(reader: &Reader, at: usize, limit: usize) -> Option<usize> {
    let mark = reader.scene.tokens.get(at)?.mark(reader.scene.source());
    let start = skip_titles(reader, at + 1, limit);
    let titled = start > at + 1;
    let run = reader.run_at(start, Start::AnyPrefix)?;
    let near = reader.scene.tokens[start].line <= reader.scene.tokens[at].line + 1;
    let stands = match mark? {
        ',' => titled || run.has_initials(),
        ':' | '(' => titled,
        _ => false,
    };
    (near && stands).then_some(at + 1)
}

/// Behind `(VVD)`.
fn behind_party(reader: &Reader, at: usize) -> usize {
    let source = reader.scene.source();
    if reader.scene.tokens.get(at).and_then(|token| token.mark(source)) != Some('(') {
        return at;
    }
    let party =
        reader.vocabulary.has(Form::PartyMember, reader.words.folded(at + 1)) || reader.words.member(at + 1).party();
    let close =
        (at + 2..at + 8).find(|next| reader.scene.tokens.get(*next).and_then(|token| token.mark(source)) == Some(')'));
    match close {
        Some(close) if party => close + 1,
        _ => at,
    }
}

/// `mevrouw De Vries`, `drs. K. Bos`.
fn title<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let behind = skip_titles(reader, at, reader.scene.tokens.len());
    if behind == at {
        return None;
    }
    let dotless_mr = behind == at + 1
        && matches!(reader.words.folded(at), "mr" | "dr" | "ds" | "ir" | "ing" | "drs")
        && reader.words.shape(at) == Shape::Upper;
    if dotless_mr {
        return None;
    }
    if let Some(run) = reader.run_at(behind, Start::AnyPrefix) {
        if in_brackets(reader, run.tokens().end) || is_of_party(reader, run.tokens().end) {
            push(reader, Form::PublicOffice, &run, Weight::Pattern, hits);
        } else if !followed_by_company(reader, &run) && !behind_is_party(reader, &run) {
            push(reader, Form::Title, &run, Weight::Context, hits);
            if (at..behind).any(|word| SEVERAL.has(reader.words.folded(word))) {
                further(reader, run.tokens().end, hits);
            }
        }
        return Some(run.tokens().end - at);
    }
    lower_named(reader, behind, hits);
    Some(behind - at)
}

/// `de heren Sietsma en d'Ancona`: the names behind the first.
fn further<'r>(reader: &Reader<'_, 'r>, mut at: usize, hits: &mut Vec<Hit<'r>>) {
    let comma = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .and_then(|token| token.mark(reader.scene.source()))
            == Some(',')
    };
    while comma(at) || reader.words.folded(at) == "en" {
        let Some(run) = reader.run_at(at + 1, Start::AnyPrefix) else {
            return;
        };
        if !is_credible(reader, &run) && !run.has_prefix() {
            return;
        }
        push(reader, Form::Title, &run, Weight::Context, hits);
        at = run.tokens().end;
    }
}

/// `dr kwast`, `mevrouw de boer` without capitals: a surname or a word that no dictionary knows.
fn lower_named<'r>(reader: &Reader<'_, 'r>, behind: usize, hits: &mut Vec<Hit<'r>>) {
    let mut last = behind;
    while is_prefix(reader.words.folded(last)) && last < behind + 3 {
        last += 1;
    }
    let member = reader.words.member(last);
    let unknown = !member.word() && !member.foreign() && !member.place() && reader.words.folded(last).len() > 2;
    let named = unknown || member.surname() && last > behind;
    let never = reader.vocabulary.has(Form::NotAName, reader.words.folded(last))
        || reader.vocabulary.has(Form::JobTitle, reader.words.folded(last))
        || member.role();
    let near = behind > 0
        && reader
            .scene
            .tokens
            .get(last)
            .is_some_and(|token| token.line == reader.scene.tokens[behind - 1].line)
        && !gap_is_wide(reader, behind - 1);
    if reader.words.shape(last) == Shape::Lower
        && named
        && !never
        && near
        && let Some(rule) = reader.vocabulary.rule(Form::Title)
    {
        let range = reader.scene.tokens[behind].start as usize..reader.scene.tokens[last].end as usize;
        let mut hit = Hit::new(range, rule, Weight::Context);
        hit.confidence = crate::rules::Confidence::Likely;
        hits.push(hit);
    }
}

fn behind_is_party(reader: &Reader, run: &Run) -> bool {
    behind_party(reader, run.tokens().end) != run.tokens().end
}

/// `projectleider Mark Roosenboom`, `collega Yoh`.
fn trade<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let folded = reader.words.folded(at);
    if reader.words.shape(at) == Shape::Upper {
        return None;
    }
    let listed = reader
        .vocabulary
        .phrases(Form::JobTitle)
        .map_or(0, |phrases| phrases.longest(|index| reader.words.folded(at + index)));
    let length = match listed {
        0 if is_trade(folded) => 1,
        0 => return None,
        length => length,
    };
    let next = skip_titles(reader, at + length, reader.scene.tokens.len());
    if reader.scene.tokens.get(next)?.line > reader.scene.tokens[at + length - 1].line + 1
        || gap_is_wide(reader, at + length - 1)
    {
        return None;
    }
    let run = reader.run_at(next, Start::Capital)?;
    if !is_credible(reader, &run) || behind_is_party(reader, &run) {
        return None;
    }
    push(reader, Form::JobTitle, &run, Weight::Context, hits);
    Some(run.tokens().end - at)
}

/// Whether a cell or a block ends behind a token.
fn gap_is_wide(reader: &Reader, at: usize) -> bool {
    let (Some(this), Some(next)) = (reader.scene.tokens.get(at), reader.scene.tokens.get(at + 1)) else {
        return true;
    };
    let between = &reader.scene.source()[this.end as usize..next.start as usize];
    between.contains('\t') || between.matches('\n').count() > 1 || between.is_empty()
}
