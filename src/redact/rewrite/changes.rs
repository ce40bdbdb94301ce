//! What of a page changes, by stream and operation. It changes nothing itself.

use crate::pdf::{PageGlyphs, StreamId, StreamKind};
use crate::redact::plan::{Anchor, Fate, Label, PagePlan};
use lopdf::ObjectId;
use std::collections::{BTreeMap, BTreeSet};

/// An operation of a stream.
pub(super) type Place = (StreamId, u32);

/// What of a page changes.
pub(super) struct Changes<'a> {
    /// Every show of the page by its place.
    pub shows: BTreeMap<Place, usize>,
    /// Every paint of the page by its place.
    pub paints: BTreeMap<Place, usize>,
    /// The streams that an operation draws.
    children: BTreeMap<Place, Vec<StreamId>>,
    /// What paints no more.
    pub gone: BTreeSet<Place>,
    /// What clips no more.
    pub unclipped: BTreeSet<Place>,
    /// The labels that stand before a glyph.
    pub anchored: BTreeMap<u32, Vec<&'a Label>>,
    /// The streams that change, by themselves or in what they draw.
    pub streams: BTreeSet<StreamId>,
}

impl<'a> Changes<'a> {
    /// What a plan changes of its page.
    pub(super) fn new(page: &PageGlyphs, plan: &'a PagePlan) -> Self {
        let shows = page.shows.iter().map(|show| (show.stream, show.op));
        let paints = page.paints.iter().map(|paint| (paint.stream, paint.op));
        let gone = plan.paints_gone.iter().filter_map(|at| page.paints.get(*at));
        let unclipped = plan.clips_gone.iter().filter_map(|at| page.clips.get(*at));
        let mut changes = Self {
            shows: shows.zip(0..).collect(),
            paints: paints.zip(0..).collect(),
            children: BTreeMap::new(),
            gone: gone.map(|paint| (paint.stream, paint.op)).collect(),
            unclipped: unclipped.map(|clip| (clip.stream, clip.op)).collect(),
            anchored: BTreeMap::new(),
            streams: BTreeSet::new(),
        };
        for (stream, at) in page.streams.iter().zip(0..) {
            if let Some(place) = stream.parent {
                changes.children.entry(place).or_default().push(StreamId(at));
            }
        }
        for label in &plan.labels {
            match label.anchor {
                Anchor::Glyph(glyph) => changes.anchored.entry(glyph.0).or_default().push(label),
                Anchor::PageEnd => {
                    changes.streams.insert(StreamId(0));
                }
            }
        }
        changes.mark_streams(page, plan);
        changes
    }

    /// Streams of which something changes, and those that draw them.
    fn mark_streams(&mut self, page: &PageGlyphs, plan: &PagePlan) {
        let glyphs = plan.fates.iter().zip(&page.glyphs);
        let of_glyphs = glyphs
            .filter(|(fate, _)| **fate != Fate::Keep)
            .map(|(_, glyph)| glyph.provenance.stream);
        let pictures = plan.images.iter().map(|image| image.paint);
        let cut = plan.cuts.iter().map(|cut| cut.paint);
        let of_paints = pictures
            .chain(cut)
            .filter_map(|at| page.paints.get(at))
            .map(|paint| paint.stream);
        let of_places = self.gone.iter().chain(&self.unclipped).map(|(stream, _)| *stream);
        let all: Vec<StreamId> = of_glyphs.chain(of_places).chain(of_paints).collect();
        for stream in all {
            let mut at = Some(stream);
            while let Some(id) = at.filter(|id| self.streams.insert(*id)) {
                let stream = page.streams.get(id.0 as usize);
                at = stream.and_then(|stream| stream.parent).map(|(parent, _)| parent);
            }
        }
    }

    /// The stream of a kind that an operation draws, if it changes, with its object.
    pub(super) fn child(
        &self,
        page: &PageGlyphs,
        place: Place,
        is_kind: impl Fn(&StreamKind) -> bool,
    ) -> Option<(StreamId, ObjectId)> {
        let of = |id: &StreamId| &page.streams[id.0 as usize];
        let mut children = self.children.get(&place)?.iter().filter(|id| is_kind(&of(id).kind));
        let id = children.find(|id| self.streams.contains(id))?;
        Some((*id, of(id).object?))
    }
}
