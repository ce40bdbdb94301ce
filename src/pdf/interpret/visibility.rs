//! Which glyphs are hidden by what is painted over them, or lost in what lies under them. It looks at places, not at
//! meaning, and is right to within a fraction of a glyph.

use super::color::Ink;
use crate::pdf::geometry::{Point, Quad, Rect};
use crate::pdf::glyph::{Glyph, Visibility};

/// Glyphs are sorted into strips of this height, points.
const STRIP: f64 = 12.0;

/// How many strips a page has at most; what lies beyond shares the outer ones.
const MAX_STRIPS: usize = 2_000;

/// How many pairs of glyph and cover are compared at most.
const MAX_COMPARISONS: usize = 50_000_000;

/// An area that was painted.
#[derive(Debug)]
pub(super) enum Region {
    Rect(Rect),
    Quad(Quad),
    Path { subpaths: Vec<Vec<Point>>, rule: FillRule },
}

/// What of a path is inside (ISO 32000-2, 8.5.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FillRule {
    NonZero,
    EvenOdd,
}

/// A painted area between two glyphs in drawing order.
#[derive(Debug)]
pub(super) struct Cover {
    pub region: Region,
    pub clip: Rect,
    pub glyphs_before: u32,
    pub ink: Ink,
    pub opacity: Opacity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opacity {
    /// Hides what is under it.
    Opaque,
    /// Changes the colour under later glyphs, hides nothing.
    Translucent,
}

impl Region {
    fn bounds(&self) -> Rect {
        match self {
            Self::Rect(rect) => *rect,
            Self::Quad(quad) => quad.bounds(),
            Self::Path { subpaths, .. } => {
                let mut points = subpaths.iter().flatten().copied();
                let first = points.next().unwrap_or_default();
                points.fold(Rect::from_corners(first, first), |r, p| {
                    r.union(Rect::from_corners(p, p))
                })
            }
        }
    }

    fn contains(&self, p: Point) -> bool {
        match self {
            Self::Rect(rect) => rect.contains(p),
            Self::Quad(quad) => winding(&quad.0, p) != 0,
            Self::Path { subpaths, rule } => {
                let turns: i32 = subpaths.iter().map(|path| winding(path, p)).sum();
                match rule {
                    FillRule::NonZero => turns != 0,
                    FillRule::EvenOdd => turns % 2 != 0,
                }
            }
        }
    }
}

/// How often a closed path runs around a point.
fn winding(path: &[Point], p: Point) -> i32 {
    let mut turns = 0;
    let mut from = match path.last() {
        Some(last) => *last,
        None => return 0,
    };
    for &to in path {
        let side = (to.x - from.x) * (p.y - from.y) - (p.x - from.x) * (to.y - from.y);
        if from.y <= p.y && to.y > p.y && side > 0.0 {
            turns += 1;
        } else if from.y > p.y && to.y <= p.y && side < 0.0 {
            turns -= 1;
        }
        from = to;
    }
    turns
}

/// The middle of a glyph: a cell reaches from descent to ascent, and most letters stand in its middle.
fn middle(quad: Quad) -> Point {
    within(quad, 0.5, 0.45)
}

/// Four points around the middle that the strokes of a glyph are likely to reach.
fn around_middle(quad: Quad) -> [Point; 4] {
    [(0.2, 0.35), (0.8, 0.35), (0.2, 0.6), (0.8, 0.6)].map(|(x, y)| within(quad, x, y))
}

/// The point at these shares of the width and height of a cell.
fn within(quad: Quad, x: f64, y: f64) -> Point {
    let [a, b, c, d] = quad.0;
    Point {
        x: (1.0 - x) * (1.0 - y) * a.x + x * (1.0 - y) * b.x + x * y * c.x + (1.0 - x) * y * d.x,
        y: (1.0 - x) * (1.0 - y) * a.y + x * (1.0 - y) * b.y + x * y * c.y + (1.0 - x) * y * d.y,
    }
}

/// Whether every pair that may matter was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Complete,
    GaveUp,
}

