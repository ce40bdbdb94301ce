//! The layer of birth dates: who stands right before one is a person. It finds no dates.

use super::hit::{Hit, Weight};
use super::run::{Reader, Start};
use crate::rules::{Form, Kind};

/// Tokens of the longest name that is looked for.
const LONGEST: usize = 8;

/// `Vishnu (12-01-2019)`, `Marije Tol, geb. 3 mei 1971`: the capitalised words before a birth date.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::Born) else {
        return;
    };
    let dates = hits.iter().filter(|hit| hit.kind == Kind::Birthdate && !hit.keeps());
    let names: Vec<Hit> = dates
        .filter_map(|date| {
            let end = end_of_name(reader, reader.scene.token_from(date.range.start))?;
            let first = (end.saturating_sub(LONGEST)..end).find(|at| {
                let run = reader.run_at(*at, Start::Capital);
                reader.words.is_capital(*at) && run.is_some_and(|run| run.tokens() == (*at..end))
            })?;
            let tokens = &reader.scene.tokens;
            let range = tokens[first].start as usize..tokens[end - 1].end as usize;
            Some(Hit::new(range, rule, Weight::Context))
        })
        .collect();
    hits.extend(names);
}

/// The token behind the name, where nothing but an opening bracket or a comma, and the word for born, stands between it
/// and the date.
fn end_of_name(reader: &Reader, date: usize) -> Option<usize> {
    let source = reader.scene.source();
    let mut at = date.checked_sub(1)?;
    while matches!(reader.words.folded(at), "geb" | "geboren" | "op")
        || reader.scene.tokens[at].mark(source) == Some('.')
    {
        at = at.checked_sub(1)?;
    }
    let opens = matches!(reader.scene.tokens[at].mark(source), Some('(' | ','));
    (opens && reader.scene.tokens[at].line == reader.scene.tokens[date].line).then_some(at)
}
