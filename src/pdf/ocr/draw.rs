//! Images on a sheet, as they lie on the page. Not a renderer: it draws images alone.

use super::sheet::{READABLE_DPI, Sheet, user_unit};
use crate::pdf::{Matrix, PageInfo, Point, Rect};
use std::ops::Range;

/// Below this many dots per inch no letters of common size can be told apart; enlarging does not help further.
const LOWEST_DPI: f64 = 36.0;

/// An image whose pixels are larger than one of the sheet by so much is smoothed: pixels of the image per pixel of the sheet.
const SMOOTHED: f64 = 0.9;

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
        let unit = user_unit(page);
        let native = images.iter().map(|image| image.dpi(unit)).fold(0.0, f64::max);
        if native < LOWEST_DPI {
            return None;
        }
        // What is near the best resolution is taken as it is: each pixel of the image becomes one of the sheet.
        let dpi = if (240.0..=360.0).contains(&native) {
            native
        } else {
            READABLE_DPI
        };
        let (mut sheet, to_sheet) = Self::blank(page, cover, dpi)?;
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
        if taps == 1 && reach >= SMOOTHED && image.alpha.is_none() && back.b == 0.0 && back.c == 0.0 {
            let (columns, rows) = (
                range(bounds.x0, bounds.x1, self.width),
                range(bounds.y0, bounds.y1, self.height),
            );
            return self.copy(image, back, columns, rows);
        }
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
}

impl Sheet {
    /// Draws an image that is opaque, upright and about as fine as the sheet, pixel by pixel: most scans are.
    fn copy(&mut self, image: &Placed, back: Matrix, columns: Range<u32>, rows: Range<u32>) {
        let pixel = |at: u32, scale: f64, offset: f64, size: u32| {
            let place = (f64::from(at) + 0.5) * scale + offset;
            (place >= 0.0 && place < f64::from(size)).then_some(place as usize)
        };
        let columns: Vec<(usize, usize)> = columns
            .filter_map(|x| Some((x as usize, pixel(x, back.a, back.e, image.width)?)))
            .collect();
        for y in rows {
            let Some(row) = pixel(y, back.d, back.f, image.height) else {
                continue;
            };
            let from = &image.gray[row * image.width as usize..][..image.width as usize];
            let to = &mut self.samples[y as usize * self.width as usize..][..self.width as usize];
            for (x, column) in &columns {
                to[*x] = from[*column];
            }
        }
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
        if reach >= SMOOTHED {
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
    fn a_copy_is_what_the_slow_way_draws() {
        let drawn = |alpha: Option<Vec<u8>>| {
            let (info, image) = page(0);
            let gray = (0..431_u32 * 217).map(|at| (at * 7 / 3 % 251) as u8).collect();
            let image = Placed {
                width: 431,
                height: 217,
                gray,
                alpha,
                ..image
            };
            Sheet::compose(&info, info.crop_box, &[image]).expect("readable").0
        };
        assert!(drawn(None) == drawn(Some(vec![255; 431 * 217])));
    }

    #[test]
    fn a_picture_too_coarse_to_read_is_no_sheet() {
        let (info, mut image) = page(0);
        (image.width, image.height, image.gray) = (10, 5, vec![0; 50]);
        assert!(Sheet::compose(&info, info.crop_box, &[image]).is_none());
    }
}
