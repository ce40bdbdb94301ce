//! Which findings share a label, and on which row it stands.

use super::row::{Hole, Part};
use crate::decide::{Ruled, Ruling};
use crate::pdf::layout::{Layout, Segment};
use crate::pdf::{GlyphId, PageGlyphs, Visibility};
use crate::rules::Kind;
use crate::woo::Ground;
use std::ops::Range;

/// One withheld stretch of text, however many findings it is made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Withheld {
    pub ground: Ground,
    /// Of the first finding.
    pub kind: Kind,
    /// Indices into the rulings.
    pub rulings: Vec<usize>,
    /// The page and the first glyph that is seen: the box stands in its place.
    pub first: Option<(usize, GlyphId)>,
}

/// What is withheld, and its glyphs page by page with the index of what they belong to.
#[derive(Debug, Default)]
pub(super) struct AllWithheld {
    pub list: Vec<Withheld>,
    pub pages: Vec<Vec<(GlyphId, usize)>>,
}

/// Findings that touch and share a ground become one; what overlaps goes with the one before it.
pub(super) fn withheld(pages: &[PageGlyphs], layout: &Layout, ruled: &[Ruled]) -> AllWithheld {
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
    let mut all = AllWithheld {
        list: Vec::with_capacity(found.len()),
        pages: vec![Vec::new(); pages.len()],
    };
    for (range, ground, rulings) in found {
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
        for (page, glyph) in glyphs {
            if let Some(on_page) = all.pages.get_mut(page) {
                on_page.push((glyph, all.list.len()));
            }
        }
        let kind = ruled[rulings[0]].finding.kind;
        all.list.push(Withheld {
            ground,
            kind,
            rulings,
            first,
        });
    }
    all
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
    withheld: &AllWithheld,
    page: usize,
    segments: &[Segment],
    homes: &[Option<usize>],
) -> Vec<(GlyphId, Hole)> {
    let segment = |glyph: GlyphId| segments.get(homes.get(glyph.0 as usize).copied().flatten()?);
    let glyphs = withheld.pages.get(page).map_or(&[][..], Vec::as_slice);
    let hole = |&(glyph, label): &(GlyphId, usize)| {
        let first = withheld.list[label].first.filter(|(at, _)| *at == page);
        let home = first.and_then(|(_, first)| segment(first));
        let is_home = home
            .zip(segment(glyph))
            .is_some_and(|(home, own)| is_same_row(home, own));
        let part = if is_home { Part::First } else { Part::Further };
        (glyph, Hole { label, part })
    };
    glyphs.iter().map(hole).collect()
}

fn is_same_row(home: &Segment, other: &Segment) -> bool {
    let (x, y) = (other.origin.x - home.origin.x, other.origin.y - home.origin.y);
    let across = y * home.direction.x - x * home.direction.y;
    std::ptr::eq(home, other) || (home.line == other.line && across.abs() < 2.0)
}
