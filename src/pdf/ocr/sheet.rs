//! A stretch of a page as one upright grey picture, put together from the images painted there. Not a renderer: it draws
//! images alone.

use crate::pdf::{Matrix, PageInfo, Point, Rect};

/// The most pixels of a sheet; A3 at 300 dots per inch has 17 million.
const MAX_PIXELS: f64 = 48e6;
/// Engines read letters best at about this many dots per inch.
const READABLE_DPI: f64 = 300.0;
/// Below this many dots per inch no letters of common size can be told apart; enlarging does not help further.
const LOWEST_DPI: f64 = 36.0;

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

/// A decoded image and where it lies.
pub(super) struct Placed {
    pub width: u32,
    pub height: u32,
    /// Grey, one byte per pixel; 0 is black.
    pub gray: Vec<u8>,
    /// Opacity, one byte per pixel, where it has any.
    pub alpha: Option<Vec<u8>>,
    /// From the unit square to the page.
    pub ctm: Matrix,
}

impl Placed {
    /// Pixels per inch of the page, the finer direction; `unit` is points per unit of the page's space.
    fn dpi(&self, unit: f64) -> f64 {
        let across = self.ctm.a.hypot(self.ctm.b) * unit / 72.0;
        let along = self.ctm.c.hypot(self.ctm.d) * unit / 72.0;
        let finer = (f64::from(self.width) / across).max(f64::from(self.height) / along);
        if finer.is_finite() { finer } else { 0.0 }
    }
}

impl Sheet {
    /// Draws images over white. Returns the sheet and the matrix from the page's space to its pixels.
    pub(super) fn compose(page: &PageInfo, cover: Rect, images: &[Placed]) -> Option<(Self, Matrix)> {
        let unit = if page.user_unit > 0.0 { page.user_unit } else { 1.0 };
        let native = images.iter().map(|image| image.dpi(unit)).fold(0.0, f64::max);
        if native < LOWEST_DPI || cover.width() <= 0.0 || cover.height() <= 0.0 {
            return None;
        }
        // What is near the best resolution is taken as it is: each pixel of the image becomes one of the sheet.
        let mut dpi = if (240.0..=360.0).contains(&native) {
            native
        } else {
            READABLE_DPI
        };
        let inches = (cover.width() * unit / 72.0) * (cover.height() * unit / 72.0);
        dpi = dpi.min((MAX_PIXELS / inches).sqrt());
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
        let mut sheet = Self {
            width,
            height,
            dpi: dpi.round() as u32,
            samples: vec![255; width as usize * height as usize],
        };
        for image in images {
            sheet.draw(image, image.ctm.then(to_sheet));
        }
        Some((sheet, to_sheet))
    }

    /// Draws one image; `place` maps its unit square to pixels of the sheet.
    fn draw(&mut self, image: &Placed, place: Matrix) {
        let unit = Rect {
            x0: 0.0,
            y0: 0.0,
            x1: 1.0,
            y1: 1.0,
        };
        let bounds = place.apply_rect(unit).bounds();
        let (w, h) = (f64::from(image.width), f64::from(image.height));
        // The unit square's y points up, rows count down.
        let rows = Matrix::new(1.0 / w, 0.0, 0.0, -1.0 / h, 0.0, 1.0);
        let Some(back) = rows.then(place).inverse() else {
            return;
        };
        let reach = back.a.hypot(back.b).max(back.c.hypot(back.d));
        let taps = (reach.round() as i32).clamp(1, 8);
        let range = |low: f64, high: f64, size: u32| {
            low.floor().max(0.0) as u32..high.ceil().clamp(0.0, f64::from(size)) as u32
        };
        for y in range(bounds.y0, bounds.y1, self.height) {
            for x in range(bounds.x0, bounds.x1, self.width) {
                let (mut sum, mut cover) = (0_u32, 0_u32);
                for step in 0..taps * taps {
                    let offset = |n: i32| (f64::from(n) + 0.5) / f64::from(taps);
                    let at = back.apply(Point {
                        x: f64::from(x) + offset(step % taps),
                        y: f64::from(y) + offset(step / taps),
                    });
                    if let Some((gray, alpha)) = image.at(at, reach) {
                        sum += gray * alpha;
                        cover += alpha;
                    }
                }
                if cover > 0 {
                    let slot = &mut self.samples[y as usize * self.width as usize + x as usize];
                    let whole = 255 * (taps * taps) as u32;
                    *slot = ((sum + u32::from(*slot) * (whole - cover.min(whole))) / whole).min(255) as u8;
                }
            }
        }
    }

    /// The sheet turned clockwise by so many quarters, and the matrix from its pixels to those of the turned one.
    pub(super) fn turned(&self, quarters: u8) -> (Self, Matrix) {
        let (w, h) = (self.width as usize, self.height as usize);
        let (width, height) = if quarters % 2 == 1 { (h, w) } else { (w, h) };
        let mut samples = Vec::with_capacity(w * h);
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match quarters % 4 {
                    1 => (y, h - 1 - x),
                    2 => (w - 1 - x, h - 1 - y),
                    3 => (w - 1 - y, x),
                    _ => (x, y),
                };
                samples.push(self.samples[from_y * w + from_x]);
            }
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

