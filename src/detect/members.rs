//! The layer of lists of members: `Leden: Zwaluwberg (VVD), Eskens, Rijpma`. Where one member is of a party, the others are
//! representatives as well. A list without a party it leaves alone.

use super::cue::{behind_party, each_word};
use super::hit::{Hit, Weight};
use super::name_list::skip_titles;
use super::run::{Reader, Run, Start};
use super::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Headings of the members of a council or committee.
    MEMBERS: WordList = "members";
    /// What a member may be beside one.
    CHAIRS: WordList = "chairs";
}

/// Tokens of the longest brackets behind a name.
const BRACKETS: usize = 8;
/// Names of the longest list.
const LONGEST: usize = 60;

/// What the brackets behind a name say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The name of a party.
    OfParty,
    /// Nothing, or that somebody is in the chair.
    Member,
    /// Something else, like a post.
    Other,
}

/// Members of councils and committees.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::RollCall) else {
        return;
    };
    each_word(reader, |at| {
        let first = behind_heading(reader, at)?;
        let listed = listed(reader, first);
        let end = listed.last()?.0.tokens().end;
        if listed.iter().any(|(_, standing)| *standing == Standing::OfParty) {
            let members = listed.iter().filter(|(_, standing)| *standing != Standing::Other);
            hits.extend(members.map(|(run, _)| Hit::new(run.bytes(reader.scene), rule, Weight::Pattern)));
        }
        Some(end - at)
    });
}

/// Where the names begin behind `Leden:`, or behind `Leden` in a cell of its own.
fn behind_heading(reader: &Reader, at: usize) -> Option<usize> {
    if !MEMBERS.has(reader.words.folded(at)) {
        return None;
    }
    if reader.mark(at + 1) == Some(':') {
        return Some(at + 2);
    }
    let source = reader.scene.source();
    let [heading, next] = [at, at + 1].map(|at| reader.scene.tokens.get(at));
    let between = source.get(heading?.end as usize..next?.start as usize)?;
    (between.contains('\t') || between.len() >= 3).then_some(at + 1)
}

/// The names from a token on that commas, `en` and brackets part.
fn listed(reader: &Reader, first: usize) -> Vec<(Run, Standing)> {
    let mut names = Vec::new();
    let mut at = first;
    while names.len() < LONGEST {
        let start = skip_titles(reader, at, reader.scene.tokens.len());
        let run = reader
            .run_at(start, Start::AnyPrefix)
            .filter(|run| run.tokens().start == start);
        let Some(run) = run else {
            break;
        };
        let (standing, end) = standing(reader, run.tokens().end);
        names.push((run, standing));
        let comma = matches!(reader.mark(end), Some(',' | ';' | '+' | '&'));
        let joined = reader.words.folded(end + usize::from(comma)) == "en";
        if !comma && !joined {
            break;
        }
        at = end + usize::from(comma) + usize::from(joined);
    }
    names
}

/// What stands in brackets at a token, and where they end.
fn standing(reader: &Reader, at: usize) -> (Standing, usize) {
    if reader.mark(at) != Some('(') {
        return (Standing::Member, at);
    }
    let party = behind_party(reader, at);
    if party != at && reader.words.is_capital(at + 1) {
        return (Standing::OfParty, party);
    }
    let close = (at..at + BRACKETS).find(|at| reader.mark(*at) == Some(')'));
    let end = close.map_or(at, |close| close + 1);
    match CHAIRS.has(reader.words.folded(at + 1)) {
        true => (Standing::Member, end),
        false => (Standing::Other, end),
    }
}
