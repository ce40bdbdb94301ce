//! What a document keeps besides its pages: language, page numbering, a title that can be read in it, and fresh XMP.

use super::object::{Dict, Store, Value};
use super::source::{Source, dictionary};
use super::structure::language;
use crate::redact::verify::Secrets;
use lopdf::{Dictionary, Object};

/// The longest title.
const MAX_TITLE: usize = 300;

/// The catalog of the source.
pub(super) fn catalog(source: Source<'_>) -> Option<&Dictionary> {
    let document = source.0.document();
    dictionary(source.follow(document.trailer.get(b"Root").ok()?))
}

/// Adds what is kept to the catalog of the output.
pub(super) fn add(source: Source<'_>, store: &mut Store, secrets: &Secrets, to: &mut Dict) {
    let title = title(source).filter(|title| secrets.is_kept(title) && secrets.is_clean(title));
    if title.is_some() {
        to.set("ViewerPreferences", Dict::new().with("DisplayDocTitle", true));
    }
    let metadata = Dict::typed("Metadata").with("Subtype", Value::name("XML"));
    let metadata = store.add_stream(metadata, xmp(title.as_deref()).as_bytes());
    to.set("Metadata", metadata);
    if let Some(from) = catalog(source) {
        to.set_some("Lang", language(source, from));
        to.set_some("PageLabels", page_labels(source, from));
    }
}

fn title(source: Source<'_>) -> Option<String> {
    let info = dictionary(source.follow(source.0.document().trailer.get(b"Info").ok()?))?;
    let title = text(source.get(info, b"Title")?)?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty() && title.len() <= MAX_TITLE).then_some(title)
}

/// A text string (ISO 32000-2, 7.9.2.2).
pub(super) fn text(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    Some(match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair))
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    })
}

/// Numbering styles and starts; prefixes are words, and go.
fn page_labels(source: Source<'_>, catalog: &Dictionary) -> Option<Dict> {
    let pairs = source.array(source.dict(catalog, b"PageLabels")?, b"Nums")?;
    let mut numbers = Vec::new();
    for pair in pairs.chunks_exact(2) {
        let from = dictionary(source.follow(&pair[1]))?;
        let style = match source.name(from, b"S") {
            Some(b"R") => "R",
            Some(b"r") => "r",
            Some(b"A") => "A",
            Some(b"a") => "a",
            _ => "D",
        };
        let mut label = Dict::new().with("S", Value::name(style));
        label.set_some(
            "St",
            source.integer(from, b"St").filter(|start| *start > 0).map(Value::Int),
        );
        numbers.extend([Value::Int(source.follow(&pair[0]).as_i64().ok()?), label.into()]);
    }
    Some(Dict::new().with("Nums", numbers))
}

fn xmp(title: Option<&str>) -> String {
    let title = title.map_or(String::new(), |title| {
        let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>")
    });
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">{title}\
         <pdf:Producer>woolak</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}
