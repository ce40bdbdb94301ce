//! Offices and parties behind a name, in a sentence, in brackets or in the next cell: `Th. de Bruin, burgemeester`. What
//! stands before a name is no matter of this file.

use super::{is_matter, push};
use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::{is_credible, reversed_end};
use crate::detect::run::{Reader, Run, Start};
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;
use std::ops::Range;

word_lists! {
    /// Offices that stand behind a name.
    OFFICES_BEHIND: WordList = "offices-behind";
    /// Offices as people shorten them.
    SHORT_OFFICES: WordList = "offices-short";
    /// Offices in brackets behind the names of several people.
    OFFICES_OF_ALL: WordList = "offices-of-all";
    /// Bodies whose members hold public office, by their first word.
    BODIES: WordList = "bodies";
    /// Second words of their names.
    BODIES_GO_ON: WordList = "bodies-second";
    /// Last words of the names of parties of one town.
    LOCAL_PARTIES: WordList = "local-parties";
    /// Words between a name and its office.
    BEFORE_OFFICE: WordList = "before-office";
}

/// Names before the brackets that say what they all are, at most.
const MOST_NAMES: usize = 6;

/// `Th. de Bruin, burgemeester`, `Tamar van Lunen, woordvoerder`: a full name before its office; in a table any name
/// that fills the cell before it.
pub(super) fn find_at<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    if !reader.words.is_capital(at) || at > 0 && reader.glued(at - 1) {
        return None;
    }
    let run = reader.run_at(at, Start::Capital)?;
    if let Some((name, office)) = before_office_cell(reader, &run) {
        let rule = reader.vocabulary.rule(Form::PublicOffice)?;
        let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[name - 1].end as usize;
        // More than a column of names: the next cell says what this one is.
        hits.push(Hit::new(range, rule, Weight::Pattern));
        // Who stands behind the office holds none.
        return Some(office - at);
    }
    if (in_brackets(reader, run.tokens().end) || is_of_several(reader, &run)) && is_credible(reader, &run) {
        // What stands in brackets behind a name outweighs the place where the name stands.
        push(reader, Form::PublicOffice, &run, Weight::Pattern, hits);
        return Some(run.tokens().end - at);
    }
    if !is_before_office(reader, &run) {
        return None;
    }
    // Nearer to the name than the label or the list in which it stands.
    push(reader, Form::PublicOffice, &run, Weight::Pattern, hits);
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
    // `, die als minister van OCW`
    office += 2 * usize::from(reader.words.folded(office) == "die" && reader.words.folded(office + 1) == "als");
    while (BEFORE_OFFICE.has(reader.words.folded(office)) || reader.mark(office).is_some()) && office < comma + 4 {
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
    let ends =
        behind >= reader.scene.tokens.len() || reader.mark(behind).is_some() || reader.words.folded(behind) == "die";
    let lone = matches!(reader.words.folded(comma + 1), "de" | "onze") && ends
        || fills_cell(reader, run, behind)
        || is_in_list(reader, run, behind);
    let named = reader.words.is_capital(behind) && !reader.words.member(behind).party() && !is_matter(reader, behind);
    near && (full || lone && is_credible(reader, run)) && !named
}

/// Whether a name and its office are one of several people whom semicolons part: `CC: Zwaluw, heemraad; a.eskens@b.nl`.
fn is_in_list(reader: &Reader, run: &Run, end: usize) -> bool {
    let before = run.tokens().start.checked_sub(1).and_then(|at| reader.mark(at));
    let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
    let last = line(end) != line(end - 1);
    match before {
        Some(';') => last || reader.mark(end) == Some(';'),
        Some(':') => matches!(reader.mark(end), Some(';' | '.')),
        _ => false,
    }
}

/// Whether nothing but a name and what stands behind it up to a token is in a cell: `Zegers, burgemeester`.
fn fills_cell(reader: &Reader, run: &Run, end: usize) -> bool {
    let tokens = &reader.scene.tokens;
    let line = &reader.scene.text.lines()[tokens[run.tokens().start].line as usize];
    let range = tokens[run.tokens().start].start as usize..tokens[end - 1].end as usize;
    let source = reader.scene.source();
    let fills = |cell: &Range<usize>| source[cell.clone()].trim() == &source[range.clone()];
    range.end <= line.range.end && line.cells.iter().any(fills)
}

