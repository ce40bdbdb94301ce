//! The layer of who signs in public office: a name on a line of its own over or under an office, alone or beside that of
//! who signs as well. An office in a sentence is no business of it.

use std::ops::Range;

use super::cue::is_on_behalf;
use super::hit::{Hit, Weight};
use super::name_list::skip_titles;
use super::run::{Reader, Run, Start};
use crate::rules::Form;

/// Lines between an office and the name, at most: room for a signature.
const ROOM: usize = 3;
/// Words behind an office that say of what: `burgemeester van Veldwolde`.
const PORTFOLIO: usize = 5;

/// Those who sign as holders of a public office.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::OfficeAtLength) else {
        return;
    };
    let columns: Vec<Vec<Range<usize>>> = (0..reader.scene.text.lines().len())
        .map(|line| columns(reader, line))
        .collect();
    for (line, places) in columns.iter().enumerate() {
        for (place, column) in places.iter().enumerate() {
            let Some(closed) = office(reader, column) else {
                continue;
            };
            let above = columns[..line].iter().rev();
            let below = columns[line + 1..].iter();
            // `de burgemeester,` has the name below; without a comma the name may stand over it.
            let name = match closed {
                Closed::ByComma => nearest(reader, below, place, places.len()),
                Closed::Not => nearest(reader, above, place, places.len())
                    .or_else(|| nearest(reader, below, place, places.len()).filter(|_| places.len() > 1)),
            };
            if let Some(run) = name {
                hits.push(Hit::new(run.bytes(reader.scene), rule, Weight::Pattern));
            }
        }
    }
}

/// How an office ends its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    ByComma,
    Not,
}

/// The stretches of a line that tabs or several spaces part.
fn columns(reader: &Reader, line: usize) -> Vec<Range<usize>> {
    let source = reader.scene.source();
    let range = &reader.scene.text.lines()[line].range;
    let mut columns = Vec::new();
    let mut at = range.start;
    for piece in source[range.clone()]
        .split(['\t', '|'])
        .flat_map(|cell| cell.split("   "))
    {
        let start = at + source[at..].find(piece).unwrap_or(0);
        at = start + piece.len();
        let word = piece.trim();
        if !word.is_empty() {
            let from = start + piece.find(word).unwrap_or(0);
            columns.push(from..from + word.len());
        }
    }
    columns
}

/// Whether a stretch is an office and nothing else: `de burgemeester,`, `Commissaris van de Koning in Veldland`.
fn office(reader: &Reader, column: &Range<usize>) -> Option<Closed> {
    let end = reader.scene.token_from(column.end);
    let mut at = reader.scene.token_from(column.start);
    at += usize::from(matches!(reader.words.folded(at), "de" | "het"));
    if at >= end || is_on_behalf(reader, at) {
        return None;
    }
    let phrases = reader.vocabulary.phrases(Form::OfficeAtLength)?;
    let length = phrases.longest(|index| reader.words.folded(at + index));
    let comma = reader.mark(end - 1) == Some(',');
    let rest = at + length..end - usize::from(comma);
    let led = rest.is_empty() || matches!(reader.words.folded(rest.start), "van" | "der" | "in" | "voor");
    let plain = rest.clone().all(|at| reader.mark(at).is_none_or(|mark| mark == '-'));
    let fits = length > 0 && led && plain && rest.len() <= PORTFOLIO;
    fits.then_some(if comma { Closed::ByComma } else { Closed::Not })
}

/// The name that fills the same place of the nearest line that is not empty.
fn nearest<'c>(
    reader: &Reader,
    lines: impl Iterator<Item = &'c Vec<Range<usize>>>,
    place: usize,
    places: usize,
) -> Option<Run> {
    let line = lines.take(ROOM).find(|line| !line.is_empty())?;
    let column = line.get(place).filter(|_| line.len() == places)?;
    let end = reader.scene.token_from(column.end);
    let mut first = reader.scene.token_from(column.start);
    // `w.g. R. Eskens`
    if reader.words.folded(first) == "w" && reader.words.folded(first + 2) == "g" {
        first += 4;
    }
    let start = skip_titles(reader, first, end);
    let run = reader.run_at(start, Start::AnyPrefix)?;
    let full = run.has_initials() || run.words().count() >= 2 && reader.words.member(start).given() || start > first;
    let behind = run.tokens().end;
    // `(l.o.)`
    let ends = behind == end || reader.mark(behind) == Some('(');
    (full && run.tokens().start == start && ends).then_some(run)
}
