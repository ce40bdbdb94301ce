//! Paths, without what goes of them: painted, clipping or both. Letters and pictures are no matter of this file.

use super::{Progress, Rewriter, cut};
use crate::pdf::content::{Op, Operator};
use crate::pdf::{Quad, StreamId};
use crate::redact::canon::Uses;
use crate::redact::ops::plain;
use crate::redact::plan::{Cut, Reach};

impl Rewriter<'_> {
    /// What paints a path or ends it.
    pub(super) fn path(&mut self, progress: &mut Progress, index: u32, op: &Op, uses: Uses) {
        let whole = std::mem::take(&mut progress.path);
        let length = whole.len();
        let mut path = self.cut(progress.id, index, whole);
        if path.len() != length || self.is_gone(progress.id, index) {
            progress.touch();
        }
        let mut clips = std::mem::take(&mut progress.clips);
        if self.changes.unclipped.contains(&(progress.id, index)) {
            path.retain(|op| !matches!(op.operator, Operator::Clip | Operator::EoClip));
            clips = false;
        }
        let draws = path
            .iter()
            .any(|op| !matches!(op.operator, Operator::Clip | Operator::EoClip));
        let paints = op.operator != Operator::EndPath && draws && !self.is_gone(progress.id, index);
        match (paints, clips) {
            (true, _) => {
                path.push(op.clone());
                progress.canon.paint(uses, path);
            }
            (false, true) => {
                path.push(plain(Operator::EndPath));
                progress.canon.clip(path);
            }
            (false, false) => {}
        }
    }

    /// A path without what of it lies under a box, whether it was painted or clips.
    fn cut(&self, id: StreamId, index: u32, path: Vec<Op>) -> Vec<Op> {
        // Fill and stroke of one operation are two paints.
        let mine = |cut: &&Cut| {
            let paint = self.page.paints.get(cut.paint);
            paint.is_some_and(|paint| (paint.stream, paint.op) == (id, index))
        };
        let cuts: Vec<&Cut> = self.plan.cuts.iter().filter(mine).collect();
        let Some(paint) = cuts.first().and_then(|cut| self.page.paints.get(cut.paint)) else {
            return path;
        };
        let places: Vec<(Quad, Reach)> = cuts.iter().map(|cut| (cut.quad, cut.reach)).collect();
        cut::without(path, paint.ctm, &places)
    }

    /// What paints without a path, if it stays.
    pub(super) fn simple_paint(&mut self, progress: &mut Progress, index: u32, op: &Op, uses: Uses) {
        if self.is_gone(progress.id, index) {
            progress.touch();
        } else {
            progress.canon.paint(uses, [op.clone()]);
        }
    }

    /// Whether an operation paints no more.
    pub(super) fn is_gone(&self, id: StreamId, index: u32) -> bool {
        self.changes.gone.contains(&(id, index))
    }
}
