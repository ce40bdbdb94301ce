//! Operations made by hand. No content of a document is read here.

use crate::pdf::Matrix;
use crate::pdf::content::{Op, Operand, Operator};

/// An operation without operands.
pub(super) fn plain(operator: Operator) -> Op {
    Op {
        operator,
        operands: Vec::new(),
        inline_image: None,
    }
}

/// An operation with numbers.
pub(super) fn number_op(operator: Operator, numbers: &[f64]) -> Op {
    Op {
        operator,
        operands: numbers.iter().map(|n| Operand::Number(round(*n))).collect(),
        inline_image: None,
    }
}

/// `/Tag <</MCID n>>BDC` with the tag of other operands.
pub(super) fn marked_op(operands: &[Operand], mcid: u32) -> Op {
    let tag = match operands.first() {
        Some(Operand::Name(tag)) => tag.clone(),
        _ => Box::from(&b"Span"[..]),
    };
    Op {
        operator: Operator::BeginMarkedContentProps,
        operands: vec![
            Operand::Name(tag),
            Operand::Dictionary(vec![(Box::from(&b"MCID"[..]), Operand::Number(f64::from(mcid)))]),
        ],
        inline_image: None,
    }
}

/// An operation with a matrix.
pub(super) fn matrix_op(operator: Operator, m: Matrix) -> Op {
    number_op(operator, &[m.a, m.b, m.c, m.d, m.e, m.f])
}

/// To a hundred-thousandth, small numbers to nine digits: what differs less in two runs of the same arithmetic is the
/// same number.
fn round(number: f64) -> f64 {
    let magnitude = number.abs();
    if magnitude < 1e-9 || !number.is_finite() {
        return 0.0;
    }
    let unit = if magnitude < 0.1 {
        10_f64.powi(9 - magnitude.log10().floor() as i32)
    } else {
        1e5
    };
    (number * unit).round() / unit
}
