//! What a load silently lost: objects that others refer to and that do stand in the bytes, and streams whose length
//! lies. It repairs what the bytes themselves settle and counts the rest.

use super::lenient;
use crate::pdf::concern::Cause;
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// The objects that pages need and that stand in the bytes, but were not loaded.
pub(super) fn lost_objects(bytes: &[u8], document: &Document) -> Vec<ObjectId> {
    let entry = |id: &ObjectId| document.reference_table.get(id.0);
    let mut missing = missing(document);
    missing.retain(|id| !matches!(entry(id), Some(XrefEntry::Free | XrefEntry::UnusableFree)));
    if missing.is_empty() {
        return Vec::new();
    }
    let compressed = |id: &ObjectId| matches!(entry(id), Some(XrefEntry::Compressed { .. }));
    let standing = headers(bytes);
    let found = |id: &ObjectId| compressed(id) || standing.contains_key(id);
    missing.into_iter().filter(found).collect()
}

/// Reads lost objects leniently where they stand, and what they in turn lead to. Says whether any was found.
pub(super) fn reread(bytes: &[u8], document: &mut Document) -> bool {
    if document.encryption_state.is_some() {
        return false;
    }
    let standing = headers(bytes);
    let mut any = false;
    for _ in 0..MAX_REREADS {
        let mut more = false;
        for id in lost_objects(bytes, document) {
            let object = standing.get(&id).and_then(|at| lenient::object(bytes, *at));
            if let Some(object) = object {
                document.objects.insert(id, object);
                more = true;
            }
        }
        if !more {
            break;
        }
        any = true;
    }
    any
}

/// How many times rereading may uncover further lost objects.
const MAX_REREADS: usize = 4;

/// Keys whose values no page is drawn from.
const ASIDE: [&[u8]; 12] = [
    b"Parent",
    b"P",
    b"A",
    b"AA",
    b"B",
    b"Dest",
    b"IRT",
    b"Metadata",
    b"PieceInfo",
    b"Popup",
    b"Thumb",
    b"StructParent",
];

/// What a node of the page tree gives to its pages.
const FROM_NODES: [&[u8]; 2] = [b"Kids", b"Resources"];

/// Objects that the catalog's pages lead to but that do not exist.
fn missing(document: &Document) -> BTreeSet<ObjectId> {
    let mut missing = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut queue: Vec<ObjectId> = Vec::new();
    let root = document.trailer.get(b"Root");
    match root
        .and_then(Object::as_reference)
        .map(|id| (id, document.get_dictionary(id)))
    {
        Ok((_, Ok(catalog))) => {
            for key in [&b"Pages"[..], b"OCProperties"] {
                if let Ok(value) = catalog.get(key) {
                    references(value, &mut queue);
                }
            }
        }
        Ok((id, Err(_))) => queue.push(id),
        Err(_) => {}
    }
    while let Some(id) = queue.pop() {
        if !seen.insert(id) {
            continue;
        }
        match document.objects.get(&id) {
            Some(object) => references(object, &mut queue),
            None => {
                missing.insert(id);
            }
        }
    }
    missing
}

/// Adds every reference in an object; nesting is bounded by the reader that made it.
fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(dictionary) => references_of(dictionary, found),
        Object::Stream(stream) => references_of(&stream.dict, found),
        _ => {}
    }
}

fn references_of(dictionary: &Dictionary, found: &mut Vec<ObjectId>) {
    let node = dictionary.has_type(b"Pages");
    for (key, value) in dictionary {
        let key = key.as_slice();
        if !ASIDE.contains(&key) && (!node || FROM_NODES.contains(&key)) {
            references(value, found);
        }
    }
}

/// Every `n g obj` in the bytes, with where its value begins; of several the last, which is the newest.
fn headers(bytes: &[u8]) -> BTreeMap<ObjectId, usize> {
    let mut found = BTreeMap::new();
    let mut from = 0;
    while let Some(at) = find(bytes, b"obj", from) {
        from = at + 3;
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        if let Some(id) = header_before(&bytes[at.saturating_sub(32)..at]) {
            found.insert(id, at + 3);
        }
    }
    found
}

