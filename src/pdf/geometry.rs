//! Points, rectangles, quadrilaterals and matrices (ISO 32000-2, 8.3). No drawing.

/// A point in PDF points (1/72 inch), y upwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Horizontal.
    pub x: f64,
    /// Vertical, upwards.
    pub y: f64,
}

/// An axis-parallel rectangle with `x0 <= x1` and `y0 <= y1`, in PDF points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Bottom.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Top.
    pub y1: f64,
}

impl Rect {
    /// From two opposite corners in any order.
    pub fn from_corners(a: Point, b: Point) -> Self {
        Self {
            x0: a.x.min(b.x),
            y0: a.y.min(b.y),
            x1: a.x.max(b.x),
            y1: a.y.max(b.y),
        }
    }

    /// Width in points.
    pub fn width(self) -> f64 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(self) -> f64 {
        self.y1 - self.y0
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the interiors meet.
    pub fn overlaps(self, other: Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(self, p: Point) -> bool {
        self.x0 <= p.x && p.x <= self.x1 && self.y0 <= p.y && p.y <= self.y1
    }

    /// Grown by `by` points on every side.
    pub fn grow(self, by: f64) -> Self {
        Self {
            x0: self.x0 - by,
            y0: self.y0 - by,
            x1: self.x1 + by,
            y1: self.y1 + by,
        }
    }

    /// The point at the same distance from opposite sides.
    pub fn middle(self) -> Point {
        Point {
            x: (self.x0 + self.x1) / 2.0,
            y: (self.y0 + self.y1) / 2.0,
        }
    }

    /// The overlap, if there is one.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        })
    }
}

/// A transformed rectangle: four corners, counter-clockwise from the origin corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    /// The smallest axis-parallel rectangle around it.
    pub fn bounds(self) -> Rect {
        let [a, b, c, d] = self.0;
        // Opposite corners are enough where the sides are upright.
        if (a.y == b.y && b.x == c.x && c.y == d.y) || (a.x == b.x && b.y == c.y && c.x == d.x) {
            return Rect::from_corners(a, c);
        }
        Rect::from_corners(a, b).union(Rect::from_corners(c, d))
    }
}

/// An affine matrix `[a b c d e f]` as PDF writes it; `p × M` maps a row vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix {
    /// x → x.
    pub a: f64,
    /// x → y.
    pub b: f64,
    /// y → x.
    pub c: f64,
    /// y → y.
    pub d: f64,
    /// Shift in x.
    pub e: f64,
    /// Shift in y.
    pub f: f64,
}

impl Matrix {
    /// Leaves every point where it is.
    pub const IDENTITY: Self = Self::new(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);

    /// From the six numbers.
    pub const fn new(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> Self {
        Self { a, b, c, d, e, f }
    }

    /// A shift.
    pub const fn translate(x: f64, y: f64) -> Self {
        Self::new(1.0, 0.0, 0.0, 1.0, x, y)
    }

    /// First `self`, then `next` (the PDF product `self × next`).
    pub fn then(self, next: Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    /// Maps a point.
    pub fn apply(self, p: Point) -> Point {
        Point {
            x: self.a * p.x + self.c * p.y + self.e,
            y: self.b * p.x + self.d * p.y + self.f,
        }
    }

    /// Maps a rectangle to a quadrilateral.
    pub fn apply_rect(self, r: Rect) -> Quad {
        Quad([
            self.apply(Point { x: r.x0, y: r.y0 }),
            self.apply(Point { x: r.x1, y: r.y0 }),
            self.apply(Point { x: r.x1, y: r.y1 }),
            self.apply(Point { x: r.x0, y: r.y1 }),
        ])
    }

    /// The inverse, or `None` where the matrix squashes the plane.
    pub fn inverse(self) -> Option<Self> {
        let det = self.a * self.d - self.b * self.c;
        if !det.is_finite() || det.abs() < 1e-12 {
            return None;
        }
        Some(Self {
            a: self.d / det,
            b: -self.b / det,
            c: -self.c / det,
            d: self.a / det,
            e: (self.c * self.f - self.d * self.e) / det,
            f: (self.b * self.e - self.a * self.f) / det,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_undoes() {
        let m = Matrix::new(2.0, 0.5, -0.5, 3.0, 10.0, -4.0);
        let p = Point { x: 3.0, y: 7.0 };
        let back = m.inverse().expect("regular").apply(m.apply(p));
        assert!((back.x - p.x).abs() < 1e-9 && (back.y - p.y).abs() < 1e-9);
    }
}
