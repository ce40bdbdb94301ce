//! The shape of a glyph in whole font units, and its Type 2 charstring (Adobe Technical Note 5177). Hints are not kept.

use hayro_font::kurbo::{BezPath, PathEl, Point};

/// Arguments that may stand on the stack of a charstring.
const STACK: usize = 48;

/// Lines and curves in font units, as the charstring draws them, and the box around their points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in super::super) struct Outline {
    /// The drawing part of a charstring: no width, no `endchar`.
    program: Vec<u8>,
    /// Left, bottom, right, top.
    pub bounds: Option<[i32; 4]>,
}

impl Outline {
    /// Takes over a path given in thousandths of an em.
    pub fn new(path: &BezPath, units_per_em: u16) -> Self {
        let scale = f64::from(units_per_em) / 1000.0;
        let mut pen = Pen {
            scale,
            ..Pen::default()
        };
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => pen.move_to(to),
                PathEl::LineTo(to) => pen.line_to(to),
                PathEl::QuadTo(control, to) => {
                    let from = pen.exact;
                    pen.curve_to(from.lerp(control, 2.0 / 3.0), to.lerp(control, 2.0 / 3.0), to);
                }
                PathEl::CurveTo(a, b, to) => pen.curve_to(a, b, to),
                PathEl::ClosePath => {}
            }
        }
        pen.flush();
        Self {
            program: pen.out,
            bounds: pen.bounds,
        }
    }

    /// The whole charstring of a glyph of this width in font units.
    pub fn charstring(&self, width: i32) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.program.len() + 4);
        number(&mut out, width);
        out.extend_from_slice(&self.program);
        out.push(14);
        out
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Run {
    None,
    Lines,
    Curves,
}

struct Pen {
    scale: f64,
    exact: Point,
    at: (i32, i32),
    out: Vec<u8>,
    run: Run,
    pending: Vec<i32>,
    bounds: Option<[i32; 4]>,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            scale: 1.0,
            exact: Point::ZERO,
            at: (0, 0),
            out: Vec::new(),
            run: Run::None,
            pending: Vec::new(),
            bounds: None,
        }
    }
}

impl Pen {
    fn place(&mut self, point: Point) -> (i32, i32) {
        let unit = |value: f64| (value * self.scale).round().clamp(-16000.0, 16000.0) as i32;
        let (x, y) = (unit(point.x), unit(point.y));
        let [x0, y0, x1, y1] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
        (x, y)
    }

    fn step(&mut self, point: Point) -> [i32; 2] {
        let (x, y) = self.place(point);
        let step = [x - self.at.0, y - self.at.1];
        self.at = (x, y);
        step
    }

    fn move_to(&mut self, to: Point) {
        self.flush();
        let [dx, dy] = self.step(to);
        self.exact = to;
        match (dx, dy) {
            (_, 0) => self.write(&[dx], 22),
            (0, _) => self.write(&[dy], 4),
            _ => self.write(&[dx, dy], 21),
        }
    }

    fn line_to(&mut self, to: Point) {
        let step = self.step(to);
        self.exact = to;
        if step != [0, 0] {
            self.append(Run::Lines, &step);
        }
    }

    fn curve_to(&mut self, a: Point, b: Point, to: Point) {
        let (first, second) = (self.step(a), self.step(b));
        let third = self.step(to);
        self.exact = to;
        self.append(Run::Curves, &[first, second, third].concat());
    }

    fn append(&mut self, run: Run, numbers: &[i32]) {
        if self.run != run || self.pending.len() + numbers.len() > STACK {
            self.flush();
            self.run = run;
        }
        self.pending.extend_from_slice(numbers);
    }

    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        match self.run {
            Run::None => {}
            Run::Lines => self.lines(&pending),
            Run::Curves => self.curves(&pending),
        }
        self.run = Run::None;
    }

    fn lines(&mut self, numbers: &[i32]) {
        match *numbers {
            [dx, 0] => self.write(&[dx], 6),
            [0, dy] => self.write(&[dy], 7),
            _ => {
                let alternate = |first: usize| {
                    numbers
                        .chunks(2)
                        .enumerate()
                        .all(|(index, step)| step[(index + first + 1) % 2] == 0)
                };
                let short = |first: usize| -> Vec<i32> {
                    numbers
                        .chunks(2)
                        .enumerate()
                        .map(|(index, step)| step[(index + first) % 2])
                        .collect()
                };
                if alternate(0) {
                    self.write(&short(0), 6);
                } else if alternate(1) {
                    self.write(&short(1), 7);
                } else {
                    self.write(numbers, 5);
                }
            }
        }
    }

    fn curves(&mut self, numbers: &[i32]) {
        match *numbers {
            [a, 0, b, c, 0, d] => self.write(&[a, b, c, d], 31),
            [0, a, b, c, d, 0] => self.write(&[a, b, c, d], 30),
            _ => self.write(numbers, 8),
        }
    }

    fn write(&mut self, numbers: &[i32], operator: u8) {
        for value in numbers {
            number(&mut self.out, *value);
        }
        self.out.push(operator);
    }
}

/// A number of a charstring or of a font dictionary within 16 bits.
pub(super) fn number(out: &mut Vec<u8>, value: i32) {
    match value {
        -107..=107 => out.push((value + 139) as u8),
        108..=1131 => {
            let rest = value - 108;
            out.extend_from_slice(&[(rest / 256) as u8 + 247, (rest % 256) as u8]);
        }
        -1131..=-108 => {
            let rest = -value - 108;
            out.extend_from_slice(&[(rest / 256) as u8 + 251, (rest % 256) as u8]);
        }
        _ => {
            let value = value.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
            out.push(28);
            out.extend_from_slice(&value.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_drawn_with_alternating_lines() {
        let mut path = BezPath::new();
        path.move_to((10.0, 0.0));
        path.line_to((20.0, 0.0));
        path.line_to((20.0, 30.0));
        path.line_to((10.0, 30.0));
        path.close_path();
        let outline = Outline::new(&path, 1000);
        assert_eq!(outline.program, [149, 22, 149, 169, 129, 6]);
        assert_eq!(outline.bounds, Some([10, 0, 20, 30]));
    }

    #[test]
    fn numbers_have_their_shortest_form() {
        let mut out = Vec::new();
        for value in [0, 107, 108, 1131, -108, -1131, 1132] {
            number(&mut out, value);
        }
        assert_eq!(out, [139, 246, 247, 0, 250, 255, 251, 0, 254, 255, 28, 4, 108]);
    }
}
