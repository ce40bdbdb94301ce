//! Draws images whose sides run along those of the sheet, row by row from tables: most scans lie so. It draws what
//! drawing pixel by pixel does, a shade between two pixels rounded another way at most.

use super::draw::{Placed, View};
use super::sheet::Sheet;
use crate::pdf::Matrix;
use std::ops::Range;

/// Shares of a pixel are counted in parts of so many bits: a shade times two shares still fits in 32.
const PARTS: u32 = 12;
const WHOLE: u32 = 1 << PARTS;
/// Rows and columns that are turned together, so that what is read and written stays near.
const TILE: usize = 32;

impl Placed {
    /// The same image with rows and columns exchanged, and the way back to it.
    pub(super) fn transposed(&self, back: Matrix) -> (Self, Matrix) {
        let exchanged = Self {
            width: self.height,
            height: self.width,
            gray: transposed(&self.gray, self.width as usize, self.height as usize),
            alpha: self
                .alpha
                .as_ref()
                .map(|alpha| transposed(alpha, self.width as usize, self.height as usize)),
            ctm: self.ctm,
        };
        (exchanged, Matrix::new(back.b, back.a, back.d, back.c, back.f, back.e))
    }
}

/// Rows as columns.
pub(super) fn transposed(samples: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut out = vec![0; width * height];
    for (top, left) in (0..height)
        .step_by(TILE)
        .flat_map(|top| (0..width).step_by(TILE).map(move |left| (top, left)))
    {
        for x in left..(left + TILE).min(width) {
            let rows = top..(top + TILE).min(height);
            let to = &mut out[x * height..][rows.clone()];
            for (to, y) in to.iter_mut().zip(rows) {
                *to = samples[y * width + x];
            }
        }
    }
    out
}

/// Where the pixels along one side of a sheet look into an image; only those that look nowhere else.
struct Side {
    /// Pixels of the sheet.
    pixels: Range<u32>,
    /// For each of them and each of its taps, the pixel of the image that it lies in.
    nearest: Vec<usize>,
    /// For each of them, the pixel of the image before it, the one after, and the share of that one.
    between: Vec<(usize, usize, u32)>,
}

impl Side {
    fn new(pixels: &Range<u32>, scale: f64, offset: f64, size: u32, view: View) -> Self {
        let place = |at: u32, tap: usize| (f64::from(at) + view.offset(tap)) * scale + offset;
        let is_inside = |at: &u32| (0..view.taps).all(|tap| (0.0..f64::from(size)).contains(&place(*at, tap)));
        let first = pixels.clone().find(is_inside).unwrap_or(pixels.end);
        let end = (first..pixels.end).find(|at| !is_inside(at)).unwrap_or(pixels.end);
        let last = size as usize - 1;
        let mut side = Self {
            pixels: first..end,
            nearest: Vec::with_capacity((end - first) as usize * view.taps),
            between: Vec::new(),
        };
        for at in first..end {
            side.nearest.extend((0..view.taps).map(|tap| place(at, tap) as usize));
            if view.is_enlarged() {
                let before = place(at, 0) - 0.5;
                let share = ((before - before.floor()) * f64::from(WHOLE)).round() as u32;
                let pixel = |place: f64| (place.max(0.0) as usize).min(last);
                let (near, next) = (pixel(before.floor()), pixel(before.floor() + 1.0));
                side.between.push((near, next, share));
            }
        }
        side
    }
}

impl Sheet {
    /// Draws the image in the pixels of the sheet that look nowhere but into it, and gives their columns and rows.
    pub(super) fn draw_aligned(
        &mut self,
        image: &Placed,
        back: Matrix,
        view: View,
        (columns, rows): (&Range<u32>, &Range<u32>),
    ) -> (Range<u32>, Range<u32>) {
        let across = Side::new(columns, back.a, back.e, image.width, view);
        let down = Side::new(rows, back.d, back.f, image.height, view);
        if view.taps > 1 {
            self.reduced(image, view, &across, &down);
        } else {
            self.shaded(image, view, &across, &down);
        }
        (across.pixels, down.pixels)
    }

