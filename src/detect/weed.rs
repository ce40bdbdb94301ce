//! What looks like a name and is none: rooms and streets that bear one, firms of partners, headings with a letter before
//! them. It drops finds of people and makes none.

use super::hit::{Hit, Weight};
use super::name_list::is_company_form;
use super::owner::INSTITUTIONS;
use super::run::Reader;
use super::shape::may_be_heading;
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::{Form, Kind};

word_lists! {
    /// Words that a hyphen ties to the name of whom they are called after.
    EPONYM_TAILS: WordList = "eponym-tails";
    /// Endings of the names of rooms, buildings and institutions.
    PLACES: WordList = "place-endings";
    /// First words of streets in other languages.
    FOREIGN_STREETS: WordList = "street-openings-foreign";
    /// Endings of streets where a number follows.
    NUMBERED_STREETS: WordList = "street-endings";
    /// Endings of streets.
    STREETS: WordList = "street-endings-named";
}

/// Words of a portfolio between the office and the find, at most.
const PORTFOLIO: usize = 8;

/// Whether a find of a person is none of these.
pub(crate) fn stands(reader: &Reader, hit: &Hit) -> bool {
    if hit.kind != Kind::Person || hit.weight >= Weight::Pattern {
        return true;
    }
    let from = reader.scene.token_from(hit.range.start);
    let to = reader.scene.token_from(hit.range.end);
    if hit.keeps() {
        // `Burg. van Wamelplein 3` is a street, not a burgemeester.
        let is_numbered = reader
            .scene
            .tokens
            .get(to)
            .is_some_and(|token| token.kind == TokenKind::Number);
        let is_street =
            ends_as_place(reader, from, to) || to > from && NUMBERED_STREETS.ends(reader.words.folded(to - 1));
        return !(is_numbered && is_street);
    }
    !(ends_as_place(reader, from, to) && !is_told_to_be_person(reader, from, to, hit.weight)
        || is_firm(reader, from, to, hit.weight)
        || is_organisation(reader, from, to, hit.weight)
        || is_room(reader, from, hit.weight)
        || is_company_form(&reader.scene.source()[hit.range.clone()]) && (from..to).all(|at| is_letter(reader, at))
        || is_heading(reader, from, to)
        || is_eponym(reader, from, to, hit.weight)
        || is_ship(reader, from)
        || is_fishing_mark(reader, from, to)
        || is_saint(reader, from, to, hit.weight)
        || opens_street(reader, from, to)
        || is_street_in_small_letters(reader, from, to)
        || is_portfolio(reader, from, to))
}

/// Whether a token is one letter or a mark.
fn is_letter(reader: &Reader, at: usize) -> bool {
    reader.words.folded(at).chars().count() <= 1
}

/// `Johan de Wittzaal`, `Anne Frankschool`, `Thorbeckelaan`.
fn ends_as_place(reader: &Reader, from: usize, to: usize) -> bool {
    let Some(last) = (from..to).rev().find(|at| !reader.words.folded(*at).is_empty()) else {
        return false;
    };
    let (folded, member) = (reader.words.folded(last), reader.words.member(last));
    let named = member.surname() || member.given();
    !named && [&PLACES, &STREETS].iter().any(|endings| endings.ends_behind(folded, 1))
}

/// `de Tante Agaath-regeling`: a word for a rule, a prize or a test is tied to the name; who is known here is told apart.
fn is_eponym(reader: &Reader, from: usize, to: usize, weight: Weight) -> bool {
    let tied = to > from + 2
        && EPONYM_TAILS.has(reader.words.folded(to - 1))
        && reader.glued(to - 2)
        && reader.scene.tokens[to - 2].mark(reader.scene.source()) == Some('-');
    tied && weight != Weight::Repeated
}

/// `Zr.Ms. Johan de Wolter`, `ms. Johanna`, `de Vrouwe Agnes`
fn is_ship(reader: &Reader, from: usize) -> bool {
    let folded = |back: usize| from.checked_sub(back).map_or("", |at| reader.words.folded(at));
    let is_motor_ship = |back: usize| {
        let shape = from.checked_sub(back).map(|at| reader.words.shape(at));
        matches!(folded(back), "ms" | "mps") && shape == Some(Shape::Lower)
    };
    folded(2) == "ms" && matches!(folded(4), "zr" | "hr")
        || is_motor_ship(1)
        || is_motor_ship(2)
        || folded(1) == "vrouwe"
}

/// `LO-7`: a few capitals with a number behind them, as fishing boats have.
fn is_fishing_mark(reader: &Reader, from: usize, to: usize) -> bool {
    let is_number = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number)
    };
    let tied = reader.glued_mark(from, '-') && reader.glued(to) && is_number(to + 1);
    to == from + 1 && reader.words.shape(from) == Shape::Upper && reader.words.folded(from).len() <= 3 && tied
}

/// `Santa Barbara`, `Sint Paulus`: a place or a feast, for all that its name is known here.
fn is_saint(reader: &Reader, from: usize, to: usize, weight: Weight) -> bool {
    let is_title = matches!(
        reader.words.folded(from),
        "sint" | "san" | "santa" | "santo" | "saint" | "sao"
    );
    weight <= Weight::Repeated && is_title && to > from + 1
}

