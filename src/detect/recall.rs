//! Where the names that are known stand again, kept for as long as no other names are known: rounds and passes ask for
//! the same ones over and over. It does not know where names come from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::hit::Hit;
use super::index::{Forms, Index};
use super::known::KnownNames;
use super::repeated;
use super::run::Reader;

/// What was found last in one text, and for which names.
#[derive(Default)]
pub(super) struct Recall<'r> {
    last: Option<Last<'r>>,
}

struct Last<'r> {
    own: KnownNames,
    dossier: Arc<Forms>,
    dossier_is_empty: bool,
    hits: Vec<Hit<'r>>,
}

impl<'r> Recall<'r> {
    /// Every place of a document's own names and those of its dossier.
    pub(super) fn find(&mut self, reader: &Reader<'_, 'r>, own: KnownNames, dossier: &KnownNames) -> &[Hit<'r>] {
        let last = match self.last.take().filter(|last| last.is_of(&own, dossier)) {
            Some(last) => last,
            None => {
                let mut hits = Vec::new();
                repeated::find(reader, &Index::new(&own, dossier.forms()), &mut hits);
                Last {
                    own,
                    dossier: Arc::clone(dossier.forms()),
                    dossier_is_empty: dossier.has_no_names(),
                    hits,
                }
            }
        };
        &self.last.insert(last).hits
    }
}

impl Last<'_> {
    /// Whether these names are those that were asked for; which of them are the dossier's makes no difference.
    fn is_of(&self, own: &KnownNames, dossier: &KnownNames) -> bool {
        match Arc::ptr_eq(&self.dossier, dossier.forms()) {
            true => self.own.has_names_of(own),
            false => {
                self.dossier_is_empty
                    && is_union(&self.own.people, &own.people, &dossier.people)
                    && is_union(&self.own.public, &own.public, &dossier.public)
                    && is_union(&self.own.signs, &own.signs, &dossier.signs)
            }
        }
    }
}

fn is_union<T: Ord>(all: &BTreeSet<T>, one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    let fits = one.len() <= all.len() && other.len() <= all.len();
    fits && one.is_subset(all)
        && other.is_subset(all)
        && all.iter().all(|item| one.contains(item) || other.contains(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_is_told_from_less_and_from_more() {
        let set = |items: &[u8]| items.iter().copied().collect::<BTreeSet<u8>>();
        for (one, other, is) in [
            (&[1, 2][..], &[2, 3][..], true),
            (&[1, 2, 3], &[], true),
            (&[1], &[2], false),
            (&[1, 2, 3, 4], &[], false),
        ] {
            assert_eq!(is_union(&set(&[1, 2, 3]), &set(one), &set(other)), is);
        }
    }
}
