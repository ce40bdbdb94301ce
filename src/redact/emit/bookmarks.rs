//! Bookmarks (ISO 32000-2, 12.3.3): titles that can be read on the pages, page numbers in the place of the others.

use super::catalog::text;
use super::destination::Destinations;
use super::object::{Dict, Ref, Store, Value};
use super::source::{Source, dictionary};
use crate::redact::verify::Secrets;
use lopdf::{Dictionary, ObjectId};
use std::collections::BTreeSet;

const MAX_ITEMS: usize = 20_000;
const MAX_DEPTH: usize = 32;

struct Item {
    title: String,
    target: Value,
    kids: Vec<Item>,
}

/// Writes the bookmarks; `None` where there are none.
pub(super) fn write(
    source: Source<'_>,
    store: &mut Store,
    destinations: &Destinations<'_>,
    secrets: &Secrets,
) -> Option<Ref> {
    let outlines = source.dict(super::catalog::catalog(source)?, b"Outlines")?;
    let mut reader = Reader {
        source,
        destinations,
        secrets,
        seen: BTreeSet::new(),
    };
    let items = reader.level(outlines, 0);
    if items.is_empty() {
        return None;
    }
    let at = store.reserve();
    let (first, last) = put(store, &items, at);
    store.fill(
        at,
        Dict::typed("Outlines")
            .with("First", first)
            .with("Last", last)
            .with("Count", items.len()),
    );
    Some(at)
}

struct Reader<'a> {
    source: Source<'a>,
    destinations: &'a Destinations<'a>,
    secrets: &'a Secrets,
    seen: BTreeSet<ObjectId>,
}

impl<'a> Reader<'a> {
    fn level(&mut self, parent: &'a Dictionary, depth: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let mut next = Source::id(parent, b"First");
        while let Some(id) = next {
            if depth > MAX_DEPTH || self.seen.len() >= MAX_ITEMS || !self.seen.insert(id) {
                break;
            }
            let Some(item) = self.source.object(id).and_then(dictionary) else {
                break;
            };
            next = Source::id(item, b"Next");
            let kids = self.level(item, depth + 1);
            match self.destinations.target(item) {
                Some(target) => items.push(Item {
                    title: self.title(item),
                    target,
                    kids,
                }),
                None => items.extend(kids),
            }
        }
        items
    }

    fn title(&self, item: &'a Dictionary) -> String {
        let title = self.source.get(item, b"Title").and_then(text).unwrap_or_default();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.secrets.is_kept(&title) && self.secrets.is_clean(&title) {
            title
        } else {
            "…".to_owned()
        }
    }
}

fn put(store: &mut Store, items: &[Item], parent: Ref) -> (Ref, Ref) {
    let places: Vec<Ref> = items.iter().map(|_| store.reserve()).collect();
    for (index, item) in items.iter().enumerate() {
        let mut dict = Dict::new()
            .with("Title", Value::text(&item.title))
            .with("Parent", parent)
            .with("Dest", item.target.clone());
        if index > 0 {
            dict.set("Prev", places[index - 1]);
        }
        dict.set_some("Next", places.get(index + 1).copied());
        if !item.kids.is_empty() {
            let (first, last) = put(store, &item.kids, places[index]);
            dict.set("First", first);
            dict.set("Last", last);
            // Negative: closed.
            dict.set("Count", Value::Int(-(item.kids.len() as i64)));
        }
        store.fill(places[index], dict);
    }
    (places[0], places[places.len() - 1])
}
