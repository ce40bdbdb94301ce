//! Which findings share a label, and on which row it stands.

use super::row::{Hole, Part};
use crate::decide::{Ruled, Ruling};
use crate::pdf::layout::{Layout, Segment};
use crate::pdf::{GlyphId, PageGlyphs, Visibility};
use crate::woo::Ground;
use std::ops::Range;

/// One withheld stretch of text, however many findings it is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Withheld {
    pub ground: Ground,
    /// Indices into the rulings.
    pub rulings: Vec<usize>,
    /// All its glyphs, in the order of the text, with the page of each.
    pub glyphs: Vec<(usize, GlyphId)>,
    /// The first of them that is seen: the box stands in its place.
    pub first: Option<(usize, GlyphId)>,
}

impl Withheld {
    /// Its glyphs on a page.
    pub(super) fn on_page(&self, page: usize) -> impl Iterator<Item = GlyphId> {
        self.glyphs
            .iter()
            .filter(move |(p, _)| *p == page)
            .map(|(_, glyph)| *glyph)
    }
}

/// Findings that touch and share a ground become one; what overlaps goes with the one before it.
pub(super) fn withheld(pages: &[PageGlyphs], layout: &Layout, ruled: &[Ruled]) -> Vec<Withheld> {
    let mut found: Vec<(Range<usize>, Ground, Vec<usize>)> = Vec::new();
    let mut order: Vec<usize> = (0..ruled.len()).collect();
    order.sort_by_key(|at| (ruled[*at].finding.span, *at));
    for at in order {
        let Ruling::Redact(ground) = ruled[at].ruling else {
            continue;
        };
        let range = ruled[at].finding.span.range();
        match found.last_mut() {
            Some((before, its_ground, rulings)) if joins(layout, before, &range, *its_ground == ground) => {
                before.end = before.end.max(range.end);
                rulings.push(at);
            }
            _ => found.push((range, ground, vec![at])),
        }
    }
    let make = |(range, ground, rulings): (Range<usize>, Ground, Vec<usize>)| {
        let glyphs = layout
            .text()
            .span(range)
            .map(|span| layout.glyphs(span))
            .unwrap_or_default();
        let is_seen = |(page, glyph): &&(usize, GlyphId)| {
            let glyph = pages.get(*page).and_then(|p| p.glyphs.get(glyph.0 as usize));
            glyph.is_some_and(|g| matches!(g.visibility, Visibility::Visible | Visibility::Covered))
        };
        let first = glyphs.iter().find(is_seen).or_else(|| glyphs.first()).copied();
        Withheld {
            ground,
            rulings,
            glyphs,
            first,
        }
    };
    found.into_iter().map(make).collect()
}

fn joins(layout: &Layout, before: &Range<usize>, next: &Range<usize>, same_ground: bool) -> bool {
    if next.start < before.end {
        return true;
    }
    let between = layout.text().as_str().get(before.end..next.start).unwrap_or("-");
    same_ground && between.chars().all(|c| c == ' ' || c == '\u{a0}')
}

/// The holes that all this leaves on a page; `homes` tells the segment of every glyph.
///
/// The copies of a text stand in segments of their own on the same baseline; their holes are as wide as the box, so that
/// they stay copies of one another.
pub(super) fn holes(
    withheld: &[Withheld],
    page: usize,
    segments: &[Segment],
    homes: &[Option<usize>],
) -> Vec<(GlyphId, Hole)> {
    let segment = |glyph: GlyphId| segments.get(homes.get(glyph.0 as usize).copied().flatten()?);
    let mut holes = Vec::new();
    for (label, what) in withheld.iter().enumerate() {
        let home = what
            .first
            .filter(|(at, _)| *at == page)
            .and_then(|(_, first)| segment(first));
        for glyph in what.on_page(page) {
            let is_home = home
                .zip(segment(glyph))
                .is_some_and(|(home, own)| is_same_row(home, own));
            let part = if is_home { Part::First } else { Part::Further };
            holes.push((glyph, Hole { label, part }));
        }
    }
    holes
}

fn is_same_row(home: &Segment, other: &Segment) -> bool {
    let (x, y) = (other.origin.x - home.origin.x, other.origin.y - home.origin.y);
    let across = y * home.direction.x - x * home.direction.y;
    std::ptr::eq(home, other) || (home.line == other.line && across.abs() < 2.0)
}
