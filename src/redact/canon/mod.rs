//! Writes operations in a canonical order: state is written only where something is painted with it, so that removed
//! text leaves no trace of the state it was set in. It decides nothing about what stays.

mod frame;
mod state;

pub(super) use state::{Slot, Uses};

use super::ops::{marked_op, matrix_op, plain};
use crate::pdf::Matrix;
use crate::pdf::content::{Op, Operator};
use frame::{Change, Frame, FrameKind, Item, Saved};
use state::{LINE, SLOTS, State};
use std::rc::Rc;

/// What a stream is at its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// With the initial graphics state.
    Page,
    /// With whatever state its drawer left.
    Form,
}

/// Whether a graphics state dictionary depends on the matrix in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depends {
    /// It holds a soft mask, which is drawn where the matrix puts it.
    OnMatrix,
    /// It holds numbers only.
    OnNothing,
}

/// What must be written before an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Whatever is in force.
    Everything,
    /// Marks and graphics states, but no matrix and no clip.
    States,
    /// Marks.
    Marks,
    /// Marks but those with an identifier.
    OtherMarks,
}

/// The writer.
#[derive(Debug)]
pub(super) struct Canon {
    begin: Begin,
    out: Vec<Op>,
    frames: Vec<Frame>,
    /// How many `q` are open in `out`.
    depth: usize,
    wanted: State,
    written: State,
    /// From the space in force to that at the beginning of the stream: as the source has it, and as it is written.
    wanted_ctm: Matrix,
    written_ctm: Matrix,
    /// Whether a text object is open in `out`, and the text matrix at which the next string would be shown.
    text: Option<Option<Matrix>>,
}

impl Canon {
    /// An empty stream.
    pub(super) fn new(begin: Begin) -> Self {
        let written = match begin {
            Begin::Page => State::initial(),
            Begin::Form => State::default(),
        };
        let wanted = match begin {
            Begin::Page => State::initial(),
            Begin::Form => State::initial_text(),
        };
        Self {
            begin,
            out: Vec::new(),
            frames: vec![Frame::new(FrameKind::Root)],
            depth: 0,
            wanted,
            written,
            wanted_ctm: Matrix::IDENTITY,
            written_ctm: Matrix::IDENTITY,
            text: None,
        }
    }

    /// Sets a parameter.
    pub(super) fn set(&mut self, slot: Slot, op: Op) {
        self.wanted.set(slot, Rc::new(vec![op]));
    }

    /// Sets a colour in the colour space that is in force.
    pub(super) fn set_component(&mut self, slot: Slot, op: Op) {
        let mut ops: Vec<Op> = self.wanted.get(slot).iter().take(1).cloned().collect();
        if ops.first().is_some_and(|first| is_component(first.operator)) {
            ops.clear();
        }
        ops.push(op);
        self.wanted.set(slot, Rc::new(ops));
    }

    /// `cm`
    pub(super) fn concat(&mut self, matrix: Matrix) {
        self.wanted_ctm = matrix.then(self.wanted_ctm);
    }

    /// A path that narrows the clip, with all its operations.
    pub(super) fn clip(&mut self, ops: Vec<Op>) {
        let ctm = Some(self.wanted_ctm);
        self.scope().items.push(Item::new(Change::Clip, ops, ctm));
    }

    /// An operation that must stand where it stands, such as the width of a Type 3 glyph.
    pub(super) fn fixed(&mut self, op: Op) {
        self.scope().items.push(Item::new(Change::State, vec![op], None));
    }

    /// Applies a graphics state dictionary. It may set line parameters and the font, so these are written before it.
    pub(super) fn graphics_state(&mut self, op: Op, depends: Depends) {
        let mut ops = Vec::new();
        for slot in LINE.into_iter().chain([Slot::Font]) {
            let wanted = self.wanted.replace(slot, Rc::default());
            if wanted != self.written.replace(slot, Rc::default()) {
                ops.extend(wanted.iter().cloned());
            }
        }
        ops.push(op);
        let ctm = (depends == Depends::OnMatrix).then_some(self.wanted_ctm);
        self.scope().items.push(Item::new(Change::State, ops, ctm));
    }

    /// `q`
    pub(super) fn save(&mut self) {
        let before = Saved {
            state: Box::new(self.wanted.clone()),
            ctm: self.wanted_ctm,
        };
        self.frames.push(Frame::new(FrameKind::Save { before, outer: None }));
    }

