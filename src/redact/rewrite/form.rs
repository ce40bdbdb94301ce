//! Streams within streams: forms and soft masks, copied where one drawing of them changes. What they hold is rewritten as
//! any stream is, not here.

use super::parts::{graphics_state, name_op};
use super::{Progress, Rewriter};
use crate::pdf::content::{Op, Operator};
use crate::pdf::{PaintKind, StreamKind};
use crate::redact::canon::{Depends, Uses};
use crate::redact::draft::{Category, FormDraft, Rewritten};

impl Rewriter<'_> {
    /// A form, in a copy where this drawing of it changes; a picture is passed on.
    pub(super) fn draw(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        if self.is_gone(progress.id, index) {
            progress.touch();
            return;
        }
        if let Some(at) = self.changes.paints.get(&(progress.id, index)).copied()
            && let PaintKind::Image(object) = self.page.paints[at].kind
        {
            self.draw_image(progress, at, object, op);
            return;
        }
        let is_form = |kind: &StreamKind| matches!(kind, StreamKind::Form { .. });
        let Some((form, object)) = self.changes.child(self.page, (progress.id, index), is_form) else {
            progress.canon.paint(Uses::All, [op.clone()]);
            return;
        };
        progress.touch();
        let content = self.stream(form);
        if content.ops.is_empty() {
            return;
        }
        let rewritten = Rewritten::Form(FormDraft { object, content });
        let name = progress.add(self.source, Category::XObject, rewritten);
        progress.canon.paint(Uses::All, [name_op(Operator::Do, &name)]);
    }

    /// A graphics state, with the form of its soft mask rewritten where that changes.
    pub(super) fn graphics_state(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        let is_mask = |kind: &StreamKind| *kind == StreamKind::SoftMask;
        let changed = self.changes.child(self.page, (progress.id, index), is_mask);
        let state = graphics_state(self.source, &progress.resources, op).cloned();
        let (Some((mask, object)), Some(state)) = (changed, state.clone()) else {
            let masked = state.as_ref().is_some_and(|state| state.has(b"SMask"));
            let depends = if masked { Depends::OnMatrix } else { Depends::OnNothing };
            progress.canon.graphics_state(op.clone(), depends);
            return;
        };
        let content = self.stream(mask);
        let group = FormDraft { object, content };
        let name = progress.add(self.source, Category::ExtGState, Rewritten::SoftMask { state, group });
        progress
            .canon
            .graphics_state(name_op(Operator::ExtGState, &name), Depends::OnMatrix);
    }
}
