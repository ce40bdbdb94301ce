//! A stretch of a page as one upright grey picture. What is drawn on it is not decided here.

use super::aligned::transposed;
use super::strokes::Place;
use crate::pdf::{Matrix, PageInfo, Point, Rect};

/// The most pixels of a sheet; A3 at 300 dots per inch has 17 million.
const MAX_PIXELS: f64 = 48e6;
/// Engines read letters best at about this many dots per inch.
pub(super) const READABLE_DPI: f64 = 300.0;

/// An upright grey picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Dots per inch.
    pub dpi: u32,
    /// `width × height` bytes, row by row from the top; 0 is black.
    pub samples: Vec<u8>,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sheet({}×{} at {} dpi)", self.width, self.height, self.dpi)
    }
}

impl Sheet {
    /// White, at `dpi` or what a sheet can hold. Returns the sheet and the matrix from the page's space to its pixels.
    pub(super) fn blank(page: &PageInfo, cover: Rect, dpi: f64) -> Option<(Self, Matrix)> {
        if cover.width() <= 0.0 || cover.height() <= 0.0 {
            return None;
        }
        let unit = user_unit(page);
        let inches = (cover.width() * unit / 72.0) * (cover.height() * unit / 72.0);
        let dpi = dpi.min((MAX_PIXELS / inches).sqrt());
        let scale = dpi * unit / 72.0;
        let to_sheet = upright(page.rotate, cover).then(Matrix::new(scale, 0.0, 0.0, scale, 0.0, 0.0));
        let turned = matches!(page.rotate, 90 | 270);
        let (across, down) = if turned {
            (cover.height(), cover.width())
        } else {
            (cover.width(), cover.height())
        };
        let (width, height) = (
            (across * scale).ceil().max(1.0) as u32,
            (down * scale).ceil().max(1.0) as u32,
        );
        let sheet = Self {
            width,
            height,
            dpi: dpi.round() as u32,
            samples: vec![255; width as usize * height as usize],
        };
        Some((sheet, to_sheet))
    }

    /// The sheet turned clockwise by so many quarters, and the matrix from its pixels to those of the turned one.
    pub(super) fn turned(&self, quarters: u8) -> (Self, Matrix) {
        if quarters.is_multiple_of(4) {
            return (self.clone(), Matrix::IDENTITY);
        }
        let (w, h) = (self.width as usize, self.height as usize);
        let (width, height) = if quarters % 2 == 1 { (h, w) } else { (w, h) };
        let mut samples = match quarters % 2 {
            1 => transposed(&self.samples, w, h),
            _ => self.samples.clone(),
        };
        // A quarter turn is rows as columns, each read from its end; another half turn reads the whole from its end.
        if quarters % 2 == 1 {
            samples.chunks_mut(width).for_each(<[u8]>::reverse);
        }
        if quarters % 4 >= 2 {
            samples.reverse();
        }
        let (fw, fh) = (w as f64, h as f64);
        let matrix = match quarters % 4 {
            1 => Matrix::new(0.0, 1.0, -1.0, 0.0, fh, 0.0),
            2 => Matrix::new(-1.0, 0.0, 0.0, -1.0, fw, fh),
            3 => Matrix::new(0.0, -1.0, 1.0, 0.0, 0.0, fw),
            _ => Matrix::IDENTITY,
        };
        (
            Self {
                width: width as u32,
                height: height as u32,
                dpi: self.dpi,
                samples,
            },
            matrix,
        )
    }

    /// The sheet turned by an angle, in radians, clockwise as it is seen, on white; and the matrix from its pixels to
    /// those of the turned one.
    pub(super) fn rotated(&self, angle: f64) -> (Self, Matrix) {
        let (w, h) = (f64::from(self.width), f64::from(self.height));
        let (sin, cos) = angle.sin_cos();
        let turn = Matrix::new(cos, sin, -sin, cos, 0.0, 0.0);
        let whole = Rect {
            x0: 0.0,
            y0: 0.0,
            x1: w,
            y1: h,
        };
        let bounds = turn.apply_rect(whole).bounds();
        let matrix = turn.then(Matrix::translate(-bounds.x0, -bounds.y0));
        let (width, height) = (bounds.width().ceil() as u32, bounds.height().ceil() as u32);
        let mut samples = Vec::with_capacity(width as usize * height as usize);
        let back = matrix.inverse().unwrap_or(Matrix::IDENTITY);
        for y in 0..height {
            let start = back.apply(Point {
                x: 0.5,
                y: f64::from(y) + 0.5,
            });
            let (mut x, mut y) = (fixed(start.x - 0.5), fixed(start.y - 0.5));
            for _ in 0..width {
                samples.push(self.between(x, y));
                (x, y) = (x + fixed(back.a), y + fixed(back.b));
            }
        }
        let turned = Self {
            width,
            height,
            dpi: self.dpi,
            samples,
        };
        (turned, matrix)
    }

