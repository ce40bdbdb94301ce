//! People whom the tagger takes for public, and whom nothing else in the text shows to be private: they stay. It finds
//! no names and knows no offices.

use std::collections::BTreeSet;
use std::ops::Range;

use super::hit::{Hit, Weight};
use super::run::{Reader, is_prefix};
use super::tagged::Tagged;

/// Drops the finds of people whom the tagger takes for public, unless a find that stands names them as well.
pub(super) fn drop<'r>(reader: &Reader<'_, 'r>, tagged: &Tagged, hits: &mut Vec<Hit<'r>>) {
    let is_public: Vec<bool> = hits
        .iter()
        .map(|hit| {
            hit.withholds_person() && hit.weight < Weight::Pattern && tagged.takes_for_public(reader, &hit.range)
        })
        .collect();
    if !is_public.contains(&true) {
        return;
    }
    let standing = hits
        .iter()
        .zip(&is_public)
        .filter(|(hit, public)| hit.withholds_person() && !**public);
    let private: BTreeSet<&str> = standing.flat_map(|(hit, _)| names(reader, &hit.range)).collect();
    let mut public = is_public.into_iter();
    hits.retain(|hit| {
        !public.next().unwrap_or_default() || names(reader, &hit.range).any(|name| private.contains(name))
    });
}

/// The words of a name, folded, without initials and tussenvoegsels.
fn names<'a>(reader: &'a Reader, range: &Range<usize>) -> impl Iterator<Item = &'a str> {
    let tokens = reader.scene.token_from(range.start)..reader.scene.token_from(range.end);
    let words = tokens.map(|at| reader.words.folded(at));
    words.filter(|word| word.chars().count() > 1 && !is_prefix(word))
}
