//! Pictures, painted over in a copy where one drawing of them changes. How a picture is painted over is no matter of this
//! file.

use super::parts::name_op;
use super::{Progress, Rewriter};
use crate::pdf::content::{Op, Operator};
use crate::pdf::{self, Cause, Concern};
use crate::redact::canon::Uses;
use crate::redact::draft::{Category, Rewritten};
use crate::redact::image::{self, Regions};
use lopdf::{ObjectId, Stream};

impl Rewriter<'_> {
    /// An inline image becomes one of its own where a part of it goes.
    pub(super) fn inline_image(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        let at = self.changes.paints.get(&(progress.id, index)).copied();
        let regions = at.map(|at| self.regions(at)).unwrap_or_default();
        if regions.0.is_empty() || self.is_gone(progress.id, index) {
            self.simple_paint(progress, index, op, Uses::Fill);
        } else {
            let stream = pdf::image::inline(op);
            self.paint_over(progress, stream.as_ref(), &regions);
        }
    }

    /// A picture that stands by itself in the file.
    pub(super) fn draw_image(&mut self, progress: &mut Progress, at: usize, object: ObjectId, op: &Op) {
        let regions = self.regions(at);
        if regions.0.is_empty() {
            progress.canon.paint(Uses::Fill, [op.clone()]);
        } else {
            self.paint_over(progress, self.source.stream(object), &regions);
        }
    }

    /// What is to be painted over in one drawing of a picture.
    fn regions(&self, at: usize) -> Regions {
        let regions = self.plan.images.iter().filter(|image| image.paint == at);
        Regions(regions.map(|image| image.quad).collect())
    }

    /// A picture, with the regions of this drawing painted over in a copy; one that cannot be decoded goes whole.
    fn paint_over(&mut self, progress: &mut Progress, stream: Option<&Stream>, regions: &Regions) {
        progress.touch();
        let redacted = stream.map(|stream| image::redact(self.source, &progress.resources, stream, regions));
        match redacted {
            Some(Ok(draft)) => {
                let name = progress.add(self.source, Category::XObject, Rewritten::Image(draft));
                progress.canon.paint(Uses::Fill, [name_op(Operator::Do, &name)]);
            }
            Some(Err(cause)) => self.concerns.push(Concern::page(self.index, cause)),
            None => self.concerns.push(Concern::page(self.index, Cause::MissingResource)),
        }
    }
}
