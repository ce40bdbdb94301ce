//! Training of the tagger from labelled documents: text in, model file out. It reads no files and shows no progress.

mod chance;
mod corpus;
mod learn;
mod report;
mod vary;

pub use corpus::{CorpusError, Labelled};
pub use report::{LabelFigures, Report};

use std::collections::BTreeMap;
use std::sync::Arc;

use chance::Chance;
use corpus::Document;
use learn::Learner;
use vary::Varied;

use super::lattice::STATES;
use super::model::{Model, Models};
use super::view::View;
use super::vote::votes;
use super::{Begins, Label, STATES as STATE_LABELS, WordVotes, first_look, second_look};
use crate::detect::context::Scene;
use crate::detect::engine::{by_rules, hints};
use crate::detect::fold::fold;
use crate::detect::lists;
use crate::detect::recall::Recall;
use crate::detect::run::Reader;
use crate::detect::vocabulary::Vocabulary;
use crate::detect::words::Words;
use crate::rules::RuleSet;
use crate::text::Text;

/// How often every document is learnt from, each time with other names and other line breaks.
const ROUNDS: usize = 28;
/// The same for the models that only give first looks to learn from.
const ROUNDS_OF_PARTS: usize = 17;

/// Parts of the documents of which each gets its first look from a model that has not learnt from it, since what a model
/// says of documents that it knows is better than what it will say of others.
const PARTS: usize = 3;

/// Names to put in the place of those in the documents, so that surroundings are learnt and not names.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Given names.
    pub given: Vec<String>,
    /// Surnames without what goes before them.
    pub surnames: Vec<String>,
}

impl Names {
    /// The names of the word lists of the project.
    pub fn builtin() -> Self {
        let entries = |list: &str| {
            let entries = list.lines().filter(|line| !line.starts_with('#'));
            entries.map(str::to_owned).collect()
        };
        Self {
            given: entries(include_str!("../../../../rules/lists/given-names.txt")),
            surnames: entries(include_str!("../../../../rules/lists/surnames.txt")),
        }
    }
}

/// Trains on all documents and gives the model file.
///
/// # Errors
/// A document is not marked up as expected; the error names the document and the line.
pub fn train(labelled: &[Labelled], names: &Names) -> Result<Vec<u8>, CorpusError> {
    let documents = corpus::parse_all(labelled)?;
    let trainer = Trainer::new(names);
    Ok(trainer.fit(&documents.iter().collect::<Vec<_>>()))
}

/// Trains on all dossiers but some and tries the model on these, in turn; documents of a dossier stay together.
///
/// # Errors
/// As [`train`].
pub fn cross_validate(labelled: &[Labelled], names: &Names, folds: usize) -> Result<Report, CorpusError> {
    let documents = corpus::parse_all(labelled)?;
    let mut dossiers: Vec<&str> = documents.iter().map(|document| document.dossier.as_str()).collect();
    dossiers.sort_unstable();
    dossiers.dedup();
    let fold_of = |document: &Document| {
        dossiers
            .iter()
            .position(|dossier| *dossier == document.dossier)
            .unwrap_or(0)
            % folds.max(2)
    };
    let mut report = Report::default();
    let trainer = Trainer::new(names);
    for fold in 0..folds.max(2) {
        let (tried, learnt): (Vec<&Document>, Vec<&Document>) =
            documents.iter().partition(|document| fold_of(document) == fold);
        let bytes = trainer.fit(&learnt);
        let models = Models::read(&bytes);
        for dossier in self::dossiers(&tried) {
            for wrapped in [vary::Wrap::No, vary::Wrap::Yes] {
                let plain = dossier.iter().map(|document| vary::plain(document, wrapped));
                let mut lessons: Vec<Lesson> = plain.map(|varied| trainer.lesson(&varied, |_, _| {})).collect();
                look(&models.first, &mut lessons);
                lessons
                    .iter()
                    .for_each(|lesson| report.add(&second_look(&models, &lesson.view, |_| None), &lesson.gold));
            }
        }
    }
    Ok(report)
}

