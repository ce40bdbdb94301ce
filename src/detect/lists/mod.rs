//! Which lists hold a word: names, dictionary, places, organisations. It says what a word may be, never what it is here.

mod hash;
mod map;
mod sources;

pub(crate) use hash::{hash, mix};
pub(crate) use map::HashedMap;

use super::fold::fold_into;
use super::token::{Token, TokenKind};

/// Made by `build.rs`, which states its layout.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin"));
const OFFSETS: usize = 65_537 * 4;
const ENTRY: usize = 6;

/// Words of the longest phrase that is looked for.
const LONGEST_PHRASE: usize = 6;

/// The lists that hold a word or the phrase it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Membership(u16);

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $bit:ident;)*) => {
        #[allow(dead_code, reason = "one method per list")]
        impl Membership {
            $($(#[$doc])* pub(crate) fn $name(self) -> bool { self.0 & sources::$bit != 0 })*
        }
    };
}

lists! {
    /// A given name.
    given = GIVEN;
    /// A surname, or one word of it.
    surname = SURNAME;
    /// A word that goes before a surname.
    surname_prefix = SURNAME_PREFIX;
    /// A Dutch dictionary word that is written in lower case.
    word = WORD;
    /// A town, province, country, street or water.
    place = PLACE;
    /// A ministry, agency, firm, institution.
    organisation = ORGANISATION;
    /// A historical or famous person, or an eponym.
    famous = FAMOUS;
    /// A public office.
    office = OFFICE;
    /// A political party.
    party = PARTY;
    /// A word that goes before a name.
    title = TITLE;
    /// A job or role that is not a public office.
    role = ROLE;
    /// An everyday word of a foreign language.
    foreign = FOREIGN;
    /// The surname of someone who held a public office in the Netherlands.
    politician = POLITICIAN;
    /// A law, programme or system.
    misc = MISC;
}

impl Membership {
    /// The set as bits, to be used as a feature.
    pub(crate) fn bits(self) -> u16 {
        self.0 & !sources::OPENS_PHRASE
    }

    /// As if no list of names held the word.
    pub(crate) fn without_names(self) -> Self {
        Self(self.0 & !(sources::GIVEN | sources::SURNAME | sources::POLITICIAN))
    }

    /// As if no list of places, organisations, laws or famous people held the word.
    pub(crate) fn without_things(self) -> Self {
        Self(self.0 & !(sources::PLACE | sources::ORGANISATION | sources::FAMOUS | sources::MISC))
    }

    /// What either set holds.
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn opens_phrase(self) -> bool {
        self.0 & sources::OPENS_PHRASE != 0
    }
}

/// The lists that hold a word; the word must be folded.
pub(crate) fn of(folded: &str) -> Membership {
    of_hash(hash(folded.as_bytes()))
}

fn of_hash(hash: u64) -> Membership {
    let bucket = (hash >> 48) as usize;
    let entries = &TABLE[OFFSETS + offset(bucket) * ENTRY..OFFSETS + offset(bucket + 1) * ENTRY];
    let wanted = (hash as u32).to_le_bytes();
    let found = entries.chunks_exact(ENTRY).find(|entry| entry[..4] == wanted);
    Membership(found.map_or(0, |entry| u16::from_le_bytes([entry[4], entry[5]])))
}

fn offset(bucket: usize) -> usize {
    let at = bucket * 4;
    u32::from_le_bytes([TABLE[at], TABLE[at + 1], TABLE[at + 2], TABLE[at + 3]]) as usize
}

/// The lists of every token: of the word itself, and of every phrase it is part of.
/// Marks belong to no list, save when they stand inside a phrase.
pub(crate) fn memberships(source: &str, tokens: &[Token]) -> Vec<Membership> {
    let mut folded = String::new();
    let mut all: Vec<Membership> = tokens
        .iter()
        .map(|token| match token.kind {
            TokenKind::Mark => Membership::default(),
            TokenKind::Word | TokenKind::Number => {
                folded.clear();
                fold_into(token.of(source), &mut folded);
                of(&folded)
            }
        })
        .collect();
    let words = all.clone();
    for first in 0..tokens.len() {
        if words[first].opens_phrase()
            && let Some((end, set)) = longest_phrase(source, tokens, first)
        {
            for member in &mut all[first..end] {
                member.0 |= set.bits();
            }
        }
    }
    all
}

/// The longest listed phrase that begins at a token; it ends before the given token.
fn longest_phrase(source: &str, tokens: &[Token], first: usize) -> Option<(usize, Membership)> {
    let mut phrase = String::new();
    let mut found = None;
    let mut words = 0;
    for (index, token) in tokens.iter().enumerate().skip(first) {
        match token.mark(source) {
            Some('-' | '\'' | '’' | '‘' | '.' | '&' | '/' | '–') => continue,
            Some(_) => break,
            None if words == LONGEST_PHRASE => break,
            None => {}
        }
        if words > 0 {
            phrase.push(' ');
        }
        fold_into(token.of(source), &mut phrase);
        words += 1;
        if words > 1 {
            let set = of(&phrase);
            if set.bits() != 0 {
                found = Some((index + 1, set));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::fold::fold;
    use crate::detect::token::tokenize;
    use crate::text::Text;

    #[test]
    fn words_are_in_their_lists_and_in_no_other() {
        assert!(of("jansen").surname() && !of("jansen").place());
        assert!(of("fatima").given());
        assert!(of("der").surname_prefix());
        assert!(of("bakker").surname() && of("bakker").word());
        assert!(of("utrecht").place());
        assert!(of("wethouder").office());
        assert!(of("vvd").party());
        assert_eq!(of("qxzvbn"), Membership::default());
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(of(&fold("ÖZDEMİR")), of("ozdemir"));
        assert!(of("ozdemir").surname());
    }

    #[test]
    fn a_phrase_marks_all_its_tokens() {
        let text = Text::from_plain("Gemeente ’s-Hertogenbosch, Van Oord");
        let tokens = tokenize(&text);
        let sets = memberships(text.as_str(), &tokens);
        let is = |word: &str, list: fn(Membership) -> bool| {
            let index = tokens.iter().position(|token| token.of(text.as_str()) == word);
            list(sets[index.expect("present")])
        };
        assert!(is("s", Membership::place) && is("Hertogenbosch", Membership::place));
        assert!(!is(",", Membership::place));
        assert!(is("Van", Membership::organisation) && is("Oord", Membership::organisation));
    }
}
