//! What lies under a region that a person marked: the glyphs that go with it and the words they show. It removes nothing.

use super::document::Reading;
use super::settings::Region;
use crate::pdf::{Point, Quad, Rect};
use crate::text::Span;
use crate::woo::Ground;
use std::ops::Range;

/// A glyph of which this share lies under a region goes with it.
const SHARE: f64 = 0.3;

/// Whether a glyph goes with a region.
pub(super) fn takes(region: Rect, glyph: Quad) -> bool {
    let cell = glyph.bounds();
    let shares = region
        .intersection(cell)
        .is_some_and(|shared| shared.width() * shared.height() > SHARE * cell.width() * cell.height());
    let [a, b, c, d] = glyph.0;
    let middle = Point {
        x: (a.x + b.x + c.x + d.x) / 4.0,
        y: (a.y + b.y + c.y + d.y) / 4.0,
    };
    shares || region.contains(middle)
}

/// The words of a document's text that go with the regions, each with the region's ground, in the order of the text.
/// They are told word by word, so that each of them is looked for in what is written.
pub fn covered(reading: Reading<'_>, regions: &[Region]) -> Vec<(Span, Ground)> {
    let text = reading.layout.text();
    let mut ranges: Vec<(Range<usize>, Ground)> = Vec::new();
    for region in regions {
        let Some(page) = reading.pages.get(region.page) else {
            continue;
        };
        for (glyph, range) in reading.layout.places(region.page) {
            let is_blank = text.as_str()[range.clone()].trim().is_empty();
            if !is_blank && takes(region.rect, page.glyph(glyph).quad) {
                ranges.push((range, region.ground));
            }
        }
    }
    ranges.sort_by_key(|(range, _)| (range.start, range.end));
    let mut joined: Vec<(Range<usize>, Ground)> = Vec::new();
    for (range, ground) in ranges {
        match joined.last_mut() {
            Some((last, _)) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push((range, ground)),
        }
    }
    let span = |(range, ground): (Range<usize>, Ground)| text.span(range).map(|span| (span, ground));
    joined.into_iter().filter_map(span).collect()
}
