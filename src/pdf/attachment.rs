//! The files that a PDF carries inside: which there are, in which order, and their bytes. It reads none of them as a
//! document, and a file's name is only asked for its ending, as names hold persons.

use super::concern::Cause;
use super::page::annotations_of;
use super::source::{SourcePdf, get};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// Where an embedded file's stream is named, by the kinds of file names that there are.
const NAMED: [&[u8]; 5] = [b"UF", b"F", b"Unix", b"DOS", b"Mac"];
/// An ending of a file name is at most this long.
const MAX_ENDING: usize = 5;

/// A file inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    stream: ObjectId,
    ending: String,
}

impl Attachment {
    /// How its file name ends, in lower case without the dot; empty if it has no ending.
    pub fn ending(&self) -> &str {
        &self.ending
    }

    /// Its bytes.
    ///
    /// # Errors
    /// Why it cannot be unpacked whole.
    pub fn bytes(&self, source: &SourcePdf) -> Result<Vec<u8>, Cause> {
        let stream = source.stream(self.stream).ok_or(Cause::UndecodableStream)?;
        let decoded = source.decode(stream);
        match decoded.damage {
            Some(damage) => Err(damage),
            None => Ok(decoded.bytes),
        }
    }
}

/// Every file that can be reached from the catalog, each once: those on pages in the order of the pages, then the rest
/// in the order of their objects. The order of names would tell of the names.
pub fn attachments(source: &SourcePdf) -> Vec<Attachment> {
    let document = source.document();
    if !document.objects.values().any(embeds) {
        return Vec::new();
    }
    let mut found = Found::default();
    for page in source.pages() {
        for annotation in annotations_of(document, page.object) {
            if let Some(specification) = annotation.get(b"FS").ok().and_then(|named| source.dict(named)) {
                found.specification(source, specification);
            }
        }
    }
    let mut rest = Found {
        seen: found.seen.clone(),
        files: Vec::new(),
    };
    walk(source, &mut rest);
    rest.files.sort_by_key(|file| file.stream);
    found.files.extend(rest.files);
    found.files
}

/// Whether an object has a file in it or is one.
fn embeds(object: &Object) -> bool {
    match object {
        Object::Array(items) => items.iter().any(embeds),
        Object::Dictionary(dictionary) => dictionary.has(b"EF") || dictionary.iter().any(|(_, value)| embeds(value)),
        Object::Stream(stream) => is_file(&stream.dict) || stream.dict.has(b"EF"),
        _ => false,
    }
}

fn is_file(dictionary: &Dictionary) -> bool {
    matches!(dictionary.get(b"Type"), Ok(Object::Name(name)) if name == b"EmbeddedFile")
}

#[derive(Default)]
struct Found {
    seen: BTreeSet<ObjectId>,
    files: Vec<Attachment>,
}

impl Found {
    fn file(&mut self, stream: ObjectId, ending: String) {
        if self.seen.insert(stream) {
            self.files.push(Attachment { stream, ending });
        }
    }

    /// The streams of a file specification, and of the files that belong to it.
    fn specification(&mut self, source: &SourcePdf, specification: &Dictionary) {
        let named = |key: &[u8]| match source.get(specification, key) {
            Some(Object::String(name, _)) => Some(ending_of(name)),
            _ => None,
        };
        let ending = NAMED.iter().find_map(|key| named(key)).unwrap_or_default();
        if let Some(files) = specification.get(b"EF").ok().and_then(|files| source.dict(files)) {
            let keys = NAMED.iter().map(|key| files.get(key).ok());
            for stream in keys.flatten().filter_map(|file| stream_id(source, file)) {
                self.file(stream, ending.clone());
            }
        }
        let related = specification.get(b"RF").ok().and_then(|related| source.dict(related));
        for (_, list) in related.into_iter().flat_map(Dictionary::iter) {
            let Object::Array(pairs) = source.resolve(list) else {
                continue;
            };
            for pair in pairs.chunks_exact(2) {
                let ending = match source.resolve(&pair[0]) {
                    Object::String(name, _) => ending_of(name),
                    _ => String::new(),
                };
                if let Some(stream) = stream_id(source, &pair[1]) {
                    self.file(stream, ending);
                }
            }
        }
    }
}

