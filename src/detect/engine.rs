//! The layers in their order, and how one place gets one finding.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::context::Scene;
use super::finding::{Evidence, Finding, Proposal};
use super::hit::{Hit, Weight};
use super::known::KnownNames;
use super::recall::Recall;
use super::recognised::Recognised;
use super::run::Reader;
use super::tagged::Tagged;
use super::tagger::WordVotes;
use super::words::Words;
use super::{
    address, births, born, cited, cue, in_office, labels, letter, lists, login, mailbox, members, owner, parts,
    pattern, public_again, seen_public, shape, signed, speaker, special, subject, task_login, terms, things, weed,
};
use crate::rules::{Confidence, Effect, Kind, RuleSet, Term};
use crate::text::Text;

/// Rounds in which what is found makes more known.
const ROUNDS: usize = 2;

/// What a first look at a document finds, for itself and for the other documents of its dossier.
#[derive(Debug, Clone)]
pub struct FirstLook {
    /// What is found without knowing the dossier.
    pub findings: Vec<Finding>,
    /// What the tagger makes of its words.
    pub words: WordVotes,
}

impl FirstLook {
    /// Where a person decided what is found: the tagger has no say.
    pub fn decided(findings: Vec<Finding>) -> Self {
        Self {
            findings,
            words: WordVotes::default(),
        }
    }
}

/// What models of names say of a text.
pub(super) struct Models<'m> {
    /// The tagger.
    pub tagged: &'m Tagged,
    /// A model that the user brought along.
    pub recognised: &'m Recognised,
}

impl Models<'_> {
    /// Whether the tagger drops a find and nothing backs it.
    fn drop(&self, reader: &Reader, hit: &Hit) -> bool {
        !self.recognised.backs(hit) && self.tagged.vetoes(reader, hit)
    }

    /// Leaves out what the tagger drops, but for the rest of an address that stays: `Waalkade 5`, and `4001 AB TIEL` below.
    fn weigh(&self, reader: &Reader, hits: &mut Vec<Hit>) {
        let is_home = |hit: &Hit| hit.kind == Kind::Address && !hit.keeps();
        let stays: Vec<bool> = hits.iter().map(|hit| !self.drop(reader, hit)).collect();
        let homes = hits.iter().zip(&stays).filter(|(hit, stays)| **stays && is_home(hit));
        let ends: BTreeSet<usize> = homes.map(|(hit, _)| hit.range.end).collect();
        let goes_on = |hit: &Hit| is_home(hit) && address::follows(reader.scene.source(), hit.range.start, &ends);
        let mut stays = stays.into_iter();
        hits.retain(|hit| stays.next().unwrap_or(true) || goes_on(hit));
    }
}

/// The models weigh what the rules found and add what they find.
pub(super) fn weighed<'r>(
    reader: &Reader<'_, 'r>,
    rules: &'r RuleSet,
    mut hits: Vec<Hit<'r>>,
    models: &Models,
) -> Vec<Hit<'r>> {
    terms::find(reader.scene, reader.words, rules, &mut hits);
    models.weigh(reader, &mut hits);
    models.tagged.find(reader, &mut hits);
    hits.retain(|hit| weed::stands(reader, hit));
    hits.iter_mut().for_each(|hit| models.tagged.trim(reader, hit));
    let mut settled = settle(hits);
    models.recognised.add(reader, &mut settled);
    public_again::keep(reader, &mut settled, &KnownNames::default());
    seen_public::drop(reader, models.tagged, &mut settled);
    things::drop_named(reader, &mut settled);
    settled
}

/// Names are found again that are known by now, here or in the dossier, and what belongs to the people they name.
pub(super) fn repeated<'r>(
    reader: &Reader<'_, 'r>,
    mut settled: Vec<Hit<'r>>,
    dossier: &KnownNames,
    models: &Models,
    recall: &mut Recall<'r>,
) -> Vec<Hit<'r>> {
    repeat(reader, &mut settled, dossier, recall, |hit| !models.drop(reader, hit));
    public_again::keep(reader, &mut settled, dossier);
    let mut settled = with_data_of(reader, settled);
    models.weigh(reader, &mut settled);
    things::drop_named(reader, &mut settled);
    // What else was found may have taken the place of a part of what the user's model found.
    models.recognised.add(reader, &mut settled);
    owner::keep_of_organisations(reader, &mut settled);
    mailbox::keep_numbers_beside(reader, &mut settled);
    settled
}

/// The finds as findings.
pub(super) fn told(text: &Text, hits: &[Hit]) -> Vec<Finding> {
    let parts = |hit| parts::of(text.as_str(), hit).into_iter().map(move |part| (hit, part));
    let all = hits.iter().flat_map(parts);
    all.filter_map(|(hit, part)| finding(text, hit, part)).collect()
}

