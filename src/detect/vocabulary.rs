//! The words that the layers of names go by, taken from the rules and folded once. It matches nothing.

use std::collections::HashMap;
use std::collections::HashSet;

use super::fold::fold;
use crate::rules::{Form, Matcher, Rule, RuleSet};

/// Word and phrase sets of one rule set.
pub(crate) struct Vocabulary<'r> {
    forms: HashMap<Form, (&'r Rule, Phrases)>,
}

/// Folded phrases by their first word, longest first.
#[derive(Default)]
pub(crate) struct Phrases {
    by_first: HashMap<String, Vec<Vec<String>>>,
    singles: HashSet<String>,
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

impl<'r> Vocabulary<'r> {
    /// Takes the words of every rule that names an algorithm.
    pub(crate) fn new(rules: &'r RuleSet) -> Self {
        let mut forms = HashMap::new();
        for rule in rules.rules() {
            if let Matcher::Form(words) = &rule.matcher {
                forms.insert(words.form, (rule, Phrases::new(&words.words)));
            }
        }
        Self { forms }
    }

    /// The rule of an algorithm, if the set has it.
    pub(crate) fn rule(&self, form: Form) -> Option<&'r Rule> {
        self.forms.get(&form).map(|(rule, _)| *rule)
    }

    /// Whether a folded word is among the words of an algorithm.
    pub(crate) fn has(&self, form: Form, folded: &str) -> bool {
        self.forms.get(&form).is_some_and(|(_, phrases)| phrases.has(folded))
    }

    /// The words of an algorithm.
    pub(crate) fn phrases(&self, form: Form) -> Option<&Phrases> {
        self.forms.get(&form).map(|(_, phrases)| phrases)
    }
}
