//! Pictures that are drawn in several places: what goes from one drawing goes from all from which anything goes, so that
//! the file holds the picture once. It finds no places in a picture.

use super::Plans;
use super::page::{ImageRegion, PagePlan};
use crate::pdf::{PageGlyphs, PaintKind, Quad, Rect};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Places that are closer than this (points) are the same: a letterhead stands on every page.
const SAME: f64 = 0.5;

type Object = (u32, u16);

/// What goes from the pictures that are drawn in several places, in their unit squares.
#[derive(Debug, Default)]
pub(in crate::redact) struct Shared(BTreeMap<Object, Vec<Quad>>);

impl Shared {
    /// What the plans of all pages take from such pictures. Pages from whose pictures nothing goes are not planned
    /// for it: icons stand in many places.
    pub fn new(plans: &Plans<'_>, pages: &[PageGlyphs]) -> Self {
        let objects = in_several_places(pages);
        if objects.is_empty() {
            return Self::default();
        }
        let regions = |(at, page): (usize, &PageGlyphs)| {
            let draws = |object: Option<Object>| object.is_some_and(|object| objects.contains(&object));
            if !plans.takes_from_pictures(at, page) || !(0..page.paints.len()).any(|paint| draws(object(page, paint))) {
                return Vec::new();
            }
            let of_image = |image: ImageRegion| Some((object(page, image.paint)?, image.quad));
            let images = plans.page(at, page).images.into_iter().filter_map(of_image);
            images.filter(|(object, _)| objects.contains(object)).collect()
        };
        let found: Vec<Vec<(Object, Quad)>> = pages.par_iter().enumerate().map(regions).collect();
        let mut shared = Self::default();
        for (object, quad) in found.into_iter().flatten() {
            shared.0.entry(object).or_default().push(quad);
        }
        shared
    }

    /// Lets the same go from every drawing on a page from which anything goes.
    pub fn spread(&self, page: &PageGlyphs, plan: &mut PagePlan) {
        let all = |paint: usize| object(page, paint).and_then(|object| self.0.get(&object));
        let paints: BTreeSet<usize> = plan.images.iter().map(|image| image.paint).collect();
        for paint in paints {
            if let Some(quads) = all(paint) {
                // What goes from this drawing goes in any case.
                plan.images
                    .retain(|image| image.paint != paint || !quads.contains(&image.quad));
                plan.images
                    .extend(quads.iter().map(|quad| ImageRegion { paint, quad: *quad }));
            }
        }
    }
}

fn object(page: &PageGlyphs, paint: usize) -> Option<Object> {
    match page.paints.get(paint)?.kind {
        PaintKind::Image(object) => Some(object),
        _ => None,
    }
}

/// The pictures that do not stand in the same place wherever they are drawn.
fn in_several_places(pages: &[PageGlyphs]) -> BTreeSet<Object> {
    let mut first: BTreeMap<Object, Rect> = BTreeMap::new();
    let mut several = BTreeSet::new();
    for paint in pages.iter().flat_map(|page| &page.paints) {
        if let PaintKind::Image(object) = paint.kind {
            let place = *first.entry(object).or_insert(paint.bounds);
            if !is_same(place, paint.bounds) {
                several.insert(object);
            }
        }
    }
    several
}

fn is_same(one: Rect, other: Rect) -> bool {
    let sides = [
        (one.x0, other.x0),
        (one.y0, other.y0),
        (one.x1, other.x1),
        (one.y1, other.y1),
    ];
    sides.iter().all(|(a, b)| (a - b).abs() < SAME)
}
