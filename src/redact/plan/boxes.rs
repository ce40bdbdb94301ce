//! The boxes of a page's plan: in a row, over text that keeps its place, over a whole field, over a region.
use super::align::Alignment;
use super::hits::Hits;
use super::labels::Withheld;
use super::page::{Anchor, Label, PagePlan};
use super::planner::Planner;
use super::reflow::{self, Room, Stand};
use super::row::{Item, Role, Row};
use crate::pdf::source::{get, numbers};
use crate::pdf::{GlyphId, Matrix, Point, Quad, Rect, StreamKind, Unicode, Visibility};
use crate::redact::label::Shape;
use crate::redact::{Region, Width};
use std::collections::BTreeSet;

/// Boxes that keep their place are multiples of this many points wide, where there is room.
pub(super) const SNAP: f64 = 36.0;

impl Planner<'_> {
    pub(super) fn label(&self, row: &Row, along: f64, shape: Shape, stand: &Stand, withheld: &Withheld) -> Label {
        let members = row.items[stand.item..stand.end]
            .iter()
            .filter(|item| matches!(item.role, Role::Hole(_)));
        let first = members.map(|item| item.id).min().unwrap_or(row.items[stand.item].id);
        let glyph = &self.page.glyphs[first as usize];
        let kind = self
            .page
            .streams
            .get(glyph.provenance.stream.0 as usize)
            .map(|s| &s.kind);
        let inline =
            matches!(kind, Some(StreamKind::Page | StreamKind::Form { .. })) && glyph.visibility == Visibility::Visible;
        Label {
            ground: withheld.ground,
            anchor: if inline {
                Anchor::Glyph(GlyphId(first))
            } else {
                Anchor::PageEnd
            },
            frame: row.frame(along, row.baseline(stand.item)),
            bounds: shape.bounds,
            size: shape.size,
            start: shape.start,
            h_scale: shape.h_scale,
            rulings: withheld.rulings.clone(),
        }
    }

    /// Boxes over the place of the text itself; what stays on the row does not move.
    pub(super) fn keep_in_place(&self, row: &Row, seen: &BTreeSet<usize>, plan: &mut PagePlan) {
        let setting = reflow::set(row, Alignment::Start, |_, _, original| Room::fixed(original));
        for stand in &setting.stands {
            if !seen.contains(&stand.hole.label) {
                continue;
            }
            let withheld = &self.withheld[stand.hole.label];
            let size = row.line_size(stand.item);
            let cells = row.items[stand.item..stand.end]
                .iter()
                .filter(|item| matches!(item.role, Role::Hole(_)))
                .map(|item| row.around(self.page.glyphs[item.id as usize].quad.bounds()));
            let Some(mut cell) = cells.reduce(Rect::union) else {
                continue;
            };
            // A box ends before what stays and before the next box.
            let is_next = |item: &&Item| match item.role {
                Role::Kept => true,
                Role::Hole(hole) => hole.label != stand.hole.label,
                Role::Dropped => false,
            };
            let next = row.items[stand.end..].iter().find(is_next);
            if self.settings.width != Width::Exact {
                let room = next.map_or(row.limit, |item| item.along).max(cell.x1) - cell.x0;
                let wanted = (cell.width() / SNAP).ceil() * SNAP;
                cell.x1 = cell.x0 + wanted.min(room);
            }
            let is_stacked = self.settings.width == Width::Uniform && !row.is_set_along(self.page);
            if is_stacked && next.is_none() {
                // Letters under one another: the label runs down the stack, as long as any other.
                let along = row.items[stand.item].along.min(cell.x0);
                let width = Shape::in_line(withheld.ground, withheld.kind, size).bounds.width();
                cell = Rect {
                    x0: along,
                    x1: along + width,
                    y0: 0.0,
                    y1: size,
                };
            }
            let bounds = Rect {
                x0: 0.0,
                x1: cell.width(),
                ..cell
            };
            let shape = Shape::filling(withheld.ground, bounds, size);
            let label = Label {
                frame: row.frame(cell.x0, 0.0),
                ..self.label(row, 0.0, shape, stand, withheld)
            };
            let is_copy = |other: &Label| {
                let shared = other.quad().bounds().intersection(label.quad().bounds());
                other.rulings == label.rulings && shared.is_some_and(|s| s.width() > 0.5 * cell.width())
            };
            if !plan.labels.iter().any(is_copy) {
                plan.labels.push(label);
            }
        }
    }

    /// The box of the form field or annotation of which nothing stays but this row's hole: its text may be centred in
    /// it, so only the whole of it tells nothing.
    pub(super) fn whole_field(&self, row: &Row, hits: &Hits) -> Option<Quad> {
        let id = self.page.glyphs.get(row.items.first()?.id as usize)?.provenance.stream;
        let stream = self.page.streams.get(id.0 as usize)?;
        if stream.kind != (StreamKind::Form { annotation: true }) {
            return None;
        }
        let glyphs = self
            .page
            .glyphs
            .iter()
            .enumerate()
            .filter(|(_, glyph)| glyph.provenance.stream == id);
        let is_whole = glyphs
            .filter(|(_, glyph)| !matches!(glyph.unicode, Unicode::Mapped(c) if c.is_whitespace()))
            .all(|(at, _)| hits.role(at as u32) != Role::Kept);
        let document = self.source.document();
        let form = self.source.stream(stream.object?)?;
        let [x0, y0, x1, y1] = numbers(document, get(document, &form.dict, b"BBox")?)?;
        let bounds = Rect::from_corners(Point { x: x0, y: y0 }, Point { x: x1, y: y1 });
        is_whole.then(|| stream.ctm.apply_rect(bounds))
    }

    pub(super) fn fill_field(&self, row: &Row, field: Quad, seen: &BTreeSet<usize>, plan: &mut PagePlan) {
        let setting = reflow::set(row, Alignment::Start, |_, _, original| Room::fixed(original));
        let Some(stand) = setting.stands.iter().find(|stand| self.is_drawn(row, stand, seen)) else {
            return;
        };
        let cell = row.around(field.bounds());
        let withheld = &self.withheld[stand.hole.label];
        let bounds = Rect {
            x0: 0.0,
            x1: cell.width(),
            ..cell
        };
        let shape = Shape::filling(withheld.ground, bounds, row.line_size(stand.item));
        plan.labels.push(Label {
            frame: row.frame(cell.x0, 0.0),
            ..self.label(row, 0.0, shape, stand, withheld)
        });
    }

    pub(super) fn region_label(&self, region: &Region) -> Label {
        let bounds = Rect {
            x0: 0.0,
            y0: 0.0,
            x1: region.rect.width(),
            y1: region.rect.height(),
        };
        let shape = Shape::filling(region.ground, bounds, 10.0);
        Label {
            ground: region.ground,
            anchor: Anchor::PageEnd,
            frame: Matrix::translate(region.rect.x0, region.rect.y0),
            bounds: shape.bounds,
            size: shape.size,
            start: shape.start,
            h_scale: shape.h_scale,
            rulings: Vec::new(),
        }
    }
}
