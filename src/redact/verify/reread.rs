//! The first witness: the written bytes read again as any source is read, glyph by glyph.

use super::folded::{Folded, without_codes};
use super::leak::{Channel, Leak};
use super::secrets::{Secrets, Within};
use crate::pdf::font::FontTable;
use crate::pdf::layout::{PageLayout, join};
use crate::pdf::{Glyph, PageGlyphs, Point, Quad, SourcePdf, Unicode, Visibility, interpret};
use crate::text::Text;
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
    let read = |index: usize| {
        let page = interpret(&pdf, &fonts, index);
        let boxes = boxes.get(index).map_or(&[][..], Vec::as_slice);
        Seen {
            boxes_are_covered: says_its_grounds(&page, boxes),
            painted: as_painted(index, &page, secrets),
            laid: PageLayout::words_of(&pdf, index, &page),
        }
    };
    let pages: Vec<Seen> = (0..pdf.pages().len()).into_par_iter().map(read).collect();
    let mut leaks = Vec::new();
    let (mut painted, mut laid) = (Vec::new(), Vec::new());
    for (index, page) in pages.into_iter().enumerate() {
        if !page.boxes_are_covered {
            leaks.push(Leak::page(Channel::TextUnderBox, index));
        }
        painted.extend(page.painted);
        laid.push(page.laid);
    }
    leaks.extend(readable(join(laid).text(), secrets));
    leaks.extend(painted);
    leaks
}

/// What is kept of a page: its glyphs are gone before the next one is read.
struct Seen {
    /// Whether nothing stands under its boxes but the codes of their grounds.
    boxes_are_covered: bool,
    /// What is withheld but shows in the order in which the page is painted.
    painted: Vec<Leak>,
    laid: PageLayout,
}

/// Under a box stands the code of a ground and nothing else, but for parts of the codes of boxes that it meets.
fn says_its_grounds(page: &PageGlyphs, boxes: &[Quad]) -> bool {
    if boxes.is_empty() {
        return true;
    }
    let middles: Vec<Point> = page.glyphs.iter().map(middle).collect();
    boxes.iter().all(|quad| {
        let bounds = quad.bounds();
        // The space behind a word that stays says nothing.
        let is_space = |at: &usize| matches!(page.glyphs[*at].unicode, Unicode::Mapped(c) if c.is_whitespace());
        let near = (0..middles.len()).filter(|at| bounds.contains(middles[*at]) && !is_space(at));
        says_its_ground(page, &middles, near.filter(|at| is_under(middles[*at], *quad)), *quad)
    })
}

fn says_its_ground(page: &PageGlyphs, middles: &[Point], under: impl Iterator<Item = usize>, quad: Quad) -> bool {
    let mut shows: Vec<u32> = under.map(|at| page.glyphs[at].show).collect();
    shows.sort_unstable();
    shows.dedup();
    let range = |show: &u32| {
        let show = page.shows.get(*show as usize)?;
        Some(show.glyphs.start as usize..show.glyphs.end as usize)
    };
    let is_code = |show: &u32| {
        let mut words = String::new();
        let glyphs = range(show).map(|range| &page.glyphs[range]);
        glyphs
            .into_iter()
            .flatten()
            .for_each(|glyph| push(&mut words, &glyph.unicode));
        Ground::all().any(|ground| ground.code() == words)
    };
    let is_whole =
        |show: &u32| range(show).is_some_and(|range| middles[range].iter().all(|middle| is_under(*middle, quad)));
    shows.iter().all(is_code) && shows.iter().any(is_whole)
}

fn middle(glyph: &Glyph) -> Point {
    let bounds = glyph.quad.bounds();
    Point {
        x: (bounds.x0 + bounds.x1) / 2.0,
        y: (bounds.y0 + bounds.y1) / 2.0,
    }
}

fn is_under(middle: Point, quad: Quad) -> bool {
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

/// Withheld words in the order in which pages are read.
fn readable(text: &Text, secrets: &Secrets) -> Option<Leak> {
    let folded = |words: &str| Folded::new(&without_codes(words));
    secrets.exceeds(&folded(text.as_str())).then(|| Leak {
        channel: Channel::Text,
        page: text
            .pages()
            .iter()
            .position(|page| secrets.is_in(&folded(&text.as_str()[page.range.clone()]), Within::Words)),
    })
}

/// Withheld words in the order in which they are painted, and out of sight.
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
