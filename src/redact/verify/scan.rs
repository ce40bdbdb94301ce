//! The second witness: every object, name, string and decoded stream, and the raw bytes, read by a parser that shares no
//! code with ours, searched for withheld words in every spelling.

use super::folded::Folded;
use super::leak::{Channel, Leak};
use super::secrets::{LONG, Secrets, Within};
use super::shown::shown;
use super::spellings::{is_textual, printable, readings};
use crate::pdf::Quad;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, Name, Object, Stream};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// How deep direct objects may nest.
const MAX_DEPTH: usize = 64;
/// A file is searched in stretches of so many bytes.
const WINDOW: usize = 1 << 20;
/// Stretches share so many bytes: no withheld passage is longer, however it is written.
const OVERLAP: usize = 1 << 14;

/// Where words were found that must not be found; in order, each channel once. `pdf` is the file as the other parser reads
/// it, if it can.
pub(super) fn scan(bytes: &[u8], pdf: Option<&Pdf>, boxes: &[Vec<Quad>], secrets: &Secrets) -> Vec<Leak> {
    let mut scan = Scan {
        secrets,
        found: BTreeSet::new(),
        clean: FxHashSet::default(),
    };
    if secrets.is_empty() && boxes.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut leaks = Vec::new();
    match pdf {
        Some(pdf) => {
            leaks = shown(pdf, boxes, secrets);
            for object in pdf.objects() {
                scan.object(&object, Channel::UnknownObject, 0);
            }
        }
        None => scan.add(Channel::Unreadable),
    }
    scan.raw(bytes);
    leaks.extend(scan.found.into_iter().map(Leak::file));
    leaks
}

struct Scan<'a> {
    secrets: &'a Secrets,
    found: BTreeSet<Channel>,
    /// Names that were looked at: the same few stand in every object.
    clean: FxHashSet<Vec<u8>>,
}

impl Scan<'_> {
    fn add(&mut self, channel: Channel) {
        self.found.insert(channel);
    }

    fn raw(&mut self, bytes: &[u8]) {
        if self.found.is_empty() && windows(bytes).any(|window| self.is_readable(window)) {
            self.add(if bytes.windows(5).filter(|w| w == b"%%EOF").count() > 1 {
                Channel::Revision
            } else {
                Channel::Slack
            });
        }
    }

    fn is_readable(&self, bytes: &[u8]) -> bool {
        self.secrets.is_in(&Folded::new(&printable(bytes)), Within::Operations)
    }

    fn object(&mut self, object: &Object<'_>, context: Channel, depth: usize) {
        if depth > MAX_DEPTH {
            return self.add(Channel::UnknownObject);
        }
        match object {
            Object::String(string) => self.string(string.as_bytes(), context),
            Object::Name(name) => self.name(name, context),
            Object::Array(items) => {
                for item in items.raw_iter() {
                    if let MaybeRef::NotRef(item) = item {
                        self.object(&item, context, depth + 1);
                    }
                }
            }
            Object::Dict(dict) => self.dict(dict, channel(dict).unwrap_or(context), depth),
            Object::Stream(stream) => {
                let own = channel(stream.dict());
                self.dict(stream.dict(), own.unwrap_or(context), depth);
                self.stream(stream, own.unwrap_or(Channel::ContentStream));
            }
            Object::Null(_) | Object::Boolean(_) | Object::Number(_) => {}
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, context: Channel, depth: usize) {
        for (key, value) in dict.entries() {
            self.name(&key, Channel::Name);
            if let MaybeRef::NotRef(value) = value {
                let context = if key.as_ref() == b"ID" {
                    Channel::FileId
                } else {
                    context
                };
                self.object(&value, context, depth + 1);
            }
        }
    }

    fn name(&mut self, name: &Name<'_>, context: Channel) {
        let context = if context == Channel::UnknownObject {
            Channel::Name
        } else {
            context
        };
        // No reading of plain letters has more letters.
        let is_short = name.len() < LONG && name.is_ascii();
        if is_short || self.clean.contains(name.as_ref()) {
            return;
        }
        let is_told = |reading: &String| self.secrets.is_in(&Folded::new(reading), Within::Data);
        match readings(name.as_ref()).iter().any(is_told) {
            true => self.add(context),
            false => {
                self.clean.insert(name.as_ref().to_vec());
            }
        }
    }

    fn string(&mut self, bytes: &[u8], context: Channel) {
        for reading in readings(bytes) {
            if self.secrets.is_in(&Folded::new(&reading), Within::Words) {
                self.add(context);
            }
        }
    }

    fn stream(&mut self, stream: &Stream<'_>, context: Channel) {
        let raw = stream.raw_data();
        match stream.decoded_data() {
            Ok(decoded) => self.data(&decoded, context),
            // An image: its samples are no text, but what rides along may be.
            Err(_) => self.data(&raw, Channel::Image),
        }
    }

    fn data(&mut self, bytes: &[u8], context: Channel) {
        let texts = if is_textual(bytes) {
            readings(bytes)
        } else {
            vec![printable(bytes)]
        };
        // Operations are full of numbers, which are none that are withheld; what they show is looked at apart.
        let within = if context == Channel::ContentStream {
            Within::Operations
        } else {
            Within::Data
        };
        for text in texts {
            if self.secrets.is_in(&Folded::new(&text), within) {
                self.add(context);
            }
        }
    }
}

/// A file in stretches that overlap: what is made of a stretch to search it takes many times its size.
fn windows(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts = (0..bytes.len().max(1)).step_by(WINDOW);
    starts.map(|start| &bytes[start..(start + WINDOW + OVERLAP).min(bytes.len())])
}

/// The channel that a dictionary belongs to, as far as it says.
fn channel(dict: &Dict<'_>) -> Option<Channel> {
    let name = |key: &str| dict.get::<Name<'_>>(key);
    let kind = name("Type");
    let subtype = name("Subtype");
    let own: Vec<Name<'_>> = dict.keys().collect();
    let has = |keys: &[&str]| {
        own.iter()
            .any(|own| keys.iter().any(|key| own.as_ref() == key.as_bytes()))
    };
    Some(match (kind.as_deref(), subtype.as_deref()) {
        (Some(b"Annot"), _) => Channel::Annotation,
        (Some(b"Metadata"), _) | (_, Some(b"XML")) => Channel::Metadata,
        (Some(b"Filespec" | b"F" | b"EmbeddedFile"), _) => Channel::Attachment,
        (Some(b"StructElem" | b"StructTreeRoot"), _) => Channel::StructureAttribute,
        (Some(b"Font" | b"FontDescriptor" | b"Encoding" | b"CMap"), _) => Channel::Font,
        (_, Some(b"Type1C" | b"CIDFontType0C" | b"OpenType")) => Channel::Font,
        (_, Some(b"Image")) => Channel::Image,
        (Some(b"OCG" | b"OCMD"), _) => Channel::Layer,
        (Some(b"Action"), _) => Channel::Script,
        _ if has(&["JS"]) => Channel::Script,
        _ if has(&["EF", "EmbeddedFiles"]) => Channel::Attachment,
        _ if has(&["FT", "XFA", "Fields"]) => Channel::FormField,
        _ if has(&["Title"]) && has(&["Parent", "First"]) => Channel::Outline,
        _ if has(&["Author", "Creator", "Producer", "CreationDate", "ModDate", "Title"]) => Channel::Metadata,
        _ if has(&["Rect"]) => Channel::Annotation,
        _ if has(&["Length1", "Length2", "Length3"]) => Channel::Font,
        _ => return None,
    })
}
