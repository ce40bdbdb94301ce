//! Links that tell nothing: web addresses without withheld words, and places in the document. All other annotations were
//! drawn into the page, or are gone.

use super::destination::Destinations;
use super::object::{Dict, Value};
use super::source::{Source, dictionary};
use crate::pdf::{PageInfo, Point, Quad, Rect};
use crate::redact::verify::Secrets;
use lopdf::Dictionary;

/// Links of one page, at most.
const MAX_LINKS: usize = 5_000;

/// The links of a page that stay. Those on removed text go.
pub(super) fn links(
    source: Source<'_>,
    page: &PageInfo,
    destinations: &Destinations<'_>,
    secrets: &Secrets,
    removed: &[Quad],
) -> Vec<Value> {
    let annotations = source
        .object(page.object)
        .and_then(dictionary)
        .and_then(|page| source.array(page, b"Annots"));
    let annotations = annotations.unwrap_or_default().iter().take(MAX_LINKS);
    annotations
        .filter_map(|annotation| dictionary(source.follow(annotation)))
        .filter(|annotation| source.name(annotation, b"Subtype") == Some(b"Link"))
        .filter_map(|annotation| link(source, annotation, page, destinations, secrets, removed))
        .collect()
}

fn link(
    source: Source<'_>,
    from: &Dictionary,
    page: &PageInfo,
    destinations: &Destinations<'_>,
    secrets: &Secrets,
    removed: &[Quad],
) -> Option<Value> {
    let [x0, y0, x1, y1]: [f64; 4] = source.numbers(from, b"Rect")?.try_into().ok()?;
    let rect = Rect::from_corners(Point { x: x0, y: y0 }, Point { x: x1, y: y1 }).intersection(page.crop_box)?;
    if removed.iter().any(|quad| quad.bounds().overlaps(rect)) {
        return None;
    }
    let mut dict = Dict::typed("Annot")
        .with("Subtype", Value::name("Link"))
        .with("Rect", Value::numbers([rect.x0, rect.y0, rect.x1, rect.y1]))
        .with("Border", Value::numbers([0.0, 0.0, 0.0]));
    match address(source, from, secrets) {
        Some(address) => {
            let action = Dict::new()
                .with("S", Value::name("URI"))
                .with("URI", Value::Bytes(address));
            dict.set("A", action);
        }
        None => dict.set("Dest", destinations.target(from)?),
    }
    Some(dict.into())
}

/// A clean web address.
fn address(source: Source<'_>, from: &Dictionary, secrets: &Secrets) -> Option<Vec<u8>> {
    let action = source.dict(from, b"A")?;
    if source.name(action, b"S") != Some(b"URI") {
        return None;
    }
    let address = std::str::from_utf8(source.get(action, b"URI")?.as_str().ok()?).ok()?;
    let lower = address.to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    let is_plain = address.is_ascii() && !address.contains(['@', ' ', '\r', '\n']) && address.len() < 2048;
    (is_web && is_plain && secrets.is_clean(address)).then(|| address.as_bytes().to_vec())
}