/// What the rules find without the tagger; one find per place.
pub(super) fn by_rules<'r>(reader: &Reader<'_, 'r>, rules: &'r RuleSet, recall: &mut Recall<'r>) -> Vec<Hit<'r>> {
    let (mut hits, structured) = rayon::join(
        || {
            let mut hits = pattern::find(reader.scene, rules);
            mailbox::keep_functional(reader.scene.source(), rules, &mut hits);
            hits
        },
        || {
            let mut hits = Vec::new();
            let labelled = labels::find(reader, rules, &mut hits);
            letter::find(reader, &mut hits);
            speaker::find(reader, &labelled, &mut hits);
            cue::find(reader, &mut hits);
            in_office::find(reader, &mut hits);
            members::find(reader, &mut hits);
            signed::find(reader, &mut hits);
            cited::find(reader, &mut hits);
            shape::find(reader, &mut hits);
            subject::find(reader, &mut hits);
            hits
        },
    );
    hits.extend(structured);
    login::find(reader, &mut hits);
    task_login::keep(reader, &mut hits);
    born::find(reader, &mut hits);
    hits.retain(|hit| weed::stands(reader, hit));
    let mut settled = settle(hits);
    public_again::keep(reader, &mut settled, &KnownNames::default());
    repeat(reader, &mut settled, &KnownNames::default(), recall, |_| true);
    with_data_of(reader, settled)
}

/// Adds what is found by the people near by: home addresses, births in lists, and special-category data.
fn with_data_of<'r>(reader: &Reader<'_, 'r>, mut settled: Vec<Hit<'r>>) -> Vec<Hit<'r>> {
    let names: Vec<Range<usize>> = settled
        .iter()
        .filter(|hit| hit.kind == Kind::Person)
        .map(|hit| hit.range.clone())
        .collect();
    address::find(reader, &names, &mut settled);
    births::find(reader, &names, &mut settled);
    special::find(reader, &names, &mut settled);
    settle(settled)
}

/// Every place of the given terms, as whole words, in the order of the text; no two overlap.
pub(super) fn find_terms(text: &Arc<Text>, rules: &RuleSet, wanted: &[Term]) -> Vec<Finding> {
    let scene = Scene::new(Arc::clone(text));
    let words = Words::new(scene.source(), &scene.tokens);
    let mut hits = Vec::new();
    terms::find_each(&scene, &words, rules, wanted, &mut hits);
    told(text, &settle(hits))
}

/// Finds the names that are known again, as long as that makes more known.
fn repeat<'r>(
    reader: &Reader<'_, 'r>,
    settled: &mut Vec<Hit<'r>>,
    dossier: &KnownNames,
    recall: &mut Recall<'r>,
    stands: impl Fn(&Hit) -> bool,
) {
    for _ in 0..ROUNDS {
        let again = recall.find(reader, known(reader.scene, settled), dossier);
        settled.extend(again.iter().cloned());
        settled.retain(|hit| weed::stands(reader, hit) && stands(hit));
        *settled = settle(std::mem::take(settled));
    }
}

/// For every token which rule found it, as a number: evidence for the tagger. 0 where none did.
pub(super) fn hints(scene: &Scene, settled: &[Hit]) -> Vec<u64> {
    let mut hints = vec![0; scene.tokens.len()];
    for hit in settled {
        let from = scene.token_from(hit.range.start);
        let rule = lists::hash(hit.rule.id.as_str().as_bytes()) ^ u64::from(hit.keeps());
        for (place, hint) in hints.iter_mut().enumerate().skip(from) {
            if scene.tokens[place].start as usize >= hit.range.end {
                break;
            }
            *hint = lists::mix(rule << 1 | u64::from(place == from));
        }
    }
    hints
}

/// The people that the finds of this text name, but for guesses by one word of a list.
fn known(scene: &Scene, hits: &[Hit]) -> KnownNames {
    let mut known = KnownNames::default();
    // The same few names stand in many places: each spelling is read once.
    let mut seen = FxHashSet::default();
    for hit in hits
        .iter()
        .filter(|hit| hit.kind == Kind::Person && hit.confidence > Confidence::Doubtful)
    {
        let words = &scene.source()[hit.range.clone()];
        if !seen.insert((words, hit.keeps())) {
            continue;
        }
        if hit.keeps() {
            known.add_public(words);
        } else {
            known.add(words);
        }
    }
    known
}

/// One find per place: names that overlap become one, then the heavier layer wins, then the longer find, then what is
/// told apart from a name, then the earlier rule.
fn settle(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.retain(|hit| !hit.range.is_empty());
    hits.sort_by(|a, b| {
        (b.weight, b.range.len())
            .cmp(&(a.weight, a.range.len()))
            .then(b.confidence.cmp(&a.confidence))
            .then((a.kind == Kind::Person).cmp(&(b.kind == Kind::Person)))
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
    joins && one.kind == other.kind && !one.keeps() && !other.keeps() && other.weight != Weight::List
}

fn finding(text: &Text, hit: &Hit<'_>, part: Range<usize>) -> Option<Finding> {
    Some(Finding {
        span: text.span(part)?,
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
