//! A text that was looked at once and may be looked at again, knowing its dossier, without beginning anew. It has no
//! layers of its own.

use super::context::Scene;
use super::engine::{FirstLook, Models, by_rules, hints, repeated, told, weighed};
use super::finding::Finding;
use super::hit::Hit;
use super::known::KnownNames;
use super::recall::Recall;
use super::recognised::Recognised;
use super::run::Reader;
use super::slips;
use super::tagged::Tagged;
use super::tagger::{FirstSight, look};
use super::vocabulary::Vocabulary;
use super::words::Words;
use crate::rules::RuleSet;
use crate::text::{Flow, Text};

/// What is kept of a text per byte: tokens, lists, chances and tags; measured on prose.
const BYTES_PER_BYTE: usize = 50;

/// A text after a first look.
pub struct Look<'r> {
    flow: Flow,
    rules: &'r RuleSet,
    scene: Scene,
    words: Words,
    vocabulary: Vocabulary<'r>,
    /// What the rules find without the tagger.
    found: Vec<Hit<'r>>,
    sight: FirstSight<'r>,
    recognised: Recognised,
    /// What the tagger made of it last.
    weighed: Option<Weighed<'r>>,
    recall: Recall<'r>,
}

struct Weighed<'r> {
    tagged: Tagged,
    hits: Vec<Hit<'r>>,
}

impl<'r> Look<'r> {
    /// What the rules find without the tagger, and what the tagger sees at first sight, knowing that.
    pub fn at(text: &Text, rules: &'r RuleSet) -> Self {
        let flow = slips::flow(text);
        let scene = Scene::new(flow.text().clone());
        let words = Words::new(scene.source(), &scene.tokens);
        let vocabulary = Vocabulary::new(rules);
        let mut recall = Recall::default();
        let reader = Reader {
            scene: &scene,
            words: &words,
            vocabulary: &vocabulary,
        };
        let found = by_rules(&reader, rules, &mut recall);
        let recognised = Recognised::by(rules.recogniser(), &reader);
        let hints = hints(&scene, &found);
        let sight = look(rules.model(), &scene.text, &scene.tokens, words.members(), &hints);
        Self {
            flow,
            rules,
            found,
            sight,
            recognised,
            weighed: None,
            recall,
            vocabulary,
            words,
            scene,
        }
    }

    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        self.scene.source().len() * BYTES_PER_BYTE
    }

    /// What the document tells of itself and to its dossier.
    pub fn first(&mut self) -> FirstLook {
        FirstLook {
            findings: self.findings(&KnownNames::default()),
            words: self.sight.votes(),
        }
    }

    /// Everything that is found, knowing the dossier, in the order of the text; no two findings overlap.
    pub fn findings(&mut self, dossier: &KnownNames) -> Vec<Finding> {
        let reader = Reader {
            scene: &self.scene,
            words: &self.words,
            vocabulary: &self.vocabulary,
        };
        let last = self.weighed.as_ref().map(|weighed| weighed.tagged.tags());
        let tags = self.sight.tags(&dossier.words, last);
        let weighed = match (tags, self.weighed.take()) {
            (None, Some(weighed)) => weighed,
            (tags, _) => {
                let tagged = Tagged::new(tags.unwrap_or_default());
                let models = Models {
                    tagged: &tagged,
                    recognised: &self.recognised,
                };
                let hits = weighed(&reader, self.rules, self.found.clone(), &models);
                Weighed { tagged, hits }
            }
        };
        let weighed = self.weighed.insert(weighed);
        let models = Models {
            tagged: &weighed.tagged,
            recognised: &self.recognised,
        };
        let hits = repeated(&reader, weighed.hits.clone(), dossier, &models, &mut self.recall);
        let told = told(&self.scene.text, &hits).into_iter();
        told.map(|finding| Finding {
            span: self.flow.back(finding.span),
            ..finding
        })
        .collect()
    }
}
