//! Paths as ink on a sheet: black, whatever their colour is. Not a renderer: clips, patterns and transparency are not drawn.

use super::sheet::Sheet;
use crate::pdf::{FillRule, Matrix, Point, Rect};

/// Rows of a pixel that are looked at for its shade.
const STEPS: u32 = 4;

impl Sheet {
    /// Fills outlines in page space; `to_sheet` leads from there to pixels.
    pub(super) fn fill(&mut self, outlines: &[&[Point]], rule: FillRule, to_sheet: Matrix) {
        let outlines: Vec<Vec<Point>> = outlines
            .iter()
            .map(|points| points.iter().map(|point| to_sheet.apply(*point)).collect())
            .collect();
        let Some(bounds) = bounds(outlines.iter().flatten()) else {
            return;
        };
        let columns = bounds.x0.floor().max(0.0) as usize..bounds.x1.ceil().clamp(0.0, f64::from(self.width)) as usize;
        let rows = bounds.y0.floor().max(0.0) as u32..bounds.y1.ceil().clamp(0.0, f64::from(self.height)) as u32;
        let mut shades = vec![0.0_f64; columns.len()];
        for row in rows {
            shades.fill(0.0);
            for step in 0..STEPS {
                let y = f64::from(row) + (f64::from(step) + 0.5) / f64::from(STEPS);
                for (from, to) in spans(&outlines, rule, y) {
                    shade(&mut shades, from - columns.start as f64, to - columns.start as f64);
                }
            }
            let line = &mut self.samples[row as usize * self.width as usize..][columns.clone()];
            for (sample, shade) in line.iter_mut().zip(&shades) {
                let light = 1.0 - (shade / f64::from(STEPS)).min(1.0);
                *sample = (f64::from(*sample) * light).round() as u8;
            }
        }
    }

    /// Draws an outline in page space as a line that is `width` points wide, at least a pixel.
    pub(super) fn stroke(&mut self, points: &[Point], width: f64, to_sheet: Matrix) {
        let scale = (to_sheet.a * to_sheet.d - to_sheet.b * to_sheet.c).abs().sqrt();
        let half = width.max(1.2 / scale.max(1e-9)) / 2.0;
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let length = (b.x - a.x).hypot(b.y - a.y);
            // A line of no length is a dot.
            let (x, y) = match length > 1e-9 {
                true => ((b.x - a.x) / length * half, (b.y - a.y) / length * half),
                false => (half, 0.0),
            };
            let corner = |p: Point, along: f64, aside: f64| Point {
                x: p.x + x * along - y * aside,
                y: p.y + y * along + x * aside,
            };
            let bar = [
                corner(a, -0.5, 1.0),
                corner(b, 0.5, 1.0),
                corner(b, 0.5, -1.0),
                corner(a, -0.5, -1.0),
            ];
            self.fill(&[&bar], FillRule::NonZero, to_sheet);
        }
    }
}

/// The smallest upright rectangle around points.
pub(super) fn bounds<'p>(points: impl Iterator<Item = &'p Point>) -> Option<Rect> {
    points
        .filter(|point| point.x.is_finite() && point.y.is_finite())
        .map(|point| Rect::from_corners(*point, *point))
        .reduce(Rect::union)
}

/// Where a horizontal line runs inside the outlines.
fn spans(outlines: &[Vec<Point>], rule: FillRule, y: f64) -> Vec<(f64, f64)> {
    let mut crossings: Vec<(f64, i32)> = Vec::new();
    for points in outlines {
        for (at, a) in points.iter().enumerate() {
            let b = points[(at + 1) % points.len()];
            let turn = match (a.y <= y, b.y <= y) {
                (true, false) => 1,
                (false, true) => -1,
                _ => continue,
            };
            crossings.push((a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), turn));
        }
    }
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut turns = 0;
    let mut found = Vec::new();
    for pair in crossings.windows(2) {
        turns += pair[0].1;
        let is_inside = match rule {
            FillRule::NonZero => turns != 0,
            FillRule::EvenOdd => turns % 2 != 0,
        };
        if is_inside {
            found.push((pair[0].0, pair[1].0));
        }
    }
    found
}

/// Adds to each pixel the share of it that lies between two places.
fn shade(shades: &mut [f64], from: f64, to: f64) {
    let (from, to) = (from.max(0.0), to.min(shades.len() as f64));
    let mut at = from;
    while at < to {
        let end = (at.floor() + 1.0).min(to);
        shades[at as usize] += end - at;
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            width: 8,
            height: 8,
            dpi: 300,
            samples: vec![255; 64],
        }
    }

    fn square(low: f64, high: f64) -> [Point; 4] {
        [(low, low), (high, low), (high, high), (low, high)].map(|(x, y)| Point { x, y })
    }

    #[test]
    fn a_ring_is_dark_and_its_hole_is_light() {
        let mut sheet = sheet();
        sheet.fill(
            &[&square(1.0, 7.0), &square(3.0, 5.0)],
            FillRule::EvenOdd,
            Matrix::IDENTITY,
        );
        let at = |x: usize, y: usize| sheet.samples[y * 8 + x];
        assert_eq!(
            [at(0, 0), at(1, 1), at(6, 2), at(3, 3), at(7, 7)],
            [255, 0, 0, 255, 255]
        );
    }

    #[test]
    fn half_a_pixel_is_grey_and_nothing_leaves_the_sheet() {
        let mut sheet = sheet();
        sheet.fill(&[&square(-4.0, 2.5)], FillRule::NonZero, Matrix::IDENTITY);
        assert_eq!(sheet.samples[..4], [0, 0, 128, 255]);
        sheet.fill(&[&square(6.0, 40.0)], FillRule::NonZero, Matrix::IDENTITY);
        assert_eq!(sheet.samples[63], 0);
    }

    #[test]
    fn a_thin_line_is_seen() {
        let mut sheet = sheet();
        let line = [(1.0, 4.5), (7.0, 4.5)].map(|(x, y)| Point { x, y });
        sheet.stroke(&line, 0.0, Matrix::IDENTITY);
        assert!(sheet.samples[4 * 8 + 4] < 128 && sheet.samples[4] == 255);
    }
}
