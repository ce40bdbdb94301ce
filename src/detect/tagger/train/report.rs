//! How good a model is at documents it has not learnt from: counts of tokens per label, and of whole names.

use super::super::{Begins, LABELS, Label, STATES, Tag};

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

    /// Counts the tags of one document against the states that its tokens should have.
    pub(super) fn add(&mut self, tags: &[Tag], gold: &[usize]) {
        let mut whole = None;
        for (tag, gold) in tags.iter().zip(gold) {
            let (label, begins) = STATES[*gold];
            self.figures[label as usize].gold += 1;
            self.figures[tag.label as usize].given += 1;
            self.figures[label as usize].right += usize::from(label == tag.label);
            if label != Label::Person || begins == Begins::Yes {
                self.mentions.0 += usize::from(whole == Some(true));
                self.mentions.1 += usize::from(whole.is_some());
                whole = None;
            }
            if label == Label::Person {
                whole = Some(whole.unwrap_or(true) && tag.label == Label::Person);
            }
        }
        self.mentions.0 += usize::from(whole == Some(true));
        self.mentions.1 += usize::from(whole.is_some());
    }
}
