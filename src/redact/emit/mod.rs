//! A brand-new PDF built outward from the page tree: every key and name is one of ours, every stream is re-encoded, only
//! what pages paint is kept. It decides nothing about content; `draft` says what the pages paint.

mod bind;
mod bookmarks;
mod catalog;
mod color;
mod destination;
mod file;
mod flate;
mod font;
mod function;
mod graphics_state;
mod icc;
mod image;
mod jpeg;
mod jpeg2000;
mod links;
mod object;
mod role;
mod sanitize;
mod second;
mod shading;
mod source;
mod spoken;
mod stream;
mod structure;

use super::draft::Draft;
use super::verify::Secrets;
use crate::pdf::font::FontTable;
use crate::pdf::{Concern, Quad, SourcePdf};
use bind::{Binder, Role};
use destination::Destinations;
use font::{Fonts, Programs};
use lopdf::ObjectId;
use object::{Dict, Ref, Value};
use second::{PageOutput, Second};
use source::Source;
use std::collections::BTreeMap;
use structure::Tagged;

/// What decides which words beside the pages may be said again.
pub(super) struct Scrub<'a> {
    /// What was withheld, and what is kept.
    pub secrets: &'a Secrets,
    /// Where text was removed, page by page, in the source's coordinates.
    pub removed: &'a [Vec<Quad>],
    /// Whether words that describe a picture have nothing in them that would be withheld.
    pub is_harmless: &'a dyn Fn(&str) -> bool,
}

/// The bytes of the new document, and what could not be carried over.
pub(super) fn emit(pdf: &SourcePdf, fonts: &FontTable, scrub: &Scrub<'_>, draft: Draft) -> (Vec<u8>, Vec<Concern>) {
    let source = Source(pdf);
    let programs = Programs::new(source, pdf.fonts());
    let tagged = structure::root(source).is_some();
    let role = if tagged { Role::Tagged } else { Role::Plain };
    let mut binder = Binder::new(source, Fonts::new(source, fonts, &programs), role);
    let mut pages = Vec::new();
    for page in draft.pages {
        if let Some(info) = pdf.pages().get(page.page) {
            pages.push((page.page, info, binder.page(page.page, page.content)));
        }
    }
    let numbers: Vec<usize> = pages.iter().map(|(page, ..)| *page).collect();
    let mut second = Second::new(binder, &numbers);
    let root = second.store.reserve();
    let places = second.places();
    let by_object: BTreeMap<ObjectId, Ref> = pages
        .iter()
        .zip(&places)
        .map(|((_, info, _), place)| (info.object, *place))
        .collect();
    let destinations = Destinations {
        source,
        pages: &by_object,
    };
    let mut structured = Tagged::default();
    for (key, ((index, info, contents), place)) in pages.into_iter().zip(&places).enumerate() {
        let removed = scrub.removed.get(index).map(Vec::as_slice).unwrap_or_default();
        let links = links::links(source, info, &destinations, scrub.secrets, removed);
        if tagged {
            let page = second.tagged(contents, *place, key);
            structured.pages.insert(info.object, page);
        }
        second.page(
            source,
            info,
            &PageOutput {
                at: *place,
                parent: root,
                contents,
                links,
                tagged,
            },
        );
    }
    let (mut store, forms, concerns) = second.finish();
    for (origin, form) in forms {
        structured.forms.entry(origin).or_default().push(form);
    }
    let mut catalog = Dict::typed("Catalog").with("Pages", root);
    if let Some((tree, numbers)) = structure::write(source, &mut store, &structured, scrub) {
        catalog.set("MarkInfo", Dict::new().with("Marked", true));
        catalog.set("StructTreeRoot", tree);
        numbers
            .into_iter()
            .for_each(|(page, number)| store.amend(page, "StructParents", Value::from(number)));
    }
    let outlines = bookmarks::write(source, &mut store, &destinations, scrub.secrets);
    catalog.set_some("Outlines", outlines);
    catalog::add(source, &mut store, scrub.secrets, &mut catalog);
    let kids: Vec<Value> = places.into_iter().map(Value::Ref).collect();
    store.fill(root, Dict::typed("Pages").with("Count", kids.len()).with("Kids", kids));
    let catalog = store.add(catalog);
    (file::write(store, catalog), concerns)
}

#[cfg(test)]
pub(super) mod tests;
