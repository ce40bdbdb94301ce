//! Streets that were told to be someone's, looked for again. It judges no address that stands alone.

use std::collections::BTreeSet;
use std::ops::Range;

use super::covered::Covered;
use super::number::house_number;
use super::push;
use crate::detect::hit::Hit;
use crate::detect::run::Reader;
use crate::detect::token::TokenKind;
use crate::rules::{Form, Kind};

/// Tokens of the longest street that is looked for again.
const LONGEST_STREET: usize = 5;

/// The streets of homes, with another number or without a word that tells: who lives at one is written of elsewhere.
pub(super) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let homes = hits.iter().filter(|hit| hit.kind == Kind::Address && !hit.keeps());
    let streets: BTreeSet<Vec<&str>> = homes.filter_map(|home| street_of(reader, &home.range)).collect();
    if streets.is_empty() {
        return;
    }
    let covered = Covered::by(hits.iter());
    for at in 0..reader.scene.tokens.len() {
        if !reader.words.is_capital(at) || covered.contains(reader.scene.tokens[at].start as usize) {
            continue;
        }
        let Some((street, number)) = words_before_number(reader, at) else {
            continue;
        };
        let same_line = reader.scene.tokens[number].line == reader.scene.tokens[at].line;
        if same_line
            && streets.contains(&street)
            && let Some(end) = house_number(reader, number)
        {
            push(reader, at..end, Form::HomeAddress, hits);
        }
    }
}

/// The folded words of an address before its house number, if it begins with a street.
fn street_of<'r>(reader: &'r Reader, home: &Range<usize>) -> Option<Vec<&'r str>> {
    let (street, number) = words_before_number(reader, reader.scene.token_from(home.start))?;
    let inside = (reader.scene.tokens[number].start as usize) < home.end;
    let telling = street.iter().any(|word| word.len() >= 4);
    (inside && telling && house_number(reader, number).is_some()).then_some(street)
}

/// The folded words from a token to the first number behind it, and where that stands, if it is near.
fn words_before_number<'r>(reader: &'r Reader, first: usize) -> Option<(Vec<&'r str>, usize)> {
    let is_number = |at: &usize| {
        let token = reader.scene.tokens.get(*at);
        token.is_some_and(|token| token.kind == TokenKind::Number)
    };
    let number = (first + 1..=first + LONGEST_STREET).find(is_number)?;
    let words = (first..number).map(|at| reader.words.folded(at)).collect();
    Some((words, number))
}
