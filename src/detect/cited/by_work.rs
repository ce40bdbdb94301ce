//! Authors and artists by their calling or by what they made: `de dichter Wolter Rijpma`, `het boek van A. Eskens`. Who made
//! a report or a file at work is no business of it.

use super::by_year::is_author;
use crate::detect::cue::each_word;
use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::skip_titles;
use crate::detect::run::{Reader, Start};
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Callings of people whose work is public.
    CREATORS: WordList = "creators";
    /// Works that are published under a name.
    WORKS: WordList = "works";
}

/// People who are named with their calling or their work.
pub(super) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::CitedByWork) else {
        return;
    };
    each_word(reader, |at| {
        let behind = match reader.words.folded(at) {
            word if CREATORS.has(word) => at + 1,
            word if WORKS.has(word) && reader.words.folded(at + 1) == "van" => {
                skip_titles(reader, at + 2, reader.scene.tokens.len())
            }
            _ => return None,
        };
        let run = reader.run_at(behind, Start::AnyPrefix)?;
        let same_line = reader.scene.tokens.get(behind)?.line == reader.scene.tokens[at].line;
        if run.tokens().start != behind || !same_line || !is_author(reader, &run) {
            return None;
        }
        let end = run.tokens().end;
        hits.push(Hit::new(run.bytes(reader.scene), rule, Weight::Structure));
        Some(end - at)
    });
}
