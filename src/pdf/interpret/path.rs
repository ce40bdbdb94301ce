//! Path construction (ISO 32000-2, 8.5.2) in page space, as far as it tells what a path covers.

use super::frame::numbers;
use super::visibility::{FillRule, Region};
use crate::pdf::content::{Op, Operator};
use crate::pdf::geometry::{Matrix, Point, Rect};
use std::ops::Range;

/// How many points of a path are kept; a larger path is known by its bounds only.
const MAX_POINTS: usize = 4_000;

/// The steps in which a curve is followed.
const CURVE_STEPS: u32 = 4;

/// A stretch of a path that hangs together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Subpath {
    /// The operations that construct it.
    pub ops: Range<usize>,
    /// Its outline in page space, curves followed in steps; a fill closes it.
    pub points: Vec<Point>,
}

/// The subpaths that operations construct; `ctm` leads to the page.
pub(crate) fn subpaths(ops: &[Op], ctm: Matrix) -> Vec<Subpath> {
    let mut found: Vec<Subpath> = Vec::new();
    let mut path = Path::default();
    for (at, op) in ops.iter().enumerate() {
        let begins = match op.operator {
            Operator::MoveTo | Operator::Rectangle => true,
            Operator::LineTo | Operator::CurveTo | Operator::CurveToV | Operator::CurveToY => found.is_empty(),
            Operator::ClosePath => false,
            _ => continue,
        };
        if begins {
            path = Path {
                current: path.current,
                ..Path::default()
            };
            found.push(Subpath {
                ops: at..at,
                points: Vec::new(),
            });
        }
        path.construct(at as u32, op, ctm);
        let Some(subpath) = found.last_mut() else {
            continue;
        };
        subpath.ops.end = at + 1;
        subpath.points.extend(path.subpaths.iter_mut().flat_map(std::mem::take));
        // No bound holds here: what is beyond it could be letters.
        path.points = 0;
        if op.operator == Operator::ClosePath {
            subpath.points.push(ctm.apply(path.start));
        }
    }
    found
}

/// The current path.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Index of the operation that began it.
    pub first_op: Option<u32>,
    pub bounds: Option<Rect>,
    /// Set by `W` or `W*`, which take effect at the painting operator.
    pub clip: Option<FillRule>,
    subpaths: Vec<Vec<Point>>,
    points: usize,
    current: Point,
    start: Point,
}

impl Path {
    pub(super) fn clip_with(&mut self, rule: FillRule) {
        self.clip = Some(rule);
    }

    pub(super) fn construct(&mut self, at: u32, op: &Op, ctm: Matrix) {
        self.first_op.get_or_insert(at);
        let point = |x, y| Point { x, y };
        match op.operator {
            Operator::MoveTo => {
                let [x, y] = numbers(op);
                self.begin(point(x, y), ctm);
            }
            Operator::LineTo => {
                let [x, y] = numbers(op);
                self.line(point(x, y), ctm);
            }
            Operator::CurveTo => {
                let [a, b, c, d, e, f] = numbers(op);
                self.curve(point(a, b), point(c, d), point(e, f), ctm);
            }
            Operator::CurveToV => {
                let [c, d, e, f] = numbers(op);
                self.curve(self.current, point(c, d), point(e, f), ctm);
            }
            Operator::CurveToY => {
                let [a, b, e, f] = numbers(op);
                self.curve(point(a, b), point(e, f), point(e, f), ctm);
            }
            Operator::ClosePath => self.current = self.start,
            Operator::Rectangle => {
                let [x, y, w, h] = numbers(op);
                self.begin(point(x, y), ctm);
                self.line(point(x + w, y), ctm);
                self.line(point(x + w, y + h), ctm);
                self.line(point(x, y + h), ctm);
                self.current = self.start;
            }
            _ => {}
        }
    }

    fn begin(&mut self, p: Point, ctm: Matrix) {
        self.start = p;
        self.current = p;
        if self.points < MAX_POINTS {
            self.subpaths.push(Vec::with_capacity(4));
        }
        self.keep(ctm.apply(p));
    }

    fn line(&mut self, p: Point, ctm: Matrix) {
        if self.subpaths.is_empty() {
            return self.begin(p, ctm);
        }
        self.current = p;
        self.keep(ctm.apply(p));
    }

    fn curve(&mut self, a: Point, b: Point, end: Point, ctm: Matrix) {
        let start = self.current;
        for step in 1..=CURVE_STEPS {
            let t = f64::from(step) / f64::from(CURVE_STEPS);
            let u = 1.0 - t;
            let mix = |p: f64, q: f64, r: f64, s: f64| {
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            let p = Point {
                x: mix(start.x, a.x, b.x, end.x),
                y: mix(start.y, a.y, b.y, end.y),
            };
            self.line(p, ctm);
        }
    }

    fn keep(&mut self, p: Point) {
        if !(p.x.is_finite() && p.y.is_finite()) {
            return;
        }
        let here = Rect::from_corners(p, p);
        self.bounds = Some(self.bounds.map_or(here, |bounds| bounds.union(here)));
        self.points += 1;
        if self.points <= MAX_POINTS
            && let Some(subpath) = self.subpaths.last_mut()
        {
            subpath.push(p);
        }
    }

    /// Whether it is one upright rectangle.
    pub(super) fn rectangle(&self) -> Option<Rect> {
        let [subpath] = self.subpaths.as_slice() else {
            return None;
        };
        let corners = match subpath.as_slice() {
            [a, b, c, d] => [a, b, c, d],
            [a, b, c, d, e] if a == e => [a, b, c, d],
            _ => return None,
        };
        let bounds = self.bounds?;
        let upright = |p: &Point, q: &Point| (p.x - q.x).abs() < 1e-6 || (p.y - q.y).abs() < 1e-6;
        let sides = (0..4).all(|i| upright(corners[i], corners[(i + 1) % 4]));
        let area = (0..4).map(|i| cross(corners[i], corners[(i + 1) % 4])).sum::<f64>() / 2.0;
        let whole = (area.abs() - bounds.width() * bounds.height()).abs() <= 1e-6 * area.abs();
        (sides && whole).then_some(bounds)
    }

    /// What a fill covers; `None` where the path is too large to tell.
    pub(super) fn region(&self, rule: FillRule) -> Option<Region> {
        match self.rectangle() {
            Some(rect) => Some(Region::Rect(rect)),
            None if self.points > MAX_POINTS || self.points < 3 => None,
            None => Some(Region::Path {
                subpaths: self.subpaths.clone(),
                rule,
            }),
        }
    }
}

fn cross(p: &Point, q: &Point) -> f64 {
    p.x * q.y - q.x * p.y
}
