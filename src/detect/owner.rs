//! Whose data a row or a form holds: the address and the number of an organisation stay. It finds nothing by itself.

use std::ops::Range;

use super::hit::Hit;
use super::name_list::has_company_form;
use super::run::Reader;
use super::word_list::{WordList, word_lists};
use crate::rules::{Form, Kind, label_key};
use crate::text::Line;

word_lists! {
    /// Labels behind which the one is named whom a form is about.
    OWNER_LABELS: WordList = "owner-labels";
    /// Endings of the names of institutions.
    pub(super) INSTITUTIONS: WordList = "institution-endings";
}

/// Words before a number that may make it somebody's.
const WORDS_BEFORE: usize = 6;
/// Lines of a form, above an address, that may name its owner.
const LINES_ABOVE: usize = 4;

/// Turns finds of addresses and numbers that are an organisation's into finds that stay: those in the row of a table that
/// names an organisation and nobody, those in a form about one, and main numbers.
pub(super) fn keep_of_organisations<'r>(reader: &Reader<'_, 'r>, hits: &mut [Hit<'r>]) {
    let withheld = hits.iter().filter(|hit| hit.withholds_person());
    let people: Vec<Range<usize>> = withheld.map(|hit| hit.range.clone()).collect();
    for hit in hits.iter_mut().filter(|hit| !hit.keeps()) {
        let number = || &reader.scene.numeric()[hit.range.clone()];
        let form = match hit.kind {
            Kind::Phone if is_mobile(number()) => continue,
            Kind::Phone if is_main_number(reader, number(), hit.range.start) => Form::MainNumber,
            Kind::Phone if is_of_organisation(reader, hit.range.start, &people) => Form::OrganisationNumber,
            Kind::Address if is_of_organisation(reader, hit.range.start, &people) => Form::OfficeAddress,
            _ => continue,
        };
        if let Some(rule) = reader.vocabulary.rule(form) {
            hit.decide_by(rule);
        }
    }
}

/// Whether a Dutch number ends as the main number of an organisation does, and no word before it makes it somebody's.
fn is_main_number(reader: &Reader, number: &str, at: usize) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = digits.starts_with('0') && !digits.starts_with("00") || digits.starts_with("31");
    let first = reader.scene.token_from(at);
    let before = first.saturating_sub(WORDS_BEFORE)..first;
    let line = reader.scene.tokens.get(first).map(|token| token.line);
    let is_somebodys = before
        .filter(|near| Some(reader.scene.tokens[*near].line) == line)
        .any(|near| reader.vocabulary.has(Form::MainNumber, reader.words.folded(near)));
    national && digits.ends_with("00") && !is_somebodys
}

/// Whether a number is one of those that people carry with them.
pub(super) fn is_mobile(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    ["06", "316", "00316"].iter().any(|opening| digits.starts_with(opening))
}

fn is_of_organisation(reader: &Reader, at: usize, people: &[Range<usize>]) -> bool {
    let lines = reader.scene.text.lines();
    let Some(number) = reader.scene.text.line_at(at) else {
        return false;
    };
    let line = &lines[number];
    let is_named = |cell: &Range<usize>| names_organisation(reader, cell.clone());
    let own = line.cells.iter().position(|cell| cell.contains(&at)).unwrap_or(0);
    // Who is named behind the address may work there.
    if line.cells.len() > 2 && !names_somebody(line.range.start..at, people) && line.cells[..own].iter().any(is_named) {
        return true;
    }
    if names_somebody(line.range.clone(), people) {
        return false;
    }
    let above = lines[..number].iter().rev().take(LINES_ABOVE);
    let mut form = above.map_while(|line| Some((line, labelled(reader, line)?)));
    let owner = form.find(|(_, (label, _))| OWNER_LABELS.has(label));
    owner.is_some_and(|(line, (_, value))| is_named(&value) && !names_somebody(line.range.clone(), people))
}

/// Whether one of some names, in the order of the text, stands in a range of bytes.
pub(super) fn names_somebody(range: Range<usize>, people: &[Range<usize>]) -> bool {
    let first = people.partition_point(|name| name.end <= range.start);
    people.get(first).is_some_and(|name| name.start < range.end)
}

/// The label of a line of a form and where its value stands.
fn labelled(reader: &Reader, line: &Line) -> Option<(String, Range<usize>)> {
    let source = reader.scene.source();
    if let [label, value] = line.cells.as_slice() {
        return Some((label_key(&source[label.clone()]), value.clone()));
    }
    let colon = line.range.start + source[line.range.clone()].find(':')?;
    Some((label_key(&source[line.range.start..colon]), colon + 1..line.range.end))
}

/// Whether an organisation is named somewhere in a range of bytes.
fn names_organisation(reader: &Reader, range: Range<usize>) -> bool {
    let first = reader.scene.token_from(range.start);
    let end = reader.scene.token_from(range.end);
    let is_word_for = |at: usize| {
        let folded = reader.words.folded(at);
        let forms = [Form::Organisation, Form::Company];
        let told = forms.iter().any(|form| reader.vocabulary.has(*form, folded));
        (told || INSTITUTIONS.ends_behind(folded, 2)) && (reader.words.is_capital(at) || at == first)
    };
    let is_listed = |at: usize| reader.words.member(at).organisation() && reader.words.is_capital(at);
    (first..end).any(|at| is_word_for(at) || is_listed(at)) || has_company_form(&reader.scene.source()[range])
}
