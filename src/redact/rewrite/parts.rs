//! What the rewriter reads from single operations and from the resources that they name. It writes nothing.

use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::source::number;
use crate::pdf::{Matrix, Show, SourcePdf};
use crate::redact::canon::{Canon, Slot};
use crate::redact::ops::{marked_op, number_op, plain};
use lopdf::Dictionary;

pub(super) fn begin_marked(canon: &mut Canon, source: &SourcePdf, op: &Op, resources: &Dictionary) {
    let is_artifact = matches!(op.operands.first(), Some(Operand::Name(tag)) if **tag == *b"Artifact");
    match mcid(source, op, resources) {
        Some(mcid) => canon.begin_marked(marked_op(&op.operands, mcid), Some(mcid)),
        None if is_artifact => {
            let mut artifact = plain(Operator::BeginMarkedContent);
            artifact.operands.push(Operand::Name(Box::from(&b"Artifact"[..])));
            canon.begin_marked(artifact, None);
        }
        None => canon.begin_unmarked(),
    }
}

/// The marked-content identifier of a `BDC`, in its operand or in its named property list.
pub(super) fn mcid(source: &SourcePdf, op: &Op, resources: &Dictionary) -> Option<u32> {
    if op.operator != Operator::BeginMarkedContentProps {
        return None;
    }
    let number = match op.operands.get(1)? {
        Operand::Dictionary(entries) => entries.iter().find_map(|(key, value)| match value {
            Operand::Number(number) if **key == *b"MCID" => Some(*number),
            _ => None,
        })?,
        Operand::Name(name) => {
            let lists = source.dict(source.get(resources, b"Properties")?)?;
            let list = source.dict(source.get(lists, name)?)?;
            number(source.get(list, b"MCID")?)?
        }
        _ => return None,
    };
    (0.0..1e6).contains(&number).then_some(number as u32)
}

/// The graphics state dictionary that the operation names.
pub(super) fn graphics_state<'d>(source: &'d SourcePdf, resources: &'d Dictionary, op: &Op) -> Option<&'d Dictionary> {
    let Some(Operand::Name(name)) = op.operands.first() else {
        return None;
    };
    let states = source.dict(source.get(resources, b"ExtGState")?)?;
    source.dict(source.get(states, name)?)
}

/// The six numbers of `cm`; what is not a number is nought, as the interpreter reads it.
pub(super) fn matrix(op: &Op) -> Matrix {
    let at = |index: usize| match op.operands.get(index) {
        Some(Operand::Number(number)) => *number,
        _ => 0.0,
    };
    Matrix::new(at(0), at(1), at(2), at(3), at(4), at(5))
}

pub(super) fn name_op(operator: Operator, name: &[u8]) -> Op {
    Op {
        operator,
        operands: vec![Operand::Name(name.into())],
        inline_image: None,
    }
}

/// `'` and `"` without their line feed.
pub(super) fn as_plain_show(op: &Op) -> Op {
    match op.operator {
        Operator::NextLineShow | Operator::SpacingNextLineShow => Op {
            operator: Operator::ShowText,
            operands: op.operands.last().cloned().into_iter().collect(),
            inline_image: None,
        },
        _ => op.clone(),
    }
}

/// The text state of a show as operations; spacing and scaling come first.
pub(super) fn text_state(show: &Show) -> [(Slot, Op); 5] {
    let state = &show.state;
    [
        (Slot::CharSpace, number_op(Operator::CharSpace, &[state.char_space])),
        (Slot::WordSpace, number_op(Operator::WordSpace, &[state.word_space])),
        (
            Slot::HorizontalScale,
            number_op(Operator::HorizontalScale, &[state.h_scale * 100.0]),
        ),
        (Slot::Rise, number_op(Operator::Rise, &[state.rise])),
        (
            Slot::RenderMode,
            number_op(Operator::RenderMode, &[f64::from(state.render_mode)]),
        ),
    ]
}
