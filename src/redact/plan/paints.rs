//! What goes besides text: rules, highlights, covers and outlines whose extent is that of removed text, and what nobody
//! sees. Pictures under removed text are told, not touched.

use super::page::{Cut, ImageRegion, Label, Reach};
use super::row::{Hole, Role, Row};
use crate::pdf::{GlyphId, Matrix, PageGlyphs, Paint, PaintKind, Quad, Rect, StreamKind, Visibility};
use std::collections::BTreeSet;

/// A rule begins and ends where its text does, to this many points.
const TIGHT: f64 = 0.75;
/// A clipping path around text leaves this much beside it, in a line of size 1.
const NEAR: f64 = 0.6;

/// Paths and shadings that go with the text of touched rows, and whatever is not seen.
pub(super) fn gone(page: &PageGlyphs, rows: &[Row], regions: &[Rect]) -> BTreeSet<usize> {
    let touched: Vec<Zone> = rows
        .iter()
        .filter(|row| row.is_touched())
        .filter_map(|row| Zone::new(page, row))
        .collect();
    let goes = |paint: &Paint| {
        let unseen = matches!(
            paint.visibility,
            Visibility::HiddenLayer | Visibility::OffPage | Visibility::Clipped | Visibility::Transparent
        );
        let is_path = matches!(
            paint.kind,
            PaintKind::Fill { .. } | PaintKind::Stroke | PaintKind::Shading
        );
        unseen
            || (is_path && touched.iter().any(|zone| zone.owns(paint)))
            || regions
                .iter()
                .any(|region| is_path && is_inside(paint.bounds, region.grow(1.0)))
    };
    let numbered = page.paints.iter().enumerate();
    numbered.filter(|(_, paint)| goes(paint)).map(|(at, _)| at).collect()
}

/// Clipping paths that are as wide as the text of touched rows, or as a part of it that moves: they tell how wide it was.
pub(super) fn clips(page: &PageGlyphs, rows: &[Row]) -> BTreeSet<usize> {
    let touched: Vec<Zone> = rows
        .iter()
        .filter(|row| row.is_touched())
        .filter_map(|row| Zone::new(page, row))
        .collect();
    let numbered = page.clips.iter().enumerate();
    numbered
        .filter(|(_, clip)| touched.iter().any(|zone| zone.is_cut_to(clip)))
        .map(|(at, _)| at)
        .collect()
}

/// What is painted with a pattern whose cell holds removed text: the cell cannot change for one use.
pub(super) fn patterned(page: &PageGlyphs, holes: &[(GlyphId, Hole)]) -> BTreeSet<usize> {
    let mut uses = BTreeSet::new();
    for (glyph, _) in holes {
        let mut at = page.glyphs.get(glyph.0 as usize).map(|glyph| glyph.provenance.stream);
        while let Some(stream) = at.and_then(|id| page.streams.get(id.0 as usize)) {
            if let (StreamKind::TilingPattern, Some((parent, op))) = (&stream.kind, stream.parent) {
                uses.insert((parent.0, op));
            }
            at = stream.parent.map(|(parent, _)| parent);
        }
    }
    let numbered = page.paints.iter().enumerate();
    numbered
        .filter(|(_, paint)| uses.contains(&(paint.stream.0, paint.op)))
        .map(|(at, _)| at)
        .collect()
}

/// Pictures under text without ink that goes, and under regions: the stretches to paint over.
pub(super) fn images(page: &PageGlyphs, boxes: &[Quad], regions: &[Rect]) -> Vec<ImageRegion> {
    let mut found = Vec::new();
    for (at, paint) in page.paints.iter().enumerate() {
        let is_picture = matches!(paint.kind, PaintKind::Image(_) | PaintKind::InlineImage);
        let Some(to_unit) = paint
            .ctm
            .inverse()
            .filter(|_| is_picture && paint.visibility == Visibility::Visible)
        else {
            continue;
        };
        let whole = regions.iter().map(|r| Matrix::IDENTITY.apply_rect(*r));
        for quad in boxes.iter().copied().chain(whole) {
            if quad.bounds().overlaps(paint.bounds) {
                let quad = Quad(quad.0.map(|corner| to_unit.apply(corner)));
                found.push(ImageRegion { paint: at, quad });
            }
        }
    }
    found
}

