//! Homes in tables: a cell of capitals and a number in the row of somebody of whom more is told. It judges no address that
//! stands elsewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use super::covered::Covered;
use super::number::house_number;
use super::push;
use super::told::is_numbered_thing;
use super::town::with_postcode;
use crate::detect::hit::Hit;
use crate::detect::owner::names_somebody;
use crate::detect::run::Reader;
use crate::detect::token::TokenKind;
use crate::rules::{Form, Kind};

/// Cells from which on a line is a row of a table.
const COLUMNS: usize = 3;
/// Words of a street in a cell, at most.
const LONGEST_STREET: usize = 5;

/// `Eskens | 12-05-2011 | Kruiszwin 2318`: cells that are a street with a number, beside a name and a birth, a number of
/// a person, or a telephone.
pub(super) fn find<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    let told = |hit: &&Hit| {
        let personal = matches!(
            hit.kind,
            Kind::Birthdate | Kind::NationalIdentificationNumber | Kind::Phone | Kind::BankAccount
        );
        personal && !hit.keeps()
    };
    let lines = reader.scene.text.lines();
    let rows: BTreeSet<usize> = (hits.iter().filter(told))
        .filter_map(|hit| reader.scene.text.line_at(hit.range.start))
        .filter(|line| lines[*line].cells.len() >= COLUMNS)
        .collect();
    let covered = Covered::by(hits.iter());
    for line in rows.into_iter().map(|line| &lines[line]) {
        if !names_somebody(line.range.clone(), names) {
            continue;
        }
        for cell in line.cells.iter().filter(|cell| !covered.contains(cell.start)) {
            if let Some(tokens) = street(reader, cell) {
                push(reader, tokens, Form::HomeAddress, hits);
            }
        }
    }
}

/// The tokens of a cell that is a street with its number, and a town.
fn street(reader: &Reader, cell: &Range<usize>) -> Option<Range<usize>> {
    let first = reader.scene.token_from(cell.start);
    let end = reader.scene.token_from(cell.end);
    let is_number = |at: &usize| reader.scene.tokens[*at].kind == TokenKind::Number;
    let number = (first + 1..end.min(first + LONGEST_STREET)).find(is_number)?;
    let is_word = |at: usize| {
        reader.words.folded(at).chars().count() > 2 && reader.words.is_capital(at)
            || reader.mark(at).is_some_and(|mark| "'’.-".contains(mark))
    };
    let is_thing = reader.words.member(first).word() || is_numbered_thing(reader, first);
    let behind = with_postcode(reader, house_number(reader, number)?);
    (!is_thing && (first..number).all(is_word) && behind == end).then_some(first..end)
}
