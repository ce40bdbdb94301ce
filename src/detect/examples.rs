//! Runs a rule's own hits and misses: documentation that is also a test.

use super::read::detect;
use crate::rules::{Rule, RuleSet};
use crate::text::Text;

/// An example of a rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The example as the rule file states it.
    pub example: String,
    /// What the rule found instead, with `«»` around it.
    pub found: String,
}

/// Runs the hits and misses of one rule within its set; an empty list means that all hold.
pub fn test_rule(rule: &Rule, rules: &RuleSet) -> Vec<Failure> {
    let hits = rule.hits.iter().map(|hit| hit.text.clone());
    let misses = rule.misses.iter().map(|miss| miss.text.clone());
    hits.chain(misses)
        .filter_map(|example| {
            let plain = example.replace(['«', '»'], "");
            let found = mark(&plain, rule, rules);
            (found != example).then_some(Failure { example, found })
        })
        .collect()
}

/// The text with `«»` around what the rule finds.
fn mark(plain: &str, rule: &Rule, rules: &RuleSet) -> String {
    let text = Text::from_plain(plain);
    let mut marked = String::new();
    let mut at = 0;
    for finding in detect(&text, rules) {
        if finding.rule == rule.id {
            marked.push_str(&plain[at..finding.span.start()]);
            marked.push('«');
            marked.push_str(text.slice(finding.span));
            marked.push('»');
            at = finding.span.end();
        }
    }
    marked.push_str(&plain[at..]);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_rule_holds_its_own_examples() {
        let rules = RuleSet::builtin();
        let failures: Vec<String> = rules
            .rules()
            .iter()
            .flat_map(|rule| {
                test_rule(rule, &rules)
                    .into_iter()
                    .map(|failure| format!("{}: {} → {}", rule.id, failure.example, failure.found))
            })
            .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }
}
