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
mod shared;

pub(super) use page::{Anchor, Cut, Fate, Label, PagePlan, Reach};
pub(super) use shared::Shared;

use super::{Region, Settings};
use crate::decide::Ruled;
use crate::pdf::layout::Layout;
use crate::pdf::{GlyphId, PageGlyphs, SourcePdf, Visibility};
use labels::AllWithheld;
use planner::Planner;

/// The plan of a document, to be made page by page.
pub(super) struct Plans<'a> {
    source: &'a SourcePdf,
    layout: &'a Layout,
    regions: &'a [Region],
    settings: Settings,
    withheld: AllWithheld,
}

impl<'a> Plans<'a> {
    /// What is withheld on which page.
    pub fn new(
        source: &'a SourcePdf,
        pages: &[PageGlyphs],
        layout: &'a Layout,
        ruled: &[Ruled],
        regions: &'a [Region],
        settings: Settings,
    ) -> Self {
        Self {
            source,
            layout,
            regions,
            settings,
            withheld: labels::withheld(pages, layout, ruled),
        }
    }

    /// The plan of the page of this index.
    pub fn page(&self, at: usize, page: &PageGlyphs) -> PagePlan {
        let info = self.source.pages().get(at);
        let planner = Planner {
            page,
            source: self.source,
            crop: info.map(|page| page.crop_box).unwrap_or_default(),
            withheld: &self.withheld.list,
            settings: self.settings,
            home_page: at,
        };
        let regions: Vec<&Region> = self.regions.iter().filter(|region| region.page == at).collect();
        let (segments, homes) = (self.layout.segments(at), segments(page, self.layout, at));
        let holes = labels::holes(&self.withheld, at, segments, &homes);
        planner.plan(self.layout, &holes, &regions)
    }
}

impl Plans<'_> {
    /// Whether anything may go from a picture on the page: a region, or text without ink that is withheld.
    fn takes_from_pictures(&self, at: usize, page: &PageGlyphs) -> bool {
        let inkless = |glyph: GlyphId| {
            let is_unseen = page.glyphs[glyph.0 as usize].visibility == Visibility::RenderMode;
            is_unseen || paints::is_read(page, glyph.0)
        };
        let mut withheld = self.withheld.pages.get(at).into_iter().flatten();
        self.regions.iter().any(|region| region.page == at) || withheld.any(|(glyph, _)| inkless(*glyph))
    }
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
