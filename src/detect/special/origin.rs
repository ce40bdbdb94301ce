//! Where somebody comes from: `van Turkse afkomst`, `de Molukse familie Eskens`, `als Antilliaan`. What is not said of
//! people, such as an embassy or a language, is no business of it.

use std::ops::Range;

use super::is_about_somebody;
use crate::detect::hit::{Hit, Weight};
use crate::detect::run::Reader;
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Words for people by their origin.
    PEOPLE_BY_ORIGIN: WordList = "origin-people";
    /// Words that make an adjective before them one of origin.
    ORIGIN: WordList = "origin-words";
    /// Words for one person or family.
    PEOPLE: WordList = "people";
}

/// Words of origin that are said of somebody. `names` are those of people, in the order of the text.
pub(super) fn find<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::Origin) else {
        return;
    };
    for at in 0..reader.scene.tokens.len() {
        let Some(end) = origin(reader, at).filter(|_| is_about_somebody(reader, at, names)) else {
            continue;
        };
        let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
        hits.push(Hit::new(range, rule, Weight::Context));
    }
}

/// The end of a word of origin at a token, with `afkomst`.
fn origin(reader: &Reader, at: usize) -> Option<usize> {
    let folded = |at: usize| reader.words.folded(at);
    if reader.vocabulary.has(Form::Origin, folded(at)) {
        if ORIGIN.has(folded(at + 1)) {
            return Some(at + 2);
        }
        return PEOPLE.has(folded(at + 1)).then_some(at + 1);
    }
    let led = at > 0 && matches!(folded(at - 1), "als" | "een" | "is");
    (led && PEOPLE_BY_ORIGIN.has(folded(at))).then_some(at + 1)
}