    /// Share of dark pixels: a blank page has next to none.
    pub(super) fn ink(&self) -> f64 {
        let dark = self.samples.iter().filter(|sample| **sample < 128).count();
        dark as f64 / self.samples.len().max(1) as f64
    }
}

impl Placed {
    /// Grey and opacity at a place in pixels, smoothed where the image is enlarged; `None` outside.
    fn at(&self, p: Point, reach: f64) -> Option<(u32, u32)> {
        let (w, h) = (f64::from(self.width), f64::from(self.height));
        if p.x < 0.0 || p.y < 0.0 || p.x >= w || p.y >= h {
            return None;
        }
        let index = |x: f64, y: f64| {
            let column = (x.max(0.0) as usize).min(self.width as usize - 1);
            let row = (y.max(0.0) as usize).min(self.height as usize - 1);
            row * self.width as usize + column
        };
        let alpha = self
            .alpha
            .as_ref()
            .map_or(255, |alpha| u32::from(alpha[index(p.x, p.y)]));
        if reach >= 0.9 {
            return Some((u32::from(self.gray[index(p.x, p.y)]), alpha));
        }
        let (x, y) = (p.x - 0.5, p.y - 0.5);
        let (fx, fy) = (x - x.floor(), y - y.floor());
        let gray = |dx: f64, dy: f64| f64::from(self.gray[index(x.floor() + dx, y.floor() + dy)]);
        let upper = gray(0.0, 0.0) * (1.0 - fx) + gray(1.0, 0.0) * fx;
        let lower = gray(0.0, 1.0) * (1.0 - fx) + gray(1.0, 1.0) * fx;
        Some(((upper * (1.0 - fy) + lower * fy).round() as u32, alpha))
    }
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
    use std::sync::Arc;

    /// A page of 100 × 50 points under a picture whose upper left corner is dark.
    fn page(rotate: u16) -> (PageInfo, Placed) {
        let whole = Rect {
            x0: 0.0,
            y0: 0.0,
            x1: 100.0,
            y1: 50.0,
        };
        let info = PageInfo {
            object: (1, 0),
            media_box: whole,
            crop_box: whole,
            rotate,
            user_unit: 1.0,
            resources: Arc::default(),
            redaction_marks: Vec::new(),
        };
        let gray = (0..200 * 100)
            .map(|at| if at % 200 < 40 && at / 200 < 30 { 0 } else { 255 })
            .collect();
        let ctm = Matrix::new(100.0, 0.0, 0.0, 50.0, 0.0, 0.0);
        (
            info,
            Placed {
                width: 200,
                height: 100,
                gray,
                alpha: None,
                ctm,
            },
        )
    }

    fn sample(sheet: &Sheet, p: Point) -> u8 {
        sheet.samples[p.y as usize * sheet.width as usize + p.x as usize]
    }

    #[test]
    fn places_on_the_page_are_found_on_the_sheet_whatever_the_rotation() {
        for rotate in [0, 90, 180, 270] {
            let (info, image) = page(rotate);
            let (sheet, to_sheet) = Sheet::compose(&info, info.crop_box, &[image]).expect("readable");
            assert_eq!(sheet.width > sheet.height, rotate % 180 == 0);
            let at = |x, y| sample(&sheet, to_sheet.apply(Point { x, y }));
            assert_eq!(
                [at(10.0, 45.0), at(10.0, 5.0), at(90.0, 45.0)],
                [0, 255, 255],
                "{rotate}"
            );
        }
    }

    #[test]
    fn a_turned_sheet_keeps_its_places() {
        let (info, image) = page(0);
        let (sheet, to_sheet) = Sheet::compose(&info, info.crop_box, &[image]).expect("readable");
        for quarters in 0..4 {
            let (turned, matrix) = sheet.turned(quarters);
            let at = |x, y| sample(&turned, matrix.apply(to_sheet.apply(Point { x, y })));
            assert_eq!(
                [at(10.0, 45.0), at(10.0, 5.0), at(90.0, 45.0)],
                [0, 255, 255],
                "{quarters}"
            );
        }
    }

    #[test]
    fn a_transparent_stretch_shows_what_lies_under_it() {
        let (info, under) = page(0);
        let over = Placed {
            gray: vec![90; 200 * 100],
            alpha: Some((0..200 * 100).map(|at| if at / 200 < 50 { 0 } else { 255 }).collect()),
            ..page(0).1
        };
        let (sheet, to_sheet) = Sheet::compose(&info, info.crop_box, &[under, over]).expect("readable");
        let at = |x, y| sample(&sheet, to_sheet.apply(Point { x, y }));
        assert_eq!([at(10.0, 45.0), at(90.0, 45.0), at(90.0, 5.0)], [0, 255, 90]);
    }

    #[test]
    fn a_picture_too_coarse_to_read_is_no_sheet() {
        let (info, mut image) = page(0);
        (image.width, image.height, image.gray) = (10, 5, vec![0; 50]);
        assert!(Sheet::compose(&info, info.crop_box, &[image]).is_none());
    }
}