/// Whether a folded word is an office that may stand behind a name, or is short for one.
pub(crate) fn is_office(folded: &str) -> bool {
    OFFICES_BEHIND.has(folded) || is_short_office(folded)
}

/// Whether a folded word is short for an office.
pub(super) fn is_short_office(folded: &str) -> bool {
    SHORT_OFFICES.has(folded)
}

/// `gemeentewoordvoerder`, `oud-wethouder` in one word.
pub(super) fn is_compound_office(folded: &str) -> bool {
    OFFICES_BEHIND.ends_behind(folded, 3)
}

/// How many tokens the office at a token has that may stand behind a name.
fn office_length(reader: &Reader, at: usize) -> Option<usize> {
    let folded = |ahead: usize| reader.words.folded(at + ahead);
    let general =
        matches!(folded(0), "secretaris" | "advocaat" | "procureur" | "inspecteur") && folded(2) == "generaal";
    // `lid van de Tweede Kamer`, `lid van Provinciale Staten`
    let article = usize::from(folded(2) == "de");
    let of_body = folded(0) == "lid" && folded(1) == "van" && BODIES.has(folded(2 + article));
    match general {
        true => Some(3),
        false if of_body => Some(3 + article + usize::from(BODIES_GO_ON.has(folded(3 + article)))),
        false => {
            let chamber = usize::from(matches!(folded(0), "tweede" | "eerste") && folded(1).starts_with("kamerlid"));
            let office = folded(chamber);
            (OFFICES_BEHIND.has(office) || is_compound_office(office)).then_some(1 + chamber)
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
    let local = is_local_party(reader, open + 1..close);
    // `(gedeputeerde Hollander is verhinderd)` speaks of somebody else.
    let member = reader.words.member(open + 2);
    let other = reader.words.is_capital(open + 2) && member.surname() && !member.place();
    // `(BZK, staatssecretaris)`
    let comma = (open + 2..close).find(|at| mark(*at) == Some(','));
    let held = comma.is_some_and(|comma| OFFICES_BEHIND.has(reader.words.folded(comma + 1)) && close == comma + 2);
    reader.words.member(open + 1).party() || local || held || OFFICES_BEHIND.has(first) && !other
}

/// Whether words are the name of a party of one town by the last of them: `InwonersPartij`, `Borgervelde Lokaal`.
fn is_local_party(reader: &Reader, words: Range<usize>) -> bool {
    let capitals = words.clone().all(|at| reader.words.is_capital(at));
    let last = reader.words.folded(words.end - 1);
    let ends = ["partij", "belang", "belangen"]
        .iter()
        .any(|ending| last.ends_with(ending));
    capitals && (ends || words.len() > 1 && LOCAL_PARTIES.has(last))
}

/// Whether brackets behind the last of several names say what they are: `Bouke Rijpma en O. Eskens (raadsleden)`.
fn is_of_several(reader: &Reader, run: &Run) -> bool {
    let mut end = run.tokens().end;
    for _ in 0..MOST_NAMES {
        if reader.mark(end) == Some('(') {
            return reader.mark(end + 2) == Some(')') && OFFICES_OF_ALL.has(reader.words.folded(end + 1));
        }
        let joined = reader.mark(end) == Some(',') || reader.words.folded(end) == "en";
        let next = joined.then(|| reader.run_at(end + 1, Start::AnyPrefix)).flatten();
        match next {
            Some(next) => end = next.tokens().end,
            None => return false,
        }
    }
    false
}

/// The end of a name that fills its cell, where the next cell opens with an office, and the end of that cell.
fn before_office_cell(reader: &Reader, run: &Run) -> Option<(usize, usize)> {
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
    let office = source[next.clone()].trim();
    let short = office.split_whitespace().count() <= 4;
    let first = reader.scene.token_from(next.start);
    let former = usize::from(matches!(reader.words.folded(first), "oud" | "ex" | "loco")) * 2;
    (fills && short && office_length(reader, first + former).is_some())
        .then(|| (end, reader.scene.token_from(next.end)))
}
