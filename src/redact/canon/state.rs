//! The graphics state as the operations that set it. It writes nothing.

use crate::pdf::content::{Op, Operand, Operator};
use crate::redact::ops::number_op;
use std::rc::Rc;

/// A parameter of the graphics state that the next setting replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::redact) enum Slot {
    Font,
    CharSpace,
    WordSpace,
    HorizontalScale,
    Rise,
    RenderMode,
    Fill,
    Stroke,
    LineWidth,
    LineCap,
    LineJoin,
    MiterLimit,
    Dash,
    Intent,
    Flatness,
}

pub(super) const SLOTS: [Slot; 15] = [
    Slot::Fill,
    Slot::Stroke,
    Slot::LineWidth,
    Slot::LineCap,
    Slot::LineJoin,
    Slot::MiterLimit,
    Slot::Dash,
    Slot::Intent,
    Slot::Flatness,
    Slot::Font,
    Slot::CharSpace,
    Slot::WordSpace,
    Slot::HorizontalScale,
    Slot::Rise,
    Slot::RenderMode,
];

const TEXT: [Slot; 6] = [
    Slot::Font,
    Slot::CharSpace,
    Slot::WordSpace,
    Slot::HorizontalScale,
    Slot::Rise,
    Slot::RenderMode,
];

/// What a graphics state dictionary may set as well (with the font).
pub(super) const LINE: [Slot; 7] = [
    Slot::LineWidth,
    Slot::LineCap,
    Slot::LineJoin,
    Slot::MiterLimit,
    Slot::Dash,
    Slot::Intent,
    Slot::Flatness,
];

/// Which parts of the state a painting operation uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::redact) enum Uses {
    /// A filled path, or an image (a stencil takes the fill colour).
    Fill,
    /// A stroked path.
    Stroke,
    /// Both.
    FillStroke,
    /// Filled text.
    Text,
    /// Text whose outlines are stroked.
    StrokedText,
    /// Everything: a form inherits the whole state.
    All,
    /// No parameter of these.
    Nothing,
}

impl Uses {
    pub(super) fn includes(self, slot: Slot) -> bool {
        let is_text = TEXT.contains(&slot);
        let is_line = slot == Slot::Stroke || LINE.contains(&slot);
        match self {
            Self::Fill => slot == Slot::Fill || matches!(slot, Slot::Intent | Slot::Flatness),
            Self::Stroke => is_line,
            Self::FillStroke => !is_text,
            Self::Text => slot == Slot::Fill || is_text,
            Self::StrokedText | Self::All => true,
            Self::Nothing => slot == Slot::Intent,
        }
    }
}

/// The values of all slots: the operations that set them, none where nothing has set them yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct State([Rc<Vec<Op>>; SLOTS.len()]);

impl State {
    pub(super) fn get(&self, slot: Slot) -> &Rc<Vec<Op>> {
        &self.0[slot as usize]
    }

    pub(super) fn set(&mut self, slot: Slot, ops: Rc<Vec<Op>>) {
        self.0[slot as usize] = ops;
    }

    /// Sets a value and gives the old one.
    pub(super) fn replace(&mut self, slot: Slot, ops: Rc<Vec<Op>>) -> Rc<Vec<Op>> {
        std::mem::replace(&mut self.0[slot as usize], ops)
    }

    /// How text is painted when it is shown with this state.
    pub(super) fn text_use(&self) -> Uses {
        let mode = self.get(Slot::RenderMode).first().and_then(|op| op.operands.first());
        match mode {
            Some(Operand::Number(mode)) if [1.0, 2.0, 5.0, 6.0].contains(mode) => Uses::StrokedText,
            _ => Uses::Text,
        }
    }

    /// The values at the beginning of a page (ISO 32000-2, tables 51 and 103).
    pub(super) fn initial() -> Self {
        let mut state = Self::initial_text();
        for (slot, operator, value) in [
            (Slot::Fill, Operator::FillGray, 0.0),
            (Slot::Stroke, Operator::StrokeGray, 0.0),
            (Slot::LineWidth, Operator::LineWidth, 1.0),
            (Slot::LineCap, Operator::LineCap, 0.0),
            (Slot::LineJoin, Operator::LineJoin, 0.0),
            (Slot::MiterLimit, Operator::MiterLimit, 10.0),
        ] {
            state.set(slot, Rc::new(vec![number_op(operator, &[value])]));
        }
        let mut solid = number_op(Operator::Dash, &[]);
        solid.operands = vec![Operand::Array(Vec::new()), Operand::Number(0.0)];
        state.set(Slot::Dash, Rc::new(vec![solid]));
        state
    }

    /// The values of the text state alone: hardly any form relies on its drawer for these.
    pub(super) fn initial_text() -> Self {
        let mut state = Self::default();
        for (slot, operator, value) in [
            (Slot::CharSpace, Operator::CharSpace, 0.0),
            (Slot::WordSpace, Operator::WordSpace, 0.0),
            (Slot::HorizontalScale, Operator::HorizontalScale, 100.0),
            (Slot::Rise, Operator::Rise, 0.0),
            (Slot::RenderMode, Operator::RenderMode, 0.0),
        ] {
            state.set(slot, Rc::new(vec![number_op(operator, &[value])]));
        }
        state
    }
}
