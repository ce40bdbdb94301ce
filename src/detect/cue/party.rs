//! The political party that a name goes with: `(VVD)`, `van DENK`. Names without one it leaves alone.

use crate::detect::hit::{Hit, Weight};
use crate::detect::person::Person;
use crate::detect::run::{Reader, Run, Start};
use crate::rules::Form;

/// Tokens of the longest name before a party in brackets.
const LONGEST: usize = 9;

/// `Toon Zwaluwberg (Lokaal Zilverdijk)`: someone of a party, unless the brackets hold their initials.
pub(super) fn find_at<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let bracket = (at + 1..at + LONGEST).find(|next| reader.mark(*next) == Some('('))?;
    let run = reader.run_at(at, Start::Capital)?;
    // `Marius Otto (ja MO, jij)` is of no party.
    let is_named = reader.words.is_capital(bracket + 1);
    if run.tokens().end != bracket || !is_named || !behind_is_party(reader, &run) {
        return None;
    }
    let person = Person::parse(&reader.scene.source()[run.bytes(reader.scene)])?;
    if person.signs().contains(reader.words.folded(bracket + 1)) {
        return None;
    }
    super::push(reader, Form::PartyMember, &run, Weight::Pattern, hits);
    Some(bracket - at)
}

/// Behind `(VVD)`.
pub(crate) fn behind_party(reader: &Reader, at: usize) -> usize {
    let source = reader.scene.source();
    if reader.scene.tokens.get(at).and_then(|token| token.mark(source)) != Some('(') {
        return at;
    }
    let party =
        reader.vocabulary.has(Form::PartyMember, reader.words.folded(at + 1)) || reader.words.member(at + 1).party();
    let close =
        (at + 2..at + 8).find(|next| reader.scene.tokens.get(*next).and_then(|token| token.mark(source)) == Some(')'));
    match close {
        Some(close) if party => close + 1,
        _ => at,
    }
}

pub(super) fn behind_is_party(reader: &Reader, run: &Run) -> bool {
    behind_party(reader, run.tokens().end) != run.tokens().end
}

/// `de heer Bouchtaoui van DENK`, `mevrouw Voster van de fractie van de PvdA`: whom a party sends.
pub(super) fn is_of_party(reader: &Reader, behind: usize) -> bool {
    let article = |at: usize| at + usize::from(matches!(reader.words.folded(at), "de" | "het"));
    let mut party = article(behind + 1);
    if reader.words.folded(party) == "fractie" && matches!(reader.words.folded(party + 1), "van" | "der") {
        party = article(party + 2);
    }
    reader.words.folded(behind) == "van" && reader.words.is_capital(party) && reader.words.member(party).party()
}
