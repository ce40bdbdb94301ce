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

    /// The identifiers of all open sequences.
    pub(super) fn mcids(&self) -> impl Iterator<Item = u32> {
        self.frames.iter().filter_map(|frame| match frame.kind {
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
        let others = values
            .iter()
            .filter(|(slot, op)| self.wanted.get(*slot).as_slice() != std::slice::from_ref(op));
        let others: Vec<&(Slot, Op)> = others.collect();
        let set = |(slot, op): &(Slot, Op)| (*slot, self.wanted.replace(*slot, Rc::new(vec![op.clone()])));
        let before: Vec<_> = others.into_iter().map(set).collect();
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
mod tests;
