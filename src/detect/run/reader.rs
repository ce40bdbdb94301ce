//! Reads runs at given places of a text. It searches for none.

use super::{Part, Run, Start, Unit};
use crate::detect::context::Scene;
use crate::detect::lists::Membership;
use crate::detect::vocabulary::Vocabulary;
use crate::detect::words::Words;

/// Parts of the longest run.
const MOST_PARTS: usize = 12;

/// Reads runs at given places.
pub(crate) struct Reader<'s, 'r> {
    /// The text.
    pub scene: &'s Scene,
    /// Its words.
    pub words: &'s Words,
    /// The words that the rules name.
    pub vocabulary: &'s Vocabulary<'r>,
}

impl Reader<'_, '_> {
    /// The longest run that begins at a token.
    pub(crate) fn run_at(&self, token: usize, start: Start) -> Option<Run> {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = token;
        while parts.len() < MOST_PARTS {
            if !parts.is_empty() && !self.continues(at) {
                break;
            }
            let Some(part) = self.part_at(at, &parts, start) else {
                break;
            };
            at = part.tokens.end;
            parts.push(part);
        }
        while parts.last().is_some_and(|part| part.unit == Unit::Prefix) {
            parts.pop();
        }
        let holds_word = parts.iter().any(|part| part.unit == Unit::Word);
        let holds_initials = parts.iter().any(|part| part.unit == Unit::Initial);
        (holds_word || holds_initials).then_some(Run { parts })
    }

    /// The lists that know any word of a part.
    pub(crate) fn membership(&self, part: &Part) -> Membership {
        part.tokens
            .clone()
            .map(|at| self.words.member(at))
            .fold(Membership::default(), Membership::or)
    }

    /// Whether nothing stands between a token and the next.
    pub(crate) fn glued(&self, at: usize) -> bool {
        match (self.scene.tokens.get(at), self.scene.tokens.get(at + 1)) {
            (Some(this), Some(next)) => this.end == next.start,
            _ => false,
        }
    }

    /// The mark that a token is.
    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        self.scene.tokens.get(at)?.mark(self.scene.source())
    }

    /// Whether that mark follows a token at once.
    pub(crate) fn glued_mark(&self, at: usize, mark: char) -> bool {
        self.glued(at) && self.mark(at + 1) == Some(mark)
    }
}
