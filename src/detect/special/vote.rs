//! What somebody votes: `ik stem al veertig jaar SGP`, `dat hij op BBB stemt`. How parties and councils vote is no business
//! of it.

use crate::detect::run::Reader;
use crate::detect::word_list::{WordList, word_lists};

word_lists! {
    /// Words for one person as the subject of a sentence.
    VOTERS: WordList = "voters";
}

/// Tokens between the verb and the party, at most.
const REACH: usize = 6;
/// Tokens before the verb in which the voter stands.
const SUBJECT: usize = 10;

/// The tokens of the party for which somebody votes, by the verb at a token.
pub(super) fn party(reader: &Reader, verb: usize) -> Option<usize> {
    if !matches!(
        reader.words.folded(verb),
        "stem" | "stemt" | "stemde" | "gestemd" | "stemmen"
    ) {
        return None;
    }
    let line_end = |at: &usize| super::ends_sentence(reader, *at);
    let is_party = |at: &usize| reader.words.is_capital(*at) && reader.words.member(*at).party();
    let limit = reader.scene.tokens.len();
    let behind = (verb + 1..limit.min(verb + REACH))
        .take_while(|at| !line_end(at))
        .find(is_party);
    let before = || {
        let party = verb.checked_sub(1).filter(is_party)?;
        let led = party > 0 && matches!(reader.words.folded(party - 1), "op" | "altijd" | "nooit");
        led.then_some(party)
    };
    let party = behind.or_else(before)?;
    let first = verb.saturating_sub(SUBJECT);
    let spoken = (first..verb + 3).any(|at| VOTERS.has(reader.words.folded(at)));
    spoken.then_some(party)
}
