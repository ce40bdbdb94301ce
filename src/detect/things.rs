//! Systems, animals and ships with a name of their own, where the text says what they are: `Sarah is de chatbot`, `onze
//! hond Bruno`. It drops finds of people and makes none.

use std::collections::BTreeSet;

use super::cue::each_word;
use super::hit::{Hit, Weight};
use super::run::Reader;
use super::word_list::{WordList, word_lists};

word_lists! {
    /// What bears a name and is nobody.
    THINGS: WordList = "things";
}

/// Without the lone names that the text gives to a thing, unless somebody in it bears the name in full.
pub(super) fn drop_named<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let named = named(reader);
    if named.is_empty() {
        return;
    }
    let words = |hit: &Hit| reader.scene.token_from(hit.range.start)..reader.scene.token_from(hit.range.end);
    let in_full: BTreeSet<&str> = (hits.iter().filter(|hit| hit.withholds_person() && words(hit).len() > 1))
        .flat_map(words)
        .map(|at| reader.words.folded(at))
        .collect();
    hits.retain(|hit| {
        let name = reader.words.folded(words(hit).start);
        let lone = hit.withholds_person() && words(hit).len() == 1 && hit.weight < Weight::Structure;
        !(lone && named.contains(name) && !in_full.contains(name))
    });
}

/// The names, folded, that things bear.
fn named<'r>(reader: &'r Reader) -> BTreeSet<&'r str> {
    let mut named = BTreeSet::new();
    each_word(reader, |at| {
        named.extend(name_of(reader, at).map(|name| reader.words.folded(name)));
        None
    });
    named
}

/// The name that the word for a thing at a token goes with.
fn name_of(reader: &Reader, at: usize) -> Option<usize> {
    let folded = |at: usize| reader.words.folded(at);
    if !THINGS.has(folded(at)) {
        return None;
    }
    let is_called = matches!(folded(at + 1), "heet" | "genaamd" | "heette");
    let behind = at + 1 + usize::from(is_called);
    if reader.words.is_capital(behind) {
        return Some(behind);
    }
    // `Sarah is onze digitale assistent`
    let article =
        (at.saturating_sub(2)..at).find(|near| matches!(folded(*near), "de" | "een" | "het" | "onze" | "ons"))?;
    let is = article.checked_sub(1)?;
    let name = is.checked_sub(1)?;
    let tied = matches!(folded(is), "is" | "was") || matches!(reader.mark(is), Some(',' | '('));
    (tied && reader.words.is_capital(name) && !folded(name).is_empty()).then_some(name)
}
