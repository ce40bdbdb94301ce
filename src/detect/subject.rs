//! The layer of names that are ordinary words, at the start of a sentence: a verb that only people go with tells them
//! from the word. Nothing else in the sentence is looked at.

use std::ops::Range;

use super::hit::{Hit, Weight};
use super::run::{Reader, Start, is_prefix};
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::Form;

word_lists! {
    /// Verbs that go with things as well; behind a trade without its article they tell a name all the same.
    AUXILIARIES: WordList = "auxiliary-verbs";
}

/// Endings of words for people, without which a word may be that of a thing, which needs no article: `Zand was er niet`.
const TRADES: [&str; 3] = ["er", "man", "aar"];

/// `Roos mailde`, `Kuiper heeft getekend`: a listed name that opens a sentence.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::Subject) else {
        return;
    };
    for at in 0..reader.scene.tokens.len() {
        if reader.words.shape(at) != Shape::Capital || !reader.opens_sentence(at) {
            continue;
        }
        let verb = behind_prefixes(reader, at) + 1;
        let acts = reader.vocabulary.has(Form::Subject, reader.words.folded(verb));
        let serves = || AUXILIARIES.has(reader.words.folded(verb));
        if reader.words.shape(verb) != Shape::Lower || !(acts || serves()) || !is_name(reader, at..verb, acts) {
            continue;
        }
        let (first, last) = (&reader.scene.tokens[at], &reader.scene.tokens[verb - 1]);
        let whole = reader
            .run_at(at, Start::Capital)
            .is_none_or(|run| run.tokens() == (at..verb));
        if first.line == reader.scene.tokens[verb].line && whole {
            let range = first.start as usize..last.end as usize;
            hits.push(Hit::new(range, rule, Weight::Context));
        }
    }
}

/// The word behind the tussenvoegsels at a token: `Van der Meer`.
fn behind_prefixes(reader: &Reader, mut at: usize) -> usize {
    while is_prefix(reader.words.folded(at)) && at + 1 < reader.scene.tokens.len() {
        at += 1;
    }
    at
}

/// Whether the lists have it as a name and as nothing that a sentence may begin with.
fn is_name(reader: &Reader, tokens: Range<usize>, acts: bool) -> bool {
    let at = tokens.end - 1;
    let folded = reader.words.folded(at);
    let member = reader.words.member(at);
    let works = || {
        let forms = [
            Form::JobTitle,
            Form::PublicOffice,
            Form::NotAName,
            Form::Title,
            Form::Salutation,
            Form::Organisation,
        ];
        member.role() || member.office() || forms.iter().any(|form| reader.vocabulary.has(*form, folded))
    };
    if !reader.words.is_capital(at) || member.organisation() || works() {
        return false;
    }
    if tokens.len() > 1 {
        // `De Kamer heeft`, `Van Utrecht is`: an article or a preposition before a word or a place says nothing.
        let several = tokens.len() > 2;
        return member.surname() && (several || !member.word() && !member.place());
    }
    let trade = || member.surname() && TRADES.iter().any(|ending| folded.ends_with(ending));
    let listed = member.given() || member.surname();
    listed && member.word() && !member.place() && (acts || trade())
}
