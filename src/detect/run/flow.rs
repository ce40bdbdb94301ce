//! Whether a name goes on across a space or a line end. It does not look at what the words are.

use super::Reader;
use crate::detect::words::Shape;

impl Reader<'_, '_> {
    /// Whether the token goes on with the run before it: on the same line with a space between, or on the next line.
    pub(super) fn continues(&self, at: usize) -> bool {
        let (Some(previous), Some(token)) = (self.scene.tokens.get(at - 1), self.scene.tokens.get(at)) else {
            return false;
        };
        let between = &self.scene.source()[previous.end as usize..token.start as usize];
        match token.line - previous.line {
            0 => !between.contains('\t') && between.len() <= 3 && !self.parts_columns(at, between),
            1 => {
                self.flows(previous.line as usize)
                    && !between.contains('\u{c}')
                    && !self.opens_label(at)
                    && !self.stands_over_postcode(token.line as usize)
            }
            _ => false,
        }
    }

    /// Whether two spaces stand beside a word in capitals or a paraaf: `FIB  Z. Eskens`, `Eskens  ZEs`.
    fn parts_columns(&self, at: usize, between: &str) -> bool {
        let is_short = |at: usize| {
            matches!(self.words.shape(at), Shape::Upper | Shape::Mixed)
                && (2..=5).contains(&self.words.folded(at).chars().count())
        };
        between.len() >= 2 && (is_short(at - 1) || is_short(at))
    }

    /// Whether a line is running text that goes on with the next one: one cell each, the first not short.
    fn flows(&self, line: usize) -> bool {
        let lines = self.scene.text.lines();
        let (Some(this), Some(next)) = (lines.get(line), lines.get(line + 1)) else {
            return false;
        };
        let long = this.range.len() >= 28 && this.cells.len() == 1 && next.cells.len() == 1 && this.block == next.block;
        long && this.range.len() + 14
            >= lines
                .get(line.wrapping_sub(1))
                .map_or(0, |above| above.range.len())
                .min(60)
    }

    /// Whether a colon or cell end comes so soon that the line begins with a label.
    fn opens_label(&self, at: usize) -> bool {
        let source = self.scene.source();
        let line = self.scene.tokens[at].line;
        let rest = self.scene.tokens[at..]
            .iter()
            .take(4)
            .take_while(|token| token.line == line);
        rest.clone().any(|token| token.mark(source) == Some(':'))
            || self.scene.text.lines()[line as usize].cells.len() > 1
    }

    /// Whether the line below begins with a postcode, so that this one is a street.
    fn stands_over_postcode(&self, line: usize) -> bool {
        let below = self.scene.text.lines().get(line + 1);
        let mut letters = below
            .map_or("", |below| &self.scene.source()[below.range.clone()])
            .chars();
        let digits = letters.by_ref().take(4).filter(char::is_ascii_digit).count() == 4;
        let capitals = letters.skip_while(|letter| *letter == ' ').take(2);
        digits && capitals.filter(char::is_ascii_uppercase).count() == 2
    }
}
