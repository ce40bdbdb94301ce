//! Whether a file has exactly the form that `emit` writes: one revision, no byte outside an object, no object of a kind
//! that is never written. It searches for no words.

use super::leak::{Channel, Leak};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
const CATALOG_KEYS: [&str; 10] = [
    "Type",
    "Pages",
    "Lang",
    "MarkInfo",
    "Metadata",
    "Outlines",
    "PageLabels",
    "StructTreeRoot",
    "ViewerPreferences",
    "PageMode",
];
const TRAILER_KEYS: [&str; 7] = ["ID", "Type", "Size", "W", "Root", "Filter", "Length"];
const PAGE_KEYS: [&str; 12] = [
    "Type",
    "Parent",
    "MediaBox",
    "Resources",
    "Contents",
    "Rotate",
    "UserUnit",
    "Group",
    "Annots",
    "StructParents",
    "Tabs",
    "TabOrder",
];
const TYPES: [&[u8]; 19] = [
    b"Catalog",
    b"Pages",
    b"Page",
    b"Font",
    b"FontDescriptor",
    b"Encoding",
    b"XObject",
    b"ExtGState",
    b"Mask",
    b"Pattern",
    b"Group",
    b"Annot",
    b"StructTreeRoot",
    b"StructElem",
    b"Metadata",
    b"Outlines",
    b"XRef",
    b"ObjStm",
    b"MCR",
];

/// What does not have the form; `pdf` is the file as the other parser reads it, if it can.
pub(super) fn check(bytes: &[u8], pdf: Option<&Pdf>) -> Vec<Leak> {
    let mut found = BTreeSet::new();
    match frames(bytes) {
        Ok(trailer) => {
            if !has_own_id(bytes, trailer) {
                found.insert(Channel::FileId);
            }
        }
        Err(channel) => {
            found.insert(channel);
        }
    }
    match pdf {
        Some(pdf) => {
            for object in pdf.objects() {
                match &object {
                    Object::Dict(dict) => kinds(dict, &mut found),
                    Object::Stream(stream) => kinds(stream.dict(), &mut found),
                    _ => {}
                }
            }
        }
        None => {
            found.insert(Channel::Unreadable);
        }
    }
    found.into_iter().map(Leak::file).collect()
}

/// Walks the file from object to object; gives the place of the cross-reference stream, which is the last.
fn frames(bytes: &[u8]) -> Result<usize, Channel> {
    let mut at = HEADER.len();
    if !bytes.starts_with(HEADER) {
        return Err(Channel::Slack);
    }
    let mut last = at;
    while !bytes[at..].starts_with(b"startxref\n") {
        last = at;
        at = frame(bytes, at).ok_or(Channel::Slack)?;
    }
    let tail = format!("startxref\n{last}\n%%EOF\n");
    match bytes[at..].strip_prefix(tail.as_bytes()) {
        Some([]) => Ok(last),
        Some(rest) if rest.windows(5).any(|w| w == b"%%EOF") => Err(Channel::Revision),
        _ => Err(Channel::Slack),
    }
}

/// One stream object, from its number to the line after `endobj`.
fn frame(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let dict = rest[digits..]
        .strip_prefix(b" 0 obj\n<<".as_slice())
        .filter(|_| digits > 0)?;
    let stream = dict.windows(9).position(|w| w == b">>stream\n")?;
    let head = &dict[..stream];
    let key = head.windows(8).rposition(|w| w == b"/Length ")?;
    let length: usize = std::str::from_utf8(&head[key + 8..]).ok()?.parse().ok()?;
    let after = dict
        .get(stream + 9 + length..)?
        .strip_prefix(b"\nendstream\nendobj\n".as_slice())?;
    Some(bytes.len() - after.len())
}

/// The identifier is the hash of the file with the identifier zeroed.
fn has_own_id(bytes: &[u8], trailer: usize) -> bool {
    let Some(start) = bytes[trailer..]
        .windows(6)
        .position(|w| w == b"/ID [<")
        .map(|at| trailer + at + 6)
    else {
        return false;
    };
    let mut zeroed = bytes.to_vec();
    let (first, second) = (start..start + 32, start + 35..start + 67);
    if second.end > bytes.len() || bytes[first.clone()] != bytes[second.clone()] {
        return false;
    }
    zeroed[first.clone()].fill(b'0');
    zeroed[second].fill(b'0');
    let hash = Sha256::digest(&zeroed);
    let written: String = hash[..16].iter().map(|byte| format!("{byte:02X}")).collect();
    &bytes[first] == written.as_bytes()
}

fn kinds(dict: &Dict<'_>, found: &mut BTreeSet<Channel>) {
    // A bookmark names the one before it by the key that names an earlier revision elsewhere (ISO 32000-2, table 151).
    let is_bookmark = dict.contains_key("Title") && dict.contains_key("Parent");
    let has = |key: &str| dict.contains_key(key) && !(is_bookmark && key == "Prev");
    for (keys, channel) in [
        (["Prev", "XRefStm"].as_slice(), Channel::Revision),
        (&["Encrypt"], Channel::Encryption),
        (
            &["Info", "Author", "Creator", "Producer", "CreationDate"],
            Channel::Metadata,
        ),
        (&["EF", "EmbeddedFiles", "AF", "Collection"], Channel::Attachment),
        (&["AcroForm", "FT", "XFA"], Channel::FormField),
        (&["JS", "JavaScript", "AA", "OpenAction"], Channel::Script),
        (&["OCProperties", "OCGs", "OC"], Channel::Layer),
        (&["Alternates", "OPI", "Thumb"], Channel::Image),
        (
            &[
                "PieceInfo",
                "Names",
                "Dests",
                "Threads",
                "LastModified",
                "CharSet",
                "Perms",
            ],
            Channel::UnknownObject,
        ),
    ] {
        if keys.iter().any(|key| has(key)) {
            found.insert(channel);
        }
    }
    let kind = dict.get::<Name<'_>>("Type");
    let allowed: &[&str] = match kind.as_deref() {
        Some(b"Catalog") => &CATALOG_KEYS,
        Some(b"Page") => &PAGE_KEYS,
        Some(b"XRef") => &TRAILER_KEYS,
        Some(b"Annot") => &[
            "Type",
            "Subtype",
            "Rect",
            "Border",
            "A",
            "Dest",
            "StructParent",
            "QuadPoints",
            "F",
        ],
        Some(kind) if TYPES.contains(&kind) => return,
        None => return,
        Some(_) => &[],
    };
    if let Some((_, channel)) = dict.entries().map(|(key, _)| key).find_map(|key| {
        let known = allowed.iter().any(|allowed| allowed.as_bytes() == key.as_ref());
        (!known).then_some((
            key,
            if kind.as_deref() == Some(b"Annot") {
                Channel::Annotation
            } else {
                Channel::UnknownObject
            },
        ))
    }) {
        found.insert(channel);
    }
    if kind.as_deref() == Some(b"Annot") && dict.get::<Name<'_>>("Subtype").as_deref() != Some(b"Link") {
        found.insert(Channel::Annotation);
    }
}
