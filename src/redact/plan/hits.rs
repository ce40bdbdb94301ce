//! What goes from a page: the glyphs of findings, every copy that lies on them, and all text that nobody sees.
//! Nothing is moved here.

use super::row::{Hole, Role};
use crate::pdf::{GlyphId, PageGlyphs, Point, Quad, Rect, StreamKind, Visibility};
use crate::redact::region::takes;
use std::collections::BTreeMap;

/// How much larger or smaller than a removed glyph its copy may be; a watermark's letter is no copy of the text on it.
const COPY_SIZE: f64 = 3.0;

/// Whether a page's invisible text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::redact) enum Invisible {
    /// It goes.
    Drop,
    /// Text without ink (render mode 3) lies under a scanned page and makes it searchable: it stays.
    OcrLayer,
}

/// The glyphs that go from one page.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits {
    /// Of every glyph of the page.
    roles: Vec<Role>,
}

impl Hits {
    /// The glyphs of each label on this page, first row and further rows, and the invisible ones.
    pub(super) fn new(page: &PageGlyphs, invisible: Invisible, holes: &[(GlyphId, Hole)]) -> Self {
        let role = |unseen| if unseen { Role::Dropped } else { Role::Kept };
        let unseen = page.glyphs.iter().map(|glyph| goes_unseen(glyph.visibility, invisible));
        let mut hits = Self {
            roles: unseen.map(role).collect(),
        };
        for (glyph, hole) in holes {
            hits.set(glyph.0, *hole);
        }
        hits.add_copies(page, holes);
        hits.add_procedure_users(page, holes);
        hits
    }

    /// What a glyph is in its row.
    pub(super) fn role(&self, glyph: u32) -> Role {
        self.roles.get(glyph as usize).copied().unwrap_or(Role::Kept)
    }

    /// All glyphs that go, with what stands for them.
    pub(super) fn gone(&self) -> impl Iterator<Item = (u32, Role)> {
        let all = (0..).zip(self.roles.iter().copied());
        all.filter(|(_, role)| *role != Role::Kept)
    }

    fn set(&mut self, glyph: u32, hole: Hole) {
        if let Some(role) = self.roles.get_mut(glyph as usize) {
            *role = Role::Hole(hole);
        }
    }

    /// Takes a glyph out that stays so far.
    fn take(&mut self, glyph: usize, role: Role) {
        if let Some(kept) = self.roles.get_mut(glyph).filter(|role| **role == Role::Kept) {
            *kept = role;
        }
    }

    /// Text in a Type 3 procedure cannot leave one use of it: the glyph that the procedure paints goes whole.
    fn add_procedure_users(&mut self, page: &PageGlyphs, holes: &[(GlyphId, Hole)]) {
        for (id, hole) in holes {
            let Some(removed) = page.glyphs.get(id.0 as usize) else {
                continue;
            };
            let mut at = page.streams.get(removed.provenance.stream.0 as usize);
            while let Some(stream) = at {
                let Some((parent, op)) = stream.parent else {
                    break;
                };
                if stream.kind == StreamKind::Type3Glyph {
                    let shown = page.shows.iter().filter(|show| show.stream == parent && show.op == op);
                    for glyph in shown.flat_map(|show| show.glyphs.clone()) {
                        let cell = page.glyphs.get(glyph as usize).map(|g| g.quad.bounds().grow(1.0));
                        if cell.is_some_and(|cell| cell.contains(middle(removed.quad))) {
                            self.set(glyph, *hole);
                        }
                    }
                }
                at = page.streams.get(parent.0 as usize);
            }
        }
    }

    /// Takes out the glyphs whose middle lies in the rectangle.
    pub(super) fn add_region(&mut self, page: &PageGlyphs, region: Rect) {
        for (at, glyph) in page.glyphs.iter().enumerate() {
            if takes(region, glyph.quad) {
                self.take(at, Role::Dropped);
            }
        }
    }

    /// Whatever lies under the cell of a removed glyph goes with it: double strikes, shadows, covered or invisible copies.
    fn add_copies(&mut self, page: &PageGlyphs, holes: &[(GlyphId, Hole)]) {
        if holes.is_empty() {
            return;
        }
        let grid = Grid::new(page);
        for (id, hole) in holes {
            let Some(removed) = page.glyphs.get(id.0 as usize) else {
                continue;
            };
            let bounds = removed.quad.bounds();
            let is_beside = beside(removed.quad, bounds);
            for other in grid.near(bounds) {
                if is_beside(other.middle.x) {
                    continue;
                }
                let height = other.height;
                let alike = height < COPY_SIZE * bounds.height() && bounds.height() < COPY_SIZE * height.max(0.01);
                if alike && contains(removed.quad, other.middle) {
                    self.take(other.glyph as usize, Role::Hole(*hole));
                }
            }
        }
    }
}

fn goes_unseen(visibility: Visibility, invisible: Invisible) -> bool {
    match visibility {
        Visibility::Visible => false,
        Visibility::RenderMode => invisible == Invisible::Drop,
        _ => true,
    }
}

pub(super) fn middle(quad: Quad) -> Point {
    let [a, b, c, d] = quad.0;
    Point {
        x: (a.x + b.x + c.x + d.x) / 4.0,
        y: (a.y + b.y + c.y + d.y) / 4.0,
    }
}

/// Whether the point lies in the quadrilateral, in either orientation.
pub(super) fn contains(quad: Quad, p: Point) -> bool {
    let [a, b, c, d] = quad.0;
    let (mut left, mut right) = (false, false);
    for (a, b) in [(a, b), (b, c), (c, d), (d, a)] {
        let side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        left |= side > 1e-9;
        right |= side < -1e-9;
    }
    !(left && right)
}

/// Which points are surely not in a cell, by their x: those left and right of one that stands upright and has a width.
fn beside(quad: Quad, bounds: Rect) -> impl Fn(f64) -> bool {
    const CLEAR: f64 = 0.01;
    let [a, b, c, d] = quad.0;
    let is_upright = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    let is_plain = is_upright && bounds.width() > CLEAR && bounds.height() > CLEAR;
    move |x| is_plain && (x < bounds.x0 - CLEAR || x > bounds.x1 + CLEAR)
}

/// Glyphs by place, in horizontal bands.
struct Grid {
    bands: BTreeMap<i64, Vec<Standing>>,
}

/// A glyph where it stands.
struct Standing {
    glyph: u32,
    middle: Point,
    height: f64,
}

const BAND: f64 = 16.0;
/// Room for the glyphs of most lines.
const USUAL_LINE: usize = 96;

impl Grid {
    fn new(page: &PageGlyphs) -> Self {
        let mut bands: BTreeMap<i64, Vec<Standing>> = BTreeMap::new();
        for (at, glyph) in page.glyphs.iter().enumerate() {
            let middle = middle(glyph.quad);
            let band = bands.entry(band(middle.y));
            band.or_insert_with(|| Vec::with_capacity(USUAL_LINE)).push(Standing {
                glyph: at as u32,
                middle,
                height: glyph.quad.bounds().height(),
            });
        }
        Self { bands }
    }

    fn near(&self, bounds: Rect) -> impl Iterator<Item = &Standing> {
        let low = band(bounds.y0);
        let high = band(bounds.y1).max(low);
        self.bands.range(low..=high).flat_map(|(_, glyphs)| glyphs)
    }
}

/// Saturates for nonsense coordinates.
fn band(y: f64) -> i64 {
    (y / BAND).floor() as i64
}
