//! Plans one page: which rows are set anew, which keep their place, where boxes stand.
use super::align;
use super::boxes::SNAP;
use super::hits::{Hits, Invisible};
use super::labels::Withheld;
use super::page::{Fate, Label, PagePlan};
use super::paints;
use super::reflow::{self, Room, Setting, Stand};
use super::row::{Hole, Item, Part, Role, Row, leading_spaces};
use crate::pdf::layout::Layout;
use crate::pdf::{GlyphId, Matrix, PageGlyphs, PaintKind, Quad, Rect, SourcePdf, Visibility};
use crate::redact::label::{Shape, margin};
use crate::redact::{Region, Settings, Width};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The planner of a page.
pub(super) struct Planner<'a> {
    pub source: &'a SourcePdf,
    pub page: &'a PageGlyphs,
    pub crop: Rect,
    pub withheld: &'a [Withheld],
    pub settings: Settings,
    pub home_page: usize,
}

impl Planner<'_> {
    /// The plan; `holes` are the glyphs of findings, `regions` what a person marked.
    pub(super) fn plan(&self, layout: &Layout, holes: &[(GlyphId, Hole)], regions: &[&Region]) -> PagePlan {
        let invisible = self.invisible();
        let mut hits = Hits::new(self.page, invisible, holes);
        for region in regions {
            hits.add_region(self.page, region.rect);
        }
        let is_asked = !holes.is_empty() || !regions.is_empty();
        let segments = if is_asked { layout.segments(self.home_page) } else { &[] };
        let rows: Vec<Row> = segments
            .iter()
            .filter_map(|segment| Row::new(self.page, segment, &hits))
            .collect();
        let seen = self.seen_labels(&hits, invisible);
        let rects: Vec<Rect> = regions.iter().map(|region| region.rect).collect();
        let mut plan = PagePlan {
            fates: vec![Fate::Keep; self.page.glyphs.len()],
            paints_gone: paints::gone(self.page, &rows, &rects),
            removed: self.removed(&hits, &rects),
            ..PagePlan::default()
        };
        plan.clips_gone = paints::clips(self.page, &rows);
        plan.paints_gone.extend(paints::patterned(self.page, holes));
        for (glyph, _) in hits.gone() {
            plan.fates[glyph as usize] = Fate::Gone;
        }
        for segment in segments {
            for glyph in &segment.glyphs[..leading_spaces(self.page, segment)] {
                plan.fates[glyph.0 as usize] = Fate::Gone;
            }
        }
        let mut boxes = Vec::new();
        let lines = align::Line::all(&rows);
        for (at, row) in join_rows(self.page, &rows, &lines) {
            if !row.is_touched() {
                continue;
            }
            if let Some(field) = self.whole_field(&row, &hits) {
                self.fill_field(&row, field, &seen, &mut plan);
                continue;
            }
            let pictured = self.is_pictured(&row);
            if pictured || self.settings.width == Width::Exact || !row.is_set_along(self.page) {
                let from = plan.labels.len();
                self.keep_in_place(&row, &seen, &mut plan);
                if pictured {
                    boxes.extend(plan.labels[from..].iter().map(Label::quad));
                    boxes.extend(self.hole_quads(&row));
                }
                continue;
            }
            let setting = reflow::set(&row, align::alignment(at, &lines, self.crop), |hole, size, original| {
                self.hole_width(hole, size, original, &seen)
            });
            self.carry_out(&row, &setting, &seen, &mut plan);
        }
        // What lies in a region goes with it and needs no box of its own.
        plan.labels.retain(|label| {
            let middle = label.quad().bounds().middle();
            !rects.iter().any(|region| region.contains(middle))
        });
        for region in regions {
            plan.labels.push(self.region_label(region));
        }
        plan.images = paints::images(self.page, &boxes, &rects);
        plan.cuts = paints::cuts(self.page, &boxes, &rects, &plan.labels);
        plan.labels.sort_by_key(|label| label.rulings.first().copied());
        plan
    }

    /// A scanned page's invisible text is its OCR layer.
    fn invisible(&self) -> Invisible {
        let unseen = self
            .page
            .glyphs
            .iter()
            .filter(|g| g.visibility == Visibility::RenderMode)
            .count();
        let area = self.crop.width() * self.crop.height();
        let pictured = self.page.paints.iter().any(|paint| {
            let shown = paint
                .bounds
                .intersection(self.crop)
                .map_or(0.0, |r| r.width() * r.height());
            matches!(paint.kind, PaintKind::Image(_) | PaintKind::InlineImage) && shown > 0.5 * area
        });
        if pictured && 2 * unseen > self.page.glyphs.len() {
            Invisible::OcrLayer
        } else {
            Invisible::Drop
        }
    }

    /// The labels of which anything is seen on this page: the others need no box.
    fn seen_labels(&self, hits: &Hits, invisible: Invisible) -> BTreeSet<usize> {
        let seen = |(glyph, role): (u32, Role)| {
            let Role::Hole(hole) = role else {
                return None;
            };
            let shows = match self.page.glyphs.get(glyph as usize)?.visibility {
                Visibility::Visible | Visibility::Covered => true,
                Visibility::RenderMode => invisible == Invisible::OcrLayer,
                _ => false,
            };
            shows.then_some(hole.label)
        };
        hits.gone().filter_map(seen).collect()
    }

    fn removed(&self, hits: &Hits, regions: &[Rect]) -> Vec<Quad> {
        let holes = hits.gone().filter(|(_, role)| matches!(role, Role::Hole(_)));
        let quads = holes
            .filter_map(|(glyph, _)| self.page.glyphs.get(glyph as usize))
            .map(|glyph| glyph.quad);
        quads
            .chain(regions.iter().map(|r| Matrix::IDENTITY.apply_rect(*r)))
            .collect()
    }

    /// Whether a picture shows what the row says: it is an OCR layer, or was read from the picture.
    fn is_pictured(&self, row: &Row) -> bool {
        let unseen = |item: &Item| self.page.glyphs[item.id as usize].visibility == Visibility::RenderMode;
        row.items
            .iter()
            .all(|item| unseen(item) || paints::is_read(self.page, item.id))
    }

    /// What is painted over: the cells of the letters that go, and half a letter more where a word goes in part, since
    /// nobody knows where in the picture one letter ends.
    fn hole_quads(&self, row: &Row) -> Vec<Quad> {
        let is_hole = |item: &Item| matches!(item.role, Role::Hole(_));
        let show = |item: &Item| self.page.glyphs[item.id as usize].show;
        let goes_on = |from: &Item, to: Option<&Item>| to.is_some_and(|to| !is_hole(to) && show(from) == show(to));
        let holes = row.items.iter().enumerate().filter(|(_, item)| is_hole(item));
        let quad = |(at, item): (usize, &Item)| {
            let cell = row.around(self.page.glyphs[item.id as usize].quad.bounds().grow(1.0));
            let more = 0.5 * cell.width();
            let before = at.checked_sub(1).and_then(|before| row.items.get(before));
            let (left, right) = (goes_on(item, before), goes_on(item, row.items.get(at + 1)));
            let cell = Rect {
                x0: cell.x0 - if left { more } else { 0.0 },
                x1: cell.x1 + if right { more } else { 0.0 },
                ..cell
            };
            row.frame(0.0, 0.0).apply_rect(cell)
        };
        holes.map(quad).collect()
    }

    fn hole_width(&self, hole: Hole, size: f64, original: f64, seen: &BTreeSet<usize>) -> Room {
        if hole.part == Part::Further || !seen.contains(&hole.label) {
            return Room::fixed(0.0);
        }
        let Withheld { ground, kind, .. } = self.withheld[hole.label];
        let label = Shape::in_line(ground, kind, size).bounds.width() + margin(kind) * 2.0 * size;
        match self.settings.width {
            Width::Snap => Room::fixed((original.max(label) / SNAP).ceil() * SNAP),
            Width::Uniform | Width::Exact => Room {
                wanted: label,
                least: Shape::least_width(ground, size) + margin(kind) * 2.0 * size,
            },
        }
    }

    fn carry_out(&self, row: &Row, setting: &Setting, seen: &BTreeSet<usize>, plan: &mut PagePlan) {
        for (glyph, fate) in reflow::fates(self.page, row, setting) {
            plan.fates[glyph as usize] = fate;
        }
        for stand in &setting.stands {
            if !self.is_drawn(row, stand, seen) {
                continue;
            }
            let withheld = &self.withheld[stand.hole.label];
            let size = row.line_size(stand.item);
            let natural = Shape::in_line(withheld.ground, withheld.kind, size);
            let margin = margin(withheld.kind) * size * setting.squeeze;
            let width = stand.width - 2.0 * margin;
            let shape = if (width - natural.bounds.width()).abs() < 1e-6 {
                natural
            } else {
                let bounds = Rect {
                    x1: width,
                    ..natural.bounds
                };
                Shape::filling(withheld.ground, bounds, size)
            };
            plan.labels
                .push(self.label(row, stand.along + margin, shape, stand, withheld));
        }
    }

    /// A box stands once: where the first glyph of the text stood, not where its copies did.
    pub(super) fn is_drawn(&self, row: &Row, stand: &Stand, seen: &BTreeSet<usize>) -> bool {
        let label = stand.hole.label;
        let mut items = row.items[stand.item..stand.end].iter();
        seen.contains(&label)
            && items.any(|item| self.withheld[label].first == Some((self.home_page, GlyphId(item.id))))
    }
}

/// Joins to a touched row the rows after it on its line that have no place of their own: they are shown by the same
/// operation, and nothing else on the page stands where they do. Every row keeps the index it had.
fn join_rows<'r>(page: &PageGlyphs, rows: &'r [Row], lines: &[align::Line]) -> Vec<(usize, Cow<'r, Row>)> {
    let mut joined: Vec<(usize, Cow<Row>)> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let free = joined.last().is_some_and(|(_, before)| {
            before.line == row.line
                && before.is_touched()
                && shares_show(page, before, row)
                && !align::is_anchored(at, lines)
        });
        match joined.last_mut() {
            Some((_, before)) if free => reflow::join(before.to_mut(), row),
            _ => joined.push((at, Cow::Borrowed(row))),
        }
    }
    joined
}

fn shares_show(page: &PageGlyphs, before: &Row, after: &Row) -> bool {
    let show = |item: Option<&Item>| {
        item.and_then(|i| page.glyphs.get(i.id as usize))
            .map(|glyph| glyph.show)
    };
    let last = show(before.items.last());
    last.is_some() && last == show(after.items.first())
}
