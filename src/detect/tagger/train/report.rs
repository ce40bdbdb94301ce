//! How good a model is at documents it has not learnt from: counts of tokens per label, and of whole names.

use super::super::{LABELS, Label, STATES, tag_with};
use super::states;
use super::vary::Varied;
use crate::detect::tagger::model::Model;
use crate::detect::token::{TokenKind, tokenize};
use crate::text::Text;

/// Counts for one label.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LabelFigures {
    /// Tokens that have the label and got it.
    pub right: usize,
    /// Tokens that have the label.
    pub gold: usize,
    /// Tokens that got the label.
    pub given: usize,
}

/// Counts over the documents that were tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    figures: [LabelFigures; LABELS.len()],
    mentions: (usize, usize),
}

impl Report {
    /// The counts of every label, with its English name.
    pub fn labels(&self) -> impl Iterator<Item = (String, LabelFigures)> + '_ {
        LABELS
            .iter()
            .zip(self.figures)
            .map(|(label, figures)| (format!("{label:?}").to_lowercase(), figures))
    }

    /// Names of people of which every word was found, of how many.
    pub fn mentions(&self) -> (usize, usize) {
        self.mentions
    }

    pub(super) fn add(&mut self, model: &Model<'_>, varied: &Varied) {
        let text = Text::from_plain(&varied.content);
        let tokens = tokenize(&text);
        let tags = tag_with(model, &text, &tokens);
        let gold = states(varied, &tokens);
        for (tag, gold) in tags.iter().zip(&gold) {
            let gold = STATES[*gold].0;
            self.figures[gold as usize].gold += 1;
            self.figures[tag.label as usize].given += 1;
            self.figures[gold as usize].right += usize::from(gold == tag.label);
        }
        for (range, _) in varied.spans.iter().filter(|(_, label)| *label == Label::Person) {
            let mut own = tokens
                .iter()
                .zip(&tags)
                .filter(|(token, _)| token.kind != TokenKind::Mark && range.contains(&(token.start as usize)));
            let found = own.all(|(_, tag)| tag.label == Label::Person);
            self.mentions.1 += 1;
            self.mentions.0 += usize::from(found);
        }
    }
}
