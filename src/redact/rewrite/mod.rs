//! Carries a page's plan out on its operations: codes leave, runs are set anew, labels are drawn, forms are copied where
//! one drawing of them changes. It decides nothing.

mod changes;
mod cut;
mod form;
mod label;
mod op;
mod parts;
mod path;
mod picture;
mod progress;
mod show;

use crate::pdf::content::Operator;
use crate::pdf::{Concern, PageGlyphs, SourcePdf, StreamId, StreamUse};
use crate::redact::Style;
use crate::redact::canon::Begin;
use crate::redact::draft::{PageDraft, StreamDraft};
use crate::redact::layer;
use crate::redact::plan::{Anchor, Label, PagePlan};
use changes::Changes;
use parts::mcid;
use progress::Progress;

/// The page as its plan wants it, and the pictures that could not be read to be painted over.
pub(super) fn rewrite(
    source: &SourcePdf,
    index: usize,
    page: &PageGlyphs,
    plan: &PagePlan,
    style: Style,
) -> (PageDraft, Vec<Concern>) {
    let Some(root) = page.streams.first() else {
        let empty = PageDraft {
            page: index,
            content: StreamDraft::default(),
        };
        return (empty, Vec::new());
    };
    let mut rewriter = Rewriter {
        source,
        page,
        plan,
        style,
        changes: Changes::new(page, plan),
        index,
        concerns: Vec::new(),
    };
    let mut content = if rewriter.changes.streams.contains(&StreamId(0)) {
        rewriter.stream(StreamId(0))
    } else {
        StreamDraft {
            ops: root.ops.to_vec(),
            resources: (*root.resources).clone(),
            ..StreamDraft::default()
        }
    };
    layer::add(page, plan, &mut content);
    let draft = PageDraft { page: index, content };
    (draft, rewriter.concerns)
}

/// What rewrites one page.
struct Rewriter<'a> {
    source: &'a SourcePdf,
    page: &'a PageGlyphs,
    plan: &'a PagePlan,
    style: Style,
    changes: Changes<'a>,
    index: usize,
    concerns: Vec<Concern>,
}

impl Rewriter<'_> {
    /// One stream of the page as the plan wants it, with what it draws.
    fn stream(&mut self, id: StreamId) -> StreamDraft {
        let source = &self.page.streams[id.0 as usize];
        let begin = if id == StreamId(0) { Begin::Page } else { Begin::Form };
        let mut progress = Progress::new(id, begin, source, self.free_mcid(source));
        let at_end: Vec<&Label> = self
            .plan
            .labels
            .iter()
            .filter(|l| l.anchor == Anchor::PageEnd)
            .collect();
        let on_top = id == StreamId(0) && !at_end.is_empty();
        if on_top {
            progress.canon.save();
        }
        let mut depth = 0_u32;
        for (index, op) in source.ops.iter().enumerate() {
            match op.operator {
                Operator::Save => depth += 1,
                Operator::Restore if depth == 0 => continue,
                Operator::Restore => depth -= 1,
                _ => {}
            }
            self.op(&mut progress, index as u32, op);
        }
        if on_top {
            for _ in 0..=depth {
                progress.canon.restore();
            }
            for label in at_end {
                self.draw_label(&mut progress, label);
            }
        }
        progress.finish()
    }

    /// An identifier above those of a stream.
    fn free_mcid(&self, stream: &StreamUse) -> u32 {
        let used = stream
            .ops
            .iter()
            .filter_map(|op| mcid(self.source, op, &stream.resources));
        used.max().map_or(1, |last| last + 1)
    }
}
