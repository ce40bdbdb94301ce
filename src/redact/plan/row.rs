//! A line segment as it is being set anew: its glyphs along the baseline and what is to become of each. Geometry only.

use super::hits::Hits;
use crate::pdf::layout::Segment;
use crate::pdf::{Glyph, Matrix, PageGlyphs, Point, Rect, Unicode};

/// A glyph of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Index in the page's glyphs.
    pub id: u32,
    /// Its origin along and across the baseline, points from the row's origin.
    pub along: f64,
    pub across: f64,
    /// Its natural advance along the baseline, points.
    pub advance: f64,
    /// The size of its font on the page, points.
    pub size: f64,
    /// Whether an implied space stands before it.
    pub gap_before: bool,
    /// Whether it is a space itself.
    pub is_blank: bool,
    /// What it is in the new row.
    pub role: Role,
}

/// What a glyph is in the new row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It stays in the row.
    Kept,
    /// It goes, and something of this label stands for it.
    Hole(Hole),
    /// It goes, and nothing stands for it.
    Dropped,
}

/// The part of a label's text that a removed glyph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hole {
    /// Index of the label.
    pub label: usize,
    /// Whether the label's box stands here, or only on an earlier row.
    pub part: Part,
}

/// Which row of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The row with the box.
    First,
    /// A further row: nothing stands for the text.
    Further,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub items: Vec<Item>,
    pub origin: Point,
    /// Unit vectors along and across (upwards) the baseline.
    pub direction: Point,
    pub up: Point,
    /// How far along the baseline it may grow, points from its origin.
    pub limit: f64,
    /// Index of its line in the document's text.
    pub line: usize,
}

impl Row {
    /// The segment with the roles of its glyphs; `None` for an empty one.
    pub(super) fn new(page: &PageGlyphs, segment: &Segment, hits: &Hits) -> Option<Self> {
        let leading = leading_spaces(page, segment);
        let first = page.glyphs.get(segment.glyphs.get(leading)?.0 as usize)?;
        let direction = segment.direction;
        let show = page.shows.get(first.show as usize)?;
        let upwards = linear(
            show.text_matrix(first).then(show.ctm),
            Point {
                x: 0.0,
                y: show.state.size,
            },
        );
        let normal = Point {
            x: -direction.y,
            y: direction.x,
        };
        let side = if dot(upwards, normal) < 0.0 { -1.0 } else { 1.0 };
        // The first glyph's own origin: an average would depend on the glyphs that go.
        let at = show.text_matrix(first).then(show.ctm);
        let mut row = Self {
            items: Vec::with_capacity(segment.glyphs.len()),
            origin: Point { x: at.e, y: at.f },
            direction,
            up: Point {
                x: normal.x * side,
                y: normal.y * side,
            },
            limit: segment.utmost
                - dot(
                    Point {
                        x: at.e - segment.origin.x,
                        y: at.f - segment.origin.y,
                    },
                    direction,
                ),
            line: segment.line,
        };
        // Neighbours are of one size.
        let mut sized = ([f64::NAN; 5], 0.0);
        for (at, id) in segment.glyphs.iter().enumerate() {
            let Some(glyph) = page.glyphs.get(id.0 as usize) else {
                continue;
            };
            let Some(show) = page.shows.get(glyph.show as usize) else {
                continue;
            };
            let to_page = show.text_matrix(glyph).then(show.ctm);
            let from = Point {
                x: to_page.e - row.origin.x,
                y: to_page.f - row.origin.y,
            };
            let advance = Point {
                x: glyph.advance / 1000.0 * show.state.size * show.state.h_scale,
                y: 0.0,
            };
            let scale = [to_page.a, to_page.b, to_page.c, to_page.d, show.state.size];
            if sized.0 != scale {
                sized = (scale, size_on_page(to_page, show.state.size));
            }
            row.items.push(Item {
                id: id.0,
                along: dot(from, row.direction),
                across: dot(from, row.up),
                advance: dot(linear(to_page, advance), row.direction),
                size: sized.1,
                is_blank: is_space(glyph),
                gap_before: segment.gap_before.get(at).copied().unwrap_or(false),
                role: match hits.role(id.0) {
                    Role::Kept if at < leading => Role::Dropped,
                    role => role,
                },
            });
        }
        row.extent().0.is_finite().then_some(row)
    }

    /// Whether something of a finding leaves it.
    pub(super) fn is_touched(&self) -> bool {
        self.items.iter().any(|item| matches!(item.role, Role::Hole(_)))
    }