/// Marks glyphs that are `Covered` by something later or have the colour of what is under them (`White`).
/// `inks` holds the colour of each glyph.
pub(super) fn settle(glyphs: &mut [Glyph], inks: &[Ink], covers: &[Cover]) -> Outcome {
    if covers.is_empty() {
        for (glyph, ink) in glyphs.iter_mut().zip(inks) {
            settle_ink(glyph, *ink, Ink::WHITE);
        }
        return Outcome::Complete;
    }
    let mut backdrops = vec![Ink::WHITE; glyphs.len()];
    let strips = Strips::of(glyphs);
    let mut comparisons = 0;
    let mut outcome = Outcome::Complete;
    for cover in covers {
        let Some(area) = cover.region.bounds().intersection(cover.clip) else {
            continue;
        };
        if comparisons > MAX_COMPARISONS {
            outcome = Outcome::GaveUp;
            break;
        }
        for &index in strips.touching(area) {
            comparisons += 1;
            let glyph = &mut glyphs[index as usize];
            let inside = |p: &Point| area.contains(*p) && cover.region.contains(*p);
            if index >= cover.glyphs_before {
                if inside(&middle(glyph.quad)) {
                    backdrops[index as usize] = cover.ink;
                }
            } else if cover.opacity == Opacity::Opaque
                && glyph.visibility == Visibility::Visible
                && inside(&middle(glyph.quad))
                && around_middle(glyph.quad).iter().all(inside)
            {
                glyph.visibility = Visibility::Covered;
            }
        }
    }
    for ((glyph, ink), backdrop) in glyphs.iter_mut().zip(inks).zip(backdrops) {
        settle_ink(glyph, *ink, backdrop);
    }
    outcome
}

fn settle_ink(glyph: &mut Glyph, ink: Ink, backdrop: Ink) {
    if glyph.visibility == Visibility::Visible && ink.like(backdrop) {
        glyph.visibility = Visibility::White;
    }
}

/// Glyph indices by the height of their middle.
struct Strips {
    bottom: f64,
    /// Where in `glyphs` every strip begins, and where the last one ends.
    begins: Vec<usize>,
    /// Strip by strip, from the bottom; in every strip in the order of the page.
    glyphs: Vec<u32>,
}

impl Strips {
    fn of(glyphs: &[Glyph]) -> Self {
        let heights: Vec<f64> = glyphs.iter().map(|glyph| middle(glyph.quad).y).collect();
        let finite = heights.iter().copied().filter(|y| y.is_finite());
        let (bottom, top) = finite.fold((f64::MAX, f64::MIN), |(lo, hi), y| (lo.min(y), hi.max(y)));
        let count = (((top - bottom) / STRIP).max(0.0) as usize + 1).min(MAX_STRIPS);
        let mut made = Self {
            bottom,
            begins: vec![0; count + 1],
            glyphs: vec![0; glyphs.len()],
        };
        let strips: Vec<usize> = heights.into_iter().map(|height| made.strip(height)).collect();
        for strip in &strips {
            made.begins[strip + 1] += 1;
        }
        for strip in 0..count {
            made.begins[strip + 1] += made.begins[strip];
        }
        let mut next = made.begins.clone();
        for (index, strip) in strips.into_iter().enumerate() {
            made.glyphs[next[strip]] = index as u32;
            next[strip] += 1;
        }
        made
    }

    fn strip(&self, y: f64) -> usize {
        (((y - self.bottom) / STRIP).max(0.0) as usize).min(self.begins.len() - 2)
    }

    fn touching(&self, area: Rect) -> &[u32] {
        &self.glyphs[self.begins[self.strip(area.y0)]..self.begins[self.strip(area.y1) + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn winding_rules() {
        let square = |a: f64, b: f64| {
            let corner = |x, y| Point { x, y };
            vec![corner(a, a), corner(b, a), corner(b, b), corner(a, b)]
        };
        let ring = |rule| Region::Path {
            subpaths: vec![square(0.0, 10.0), square(3.0, 7.0)],
            rule,
        };
        let middle = Point { x: 5.0, y: 5.0 };
        assert!(ring(FillRule::NonZero).contains(middle));
        assert!(!ring(FillRule::EvenOdd).contains(middle));
        assert!(ring(FillRule::EvenOdd).contains(Point { x: 1.0, y: 5.0 }));
    }
}
