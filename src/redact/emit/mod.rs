//! A brand-new PDF built outward from the page tree: every key and name is one of ours, every stream is re-encoded, only
//! what pages paint is kept. It decides nothing about content; `draft` says what the pages paint.

mod bind;
mod color;
mod file;
mod flate;
mod font;
mod function;
mod graphics_state;
mod icc;
mod image;
mod jpeg;
mod jpeg2000;
mod object;
mod role;
mod sanitize;
mod second;
mod shading;
mod source;
mod stream;

use super::draft::Draft;
use crate::pdf::font::FontTable;
use crate::pdf::{Concern, SourcePdf};
use bind::{Binder, Role};
use font::{Fonts, Programs};
use object::{Dict, Ref, Value};
use source::Source;

/// The bytes of the new document, and what could not be carried over.
pub(super) fn emit(pdf: &SourcePdf, fonts: &FontTable, draft: Draft) -> (Vec<u8>, Vec<Concern>) {
    let source = Source(pdf);
    let programs = Programs::new(source, pdf.fonts());
    let mut binder = Binder::new(source, Fonts::new(source, fonts, &programs));
    let mut pages = Vec::new();
    for page in draft.pages {
        if let Some(head) = pdf.pages().get(page.page) {
            let contents = binder.page(page.page, page.content, Role::Page { tagged: false });
            pages.push((head, contents));
        }
    }
    let mut second = second::Second::new(binder);
    let root = second.store.reserve();
    let kids: Vec<Ref> = pages
        .iter()
        .map(|(head, contents)| second.page(source, root, head, *contents))
        .collect();
    let (mut store, concerns) = second.finish();
    let kids: Vec<Value> = kids.into_iter().map(Value::Ref).collect();
    store.fill(root, Dict::typed("Pages").with("Count", kids.len()).with("Kids", kids));
    let catalog = store.add(Dict::typed("Catalog").with("Pages", root));
    (file::write(store, catalog), concerns)
}

#[cfg(test)]
pub(super) mod tests;
