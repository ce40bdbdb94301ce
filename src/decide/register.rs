//! What is known of a dossier: the people and numbers that its documents withhold. It merges in any order and
//! finds again in one document what another revealed.

use std::collections::BTreeMap;

use crate::detect::{Finding, FirstLook, Kind, KnownNames, Proposal};
use crate::text::{Sensitive, Text};
use crate::woo::Ground;

/// People and numbers withheld in a dossier. Merging is associative and commutative.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Register {
    names: KnownNames,
    /// Canonical spelling of numbers and addresses, with the kind and ground under which they were found.
    numbers: BTreeMap<Sensitive, (Kind, Ground)>,
}

impl Register {
    /// What one document adds.
    pub fn collect(text: &Text, first: &FirstLook) -> Self {
        let mut numbers = BTreeMap::new();
        for finding in &first.findings {
            let Proposal::Redact(ground) = finding.proposal else {
                continue;
            };
            if is_number(finding.kind) {
                let canonical = canonical_number(&text.words(finding.span));
                numbers
                    .entry(Sensitive::new(canonical))
                    .or_insert((finding.kind, ground));
            }
        }
        Self {
            names: KnownNames::collect(text, first),
            numbers,
        }
    }

    /// Adds what another register knows.
    pub fn merge(&mut self, other: &Self) {
        self.names.merge(&other.names);
        for (number, found) in &other.numbers {
            let known = self.numbers.entry(number.clone()).or_insert(*found);
            *known = (*known).min(*found);
        }
    }

    /// The canonical spelling of the person or number at a finding: two findings of the same one give the same.
    pub fn identity(&self, text: &Text, finding: &Finding) -> Sensitive {
        let words = text.words(finding.span);
        match finding.kind {
            Kind::Person => self.names.identity(&words),
            _ => Sensitive::new(canonical_number(&words)),
        }
    }

    /// The people the dossier knows.
    pub fn names(&self) -> &KnownNames {
        &self.names
    }

    /// The ground under which a number was withheld elsewhere in the dossier.
    pub fn number(&self, words: &str) -> Option<(Kind, Ground)> {
        self.numbers.get(&Sensitive::new(canonical_number(words))).copied()
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Phone
            | Kind::NationalIdentificationNumber
            | Kind::IdDocument
            | Kind::BankAccount
            | Kind::NumberPlate
            | Kind::Online
            | Kind::Email
    )
}

/// Lower-case letters and digits only.
fn canonical_number(words: &str) -> String {
    words
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Look;
    use crate::rules::RuleSet;

    fn register(source: &str) -> Register {
        let text = Text::from_plain(source);
        Register::collect(&text, &Look::at(&text, &RuleSet::builtin()).first())
    }

    #[test]
    fn merging_is_commutative_and_associative() {
        let parts = [
            register("BSN 111222333"),
            register("Bel 06-12345678"),
            register("mail j.smit@minocw.nl"),
        ];
        let mut forth = Register::default();
        parts.iter().for_each(|part| forth.merge(part));
        let mut back = Register::default();
        parts.iter().rev().for_each(|part| back.merge(part));
        assert_eq!(forth, back);
        let mut tail = parts[1].clone();
        tail.merge(&parts[2]);
        let mut nested = parts[0].clone();
        nested.merge(&tail);
        assert_eq!(forth, nested);
    }

    #[test]
    fn a_number_has_one_identity_however_it_is_written() {
        let register = register("BSN 111222333");
        assert!(register.number("111.222.333").is_some());
        assert!(register.number("111.222.334").is_none());
    }
}
