//! Who holds public office in a dossier, and who bears a name there and holds none: prepared once, asked by every document.
//! It looks into no text.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::known::KnownNames;
use super::person::Person;
use crate::text::Sensitive;

/// The holders of public office among the known names, and the others.
#[derive(Debug, Default)]
pub(crate) struct Offices {
    /// The holders by their surnames.
    holders: BTreeMap<Vec<Sensitive>, Vec<Person>>,
    surnames: FxHashSet<String>,
    private: FxHashSet<String>,
}

impl Offices {
    /// Those of all known names.
    pub(crate) fn of(known: &KnownNames) -> Self {
        let mut offices = Self::default();
        for holder in &known.in_office {
            offices.surnames.extend(holder.surnames());
            let same = offices.holders.entry(holder.surname.clone()).or_default();
            same.push(holder.clone());
        }
        for person in &known.people {
            if !person.is_surname_only() && !offices.are_held_by(person) {
                // Who is private is called by the first name as well.
                let given = person.given.iter().map(|name| name.expose().to_owned());
                offices.private.extend(person.surnames().into_iter().chain(given));
            }
        }
        offices
    }

    /// Whether somebody of that name holds office.
    pub(crate) fn are_held_by(&self, person: &Person) -> bool {
        let same = self.holders.get(&person.surname);
        same.is_some_and(|holders| holders.iter().any(|holder| person.is_named_like(holder)))
    }

    /// Whether a holder bears the surname.
    pub(crate) fn has_surname(&self, surname: &str) -> bool {
        self.surnames.contains(surname)
    }

    /// Whether somebody who is named in full and holds no office bears the name.
    pub(crate) fn has_private(&self, name: &str) -> bool {
        self.private.contains(name)
    }
}
