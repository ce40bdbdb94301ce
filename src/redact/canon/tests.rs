//! The canonical writer, as text.

use super::*;
use crate::pdf::content::{Operand, write};
use crate::redact::ops::number_op;

fn op(operator: Operator, numbers: &[f64]) -> Op {
    number_op(operator, numbers)
}

fn text(words: &str) -> Op {
    Op {
        operator: Operator::ShowText,
        operands: vec![Operand::String(words.as_bytes().into())],
        inline_image: None,
    }
}

fn written(ops: &[Op]) -> String {
    let text = String::from_utf8_lossy(&write(ops)).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn state_without_paint_leaves_no_trace() {
    let mut canon = Canon::new(Begin::Page);
    canon.save();
    canon.concat(Matrix::new(2.0, 0.0, 0.0, 2.0, 0.0, 0.0));
    canon.set(Slot::Fill, op(Operator::FillGray, &[0.5]));
    canon.begin_marked(marked_op(&[], 3), Some(3));
    canon.end_marked();
    canon.restore();
    canon.restore();
    assert!(canon.finish().is_empty());
}

#[test]
fn state_is_written_where_it_is_used_and_once() {
    let mut canon = Canon::new(Begin::Page);
    canon.set(Slot::Fill, op(Operator::FillGray, &[0.5]));
    canon.set(Slot::Fill, op(Operator::FillGray, &[0.2]));
    canon.save();
    for y in [10.0, 20.0] {
        canon.with(&[(Slot::CharSpace, op(Operator::CharSpace, &[1.0]))], |canon| {
            canon.show(Matrix::translate(5.0, y), text("a"), None);
        });
    }
    canon.restore();
    canon.show(Matrix::translate(5.0, 30.0), text("b"), None);
    assert_eq!(
        written(&canon.finish()),
        "q 0.2 g 1 Tc BT 1 0 0 1 5 10 Tm (a)Tj 1 0 0 1 5 20 Tm (a)Tj ET Q \
         0.2 g BT 1 0 0 1 5 30 Tm (b)Tj ET"
    );
}

#[test]
fn a_colour_keeps_its_space() {
    let name = |n: &str| Operand::Name(n.as_bytes().into());
    let mut canon = Canon::new(Begin::Page);
    let space = Op {
        operands: vec![name("Cs1")],
        ..plain(Operator::FillColorSpace)
    };
    canon.set(Slot::Fill, space);
    canon.set_component(Slot::Fill, op(Operator::FillColorN, &[1.0]));
    canon.set_component(Slot::Fill, op(Operator::FillColorN, &[0.5]));
    canon.paint(
        Uses::Fill,
        [op(Operator::Rectangle, &[0.0, 0.0, 1.0, 1.0]), plain(Operator::Fill)],
    );
    assert_eq!(written(&canon.finish()), "/Cs1 cs 0.5 scn 0 0 1 1 re f");
}

#[test]
fn a_label_ends_the_sequence_around_it() {
    let mut canon = Canon::new(Begin::Page);
    canon.begin_marked(marked_op(&[Operand::Name(Box::from(&b"P"[..]))], 0), Some(0));
    canon.show(Matrix::IDENTITY, text("a"), None);
    canon.isolated_marked(1, 2, [plain(Operator::Fill)]);
    canon.show(Matrix::IDENTITY, text("b"), None);
    canon.end_marked();
    assert_eq!(
        written(&canon.finish()),
        "/P<</MCID 0>>BDC BT 1 0 0 1 0 0 Tm (a)Tj ET EMC /Span<</MCID 1>>BDC q f Q EMC \
         /P<</MCID 2>>BDC BT 1 0 0 1 0 0 Tm (b)Tj ET EMC"
    );
}

#[test]
fn crossing_marks_and_saves_come_out_balanced() {
    let mut canon = Canon::new(Begin::Page);
    canon.save();
    canon.begin_marked(marked_op(&[], 0), Some(0));
    canon.paint(Uses::Nothing, [plain(Operator::Fill)]);
    canon.restore();
    canon.paint(Uses::Nothing, [plain(Operator::Fill)]);
    canon.end_marked();
    canon.end_marked();
    canon.save();
    canon.paint(Uses::Nothing, [plain(Operator::Fill)]);
    let ops = canon.finish();
    let count = |operator: Operator| ops.iter().filter(|op| op.operator == operator).count();
    assert_eq!(count(Operator::Save), count(Operator::Restore));
    assert_eq!(
        count(Operator::BeginMarkedContentProps),
        count(Operator::EndMarkedContent)
    );
}

#[test]
fn free_text_tells_nothing_of_the_matrix_it_stood_in() {
    let shown = |x: f64| {
        let mut canon = Canon::new(Begin::Page);
        canon.concat(Matrix::new(0.5, 0.0, 0.0, 0.5, 0.0, 0.0));
        canon.show(Matrix::translate(10.0, 10.0), text("a"), None);
        canon.save();
        canon.concat(Matrix::translate(x, 0.0));
        canon.clip(vec![
            op(Operator::Rectangle, &[0.0, 0.0, x, 9.0]),
            plain(Operator::Clip),
            plain(Operator::EndPath),
        ]);
        canon.show_free(Matrix::translate(100.0, 5.0), text("b"));
        canon.restore();
        canon.save();
        canon.concat(Matrix::translate(7.0, 0.0));
        canon.paint(Uses::Nothing, [plain(Operator::Fill)]);
        canon.restore();
        written(&canon.finish())
    };
    assert_eq!(shown(3.0), shown(4.0));
    assert_eq!(
        shown(3.0),
        "0.5 0 0 0.5 0 0 cm BT 1 0 0 1 10 10 Tm (a)Tj 2 0 0 2 200 10 Tm (b)Tj ET q 1 0 0 1 7 0 cm f Q"
    );
}

#[test]
fn a_clip_that_an_inner_restore_undid_is_written_again() {
    let mut canon = Canon::new(Begin::Page);
    canon.save();
    canon.clip(vec![
        op(Operator::Rectangle, &[0.0, 0.0, 1.0, 1.0]),
        plain(Operator::Clip),
        plain(Operator::EndPath),
    ]);
    canon.save();
    canon.graphics_state(plain(Operator::ExtGState), Depends::OnNothing);
    canon.show_free(Matrix::IDENTITY, text("a"));
    canon.paint(Uses::Nothing, [plain(Operator::Fill)]);
    canon.restore();
    canon.paint(Uses::Nothing, [plain(Operator::Stroke)]);
    canon.restore();
    assert_eq!(
        written(&canon.finish()),
        "q q gs BT 1 0 0 1 0 0 Tm (a)Tj ET 0 0 1 1 re W n f Q 0 0 1 1 re W n S Q"
    );
}