/// What all rounds of training share.
struct Trainer<'n> {
    names: &'n Names,
    rules: RuleSet,
}

impl<'n> Trainer<'n> {
    fn new(names: &'n Names) -> Self {
        let rules = RuleSet::builtin();
        Self { names, rules }
    }

    /// The model of the first look, then that of the second, which learns from first looks at documents that were new.
    fn fit(&self, documents: &[&Document]) -> Vec<u8> {
        let dossiers = dossiers(documents);
        let first = self.fit_one(&dossiers, ROUNDS, |_, _| {});
        let parts: Vec<Vec<u8>> = (0..PARTS)
            .map(|part| {
                let others = dossiers.iter().enumerate().filter(|(index, _)| index % PARTS != part);
                let others: Vec<Vec<&Document>> = others.map(|(_, dossier)| dossier.clone()).collect();
                self.fit_one(&others, ROUNDS_OF_PARTS, |_, _| {})
            })
            .collect();
        let second = self.fit_one(&dossiers, ROUNDS, |index, views| {
            look(&Model::read(&parts[index % PARTS]), views)
        });
        Models::write(&first, &second)
    }

    /// One model; `prepare` is shown every dossier before it is learnt from.
    fn fit_one(&self, dossiers: &[Vec<&Document>], rounds: usize, prepare: impl Fn(usize, &mut [Lesson])) -> Vec<u8> {
        let mut chance = Chance::new(2026);
        let mut learner = Learner::new();
        for round in 0..rounds {
            let mut order: Vec<usize> = (0..dossiers.len()).collect();
            chance.shuffle(&mut order);
            let rate = 1.0 - 0.8 * round as f32 / rounds as f32;
            for index in order {
                let varied = vary::vary(&dossiers[index], self.names, &mut chance);
                let salt = Forgetting::new(&mut chance);
                let mut lessons: Vec<Lesson> = varied
                    .iter()
                    .map(|varied| self.lesson(varied, |sets, scene| salt.forget(sets, scene)))
                    .collect();
                prepare(index, &mut lessons);
                for lesson in &lessons {
                    for sequence in lesson.view.sequences() {
                        let gold = &lesson.gold[sequence.clone()];
                        learner.learn(&lesson.view, sequence, gold, rate, &mut chance);
                    }
                }
            }
        }
        learner.model()
    }

    /// A document as the tagger sees it, with what the rules find, and the state that every token should get.
    fn lesson(&self, varied: &Varied, forget: impl FnOnce(&mut [lists::Membership], &Scene)) -> Lesson {
        let text = Arc::new(Text::from_plain(&varied.content));
        let scene = Scene::new(Arc::clone(&text));
        let mut sets = lists::memberships(text.as_str(), &scene.tokens);
        forget(&mut sets, &scene);
        let reader = Reader {
            scene: &scene,
            words: &Words::with_lists(text.as_str(), &scene.tokens, &sets),
            vocabulary: &Vocabulary::new(&self.rules),
        };
        let hints = hints(&scene, &by_rules(&reader, &self.rules, &mut Recall::default()));
        Lesson {
            view: View::new(&text, &scene.tokens, sets.iter().copied(), &hints),
            gold: states(varied, &scene.tokens),
        }
    }
}

/// A document to learn from, and the state that every token should get.
struct Lesson {
    view: View,
    gold: Vec<usize>,
}

/// Documents by dossier, in the order of the names of the dossiers.
fn dossiers<'d>(documents: &[&'d Document]) -> Vec<Vec<&'d Document>> {
    let mut dossiers: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        dossiers.entry(&document.dossier).or_default().push(document);
    }
    dossiers.into_values().collect()
}

