//! The layer of the user's own terms: found as whole words, whatever their case, marks or line breaks.

use super::context::Scene;
use super::fold::fold;
use super::hit::{Hit, Weight};
use super::token::TokenKind;
use super::words::Words;
use crate::rules::{Confidence, Effect, Kind, Rule, RuleSet};

/// Every place of every term.
pub(crate) fn find<'r>(scene: &Scene, words: &Words, rules: &'r RuleSet, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = rules.rule("own-term") else {
        return;
    };
    let source = scene.source();
    let key = |at: usize| match scene.tokens[at].kind {
        TokenKind::Word => words.folded(at).to_owned(),
        _ => scene.tokens[at].of(source).to_owned(),
    };
    for term in rules.terms() {
        let wanted = parts(term.words.expose());
        for at in 0..scene.tokens.len().saturating_sub(wanted.len().saturating_sub(1)) {
            if wanted.iter().enumerate().all(|(index, part)| *part == key(at + index)) {
                hits.push(hit(scene, rule, at, wanted.len(), term.ground));
            }
        }
    }
}

fn hit<'r>(scene: &Scene, rule: &'r Rule, at: usize, length: usize, ground: crate::woo::Ground) -> Hit<'r> {
    let range = scene.tokens[at].start as usize..scene.tokens[at + length - 1].end as usize;
    let mut hit = Hit::new(range, rule, Weight::Instruction);
    hit.kind = Kind::Term;
    hit.effect = Effect::Redact(ground);
    hit.confidence = Confidence::Certain;
    hit
}

/// A term cut as a text is: words, numbers, single marks.
fn parts(term: &str) -> Vec<String> {
    let text = crate::text::Text::from_plain(term);
    super::token::tokenize(&text)
        .iter()
        .map(|token| match token.kind {
            TokenKind::Word => fold(token.of(term)),
            _ => token.of(term).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::detect::{Proposal, detect};
    use crate::rules::{RuleFile, RuleSet};
    use crate::text::Text;
    use crate::woo::Ground;

    #[test]
    fn terms_are_found_whatever_their_case_and_marks() {
        let file = RuleFile {
            name: "termen.txt".to_owned(),
            contents: "Project Zilver\t5.1.2.b\n".to_owned(),
        };
        let rules = RuleSet::builtin().with_terms(&file).expect("valid");
        let text = Text::from_plain("Het PROJECT\nZílver loopt; projectzilver niet.");
        let found = detect(&text, &rules);
        assert_eq!(found.len(), 1);
        assert_eq!(text.slice(found[0].span), "PROJECT\nZílver");
        assert_eq!(found[0].proposal, Proposal::Redact(Ground::EconomicInterests));
    }
}
