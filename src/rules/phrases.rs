//! Words and phrases of a rule, folded once so that a document's folded words can be looked up. It reads no document.

use crate::text::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// Folded phrases by their first word, longest first.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
    singles: FxHashSet<String>,
}

impl Phrases {
    /// Folds the phrases.
    pub(crate) fn new(words: &[String]) -> Self {
        let mut phrases = Self::default();
        for words in words {
            let words: Vec<String> = fold(words)
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            match words.as_slice() {
                [] => {}
                [one] => {
                    phrases.singles.insert(one.clone());
                }
                [first, ..] => phrases.by_first.entry(first.clone()).or_default().push(words),
            }
        }
        for known in phrases.by_first.values_mut() {
            known.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        phrases
    }

    /// Whether the folded word alone is one of the phrases.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.singles.contains(folded)
    }

    /// The number of words of the longest phrase at the start of a sequence.
    pub(crate) fn longest<'w>(&self, mut word: impl FnMut(usize) -> &'w str) -> usize {
        let first = word(0);
        if first.is_empty() {
            return 0;
        }
        if let Some(known) = self.by_first.get(first) {
            for words in known {
                if words.iter().enumerate().all(|(index, wanted)| word(index) == wanted) {
                    return words.len();
                }
            }
        }
        usize::from(self.singles.contains(first))
    }
}