    /// A stretch of the sheet, half as large again.
    pub(super) fn larger(&self, place: Place) -> Self {
        let size = |side: u32| (side * 3).div_ceil(2);
        let (width, height) = (size(place.width), size(place.height));
        let from = |start: u32, at: u32| fixed(f64::from(start) + (f64::from(at) + 0.5) / 1.5 - 0.5);
        let rows = (0..height).map(|y| from(place.top, y));
        let samples = rows
            .flat_map(|y| (0..width).map(move |x| self.between(from(place.left, x), y)))
            .collect();
        Self {
            width,
            height,
            dpi: self.dpi * 3 / 2,
            samples,
        }
    }

    /// The shade between four pixels, at a place in fixed numbers; white outside.
    fn between(&self, x: i64, y: i64) -> u8 {
        let share = |place: i64| (place >> (POINT - SHARE)) as u32 & ((1 << SHARE) - 1);
        let (left, top, right, below) = (x >> POINT, y >> POINT, share(x), share(y));
        let width = self.width as usize;
        let is_inside = left >= 0 && top >= 0 && left + 1 < i64::from(self.width) && top + 1 < i64::from(self.height);
        let [upper, lower] = if is_inside {
            let at = top as usize * width + left as usize;
            [&self.samples[at..at + 2], &self.samples[at + width..at + width + 2]].map(|row| [row[0], row[1]])
        } else {
            let at = |x: i64, y: i64| match (u32::try_from(x), u32::try_from(y)) {
                (Ok(x), Ok(y)) if x < self.width && y < self.height => self.samples[y as usize * width + x as usize],
                _ => 255,
            };
            [top, top + 1].map(|y| [at(left, y), at(left + 1, y)])
        };
        let across = |[near, next]: [u8; 2]| u32::from(near) * ((1 << SHARE) - right) + u32::from(next) * right;
        let sum = across(upper) * ((1 << SHARE) - below) + across(lower) * below;
        ((sum + (1 << (2 * SHARE - 1))) >> (2 * SHARE)) as u8
    }

    /// Share of dark pixels: a blank page has next to none.
    pub(super) fn ink(&self) -> f64 {
        let dark = self.samples.iter().filter(|sample| **sample < 128).count();
        dark as f64 / self.samples.len().max(1) as f64
    }
}

/// Where the point of a fixed number stands, in bits from its end: steps across the widest sheet add up to less than a
/// pixel's share.
const POINT: u32 = 32;
/// Shares of a pixel are counted in parts of so many bits: a shade times two shares still fits in 32.
const SHARE: u32 = 12;

fn fixed(number: f64) -> i64 {
    (number * (1_i64 << POINT) as f64) as i64
}

/// Points per unit of the page's space.
pub(super) fn user_unit(page: &PageInfo) -> f64 {
    if page.user_unit > 0.0 { page.user_unit } else { 1.0 }
}

/// From the page's space to the upright page as it is shown, y downwards, `cover`'s upper left corner at the origin.
fn upright(rotate: u16, cover: Rect) -> Matrix {
    match rotate {
        90 => Matrix::new(0.0, 1.0, 1.0, 0.0, -cover.y0, -cover.x0),
        180 => Matrix::new(-1.0, 0.0, 0.0, 1.0, cover.x1, -cover.y0),
        270 => Matrix::new(0.0, -1.0, -1.0, 0.0, cover.y1, cover.x1),
        _ => Matrix::new(1.0, 0.0, 0.0, -1.0, -cover.x0, cover.y1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rotated_is_found_where_the_matrix_says() {
        let mut sheet = Sheet {
            width: 200,
            height: 100,
            dpi: 300,
            samples: vec![255; 20_000],
        };
        for at in (0..20_000).filter(|at| (150..170).contains(&(at % 200)) && (20..30).contains(&(at / 200))) {
            sheet.samples[at] = 0;
        }
        let (turned, matrix) = sheet.rotated(0.1);
        let at = |x, y| {
            let p = matrix.apply(Point { x, y });
            turned.samples[p.y as usize * turned.width as usize + p.x as usize]
        };
        assert_eq!(
            [at(160.0, 25.0), at(153.0, 27.0), at(160.0, 40.0), at(140.0, 25.0)],
            [0, 0, 255, 255]
        );
        let [left, right] = [0.0, 200.0].map(|x| matrix.apply(Point { x, y: 50.0 }).y);
        assert!(right > left + 15.0, "{left} {right}");
    }
}
