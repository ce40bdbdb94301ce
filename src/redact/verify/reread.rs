//! The first witness: the written bytes read again as any source is read, glyph by glyph.

use super::folded::{Folded, without_codes};
use super::leak::{Channel, Leak};
use super::secrets::{Secrets, Within};
use crate::pdf::font::FontTable;
use crate::pdf::layout::layout;
use crate::pdf::{Glyph, PageGlyphs, Point, Quad, SourcePdf, Unicode, Visibility, interpret};
use crate::woo::Ground;
use rayon::prelude::*;

/// How far inside a box the middle of a glyph must lie to be under it, points.
const MARGIN: f64 = 0.3;

/// What the pages still show, or hide.
pub(super) fn reread(bytes: &[u8], boxes: &[Vec<Quad>], secrets: &Secrets) -> Vec<Leak> {
    let Ok(pdf) = SourcePdf::open(bytes, &[]) else {
        return vec![Leak::file(Channel::Unreadable)];
    };
    let fonts = FontTable::load(&pdf);
    let pages: Vec<PageGlyphs> = (0..pdf.pages().len())
        .into_par_iter()
        .map(|page| interpret(&pdf, &fonts, page))
        .collect();
    let mut leaks = Vec::new();
    for (index, (page, boxes)) in pages.iter().zip(boxes).enumerate() {
        if boxes.iter().any(|quad| !says_its_ground(page, *quad)) {
            leaks.push(Leak::page(Channel::TextUnderBox, index));
        }
    }
    leaks.extend(readable(&pdf, &pages, secrets));
    leaks
}

/// Under a box stands the code of a ground and nothing else, but for parts of the codes of boxes that it meets.
fn says_its_ground(page: &PageGlyphs, quad: Quad) -> bool {
    let mut shows: Vec<u32> = page
        .glyphs
        .iter()
        .filter(|glyph| is_under(glyph, quad))
        .map(|glyph| glyph.show)
        .collect();
    shows.dedup();
    let glyphs = |show: &u32| {
        page.shows
            .get(*show as usize)
            .map(|show| &page.glyphs[show.glyphs.start as usize..show.glyphs.end as usize])
    };
    let is_code = |show: &u32| {
        let mut words = String::new();
        glyphs(show)
            .into_iter()
            .flatten()
            .for_each(|glyph| push(&mut words, &glyph.unicode));
        Ground::all().any(|ground| ground.code() == words)
    };
    let is_whole = |show: &u32| glyphs(show).is_some_and(|own| own.iter().all(|glyph| is_under(glyph, quad)));
    shows.iter().all(is_code) && shows.iter().any(is_whole)
}

fn is_under(glyph: &Glyph, quad: Quad) -> bool {
    let bounds = glyph.quad.bounds();
    let middle = Point {
        x: (bounds.x0 + bounds.x1) / 2.0,
        y: (bounds.y0 + bounds.y1) / 2.0,
    };
    if !quad.bounds().contains(middle) {
        return false;
    }
    // Corners run one way round: inside is on the same side of every edge.
    let [a, b, c, d] = quad.0;
    let side = |from: Point, to: Point| {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx.hypot(dy).max(1e-9);
        (dx * (middle.y - from.y) - dy * (middle.x - from.x)) / length
    };
    let sides = [side(a, b), side(b, c), side(c, d), side(d, a)];
    sides.iter().all(|side| *side > MARGIN) || sides.iter().all(|side| *side < -MARGIN)
}

/// Withheld words in the order in which pages are read, in the order in which they are painted, and out of sight.
fn readable(pdf: &SourcePdf, pages: &[PageGlyphs], secrets: &Secrets) -> Vec<Leak> {
    let layout = layout(pdf, pages);
    let mut leaks = Vec::new();
    if secrets.exceeds(&Folded::new(&without_codes(layout.text().as_str()))) {
        let at = layout.text().pages().iter().position(|page| {
            secrets.is_in(
                &Folded::new(&without_codes(&layout.text().as_str()[page.range.clone()])),
                Within::Words,
            )
        });
        leaks.push(Leak {
            channel: Channel::Text,
            page: at,
        });
    }
    let painted = pages.par_iter().enumerate();
    leaks.par_extend(painted.flat_map_iter(|(index, page)| as_painted(index, page, secrets)));
    leaks
}

fn as_painted(index: usize, page: &PageGlyphs, secrets: &Secrets) -> Vec<Leak> {
    let (mut shown, mut hidden) = (String::new(), String::new());
    for glyph in &page.glyphs {
        let is_seen = glyph.visibility == Visibility::Visible;
        push(if is_seen { &mut shown } else { &mut hidden }, &glyph.unicode);
    }
    let mut leaks = Vec::new();
    // Painted one after the other, without the spaces that a layout sees: long words only.
    if secrets.is_in(&Folded::new(&without_codes(&shown)), Within::Data) {
        leaks.push(Leak::page(Channel::Text, index));
    }
    if secrets.is_in(&Folded::new(&hidden), Within::Words) {
        leaks.push(Leak::page(Channel::HiddenText, index));
    }
    leaks
}

fn push(text: &mut String, unicode: &Unicode) {
    match unicode {
        Unicode::Mapped(character) => text.push(*character),
        Unicode::Many(characters) => text.push_str(characters),
        Unicode::Unmapped => text.push('\u{FFFD}'),
    }
}
