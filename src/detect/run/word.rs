//! Words with what is tied to them by hyphens and apostrophes. Whether a word is of a name is no matter of this file.

use super::part::part;
use super::{Part, Reader, Unit, is_prefix};
use crate::detect::token::TokenKind;
use crate::detect::words::Shape;

impl Reader<'_, '_> {
    /// `d'Hondt`, `O'Neill`, `N'Diaye`.
    pub(super) fn apostrophe_word(&self, at: usize) -> Option<Part> {
        (self.words.is_capital(at + 2) && self.glued(at + 1)).then(|| part(Unit::Word, at..self.word_end(at + 2)))
    }

    /// Whether a token begins the line below that of another, with an empty line between at most.
    fn is_near_below(&self, token: usize, next: usize) -> bool {
        let (this, next) = (&self.scene.tokens[token], &self.scene.tokens[next]);
        let between = &self.scene.source()[this.end as usize..next.start as usize];
        (1..=2).contains(&(next.line - this.line)) && between.chars().all(|c| c.is_whitespace() && c != '\u{c}')
    }

    /// The end of a word with what is tied to it by hyphens or apostrophes, over a line end too.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            let Some(mark) = self.mark(end) else {
                return end;
            };
            let hyphen = matches!(mark, '-' | '\u{2010}' | '\u{2011}');
            if !(hyphen || matches!(mark, '\'' | '’')) || !self.glued(end - 1) {
                return end;
            }
            let is_word = self
                .scene
                .tokens
                .get(end + 1)
                .is_some_and(|next| next.kind == TokenKind::Word);
            if !is_word {
                return end;
            }
            let hyphenated_line = hyphen && self.is_near_below(end, end + 1);
            if !self.glued(end) && !hyphenated_line {
                return end;
            }
            let folded = self.words.folded(end + 1);
            let prefix = hyphen && is_prefix(folded) && self.capital_after(end + 2);
            let lower_tail = self.words.shape(end + 1) == Shape::Lower;
            if hyphenated_line
                || self.words.is_capital(end + 1)
                || (hyphen && lower_tail && folded.len() > 1 && !prefix && end == at + 1)
            {
                if lower_tail && !hyphenated_line && self.words.shape(at) != Shape::Capital {
                    return end;
                }
                end += 2;
            } else if prefix {
                end += 2;
                while is_prefix(self.words.folded(end)) {
                    end += 1;
                }
                end += 1;
            } else {
                return end;
            }
        }
    }
}
