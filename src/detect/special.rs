//! The layer of special-category data: a word for health, belief, origin, union or crime that is said of somebody.

use std::ops::Range;

use super::hit::{Hit, Weight};
use super::run::Reader;
use super::token::TokenKind;
use super::words::Shape;
use crate::rules::Form;

/// Tokens around the word in which the person must stand.
const REACH: usize = 14;

/// Words of the rule that stand near somebody.
pub(crate) fn find<'r>(reader: &Reader<'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    let (Some(rule), Some(phrases)) = (
        reader.vocabulary.rule(Form::SpecialData),
        reader.vocabulary.phrases(Form::SpecialData),
    ) else {
        return;
    };
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        let length = phrases.longest(|index| reader.words.folded(at + index));
        // Short words are abbreviations (ALS, MS) only in capitals.
        let abbreviated = length == 1 && reader.words.folded(at).len() <= 3 && reader.words.shape(at) != Shape::Upper;
        if length == 0 || abbreviated || !is_about_somebody(reader, at, names) {
            at += length.max(1);
            continue;
        }
        let end = with_object(reader, at, at + length);
        let start = reader.scene.tokens[at].start as usize;
        hits.push(Hit::new(
            start..reader.scene.tokens[end - 1].end as usize,
            rule,
            Weight::Context,
        ));
        at = end;
    }
}

/// `veroordeeld voor mishandeling`, `lid van de FNV`: the words that complete the datum.
fn with_object(reader: &Reader, at: usize, end: usize) -> usize {
    let first = reader.words.folded(at);
    let opens = matches!(
        first,
        "veroordeeld"
            | "verdacht"
            | "verdachte"
            | "aangehouden"
            | "vastgezeten"
            | "beginnende"
            | "strafblad"
            | "kaderlid"
    );
    if !opens || !matches!(reader.words.folded(end), "voor" | "van" | "wegens" | "dementie" | "met") {
        return end;
    }
    let mut next = end + 1;
    while next < end + 4 && matches!(reader.words.folded(next), "de" | "het" | "een") {
        next += 1;
    }
    match reader.scene.tokens.get(next) {
        Some(token) if token.kind == TokenKind::Word => next + 1,
        _ => end,
    }
}

/// Whether a name or a pronoun for one person stands in the same sentence, near by.
fn is_about_somebody(reader: &Reader, at: usize, names: &[Range<usize>]) -> bool {
    let source = reader.scene.source();
    let mut from = at;
    while from > 0 && at - from < REACH && !ends_sentence(reader, from - 1) {
        from -= 1;
    }
    let mut to = at;
    while to + 1 < reader.scene.tokens.len() && to - at < REACH / 2 && !ends_sentence(reader, to) {
        to += 1;
    }
    let range = reader.scene.tokens[from].start as usize..reader.scene.tokens[to].end as usize;
    let pronoun = (from..=to).any(|near| {
        matches!(
            reader.words.folded(near),
            "hij"
                | "zij"
                | "ze"
                | "ik"
                | "haar"
                | "hem"
                | "zijn"
                | "mijn"
                | "mevrouw"
                | "meneer"
                | "mw"
                | "dhr"
                | "zoon"
                | "dochter"
                | "kind"
                | "moeder"
                | "vader"
                | "man"
                | "vrouw"
                | "diens"
                | "ben"
                | "leerling"
                | "medewerker"
                | "patient"
                | "client"
        )
    });
    let _ = source;
    pronoun
        || names
            .iter()
            .any(|name| name.start < range.end && range.start < name.end)
}

fn ends_sentence(reader: &Reader, at: usize) -> bool {
    let source = reader.scene.source();
    reader.scene.tokens[at]
        .mark(source)
        .is_some_and(|mark| matches!(mark, '.' | '!' | '?' | ';'))
        && !reader.glued(at)
}
