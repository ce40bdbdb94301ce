//! The layer of a user's own model of names: what it takes for people becomes finds where nothing else was found, and
//! backs what others found. It runs no model; [`Recogniser`] does.

use std::ops::Range;

use super::hit::{Hit, Weight};
use super::run::Reader;
use super::tagged::{short_line_ends, trimmed};
use super::token::TokenKind;
use super::weed;
use crate::rules::{Confidence, Form, Kind, Piece, Recogniser, Role, Rule};

/// From here on, on average over the words of a name, the model's word is likely right.
const LIKELY: f32 = 0.8;

/// What a model takes for the names of people in a text; nothing, where there is no model.
#[derive(Debug, Default)]
pub(crate) struct Recognised {
    people: Vec<Person>,
}

#[derive(Debug, PartialEq)]
struct Person {
    range: Range<usize>,
    confidence: Confidence,
}

impl Recognised {
    /// Asks the model, if there is one.
    pub(crate) fn by(recogniser: Option<&dyn Recogniser>, reader: &Reader) -> Self {
        let Some(recogniser) = recogniser else {
            return Self::default();
        };
        let words = whole_words(reader, &recogniser.pieces(reader.scene.source()));
        Self {
            people: people(reader, &words),
        }
    }

    /// Whether the model sees a person too in what others found: then no other model may drop it.
    pub(crate) fn backs(&self, hit: &Hit) -> bool {
        let first = self
            .people
            .partition_point(|person| person.range.end <= hit.range.start);
        let met = self
            .people
            .get(first)
            .is_some_and(|person| person.range.start < hit.range.end);
        met && hit.withholds_person()
    }

    /// Adds to finds that do not overlap what the model finds besides. What a rule keeps readable stays so, and no find
    /// becomes smaller or less sure.
    pub(crate) fn add<'r>(&self, reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
        let Some(rule) = reader.vocabulary.rule(Form::Ner) else {
            return;
        };
        let mut more = Vec::new();
        for person in &self.people {
            let first = hits.partition_point(|hit| hit.range.end <= person.range.start);
            let count = hits[first..].partition_point(|hit| hit.range.start < person.range.end);
            let near = first..first + count;
            match &mut hits[near.clone()] {
                [] => more.extend(person.hit(reader, rule, person.range.clone())),
                met if met.iter().any(Hit::keeps) => {}
                // Known from elsewhere is known from here as well, and here as one name.
                met if met.iter().all(|hit| person.accounts_for(hit)) => {
                    if let Some(hit) = person.hit(reader, rule, person.range.clone()) {
                        hits.splice(near, [hit]);
                    }
                }
                [one] if one.kind == Kind::Person => {
                    one.range = one.range.start.min(person.range.start)..one.range.end.max(person.range.end);
                    one.confidence = one.confidence.max(person.confidence);
                }
                met => {
                    let left = uncovered(&person.range, met.iter().map(|hit| &hit.range));
                    more.extend(left.into_iter().filter_map(|range| person.hit(reader, rule, range)));
                }
            }
        }
        hits.extend(more);
        hits.sort_by_key(|hit| hit.range.start);
    }
}

impl Person {
    /// A find of the model's own in these bytes, if it stands.
    fn hit<'r>(&self, reader: &Reader<'_, 'r>, rule: &'r Rule, range: Range<usize>) -> Option<Hit<'r>> {
        let tokens = reader.scene.token_from(range.start)..reader.scene.token_from(range.end);
        let mut hit = Hit::new(trimmed(reader, tokens)?, rule, Weight::Outside);
        hit.confidence = self.confidence;
        weed::stands(reader, &hit).then_some(hit)
    }

    /// Whether a find is no more than a part of this name that is known or a guess, and no surer.
    fn accounts_for(&self, hit: &Hit) -> bool {
        let within = self.range.start <= hit.range.start && hit.range.end <= self.range.end;
        let is_slight = matches!(hit.weight, Weight::List | Weight::Repeated);
        within && is_slight && hit.kind == Kind::Person && hit.confidence <= self.confidence
    }
}

/// A role and a chance for every token. The piece in which a word begins decides for all of the word: models learn to
/// tell what a word is by that piece alone.
fn whole_words(reader: &Reader, pieces: &[Piece]) -> Vec<(Role, f32)> {
    let mut at = 0;
    let mut last = None;
    let of_token = |token: &super::token::Token| {
        let (start, end) = (token.start as usize, token.end as usize);
        while pieces.get(at).is_some_and(|piece| piece.range.end <= start) {
            at += 1;
        }
        let Some(piece) = pieces.get(at).filter(|piece| piece.range.start < end) else {
            return (Role::Outside, 0.0);
        };
        // A second word in one piece goes on with what began with the first.
        let role = match (piece.role, last.replace(at)) {
            (Role::Begins, Some(before)) if before == at => Role::Continues,
            (role, _) => role,
        };
        (role, piece.chance)
    };
    reader.scene.tokens.iter().map(of_token).collect()
}

/// The names, each in one cell.
fn people(reader: &Reader, words: &[(Role, f32)]) -> Vec<Person> {
    let mut people = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if words[at].0 == Role::Outside {
            at += 1;
            continue;
        }
        let end = end_of(reader, words, at);
        if let Some(range) = trimmed(reader, at..end) {
            let chances = (at..end)
                .filter(|at| reader.scene.tokens[*at].kind != TokenKind::Mark)
                .map(|at| words[at].1);
            let (sum, count) = chances.fold((0.0, 0.0), |(sum, count), chance| (sum + chance, count + 1.0));
            let confidence = match sum / count >= LIKELY {
                true => Confidence::Likely,
                false => Confidence::Doubtful,
            };
            people.push(Person { range, confidence });
        }
        at = end;
    }
    people
}

/// One past the last token of the name that begins at a token.
fn end_of(reader: &Reader, words: &[(Role, f32)], from: usize) -> usize {
    let mut end = from + 1;
    while end < words.len() && !new_cell(reader, end) && !short_line_ends(reader, end) {
        // `Jansen-Bakker` is one name, whatever a model makes of the hyphen.
        let ties = |word: usize| reader.words.is_capital(word) || words[word].0 == Role::Continues;
        let tied = is_tie(reader, end - 1) && ties(end) || is_tie(reader, end) && ties(end + 1);
        match words[end].0 {
            Role::Continues => {}
            Role::Begins | Role::Outside if tied => {}
            Role::Begins | Role::Outside => break,
        }
        end += 1;
    }
    end
}

/// Whether a token is a hyphen or apostrophe between two words that it ties into one.
fn is_tie(reader: &Reader, at: usize) -> bool {
    let mark = reader.scene.tokens[at].mark(reader.scene.source());
    let between = at > 0 && reader.glued(at - 1) && reader.glued(at);
    between && matches!(mark, Some('-' | '\u{2010}' | '\u{2011}' | '\'' | '’'))
}

/// Whether a tab or a page stands before a token.
fn new_cell(reader: &Reader, at: usize) -> bool {
    let tokens = &reader.scene.tokens;
    reader.scene.source()[tokens[at - 1].end as usize..tokens[at].start as usize].contains(['\t', '\u{c}'])
}

/// What is left of a range without others that are in order.
fn uncovered<'h>(range: &Range<usize>, covers: impl Iterator<Item = &'h Range<usize>>) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut from = range.start;
    for cover in covers {
        left.push(from..cover.start.max(from));
        from = from.max(cover.end);
    }
    left.push(from..range.end.max(from));
    left.retain(|range| !range.is_empty());
    left
}

#[cfg(test)]
mod tests;
