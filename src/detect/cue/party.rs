//! The political party that a name goes with: `(VVD)`, `van DENK`. It finds no names.

use crate::detect::run::{Reader, Run};
use crate::rules::Form;

/// Behind `(VVD)`.
pub(super) fn behind_party(reader: &Reader, at: usize) -> usize {
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
