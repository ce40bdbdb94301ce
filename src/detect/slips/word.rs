//! Words that no list knows, as the word that a list knows and that they look like. It looks at no number.

use crate::detect::fold::fold;
use crate::detect::lists;
use crate::detect::words::is_compound;

/// What is read, and what stands there.
const LETTERS: [(&str, &str); 24] = [
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("li", "h"),
    ("vv", "w"),
    ("ii", "u"),
    ("0", "o"),
    ("0", "O"),
    ("1", "l"),
    ("1", "i"),
    ("1", "I"),
    ("|", "l"),
    ("|", "I"),
    ("5", "s"),
    ("5", "S"),
    ("8", "B"),
    ("6", "b"),
    ("I", "l"),
    ("l", "I"),
    ("l", "i"),
    ("i", "l"),
    ("f", "t"),
    ("c", "e"),
    ("e", "c"),
];
/// Words shorter than this look like too many others.
const SHORTEST: usize = 4;
/// Words with a capital are taken for a word that is no name from this length on: a short one may be an unknown name.
const PLAIN_WORD: usize = 7;

/// The word that stands where this one is read, if no list knows this one and one knows that.
pub(super) fn word(read: &str) -> Option<String> {
    let letters = read.chars().filter(|c| c.is_alphabetic()).count();
    if read.chars().count() < SHORTEST || letters * 2 < read.len() || is_known(read) {
        return None;
    }
    LETTERS
        .iter()
        .flat_map(|(slip, letter)| {
            read.match_indices(slip)
                .map(move |(at, slip)| [&read[..at], letter, &read[at + slip.len()..]].concat())
        })
        .find(|candidate| is_likely(candidate))
}

fn is_known(word: &str) -> bool {
    let folded = fold(word);
    lists::of(&folded).bits() != 0 || is_compound(&folded)
}

/// A capital makes a name likelier than a word; a list of names must know it, or it must be long.
fn is_likely(word: &str) -> bool {
    let mut rest = word.chars().skip(1).filter(|c| c.is_alphabetic());
    let cases_agree = rest.clone().all(char::is_lowercase) || rest.all(char::is_uppercase);
    let folded = fold(word);
    let lists = lists::of(&folded);
    let is_name = lists.given() || lists.surname();
    let is_long = word.chars().count() >= PLAIN_WORD;
    let is_capital = word.starts_with(char::is_uppercase);
    cases_agree
        && match is_capital {
            true => is_name || is_long && (lists.bits() != 0 || is_compound(&folded)),
            false => lists.word() || is_long && is_compound(&folded),
        }
}
