//! The people that are known from one place, to be found in every other. It keeps names, never places.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::engine::FirstLook;
use super::finding::{Finding, Proposal};
use super::fold::fold;
use super::index::Forms;
use super::offices::Offices;
use super::person::Person;
use super::tagger::WordVotes;
use crate::rules::{Confidence, KeepReason, Kind};
use crate::text::{Sensitive, Text};

/// The rule of names beside an office.
const BY_OFFICE: &str = "public-office";

/// Names of people to be withheld, and of people who are public. Merging is associative and commutative.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KnownNames {
    pub(super) people: BTreeSet<Person>,
    pub(super) public: BTreeSet<Person>,
    /// Those of the public people who are named in their office.
    pub(super) in_office: BTreeSet<Person>,
    pub(super) signs: BTreeSet<Sensitive>,
    /// What the tagger makes of the words of the documents.
    pub(super) words: WordVotes,
    #[serde(skip)]
    prepared: Prepared,
}

/// What is looked up of the names, made when it is first asked for. It follows from the names, so it plays no part in what
/// makes two equal.
#[derive(Debug, Clone, Default)]
struct Prepared {
    forms: OnceLock<Arc<Forms>>,
    offices: OnceLock<Arc<Offices>>,
}

impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Prepared {}

impl KnownNames {
    /// The names among the findings of one document; those that are doubtful do not spread.
    pub fn collect(text: &Text, first: &FirstLook) -> Self {
        let mut known = Self {
            words: first.words.clone(),
            ..Self::default()
        };
        for finding in first.findings.iter().filter(|finding| finding.kind == Kind::Person) {
            match finding.proposal {
                Proposal::Redact(_) if finding.confidence > Confidence::Doubtful => {
                    known.add(&text.words(finding.span))
                }
                Proposal::Keep(reason) => {
                    let words = text.words(finding.span);
                    known.add_public(&words);
                    // In a list of names the one above may be called Koning.
                    let listed = finding.rule.as_str() == BY_OFFICE && fills_line(text, finding);
                    if reason == KeepReason::PublicOffice && !listed {
                        known.in_office.extend(Person::parse(&words));
                    }
                }
                Proposal::Redact(_) => {}
            }
        }
        known
    }

    /// All forms of the names.
    pub(super) fn forms(&self) -> &Arc<Forms> {
        self.prepared.forms.get_or_init(|| Arc::new(Forms::of(self)))
    }

    /// Who of them holds public office.
    pub(super) fn offices(&self) -> &Offices {
        self.prepared.offices.get_or_init(|| Arc::new(Offices::of(self)))
    }

    /// Whether no name is known.
    pub(super) fn has_no_names(&self) -> bool {
        self.people.is_empty() && self.public.is_empty() && self.signs.is_empty()
    }

    /// Whether both know the same names.
    pub(super) fn has_names_of(&self, other: &Self) -> bool {
        self.people == other.people && self.public == other.public && self.signs == other.signs
    }

    /// Adds one name, or the initials by which someone signs.
    pub(super) fn add(&mut self, words: &str) {
        self.prepared = Prepared::default();
        match is_sign(words) {
            true => self.signs.insert(Sensitive::new(fold(words))),
            false => Person::parse(words).is_some_and(|person| self.people.insert(person)),
        };
    }

    /// Adds the name of someone public.
    pub(super) fn add_public(&mut self, words: &str) {
        self.prepared = Prepared::default();
        self.public.extend(Person::parse(words));
    }

    /// Adds the names that another knows.
    pub fn merge(&mut self, other: &Self) {
        self.prepared = Prepared::default();
        self.words.merge(&other.words);
        self.people.extend(other.people.iter().cloned());
        self.public.extend(other.public.iter().cloned());
        self.in_office.extend(other.in_office.iter().cloned());
        self.signs.extend(other.signs.iter().cloned());
    }

    /// One spelling per person: the surname and first initial of whoever the words name.
    pub fn identity(&self, words: &str) -> Sensitive {
        match Person::parse(words) {
            Some(person) => Sensitive::new(person.key()),
            None => Sensitive::new(fold(words)),
        }
    }
}

/// Whether a finding is all that its line holds.
fn fills_line(text: &Text, finding: &Finding) -> bool {
    let line = text.line_at(finding.span.start()).and_then(|at| text.lines().get(at));
    line.is_some_and(|line| text.as_str()[line.range.clone()].trim() == text.words(finding.span).trim())
}

/// `JdV`, `FZB`, `gk`: two to five letters that are no word with one capital.
fn is_sign(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    letters == words.chars().count()
        && letters <= 5
        && (capitals >= 2 && letters <= 4 || capitals * 2 > letters || letters <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_told_from_names() {
        for (words, sign) in [
            ("JdV", true),
            ("FZB", true),
            ("gk", true),
            ("Jan", false),
            ("EvdZ", true),
            ("De Wit", false),
        ] {
            assert_eq!(is_sign(words), sign, "{words}");
        }
    }
}
