//! Painting operators other than text: paths, images and shadings, each recorded with what it covers.

use super::Interpreter;
use super::color::Ink;
use super::frame::{Frame, Layer, Recording};
use super::path::Path;
use super::state::ClipShape;
use super::visibility::{Cover, FillRule, Opacity, Region};
use crate::pdf::concern::Cause;
use crate::pdf::content::{Op, Operand};
use crate::pdf::geometry::Rect;
use crate::pdf::glyph::{Paint, PaintKind, Visibility};
use lopdf::{Dictionary, Object, ObjectId};

/// Alpha below which nothing is seen.
const INVISIBLE: f64 = 0.01;

const UNIT_SQUARE: Rect = Rect {
    x0: 0.0,
    y0: 0.0,
    x1: 1.0,
    y1: 1.0,
};

impl Interpreter<'_> {
    fn record(&mut self, frame: &Frame, paint: Painted, alpha: f64) {
        if frame.recording == Recording::TextOnly {
            return;
        }
        let state = &frame.state;
        let visibility = match self.visibility_at(paint.bounds, state) {
            _ if frame.layer() == Layer::Off => Visibility::HiddenLayer,
            Visibility::Visible if alpha * state.group_alpha < INVISIBLE => Visibility::Transparent,
            by_place => by_place,
        };
        let seen = visibility == Visibility::Visible;
        let glyphs_before = self.out.glyphs.len() as u32;
        let recorded = Paint {
            kind: paint.kind,
            stream: frame.stream,
            op: paint.op,
            first_op: paint.first_op,
            bounds: paint.bounds,
            ctm: state.ctm,
            glyphs_before,
            visibility,
        };
        if frame.recording == Recording::Aside {
            // Where the cell or mask lies says little of where it is seen.
            let visibility = match visibility {
                Visibility::HiddenLayer | Visibility::Transparent => visibility,
                _ => Visibility::Visible,
            };
            self.out.aside.push(Paint { visibility, ..recorded });
            return;
        }
        self.out.paints.push(recorded);
        if let (true, Some(region), Some(clip)) = (seen, paint.region, state.clip) {
            let whole = state.clip_shape == ClipShape::Rectangle;
            self.covers.push(Cover {
                region,
                clip,
                glyphs_before,
                ink: if paint.opacity == Opacity::Opaque {
                    paint.ink
                } else {
                    Ink::UNKNOWN
                },
                opacity: if whole { paint.opacity } else { Opacity::Translucent },
            });
        }
    }

    /// `f`, `B` and their kin.
    pub(super) fn fill(&mut self, frame: &mut Frame, op: u32, rule: FillRule) {
        let path = std::mem::take(&mut frame.path);
        if let (Some(bounds), Some(first_op)) = (path.bounds, path.first_op) {
            let state = &frame.state;
            let tiled = self.tiling_pattern(frame, state.fill_pattern.as_deref());
            let opaque = state.fills_opaquely() && tiled.is_none();
            let painted = Painted {
                kind: PaintKind::Fill { opaque },
                op,
                first_op,
                bounds,
                region: path.region(rule),
                ink: state.fill,
                opacity: if opaque { Opacity::Opaque } else { Opacity::Translucent },
            };
            let alpha = state.fill_alpha;
            self.record(frame, painted, alpha);
            if let Some(pattern) = tiled {
                self.draw_pattern(frame, op, pattern);
            }
        }
        self.clip(frame, op, &path);
    }

    /// `S` and `s`.
    pub(super) fn stroke(&mut self, frame: &mut Frame, op: u32) {
        let path = std::mem::take(&mut frame.path);
        if let (Some(bounds), Some(first_op)) = (path.bounds, path.first_op) {
            let state = &frame.state;
            let m = state.ctm;
            let scale = (m.a * m.d - m.b * m.c).abs().sqrt();
            let painted = Painted {
                kind: PaintKind::Stroke,
                op,
                first_op,
                bounds: bounds.grow((state.line_width.abs() * scale / 2.0).min(1e4)),
                region: None,
                ink: state.stroke,
                opacity: Opacity::Translucent,
            };
            let alpha = state.stroke_alpha;
            self.record(frame, painted, alpha);
            if let Some(pattern) = self.tiling_pattern(frame, frame.state.stroke_pattern.as_deref()) {
                self.draw_pattern(frame, op, pattern);
            }
        }
        self.clip(frame, op, &path);
    }

    /// `n`
    pub(super) fn end_path(&mut self, frame: &mut Frame, op: u32) {
        let path = std::mem::take(&mut frame.path);
        self.clip(frame, op, &path);
    }

    /// A pending `W` takes effect.
    fn clip(&mut self, frame: &mut Frame, op: u32, path: &Path) {
        if path.clip.is_none() {
            return;
        }
        if let (Some(bounds), Some(first_op), Recording::Everything) = (path.bounds, path.first_op, frame.recording) {
            self.out.clips.push(Paint {
                kind: PaintKind::Fill { opaque: false },
                stream: frame.stream,
                op,
                first_op,
                bounds,
                ctm: frame.state.ctm,
                glyphs_before: self.out.glyphs.len() as u32,
                visibility: self.visibility_at(bounds, &frame.state),
            });
        }
        let shape = match path.rectangle() {
            Some(_) => ClipShape::Rectangle,
            None => ClipShape::Other,
        };
        frame.state.clip_to(path.bounds, shape);
    }

    /// An image XObject.
    pub(super) fn image(&mut self, frame: &Frame, op: u32, id: ObjectId, dictionary: &Dictionary) {
        let masked = [&b"SMask"[..], b"Mask", b"SMaskInData"].iter().any(|key| {
            let value = self.source.get(dictionary, key);
            !matches!(value, None | Some(Object::Integer(0)))
        });
        let stencil = matches!(self.source.get(dictionary, b"ImageMask"), Some(Object::Boolean(true)));
        self.record_image(frame, op, PaintKind::Image(id), masked || stencil);
    }

    /// `BI … ID … EI`
    pub(super) fn inline_image(&mut self, frame: &Frame, at: u32, op: &Op) {
        let entries = match op.operands.first() {
            Some(Operand::Dictionary(entries)) => entries.as_slice(),
            _ => &[],
        };
        let stencil = entries
            .iter()
            .any(|(key, value)| matches!(&**key, b"IM" | b"ImageMask") && *value == Operand::Bool(true));
        self.record_image(frame, at, PaintKind::InlineImage, stencil);
    }

    fn record_image(&mut self, frame: &Frame, op: u32, kind: PaintKind, see_through: bool) {
        let quad = frame.state.ctm.apply_rect(UNIT_SQUARE);
        let opaque = frame.state.fills_opaquely() && !see_through;
        let painted = Painted {
            kind,
            op,
            first_op: op,
            bounds: quad.bounds(),
            region: Some(Region::Quad(quad)),
            ink: Ink::UNKNOWN,
            opacity: if opaque { Opacity::Opaque } else { Opacity::Translucent },
        };
        self.record(frame, painted, frame.state.fill_alpha);
    }

    /// `sh`: paints all of the clip.
    pub(super) fn shading(&mut self, frame: &Frame, op: u32, name: &[u8]) {
        let shadings = frame.resources.get(b"Shading").ok().and_then(|o| self.source.dict(o));
        if !shadings.is_some_and(|shadings| shadings.has(name)) {
            self.causes.insert(Cause::MissingResource);
            return;
        }
        let bounds = frame.state.clip.and_then(|clip| clip.intersection(self.page.media_box));
        let painted = Painted {
            kind: PaintKind::Shading,
            op,
            first_op: op,
            bounds: bounds.unwrap_or_default(),
            region: bounds.map(Region::Rect),
            ink: Ink::UNKNOWN,
            opacity: Opacity::Translucent,
        };
        self.record(frame, painted, frame.state.fill_alpha);
    }
}

/// One painting operation, before the state of its frame decides whether it is seen.
struct Painted {
    kind: PaintKind,
    op: u32,
    first_op: u32,
    bounds: Rect,
    region: Option<Region>,
    ink: Ink,
    opacity: Opacity,
}
