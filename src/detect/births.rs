//! The layer of births in lists: dates behind the names of a family, below a heading that says so. It finds no names.

use std::ops::Range;

use super::hit::{Hit, Weight};
use super::run::Reader;
use super::token::TokenKind;
use crate::rules::Form;
use crate::text::MONTHS;

/// Lines of a list that are read.
const LONGEST: usize = 15;
/// Words of a heading, at most.
const HEADING: usize = 6;

/// `Kinderen:` and below it lines of a name and a date. `names` are those of people, in the order of the text.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::BirthList) else {
        return;
    };
    let lines = reader.scene.text.lines();
    let headings = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_heading(reader, &line.range));
    for (heading, _) in headings {
        let below = lines.iter().skip(heading + 1).take(LONGEST);
        let filled = below.skip_while(|line| reader.scene.source()[line.range.clone()].trim().is_empty());
        let dates = filled.map_while(|line| date_behind_name(reader, &line.range, names));
        hits.extend(dates.map(|range| Hit::new(range, rule, Weight::Context)));
    }
}

/// Few words, one of them for a family, and no date.
fn is_heading(reader: &Reader, line: &Range<usize>) -> bool {
    let tokens = reader.scene.token_from(line.start)..reader.scene.token_from(line.end);
    let words = tokens
        .clone()
        .filter(|at| reader.scene.tokens[*at].kind == TokenKind::Word)
        .count();
    (1..=HEADING).contains(&words)
        && tokens.clone().all(|at| date_end(reader, at).is_none())
        && tokens
            .into_iter()
            .any(|at| reader.vocabulary.has(Form::BirthList, reader.words.folded(at)))
}

fn date_behind_name(reader: &Reader, line: &Range<usize>, names: &[Range<usize>]) -> Option<Range<usize>> {
    let name = names.get(names.partition_point(|name| name.start < line.start))?;
    let tokens = reader.scene.token_from(name.end)..reader.scene.token_from(line.end);
    let (first, end) = tokens.into_iter().find_map(|at| Some((at, date_end(reader, at)?)))?;
    let range = reader.scene.tokens[first].start as usize..reader.scene.tokens[end - 1].end as usize;
    (range.end <= line.end).then_some(range)
}

/// The end of `3-4-2012`, `03.04.12` or `3 april 2012`.
fn date_end(reader: &Reader, at: usize) -> Option<usize> {
    let source = reader.scene.source();
    let number = |at: usize| {
        let token = reader.scene.tokens.get(at)?;
        let digits = Some(token.of(source)).filter(|_| token.kind == TokenKind::Number)?;
        Some((digits.len(), digits.parse::<u32>().ok()?))
    };
    let glue = |at: usize| ['-', '/', '.'].iter().any(|mark| reader.glued_mark(at, *mark)) && reader.glued(at + 1);
    let year = |at: usize| number(at).is_some_and(|(length, _)| length == 4 || length == 2);
    number(at).filter(|(_, day)| (1..=31).contains(day))?;
    if glue(at) && glue(at + 2) && number(at + 2).is_some_and(|(_, month)| (1..=12).contains(&month)) && year(at + 4) {
        return Some(at + 5);
    }
    let worded = at + 2 < reader.scene.tokens.len() && MONTHS.contains(&reader.words.folded(at + 1));
    (worded && number(at + 2).is_some_and(|(length, _)| length == 4)).then_some(at + 3)
}