/// `Kaya Gobernador N. Debrot`, `Rue Belliard`: a word for a street in another language opens it.
fn opens_street(reader: &Reader, from: usize, to: usize) -> bool {
    to > from + 1 && FOREIGN_STREETS.has(reader.words.folded(from))
}

/// `de jan steenlaan` in small letters.
fn is_street_in_small_letters(reader: &Reader, from: usize, to: usize) -> bool {
    let small = (from..to).all(|at| reader.words.shape(at) == Shape::Lower);
    let next = reader.words.folded(to);
    let feast = from > 0 && matches!(reader.words.folded(from - 1), "sint" | "st");
    small && (feast || reader.words.shape(to) == Shape::Lower && STREETS.ends_behind(next, 3) && !reader.glued(to - 1))
}

/// `Taxateur: Ruurdje Kiestraat`: a label asks for a person, and a first name or initials stand before what may be a street.
fn is_told_to_be_person(reader: &Reader, from: usize, to: usize, weight: Weight) -> bool {
    let is_street = |at: usize| STREETS.ends(reader.words.folded(at));
    let opens = !is_street(from) && (reader.words.shape(from) == Shape::Initial || !reader.words.member(from).word());
    weight >= Weight::Structure && opens && (from + 1..to).any(is_street)
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

/// `Aannemersbedrijf Wolters`, `theatergroep Jan Wolters`: the word for an organisation opens what was found or stands
/// before it. Who bears its name is told by more than having a known one.
fn is_organisation(reader: &Reader, from: usize, to: usize, weight: Weight) -> bool {
    let is_word = |at: usize| {
        let folded = reader.words.folded(at);
        // `aannemer Wolters` is somebody.
        let is_trade = ["er", "ent", "enten", "groep"]
            .iter()
            .any(|ending| folded.ends_with(ending));
        !is_trade && reader.vocabulary.has(Form::Organisation, folded)
    };
    // `Visafslag Zwaluw-Buisman`, `Garnalencoöperatie Willem Eskens`
    let is_institution = |at: usize| {
        let member = reader.words.member(at);
        INSTITUTIONS.ends_behind(reader.words.folded(at), 3) && !(member.surname() || member.given())
    };
    let line = |at: usize| reader.scene.tokens[at].line;
    let opens = reader.words.is_capital(from)
        && from + 1 < to
        && (is_word(from) || is_institution(from))
        && line(from + 1) == line(from);
    let same_cell = |at: usize| {
        let tokens = &reader.scene.tokens;
        !reader.scene.source()[tokens[at].end as usize..tokens[at + 1].start as usize].contains('\t')
    };
    let follows = from > 0
        && !reader.glued(from - 1)
        && line(from - 1) == line(from)
        && same_cell(from - 1)
        && (is_word(from - 1) || reader.words.is_capital(from - 1) && is_institution(from - 1));
    weight <= Weight::Repeated && (opens || follows)
}

/// `gebouw Simon`, `zaal Marijke`: a guess behind a word for a room or building.
fn is_room(reader: &Reader, from: usize, weight: Weight) -> bool {
    let Some(before) = from.checked_sub(1) else {
        return false;
    };
    let folded = reader.words.folded(before);
    let same_line = reader.scene.tokens[before].line == reader.scene.tokens[from].line;
    // `weg` and `meer` are more often no road and no lake.
    let is_word = !matches!(folded, "weg" | "meer") && reader.vocabulary.has(Form::Place, folded);
    weight <= Weight::Tagger && same_line && reader.words.shape(before) == Shape::Lower && is_word
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

/// Whether a line begins as the heading before one with this letter does: `D. Toedracht` before `E. Schade`.
fn follows_heading(reader: &Reader, letter: &str) -> bool {
    let before = letter
        .bytes()
        .next()
        .map(|letter| letter - 1)
        .filter(u8::is_ascii_lowercase);
    let source = reader.scene.source();
    before.is_some_and(|before| {
        reader.scene.text.lines().iter().any(|line| {
            let words = source[line.range.clone()].trim_start().as_bytes();
            let at = reader.scene.token_from(line.range.start) + 2;
            let opens = words.starts_with(&[before.to_ascii_uppercase(), b'.', b' ']);
            let member = reader.words.member(at);
            opens && (member.word() || reader.words.is_compound(at)) && !member.surname() && !member.given()
        })
    })
}

/// `B. Besluitenlijst` at the start of a line that is no sentence: one letter before ordinary words.
fn is_heading(reader: &Reader, from: usize, to: usize) -> bool {
    let first = from == 0 || reader.scene.tokens[from - 1].line != reader.scene.tokens[from].line;
    let line = &reader.scene.text.lines()[reader.scene.tokens[from].line as usize];
    let is_sentence = !may_be_heading(&reader.scene.source()[line.range.clone()]);
    let ordinary = |at: usize| {
        let member = reader.words.member(at);
        (member.word() || reader.words.is_compound(at)) && !member.surname() && !member.given()
    };
    let words: Vec<usize> = (from..to).filter(|at| !reader.words.folded(*at).is_empty()).collect();
    match words[..] {
        [letter, ref rest @ ..] if first && !is_sentence && !rest.is_empty() => {
            let is_word = |at: &usize| reader.words.member(*at).word();
            let goes_on = || rest.iter().all(is_word) && follows_heading(reader, reader.words.folded(letter));
            reader.words.shape(letter) == Shape::Initial && (rest.iter().all(|at| ordinary(*at)) || goes_on())
        }
        _ => false,
    }
}
