//! The layers in their order, and how one place gets one finding.

use super::context::Scene;
use super::finding::{Evidence, Finding, Proposal};
use super::hit::Hit;
use super::pattern;
use crate::rules::{Effect, RuleSet};
use crate::text::Text;

/// Everything in a text that the rules find, in the order of the text; no two findings overlap.
pub fn detect(text: &Text, rules: &RuleSet) -> Vec<Finding> {
    let scene = Scene::new(text);
    let mut hits = Vec::new();
    pattern::find(&scene, rules, &mut hits);
    settle(hits).into_iter().filter_map(|hit| finding(text, hit)).collect()
}

/// One find per place: the heavier layer wins, then the longer find, then the earlier rule.
fn settle(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by(|a, b| {
        (b.weight, b.range.len())
            .cmp(&(a.weight, a.range.len()))
            .then(b.confidence.cmp(&a.confidence))
            .then(a.range.start.cmp(&b.range.start))
            .then(a.rule.id.cmp(&b.rule.id))
    });
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut kept = Vec::new();
    for hit in hits {
        let before = taken.range(..hit.range.end).next_back();
        if before.is_some_and(|(_, end)| *end > hit.range.start) {
            continue;
        }
        taken.insert(hit.range.start, hit.range.end);
        kept.push(hit);
    }
    kept.sort_by_key(|hit| hit.range.start);
    kept
}

fn finding(text: &Text, hit: Hit<'_>) -> Option<Finding> {
    Some(Finding {
        span: text.span(hit.range)?,
        kind: hit.kind,
        rule: hit.rule.id.clone(),
        evidence: Evidence::from_rule(&hit.rule.evidence),
        confidence: hit.confidence,
        proposal: match hit.effect {
            Effect::Redact(ground) => Proposal::Redact(ground),
            Effect::Keep(reason) => Proposal::Keep(reason),
        },
    })
}
