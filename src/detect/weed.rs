//! What looks like a name and is none: rooms and streets that bear one, firms of partners, headings with a letter before
//! them. It drops finds of people and makes none.

use super::hit::{Hit, Weight};
use super::run::Reader;
use super::words::Shape;
use crate::rules::Kind;

/// Endings of the names of rooms, buildings, streets and institutions, folded. Surnames that end so are in the lists.
const PLACES: [&str; 24] = [
    "zaal",
    "kamer",
    "straat",
    "laan",
    "plein",
    "school",
    "scholen",
    "gebouw",
    "lyceum",
    "college",
    "ziekenhuis",
    "kliniek",
    "centrum",
    "stichting",
    "polder",
    "kade",
    "gracht",
    "dreef",
    "foundation",
    "instituut",
    "museum",
    "theater",
    "stadion",
    "fonds",
];

/// Words of a portfolio between the office and the find, at most.
const PORTFOLIO: usize = 8;

/// Whether a find of a person is none of these.
pub(crate) fn stands(reader: &Reader, hit: &Hit) -> bool {
    if hit.kind != Kind::Person || hit.keeps() || hit.weight >= Weight::Pattern {
        return true;
    }
    let from = reader.scene.token_from(hit.range.start);
    let to = reader.scene.token_from(hit.range.end);
    !(ends_as_place(reader, from, to)
        || is_firm(reader, from, to, hit.weight)
        || is_heading(reader, from, to)
        || is_portfolio(reader, from, to))
}

/// `Johan de Wittzaal`, `Anne Frankschool`, `Thorbeckelaan`.
fn ends_as_place(reader: &Reader, from: usize, to: usize) -> bool {
    let Some(last) = (from..to).rev().find(|at| !reader.words.folded(*at).is_empty()) else {
        return false;
    };
    let (folded, member) = (reader.words.folded(last), reader.words.member(last));
    let named = member.surname() || member.given();
    !named
        && PLACES
            .iter()
            .any(|ending| folded.ends_with(ending) && folded.len() > ending.len())
}

/// `Witteveen+Bos`, `Soeparman & Wolters`: names tied by a sign that ties firms and authors, unless a given name tells of
/// a couple or the place tells of people.
fn is_firm(reader: &Reader, from: usize, to: usize, weight: Weight) -> bool {
    let source = reader.scene.source();
    let mark = |at: Option<usize>| {
        at.and_then(|at| reader.scene.tokens.get(at))
            .and_then(|token| token.mark(source))
    };
    let (before, after) = (mark(from.checked_sub(1)), mark(Some(to)));
    let glued = before == Some('+') && reader.glued(from - 1) || after == Some('+') && reader.glued(to - 1);
    if glued {
        return true;
    }
    let capital = |at: usize| reader.words.is_capital(at);
    let tied = before == Some('&') && from > 1 && capital(from - 2) || after == Some('&') && capital(to + 1);
    let given = reader.words.member(from).given() && !reader.words.member(from).surname();
    tied && !given && weight < Weight::Structure
}

/// `de Minister voor Primair en Voortgezet Onderwijs`: ordinary words with capitals behind an office and what ties it to
/// its portfolio.
fn is_portfolio(reader: &Reader, from: usize, to: usize) -> bool {
    let ordinary = |at: usize| {
        let member = reader.words.member(at);
        reader.words.folded(at).is_empty() || member.word() && !member.surname() && !member.given()
    };
    let line = |at: usize| reader.scene.tokens[at].line;
    let before = (0..from).rev().take(PORTFOLIO).take_while(|at| line(*at) == line(from));
    let mut tied = false;
    for at in before {
        match reader.words.folded(at) {
            "voor" | "van" => tied = true,
            _ if tied => return reader.words.member(at).office() && (from..to).all(ordinary),
            _ => {}
        }
    }
    false
}

/// `B. Besluitenlijst` at the start of a line: one letter before ordinary words.
fn is_heading(reader: &Reader, from: usize, to: usize) -> bool {
    let first = from == 0 || reader.scene.tokens[from - 1].line != reader.scene.tokens[from].line;
    let ordinary = |at: usize| {
        let member = reader.words.member(at);
        (member.word() || reader.words.is_compound(at)) && !member.surname() && !member.given()
    };
    let words: Vec<usize> = (from..to).filter(|at| !reader.words.folded(*at).is_empty()).collect();
    match words[..] {
        [letter, ref rest @ ..] if first && !rest.is_empty() => {
            reader.words.shape(letter) == Shape::Initial && rest.iter().all(|at| ordinary(*at))
        }
        _ => false,
    }
}
