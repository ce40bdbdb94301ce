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
    let offices = dossier.offices();
    let (mut public, mut private) = (BTreeSet::new(), BTreeSet::new());
    for hit in hits.iter().filter(|hit| hit.kind == Kind::Person) {
        let Some(person) = Person::parse(&source[hit.range.clone()]) else {
            continue;
        };
        match hit.effect {
            Effect::Keep(KeepReason::PublicOffice) => public.extend(person.surnames()),
            Effect::Redact(_) if offices.are_held_by(&person) => {}
            Effect::Redact(_) if !person.is_surname_only() || hit.weight > reach(reader, hit) => {
                private.extend(person.surnames())
            }
            _ => {}
        }
    }
    let stays = |surname: &String| {
        let held = public.contains(surname) || offices.has_surname(surname);
        held && !private.contains(surname) && !offices.has_private(surname)
    };
    let is_public = |hit: &Hit| {
        let found = hit.withholds_person() && hit.weight <= reach(reader, hit);
        let person = Person::parse(&source[hit.range.clone()]).filter(|_| found);
        person.is_some_and(|person| match person.is_surname_only() {
            true => person.surnames().iter().all(stays),
            false => offices.are_held_by(&person),
        })
    };
    for hit in hits.iter_mut().filter(|hit| is_public(hit)) {
        hit.decide_by(rule);
    }
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