/// Paths under text without ink that goes, and under regions: they may be what that text was read from.
/// Under any other box go the letters that lie in it.
pub(super) fn cuts(page: &PageGlyphs, boxes: &[Quad], regions: &[Rect], labels: &[Label]) -> Vec<Cut> {
    let whole = regions.iter().map(|region| Matrix::IDENTITY.apply_rect(*region));
    let through = boxes.iter().copied().chain(whole).map(|quad| (quad, Reach::Through));
    let letters = labels.iter().map(|label| (label.quad(), Reach::Letters));
    let places: Vec<(Quad, Reach)> = through.chain(letters).collect();
    let mut found = Vec::new();
    for (at, paint) in page.paints.iter().enumerate() {
        if matches!(paint.kind, PaintKind::Fill { .. } | PaintKind::Stroke) {
            // A line without width has no interior.
            let bounds = paint.bounds.grow(0.01);
            let under = places.iter().filter(|(place, _)| place.bounds().overlaps(bounds));
            found.extend(under.map(|(quad, reach)| Cut {
                paint: at,
                quad: *quad,
                reach: *reach,
            }));
        }
    }
    found
}

fn is_inside(inner: Rect, outer: Rect) -> bool {
    outer.x0 <= inner.x0 && inner.x1 <= outer.x1 && outer.y0 <= inner.y0 && inner.y1 <= outer.y1
}

/// Whether a glyph is no text of the source but was read in what the page shows.
pub(super) fn is_read(page: &PageGlyphs, glyph: u32) -> bool {
    let stream = page.glyphs.get(glyph as usize).map(|glyph| glyph.provenance.stream.0);
    let stream = stream.and_then(|at| page.streams.get(at as usize));
    stream.is_some_and(|stream| stream.kind == StreamKind::Recognised)
}

/// A touched row as a place where paths may belong to its text.
struct Zone<'a> {
    row: &'a Row,
    size: f64,
    start: f64,
    end: f64,
    /// From the first removed glyph on, everything moves.
    moves_from: f64,
    /// Where covered text stands, if any goes.
    covered: Option<(f64, f64)>,
}

impl<'a> Zone<'a> {
    fn new(page: &PageGlyphs, row: &'a Row) -> Option<Self> {
        let (start, end) = row.extent();
        let first = row.items.iter().position(|item| matches!(item.role, Role::Hole(_)))?;
        // What was read in a picture or in paths does not move.
        let moves = row.items.iter().all(|item| !is_read(page, item.id));
        let covered = row.items.iter().filter(|item| {
            let glyph = page.glyphs.get(item.id as usize);
            matches!(item.role, Role::Hole(_)) && glyph.is_some_and(|g| g.visibility == Visibility::Covered)
        });
        let covered = covered.fold(None, |reach: Option<(f64, f64)>, item| {
            let (from, to) = reach.unwrap_or((item.along, item.along));
            Some((from.min(item.along), to.max(item.along + item.advance)))
        });
        Some(Self {
            row,
            size: row.line_size(first),
            start,
            end,
            moves_from: if moves { row.items[first].along } else { f64::INFINITY },
            covered,
        })
    }

    /// Whether a clipping path ends where the text does, whatever its height on the line.
    fn is_cut_to(&self, clip: &Paint) -> bool {
        let bounds = self.row.around(clip.bounds);
        let near = NEAR * self.size;
        let is_line = bounds.y0 < 0.5 * self.size && bounds.y1 > 0.0 && bounds.height() < 3.0 * self.size;
        is_line && bounds.x0 >= self.start - near && bounds.x1 <= self.end + near && bounds.x1 > self.moves_from
    }

    fn owns(&self, paint: &Paint) -> bool {
        let bounds = self.row.around(paint.bounds);
        let em = self.size;
        if bounds.y0 < -0.8 * em || bounds.y1 > 1.5 * em || bounds.y1 < -0.5 * em || bounds.y0 > 1.1 * em {
            return false;
        }
        let is_tight = bounds.x0 >= self.start - TIGHT && bounds.x1 <= self.end + TIGHT;
        let covers = |(from, to): (f64, f64)| {
            bounds.x0 >= from - em && bounds.x1 <= to + em && bounds.x0 < to && bounds.x1 > from
        };
        (is_tight && bounds.x1 > self.moves_from) || self.covered.is_some_and(covers)
    }
}
