//! What a load silently lost: objects that others refer to and that do stand in the bytes, and streams whose length
//! lies. It repairs what the bytes themselves settle and counts the rest.

use crate::pdf::concern::Cause;
use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// How many objects that pages need stand in the bytes, but were not loaded.
pub(super) fn lost_objects(bytes: &[u8], document: &Document) -> usize {
    let entry = |id: &ObjectId| document.reference_table.get(id.0);
    let mut missing = missing(document);
    missing.retain(|id| !matches!(entry(id), Some(XrefEntry::Free | XrefEntry::UnusableFree)));
    if missing.is_empty() {
        return 0;
    }
    let compressed = |id: &ObjectId| matches!(entry(id), Some(XrefEntry::Compressed { .. }));
    let standing = headers(bytes);
    let found = |id: &&ObjectId| compressed(id) || standing.contains(*id);
    missing.iter().filter(found).count()
}

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

/// Every `n g obj` in the bytes.
fn headers(bytes: &[u8]) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut from = 0;
    while let Some(at) = find(bytes, b"obj", from) {
        from = at + 3;
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        if let Some(id) = header_before(&bytes[at.saturating_sub(32)..at]) {
            found.insert(id);
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
fn ends_stream(after: &[u8]) -> bool {
    let white = after.iter().take(4).take_while(|b| b.is_ascii_whitespace()).count();
    after[white..].starts_with(b"endstream")
}

/// The first place of `word` at or after `from`.
fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let first = *word.first()?;
    let mut at = from;
    while let Some(step) = bytes.get(at..)?.iter().position(|b| *b == first) {
        at += step;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_objects() {
        let found = headers(b"1 0 obj<<>>endobj 12 3 obj 99 obj\n7 0\nobj");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(1, 0), (7, 0), (12, 3)]);
    }
}
