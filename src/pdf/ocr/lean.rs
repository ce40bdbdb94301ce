//! Which way the lines of a sheet run and how far they lean, told from its ink alone. It reads no letter.

use super::Sheet;

/// Ink is looked at in cells of this size: lines of text stay apart.
const CELLS_PER_INCH: u32 = 75;
/// A cell is ink if it is darker than this on average.
const DARK: u64 = 170;
/// Lines lean at most so far, degrees, and are looked for in these steps.
const FARTHEST: f64 = 8.0;
const COARSE: f64 = 0.5;
const FINE: f64 = 0.1;
/// Less ink than so many cells tells nothing.
const FEWEST: usize = 120;
/// Lines show if their best direction gathers ink by so much more than directions do on average.
const CLEAR: f64 = 1.15;
/// Lines run down the sheet if that gathers ink by so much more than across.
const DOWN: f64 = 1.3;

/// Where the point of a fixed number stands, in bits from its end.
const POINT: u32 = 16;

/// Where the lines of text go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lines {
    /// To the right or to the left.
    Across,
    /// Down or up.
    Down,
}

/// Edges of ink: `along` the direction of lines, `across` it.
struct Edges(Vec<(i32, i32)>);

/// How far lines that run to the right fall, in radians; nought where no lines show.
pub(super) fn lean(sheet: &Sheet) -> f64 {
    Cells::new(sheet)
        .lower()
        .best()
        .map_or(0.0, |(angle, _)| angle.to_radians())
}

/// Which way lines run.
pub(super) fn lines(sheet: &Sheet) -> Lines {
    let cells = Cells::new(sheet);
    let gathered = |edges: Edges| edges.best().map_or(1.0, |(_, clear)| clear);
    match gathered(cells.right()) > DOWN * gathered(cells.lower()) {
        true => Lines::Down,
        false => Lines::Across,
    }
}

/// Which cells of a sheet hold ink.
struct Cells {
    columns: usize,
    rows: usize,
    ink: Vec<bool>,
}

impl Cells {
    fn new(sheet: &Sheet) -> Self {
        let size = (sheet.dpi / CELLS_PER_INCH).max(1) as usize;
        let width = sheet.width as usize;
        let (columns, rows) = (width / size, sheet.height as usize / size);
        let mut ink = Vec::with_capacity(columns * rows);
        for y in 0..rows {
            let mut sums = vec![0_u64; columns];
            for row in 0..size {
                let line = &sheet.samples[(y * size + row) * width..][..columns * size];
                for (sum, cell) in sums.iter_mut().zip(line.chunks_exact(size)) {
                    *sum += cell.iter().map(|sample| u64::from(*sample)).sum::<u64>();
                }
            }
            ink.extend(sums.iter().map(|sum| *sum < DARK * (size * size) as u64));
        }
        Self { columns, rows, ink }
    }

    fn at(&self, x: usize, y: usize) -> bool {
        x < self.columns && y < self.rows && self.ink[y * self.columns + x]
    }

    fn edges(&self, is_edge: impl Fn(usize, usize) -> Option<(usize, usize)>) -> Edges {
        let all = (0..self.rows).flat_map(|y| (0..self.columns).map(move |x| (x, y)));
        let inked = all.filter(|(x, y)| self.at(*x, *y));
        Edges(
            inked
                .filter_map(|(x, y)| is_edge(x, y))
                .map(|(a, b)| (a as i32, b as i32))
                .collect(),
        )
    }

    /// Where ink ends downwards: most letters stand on their line.
    fn lower(&self) -> Edges {
        self.edges(|x, y| (!self.at(x, y + 1)).then_some((x, y)))
    }

    /// Where ink ends to the right.
    fn right(&self) -> Edges {
        self.edges(|x, y| (!self.at(x + 1, y)).then_some((y, x)))
    }
}