    fn line(&mut self, y: u32, across: &Side) -> &mut [u8] {
        let start = y as usize * self.width as usize;
        &mut self.samples[start + across.pixels.start as usize..start + across.pixels.end as usize]
    }

    /// One pixel of the image, or what lies between four, becomes one of the sheet.
    fn shaded(&mut self, image: &Placed, view: View, across: &Side, down: &Side) {
        let mut shades = Shades::new(across);
        let mut line = vec![0; across.nearest.len()];
        for (index, y) in down.pixels.clone().enumerate() {
            if view.is_enlarged() {
                shades.write(image, down.between[index], across, &mut line);
            } else {
                let row = image.row(&image.gray, down.nearest[index]);
                line.iter_mut().zip(&across.nearest).for_each(|(to, x)| *to = row[*x]);
            }
            let to = self.line(y, across);
            let Some(alpha) = &image.alpha else {
                to.copy_from_slice(&line);
                continue;
            };
            let alpha = image.row(alpha, down.nearest[index]);
            for ((to, shade), x) in to.iter_mut().zip(&line).zip(&across.nearest) {
                *to = match alpha[*x] {
                    0 => *to,
                    255 => *shade,
                    alpha => {
                        let (alpha, shade, under) = (u32::from(alpha), u32::from(*shade), u32::from(*to));
                        ((shade * alpha + under * (255 - alpha)) / 255) as u8
                    }
                };
            }
        }
    }

    /// The mean of several pixels of the image becomes one of the sheet.
    fn reduced(&mut self, image: &Placed, view: View, across: &Side, down: &Side) {
        let all = (view.taps * view.taps) as u32;
        let means: Vec<u8> = (0..=255 * all).map(|sum| (sum / all) as u8).collect();
        let mut sums = Sums::new(image);
        for (rows, y) in down.nearest.chunks(view.taps).zip(down.pixels.clone()) {
            sums.take(image, rows);
            let line = self.line(y, across);
            let columns = across.nearest.chunks(view.taps);
            if image.alpha.is_none() {
                for (to, columns) in line.iter_mut().zip(columns) {
                    let sum: u32 = columns.iter().map(|x| sums.gray[*x]).sum();
                    *to = means[sum as usize];
                }
                continue;
            }
            for (to, columns) in line.iter_mut().zip(columns) {
                let sum: u32 = columns.iter().map(|x| sums.gray[*x]).sum();
                let cover: u32 = columns.iter().map(|x| sums.alpha[*x]).sum();
                *to = ((sum + u32::from(*to) * (255 * all - cover)) / (255 * all)) as u8;
            }
        }
    }
}

/// Sums down the rows of an image that become one row of a sheet.
struct Sums {
    /// Of its shades; where it has opacity, each as much as it covers.
    gray: Vec<u32>,
    /// Of its opacity, where it has any.
    alpha: Vec<u32>,
}

impl Sums {
    fn new(image: &Placed) -> Self {
        Self {
            gray: vec![0; image.width as usize],
            alpha: vec![0; image.width as usize],
        }
    }

    fn take(&mut self, image: &Placed, rows: &[usize]) {
        self.gray.fill(0);
        self.alpha.fill(0);
        for row in rows {
            let shades = image.row(&image.gray, *row).iter().map(|shade| u32::from(*shade));
            let Some(alpha) = &image.alpha else {
                self.gray.iter_mut().zip(shades).for_each(|(sum, shade)| *sum += shade);
                continue;
            };
            let alpha = image.row(alpha, *row).iter().map(|alpha| u32::from(*alpha));
            for (((sum, cover), shade), alpha) in self.gray.iter_mut().zip(&mut self.alpha).zip(shades).zip(alpha) {
                *sum += shade * alpha;
                *cover += alpha;
            }
        }
    }
}

impl Placed {
    fn row<'a>(&self, samples: &'a [u8], y: usize) -> &'a [u8] {
        &samples[y * self.width as usize..][..self.width as usize]
    }
}

