//! Public people who are named again: `mevrouw Zwaluwberg` where the text, or another document of its dossier, speaks of
//! wethouder Zwaluwberg. It finds no names; it keeps some that were found.

use super::hit::{Hit, Weight};
use super::known::KnownNames;
use super::person::Person;
use super::run::Reader;
use crate::rules::{Effect, Form, KeepReason, Kind};
use std::collections::BTreeSet;

/// Finds of a lone surname stay where it is that of someone in public office and of nobody who is named in full and
/// withheld; finds of a full name stay where another document of the dossier names that person in office.
pub(crate) fn keep<'r>(reader: &Reader<'_, 'r>, hits: &mut [Hit<'r>], dossier: &KnownNames) {
    let Some(rule) = reader.vocabulary.rule(Form::PublicOffice) else {
        return;
    };
    let source = reader.scene.source();
    let mut public: BTreeSet<String> = dossier.in_office.iter().flat_map(Person::surnames).collect();
    let others = dossier.people.iter().filter(|person| {
        let holds_office = || dossier.in_office.iter().any(|holder| person.is_named_like(holder));
        !person.is_surname_only() && !holds_office()
    });
    // Who is private is called by the first name as well.
    let called = |person: &Person| -> Vec<String> {
        let given = person.given.iter().map(|name| name.expose().to_owned());
        person.surnames().into_iter().chain(given).collect()
    };
    let mut private: BTreeSet<String> = others.flat_map(called).collect();
    for hit in hits.iter().filter(|hit| hit.kind == Kind::Person) {
        let Some(person) = Person::parse(&source[hit.range.clone()]) else {
            continue;
        };
        match hit.effect {
            Effect::Keep(KeepReason::PublicOffice) => public.extend(person.surnames()),
            Effect::Redact(_) if holds_office_elsewhere(&person, dossier) => {}
            Effect::Redact(_) if !person.is_surname_only() || hit.weight > reach(reader, hit) => {
                private.extend(person.surnames())
            }
            _ => {}
        }
    }
    let is_public = |hit: &Hit| {
        let found = hit.kind == Kind::Person && !hit.keeps() && hit.weight <= reach(reader, hit);
        let person = Person::parse(&source[hit.range.clone()]).filter(|_| found);
        person.is_some_and(|person| match person.is_surname_only() {
            true => {
                let surnames = person.surnames();
                surnames.is_subset(&public) && surnames.is_disjoint(&private)
            }
            false => holds_office_elsewhere(&person, dossier),
        })
    };
    for hit in hits.iter_mut().filter(|hit| is_public(hit)) {
        hit.rule = rule;
        hit.effect = rule.effect;
        hit.confidence = rule.confidence;
    }
}

fn holds_office_elsewhere(person: &Person, dossier: &KnownNames) -> bool {
    dossier.in_office.iter().any(|holder| person.is_named_like(holder))
}

/// Up to which weight a find of a lone name says nothing of who is meant: a label or a turn to speak is a deputy's as well,
/// but who is called by a first name is at home there.
fn reach(reader: &Reader, hit: &Hit) -> Weight {
    let first = reader.scene.token_from(hit.range.start);
    match reader.words.member(first).given() {
        true => Weight::Context,
        false => Weight::Structure,
    }
}
