//! What hangs on the document as a whole: information, metadata, attachments, scripts, forms, signatures, structure.

use super::{Channel, Exposure};
use crate::pdf::SourcePdf;
use lopdf::{Dictionary, Object};

/// Document information that names people or content; the rest tells of programs and dates.
const TELLING: [&[u8]; 4] = [b"Author", b"Subject", b"Keywords", b"Title"];
/// Document information that tells of programs and dates only.
const HARMLESS: [&[u8]; 6] = [
    b"Producer",
    b"Creator",
    b"CreationDate",
    b"ModDate",
    b"Trapped",
    b"AAPL:Keywords",
];
/// Elements of XMP that name people or earlier states.
const TELLING_XMP: [&[u8]; 5] = [
    b"dc:creator",
    b"pdf:Author",
    b"xmpMM:History",
    b"dc:contributor",
    b"pdf:Keywords",
];

pub(super) fn inspect(source: &SourcePdf, found: &mut Vec<Exposure>) {
    let document = source.document();
    let trailer = &document.trailer;
    if let Some(info) = source.get(trailer, b"Info").and_then(|info| source.dict(info))
        && info.iter().any(|(key, value)| tells(source, key, value))
    {
        found.push(Exposure::file(Channel::Metadata));
    }
    for object in document.objects.values() {
        let Some(dict) = source.dict(object) else { continue };
        found.extend(channels(source, object, dict).map(Exposure::file));
    }
}

fn tells(source: &SourcePdf, key: &[u8], value: &Object) -> bool {
    let says = matches!(source.resolve(value), Object::String(words, _) if !words.is_empty());
    says && (TELLING.contains(&key) || !HARMLESS.contains(&key))
}

/// What one object gives away by its type and keys.
fn channels<'a>(source: &'a SourcePdf, object: &'a Object, dict: &'a Dictionary) -> impl Iterator<Item = Channel> + 'a {
    let is = |kind: &[u8]| {
        dict.get(b"Type")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == kind)
    };
    let has = |key: &[u8]| source.get(dict, key).is_some();
    let text = |key: &[u8]| matches!(source.get(dict, key), Some(Object::String(words, _)) if !words.is_empty());
    let kind = |key: &[u8]| source.get(dict, key).and_then(|name| name.as_name().ok());
    let metadata = is(b"Metadata") && xmp_tells(source, object);
    let attachment = is(b"EmbeddedFile") || has(b"EF") || has(b"EmbeddedFiles") || has(b"Collection");
    let script = has(b"JS")
        || matches!(
            kind(b"S"),
            Some(b"JavaScript" | b"Launch" | b"SubmitForm" | b"ImportData")
        );
    let signature = is(b"Sig") || has(b"ByteRange");
    let field = has(b"FT") && (has(b"V") && !signature && !matches!(kind(b"FT"), Some(b"Btn")) || text(b"TU"));
    let private = has(b"PieceInfo") || has(b"Thumb") || has(b"SpiderInfo") || has(b"XFA");
    let element = is(b"StructElem") && (text(b"ActualText") || text(b"E") || text(b"T"));
    [
        (metadata, Channel::Metadata),
        (attachment, Channel::Attachment),
        (script, Channel::Script),
        (signature, Channel::Signature),
        (field || has(b"XFA"), Channel::FormField),
        (private, Channel::PrivateData),
        (element, Channel::AlternateText),
    ]
    .into_iter()
    .filter_map(|(seen, channel)| seen.then_some(channel))
}

fn xmp_tells(source: &SourcePdf, object: &Object) -> bool {
    let Object::Stream(stream) = object else { return false };
    let packet = source.decode(stream).bytes;
    TELLING_XMP
        .iter()
        .any(|element| packet.windows(element.len()).any(|window| window == *element))
}
