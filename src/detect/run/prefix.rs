//! Tussenvoegsels: which words may be one, and whether one leads on to a name. Names without them are no matter of this file.

use super::{Part, Reader, Start};
use crate::detect::word_list::{WordList, word_lists};
use crate::detect::words::Shape;
use crate::rules::Form;

word_lists! {
    /// Words that go before a surname.
    PREFIXES: WordList = "name-prefixes";
}

/// Whether a folded word is a tussenvoegsel.
pub(crate) fn is_prefix(folded: &str) -> bool {
    PREFIXES.has(folded)
}

impl Reader<'_, '_> {
    /// Whether a name may begin or go on with the tussenvoegsel at a token: a capital follows it.
    pub(super) fn prefix_leads_on(&self, at: usize, start: Start, before: &[Part]) -> bool {
        let lower = self.words.shape(at) == Shape::Lower;
        if before.is_empty() && lower && start == Start::Capital {
            return false;
        }
        let mut next = at + 1;
        for _ in 0..4 {
            if matches!(self.mark(next), Some('\'' | '’' | '.' | '/' | '‘')) {
                next += 1;
                continue;
            }
            if !self.continues(next) {
                return false;
            }
            let folded = self.words.folded(next);
            if self.words.is_capital(next) && !is_prefix(folded) {
                return !self.vocabulary.has(Form::NotAName, folded);
            }
            if !is_prefix(folded) {
                return false;
            }
            next += 1;
        }
        self.words.is_capital(next)
    }

    /// Whether a capital stands at a token, or behind the tussenvoegsels there.
    pub(super) fn capital_after(&self, mut at: usize) -> bool {
        for _ in 0..3 {
            if self.words.is_capital(at) {
                return true;
            }
            if !is_prefix(self.words.folded(at)) {
                return false;
            }
            at += 1;
        }
        false
    }
}
