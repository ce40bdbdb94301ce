//! What each operation becomes: the state goes to the canon, what paints to the file that knows it. It paints nothing.

use super::parts::{begin_marked, matrix};
use super::{Progress, Rewriter};
use crate::pdf::content::{Op, Operand, Operator};
use crate::redact::canon::{Slot, Uses};
use crate::redact::ops::number_op;

impl Rewriter<'_> {
    pub(super) fn op(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        use Operator as O;
        let canon = &mut progress.canon;
        match op.operator {
            O::Save => canon.save(),
            O::Restore => canon.restore(),
            O::Concat => canon.concat(matrix(op)),
            O::ExtGState => self.graphics_state(progress, index, op),
            O::Font => canon.set(Slot::Font, op.clone()),
            O::CharSpace => canon.set(Slot::CharSpace, op.clone()),
            O::WordSpace => canon.set(Slot::WordSpace, op.clone()),
            O::HorizontalScale => canon.set(Slot::HorizontalScale, op.clone()),
            O::Rise => canon.set(Slot::Rise, op.clone()),
            O::RenderMode => canon.set(Slot::RenderMode, op.clone()),
            O::FillGray | O::FillRgb | O::FillCmyk | O::FillColorSpace => canon.set(Slot::Fill, op.clone()),
            O::StrokeGray | O::StrokeRgb | O::StrokeCmyk | O::StrokeColorSpace => canon.set(Slot::Stroke, op.clone()),
            O::FillColor | O::FillColorN => canon.set_component(Slot::Fill, op.clone()),
            O::StrokeColor | O::StrokeColorN => canon.set_component(Slot::Stroke, op.clone()),
            O::LineWidth => canon.set(Slot::LineWidth, op.clone()),
            O::LineCap => canon.set(Slot::LineCap, op.clone()),
            O::LineJoin => canon.set(Slot::LineJoin, op.clone()),
            O::MiterLimit => canon.set(Slot::MiterLimit, op.clone()),
            O::Dash => canon.set(Slot::Dash, op.clone()),
            O::RenderingIntent => canon.set(Slot::Intent, op.clone()),
            O::Flatness => canon.set(Slot::Flatness, op.clone()),
            O::MoveTo | O::LineTo | O::CurveTo | O::CurveToV | O::CurveToY | O::ClosePath | O::Rectangle => {
                progress.path.push(op.clone());
            }
            O::Clip | O::EoClip => {
                progress.path.push(op.clone());
                progress.clips = true;
            }
            O::EndPath | O::Fill | O::FillObsolete | O::EoFill => self.path(progress, index, op, Uses::Fill),
            O::Stroke | O::CloseStroke => self.path(progress, index, op, Uses::Stroke),
            O::FillStroke | O::EoFillStroke | O::CloseFillStroke | O::CloseEoFillStroke => {
                self.path(progress, index, op, Uses::FillStroke);
            }
            O::Shading => self.simple_paint(progress, index, op, Uses::Nothing),
            O::InlineImage => self.inline_image(progress, index, op),
            O::Do => self.draw(progress, index, op),
            O::ShowText | O::ShowTextAdjusted | O::NextLineShow | O::SpacingNextLineShow => {
                self.show(progress, index, op);
            }
            O::BeginText | O::EndText => canon.end_text(),
            O::BeginMarkedContent | O::BeginMarkedContentProps => {
                begin_marked(canon, self.source, op, &progress.resources)
            }
            O::EndMarkedContent => canon.end_marked(),
            O::GlyphWidth | O::GlyphWidthBox => canon.fixed(op.clone()),
            // Every string is shown at a matrix of its own, so what only moves the text position is not needed; marks
            // and compatibility sections paint nothing.
            O::MoveText | O::MoveTextSetLeading | O::NextLine | O::TextMatrix | O::Leading => {}
            O::MarkPoint | O::MarkPointProps | O::BeginCompat | O::EndCompat => {}
        }
        if op.operator == O::SpacingNextLineShow {
            for (slot, operator, operand) in [(Slot::WordSpace, O::WordSpace, 0), (Slot::CharSpace, O::CharSpace, 1)] {
                if let Some(Operand::Number(value)) = op.operands.get(operand) {
                    progress.canon.set(slot, number_op(operator, &[*value]));
                }
            }
        }
    }
}