    /// `Q`; without its `q` it is ignored.
    pub(super) fn restore(&mut self) {
        let innermost = self
            .frames
            .iter()
            .rposition(|f| matches!(f.kind, FrameKind::Save { .. }));
        let Some(FrameKind::Save { before, outer }) = innermost.map(|at| self.frames.remove(at).kind) else {
            return;
        };
        self.wanted = *before.state;
        self.wanted_ctm = before.ctm;
        if let Some(outer) = outer {
            self.end_text();
            self.out.push(plain(Operator::Restore));
            self.written = *outer.state;
            self.written_ctm = outer.ctm;
            self.depth -= 1;
            for frame in &mut self.frames {
                frame.forget_below(self.depth);
            }
        }
    }

    /// `BDC` with an identifier, or an artifact.
    pub(super) fn begin_marked(&mut self, open: Op, mcid: Option<u32>) {
        let kind = FrameKind::Marked {
            open,
            mcid,
            opened: false,
        };
        self.frames.push(Frame::new(kind));
    }

    /// Marked content whose marks are not kept.
    pub(super) fn begin_unmarked(&mut self) {
        self.frames.push(Frame::new(FrameKind::Unmarked));
    }

    /// `EMC`; without its beginning it is ignored.
    pub(super) fn end_marked(&mut self) {
        let Some(at) = self.frames.iter().rposition(|f| f.kind.is_mark()) else {
            return;
        };
        if let FrameKind::Marked { opened: true, .. } = self.frames.remove(at).kind {
            self.end_text();
            self.out.push(plain(Operator::EndMarkedContent));
        }
    }

