//! The layer of the user's own terms: found as whole words, whatever their case, marks or line breaks.

use super::context::Scene;
use super::fold::fold;
use super::hit::{Hit, Weight};
use super::token::TokenKind;
use super::words::Words;
use crate::rules::{Confidence, Effect, Kind, Rule, RuleSet, Term};

/// Fewer digits than this are matched as they are written: a year is no telephone number.
const NUMBER: usize = 6;

/// A word, number or mark as terms are compared, and the tokens it stands in: a word cut by a hyphen at a line end is one.
struct Unit {
    key: String,
    first: usize,
    last: usize,
}

/// Every place of every term of the rules.
pub(crate) fn find<'r>(scene: &Scene, words: &Words, rules: &'r RuleSet, hits: &mut Vec<Hit<'r>>) {
    find_each(scene, words, rules, rules.terms(), hits);
}

/// Every place of every given term.
pub(crate) fn find_each<'r>(scene: &Scene, words: &Words, rules: &'r RuleSet, terms: &[Term], hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = rules.rule("own-term") else {
        return;
    };
    if terms.is_empty() {
        return;
    }
    let units = units(scene, words);
    for term in terms {
        let wanted = parts(term.words.expose());
        let places = units.windows(wanted.len().max(1)).filter(|places| {
            let keys = places.iter().map(|unit| &unit.key);
            keys.eq(wanted.iter())
        });
        for place in places {
            hits.push(hit(
                scene,
                rule,
                place[0].first,
                place[place.len() - 1].last,
                term.ground,
            ));
        }
        if let Some(digits) = digits(term.words.expose()) {
            for (first, last) in numbers(scene, &digits) {
                hits.push(hit(scene, rule, first, last, term.ground));
            }
        }
    }
}

fn units(scene: &Scene, words: &Words) -> Vec<Unit> {
    let source = scene.source();
    let tokens = &scene.tokens;
    let mut units = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let last = if is_cut(scene, at) { at + 2 } else { at };
        let key = match tokens[at].kind {
            TokenKind::Word if last > at => format!("{}{}", words.folded(at), words.folded(last)),
            TokenKind::Word => words.folded(at).to_owned(),
            _ => tokens[at].of(source).to_owned(),
        };
        units.push(Unit { key, first: at, last });
        at = last + 1;
    }
    units
}

/// Whether a word goes on in lower case on the next line after a hyphen.
fn is_cut(scene: &Scene, at: usize) -> bool {
    let source = scene.source();
    let Some([word, hyphen, rest]) = scene.tokens.get(at..at + 3) else {
        return false;
    };
    word.kind == TokenKind::Word
        && rest.kind == TokenKind::Word
        && matches!(hyphen.of(source), "-" | "\u{2010}")
        && hyphen.start == word.end
        && source[hyphen.end as usize..rest.start as usize].trim_matches([' ', '\r']) == "\n"
        && rest.of(source).starts_with(char::is_lowercase)
}

/// The digits of a term that is a number in some notation.
fn digits(term: &str) -> Option<String> {
    if term.chars().any(char::is_alphabetic) {
        return None;
    }
    let digits: String = term.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= NUMBER).then_some(digits)
}

/// Where the digits stand, whatever dots, dashes, brackets and spaces lie between them; first and last token.
fn numbers(scene: &Scene, wanted: &str) -> Vec<(usize, usize)> {
    let source = scene.source();
    let tokens = &scene.tokens;
    let is_number = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
    let mut places = Vec::new();
    for first in (0..tokens.len()).filter(|at| is_number(*at)) {
        let mut rest = wanted;
        let mut at = first;
        while let Some(token) = tokens.get(at).filter(|token| token.line == tokens[first].line) {
            let text = token.of(source);
            if token.kind == TokenKind::Number {
                let Some(after) = rest.strip_prefix(text) else { break };
                rest = after;
                if rest.is_empty() {
                    places.push((first, at));
                    break;
                }
            } else if !matches!(text, "." | "-" | "/" | "(" | ")" | "\u{2010}" | "\u{2013}") {
                break;
            }
            at += 1;
        }
    }
    places
}

fn hit<'r>(scene: &Scene, rule: &'r Rule, first: usize, last: usize, ground: crate::woo::Ground) -> Hit<'r> {
    let range = scene.tokens[first].start as usize..scene.tokens[last].end as usize;
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

    #[test]
    fn a_number_is_found_in_every_notation_and_a_word_over_a_line_end() {
        let file = RuleFile {
            name: "termen.txt".to_owned(),
            contents: "11122233\t5.1.2.b\nZilverproject\t5.1.2.b\n".to_owned(),
        };
        let rules = RuleSet::builtin().with_terms(&file).expect("valid");
        let text = Text::from_plain("Zie 1112.22.33 en 11-122 233; niet 111222334.\nHet Zilver-\nproject loopt.");
        let found = detect(&text, &rules);
        let words: Vec<&str> = found.iter().map(|finding| text.slice(finding.span)).collect();
        assert_eq!(words, ["1112.22.33", "11-122 233", "Zilver-\nproject"]);
    }
}
