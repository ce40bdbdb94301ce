//! Initials that the text itself ties to a name: in a key (`AL = Achraf Lamrini`), or in the row of whom they stand for.
//! It finds no initials.

use rustc_hash::FxHashSet;

use super::person::Person;
use super::run::{Reader, Start};
use super::words::Shape;

/// Letters of initials, at most.
const LONGEST: usize = 5;

/// Initials that a text ties to names.
pub(super) struct Vouched<'r> {
    keyed: FxHashSet<&'r str>,
}

impl<'r> Vouched<'r> {
    /// Reads the keys of a text.
    pub(super) fn of(reader: &'r Reader) -> Self {
        let is_keyed = |at: &usize| {
            let is_short = (2..=LONGEST).contains(&reader.words.folded(*at).len());
            is_short
                && matches!(reader.words.shape(*at), Shape::Upper | Shape::Mixed)
                && matches!(reader.mark(*at + 1), Some('=' | ':'))
                && reader.run_at(*at + 2, Start::Capital).is_some_and(|run| {
                    let range = run.bytes(reader.scene);
                    stands_for(&reader.scene.source()[range], reader.words.folded(*at))
                })
        };
        let keyed = (0..reader.scene.tokens.len()).filter(is_keyed);
        Self {
            keyed: keyed.map(|at| reader.words.folded(at)).collect(),
        }
    }

    /// Whether a key of the text says whose initials these are.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.keyed.contains(folded)
    }
}

/// Whether another cell of the row names someone with the initials at a token.
pub(super) fn in_row(reader: &Reader, at: usize) -> bool {
    let (token, folded) = (&reader.scene.tokens[at], reader.words.folded(at));
    let cells = &reader.scene.text.lines()[token.line as usize].cells;
    let mut others = cells.iter().filter(|cell| !cell.contains(&(token.start as usize)));
    others.any(|cell| stands_for(&reader.scene.source()[cell.clone()], folded))
}

/// Whether someone of this name may sign so.
fn stands_for(name: &str, folded: &str) -> bool {
    Person::parse(name.trim()).is_some_and(|person| person.signs().contains(folded))
}
