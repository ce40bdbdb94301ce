//! The words that the layers of names go by, by the algorithm that asks for them. It matches nothing.

use crate::rules::{Form, Matcher, Phrases, Rule, RuleSet};

/// Word and phrase sets of one rule set.
pub(crate) struct Vocabulary<'r> {
    forms: [Option<(&'r Rule, &'r Phrases)>; Form::COUNT],
}

impl<'r> Vocabulary<'r> {
    /// Takes the words of every rule that names an algorithm.
    pub(crate) fn new(rules: &'r RuleSet) -> Self {
        let mut forms = [None; Form::COUNT];
        for rule in rules.rules() {
            if let Matcher::Form(words) = &rule.matcher {
                forms[words.form as usize] = Some((rule, words.phrases()));
            }
        }
        Self { forms }
    }

    /// The rule of an algorithm, if the set has it.
    pub(crate) fn rule(&self, form: Form) -> Option<&'r Rule> {
        self.forms[form as usize].map(|(rule, _)| rule)
    }

    /// Whether a folded word is among the words of an algorithm.
    pub(crate) fn has(&self, form: Form, folded: &str) -> bool {
        self.phrases(form).is_some_and(|phrases| phrases.has(folded))
    }

    /// The words of an algorithm.
    pub(crate) fn phrases(&self, form: Form) -> Option<&'r Phrases> {
        self.forms[form as usize].map(|(_, phrases)| phrases)
    }
}
