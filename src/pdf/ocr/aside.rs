//! Words in pictures where nothing can be painted over or cut: in cells of patterns, in soft masks, in what a path clips
//! to. It only tells that there are any, so that a person looks; it adds nothing to the page.

use super::read::{Policy, recognise};
use super::{Engine, letters::Letters, pictures};
use crate::pdf::{Cause, Concern, Matrix, PageGlyphs, Paint, Rect, Severity, SourcePdf};

/// Fewer letters are no word.
const A_WORD: usize = 3;

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
