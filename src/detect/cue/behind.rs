//! Offices and parties behind a name, in a sentence, in brackets or in the next cell: `Th. de Bruin, burgemeester`. What
//! stands before a name is no matter of this file.

use super::push;
use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::{is_credible, reversed_end};
use crate::detect::run::{Reader, Run, Start};
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Offices that stand behind a name.
    OFFICES_BEHIND: WordList = "offices-behind";
}

/// `Th. de Bruin, burgemeester`, `Tamar van Lunen, woordvoerder`: a full name before its office; in a table any name
/// that fills the cell before it.
pub(super) fn find_at<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
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
    if !is_before_office(reader, &run) {
        return None;
    }
    push(reader, Form::PublicOffice, &run, Weight::Structure, hits);
    Some(run.tokens().end - at)
}

/// Whether a comma and an office stand behind a full name, or `, de` and an office behind a surname.
pub(super) fn is_before_office(reader: &Reader, run: &Run) -> bool {
    let comma = run.tokens().end;
    let full = run.has_initials() || run.words().count() >= 2;
    if reader.mark(comma) != Some(',') {
        return false;
    }
    let mut office = comma + 1;
    while matches!(reader.words.folded(office), "de" | "onze" | "loco" | "oud" | "") && office < comma + 4 {
        office += 1;
    }
    let line = reader.scene.tokens[comma].line;
    let near = reader
        .scene
        .tokens
        .get(office)
        .is_some_and(|token| token.line <= line + 1);
    let Some(length) = office_length(reader, office) else {
        return false;
    };
    // `Huijdecoper, de secretaris-generaal.` is told from `Jansen, de burgemeester en de wethouder`.
    let behind = office + length;
    let ends = behind >= reader.scene.tokens.len() || reader.mark(behind).is_some();
    let lone = matches!(reader.words.folded(comma + 1), "de" | "onze") && ends;
    near && (full || lone && is_credible(reader, run)) && !reader.words.is_capital(behind)
}

/// `gemeentewoordvoerder`, `oud-wethouder` in one word.
pub(super) fn is_compound_office(folded: &str) -> bool {
    OFFICES_BEHIND.ends_behind(folded, 3)
}

/// How many tokens the office at a token has that may stand behind a name.
fn office_length(reader: &Reader, at: usize) -> Option<usize> {
    let general = reader.words.folded(at) == "secretaris" && reader.words.folded(at + 2) == "generaal";
    match general {
        true => Some(3),
        false => {
            let folded = reader.words.folded(at);
            (OFFICES_BEHIND.has(folded) || is_compound_office(folded)).then_some(1)
        }
    }
}

/// Whether a political party or an office stands in brackets: `(PvdA)`, `(raadslid Dorpsbelang)`, `(InwonersPartij)`.
pub(super) fn in_brackets(reader: &Reader, open: usize) -> bool {
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
