//! Glyphs as marks on a baseline: place, size and direction in a frame that runs along the text. It joins nothing.

use crate::pdf::geometry::{Matrix, Point};
use crate::pdf::glyph::{Glyph, PageGlyphs, Provenance, StreamKind, Unicode, Visibility};
use crate::text::Origin;
use std::collections::HashMap;

/// A direction of writing: `along` the baseline and `up` from it, unit vectors in page space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub along: Point,
    pub up: Point,
}

impl Frame {
    pub fn of_tenths(tenths: i32) -> Self {
        let (sin, cos) = (f64::from(tenths) / 10.0).to_radians().sin_cos();
        let along = Point { x: cos, y: sin };
        Self {
            along,
            up: Point { x: -sin, y: cos },
        }
    }

    /// Distance along and above the origin.
    pub fn project(self, p: Point) -> (f64, f64) {
        (
            p.x * self.along.x + p.y * self.along.y,
            p.x * self.up.x + p.y * self.up.y,
        )
    }

    /// The point at these distances.
    pub fn point(self, u: f64, v: f64) -> Point {
        Point {
            x: u * self.along.x + v * self.up.x,
            y: u * self.along.y + v * self.up.y,
        }
    }
}

/// What of a page is read together: one direction, and what lies over other text apart from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Layer {
    pub apart: bool,
    /// Tenths of degrees.
    pub tenths: i32,
}

/// One glyph in the frame of its layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Index into [`PageGlyphs::glyphs`].
    pub glyph: u32,
    /// Where the cell begins and ends along the baseline.
    pub u0: f64,
    pub u1: f64,
    /// Height of the baseline.
    pub v: f64,
    /// Size of the type.
    pub em: f64,
    /// What sort of character it shows.
    pub sort: Sort,
    /// Whether its code follows that of the glyph before it in one string, so that only spacing sets them apart.
    pub follows: bool,
}

/// What layout needs to know of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Space,
    /// A small letter.
    Lower,
    /// Another letter.
    Letter,
    Digit,
    /// What stands within words and addresses: hyphen, apostrophe, stop, at.
    Joiner,
    Other,
}

impl Sort {
    fn of(unicode: &Unicode) -> Self {
        let c = match unicode {
            Unicode::Mapped(c) => *c,
            Unicode::Many(s) if s.chars().all(char::is_whitespace) => return Self::Space,
            Unicode::Many(s) => s.chars().next().unwrap_or(' '),
            Unicode::Unmapped => return Self::Other,
        };
        match c {
            c if c.is_whitespace() => Self::Space,
            c if c.is_lowercase() => Self::Lower,
            c if c.is_alphabetic() => Self::Letter,
            c if c.is_numeric() => Self::Digit,
            '-' | '\'' | '’' | '.' | '@' | '_' | '\u{2010}' | '\u{2011}' => Self::Joiner,
            _ => Self::Other,
        }
    }
}

impl Mark {
    pub fn is_space(&self) -> bool {
        self.sort == Sort::Space
    }

    pub fn is_letter(&self) -> bool {
        matches!(self.sort, Sort::Lower | Sort::Letter)
    }

    pub fn width(&self) -> f64 {
        self.u1 - self.u0
    }
}

/// All glyphs of a page by layer; the layer with the most glyphs first, layers apart last.
pub(super) fn layers(page: &PageGlyphs) -> Vec<(Layer, Vec<Mark>)> {
    let apart = laid_over(page);
    let mut layers: Vec<(Layer, Vec<Mark>)> = Vec::new();
    let mut last: Option<(Lean, usize)> = None;
    for (index, glyph) in page.glyphs.iter().enumerate() {
        // A recognised layer stands in its place.
        if glyph.visibility == Visibility::Superseded {
            continue;
        }
        // The glyphs of one string lean alike.
        if !last.as_ref().is_some_and(|(lean, _)| lean.is_of(glyph)) {
            let lean = Lean::of(page, glyph);
            let layer = Layer {
                apart: apart[glyph.show as usize],
                tenths: lean.tenths,
            };
            let known = layers.iter().position(|(other, _)| *other == layer);
            let own = known.unwrap_or_else(|| {
                layers.push((layer, Vec::with_capacity(page.glyphs.len() - index)));
                layers.len() - 1
            });
            last = Some((lean, own));
        }
        if let Some((lean, own)) = &last {
            layers[*own].1.push(Mark {
                follows: index > 0 && follows(&page.glyphs[index - 1].provenance, &glyph.provenance),
                ..lean.mark(page, index)
            });
        }
    }
    layers.sort_by_key(|(layer, marks)| (layer.apart, std::cmp::Reverse(marks.len()), layer.tenths));
    layers
}

