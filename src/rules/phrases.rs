//! Words and phrases of a rule, folded once so that a document's folded words can be looked up. It reads no document.

use crate::text::fold::fold;
use rustc_hash::FxHashMap;

/// Folded phrases by their first word.
#[derive(Debug, Default)]
pub(crate) struct Phrases(FxHashMap<String, Known>);

/// The phrases with one first word.
#[derive(Debug, Default)]
struct Known {
    /// Whether the word alone is one.
    alone: bool,
    /// Those of more words, longest first.
    longer: Vec<Vec<String>>,
}

impl Phrases {
    /// Folds the phrases.
    pub(crate) fn new(words: &[String]) -> Self {
        let mut phrases = Self::default();
        for words in words {
            let folded = fold(words);
            let parts = folded.split(|c: char| !c.is_alphanumeric());
            phrases.add(parts.filter(|word| !word.is_empty()).map(str::to_owned).collect());
            // A document's hyphen is a token of its own, and no word.
            if folded.trim_matches('-').contains('-') {
                let spaced = folded.replace('-', " - ");
                let parts = spaced.split_whitespace();
                let word = |part: &str| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                phrases.add(parts.map(word).collect());
            }
        }
        for known in phrases.0.values_mut() {
            known.longer.sort_by_key(|words| std::cmp::Reverse(words.len()));
        }
        phrases
    }

    fn add(&mut self, words: Vec<String>) {
        match words.as_slice() {
            [] => {}
            [one] => self.0.entry(one.clone()).or_default().alone = true,
            [first, ..] => self.0.entry(first.clone()).or_default().longer.push(words),
        }
    }

    /// Whether the folded word alone is one of the phrases.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.0.get(folded).is_some_and(|known| known.alone)
    }

    /// The number of words of the longest phrase at the start of a sequence.
    pub(crate) fn longest<'w>(&self, mut word: impl FnMut(usize) -> &'w str) -> usize {
        let first = word(0);
        if first.is_empty() {
            return 0;
        }
        let Some(known) = self.0.get(first) else {
            return 0;
        };
        let stands = |words: &&Vec<String>| words.iter().enumerate().all(|(index, wanted)| word(index) == wanted);
        match known.longer.iter().find(stands) {
            Some(words) => words.len(),
            None => usize::from(known.alone),
        }
    }
}
