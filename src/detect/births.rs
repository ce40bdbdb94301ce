//! The layer of births by where a date stands: behind the names of a family, below a heading that says so, or right behind
//! the name of a person and far older than the text. It finds no names.

use std::collections::BTreeSet;
use std::ops::Range;

use super::date::Date;
use super::hit::{Hit, Weight};
use super::run::Reader;
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// What has a date of its own that is nobody's birth.
    MATTERS: WordList = "dated-matters";
}

/// Lines of a list that are read.
const LONGEST: usize = 15;
/// Words of a heading, at most.
const HEADING: usize = 6;
/// Marks between a name and a date of birth, at most.
const MARKS: usize = 2;
/// Years that a birth lies before the newest date of a text, at least.
const OLDER: u32 = 4;
/// A date so many years before the newest is none of what the text is about.
const LONG_AGO: u32 = 8;
/// Years of birth of people who may be alive, and of the youngest who is told by the year alone.
const OLDEST: u32 = 1915;
const YOUNGEST: u32 = 2012;
/// Years above this are plans or slips.
const THIS_AGE: u32 = 2035;
/// Tokens before a date that may say what it is of.
const BEFORE: usize = 7;
/// Dates of later years are of what the text is about, most likely.
const RECENT: u32 = 2021;

/// Births in a text. `names` are those of people, in the order of the text.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    in_lists(reader, names, hits);
    let newest = newest(reader);
    behind_names(reader, newest, hits);
    near_names(reader, newest, hits);
}

/// `Kinderen:` and below it lines of a name and a date.
fn in_lists<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
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
        && tokens.clone().all(|at| Date::at(reader, at).is_none())
        && tokens
            .into_iter()
            .any(|at| reader.vocabulary.has(Form::BirthList, reader.words.folded(at)))
}

fn date_behind_name(reader: &Reader, line: &Range<usize>, names: &[Range<usize>]) -> Option<Range<usize>> {
    let name = names.get(names.partition_point(|name| name.start < line.start))?;
    let tokens = reader.scene.token_from(name.end)..reader.scene.token_from(line.end);
    let (first, end) = tokens
        .into_iter()
        .find_map(|at| Some((at, Date::at(reader, at)?.end)))?;
    let range = reader.scene.tokens[first].start as usize..reader.scene.tokens[end - 1].end as usize;
    (range.end <= line.end).then_some(range)
}

/// `W. Zwaluwberg (19-08-1938)`, `Eskens, R. | 3 mei 1971`: a date right behind the name of someone private, older than any
/// matter that the text is about. A date of a mail or a meeting stands there too, but is of the last years.
fn behind_names<'r>(reader: &Reader<'_, 'r>, newest: u32, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::BirthBehindName) else {
        return;
    };
    let born = |hit: &Hit<'r>| {
        let name = reader.scene.token_from(hit.range.end);
        let line = reader.scene.tokens.get(name.checked_sub(1)?)?.line;
        let marks = (name..name + MARKS)
            .take_while(|at| matches!(reader.mark(*at), Some('(' | ',' | ';' | '|' | '–' | '-' | '*' | ':')));
        let first = name + marks.count();
        let date = Date::at(reader, first).filter(|date| date.year + OLDER <= newest.min(RECENT))?;
        let range = reader.scene.tokens[first].start as usize..reader.scene.tokens[date.end - 1].end as usize;
        (reader.scene.tokens[first].line == line).then(|| Hit::new(range, rule, Weight::Context))
    };
    let found: Vec<Hit<'r>> = (hits.iter())
        .filter(|hit| hit.withholds_person())
        .filter_map(born)
        .collect();
    hits.extend(found);
}

/// `Ik ben van 2-12-1950`: a date long before all others, in a line with somebody private or beside one. Laws, rulings
/// and deeds have such dates as well, and say what they are.
fn near_names<'r>(reader: &Reader<'_, 'r>, newest: u32, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::BirthLongAgo) else {
        return;
    };
    let line_of = |place: usize| reader.scene.text.line_at(place);
    let people: BTreeSet<usize> = (hits.iter())
        .filter(|hit| hit.withholds_person())
        .filter_map(|hit| line_of(hit.range.start))
        .collect();
    let is_matter = |at: usize| (at.saturating_sub(BEFORE)..at).any(|near| MATTERS.has(reader.words.folded(near)));
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        let Some(date) = Date::at(reader, at) else {
            at += 1;
            continue;
        };
        let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[date.end - 1].end as usize;
        let is_old = date.year + LONG_AGO <= newest && (OLDEST..=YOUNGEST).contains(&date.year) && date.digits == 4;
        let line = line_of(range.start).unwrap_or_default();
        let beside = people.range(line.saturating_sub(1)..=line + 1).next().is_some();
        let glued = at > 0 && reader.glued(at - 1) && !matches!(reader.mark(at - 1), Some('(' | '*' | '"'));
        if is_old && beside && !glued && !is_matter(at) {
            hits.push(Hit::new(range, rule, Weight::List));
        }
        at = date.end;
    }
}

/// The latest year of a date in a text.
fn newest(reader: &Reader) -> u32 {
    let tokens = 0..reader.scene.tokens.len();
    let years = tokens.filter_map(|at| Some(Date::at(reader, at)?.year));
    years.filter(|year| *year <= THIS_AGE).max().unwrap_or_default()
}
