//! Rulings become a plan per page: what goes, what moves, where labels stand. Nothing is undecided in it and nothing
//! overlaps; no operation is written here.

mod align;
mod boxes;
mod hits;
mod labels;
mod page;
mod paints;
mod planner;
mod reflow;
mod row;

pub(super) use page::{Anchor, Cut, Fate, Label, PagePlan, Reach};

use super::{Region, Settings};
use crate::decide::Ruled;
use crate::pdf::layout::Layout;
use crate::pdf::{PageGlyphs, SourcePdf};
use planner::Planner;
use rayon::prelude::*;

/// The plan of a document, page by page.
pub(super) fn plan(
    source: &SourcePdf,
    pages: &[PageGlyphs],
    layout: &Layout,
    ruled: &[Ruled],
    regions: &[Region],
    settings: Settings,
) -> Vec<PagePlan> {
    let withheld = labels::withheld(pages, layout, ruled);
    let plan_page = |(at, page): (usize, &PageGlyphs)| {
        let planner = Planner {
            page,
            source,
            crop: source.pages().get(at).map(|page| page.crop_box).unwrap_or_default(),
            withheld: &withheld.list,
            settings,
            home_page: at,
        };
        let regions: Vec<&Region> = regions.iter().filter(|region| region.page == at).collect();
        let holes = labels::holes(&withheld, at, layout.segments(at), &segments(page, layout, at));
        planner.plan(layout, &holes, &regions)
    };
    pages.par_iter().enumerate().map(plan_page).collect()
}

/// The segment of every glyph of a page.
fn segments(page: &PageGlyphs, layout: &Layout, at: usize) -> Vec<Option<usize>> {
    let mut homes = vec![None; page.glyphs.len()];
    for (index, segment) in layout.segments(at).iter().enumerate() {
        for glyph in &segment.glyphs {
            if let Some(home) = homes.get_mut(glyph.0 as usize) {
                *home = Some(index);
            }
        }
    }
    homes
}
