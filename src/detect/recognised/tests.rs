//! Proofs of the layer, with a list of words in the place of a model. No network runs here.

use std::sync::Arc;

use super::*;
use crate::detect::{Finding, Proposal, detect};
use crate::rules::RuleSet;
use crate::text::Text;

/// Holds the words of a list for the name of a person: what follows `+` continues it, what follows `?` is doubted.
#[derive(Debug)]
struct Listed(&'static [&'static str]);

impl Recogniser for Listed {
    fn files(&self) -> Vec<(&'static str, [u8; 32])> {
        vec![("ner-model", [7; 32])]
    }

    fn pieces(&self, text: &str) -> Vec<Piece> {
        let piece = |listed: &&str| {
            let word = listed.trim_start_matches(['+', '?']);
            let start = text.find(word).expect("a word of the text");
            let role = match listed.contains('+') {
                true => Role::Continues,
                false => Role::Begins,
            };
            let chance = if listed.contains('?') { 0.6 } else { 0.9 };
            Piece {
                range: start..start + word.len(),
                role,
                chance,
            }
        };
        self.0.iter().map(piece).collect()
    }
}

fn found(text: &str, listed: &'static [&'static str]) -> Vec<(String, Finding)> {
    let text = Text::from_plain(text);
    let rules = RuleSet::builtin().with_recogniser(Arc::new(Listed(listed)));
    let told = |finding: Finding| (text.slice(finding.span).to_owned(), finding);
    detect(&text, &rules).into_iter().map(told).collect()
}

fn words(text: &str, listed: &'static [&'static str]) -> Vec<String> {
    found(text, listed).into_iter().map(|(words, _)| words).collect()
}

#[test]
fn names_are_found_as_whole_words_in_one_cell() {
    for (text, listed, expected) in [
        ("het overleg met vroemel ging door", &["vroe"][..], &["vroemel"][..]),
        (
            "het overleg met vroemel kwastra.",
            &["vroemel", "+kwas"],
            &["vroemel kwastra"],
        ),
        ("over de vroemel-regeling van vorig jaar", &["vroemel"], &["vroemel"]),
        (
            "overleg met Vroemel-Kwastra ging door",
            &["Vroemel"],
            &["Vroemel-Kwastra"],
        ),
        (
            "het overleg met vroemel kwastra en zwukkel ging door",
            &["vroemel", "+kwastra", "zwukkel"],
            &["vroemel kwastra", "zwukkel"],
        ),
        (
            "met vroemel\tkwastra",
            &["vroemel", "+kwastra"],
            &["vroemel", "kwastra"],
        ),
        ("met (vroemel) erbij", &["(vroemel)"], &["vroemel"]),
        ("met zoë, é en zo", &["zoë"], &["zoë"]),
        ("het overleg met vroemel ging door", &[], &[]),
    ] {
        assert_eq!(words(text, listed), expected, "{text}");
    }
}

#[test]
fn the_model_is_never_certain() {
    for (listed, confidence) in [
        (&["vroemel"][..], Confidence::Likely),
        (&["?vroemel"], Confidence::Doubtful),
    ] {
        let found = found("het overleg met vroemel ging door", listed);
        let (_, finding) = &found[..1][0];
        assert_eq!((finding.rule.as_str(), finding.confidence), ("name-ner", confidence));
    }
}

#[test]
fn what_a_rule_keeps_readable_stays_so() {
    let text = "Minister-president Rutte gaat akkoord.";
    let kept = |(_, finding): &(String, Finding)| matches!(finding.proposal, Proposal::Keep(_));
    assert!(found(text, &["Rutte"]).iter().all(kept));
}

#[test]
fn another_find_is_never_smaller_for_it() {
    let text = "Geachte mevrouw Oosterhuizen,\n\nU belde met vroemel kwastra op 06-12345678.";
    let without = found(text, &[]);
    for listed in [
        &["Oosterhuizen"][..],
        &["?mevrouw", "+Oosterhuizen"],
        &["kwastra", "+op", "+06"],
        &["kwastra op 06-12345678"],
    ] {
        let with = found(text, listed);
        for (words, finding) in &without {
            let covers = |(_, other): &(String, Finding)| {
                other.span.start() <= finding.span.start()
                    && other.span.end() >= finding.span.end()
                    && other.confidence >= finding.confidence
            };
            assert!(with.iter().any(covers), "{words}: {listed:?}");
        }
    }
}

#[test]
fn a_model_is_part_of_what_the_rules_are() {
    let with = RuleSet::builtin().with_recogniser(Arc::new(Listed(&[])));
    assert_ne!(with.digest(), RuleSet::builtin().digest());
}
