//! The layers in their order, and how one place gets one finding.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::Scene;
use super::finding::{Evidence, Finding, Proposal};
use super::hit::{Hit, Weight};
use super::known::KnownNames;
use super::person::Person;
use super::run::Reader;
use super::tagged::Tagged;
use super::vocabulary::Vocabulary;
use super::words::Words;
use super::{address, cited, cue, labels, letter, pattern, repeated as repetition, shape, speaker, special, terms};
use crate::rules::{Confidence, Effect, Kind, RuleSet};
use crate::text::Text;

/// Rounds in which what is found makes more known.
const ROUNDS: usize = 2;

/// Everything in a text that the rules find, in the order of the text; no two findings overlap.
pub fn detect(text: &Text, rules: &RuleSet) -> Vec<Finding> {
    let scene = Scene::new(text);
    let words = Words::new(scene.source(), &scene.tokens);
    let vocabulary = Vocabulary::new(rules);
    let reader = Reader {
        scene: &scene,
        words: &words,
        vocabulary: &vocabulary,
    };
    let mut hits = Vec::new();
    terms::find(&scene, &words, rules, &mut hits);
    pattern::find(&scene, rules, &mut hits);
    let labelled = labels::find(&reader, rules, &mut hits);
    letter::find(&reader, &mut hits);
    speaker::find(&reader, &labelled, &mut hits);
    cue::find(&reader, &mut hits);
    cited::find(&reader, &mut hits);
    shape::find(&reader, &mut hits);
    let tagged = Tagged::new(&reader);
    hits.retain(|hit| !tagged.vetoes(&reader, hit));
    tagged.find(&reader, &mut hits);
    let mut settled = settle(hits);
    for _ in 0..ROUNDS {
        let index = repetition::Index::new(&known(&scene, &settled));
        repetition::find(&reader, &index, &mut settled);
        settled.retain(|hit| !tagged.vetoes(&reader, hit));
        settled = settle(settled);
    }
    let names: Vec<Range<usize>> = settled
        .iter()
        .filter(|hit| hit.kind == Kind::Person)
        .map(|hit| hit.range.clone())
        .collect();
    address::find(&reader, &names, &mut settled);
    special::find(&reader, &names, &mut settled);
    settled = settle(settled);
    settled.into_iter().filter_map(|hit| finding(text, &hit)).collect()
}

/// What a register knows and the findings of a text do not cover yet.
pub(super) fn repeated(text: &Text, rules: &RuleSet, known: &KnownNames, findings: &[Finding]) -> Vec<Finding> {
    let scene = Scene::new(text);
    let words = Words::new(scene.source(), &scene.tokens);
    let vocabulary = Vocabulary::new(rules);
    let reader = Reader {
        scene: &scene,
        words: &words,
        vocabulary: &vocabulary,
    };
    let mut hits = Vec::new();
    repetition::find(&reader, &repetition::Index::new(known), &mut hits);
    settle(hits)
        .into_iter()
        .filter(|hit| !hit.keeps())
        .filter_map(|hit| finding(text, &hit))
        .filter(|found| !findings.iter().any(|finding| finding.span.overlaps(found.span)))
        .collect()
}

/// The people that the finds of this text name, but for guesses by one word of a list.
fn known(scene: &Scene, hits: &[Hit]) -> KnownNames {
    let mut known = KnownNames::default();
    for hit in hits
        .iter()
        .filter(|hit| hit.kind == Kind::Person && hit.confidence > Confidence::Doubtful)
    {
        let words = &scene.source()[hit.range.clone()];
        if hit.keeps() {
            known.public.extend(Person::parse(words));
        } else {
            known.add(words);
        }
    }
    known
}

/// One find per place: names that overlap become one, then the heavier layer wins, then the longer find, then the
/// earlier rule.
fn settle(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.retain(|hit| !hit.range.is_empty());
    hits.sort_by(|a, b| {
        (b.weight, b.range.len())
            .cmp(&(a.weight, a.range.len()))
            .then(b.confidence.cmp(&a.confidence))
            .then(a.range.start.cmp(&b.range.start))
            .then(a.rule.id.cmp(&b.rule.id))
    });
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let overlapping: Vec<usize> = taken
            .range(..hit.range.end)
            .rev()
            .take_while(|(start, index)| kept[**index].range.end > hit.range.start || **start >= hit.range.start)
            .map(|(_, index)| *index)
            .filter(|index| kept[*index].range.end > hit.range.start)
            .collect();
        match overlapping.as_slice() {
            [] => {
                taken.insert(hit.range.start, kept.len());
                kept.push(hit);
            }
            [one] if may_join(&kept[*one], &hit) => {
                let start = kept[*one].range.start;
                let union = start.min(hit.range.start)..kept[*one].range.end.max(hit.range.end);
                taken.remove(&start);
                taken.insert(union.start, *one);
                kept[*one].range = union;
            }
            _ => {}
        }
    }
    kept.sort_by_key(|hit| hit.range.start);
    kept
}

/// Whether two overlapping finds are pieces of one: of the same kind, both to be withheld, neither a mere guess.
fn may_join(one: &Hit, other: &Hit) -> bool {
    let joins = matches!(one.kind, Kind::Person | Kind::Birthdate | Kind::Address | Kind::Online);
    joins && one.kind == other.kind && !one.keeps() && !other.keeps() && other.weight > Weight::List
}

fn finding(text: &Text, hit: &Hit<'_>) -> Option<Finding> {
    Some(Finding {
        span: text.span(hit.range.clone())?,
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