    /// The innermost marked-content identifier in force.
    pub(super) fn mcid(&self) -> Option<u32> {
        self.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Marked { mcid, .. } => mcid,
            _ => None,
        })
    }

    /// From the space that is in force in what is written to that at the beginning of the stream.
    pub(super) fn ctm(&self) -> Matrix {
        self.written_ctm
    }

    /// Shows text at a text matrix; the state in force is used as it is. `after` is the text matrix it leaves, where that
    /// is known to be the source's own.
    pub(super) fn show(&mut self, at: Matrix, op: Op, after: Option<Matrix>) {
        self.open(Before::Everything);
        self.show_here(at, op, after);
    }

    /// Shows text at a matrix that leads to the beginning of the stream, whatever matrix and clip are in force: those
    /// told where the text stood.
    pub(super) fn show_free(&mut self, at: Matrix, op: Op) {
        self.open(Before::States);
        let here = self.written_ctm.inverse().unwrap_or(Matrix::IDENTITY);
        self.show_here(at.then(here), op, None);
    }

    fn show_here(&mut self, at: Matrix, op: Op, after: Option<Matrix>) {
        self.write_slots(self.wanted.text_use());
        if self.text.is_none() {
            self.out.push(plain(Operator::BeginText));
        }
        if self.text != Some(Some(at)) {
            self.out.push(matrix_op(Operator::TextMatrix, at));
        }
        self.out.push(op);
        self.text = Some(after);
    }

    /// Runs `draw` with other values for some parameters, and sets them back.
    pub(super) fn with(&mut self, values: &[(Slot, Op)], draw: impl FnOnce(&mut Self)) {
        let set = |(slot, op): &(Slot, Op)| (*slot, self.wanted.replace(*slot, Rc::new(vec![op.clone()])));
        let before: Vec<_> = values.iter().map(set).collect();
        draw(self);
        for (slot, old) in before {
            self.wanted.set(slot, old);
        }
    }

    /// Paints anything but text.
    pub(super) fn paint(&mut self, uses: Uses, ops: impl IntoIterator<Item = Op>) {
        self.open(Before::Everything);
        self.write_slots(uses);
        self.end_text();
        self.out.extend(ops);
    }

    /// Writes operations that bring their own state, between `q` and `Q`, without matrix and clip.
    pub(super) fn isolated(&mut self, ops: impl IntoIterator<Item = Op>) {
        self.open(Before::Marks);
        self.write_isolated(ops);
    }

    /// The same as a tagged sequence of its own: the sequence around it ends before it and goes on after it.
    pub(super) fn isolated_marked(&mut self, mcid: u32, goes_on_as: u32, ops: impl IntoIterator<Item = Op>) {
        self.split_marked(goes_on_as);
        self.open(Before::OtherMarks);
        self.end_text();
        self.out.push(marked_op(&[], mcid));
        self.write_isolated(ops);
        self.out.push(plain(Operator::EndMarkedContent));
    }

    fn write_isolated(&mut self, ops: impl IntoIterator<Item = Op>) {
        self.end_text();
        self.out.push(plain(Operator::Save));
        self.out.extend(ops);
        self.out.push(plain(Operator::Restore));
    }

    /// Ends the sequence of the innermost identifier; what follows goes on under another one.
    fn split_marked(&mut self, next: u32) {
        let Some(frame) = self.frames.iter_mut().rev().find(|f| f.kind.is_identified()) else {
            return;
        };
        if let FrameKind::Marked { open, mcid, opened } = &mut frame.kind {
            *mcid = Some(next);
            *open = marked_op(&open.operands, next);
            if std::mem::replace(opened, false) {
                self.end_text();
                self.out.push(plain(Operator::EndMarkedContent));
            }
        }
    }

    /// Closes a text object, as the source does.
    pub(super) fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.out.push(plain(Operator::EndText));
        }
    }

    /// The stream; what is still open is closed.
    pub(super) fn finish(mut self) -> Vec<Op> {
        self.end_text();
        while let Some(frame) = self.frames.pop() {
            match frame.kind {
                FrameKind::Save { outer: Some(_), .. } => self.out.push(plain(Operator::Restore)),
                FrameKind::Marked { opened: true, .. } => self.out.push(plain(Operator::EndMarkedContent)),
                _ => {}
            }
        }
        self.out
    }

    /// The frame to which changes of the graphics state belong.
    fn scope(&mut self) -> &mut Frame {
        let innermost = self.frames.iter().rposition(|frame| !frame.kind.is_mark());
        &mut self.frames[innermost.unwrap_or(0)]
    }

    /// Writes what must stand before the next operation.
    fn open(&mut self, before: Before) {
        let opens_saves = match before {
            Before::Everything => self.frames.len(),
            // Without an initial state to go back to, `q` must.
            Before::States if self.begin == Begin::Form => self.frames.len(),
            Before::States => self.frames.iter().rposition(Frame::has_state).map_or(0, |at| at + 1),
            Before::Marks | Before::OtherMarks => 0,
        };
        for at in 0..self.frames.len() {
            self.open_frame(at, before, at < opens_saves);
        }
        if before == Before::Everything {
            self.write_ctm(self.wanted_ctm);
        }
    }

    fn open_frame(&mut self, at: usize, before: Before, opens_save: bool) {
        let mut opening = None;
        let identified = self.frames[at].kind.is_identified();
        match &mut self.frames[at].kind {
            FrameKind::Save { outer, .. } if opens_save && outer.is_none() => {
                *outer = Some(Saved {
                    state: Box::new(self.written.clone()),
                    ctm: self.written_ctm,
                });
                self.depth += 1;
                opening = Some(plain(Operator::Save));
            }
            FrameKind::Marked { open, opened, .. } if !(*opened || identified && before == Before::OtherMarks) => {
                *opened = true;
                opening = Some(open.clone());
            }
            _ => {}
        }
        if let Some(op) = opening {
            self.end_text();
            self.out.push(op);
        }
        for (ops, ctm) in self.frames[at].write(self.depth, |change| match before {
            Before::Everything => true,
            Before::States => change == Change::State,
            Before::Marks | Before::OtherMarks => false,
        }) {
            self.end_text();
            if let Some(ctm) = ctm {
                self.write_ctm(ctm);
            }
            self.out.extend(ops);
        }
    }

    fn write_ctm(&mut self, target: Matrix) {
        if target == self.written_ctm {
            return;
        }
        if let Some(inverse) = self.written_ctm.inverse() {
            self.end_text();
            self.out.push(matrix_op(Operator::Concat, target.then(inverse)));
            self.written_ctm = target;
        }
    }

    fn write_slots(&mut self, uses: Uses) {
        for slot in SLOTS {
            let wanted = self.wanted.get(slot);
            if uses.includes(slot) && !wanted.is_empty() && wanted != self.written.get(slot) {
                self.out.extend(wanted.iter().cloned());
                self.written.set(slot, Rc::clone(wanted));
            }
        }
    }
}

fn is_component(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::FillColor | Operator::FillColorN | Operator::StrokeColor | Operator::StrokeColorN
    )
}

#[cfg(test)]
mod tests {
    use super::super::ops::number_op;
    use super::*;
    use crate::pdf::content::{Operand, write};

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
}