/// The `n g` at the end of `before`.
fn header_before(before: &[u8]) -> Option<ObjectId> {
    let text = before.trim_ascii_end();
    let (head, generation) = split_digits(text)?;
    let (_, number) = split_digits(head.trim_ascii_end())?;
    (head.len() > head.trim_ascii_end().len()).then_some(())?;
    Some((number.parse().ok()?, generation.parse().ok()?))
}

fn split_digits(text: &[u8]) -> Option<(&[u8], &str)> {
    let digits = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let (head, digits) = text.split_at(text.len() - digits);
    (!digits.is_empty()).then_some((head, std::str::from_utf8(digits).ok()?))
}

/// Gives every stream the bytes up to its `endstream` where its length is missing or wrong.
pub(super) fn repair_streams(bytes: &[u8], document: &mut Document) -> Vec<Cause> {
    let mut causes = Vec::new();
    if document.encryption_state.is_some() {
        return causes;
    }
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let Some(start) = stream.start_position else { continue };
        let Some(rest) = bytes.get(start..) else { continue };
        let ends = rest.get(stream.content.len()..).is_some_and(ends_stream);
        if ends && bytes.get(start..start + stream.content.len()) == Some(&stream.content[..]) {
            continue;
        }
        match find(rest, b"endstream", 0).or_else(|| find(rest, b"endobj", 0)) {
            Some(end) => {
                let data = &rest[..end];
                let data = data.strip_suffix(b"\n").unwrap_or(data);
                let data = data.strip_suffix(b"\r").unwrap_or(data);
                stream.content = data.to_vec();
            }
            None => {
                stream.content = rest.to_vec();
                if !causes.contains(&Cause::LostObjects) {
                    causes.push(Cause::LostObjects);
                }
            }
        }
    }
    causes
}

/// The bytes with `/Filter /Fl` spelled out, which `lopdf` does not know in object and cross-reference streams.
pub(super) fn without_abbreviations(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut from = 0;
    while let Some(at) = find(bytes, b"/Filter", from) {
        let value = at + b"/Filter".len();
        let gap = bytes[value..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace() || **b == b'[');
        let name = value + gap.count();
        out.extend(&bytes[from..name]);
        from = name;
        let short = bytes[name..].strip_prefix(b"/Fl");
        if short.is_some_and(|after| after.first().is_none_or(|b| !b.is_ascii_alphanumeric())) {
            out.extend(b"/FlateDecode");
            from += b"/Fl".len();
        }
    }
    out.extend(&bytes[from..]);
    (out.len() > bytes.len()).then_some(out)
}

/// Whether only white space stands before `endstream`.
pub(super) fn ends_stream(after: &[u8]) -> bool {
    let white = after.iter().take(4).take_while(|b| b.is_ascii_whitespace()).count();
    after[white..].starts_with(b"endstream")
}

/// The first place of `word` at or after `from`.
pub(super) fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(bytes.get(from..)?, word).map(|at| from + at)
}

/// About how many objects a load would make: those that stand in the bytes, and those that object streams announce.
pub(super) fn announced_objects(bytes: &[u8]) -> usize {
    let standing = memchr::memmem::find_iter(bytes, b" obj").count();
    let streams = memchr::memmem::find_iter(bytes, b"/ObjStm").map(|at| {
        // Its dictionary stands around the type; `N` is within reach in every file that is meant to be read.
        let around = &bytes[at.saturating_sub(256)..bytes.len().min(at + 256)];
        let counts = memchr::memmem::find_iter(around, b"/N").filter_map(|at| {
            let digits = around[at + 2..].trim_ascii_start();
            let end = digits.iter().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
            std::str::from_utf8(&digits[..end]).ok()?.parse::<usize>().ok()
        });
        counts.max().unwrap_or(0)
    });
    streams.fold(standing, usize::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_objects() {
        let found = headers(b"1 0 obj<<>>endobj 12 3 obj 99 obj\n7 0\nobj");
        assert_eq!(found.into_keys().collect::<Vec<_>>(), [(1, 0), (7, 0), (12, 3)]);
    }
}
