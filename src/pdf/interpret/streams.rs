//! Content streams that others draw: form XObjects, tiling patterns, soft masks and Type 3 glyph procedures. Each
//! drawing is a stream use of its own, bounded in depth and number.

use super::color::Ink;
use super::frame::{Frame, Layer, Recording};
use super::state::{Blend, ClipShape, State};
use super::{Interpreter, MAX_DEPTH};
use crate::pdf::concern::Cause;
use crate::pdf::content::{self, Op, Operator};
use crate::pdf::font::Type3;
use crate::pdf::geometry::{Matrix, Point, Rect};
use crate::pdf::glyph::{Glyph, StreamId, StreamKind, StreamUse};
use crate::pdf::page::direct_categories;
use crate::pdf::source::{number, numbers};
use lopdf::{Dictionary, Object, ObjectId};
use std::ops::Range;
use std::sync::Arc;

/// A glyph of this shape, width to height, is no single letter.
const WORD_SHAPED: f64 = 2.5;

/// A stream about to be drawn.
struct Drawing {
    kind: StreamKind,
    object: ObjectId,
    state: State,
    resources: Arc<Dictionary>,
    layer: Layer,
    recording: Recording,
}

impl Interpreter<'_> {
    /// `Do`
    pub(super) fn draw(&mut self, frame: &mut Frame, at: u32, name: &[u8]) {
        let source = self.source;
        let objects = frame.resources.get(b"XObject").ok().and_then(|o| self.source.dict(o));
        let object = objects.and_then(|objects| objects.get(name).ok());
        let found = object.and_then(|object| object.as_reference().ok());
        let Some((id, stream)) = found.and_then(|id| source.stream_behind(id)) else {
            self.causes.insert(Cause::MissingResource);
            return;
        };
        let dictionary = &stream.dict;
        if matches!(self.source.get(dictionary, b"Subtype"), Some(Object::Name(name)) if name == b"Image") {
            return match self.hidden_by(dictionary) {
                Layer::Shown => self.image(frame, at, id, dictionary),
                Layer::Off => {
                    let layer = std::mem::replace(&mut frame.layer, Layer::Off);
                    self.image(frame, at, id, dictionary);
                    frame.layer = layer;
                }
            };
        }
        let mut state = frame.state.clone();
        self.enter_form(&mut state, dictionary);
        let layer = match (frame.layer(), self.hidden_by(dictionary)) {
            (Layer::Shown, Layer::Shown) => Layer::Shown,
            _ => Layer::Off,
        };
        let drawing = Drawing {
            kind: StreamKind::Form {
                annotation: at as usize >= frame.annotations_from,
            },
            object: id,
            state,
            resources: self.resources_of(id, dictionary, &frame.resources),
            layer,
            recording: frame.recording,
        };
        self.draw_stream(frame.stream, at, drawing);
    }

    /// Matrix, bounding box and group of a form.
    fn enter_form(&self, state: &mut State, form: &Dictionary) {
        state.ctm = self.matrix(form).then(state.ctm);
        self.clip_to_box(state, form);
        let group = form.get(b"Group").ok().and_then(|group| self.source.dict(group));
        if group.is_some() {
            state.group_alpha *= state.fill_alpha;
            state.fill_alpha = 1.0;
            state.stroke_alpha = 1.0;
            if state.blend == Blend::Mixed || state.mask == Blend::Mixed {
                state.group_blend = Blend::Mixed;
            }
            state.blend = Blend::Normal;
            state.mask = Blend::Normal;
        }
    }

    fn matrix(&self, dictionary: &Dictionary) -> Matrix {
        let written = dictionary.get(b"Matrix").ok();
        let six = written.and_then(|matrix| numbers::<6>(self.source.document(), matrix));
        six.map_or(Matrix::IDENTITY, |[a, b, c, d, e, f]| Matrix::new(a, b, c, d, e, f))
    }

    fn clip_to_box(&self, state: &mut State, dictionary: &Dictionary) {
        let written = dictionary.get(b"BBox").ok();
        let Some([x0, y0, x1, y1]) = written.and_then(|b| numbers::<4>(self.source.document(), b)) else {
            return;
        };
        let bbox = Rect::from_corners(Point { x: x0, y: y0 }, Point { x: x1, y: y1 });
        let m = state.ctm;
        let upright = (m.b == 0.0 && m.c == 0.0) || (m.a == 0.0 && m.d == 0.0);
        let shape = if upright {
            ClipShape::Rectangle
        } else {
            ClipShape::Other
        };
        state.clip_to(Some(m.apply_rect(bbox).bounds()), shape);
    }

    /// Its own resources, or those of the stream that draws it (ISO 32000-1, 7.8.3, for old files).
    fn resources_of(&mut self, id: ObjectId, dictionary: &Dictionary, outer: &Arc<Dictionary>) -> Arc<Dictionary> {
        let Some(own) = dictionary.get(b"Resources").ok().and_then(|r| self.source.dict(r)) else {
            return Arc::clone(outer);
        };
        let document = self.source.document();
        let made = self.resources.entry(id);
        Arc::clone(made.or_insert_with(|| Arc::new(direct_categories(document, own))))
    }

    fn operations(&mut self, id: ObjectId) -> Arc<Vec<Op>> {
        if let Some(known) = self.parsed.get(&id) {
            return Arc::clone(known);
        }
        let decoded = self.source.stream(id).map(|stream| self.source.decode(stream));
        let decoded = decoded.unwrap_or_default();
        self.causes.extend(decoded.damage);
        let (ops, concerns) = match decoded.pending {
            None => content::parse(&decoded.bytes),
            Some(_) => {
                self.causes.insert(Cause::UndecodableStream);
                Default::default()
            }
        };
        self.causes.extend(concerns.into_iter().map(|concern| concern.cause));
        let ops = Arc::new(ops);
        self.parsed.insert(id, Arc::clone(&ops));
        ops
    }

    fn draw_stream(&mut self, parent: StreamId, at: u32, drawing: Drawing) {
        if self.active.contains(&drawing.object) || self.active.len() >= MAX_DEPTH {
            self.causes.insert(Cause::NestedTooDeep);
            return;
        }
        if self.exhausted() {
            return;
        }
        let ops = self.operations(drawing.object);
        let stream = StreamId(self.out.streams.len() as u32);
        self.out.streams.push(StreamUse {
            kind: drawing.kind,
            parent: Some((parent, at)),
            object: Some(drawing.object),
            ops: Arc::clone(&ops),
            resources: Arc::clone(&drawing.resources),
            ctm: drawing.state.ctm,
        });
        let mut frame = Frame::new(stream, ops, drawing.resources, drawing.state);
        frame.layer = drawing.layer;
        frame.recording = drawing.recording;
        self.active.push(drawing.object);
        self.run(&mut frame);
        self.active.pop();
    }

    /// The object of a pattern name, if it is a tiling pattern.
    pub(super) fn tiling_pattern(&self, frame: &Frame, name: Option<&[u8]>) -> Option<ObjectId> {
        let source = self.source;
        let patterns = source.dict(frame.resources.get(b"Pattern").ok()?)?;
        let id = patterns.get(name?).ok()?.as_reference().ok()?;
        source.stream_behind(id).map(|(id, _)| id)
    }

    /// One cell of a tiling pattern; the first use in a stream stands for all.
    pub(super) fn draw_pattern(&mut self, frame: &Frame, at: u32, pattern: ObjectId) {
        if !self.drawn.insert((frame.stream, pattern)) {
            return;
        }
        let Some(stream) = self.source.stream(pattern) else {
            return;
        };
        let mut state = State::new(self.everything());
        state.ctm = self.matrix(&stream.dict).then(frame.base);
        let resources = self.resources_of(pattern, &stream.dict, &frame.resources);
        let drawing = Drawing {
            kind: StreamKind::TilingPattern,
            object: pattern,
            state,
            resources,
            layer: frame.layer(),
            recording: frame.recording.aside(),
        };
        self.draw_stream(frame.stream, at, drawing);
    }

    /// `gs`
    pub(super) fn parameters(&mut self, frame: &mut Frame, at: u32, name: &[u8]) {
        let all = frame.resources.get(b"ExtGState").ok().and_then(|o| self.source.dict(o));
        let Some(found) = all.and_then(|all| all.get(name).ok()).and_then(|o| self.source.dict(o)) else {
            self.causes.insert(Cause::MissingResource);
            return;
        };
        let source = self.source;
        let value = |key: &[u8]| source.get(found, key);
        let alpha = |key: &[u8]| value(key).and_then(number).map(|a| a.clamp(0.0, 1.0));
        let (fill_alpha, stroke_alpha) = (alpha(b"ca"), alpha(b"CA"));
        let state = &mut frame.state;
        state.fill_alpha = fill_alpha.unwrap_or(state.fill_alpha);
        state.stroke_alpha = stroke_alpha.unwrap_or(state.stroke_alpha);
        state.line_width = value(b"LW").and_then(number).unwrap_or(state.line_width);
        if let Some(font) = value(b"Font") {
            self.set_font_of_parameters(state, font);
        }
        let mixes = match value(b"BM") {
            Some(Object::Name(mode)) => Some(!matches!(mode.as_slice(), b"Normal" | b"Compatible")),
            Some(Object::Array(modes)) => {
                let first = modes.first().map(|mode| source.resolve(mode));
                Some(!matches!(first, Some(Object::Name(mode)) if mode == b"Normal" || mode == b"Compatible"))
            }
            _ => None,
        };
        let masked = match value(b"SMask") {
            Some(Object::Dictionary(mask)) => Some(Some(mask)),
            Some(_) => Some(None),
            None => None,
        };
        let blend = |mixed: bool| if mixed { Blend::Mixed } else { Blend::Normal };
        state.blend = mixes.map_or(state.blend, blend);
        state.mask = masked.map_or(state.mask, |mask| blend(mask.is_some()));
        if let Some(mask) = masked.flatten() {
            self.draw_mask(frame, at, mask);
        }
    }

    /// The group of a soft mask: it paints nothing itself, but text can stand in it.
    fn draw_mask(&mut self, frame: &Frame, at: u32, mask: &Dictionary) {
        let source = self.source;
        let group = mask.get(b"G").ok().and_then(|group| group.as_reference().ok());
        let Some((id, stream)) = group.and_then(|id| source.stream_behind(id)) else {
            return;
        };
        if !self.drawn.insert((frame.stream, id)) {
            return;
        }
        let mut state = State::new(self.everything());
        state.ctm = frame.state.ctm;
        let dictionary = &stream.dict;
        self.enter_form(&mut state, dictionary);
        let resources = self.resources_of(id, dictionary, &frame.resources);
        let drawing = Drawing {
            kind: StreamKind::SoftMask,
            object: id,
            state,
            resources,
            layer: frame.layer(),
            recording: frame.recording.aside(),
        };
        self.draw_stream(frame.stream, at, drawing);
    }

    /// The procedures of shown Type 3 glyphs, where they show text or draw other streams themselves.
    pub(super) fn glyph_procedures(&mut self, frame: &Frame, at: u32, type3: &Type3, glyphs: Range<u32>) {
        for index in glyphs {
            let (code, text_matrix, is_wide) = {
                let glyph = &self.out.glyphs[index as usize];
                (
                    glyph.code,
                    self.out.shows[glyph.show as usize].text_matrix(glyph),
                    is_wider_than_a_letter(glyph),
                )
            };
            let Some(&object) = type3.procs.get(&code) else {
                continue;
            };
            let ops = self.operations(object);
            // It brings its own colours: that of the text means nothing.
            if ops.iter().any(|op| op.operator == Operator::GlyphWidth) {
                self.inks[index as usize] = Ink::UNKNOWN;
            }
            let draws = |op: &Op| {
                use Operator as O;
                let text = [
                    O::ShowText,
                    O::ShowTextAdjusted,
                    O::NextLineShow,
                    O::SpacingNextLineShow,
                ];
                let paths = [
                    O::Fill,
                    O::FillObsolete,
                    O::EoFill,
                    O::Stroke,
                    O::FillStroke,
                    O::EoFillStroke,
                ];
                let paints = op.operator == O::InlineImage || paths.contains(&op.operator);
                op.operator == O::Do || text.contains(&op.operator) || is_wide && paints
            };
            if !ops.iter().any(draws) {
                continue;
            }
            let text = frame.state.text;
            let mut state = frame.state.clone();
            let scale = Matrix::new(text.size * text.h_scale, 0.0, 0.0, text.size, 0.0, text.rise);
            state.ctm = type3.matrix.then(scale).then(text_matrix).then(frame.state.ctm);
            let resources = match &type3.resources {
                Some(own) => Arc::new(direct_categories(self.source.document(), own)),
                None => Arc::clone(&frame.resources),
            };
            let drawing = Drawing {
                kind: StreamKind::Type3Glyph,
                object,
                state,
                resources,
                layer: frame.layer(),
                // A whole word may be drawn as one glyph.
                recording: if is_wide {
                    frame.recording.aside()
                } else {
                    Recording::TextOnly
                },
            };
            self.draw_stream(frame.stream, at, drawing);
        }
    }
}

/// Whether a glyph is so much wider than it is high that it may hold several letters.
fn is_wider_than_a_letter(glyph: &Glyph) -> bool {
    let [start, end, _, above] = glyph.quad.0;
    let length = |to: Point| (to.x - start.x).hypot(to.y - start.y);
    length(end) > WORD_SHAPED * length(above)
}
