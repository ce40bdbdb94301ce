//! Words in pictures where nothing can be painted over or cut: in cells of patterns, in soft masks, in what a path clips
//! to. It only tells that there are any, so that a person looks; it adds nothing to the page.

use super::letters::{Letters, outlines};
use super::read::{Policy, recognise};
use super::{Engine, pictures};
use crate::pdf::{Cause, Concern, Matrix, PageGlyphs, Paint, PaintKind, Rect, Severity, SourcePdf, Visibility};
use std::collections::BTreeMap;

/// Fewer letters are no word.
const A_WORD: usize = 3;
/// Squares of at most this size are dots, points.
const DOT: f64 = 2.5;
/// Fewer dots are no word.
const FEWEST_DOTS: usize = 60;
/// How many rows of dots a line of letters has.
const LINE_OF_DOTS: std::ops::Range<usize> = 3..10;

/// Looks for words, and holds the page where there are any or where nobody could look.
pub fn look_aside(
    source: &SourcePdf,
    index: usize,
    page: &mut PageGlyphs,
    engine: Option<&dyn Engine>,
    policy: Policy,
) {
    let Some(info) = source.pages().get(index) else { return };
    let paints = page.aside.iter().chain(&page.clips);
    let mut beside = PageGlyphs {
        paints: paints.map(|paint| within(paint, info.crop_box)).collect(),
        streams: page.streams.clone(),
        ..PageGlyphs::default()
    };
    if is_set_in_dots(page) {
        page.concerns.push(Concern::page(index, Cause::LettersNotRead));
    }
    let any = beside.paints.iter().any(pictures::is_picture) || Letters::find(&beside).count >= A_WORD;
    if !any {
        return;
    }
    recognise(source, index, &mut beside, engine, policy);
    let blocks = |concern: &Concern| concern.severity() == Severity::Blocks;
    if beside.glyphs.len() >= A_WORD || beside.concerns.iter().any(blocks) {
        page.concerns.push(Concern::page(index, Cause::WordsInPattern));
    }
}

/// Whether letters may be drawn as grids of dots: hundreds of small squares that touch one another in the height of a
/// line, and hardly any that do not.
fn is_set_in_dots(page: &PageGlyphs) -> bool {
    let seen = page
        .paints
        .iter()
        .filter(|paint| paint.visibility == Visibility::Visible);
    let fills = seen.filter(|paint| matches!(paint.kind, PaintKind::Fill { .. }));
    let mut dots: BTreeMap<(i64, i64), Rect> = BTreeMap::new();
    for paint in fills {
        for points in outlines(page, paint) {
            let corners = points.iter().map(|point| Rect::from_corners(*point, *point));
            let Some(bounds) = corners.reduce(Rect::union) else {
                continue;
            };
            if bounds.width().max(bounds.height()) <= DOT && bounds.width().min(bounds.height()) > 0.0 {
                let place = bounds.middle();
                dots.insert(((place.x / DOT) as i64, (place.y / DOT) as i64), bounds);
            }
        }
    }
    // Rows of dots, by how many dots high they hang together.
    let mut rows: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (column, row) in dots.keys() {
        rows.entry(*row).or_default().push(*column);
    }
    let mut height = 0;
    let mut count = 0;
    let mut last = i64::MIN;
    for (row, columns) in rows {
        if row > last + 1 {
            if is_line(height, count) {
                return true;
            }
            (height, count) = (0, 0);
        }
        (height, count, last) = (height + 1, count + columns.len(), row);
    }
    is_line(height, count)
}

/// Whether so many dots in so many rows may be a line of letters. A dotted rule is lower, a code or a plot higher.
fn is_line(height: usize, count: usize) -> bool {
    LINE_OF_DOTS.contains(&height) && count >= FEWEST_DOTS
}

/// The painting where it can be looked at: the first cell of a pattern may lie beside the page.
fn within(paint: &Paint, crop: Rect) -> Paint {
    if paint.bounds.overlaps(crop) {
        return paint.clone();
    }
    let (from, to) = (paint.bounds.middle(), crop.middle());
    let (x, y) = (to.x - from.x, to.y - from.y);
    let bounds = paint.bounds;
    Paint {
        bounds: Rect {
            x0: bounds.x0 + x,
            y0: bounds.y0 + y,
            x1: bounds.x1 + x,
            y1: bounds.y1 + y,
        },
        ctm: paint.ctm.then(Matrix::translate(x, y)),
        ..paint.clone()
    }
}