/// Two rows of an image, enlarged across: the rows of a sheet that lie between them are made of these.
struct Shades {
    rows: [(Option<usize>, Vec<u32>); 2],
}

impl Shades {
    fn new(across: &Side) -> Self {
        Self {
            rows: [0, 1].map(|_| (None, vec![0; across.between.len()])),
        }
    }

    /// Makes one row of the sheet.
    fn write(&mut self, image: &Placed, (above, below, share): (usize, usize, u32), across: &Side, line: &mut [u8]) {
        if self.rows[0].0 != Some(above) {
            self.rows.swap(0, 1);
            self.enlarge(0, image, above, across);
        }
        self.enlarge(1, image, below, across);
        let [(_, above), (_, below)] = &self.rows;
        let half = 1 << (2 * PARTS - 1);
        for ((to, above), below) in line.iter_mut().zip(above).zip(below) {
            *to = ((above * (WHOLE - share) + below * share + half) >> (2 * PARTS)) as u8;
        }
    }

    fn enlarge(&mut self, at: usize, image: &Placed, y: usize, across: &Side) {
        let (done, shades) = &mut self.rows[at];
        if *done == Some(y) {
            return;
        }
        *done = Some(y);
        let row = image.row(&image.gray, y);
        for (to, (near, next, share)) in shades.iter_mut().zip(&across.between) {
            *to = u32::from(row[*near]) * (WHOLE - share) + u32::from(row[*next]) * share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: u32, height: u32, alpha: Option<Vec<u8>>) -> Placed {
        let gray = (0..width * height).map(|at| (at * 7 / 3 % 251) as u8).collect();
        Placed {
            width,
            height,
            gray,
            alpha,
            ctm: Matrix::IDENTITY,
        }
    }

    fn blank() -> Sheet {
        Sheet {
            width: 150,
            height: 120,
            dpi: 300,
            samples: vec![255; 150 * 120],
        }
    }

    /// From the unit square to the middle of the sheet, turned by quarters, or mirrored.
    const PLACES: [[f64; 6]; 6] = [
        [130.3, 0.0, 0.0, 100.7, 8.2, 9.1],
        [130.3, 0.0, 0.0, -100.7, 8.2, 110.1],
        [-130.3, 0.0, 0.0, 100.7, 139.9, 9.1],
        [0.0, 100.7, -130.3, 0.0, 139.9, 9.1],
        [0.0, -100.7, 130.3, 0.0, 8.2, 110.1],
        [170.3, 0.0, 0.0, 140.7, -8.2, -9.1],
    ];

    #[test]
    fn rows_from_tables_are_what_the_pixels_are_one_by_one() {
        let alphas = |at: u32| [0, 255, (at % 256) as u8][at as usize / 7 % 3];
        for (width, height) in [(40, 31), (87, 67), (130, 100), (301, 250), (900, 700)] {
            for alpha in [None, Some((0..width * height).map(alphas).collect::<Vec<u8>>())] {
                for [a, b, c, d, e, f] in PLACES {
                    let image = image(width, height, alpha.clone());
                    let place = Matrix::new(a, b, c, d, e, f);
                    let (mut quick, mut slow) = (blank(), blank());
                    quick.draw(&image, place);
                    slow.draw_by_pixel(&image, place);
                    let furthest = quick
                        .samples
                        .iter()
                        .zip(&slow.samples)
                        .map(|(a, b)| a.abs_diff(*b))
                        .max();
                    assert!(furthest <= Some(1), "{width}×{height} {place:?}: {furthest:?}");
                    assert!(slow.samples.iter().any(|sample| *sample < 200));
                }
            }
        }
    }

    #[test]
    fn columns_become_rows() {
        let samples: Vec<u8> = (0..70 * 41).map(|at| (at % 256) as u8).collect();
        let turned = transposed(&samples, 70, 41);
        assert!((0..70).all(|x| (0..41).all(|y| turned[x * 41 + y] == samples[y * 70 + x])));
    }
}
