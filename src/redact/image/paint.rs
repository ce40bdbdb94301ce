//! Fills quadrilaterals in samples. It grows them outward to whole pixels; in JPEG it cleans blank paper around them, up to
//! the next block. What it fills has the same shape whatever stood there.

use crate::pdf::image::{Coding, Colour, Picture, Raster};
use crate::pdf::{Point, Quad};
use std::ops::Range;

/// JPEG spreads every letter over the blocks of eight by eight that it touches.
const JPEG_BLOCK: f64 = 8.0;

/// Blank paper and what JPEG makes of it differ by less than this part of the range of the samples.
const BLANK: u32 = 8;

/// What is to be painted over, in the unit square of the image (ISO 32000-2, 8.9.3): origin bottom left.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Regions(pub Vec<Quad>);

/// What a painted sample stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Colour: black.
    Colour,
    /// A soft mask: opaque, so that the black shows.
    SoftMask,
}

impl Regions {
    /// Paints every region.
    pub(super) fn paint(&self, picture: &mut Picture, role: Role) {
        for quad in &self.0 {
            fill(picture, *quad, role);
        }
    }
}

fn fill(picture: &mut Picture, quad: Quad, role: Role) {
    let (width, height) = (f64::from(picture.raster.width), f64::from(picture.raster.height));
    let corners = quad.0.map(|p| Point {
        x: p.x * width,
        y: (1.0 - p.y) * height,
    });
    let block = match picture.coding {
        Coding::Jpeg(_) | Coding::Jpeg2000(_) => JPEG_BLOCK,
        Coding::Lossless | Coding::Jbig2 => 1.0,
    };
    let top = picture.raster.top();
    let samples: Vec<u32> = (0..picture.raster.components)
        .map(|component| match (role, &picture.colour) {
            (Role::SoftMask, Colour::Gray) => top - picture.colour.black(0, top, picture.decode.as_deref()),
            _ => picture
                .colour
                .black(usize::from(component), top, picture.decode.as_deref()),
        })
        .collect();
    let rows = extent(corners.map(|p| p.y), 1.0, height);
    let (first, last) = extent(corners.map(|p| p.y), block, height);
    let mut y = first;
    while y < last {
        let band = (y + block).min(last);
        if let Some((left, right)) = across(corners, y, band) {
            let columns = extent([left, right, left, right], 1.0, width);
            let (mut x, right) = extent([left, right, left, right], block, width);
            while x < right {
                let cell = Cells::new((x, (x + block).min(right)), (y, band));
                let covered = cell.within(columns, rows);
                if let Some(paper) = cell.paper_around(&covered, &picture.raster, &samples) {
                    cell.set(&mut picture.raster, &paper);
                }
                covered.set(&mut picture.raster, &samples);
                x += block;
            }
        }
        y = band;
    }
}

/// A rectangle of whole samples.
#[derive(Debug, Clone, PartialEq)]
struct Cells {
    columns: Range<u32>,
    rows: Range<u32>,
}

impl Cells {
    fn new(columns: (f64, f64), rows: (f64, f64)) -> Self {
        Self {
            columns: columns.0 as u32..columns.1 as u32,
            rows: rows.0 as u32..rows.1 as u32,
        }
    }

    fn within(&self, columns: (f64, f64), rows: (f64, f64)) -> Self {
        let both = |a: &Range<u32>, (from, to): (f64, f64)| a.start.max(from as u32)..a.end.min(to as u32);
        Self {
            columns: both(&self.columns, columns),
            rows: both(&self.rows, rows),
        }
    }

    /// The colour of the paper around what goes, if nothing else is written in the block: what JPEG left there of the
    /// letters goes with them. Paper is what is as far from black as anything.
    fn paper_around(&self, covered: &Self, raster: &Raster, black: &[u32]) -> Option<Vec<u32>> {
        let of_component = |component: u8| {
            let far = |sample: &u32| sample.abs_diff(black[usize::from(component)]);
            let rest = || {
                let places = self.places().filter(|place| !covered.has(*place));
                places.map(|(x, y)| raster.sample(x, y, component))
            };
            let least = rest().map(|sample| far(&sample)).min()?;
            let paper = rest().max_by_key(far)?;
            (least.saturating_add(raster.top() / BLANK) >= far(&paper)).then_some(paper)
        };
        (0..raster.components).map(of_component).collect()
    }

    fn places(&self) -> impl Iterator<Item = (u32, u32)> + use<> {
        let columns = self.columns.clone();
        self.rows
            .clone()
            .flat_map(move |y| columns.clone().map(move |x| (x, y)))
    }

