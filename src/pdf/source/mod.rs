//! An opened PDF file: objects, pages and fonts, read once and never changed. It interprets no page.

mod decode;
mod encryption;
mod error;
mod fonts;
mod lenient;
mod load;
mod predict;
mod producer;
mod recover;
#[cfg(test)]
mod tests;

pub(crate) use decode::{Decoded, MAX_DECODED, resolve};
pub use error::OpenError;

use crate::pdf::concern::{Cause, Concern};
use crate::pdf::page::{self, Layers, PageInfo};
use crate::text::Sensitive;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// An opened, readable document of at least one page.
#[derive(Debug)]
pub struct SourcePdf {
    document: Document,
    pages: Vec<PageInfo>,
    fonts: Vec<ObjectId>,
    layers: Layers,
    concerns: Vec<Concern>,
}

/// What an XFA form means: its own pages stand beside those of the file, or the file's pages only ask to wait for them.
fn xfa(document: &Document) -> Option<Cause> {
    let root = dictionary(document, document.trailer.get(b"Root").ok()?)?;
    let form = dictionary(document, root.get(b"AcroForm").ok()?)?;
    get(document, form, b"XFA")?;
    Some(match get(document, root, b"NeedsRendering") {
        Some(Object::Boolean(true)) => Cause::DynamicXfa,
        _ => Cause::XfaForm,
    })
}

impl SourcePdf {
    /// Opens a file. An empty user password opens by itself; else the given ones are tried in turn.
    ///
    /// # Errors
    /// Says why the bytes are no readable document with pages.
    pub fn open(bytes: &[u8], passwords: &[Sensitive]) -> Result<Self, OpenError> {
        let loaded = load::load(bytes, passwords)?;
        let mut document = loaded.document;
        let mut concerns: Vec<_> = loaded.causes.into_iter().map(Concern::file).collect();
        let mut fonts = fonts::hoist(&mut document);
        let pages = page::collect(&mut document, &mut concerns);
        if pages.is_empty() {
            return Err(OpenError::NoPages);
        }
        page::complete(&mut document, &pages, &mut fonts, &mut concerns);
        concerns.extend(xfa(&document).map(Concern::file));
        Ok(Self {
            layers: Layers::of(&document),
            document,
            pages,
            fonts,
            concerns,
        })
    }

    /// What was odd about the file as a whole and its pages' attributes; what `interpret` finds is not in here.
    pub fn concerns(&self) -> &[Concern] {
        &self.concerns
    }

    /// Its pages in order; at least one.
    pub fn pages(&self) -> &[PageInfo] {
        &self.pages
    }

    /// The objects as read.
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// Every font that resources name, sorted; always indirect objects.
    pub(crate) fn fonts(&self) -> &[ObjectId] {
        &self.fonts
    }

    /// Which optional content is off.
    pub(crate) fn layers(&self) -> &Layers {
        &self.layers
    }

    /// Follows references; what leads nowhere is `Null`.
    pub(crate) fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        decode::resolve(&self.document, object)
    }

    /// The dictionary behind an object, also that of a stream.
    pub(crate) fn dict<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        dictionary(&self.document, object)
    }

    /// The resolved value of a key, `None` where it is absent or null.
    pub(crate) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        get(&self.document, dictionary, key)
    }

    /// The stream of an object number.
    pub(crate) fn stream(&self, id: ObjectId) -> Option<&Stream> {
        match self.document.objects.get(&id)? {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The stream that a reference leads to, through further references too, and its own number.
    pub(crate) fn stream_behind(&self, mut id: ObjectId) -> Option<(ObjectId, &Stream)> {
        for _ in 0..8 {
            match self.document.objects.get(&id)? {
                Object::Stream(stream) => return Some((id, stream)),
                Object::Reference(next) => id = *next,
                _ => return None,
            }
        }
        None
    }

    /// Undoes the filters of a stream, as far as possible.
    pub(crate) fn decode(&self, stream: &Stream) -> Decoded {
        decode::decode(&self.document, stream)
    }
}

/// The dictionary behind an object, also that of a stream.
pub(crate) fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match decode::resolve(document, object) {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The resolved value of a key, `None` where it is absent or null.
pub(crate) fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    match decode::resolve(document, dictionary.get(key).ok()?) {
        Object::Null => None,
        value => Some(value),
    }
}

/// A number, whole or real; not-a-number and infinities are none.
pub(crate) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) if value.is_finite() => Some(f64::from(*value)),
        _ => None,
    }
}

/// An array of exactly so many numbers.
pub(crate) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f64; N]> {
    let Object::Array(items) = decode::resolve(document, object) else {
        return None;
    };
    let mut out = [0.0; N];
    for (slot, item) in out.iter_mut().zip(items.get(..N)?) {
        *slot = number(decode::resolve(document, item))?;
    }
    Some(out)
}
