//! Labels, marked so that the tags of the document can tell them from its words. What they look like is no matter of this
//! file.

use super::{Progress, Rewriter};
use crate::pdf::Matrix;
use crate::redact::draft::{Category, LabelMark, Rewritten};
use crate::redact::label;
use crate::redact::plan::Label;

impl Rewriter<'_> {
    /// Draws a label where the stream is now.
    pub(super) fn draw_label(&mut self, progress: &mut Progress, label: &Label) {
        let known = progress
            .rewritten
            .iter()
            .find(|(_, rewritten)| matches!(rewritten, Rewritten::LabelFont))
            .map(|((_, name), _)| name.clone());
        let font = known.unwrap_or_else(|| progress.add(self.source, Category::Font, Rewritten::LabelFont));
        let here = progress.canon.ctm().inverse().unwrap_or(Matrix::IDENTITY);
        let ops = label::draw(label, self.style, progress.base.then(here), &font);
        let Some(splits) = progress.canon.mcid() else {
            progress.canon.isolated(ops);
            return;
        };
        let (mcid, goes_on_as) = (progress.next_mcid, progress.next_mcid + 1);
        progress.next_mcid += 2;
        progress.marks.push(LabelMark {
            mcid,
            ground: label.ground,
            splits: Some(splits),
            continues: Some(goes_on_as),
        });
        progress.canon.isolated_marked(mcid, goes_on_as, ops);
    }
}
