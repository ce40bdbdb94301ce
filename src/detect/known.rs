//! The people that are known from one place, to be found in every other. It keeps names, never places.

use std::collections::BTreeSet;

use super::finding::{Finding, Proposal};
use super::fold::fold;
use super::person::Person;
use crate::rules::{Confidence, Kind, RuleSet};
use crate::text::{Sensitive, Text};

/// Names of people to be withheld, and of people who are public. Merging is associative and commutative.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KnownNames {
    pub(super) people: BTreeSet<Person>,
    pub(super) public: BTreeSet<Person>,
}

impl KnownNames {
    /// The names among the findings of one document; those that are doubtful do not spread.
    pub fn collect(text: &Text, findings: &[Finding]) -> Self {
        let mut known = Self::default();
        for finding in findings.iter().filter(|finding| finding.kind == Kind::Person) {
            match finding.proposal {
                Proposal::Redact(_) if finding.confidence > Confidence::Doubtful => {
                    known.people.extend(Person::parse(text.slice(finding.span)));
                }
                Proposal::Keep(_) => known.public.extend(Person::parse(text.slice(finding.span))),
                Proposal::Redact(_) => {}
            }
        }
        known
    }

    /// Adds the names that another knows.
    pub fn merge(&mut self, other: &Self) {
        self.people.extend(other.people.iter().cloned());
        self.public.extend(other.public.iter().cloned());
    }

    /// One spelling per person: the surname and first initial of whoever the words name.
    pub fn identity(&self, words: &str) -> Sensitive {
        match Person::parse(words) {
            Some(person) => Sensitive::new(person.key()),
            None => Sensitive::new(fold(words)),
        }
    }

    /// Where the known people stand that the findings do not cover yet.
    pub fn find_in(&self, text: &Text, findings: &[Finding], rules: &RuleSet) -> Vec<Finding> {
        super::engine::repeated(text, rules, self, findings)
    }
}
