//! Images on a sheet, as they lie on the page. Not a renderer: it draws images alone.

use super::sheet::{READABLE_DPI, Sheet, user_unit};
use crate::pdf::{Matrix, PageInfo, Point, Rect};
use std::ops::Range;

/// Below this many dots per inch no letters of common size can be told apart; enlarging does not help further.
const LOWEST_DPI: f64 = 36.0;
/// From this many dots per inch an engine reads as well as at [`READABLE_DPI`], in less time: what lies between this and
/// [`FINE_DPI`] is taken as it is, each pixel of the image as one of the sheet.
const COARSE_DPI: f64 = 190.0;
/// More dots per inch are more work for no better reading.
const FINE_DPI: f64 = 360.0;
/// What is coarser is enlarged to this: a finer sheet reads no better.
const ENLARGED_DPI: f64 = 240.0;

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
        let dpi = match native {
            ..COARSE_DPI => ENLARGED_DPI,
            ..=FINE_DPI => native,
            _ => READABLE_DPI,
        };
        let (mut sheet, to_sheet) = Self::blank(page, cover, dpi)?;
        for image in images {
            sheet.draw(image, image.ctm.then(to_sheet));
        }
        Some((sheet, to_sheet))
    }

    /// Draws one image; `place` maps its unit square to pixels of the sheet.
    pub(super) fn draw(&mut self, image: &Placed, place: Matrix) {
        let Some((back, columns, rows)) = self.reach(image, place) else {
            return;
        };
        let view = View::new(back);
        let turned = back.a == 0.0 && back.d == 0.0;
        if !turned && (back.b != 0.0 || back.c != 0.0) {
            return self.by_pixel(image, back, view, (columns, rows));
        }
        let exchanged = turned.then(|| image.transposed(back));
        let (image, back) = exchanged.as_ref().map_or((image, back), |(image, back)| (image, *back));
        let (across, down) = self.draw_aligned(image, back, view, (&columns, &rows));
        // What looks beyond the edge of the image is left.
        for (columns, rows) in [
            (columns.clone(), rows.start..down.start),
            (columns.clone(), down.end..rows.end),
            (columns.start..across.start, down.clone()),
            (across.end..columns.end, down),
        ] {
            self.by_pixel(image, back, view, (columns, rows));
        }
    }

    /// From the sheet's pixels to those of the image, and the columns and rows of the sheet that may show it.
    fn reach(&self, image: &Placed, place: Matrix) -> Option<(Matrix, Range<u32>, Range<u32>)> {
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
        let back = rows.then(place).inverse()?;
        let range = |low: f64, high: f64, size: u32| {
            let end = high.ceil().clamp(0.0, f64::from(size)) as u32;
            (low.floor().max(0.0) as u32).min(end)..end
        };
        let (columns, rows) = (
            range(bounds.x0, bounds.x1, self.width),
            range(bounds.y0, bounds.y1, self.height),
        );
        Some((back, columns, rows))
    }

    /// Draws a stretch of an image, however it lies.
    fn by_pixel(&mut self, image: &Placed, back: Matrix, view: View, (columns, rows): (Range<u32>, Range<u32>)) {
        for y in rows {
            for x in columns.clone() {
                let (mut sum, mut cover) = (0_u32, 0_u32);
                for step in 0..view.taps * view.taps {
                    let at = back.apply(Point {
                        x: f64::from(x) + view.offset(step % view.taps),
                        y: f64::from(y) + view.offset(step / view.taps),
                    });
                    if let Some((gray, alpha)) = image.at(at, view) {
                        sum += gray * alpha;
                        cover += alpha;
                    }
                }
                if cover > 0 {
                    let slot = &mut self.samples[y as usize * self.width as usize + x as usize];
                    let whole = 255 * (view.taps * view.taps) as u32;
                    *slot = ((sum + u32::from(*slot) * (whole - cover.min(whole))) / whole).min(255) as u8;
                }
            }
        }
    }

    /// Draws one image pixel by pixel, however it lies.
    #[cfg(test)]
    pub(super) fn draw_by_pixel(&mut self, image: &Placed, place: Matrix) {
        if let Some((back, columns, rows)) = self.reach(image, place) {
            self.by_pixel(image, back, View::new(back), (columns, rows));
        }
    }
}

/// How finely pixels of a sheet look at an image.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Pixels of the image per pixel of the sheet.
    reach: f64,
    /// Places looked at per pixel of the sheet, each way.
    pub taps: usize,
}

impl View {
    fn new(back: Matrix) -> Self {
        let reach = back.a.hypot(back.b).max(back.c.hypot(back.d));
        let taps = (reach.round() as i32).clamp(1, 8) as usize;
        Self { reach, taps }
    }

    /// Where in a pixel of the sheet a tap looks.
    pub fn offset(self, tap: usize) -> f64 {
        (tap as f64 + 0.5) / self.taps as f64
    }

    /// Whether the image's pixels are larger than the sheet's.
    pub fn is_enlarged(self) -> bool {
        self.reach < SMOOTHED
    }
}

impl Placed {
    /// Grey and opacity at a place in pixels, smoothed where the image is enlarged; `None` outside.
    fn at(&self, p: Point, view: View) -> Option<(u32, u32)> {
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
        if !view.is_enlarged() {
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
