//! One operation with exactly the operands its operator takes, or none: nothing rides along between operands.

use crate::pdf::content::{Op, Operand, Operator};

/// The operands of an operator, in order.
enum Shape {
    Numbers(usize),
    /// Colour components, and a pattern name behind them.
    Color,
    Name,
    /// A name of a closed list.
    Intent,
    FontAndSize,
    Dash,
    Text,
    SpacedText,
    AdjustedText,
    Own,
    Dropped,
}

const INTENTS: [&[u8]; 4] = [
    b"AbsoluteColorimetric",
    b"RelativeColorimetric",
    b"Saturation",
    b"Perceptual",
];

fn shape(operator: Operator) -> Shape {
    use Operator as O;
    match operator {
        O::Save
        | O::Restore
        | O::ClosePath
        | O::Stroke
        | O::CloseStroke
        | O::Fill
        | O::FillObsolete
        | O::EoFill
        | O::FillStroke
        | O::EoFillStroke
        | O::CloseFillStroke
        | O::CloseEoFillStroke
        | O::EndPath
        | O::Clip
        | O::EoClip
        | O::BeginText
        | O::EndText
        | O::NextLine => Shape::Numbers(0),
        O::LineWidth
        | O::LineCap
        | O::LineJoin
        | O::MiterLimit
        | O::Flatness
        | O::StrokeGray
        | O::FillGray
        | O::CharSpace
        | O::WordSpace
        | O::HorizontalScale
        | O::Leading
        | O::RenderMode
        | O::Rise => Shape::Numbers(1),
        O::MoveTo | O::LineTo | O::MoveText | O::MoveTextSetLeading | O::GlyphWidth => Shape::Numbers(2),
        O::StrokeRgb | O::FillRgb => Shape::Numbers(3),
        O::CurveToV | O::CurveToY | O::Rectangle | O::StrokeCmyk | O::FillCmyk => Shape::Numbers(4),
        O::CurveTo | O::Concat | O::TextMatrix | O::GlyphWidthBox => Shape::Numbers(6),
        O::StrokeColor | O::FillColor | O::StrokeColorN | O::FillColorN => Shape::Color,
        O::StrokeColorSpace | O::FillColorSpace | O::ExtGState | O::Shading | O::Do => Shape::Name,
        O::RenderingIntent => Shape::Intent,
        O::Font => Shape::FontAndSize,
        O::Dash => Shape::Dash,
        O::ShowText | O::NextLineShow => Shape::Text,
        O::SpacingNextLineShow => Shape::SpacedText,
        O::ShowTextAdjusted => Shape::AdjustedText,
        O::BeginMarkedContent | O::BeginMarkedContentProps | O::EndMarkedContent | O::InlineImage => Shape::Own,
        O::MarkPoint | O::MarkPointProps | O::BeginCompat | O::EndCompat => Shape::Dropped,
    }
}

/// The operation with its proper operands, `None` where it has none such or is not kept.
pub(super) fn sanitize(mut op: Op) -> Option<Op> {
    let operands = &mut op.operands;
    let is_proper = match shape(op.operator) {
        Shape::Own => return Some(op),
        Shape::Dropped => return None,
        Shape::Numbers(count) => are_numbers(last(operands, count)?),
        Shape::Color => match &operands[..] {
            [components @ .., Operand::Name(_)] => are_numbers(components),
            components => are_numbers(components),
        },
        Shape::Name => matches!(last(operands, 1)?, [Operand::Name(_)]),
        Shape::Intent => matches!(last(operands, 1)?, [Operand::Name(name)] if INTENTS.contains(&&**name)),
        Shape::FontAndSize => matches!(last(operands, 2)?, [Operand::Name(_), Operand::Number(_)]),
        Shape::Dash => {
            matches!(last(operands, 2)?, [Operand::Array(lengths), Operand::Number(_)] if are_numbers(lengths))
        }
        Shape::Text => matches!(last(operands, 1)?, [Operand::String(_)]),
        Shape::SpacedText => matches!(
            last(operands, 3)?,
            [Operand::Number(_), Operand::Number(_), Operand::String(_)]
        ),
        Shape::AdjustedText => match last(operands, 1)? {
            [Operand::Array(items)] => {
                items.retain(|item| matches!(item, Operand::String(_) | Operand::Number(_)));
                true
            }
            _ => false,
        },
    };
    op.inline_image = None;
    is_proper.then_some(op)
}

/// Lets go of all operands but the last ones.
fn last(operands: &mut Vec<Operand>, count: usize) -> Option<&mut [Operand]> {
    let surplus = operands.len().checked_sub(count)?;
    operands.drain(..surplus);
    Some(operands)
}

fn are_numbers(operands: &[Operand]) -> bool {
    operands.iter().all(|operand| matches!(operand, Operand::Number(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::content::{parse, write};

    #[test]
    fn operands_that_do_not_belong_do_not_stay() {
        for (from, expected) in [
            ("(J. Smit) 1 0 0 rg", "1 0 0 rg\n"),
            ("(J. Smit) q", "q\n"),
            ("[(a) /Smit -5 (b)] TJ", "[(a)-5(b)]TJ\n"),
            ("/Smit (x) DP /Smit MP", ""),
            ("/Smit ri /Perceptual ri", "/Perceptual ri\n"),
            ("1 2 3 4 m", "3 4 m\n"),
            ("0.5 /P1 scn", "0.5/P1 scn\n"),
            ("[(Smit) 3] 0 d", "[3]0 d\n"),
        ] {
            let ops: Vec<Op> = parse(from.as_bytes()).0.into_iter().filter_map(sanitize).collect();
            assert_eq!(String::from_utf8_lossy(&write(&ops)), expected, "{from}");
        }
    }
}
