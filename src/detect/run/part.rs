//! The parts of a run: initials, words with what is tied to them, tussenvoegsels. Where a run ends is for others to say.

use std::ops::Range;

use super::{Part, Reader, Start, Unit, is_prefix};
use crate::detect::token::TokenKind;
use crate::detect::word_list::{WordList, word_lists};
use crate::detect::words::Shape;

word_lists! {
    /// Abbreviated given names of more than one letter.
    LONG_INITIALS: WordList = "long-initials";
}

impl Reader<'_, '_> {
    /// The part that begins at a token, behind the parts of the run so far.
    pub(super) fn part_at(&self, at: usize, before: &[Part], start: Start) -> Option<Part> {
        match self.scene.tokens.get(at)?.kind {
            TokenKind::Mark => self.marked_part(at, before),
            TokenKind::Word => self.word_part(at, before, start),
            TokenKind::Number => None,
        }
    }

    fn word_part(&self, at: usize, before: &[Part], start: Start) -> Option<Part> {
        let folded = self.words.folded(at);
        let shape = self.words.shape(at);
        if self.is_of_abbreviation(at, before) || self.is_company_form(at) || self.is_acronym_behind(at, shape, before)
        {
            return None;
        }
        let glued_dot = self.glued_mark(at, '.');
        let letters = folded.chars().count();
        if glued_dot && self.words.is_capital(at) && (letters == 1 || letters <= 3 && LONG_INITIALS.has(folded)) {
            return Some(part(Unit::Initial, at..at + 2));
        }
        let apostrophe = self.glued_mark(at, '\'') || self.glued_mark(at, '’');
        if is_prefix(folded) && !self.is_preposition(at, folded, before) && self.prefix_leads_on(at, start, before) {
            if letters == 1 && apostrophe {
                return self.apostrophe_word(at);
            }
            let marked = letters == 1 && (glued_dot || self.glued_mark(at, '/'));
            return Some(part(Unit::Prefix, at..at + 1 + usize::from(marked)));
        }
        // `dr. Zwaluw` at the end of a line, `Te gast:` on the next.
        if is_prefix(folded) && !before.is_empty() && self.opens_next_line(at) {
            return None;
        }
        if shape != Shape::Initial && !self.glued_mark(at, '-') && self.breaks_run(at, folded, before) {
            return None;
        }
        let word = || Some(part(Unit::Word, at..self.word_end(at)));
        match shape {
            Shape::Initial if apostrophe => self.apostrophe_word(at),
            Shape::Initial if !before.is_empty() || self.next_is_name(at) => Some(part(Unit::Initial, at..at + 1)),
            Shape::Capital | Shape::Upper | Shape::Mixed => word(),
            Shape::Lower if start == Start::Lower && before.is_empty() => word(),
            Shape::Lower if folded == "d" && apostrophe => self.apostrophe_word(at),
            _ => None,
        }
    }

    /// Whether a letter with a point is of an abbreviation in lower case, `t.a.v.`, instead of the first of someone's.
    fn is_of_abbreviation(&self, at: usize, before: &[Part]) -> bool {
        let folded = self.words.folded(at);
        if folded.len() != 1 || !before.is_empty() || !self.glued_mark(at, '.') {
            return false;
        }
        let is_small = |at: usize| self.words.shape(at) == Shape::Lower && self.words.folded(at).len() == 1;
        let behind_small = at > 1 && self.glued(at - 1) && self.mark(at - 1) == Some('.') && is_small(at - 2);
        // `v. Dijk`, `d. Hondt`
        let may_be_prefix = matches!(folded, "v" | "d") && !self.ends_abbreviation(at);
        (is_small(at) || behind_small) && !may_be_prefix
    }

    /// Whether a word begins a line and a word in lower case follows it there.
    fn opens_next_line(&self, at: usize) -> bool {
        let line = |at: usize| self.scene.tokens.get(at).map(|token| token.line);
        line(at - 1) != line(at) && line(at + 1) == line(at) && self.words.shape(at + 1) == Shape::Lower
    }

    /// `'t` before a surname, or `(Jeroen)` behind initials.
    fn marked_part(&self, at: usize, before: &[Part]) -> Option<Part> {
        match self.mark(at)? {
            '\'' | '’' | '‘' | '`' => {
                let is_prefix = matches!(self.words.folded(at + 1), "t" | "s") && self.glued(at);
                (is_prefix && self.capital_after(at + 2)).then(|| part(Unit::Prefix, at..at + 2))
            }
            '(' if self.glued(at) && self.words.shape(at + 1) == Shape::Capital => {
                let end = self.word_end(at + 1);
                // `Y. Eskens (Bedrijf)` works there.
                let mut initials = before.iter().filter(|part| part.unit == Unit::Initial);
                let called = initials.any(|part| self.may_be_called(part.tokens.start, at + 1));
                (called && self.mark(end) == Some(')')).then(|| part(Unit::Word, at..end + 1))
            }
            _ => None,
        }
    }

    /// Whether a word may be the given name of somebody with an initial, or with a given name: it begins with the same
    /// letter, or the lists know it as one.
    pub(crate) fn may_be_called(&self, initial: usize, word: usize) -> bool {
        let letter = |at: usize| self.words.folded(at).chars().next();
        letter(initial) == letter(word) || self.words.member(word).given()
    }

    /// Whether a letter is glued to a point and a letter before it: `t.a.v.`.
    pub(crate) fn ends_abbreviation(&self, at: usize) -> bool {
        at >= 2 && self.glued_mark(at - 2, '.') && self.glued(at - 1)
    }

    /// Whether a letter without a point is followed by the rest of a name.
    fn next_is_name(&self, at: usize) -> bool {
        let next = at + 1;
        next < self.scene.tokens.len()
            && self.continues(next)
            && (matches!(self.words.shape(next), Shape::Capital | Shape::Upper | Shape::Mixed)
                || (is_prefix(self.words.folded(next)) && self.capital_after(next)))
    }
}

pub(super) fn part(unit: Unit, tokens: Range<usize>) -> Part {
    Part { unit, tokens }
}