    fn has(&self, (x, y): (u32, u32)) -> bool {
        self.columns.contains(&x) && self.rows.contains(&y)
    }

    fn set(&self, raster: &mut Raster, samples: &[u32]) {
        for (x, y) in self.places() {
            for (component, value) in samples.iter().enumerate() {
                raster.set(x, y, component as u8, *value);
            }
        }
    }
}

/// From the smallest to the largest value, grown outward to multiples of `step`, within `0..=limit`.
fn extent(values: [f64; 4], step: f64, limit: f64) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let low = (low / step).floor() * step;
    let high = (high / step).ceil() * step;
    (low.clamp(0.0, limit), high.clamp(0.0, limit).ceil())
}

/// The leftmost and rightmost points of a convex quadrilateral within a horizontal band.
fn across(corners: [Point; 4], top: f64, bottom: f64) -> Option<(f64, f64)> {
    let mut range: Option<(f64, f64)> = None;
    let mut add = |x: f64| {
        let (low, high) = range.unwrap_or((x, x));
        range = Some((low.min(x), high.max(x)));
    };
    for (index, a) in corners.iter().enumerate() {
        let b = corners[(index + 1) % 4];
        let (upper, lower) = if a.y <= b.y { (*a, b) } else { (b, *a) };
        if lower.y < top || upper.y > bottom {
            continue;
        }
        let at = |y: f64| match lower.y - upper.y {
            height if height.abs() < 1e-9 => upper.x,
            height => upper.x + (lower.x - upper.x) * (y - upper.y) / height,
        };
        add(at(upper.y.max(top)));
        add(at(lower.y.min(bottom)));
        if lower.y - upper.y < 1e-9 {
            add(lower.x);
        }
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    fn picture(width: u32, height: u32, coding: Coding) -> Picture {
        let white = vec![255; (width * height) as usize];
        Picture {
            raster: Raster::new(width, height, 8, 1, white).expect("sound"),
            colour: Colour::Gray,
            decode: None,
            coding,
        }
    }

    fn black(picture: &Picture) -> Vec<(u32, u32)> {
        let raster = &picture.raster;
        let all = (0..raster.height).flat_map(|y| (0..raster.width).map(move |x| (x, y)));
        all.filter(|(x, y)| raster.sample(*x, *y, 0) == 0).collect()
    }

    fn rect(x0: f64, y0: f64, x1: f64, y1: f64) -> Quad {
        crate::pdf::Matrix::IDENTITY.apply_rect(Rect { x0, y0, x1, y1 })
    }

    #[test]
    fn a_pixel_that_is_touched_is_painted() {
        let mut picture = picture(4, 4, Coding::Lossless);
        Regions(vec![rect(0.3, 0.55, 0.45, 0.7)]).paint(&mut picture, Role::Colour);
        assert_eq!(black(&picture), [(1, 1)]);
    }

    #[test]
    fn a_slanted_region_covers_what_it_crosses() {
        let mut picture = picture(8, 8, Coding::Lossless);
        let diamond = Quad([(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)].map(|(x, y)| Point { x, y }));
        Regions(vec![diamond]).paint(&mut picture, Role::Colour);
        let painted = black(&picture);
        assert!(painted.contains(&(3, 0)) && painted.contains(&(0, 3)) && !painted.contains(&(0, 0)));
    }

    #[test]
    fn what_jpeg_leaves_of_letters_around_a_region_goes_and_other_letters_stay() {
        let mut picture = picture(24, 16, Coding::Jpeg2000(0));
        let samples = [(3, 1, 90), (3, 12, 90), (12, 6, 240)];
        for (x, y, sample) in samples {
            picture.raster.set(x, y, 0, sample);
        }
        Regions(vec![rect(0.0, 0.0, 3.0, 0.55)]).paint(&mut picture, Role::Colour);
        let rows = (7..16).flat_map(|y| (0..24).map(move |x| (x, y)));
        assert_eq!(black(&picture), rows.collect::<Vec<_>>());
        assert_eq!(samples.map(|(x, y, _)| picture.raster.sample(x, y, 0)), [90, 0, 255]);
    }

    #[test]
    fn a_soft_mask_becomes_opaque() {
        let mut picture = picture(2, 2, Coding::Lossless);
        picture.raster = Raster::new(2, 2, 8, 1, vec![0; 4]).expect("sound");
        Regions(vec![rect(0.0, 0.0, 1.0, 1.0)]).paint(&mut picture, Role::SoftMask);
        assert_eq!(picture.raster.data(), [255; 4]);
    }
}
