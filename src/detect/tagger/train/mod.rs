//! Training of the tagger from labelled documents: text in, model file out. It reads no files and shows no progress.

mod chance;
mod corpus;
mod learn;
mod report;
mod vary;

pub use corpus::{CorpusError, Labelled};
pub use report::{LabelFigures, Report};

use chance::Chance;
use corpus::Document;
use learn::Learner;
use vary::Varied;

use super::lattice::STATES;
use super::model::Model;
use super::view::View;
use super::{Begins, Label, STATES as STATE_LABELS};
use crate::detect::lists;
use crate::detect::token::tokenize;
use crate::text::Text;

/// How often every document is learnt from, each time with other names and other line breaks.
const ROUNDS: usize = 14;

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
    Ok(fit(&documents.iter().collect::<Vec<_>>(), names))
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
    for fold in 0..folds.max(2) {
        let (tried, learnt): (Vec<&Document>, Vec<&Document>) =
            documents.iter().partition(|document| fold_of(document) == fold);
        let bytes = fit(&learnt, names);
        for document in tried {
            for wrapped in [vary::Wrap::No, vary::Wrap::Yes] {
                report.add(&Model::read(&bytes), &vary::plain(document, wrapped));
            }
        }
    }
    Ok(report)
}

fn fit(documents: &[&Document], names: &Names) -> Vec<u8> {
    let mut chance = Chance::new(2026);
    let mut learner = Learner::new();
    for round in 0..ROUNDS {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        chance.shuffle(&mut order);
        let rate = 1.0 - 0.8 * round as f32 / ROUNDS as f32;
        for index in order {
            let varied = vary::vary(documents[index], names, &mut chance);
            learn_from(&mut learner, &varied, &mut chance, rate);
        }
    }
    learner.model()
}

fn learn_from(learner: &mut Learner, varied: &Varied, chance: &mut Chance, rate: f32) {
    let text = Text::from_plain(&varied.content);
    let tokens = tokenize(&text);
    let mut sets = lists::memberships(text.as_str(), &tokens);
    forget(&mut sets, &tokens, text.as_str(), chance);
    let view = View::with_lists(&text, &tokens, &sets);
    let gold = states(varied, &tokens);
    for sequence in view.sequences() {
        learner.learn(&view, sequence.clone(), &gold[sequence], rate);
    }
}

/// Takes some words out of the lists, as if they had not been known; the same word everywhere in the document.
fn forget(sets: &mut [lists::Membership], tokens: &[crate::detect::token::Token], source: &str, chance: &mut Chance) {
    let salt = chance.next();
    let (names, others) = ([10, 30, 60][chance.below(3)], 15);
    for (set, token) in sets.iter_mut().zip(tokens) {
        let word = lists::hash(crate::detect::fold::fold(token.of(source)).as_bytes());
        let dice = lists::mix(word ^ salt);
        if dice % 100 < names {
            *set = set.without_names();
        }
        if (dice >> 32) % 100 < others {
            *set = set.without_things();
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

    fn corpus() -> Vec<Labelled> {
        let lines = |names: [&str; 3]| {
            let mut body = String::from("dossier: D\n---\n");
            for name in names {
                body.push_str(&format!("Mevrouw {{{{person|5.1.2.e|{name}}}}} belde de gemeente.\n\n"));
            }
            body
        };
        [["Korstanje", "Bulut", "Ofori"], ["Wiarda", "Nguyen", "Pique"]]
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
        let tags = super::super::tag_with(&Model::read(&bytes), &text, &tokenize(&text));
        assert_eq!(tags[1].label, Label::Person);
        assert_eq!(tags[4].label, Label::Outside);
    }
}
