//! Who decides on each document of a run: the rules, or a reviewer whose decisions came in a file.

use std::collections::BTreeMap;
use woolak::audit::Digest;
use woolak::pipeline::{Brief, Decisions, DocumentDecisions};

/// Who decides on one document.
pub enum Orders {
    /// The rules.
    Rules,
    /// A reviewer.
    Review(Box<Brief>),
    /// There is a reviewer, who said nothing of this document: it is refused.
    Undecided,
}

/// A reviewer's decisions, by the document's place under the input.
pub struct Decided {
    decisions: Decisions,
    places: BTreeMap<String, usize>,
    digest: Digest,
}

impl Decided {
    /// From a file's contents and their digest.
    pub fn new(decisions: Decisions, digest: Digest) -> Self {
        let place = |(at, document): (usize, &DocumentDecisions)| (document.file.expose().to_owned(), at);
        let places = decisions.documents.iter().enumerate().map(place).collect();
        Self {
            decisions,
            places,
            digest,
        }
    }

    /// What was decided on the document of that place.
    pub fn orders(&self, place: &str) -> Orders {
        let Some(document) = self.places.get(place).map(|at| &self.decisions.documents[*at]) else {
            return Orders::Undecided;
        };
        Orders::Review(Box::new(Brief {
            reviewer: self.decisions.reviewer.clone(),
            common: self.decisions.terms.clone(),
            document: document.clone(),
        }))
    }

    /// Digest of the file: a result depends on it.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}
