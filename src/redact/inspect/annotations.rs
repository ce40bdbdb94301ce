//! What annotations give away beside their looks: notes, authors, links, marks that were never applied, dark covers.

use super::{Channel, Exposure};
use crate::pdf::{Point, Rect, SourcePdf};
use lopdf::{Dictionary, Object};

/// Darker than this, a highlight hides what is under it (share of white).
const DARK: f64 = 0.4;

pub(super) fn inspect(source: &SourcePdf, found: &mut Vec<Exposure>) {
    for (index, page) in source.pages().iter().enumerate() {
        let marks = page.redaction_marks.iter();
        found.extend(marks.map(|quad| Exposure::page(Channel::UnappliedRedaction, index, Some(quad.bounds()))));
        let object = source.document().objects.get(&page.object);
        let annotations = object
            .and_then(|page| source.dict(page))
            .and_then(|page| source.get(page, b"Annots"));
        let Some(Object::Array(items)) = annotations else {
            continue;
        };
        for annotation in items.iter().filter_map(|item| source.dict(item)) {
            let place = rectangle(source, annotation);
            let seen = channels(source, annotation);
            found.extend(seen.map(|channel| Exposure::page(channel, index, place)));
        }
    }
}

fn channels<'a>(source: &'a SourcePdf, annotation: &'a Dictionary) -> impl Iterator<Item = Channel> + 'a {
    let text = |key: &[u8]| matches!(source.get(annotation, key), Some(Object::String(words, _)) if !words.is_empty());
    let subtype = source
        .get(annotation, b"Subtype")
        .and_then(|name| name.as_name().ok())
        .unwrap_or_default();
    let is_link = subtype == b"Link";
    let note = !is_link && subtype != b"Widget" && (text(b"Contents") || text(b"T") || text(b"RC"));
    let covers = matches!(
        subtype,
        b"Highlight" | b"Square" | b"Ink" | b"Polygon" | b"Circle" | b"Underline" | b"StrikeOut"
    );
    let dark = covers && [&b"IC"[..], b"C"].iter().any(|key| is_dark(source, annotation, key));
    [
        (note, Channel::Note),
        (is_link && !is_web(source, annotation), Channel::Link),
        (dark, Channel::DarkAnnotation),
    ]
    .into_iter()
    .filter_map(|(seen, channel)| seen.then_some(channel))
}

/// Whether a link leads to a page of the document or to a web address.
fn is_web(source: &SourcePdf, link: &Dictionary) -> bool {
    let Some(action) = source.get(link, b"A").and_then(|action| source.dict(action)) else {
        return true;
    };
    match source.get(action, b"S").and_then(|kind| kind.as_name().ok()) {
        Some(b"GoTo") => true,
        Some(b"URI") => match source.get(action, b"URI") {
            Some(Object::String(address, _)) => address.starts_with(b"http://") || address.starts_with(b"https://"),
            _ => false,
        },
        _ => false,
    }
}

fn is_dark(source: &SourcePdf, annotation: &Dictionary, key: &[u8]) -> bool {
    let Some(Object::Array(items)) = source.get(annotation, key) else {
        return false;
    };
    let values: Vec<f64> = items.iter().filter_map(|item| number(source.resolve(item))).collect();
    match values.as_slice() {
        [gray] => *gray < DARK,
        [r, g, b] => 0.299 * r + 0.587 * g + 0.114 * b < DARK,
        [c, m, y, k] => (1.0 - k) * (1.0 - 0.299 * c - 0.587 * m - 0.114 * y) < DARK,
        _ => false,
    }
}

fn rectangle(source: &SourcePdf, annotation: &Dictionary) -> Option<Rect> {
    let Some(Object::Array(items)) = source.get(annotation, b"Rect") else {
        return None;
    };
    let values: Vec<f64> = items.iter().filter_map(|item| number(source.resolve(item))).collect();
    match values.as_slice() {
        [x0, y0, x1, y1] => Some(Rect::from_corners(Point { x: *x0, y: *y0 }, Point { x: *x1, y: *y1 })),
        _ => None,
    }
}

fn number(object: &Object) -> Option<f64> {
    crate::pdf::source::number(object)
}
