//! Authors by the year that stands behind their names in running text. Lists of literature are no business of it.

use std::iter;

use super::{is_tied, is_year};
use crate::detect::hit::{Hit, Weight};
use crate::detect::run::{Reader, Run, Start};
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Words before the name of a person whom a text is about.
    PERSONS: WordList = "persons-at-hand";
}

/// Tokens of the longest brackets with a title and a year.
const LONGEST_REFERENCE: usize = 24;

/// Tokens between a title and the year of its publication, at most.
const BEHIND_TITLE: usize = 8;

/// `het model van Zwaluwberg en Eskens (2019)`, `Rijpma e.a. (2021, p. 3)`: who is named with the year of a publication. A
/// first name with a year is that of a child, and whoever is addressed as a person has a year of birth.
pub(super) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::CitedByYear) else {
        return;
    };
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        let run = reader.run_at(at, Start::Capital).filter(|run| run.tokens().start == at);
        let Some(run) = run.filter(|_| reader.words.is_capital(at)) else {
            at += 1;
            continue;
        };
        let end = run.tokens().end;
        let names = named_with_year(reader, run);
        hits.extend(
            names
                .iter()
                .map(|name| Hit::new(name.bytes(reader.scene), rule, Weight::Pattern)),
        );
        at = end;
    }
}

/// The names that a year stands behind: one, or two that are tied.
fn named_with_year(reader: &Reader, run: Run) -> Vec<Run> {
    let limit = reader.scene.tokens.len();
    if !is_author(reader, &run) {
        return Vec::new();
    }
    let end = run.tokens().end;
    let tied = end + usize::from(end < limit && is_tied(reader, end + 1));
    let other = reader
        .run_at(tied, Start::Capital)
        .filter(|other| tied > end && other.tokens().start == tied && is_author(reader, other));
    let last = behind_others(reader, other.as_ref().map_or(end, |other| other.tokens().end));
    let names = iter::once(run).chain(other).collect();
    match has_year_in_brackets(reader, last) || has_title_in_italics(reader, last) {
        true => names,
        false => Vec::new(),
    }
}

/// Whether a name with a year behind it may be that of an author: it has a surname for all that is known.
pub(super) fn is_author(reader: &Reader, run: &Run) -> bool {
    let first = run.tokens().start;
    let member = reader.words.member(first);
    let surname = member.surname() && !member.given() && !member.word();
    let named = run.words().count() >= 2 || run.has_initials() || run.has_prefix() || surname;
    named && !member.organisation() && !follows_person(reader, first)
}

/// Behind `e.a.` or `et al.`
fn behind_others(reader: &Reader, at: usize) -> usize {
    match (
        reader.words.folded(at),
        reader.words.folded(at + 1),
        reader.words.folded(at + 2),
    ) {
        ("e", _, "a") => at + 4,
        ("et", "al", _) => at + 3,
        _ => at,
    }
}

fn year_at(reader: &Reader, at: usize) -> bool {
    let token = reader.scene.tokens.get(at);
    token.is_some_and(|token| is_year(token.of(reader.scene.source())))
}

/// `(2019)`, `(2019a)`, `(2019, p. 3)`.
fn has_year_in_brackets(reader: &Reader, at: usize) -> bool {
    let year = year_at(reader, at + 1);
    let page = || matches!(reader.mark(at + 2), Some(',' | ':')) && reader.words.folded(at + 3).starts_with('p');
    reader.mark(at) == Some('(') && (year && (reader.mark(at + 2) == Some(')') || page()) || has_title(reader, at))
}

/// `, *Roof* (1999)`: a comma, a title between stars, and a year soon after it.
fn has_title_in_italics(reader: &Reader, comma: usize) -> bool {
    let opens = reader.mark(comma) == Some(',') && reader.mark(comma + 1) == Some('*');
    let closes = (comma + 3..comma + LONGEST_REFERENCE).find(|at| reader.mark(*at) == Some('*'));
    opens && closes.is_some_and(|end| (end + 1..end + BEHIND_TITLE).any(|at| year_at(reader, at)))
}

/// `('Ver van het water', 2020, p. 61)`: brackets that begin with a title in quotes and hold a year.
fn has_title(reader: &Reader, open: usize) -> bool {
    let quoted = matches!(reader.mark(open + 1), Some('\'' | '‘' | '"' | '“' | '„'));
    let mut inside = (open + 2..open + LONGEST_REFERENCE).take_while(|at| reader.mark(*at) != Some(')'));
    quoted && inside.any(|at| reader.mark(at) == Some(',') && year_at(reader, at + 1))
}

/// Whether a word before a name says that it is a person whom the text is about.
fn follows_person(reader: &Reader, at: usize) -> bool {
    at > 0
        && PERSONS.has(
            reader
                .words
                .folded(at - usize::from(reader.mark(at - 1) == Some('.')) - 1),
        )
}
