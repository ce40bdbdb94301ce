//! The labels of all rules by their words, folded once. It reads no document.

use rustc_hash::FxHashMap;

use super::rule::{Labels, Matcher, Rule};
use crate::text::fold::fold;

/// Places in the list of rules by the folded words of their labels.
#[derive(Debug, Default)]
pub(super) struct LabelIndex(FxHashMap<String, usize>);

impl LabelIndex {
    /// Of these rules; where two have a label, the later one has it.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut index = FxHashMap::default();
        for (at, rule) in rules.iter().enumerate() {
            if let Matcher::Labels(labels) = &rule.matcher {
                index.extend(labels.words.iter().map(|label| (label_key(label), at)));
            }
        }
        Self(index)
    }

    /// The rule of a label, by its key.
    pub(super) fn find<'r>(&self, rules: &'r [Rule], key: &str) -> Option<(&'r Rule, &'r Labels)> {
        let rule = &rules[*self.0.get(key)?];
        match &rule.matcher {
            Matcher::Labels(labels) => Some((rule, labels)),
            _ => None,
        }
    }
}

/// A label as folded words, without the number of its field.
pub(crate) fn label_key(label: &str) -> String {
    let folded = fold(label);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_number(word))
        .collect();
    words.join(" ")
}

/// Whether a word numbers a field: `7`, `a7`.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}