/// How the glyphs of one string lie on the page.
#[derive(Debug, Clone, Copy)]
struct Lean {
    show: u32,
    vertical: bool,
    tenths: i32,
    frame: Frame,
    /// From text space to the page but for the origin.
    to_page: Matrix,
    /// The size that the text state gives.
    sized: f64,
}

impl Lean {
    fn of(page: &PageGlyphs, glyph: &Glyph) -> Self {
        let show = &page.shows[glyph.show as usize];
        let matrix = show.text_matrix(glyph).then(show.ctm);
        // Only glyphs of vertical writing advance backwards: downwards, that is.
        let vertical = glyph.advance < 0.0;
        let turn = if vertical { 2700 } else { 0 };
        let stream = page.streams.get(glyph.provenance.stream.0 as usize);
        let tenths = match stream.is_some_and(|stream| stream.kind == StreamKind::Recognised) {
            true => exactly(matrix),
            false => 10 * degrees(matrix),
        };
        let tenths = (tenths + turn) % 3600;
        Self {
            show: glyph.show,
            vertical,
            tenths,
            frame: Frame::of_tenths(tenths),
            to_page: matrix,
            sized: show.state.size.abs() * matrix.c.hypot(matrix.d),
        }
    }

    fn is_of(&self, glyph: &Glyph) -> bool {
        self.show == glyph.show && self.vertical == (glyph.advance < 0.0)
    }

    fn mark(&self, page: &PageGlyphs, index: usize) -> Mark {
        let glyph = &page.glyphs[index];
        let show = &page.shows[glyph.show as usize];
        let [a, b, c, d] = glyph.quad.0;
        let [a, b, c, d] = [
            self.frame.project(a),
            self.frame.project(b),
            self.frame.project(c),
            self.frame.project(d),
        ];
        // Slanted cells overlap; where they stand on the baseline they do not.
        let (u0, u1) = match self.vertical {
            true => spread([a.0, b.0, c.0, d.0]),
            false => (finite(a.0.min(b.0)), finite(a.0.max(b.0))),
        };
        let (v0, v1) = spread([a.1, b.1, c.1, d.1]);
        let (origin, ctm) = (glyph.origin, &show.ctm);
        let to_page = Matrix {
            e: origin.x * ctm.a + origin.y * ctm.c + ctm.e,
            f: origin.x * ctm.b + origin.y * ctm.d + ctm.f,
            ..self.to_page
        };
        let (_, v) = self.frame.project(to_page.apply(Point {
            x: 0.0,
            y: show.state.rise,
        }));
        let tall = (v1 - v0) / 1.1;
        // The size operand of Type 3 fonts says little: their glyph space is their own.
        let em = if tall > 0.0 && !(0.5..=2.0).contains(&(self.sized / tall)) {
            tall
        } else {
            self.sized
        };
        Mark {
            glyph: index as u32,
            u0,
            u1,
            v: finite(v),
            em: finite(em).clamp(0.01, 10_000.0),
            sort: Sort::of(&glyph.unicode),
            follows: false,
        }
    }
}

/// From where to where the corners of a cell reach.
fn spread([a, b, c, d]: [f64; 4]) -> (f64, f64) {
    // The two sides of a cell that stands level.
    if a == b && c == d {
        return (finite(a.min(c)), finite(a.max(c)));
    }
    (finite(a.min(b).min(c).min(d)), finite(a.max(b).max(c).max(d)))
}

fn follows(before: &Provenance, after: &Provenance) -> bool {
    (before.stream, before.op, before.element, before.end) == (after.stream, after.op, after.element, after.start)
}

