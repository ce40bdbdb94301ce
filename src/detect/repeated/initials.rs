//! The initials of people who are known: `JdV`, `FZB`, `J.W.`. Whole names and their words it leaves alone.

use std::collections::BTreeSet;

use crate::detect::hit::{Hit, Weight};
use crate::detect::index::Index;
use crate::detect::run::{Reader, is_prefix};
use crate::detect::vouched::{self, Vouched};
use crate::detect::word_list::{WordList, word_lists};
use crate::detect::words::Shape;
use crate::rules::{Confidence, Form};

word_lists! {
    /// Words before somebody's initials.
    PARAAF_OPENINGS: WordList = "paraaf-openings";
}

/// What the whole text says of capitals in it.
pub(super) struct Capitals<'r> {
    bodies: BTreeSet<&'r str>,
    vouched: Vouched<'r>,
}

impl<'r> Capitals<'r> {
    /// Reads a text.
    pub(super) fn of(reader: &'r Reader) -> Self {
        Self {
            bodies: bodies(reader),
            vouched: Vouched::of(reader),
        }
    }
}

/// Capitals that the text puts an article before somewhere: a body (`het AB`, `de MR`), not someone's initials.
fn bodies<'r>(reader: &'r Reader) -> BTreeSet<&'r str> {
    let is_body = |at: &usize| {
        reader.words.shape(*at) == Shape::Upper && matches!(reader.words.folded(at - 1), "het" | "de" | "t")
    };
    let all = (1..reader.scene.tokens.len()).filter(is_body);
    all.map(|at| reader.words.folded(at)).collect()
}

/// `JdV, MR`: behind the initials of someone known, so that they are no body's.
fn stands_with_sign(reader: &Reader, index: &Index, at: usize) -> bool {
    let comma = at
        .checked_sub(1)
        .and_then(|comma| reader.scene.tokens[comma].mark(reader.scene.source()));
    let is_sign = |at: usize| reader.words.shape(at) == Shape::Mixed && index.is_sign(reader.words.folded(at));
    matches!(comma, Some(',' | '/' | '+' | '&')) && at.checked_sub(2).is_some_and(is_sign)
}

/// `J.W.`, `D.O.`: the initials of someone known with their points, and nothing of a name behind them.
pub(super) fn dotted<'r>(reader: &Reader<'_, 'r>, index: &Index, at: usize, hits: &mut Vec<Hit<'r>>) {
    let is_initial = |at: usize| reader.words.shape(at) == Shape::Initial && reader.glued_mark(at, '.');
    if !is_initial(at) || at > 0 && reader.glued(at - 1) && reader.mark(at - 1) == Some('.') {
        return;
    }
    let mut end = at;
    let mut letters = String::new();
    while is_initial(end) {
        letters.push_str(reader.words.folded(end));
        end += 2;
        if !reader.glued(end - 1) {
            break;
        }
    }
    let next = reader
        .scene
        .tokens
        .get(end)
        .filter(|next| next.line == reader.scene.tokens[at].line);
    let goes_on = next.is_some() && (reader.words.is_capital(end) || is_prefix(reader.words.folded(end)));
    if letters.len() >= 2
        && index.is_sign(&letters)
        && !goes_on
        && let Some(rule) = reader.vocabulary.rule(Form::RepeatedInitials)
    {
        let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
        let mut hit = Hit::new(range, rule, Weight::Repeated);
        hit.confidence = Confidence::Certain;
        hits.push(hit);
    }
}

/// `JdV`, `FZB`, `gk`: the initials of someone known, where initials stand.
pub(super) fn signature<'r>(
    reader: &Reader<'_, 'r>,
    index: &Index,
    capitals: &Capitals,
    at: usize,
    hits: &mut Vec<Hit<'r>>,
) {
    let folded = reader.words.folded(at);
    let letters = folded.chars().count();
    if !(2..=5).contains(&letters)
        || !index.is_sign(folded)
        || reader.glued(at) && reader.glued_mark(at, '.') && letters < 2
    {
        return;
    }
    // `par. EK`
    let announced =
        at >= 2 && reader.mark(at - 1) == Some('.') && matches!(reader.words.folded(at - 2), "par" | "paraaf");
    let told = capitals.vouched.has(folded) || stands_with_sign(reader, index, at) || announced;
    if !told && capitals.bodies.contains(folded) {
        return;
    }
    let source = reader.scene.source();
    let shape = reader.words.shape(at);
    let mark = |at: Option<usize>| {
        at.and_then(|at| reader.scene.tokens.get(at))
            .and_then(|token| token.mark(source))
    };
    let (before, after) = (mark(at.checked_sub(1)), mark(Some(at + 1)));
    let line = reader.scene.text.lines().get(reader.scene.tokens[at].line as usize);
    let alone = line.is_some_and(|line| {
        line.cells.iter().any(|cell| {
            cell.contains(&(reader.scene.tokens[at].start as usize))
                && source[cell.clone()].chars().filter(|c| c.is_alphanumeric()).count() == letters
        })
    });
    let between_slashes = before == Some('/') || after == Some('/') && reader.glued(at);
    let plausible = match shape {
        Shape::Mixed => true,
        Shape::Upper if told => true,
        Shape::Upper => {
            let cue = at > 0 && PARAAF_OPENINGS.has(reader.words.folded(at - 1));
            alone
                || between_slashes
                || cue
                || matches!(before, Some('–' | '-' | '[' | '(' | ':' | ','))
                || after == Some(':')
        }
        Shape::Lower => between_slashes || alone && letters <= 4,
        _ => false,
    };
    // Where nothing tells that initials stand, the tagger has the last word.
    let guess = !plausible && shape == Shape::Upper && letters <= 4;
    let member = reader.words.member(at);
    let known_word = member.organisation()
        || member.party()
        || reader.vocabulary.has(Form::NotAName, folded)
        || shape == Shape::Lower && member.word();
    let is_tied = || shape == Shape::Upper && (told || alone && vouched::in_row(reader, at));
    if (plausible || guess)
        && (!known_word || told || is_tied())
        && let Some(rule) = reader.vocabulary.rule(Form::RepeatedInitials)
    {
        let token = &reader.scene.tokens[at];
        let mut hit = Hit::new(token.start as usize..token.end as usize, rule, Weight::Repeated);
        if is_tied() {
            hit.confidence = Confidence::Certain;
        } else if guess {
            hit.confidence = Confidence::Doubtful;
        }
        hits.push(hit);
    }
}