fn stream_id(source: &SourcePdf, object: &Object) -> Option<ObjectId> {
    let Object::Reference(id) = object else { return None };
    source.stream_behind(*id).map(|(id, _)| id)
}

/// The ending of a name in either encoding of text strings.
fn ending_of(name: &[u8]) -> String {
    let plain: Vec<u8> = name.iter().copied().filter(|byte| *byte != 0).collect();
    let ending = match plain.iter().rposition(|byte| *byte == b'.') {
        Some(dot) => &plain[dot + 1..],
        None => &[],
    };
    match ending.len() <= MAX_ENDING && ending.iter().all(u8::is_ascii_alphanumeric) {
        true => String::from_utf8_lossy(ending).to_ascii_lowercase(),
        false => String::new(),
    }
}

/// Visits everything that the catalog leads to; specifications come before bare streams, as they know the ending.
fn walk(source: &SourcePdf, found: &mut Found) {
    let document = source.document();
    let mut visited = BTreeSet::new();
    let mut bare = Vec::new();
    let mut open: Vec<&Object> = document.trailer.get(b"Root").into_iter().collect();
    while let Some(object) = open.pop() {
        let dictionary = match object {
            Object::Reference(id) => {
                if visited.insert(*id) {
                    if document
                        .objects
                        .get(id)
                        .and_then(stream_dictionary)
                        .is_some_and(is_file)
                    {
                        bare.push(*id);
                    }
                    open.extend(document.objects.get(id));
                }
                continue;
            }
            Object::Array(items) => {
                open.extend(items);
                continue;
            }
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        if get(document, dictionary, b"EF").is_some() || get(document, dictionary, b"RF").is_some() {
            found.specification(source, dictionary);
        }
        open.extend(dictionary.iter().map(|(_, value)| value));
    }
    for stream in bare {
        found.file(stream, String::new());
    }
}

fn stream_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::{Pdf, one_page};

    fn found(bytes: &[u8]) -> Vec<(String, Result<Vec<u8>, Cause>)> {
        let source = SourcePdf::open(bytes, &[]).expect("a document");
        let one = |file: &Attachment| (file.ending().to_owned(), file.bytes(&source));
        attachments(&source).iter().map(one).collect()
    }

    #[test]
    fn files_on_pages_come_first_and_names_do_not_order_the_rest() {
        let bytes = Pdf::new()
            .stream(10, "/Type /EmbeddedFile", b"tien")
            .stream(11, "/Type /EmbeddedFile", b"elf")
            .stream(12, "/Type /EmbeddedFile", b"op de pagina")
            .stream(13, "/Type /EmbeddedFile", b"los")
            .object(20, "<< /F (a.MD) /EF << /F 11 0 R >> >>")
            .object(
                21,
                "<< /F (b.txt) /UF <FEFF007A002E00700064006600> /EF << /F 10 0 R /UF 10 0 R >> >>",
            )
            .catalog("/Names << /EmbeddedFiles << /Names [(a) 20 0 R (b) 21 0 R] >> >> /AF [20 0 R 13 0 R]")
            .page(
                "/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (zonder) /EF << /F 12 0 R >> >> >>]",
                "",
            )
            .bytes();
        let expected = [("", "op de pagina"), ("pdf", "tien"), ("md", "elf"), ("", "los")];
        let expected = expected.map(|(ending, words)| (ending.to_owned(), Ok(words.as_bytes().to_vec())));
        assert_eq!(found(&bytes), expected);
    }

    #[test]
    fn a_file_that_nothing_leads_to_was_deleted() {
        let bytes = Pdf::new()
            .stream(10, "/Type /EmbeddedFile", b"weg")
            .page("", "")
            .bytes();
        assert_eq!(found(&bytes), []);
        assert_eq!(found(&one_page("")), []);
    }

    #[test]
    fn what_cannot_be_unpacked_is_there_all_the_same() {
        let bytes = Pdf::new()
            .stream(10, "/Type /EmbeddedFile /Filter /FlateDecode", b"geen zlib")
            .catalog("/AF [<< /F (a.txt) /EF << /F 10 0 R >> >>]")
            .page("", "")
            .bytes();
        assert!(matches!(found(&bytes).as_slice(), [(ending, Err(_))] if ending == "txt"));
    }
}
