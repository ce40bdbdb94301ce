//! Which operands each operator takes (ISO 32000-2, Annex A). Surplus operands paint nothing and are not kept; an
//! operation with wrong ones is none.

use super::op::{Operand, Operator};

/// Fits the operands to the operator in place. False: it is no operation.
pub(super) fn fit(operator: Operator, operands: &mut Vec<Operand>) -> bool {
    if matches!(
        operator,
        Operator::FillColorN | Operator::StrokeColorN | Operator::FillColor | Operator::StrokeColor
    ) {
        return fit_color(operands);
    }
    let kinds = signature(operator);
    if operands.len() < kinds.len() {
        return false;
    }
    operands.drain(..operands.len() - kinds.len());
    operands
        .iter_mut()
        .zip(kinds)
        .all(|(operand, kind)| fits(operand, *kind))
}

/// Components, and for a pattern its name.
fn fit_color(operands: &mut Vec<Operand>) -> bool {
    let name = match operands.last() {
        Some(Operand::Name(_)) => operands.pop(),
        _ => None,
    };
    operands.retain(|operand| matches!(operand, Operand::Number(_)));
    operands.extend(name);
    !operands.is_empty()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Name,
    String,
    /// Strings and numbers.
    Shown,
    /// Numbers only.
    Numbers,
    /// A name or a dictionary.
    Properties,
}

fn fits(operand: &mut Operand, kind: Kind) -> bool {
    match (kind, operand) {
        (Kind::Number, Operand::Number(_))
        | (Kind::Name, Operand::Name(_))
        | (Kind::String, Operand::String(_))
        | (Kind::Properties, Operand::Name(_) | Operand::Dictionary(_)) => true,
        (Kind::Shown, Operand::Array(items)) => {
            items.retain(|item| matches!(item, Operand::Number(_) | Operand::String(_)));
            true
        }
        (Kind::Numbers, Operand::Array(items)) => {
            items.retain(|item| matches!(item, Operand::Number(_)));
            true
        }
        _ => false,
    }
}

const N: Kind = Kind::Number;

fn signature(operator: Operator) -> &'static [Kind] {
    use Operator as O;
    match operator {
        O::CloseFillStroke
        | O::FillStroke
        | O::CloseEoFillStroke
        | O::EoFillStroke
        | O::InlineImage
        | O::BeginText
        | O::BeginCompat
        | O::EndMarkedContent
        | O::EndText
        | O::EndCompat
        | O::Fill
        | O::FillObsolete
        | O::EoFill
        | O::ClosePath
        | O::EndPath
        | O::Save
        | O::Restore
        | O::CloseStroke
        | O::Stroke
        | O::NextLine
        | O::Clip
        | O::EoClip => &[],
        O::StrokeGray
        | O::FillGray
        | O::Flatness
        | O::LineJoin
        | O::LineCap
        | O::MiterLimit
        | O::CharSpace
        | O::Leading
        | O::RenderMode
        | O::Rise
        | O::WordSpace
        | O::HorizontalScale
        | O::LineWidth => &[N],
        O::GlyphWidth | O::LineTo | O::MoveTo | O::MoveText | O::MoveTextSetLeading => &[N; 2],
        O::StrokeRgb | O::FillRgb => &[N; 3],
        O::StrokeCmyk | O::FillCmyk | O::CurveToV | O::CurveToY | O::Rectangle => &[N; 4],
        O::CurveTo | O::Concat | O::GlyphWidthBox | O::TextMatrix => &[N; 6],
        O::BeginMarkedContent
        | O::StrokeColorSpace
        | O::FillColorSpace
        | O::Do
        | O::ExtGState
        | O::MarkPoint
        | O::RenderingIntent
        | O::Shading => &[Kind::Name],
        O::BeginMarkedContentProps | O::MarkPointProps => &[Kind::Name, Kind::Properties],
        O::Dash => &[Kind::Numbers, N],
        O::Font => &[Kind::Name, N],
        O::ShowText | O::NextLineShow => &[Kind::String],
        O::ShowTextAdjusted => &[Kind::Shown],
        O::SpacingNextLineShow => &[N, N, Kind::String],
        O::StrokeColor | O::FillColor | O::StrokeColorN | O::FillColorN => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, write};

    #[test]
    fn only_operands_that_paint_are_kept() {
        for (given, kept) in [
            ("(Jansen) 1 0 0 rg", "1 0 0 rg\n"),
            ("(Jansen) (a) Tj", "(a)Tj\n"),
            ("[(a) /Jansen 3] TJ", "[(a)3]TJ\n"),
            ("(Jansen) /P1 scn", "/P1 scn\n"),
            ("1 (Jansen) Tc", ""),
            ("2 l", ""),
            ("(Jansen) q", "q\n"),
        ] {
            let written = String::from_utf8(write(&parse(given.as_bytes()).0)).expect("plain text");
            assert_eq!(written, kept, "{given}");
        }
    }
}
