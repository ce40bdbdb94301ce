//! Ink of a sheet that hangs together: the strokes of a hand, the letters of a word. It does not say what they are.

use super::{Sheet, Word};
use std::ops::Range;

/// Ink is looked at in cells of this size: strokes of one hand touch, lines of text do not.
const CELLS_PER_INCH: u32 = 60;
/// Strokes less than so many cells apart belong together.
const REACH: usize = 2;
/// A pixel is ink if it is darker than this.
const DARK: u8 = 140;

/// Which cells of a sheet hold ink.
pub(super) struct Grid {
    size: u32,
    columns: usize,
    rows: usize,
    ink: Vec<bool>,
}

/// Cells with ink that hang together.
pub(super) struct Stroke {
    cells: usize,
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// A rectangle of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Place {
    /// Where a word stands.
    pub fn of(word: &Word) -> Self {
        Self {
            left: word.left,
            top: word.top,
            width: word.width,
            height: word.height,
        }
    }

    /// The place and so many pixels around it.
    pub fn grown(self, by: u32) -> Self {
        Self {
            left: self.left.saturating_sub(by),
            top: self.top.saturating_sub(by),
            width: self.width + 2 * by,
            height: self.height + 2 * by,
        }
    }

    /// Whether two places have pixels in common.
    pub fn meets(self, other: &Self) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }
}

/// How large and how dense strokes of one sort are.
pub(super) struct Form {
    /// In inches.
    pub width: Range<f64>,
    /// In inches.
    pub height: Range<f64>,
    /// Share of the cells around a stroke that hold its ink.
    pub density: Range<f64>,
}

impl Stroke {
    /// Whether it is as large and as dense as strokes of a sort.
    pub fn has(&self, form: &Form) -> bool {
        form.width.contains(&self.width())
            && form.height.contains(&self.height())
            && form.density.contains(&self.density())
    }

    /// Whether it is wider than high.
    pub fn is_wide(&self) -> bool {
        self.right - self.left > self.bottom - self.top
    }

    fn width(&self) -> f64 {
        inches(self.right - self.left)
    }

    fn height(&self) -> f64 {
        inches(self.bottom - self.top)
    }

    fn density(&self) -> f64 {
        self.cells as f64 / ((self.right - self.left) * (self.bottom - self.top)).max(1) as f64
    }
}

fn inches(cells: usize) -> f64 {
    cells as f64 / f64::from(CELLS_PER_INCH)
}

impl Grid {
    pub fn new(sheet: &Sheet) -> Self {
        let size = (sheet.dpi / CELLS_PER_INCH).max(1);
        let (columns, rows) = (
            sheet.width.div_ceil(size) as usize,
            sheet.height.div_ceil(size) as usize,
        );
        let mut ink = vec![false; columns * rows];
        for (y, row) in sheet.samples.chunks(sheet.width.max(1) as usize).enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, sample)| **sample < DARK) {
                ink[y / size as usize * columns + x / size as usize] = true;
            }
        }
        Self {
            size,
            columns,
            rows,
            ink,
        }
    }

    /// Takes out the ink of a word.
    pub fn clear(&mut self, word: &Word) {
        let cells = |from: u32, length: u32, end: usize| {
            (from / self.size).saturating_sub(1) as usize..(((from + length) / self.size + 2) as usize).min(end)
        };
        for y in cells(word.top, word.height, self.rows) {
            for x in cells(word.left, word.width, self.columns) {
                self.ink[y * self.columns + x] = false;
            }
        }
    }

    /// Takes out straight runs longer than so many inches, across and down.
    pub fn clear_rules(&mut self, longer: f64) {
        let longest = (longer * f64::from(CELLS_PER_INCH)) as usize;
        let across: Vec<usize> = (0..self.ink.len()).collect();
        let down: Vec<usize> = (0..self.columns)
            .flat_map(|x| (0..self.rows).map(move |y| (x, y)))
            .map(|(x, y)| y * self.columns + x)
            .collect();
        for (order, length) in [(across, self.columns), (down, self.rows)] {
            for line in order.chunks(length.max(1)) {
                for run in line
                    .chunk_by(|a, b| self.ink[*a] && self.ink[*b])
                    .map(<[usize]>::to_vec)
                    .collect::<Vec<_>>()
                {
                    if run.len() > longest {
                        run.iter().for_each(|at| self.ink[*at] = false);
                    }
                }
            }
        }
    }

    /// Ink that hangs together, from the top.
    pub fn strokes(&self) -> Vec<Stroke> {
        let mut seen = vec![false; self.ink.len()];
        let starts = (0..self.ink.len()).filter(|at| self.ink[*at]);
        let mut strokes = Vec::new();
        for start in starts {
            if !seen[start] {
                strokes.push(self.stroke(start, &mut seen));
            }
        }
        strokes
    }

    fn stroke(&self, start: usize, seen: &mut [bool]) -> Stroke {
        seen[start] = true;
        let mut queue = vec![start];
        let (x, y) = (start % self.columns, start / self.columns);
        let mut stroke = Stroke {
            cells: 0,
            left: x,
            top: y,
            right: x + 1,
            bottom: y + 1,
        };
        while let Some(at) = queue.pop() {
            let (x, y) = (at % self.columns, at / self.columns);
            stroke.cells += 1;
            stroke.left = stroke.left.min(x);
            stroke.top = stroke.top.min(y);
            stroke.right = stroke.right.max(x + 1);
            stroke.bottom = stroke.bottom.max(y + 1);
            for y in y.saturating_sub(REACH)..(y + REACH + 1).min(self.rows) {
                for x in x.saturating_sub(REACH)..(x + REACH + 1).min(self.columns) {
                    let near = y * self.columns + x;
                    if self.ink[near] && !seen[near] {
                        seen[near] = true;
                        queue.push(near);
                    }
                }
            }
        }
        stroke
    }

    /// Where a stroke stands on the sheet.
    pub fn place(&self, stroke: &Stroke) -> Place {
        let pixels = |cells: usize| cells as u32 * self.size;
        Place {
            left: pixels(stroke.left),
            top: pixels(stroke.top),
            width: pixels(stroke.right - stroke.left),
            height: pixels(stroke.bottom - stroke.top),
        }
    }
}
