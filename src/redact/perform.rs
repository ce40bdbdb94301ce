//! From rulings to a document that is ready to be written: plans every page and carries the plans out.

use super::draft::Draft;
use super::plan::{Label, Plans, Shared};
use super::rewrite::rewrite;
use super::settings::{Region, Settings};
use crate::decide::Ruled;
use crate::pdf::layout::Layout;
use crate::pdf::{Concern, PageGlyphs, Quad, Rect, SourcePdf};
use rayon::prelude::*;

/// Where a ruling's box stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Index of the ruling in the list that was carried out.
    pub ruling: usize,
    /// Zero-based index of the page.
    pub page: usize,
    /// The box, in the page's default user space, points.
    pub bounds: Rect,
}

/// What was done.
#[derive(Debug)]
pub(super) struct Performed {
    /// The document.
    pub draft: Draft,
    /// Every box of every ruling.
    pub placed: Vec<Placed>,
    /// All boxes, page by page.
    pub boxes: Vec<Vec<Quad>>,
    /// Where text was removed, page by page, before anything moved: links that lie there point to it.
    pub removed: Vec<Vec<Quad>>,
    /// Pictures that could not be read to be painted over: they are gone, and so may be what they showed.
    pub concerns: Vec<Concern>,
}

/// Redacts the pages.
pub(super) fn perform(
    source: &SourcePdf,
    pages: &[PageGlyphs],
    layout: &Layout,
    ruled: &[Ruled],
    regions: &[Region],
    settings: Settings,
) -> Performed {
    let plans = Plans::new(source, pages, layout, ruled, regions, settings);
    let shared = Shared::new(&plans, pages);
    // What a plan says of every glyph is large: a page is written before the next one is planned.
    let carry_out = |(at, page): (usize, &PageGlyphs)| {
        let mut plan = plans.page(at, page);
        shared.spread(page, &mut plan);
        let (draft, concerns) = rewrite(source, at, page, &plan, settings.style);
        (draft, concerns, plan.labels, plan.removed)
    };
    let done: Vec<_> = pages.par_iter().enumerate().map(carry_out).collect();
    let mut performed = Performed {
        draft: Draft::default(),
        placed: Vec::new(),
        boxes: Vec::new(),
        removed: Vec::new(),
        concerns: Vec::new(),
    };
    for (at, (draft, concerns, labels, removed)) in done.into_iter().enumerate() {
        performed.draft.pages.push(draft);
        performed.concerns.extend(concerns);
        for label in &labels {
            let bounds = label.quad().bounds();
            let place = |ruling: &usize| Placed {
                ruling: *ruling,
                page: at,
                bounds,
            };
            performed.placed.extend(label.rulings.iter().map(place));
        }
        performed.boxes.push(labels.iter().map(Label::quad).collect());
        performed.removed.push(removed);
    }
    performed
}