    /// Start of the first and end of the last glyph that has ink, points from the origin.
    pub(super) fn extent(&self) -> (f64, f64) {
        let inked = self
            .items
            .iter()
            .filter(|item| item.role != Role::Dropped && !item.is_blank);
        inked.fold((f64::INFINITY, f64::NEG_INFINITY), |(start, end), item| {
            (start.min(item.along), end.max(item.along + item.advance))
        })
    }

    /// Start and end in a coordinate that rows of the same direction share.
    pub(super) fn span(&self) -> (f64, f64) {
        let base = dot(self.origin, self.direction);
        let (start, end) = self.extent();
        (base + start, base + end)
    }

    /// The point at these distances from the origin.
    pub(super) fn point(&self, along: f64, across: f64) -> Point {
        Point {
            x: self.origin.x + self.direction.x * along + self.up.x * across,
            y: self.origin.y + self.direction.y * along + self.up.y * across,
        }
    }

    /// From coordinates that begin at this place of the row to the page.
    pub(super) fn frame(&self, along: f64, across: f64) -> Matrix {
        let at = self.point(along, across);
        Matrix::new(self.direction.x, self.direction.y, self.up.x, self.up.y, at.x, at.y)
    }

    /// How far the baseline around an item is from the row's origin.
    pub(super) fn baseline(&self, item: usize) -> f64 {
        self.neighbour(item).map_or(0.0, |item| item.across)
    }

    /// A rectangle of the page in row coordinates.
    pub(super) fn around(&self, rect: Rect) -> Rect {
        let corners = [
            (rect.x0, rect.y0),
            (rect.x1, rect.y0),
            (rect.x1, rect.y1),
            (rect.x0, rect.y1),
        ];
        let place = |(x, y): (f64, f64)| {
            let from = Point {
                x: x - self.origin.x,
                y: y - self.origin.y,
            };
            Point {
                x: dot(from, self.direction),
                y: dot(from, self.up),
            }
        };
        let [a, b, c, d] = corners.map(place);
        Rect::from_corners(a, b)
            .union(Rect::from_corners(c, d))
            .union(Rect::from_corners(a, c))
    }

    /// The size of the line around an item.
    pub(super) fn line_size(&self, at: usize) -> f64 {
        self.neighbour(at).map_or(10.0, |item| item.size)
    }

    /// The nearest glyph that stays, before `at` or after it; the glyph itself where nothing stays.
    fn neighbour(&self, at: usize) -> Option<&Item> {
        let kept = |item: &&Item| item.role == Role::Kept && item.size > 0.0;
        let (before, after) = self.items.split_at(at.min(self.items.len()));
        before
            .iter()
            .rev()
            .find(kept)
            .or_else(|| after.iter().find(kept))
            .or(after.first())
    }

    /// Whether the glyphs follow one another along the baseline, as horizontal writing does at any angle.
    pub(super) fn is_set_along(&self, page: &PageGlyphs) -> bool {
        self.items.iter().all(|item| {
            let glyph = &page.glyphs[item.id as usize];
            let show = &page.shows[glyph.show as usize];
            let x = linear(
                show.text_matrix(glyph).then(show.ctm),
                Point {
                    x: show.state.size * show.state.h_scale,
                    y: 0.0,
                },
            );
            let length = x.x.hypot(x.y);
            length == 0.0 || dot(x, self.direction) > 0.99 * length
        })
    }
}

/// The size of a font on the page, points.
fn size_on_page(to_page: Matrix, size: f64) -> f64 {
    let area = (to_page.a * to_page.d - to_page.b * to_page.c).abs();
    let base = to_page.a.hypot(to_page.b);
    if base > 0.0 { size.abs() * area / base } else { 0.0 }
}

pub(super) fn dot(a: Point, b: Point) -> f64 {
    a.x * b.x + a.y * b.y
}

/// A vector through a matrix, without its shift.
pub(super) fn linear(matrix: Matrix, v: Point) -> Point {
    Point {
        x: matrix.a * v.x + matrix.c * v.y,
        y: matrix.b * v.x + matrix.d * v.y,
    }
}

/// How many spaces a segment begins with. They may belong to the line or cell before it, and stand anywhere.
pub(super) fn leading_spaces(page: &PageGlyphs, segment: &Segment) -> usize {
    let known = segment.glyphs.iter().map_while(|id| page.glyphs.get(id.0 as usize));
    known.take_while(|glyph| is_space(glyph)).count()
}

fn is_space(glyph: &Glyph) -> bool {
    matches!(glyph.unicode, Unicode::Mapped(c) if c.is_whitespace())
}
