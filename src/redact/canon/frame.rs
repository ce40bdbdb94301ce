//! What encloses the next operation: saved states and marks, and the changes that they hold until something is painted.

use super::state::State;
use crate::pdf::Matrix;
use crate::pdf::content::Op;

/// A graphics state as far as it is tracked.
#[derive(Debug)]
pub(super) struct Saved {
    pub state: Box<State>,
    pub ctm: Matrix,
}

/// What a frame is.
#[derive(Debug)]
pub(super) enum FrameKind {
    /// The stream itself.
    Root,
    /// `q … Q`: what the source had before it, and what was written before it, once it is written itself.
    Save { before: Saved, outer: Option<Saved> },
    /// `BDC … EMC`; its opening operation, and its marked-content identifier.
    Marked { open: Op, mcid: Option<u32>, opened: bool },
    /// Marked content of which nothing is kept but what it paints.
    Unmarked,
}

impl FrameKind {
    pub(super) fn is_mark(&self) -> bool {
        matches!(self, Self::Marked { .. } | Self::Unmarked)
    }

    pub(super) fn is_identified(&self) -> bool {
        matches!(self, Self::Marked { mcid: Some(_), .. })
    }
}

/// What kind of change an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It narrows the clip.
    Clip,
    /// It applies a graphics state dictionary.
    State,
}

/// A change of the graphics state that accumulates.
#[derive(Debug)]
pub(super) struct Item {
    change: Change,
    ops: Vec<Op>,
    /// The matrix it needs.
    ctm: Option<Matrix>,
    /// How many `q` were open where it was written.
    written: Option<usize>,
}

impl Item {
    pub(super) fn new(change: Change, ops: Vec<Op>, ctm: Option<Matrix>) -> Self {
        Self {
            change,
            ops,
            ctm,
            written: None,
        }
    }
}

/// A frame.
#[derive(Debug)]
pub(super) struct Frame {
    pub kind: FrameKind,
    pub items: Vec<Item>,
}

impl Frame {
    pub(super) fn new(kind: FrameKind) -> Self {
        Self {
            kind,
            items: Vec::new(),
        }
    }

    /// Whether it holds a graphics state that is not written.
    pub(super) fn has_state(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.change == Change::State && item.written.is_none())
    }

    /// What a `Q` undid has to be written again; `depth` tells how many `q` are left.
    pub(super) fn forget_below(&mut self, depth: usize) {
        for item in &mut self.items {
            item.written = item.written.filter(|at| *at <= depth);
        }
    }

    /// Takes the chosen items as written.
    pub(super) fn write(&mut self, depth: usize, chosen: impl Fn(Change) -> bool) -> Vec<(Vec<Op>, Option<Matrix>)> {
        let mut ops = Vec::new();
        for item in &mut self.items {
            if item.written.is_none() && chosen(item.change) {
                item.written = Some(depth);
                ops.push((item.ops.clone(), item.ctm));
            }
        }
        ops
    }
}