impl Edges {
    /// The angle, in degrees, at which edges gather most on lines, and how much more than at all angles on average.
    fn best(&self) -> Option<(f64, f64)> {
        if self.0.len() < FEWEST {
            return None;
        }
        let steps = (FARTHEST / COARSE) as i32;
        let coarse: Vec<(f64, f64)> = (-steps..=steps)
            .map(|step| f64::from(step) * COARSE)
            .map(|angle| (angle, self.gathered(angle)))
            .collect();
        let mean = coarse.iter().map(|(_, gathered)| gathered).sum::<f64>() / coarse.len() as f64;
        let most = |a: &(f64, f64), b: &(f64, f64)| a.1.total_cmp(&b.1);
        let (near, _) = coarse.iter().copied().max_by(most)?;
        let steps = (COARSE / FINE) as i32;
        let fine = (-steps..=steps).map(|step| near + f64::from(step) * FINE);
        let (angle, gathered) = fine.map(|angle| (angle, self.gathered(angle))).max_by(most)?;
        (gathered > CLEAR * mean).then_some((angle, gathered / mean))
    }

    /// How much the edges gather on lines that fall by so many degrees.
    fn gathered(&self, angle: f64) -> f64 {
        let fall = (angle.to_radians().tan() * f64::from(1 << POINT)) as i64;
        let place = |(along, across): (i32, i32)| {
            ((i64::from(across) << POINT) - i64::from(along) * fall + (1 << (POINT - 1))) >> POINT
        };
        let farthest = |of: fn(&(i32, i32)) -> i32| self.0.iter().map(of).max().unwrap_or(0);
        let (along, across) = (farthest(|edge| edge.0), farthest(|edge| edge.1));
        let ends = [(0, 0), (along, 0), (0, across), (along, across)].map(place);
        let (low, high) = ends
            .iter()
            .fold((0, 0), |(low, high), end| (low.min(*end), high.max(*end)));
        let mut counts = vec![0_u64; (high - low) as usize + 1];
        self.0
            .iter()
            .for_each(|edge| counts[(place(*edge) - low) as usize] += 1);
        counts.iter().map(|count| (count * count) as f64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters as bars of many widths and heights on lines that fall by so many degrees.
    fn sheet(degrees: f64) -> Sheet {
        let mut samples = vec![255; 1200 * 1200];
        let fall = degrees.to_radians().tan();
        let mut chance = 1_u32;
        for line in 0..9 {
            let mut x = 150;
            while x < 1050 {
                chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                let (width, height) = (
                    7 + chance as usize / 65_536 % 14,
                    16 + chance as usize / 2_097_152 % 3 * 8,
                );
                for x in x..x + width {
                    let base = 240.0 + f64::from(line) * 90.0 + x as f64 * fall;
                    (0..height).for_each(|y| samples[(base as usize - y) * 1200 + x] = 0);
                }
                x += width + 4 + chance as usize / 16_384 % 4 * 3;
            }
        }
        Sheet {
            width: 1200,
            height: 1200,
            dpi: 300,
            samples,
        }
    }

    #[test]
    fn the_lean_of_lines_is_found() {
        for degrees in [0.0, 3.0, -3.0, 1.2, -6.5] {
            let found = lean(&sheet(degrees)).to_degrees();
            assert!((found - degrees).abs() < 0.35, "{degrees}: {found}");
        }
    }

    #[test]
    fn lines_that_run_down_are_told_from_lines_that_run_across() {
        let sheet = sheet(1.0);
        assert_eq!(lines(&sheet), Lines::Across);
        assert_eq!(lines(&sheet.turned(1).0), Lines::Down);
        assert_eq!(lines(&sheet.turned(3).0), Lines::Down);
    }

    #[test]
    fn a_blank_sheet_does_not_lean() {
        let blank = Sheet {
            width: 300,
            height: 300,
            dpi: 300,
            samples: vec![255; 90_000],
        };
        assert_eq!(lean(&blank), 0.0);
        assert_eq!(lines(&blank), Lines::Across);
    }
}