fn finite(n: f64) -> f64 {
    if n.is_finite() { n.clamp(-1e7, 1e7) } else { 0.0 }
}

/// The direction of text in whole degrees; nearly straight counts as straight.
fn degrees(matrix: Matrix) -> i32 {
    ((direction(matrix, 3.0) / 2.0).round() as i32 * 2).rem_euclid(360)
}

/// The direction of the lines of a scan in tenths of degrees: all of them lean alike, and over the width of a page a
/// degree is more than a line.
fn exactly(matrix: Matrix) -> i32 {
    ((direction(matrix, 0.3) * 10.0).round() as i32).rem_euclid(3600)
}

/// The direction of text in degrees; less than `nearly` degrees from straight is straight.
fn direction(matrix: Matrix, nearly: f64) -> f64 {
    let angle = matrix.b.atan2(matrix.a).to_degrees();
    if !angle.is_finite() {
        return 0.0;
    }
    let straight = (angle / 90.0).round() * 90.0;
    if (angle - straight).abs() < nearly {
        straight
    } else {
        angle
    }
}

/// Per show operation: whether it is unseen text that lies over seen text, so that the two must not be read as one.
fn laid_over(page: &PageGlyphs) -> Vec<bool> {
    const CELL: f64 = 6.0;
    let is_space = |index: usize| Sort::of(&page.glyphs[index].unicode) == Sort::Space;
    let seen = |index: usize| page.glyphs[index].visibility == Visibility::Visible && !is_space(index);
    let center = |index: usize| {
        let bounds = page.glyphs[index].quad.bounds();
        ((bounds.x0 + bounds.x1) / 2.0, (bounds.y0 + bounds.y1) / 2.0)
    };
    let key = |x: f64, y: f64| ((x / CELL).floor() as i64, (y / CELL).floor() as i64);
    let mut apart = vec![false; page.shows.len()];
    if page.glyphs.iter().all(|g| g.visibility == Visibility::Visible) {
        return apart;
    }
    let mut grid: HashMap<(i64, i64), Vec<u32>> = HashMap::new();
    for index in 0..page.glyphs.len() {
        if seen(index) {
            let (x, y) = center(index);
            let cell = grid.entry(key(x, y)).or_default();
            if cell.len() < 16 {
                cell.push(index as u32);
            }
        }
    }
    let covers = |index: usize| {
        let bounds = page.glyphs[index].quad.bounds();
        let (x, y) = center(index);
        let (kx, ky) = key(x, y);
        (-1..=1).any(|dx| {
            (-1..=1).any(|dy| {
                grid.get(&(kx + dx, ky + dy)).is_some_and(|cell| {
                    cell.iter().any(|other| {
                        let seen = page.glyphs[*other as usize].quad.bounds();
                        let meet = bounds.intersection(seen).map_or(0.0, |m| m.width() * m.height());
                        meet > 0.3 * (bounds.width() * bounds.height()).min(seen.width() * seen.height())
                    })
                })
            })
        })
    };
    for (show, apart) in page.shows.iter().zip(&mut apart) {
        let unseen: Vec<usize> = (show.glyphs.start..show.glyphs.end)
            .map(|g| g as usize)
            .filter(|g| {
                page.glyphs
                    .get(*g)
                    .is_some_and(|glyph| glyph.visibility != Visibility::Visible)
            })
            .filter(|g| !is_space(*g))
            .collect();
        let over = unseen.iter().filter(|g| covers(**g)).count();
        *apart = over * 4 > unseen.len();
    }
    apart
}

/// Where a glyph comes from: the page, the appearance of an annotation or form field, or a picture.
pub(super) fn origin(page: &PageGlyphs, glyph: u32) -> Origin {
    let mut stream = Some(page.glyphs[glyph as usize].provenance.stream);
    for _ in 0..64 {
        let Some(used) = stream.and_then(|s| page.streams.get(s.0 as usize)) else {
            break;
        };
        match used.kind {
            StreamKind::Form { annotation: true } => return Origin::Annotation,
            StreamKind::Recognised => return Origin::Ocr,
            _ => {}
        }
        stream = used.parent.map(|(parent, _)| parent);
    }
    Origin::Page
}
