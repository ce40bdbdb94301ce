//! Cuts a show operation into the runs that remain of it. Every run stands by itself: a matrix, and natural advances
//! between its glyphs unless the source placed them otherwise and they stay in place.

use super::plan::Fate;
use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::{Glyph, Matrix, PageGlyphs, Show};

/// A part of a show operation.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A label is drawn here; the glyph whose place it takes.
    Anchor(u32),
    /// Text that is shown.
    Run(Run),
}

/// A text matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// The source's own, in the space in force.
    Own(Matrix),
    /// Another one, straight to the page.
    Page(Matrix),
}

/// Glyphs that are shown by one operation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Where its first glyph stands.
    pub place: Place,
    /// `Tz` / 100.
    pub h_scale: f64,
    elements: Vec<Element>,
    op: u32,
    /// Where the next glyph would stand, and what it would take to be one of this run.
    next: Matrix,
    moved: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Element {
    Codes { element: u32, start: u32, end: u32 },
    Adjust(f64),
}

/// The remaining runs of a show, with the anchors of labels between them, in the order of the stream.
pub(super) fn split(page: &PageGlyphs, show: &Show, fates: &[Fate], is_anchor: impl Fn(u32) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut run: Option<Run> = None;
    for id in show.glyphs.clone() {
        let (Some(glyph), Some(fate)) = (page.glyphs.get(id as usize), fates.get(id as usize)) else {
            continue;
        };
        // The procedures of Type 3 glyphs show their own text between those of the operation.
        if glyph.provenance.stream != show.stream {
            continue;
        }
        if is_anchor(id) {
            pieces.extend(run.take().map(Piece::Run));
            pieces.push(Piece::Anchor(id));
        }
        let (at, h_scale, moved) = match *fate {
            Fate::Gone => {
                pieces.extend(run.take().map(Piece::Run));
                continue;
            }
            Fate::Keep => (show.text_matrix(glyph), show.state.h_scale, false),
            Fate::Moved { at, h_scale } => (at, h_scale, true),
        };
        let extended = run
            .as_mut()
            .is_some_and(|run| run.extend(glyph, show, at, h_scale, moved));
        if !extended {
            pieces.extend(run.take().map(Piece::Run));
            run = Some(Run::begin(glyph, show, at, h_scale, moved));
        }
    }
    pieces.extend(run.map(Piece::Run));
    pieces
}

impl Run {
    fn begin(glyph: &Glyph, show: &Show, at: Matrix, h_scale: f64, moved: bool) -> Self {
        let place = if moved {
            Place::Page(at)
        } else {
            Place::Own(snapped(at, show.ctm))
        };
        Self {
            place,
            h_scale,
            elements: vec![codes(glyph)],
            op: glyph.provenance.op,
            next: advanced(at, natural(glyph, show, h_scale)),
            moved,
        }
    }

    /// Takes the glyph in, if it stands on the line of the run.
    fn extend(&mut self, glyph: &Glyph, show: &Show, at: Matrix, h_scale: f64, moved: bool) -> bool {
        if moved != self.moved || (h_scale - self.h_scale).abs() > 1e-9 {
            return false;
        }
        let Some(shift) = self.next.inverse().map(|inverse| at.then(inverse)) else {
            return false;
        };
        let scale = show.state.size * h_scale;
        if shift.f.abs() > 1e-3 || (shift.a - 1.0).abs() > 1e-6 || shift.b.abs() > 1e-6 || scale == 0.0 {
            return false;
        }
        // Hundredths of a thousandth of the size are well under what a printer or a rounding error of the source moves.
        let adjust = (-shift.e * 1000.0 / scale * 100.0).round() / 100.0;
        if adjust.abs() > 0.05 {
            if moved {
                return false;
            }
            self.elements.push(Element::Adjust(adjust));
            self.next = advanced(self.next, -adjust / 1000.0 * scale);
        }
        self.next = advanced(self.next, natural(glyph, show, h_scale));
        let p = glyph.provenance;
        match self.elements.last_mut() {
            Some(Element::Codes { element, end, .. }) if *element == p.element && *end == p.start => *end = p.end,
            _ => self.elements.push(codes(glyph)),
        }
        true
    }

    /// The operation that shows the run; `ops` are those of its stream.
    pub(super) fn op(&self, ops: &[Op]) -> Op {
        let source = ops.get(self.op as usize);
        let mut elements: Vec<Operand> = Vec::new();
        for element in &self.elements {
            match *element {
                Element::Adjust(number) => elements.push(Operand::Number(number)),
                Element::Codes { element, start, end } => {
                    let string = source.and_then(|op| string(op, element)).unwrap_or_default();
                    let bytes = string.get(start as usize..end as usize).unwrap_or_default();
                    match elements.last_mut() {
                        Some(Operand::String(before)) => *before = [before, bytes].concat().into(),
                        _ => elements.push(Operand::String(bytes.into())),
                    }
                }
            }
        }
        let is_one = matches!(elements[..], [Operand::String(_)]);
        Op {
            operator: if is_one {
                Operator::ShowText
            } else {
                Operator::ShowTextAdjusted
            },
            operands: if is_one {
                elements
            } else {
                vec![Operand::Array(elements)]
            },
            inline_image: None,
        }
    }
}

/// The string of a show operation; in an array, elements are counted as its members are.
fn string(op: &Op, element: u32) -> Option<&[u8]> {
    let operand = match op.operands.last()? {
        Operand::Array(members) => members.get(element as usize)?,
        other => other,
    };
    match operand {
        Operand::String(bytes) => Some(bytes),
        _ => None,
    }
}

fn codes(glyph: &Glyph) -> Element {
    let p = glyph.provenance;
    Element::Codes {
        element: p.element,
        start: p.start,
        end: p.end,
    }
}

/// The advance of a glyph by itself, in text space.
fn natural(glyph: &Glyph, show: &Show, h_scale: f64) -> f64 {
    glyph.advance / 1000.0 * show.state.size * h_scale
}

fn advanced(at: Matrix, by: f64) -> Matrix {
    Matrix::translate(by, 0.0).then(at)
}

/// To a fiftieth of a point on the page: what stood after removed text on its line must not tell, in its last
/// decimals, how wide that was.
fn snapped(at: Matrix, ctm: Matrix) -> Matrix {
    let scale = (ctm.a * ctm.d - ctm.b * ctm.c).abs().sqrt();
    if !scale.is_normal() {
        return at;
    }
    let grid = |x: f64| (x * scale * 50.0).round() / 50.0 / scale;
    Matrix {
        e: grid(at.e),
        f: grid(at.f),
        ..at
    }
}
