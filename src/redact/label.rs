//! The look of a label: a box with a ground code as text. Its place is the plan's concern.

use super::ops::{matrix_op, number_op, plain};
use super::plan::Label;
use super::{Style, label_font};
use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::{Matrix, Point, Rect};
use crate::rules::Kind;
use crate::woo::Ground;

/// Size of the code in a line of size 1.
const RELATIVE_SIZE: f64 = 0.82;
/// Below this size in points a code is not legible.
const LEGIBLE: f64 = 5.0;
/// Above and below the baseline, in a line of size 1: inside the leading of any line that is not set solid.
const ABOVE: f64 = 0.78;
const BELOW: f64 = 0.2;
/// Between the edge of the box and its code, in a line of size 1.
const PADDING: f64 = 0.12;

/// Around the code of what stands within a word, in a line of size 1: less than most readers of text take for a space, so that
/// `5.1.2.e@voorbeeld.nl` stays one word.
const TIGHT: f64 = 0.03;
/// Between a label and its neighbours on either side, in a line of size 1.
const MARGIN: f64 = 0.05;

/// Whether data of a kind mostly goes on in public text without a space: the domain of an address, the end of a path.
const fn is_within_word(kind: Kind) -> bool {
    matches!(kind, Kind::Email | Kind::Online)
}

/// Free space on either side of the label of a kind, in a line of size 1.
pub(super) const fn margin(kind: Kind) -> f64 {
    match is_within_word(kind) {
        true => 0.0,
        false => MARGIN,
    }
}

/// Width of a box in a line of size 1: about that of most data of its kind, so that what follows on the line moves little.
const fn usual_width(kind: Kind) -> f64 {
    match kind {
        Kind::Email | Kind::Online => 0.0,
        Kind::BankAccount => 11.0,
        Kind::Address => 9.0,
        Kind::Special => 8.5,
        Kind::Phone => 6.5,
        Kind::NationalIdentificationNumber | Kind::NumberPlate => 5.0,
        Kind::Person | Kind::Birthdate | Kind::IdDocument | Kind::Term | Kind::Region => 6.0,
    }
}

/// Box and code of a label, in the label's own space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    pub bounds: Rect,
    pub size: f64,
    pub start: Point,
    pub h_scale: f64,
}

/// The code's width in points at size 1.
fn code_width(ground: Ground) -> f64 {
    ground.code().chars().map(label_font::advance).sum::<f64>() / 1000.0
}

impl Shape {
    /// The label of a ground for data of a kind in a line of this size: it depends on nothing else.
    pub(super) fn in_line(ground: Ground, kind: Kind, line_size: f64) -> Self {
        let size = (line_size * RELATIVE_SIZE).max(LEGIBLE.min(line_size));
        let padding = match is_within_word(kind) {
            true => line_size * TIGHT,
            false => line_size * PADDING,
        };
        let bounds = Rect {
            x0: 0.0,
            y0: -BELOW * line_size,
            x1: (code_width(ground) * size + 2.0 * padding).max(usual_width(kind) * line_size),
            y1: ABOVE * line_size,
        };
        Self::set(ground, bounds, size, 1.0)
    }

    /// A label that fills a box whose size is given; the code shrinks to fit.
    pub(super) fn filling(ground: Ground, bounds: Rect, line_size: f64) -> Self {
        let wide = code_width(ground);
        let room = (bounds.width() * 0.94).max(0.1);
        let high = (bounds.height() * RELATIVE_SIZE).max(0.1);
        let wish = (line_size * RELATIVE_SIZE).max(LEGIBLE);
        let size = wish.min(high).min((room / wide).max(LEGIBLE.min(high)));
        let h_scale = (room / (wide * size)).min(1.0);
        Self::set(ground, bounds, size, h_scale)
    }

    /// The least width of a box that holds its code as [`Self::in_line`] sets it.
    pub(super) fn least_width(ground: Ground, line_size: f64) -> f64 {
        let size = (line_size * RELATIVE_SIZE).max(LEGIBLE.min(line_size));
        code_width(ground) * size / 0.94
    }

    /// The code stands where the text began.
    fn set(ground: Ground, bounds: Rect, size: f64, h_scale: f64) -> Self {
        let height = size * label_font::CAP_HEIGHT / 1000.0;
        Self {
            bounds,
            size,
            start: Point {
                x: bounds.x0 + (PADDING * size).min((bounds.width() - code_width(ground) * size * h_scale) / 2.0),
                y: bounds.y0 + (bounds.height() - height) / 2.0,
            },
            h_scale,
        }
    }
}

/// Draws a label where `to_stream` leads from the page to the space in force.
pub(super) fn draw(label: &Label, style: Style, to_stream: Matrix, font: &[u8]) -> Vec<Op> {
    let m = label.frame.then(to_stream);
    let Rect { x0, y0, .. } = label.bounds;
    let (width, height) = (label.bounds.width(), label.bounds.height());
    let (box_grey, text_grey) = match style {
        Style::Black => (0.0, 1.0),
        Style::Outline => (1.0, 0.0),
        Style::Grey => (0.85, 0.0),
    };
    let mut ops = vec![
        matrix_op(Operator::Concat, m),
        number_op(Operator::FillGray, &[box_grey]),
        number_op(Operator::Rectangle, &[x0, y0, width, height]),
        plain(Operator::Fill),
    ];
    if style == Style::Outline {
        let line = 0.5;
        ops.extend([
            number_op(Operator::StrokeGray, &[0.0]),
            number_op(Operator::LineWidth, &[line]),
            number_op(
                Operator::Rectangle,
                &[x0 + line / 2.0, y0 + line / 2.0, width - line, height - line],
            ),
            plain(Operator::Stroke),
        ]);
    }
    ops.extend([
        plain(Operator::BeginText),
        number_op(Operator::FillGray, &[text_grey]),
        Op {
            operator: Operator::Font,
            operands: vec![Operand::Name(font.into()), Operand::Number(label.size)],
            inline_image: None,
        },
        number_op(Operator::CharSpace, &[0.0]),
        number_op(Operator::WordSpace, &[0.0]),
        number_op(Operator::HorizontalScale, &[label.h_scale * 100.0]),
        number_op(Operator::Rise, &[0.0]),
        number_op(Operator::RenderMode, &[0.0]),
        number_op(
            Operator::TextMatrix,
            &[1.0, 0.0, 0.0, 1.0, label.start.x, label.start.y],
        ),
        Op {
            operator: Operator::ShowText,
            operands: vec![Operand::String(label.ground.code().as_bytes().into())],
            inline_image: None,
        },
        plain(Operator::EndText),
    ]);
    ops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_its_code() {
        for ground in Ground::all() {
            let shape = Shape::in_line(ground, Kind::Person, 11.0);
            let code = code_width(ground) * shape.size;
            assert!(shape.bounds.width() > code + 2.0);
            assert!(shape.size >= LEGIBLE && shape.bounds.height() < 11.0);
        }
    }

    #[test]
    fn a_code_shrinks_until_it_fits_its_box() {
        for width in [200.0, 30.0, 12.0, 4.0] {
            let bounds = Rect {
                x0: 10.0,
                y0: 0.0,
                x1: 10.0 + width,
                y1: 9.0,
            };
            let shape = Shape::filling(Ground::PrivateLife, bounds, 11.0);
            let code = code_width(Ground::PrivateLife) * shape.size * shape.h_scale;
            assert!(
                shape.start.x >= bounds.x0 && shape.start.x + code <= bounds.x1 + 1e-9,
                "{width}"
            );
        }
    }
}