/// The first look at the documents of a dossier.
fn look(model: &Model<'_>, lessons: &mut [Lesson]) {
    let chances: Vec<_> = lessons.iter().map(|lesson| first_look(model, &lesson.view)).collect();
    let mut dossier = WordVotes::default();
    for (lesson, chances) in lessons.iter().zip(&chances) {
        dossier.merge(&WordVotes::of(&lesson.view, chances));
    }
    for (lesson, chances) in lessons.iter_mut().zip(&chances) {
        lesson.view.votes = votes(&lesson.view, chances, &dossier);
    }
}

/// Takes some words out of the lists, as if they had not been known; the same word everywhere in the dossier.
struct Forgetting {
    salt: u64,
    /// Of the names, in a hundred.
    names: u64,
}

impl Forgetting {
    fn new(chance: &mut Chance) -> Self {
        let salt = chance.next();
        let names = [10, 30, 60][chance.below(3)];
        Self { salt, names }
    }

    fn forget(&self, sets: &mut [lists::Membership], scene: &Scene) {
        const OTHERS: u64 = 15;
        for (set, token) in sets.iter_mut().zip(&scene.tokens) {
            let word = lists::hash(fold(token.of(scene.source())).as_bytes());
            let dice = lists::mix(word ^ self.salt);
            if dice % 100 < self.names {
                *set = set.without_names();
            }
            if (dice >> 32) % 100 < OTHERS {
                *set = set.without_things();
            }
        }
    }
}

/// The state that every token should get.
fn states(varied: &Varied, tokens: &[crate::detect::token::Token]) -> Vec<usize> {
    let mut spans = varied.spans.iter().peekable();
    let mut begun = None;
    tokens
        .iter()
        .map(|token| {
            while spans.peek().is_some_and(|(range, _)| range.end <= token.start as usize) {
                spans.next();
            }
            let Some((range, label)) = spans.peek().filter(|(range, _)| range.start < token.end as usize) else {
                return 0;
            };
            let begins = match begun {
                Some(start) if start == range.start => Begins::No,
                _ => Begins::Yes,
            };
            begun = Some(range.start);
            state_of(*label, begins)
        })
        .collect()
}

fn state_of(label: Label, begins: Begins) -> usize {
    let exact = STATE_LABELS.iter().position(|state| *state == (label, begins));
    let any = || STATE_LABELS.iter().position(|state| state.0 == label);
    exact.or_else(any).unwrap_or(0).min(STATES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::token::tokenize;

    fn corpus() -> Vec<Labelled> {
        let lines = |names: [&str; 3]| {
            let mut body = String::from("dossier: D\n---\n");
            for name in names {
                body.push_str(&format!("Mevrouw {{{{person|5.1.2.e|{name}}}}} belde de gemeente.\n\n"));
                body.push_str("Daarna schreef de gemeente een brief.\n\n");
                body.push_str("Toen belde de gemeente.\n\n");
            }
            body
        };
        let names = ["Korstanje", "Bulut", "Ofori", "Wiarda", "Nguyen", "Pique"];
        [[0, 1, 2], [3, 4, 5], [0, 2, 4], [1, 3, 5]]
            .map(|chosen| chosen.map(|index: usize| names[index]))
            .map(|names| Labelled {
                name: "voorbeeld".into(),
                contents: lines(names),
            })
            .to_vec()
    }

    #[test]
    fn the_same_documents_give_the_same_model() {
        let names = Names::default();
        assert_eq!(train(&corpus(), &names), train(&corpus(), &names));
    }

    #[test]
    fn what_was_learnt_is_found_at_a_name_never_seen() {
        let bytes = train(&corpus(), &Names::default()).expect("well-formed");
        let text = Text::from_plain("Mevrouw Zwolnar belde de gemeente.");
        let tokens = tokenize(&text);
        let lists = lists::memberships(text.as_str(), &tokens);
        let mut sight = super::super::look(Some(&bytes), &text, &tokens, lists.into_iter(), &[]);
        let tags = sight.tags(&WordVotes::default(), None).expect("no votes yet");
        assert_eq!(tags[1].label, Label::Person);
        assert_eq!(tags[4].label, Label::Outside);
    }
}
