//! Text-showing operators (ISO 32000-2, 9.4.3): every byte of every shown string in exactly one glyph.

use super::Interpreter;
use super::color::Ink;
use super::frame::{Frame, Layer};
use super::state::State;
use crate::pdf::concern::Cause;
use crate::pdf::content::{Op, Operand};
use crate::pdf::font::{Code, Font};
use crate::pdf::geometry::{Matrix, Point, Rect};
use crate::pdf::glyph::{Glyph, Provenance, Show, Unicode, Visibility};
use crate::pdf::source::number;
use lopdf::Object;

/// Smaller than this, in points, text is not read by eye.
const READABLE: f64 = 1.0;

/// Alpha below which nothing is seen.
const INVISIBLE: f64 = 0.01;

/// Cell of a glyph without a font, thousandths: there is no better guess.
const NO_FONT: (f64, f64, f64) = (500.0, -200.0, 800.0);

impl Interpreter<'_> {
    /// `Tf`
    pub(super) fn set_font(&mut self, frame: &mut Frame, op: &Op) {
        let [Operand::Name(name), Operand::Number(size)] = op.operands.as_slice() else {
            return;
        };
        let fonts = frame.resources.get(b"Font").ok().and_then(|o| self.source.dict(o));
        let font = fonts.and_then(|fonts| fonts.get(name).ok());
        frame.state.text.font = font.and_then(|font| self.font(font));
        frame.state.text.size = *size;
    }

    /// The `Font` entry of graphics state parameters.
    pub(super) fn set_font_of_parameters(&mut self, state: &mut State, pair: &Object) {
        if let Object::Array(pair) = pair
            && let [font, size] = pair.as_slice()
            && let Some(size) = number(self.source.resolve(size))
        {
            state.text.font = self.font(font);
            state.text.size = size;
        }
    }

    fn font(&self, object: &Object) -> Option<crate::pdf::FontId> {
        let id = object.as_reference().ok()?;
        // A reference to a reference is followed once: some producers write it.
        self.fonts
            .id(id)
            .or_else(|| match self.source.document().objects.get(&id) {
                Some(Object::Reference(next)) => self.fonts.id(*next),
                _ => None,
            })
    }

    /// `Tj`, `TJ`, and the showing part of `'` and `"`.
    pub(super) fn show(&mut self, frame: &mut Frame, at: u32, op: &Op) {
        let Some(shown) = op.operands.last() else { return };
        let first = self.out.glyphs.len() as u32;
        let before = frame.text.text;
        let font = frame.state.text.font.map(|id| self.fonts.get(id));
        let text = frame.state.text;
        let scale = Matrix::new(text.size * text.h_scale, 0.0, 0.0, text.size, 0.0, text.rise);
        let to_page = scale.then(before).then(frame.state.ctm);
        let run = Run {
            to_page,
            em: to_page.c.hypot(to_page.d),
            show: self.out.shows.len() as u32,
            op: at,
            hidden: self.hidden(frame),
            ink: ink(&frame.state),
            font,
        };
        match shown {
            Operand::String(bytes) => self.string(frame, &run, 0, bytes),
            Operand::Array(items) => {
                for (element, item) in items.iter().enumerate() {
                    match item {
                        Operand::String(bytes) => self.string(frame, &run, element as u32, bytes),
                        Operand::Number(adjust) => adjust_position(frame, font, *adjust),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        let glyphs = first..self.out.glyphs.len() as u32;
        if font.is_none() && !glyphs.is_empty() {
            self.causes.insert(Cause::MissingFont);
        }
        self.out.shows.push(Show {
            stream: frame.stream,
            op: at,
            state: frame.state.text,
            ctm: frame.state.ctm,
            before,
            after: frame.text.text,
            line_matrix: frame.text.line,
            glyphs: glyphs.clone(),
            mcids: frame.mcids(),
            clip: frame.state.clip,
        });
        if let Some(font) = font
            && let Some(type3) = font.type3()
        {
            self.glyph_procedures(frame, at, type3, glyphs);
        }
        for pattern in [&frame.state.fill_pattern, &frame.state.stroke_pattern] {
            if let Some(pattern) = self.tiling_pattern(frame, pattern.as_deref()) {
                self.draw_pattern(frame, at, pattern);
            }
        }
    }

    /// What hides all glyphs of a show operation alike.
    fn hidden(&self, frame: &Frame) -> Option<Visibility> {
        let state = &frame.state;
        let alpha = match state.text.render_mode {
            1 | 5 => state.stroke_alpha,
            2 | 6 => state.fill_alpha.max(state.stroke_alpha),
            _ => state.fill_alpha,
        };
        match state.text.render_mode {
            _ if frame.layer() == Layer::Off => Some(Visibility::HiddenLayer),
            3 | 7 => Some(Visibility::RenderMode),
            _ if alpha * state.group_alpha < INVISIBLE => Some(Visibility::Transparent),
            _ => None,
        }
    }

    fn string(&mut self, frame: &mut Frame, run: &Run<'_>, element: u32, bytes: &[u8]) {
        match run.font {
            Some(font) => {
                let cell = (font.descent() / 1000.0, font.ascent() / 1000.0);
                for code in font.decode(bytes) {
                    self.glyph(frame, run, element, cell, code);
                }
            }
            None => {
                let (advance, descent, ascent) = NO_FONT;
                for (start, byte) in bytes.iter().enumerate() {
                    let code = Code {
                        start,
                        end: start + 1,
                        code: u32::from(*byte),
                        unicode: Unicode::Unmapped,
                        advance,
                        vertical: None,
                        is_word_space: *byte == b' ',
                    };
                    self.glyph(frame, run, element, (descent / 1000.0, ascent / 1000.0), code);
                }
            }
        }
    }

    fn glyph(&mut self, frame: &mut Frame, run: &Run<'_>, element: u32, (descent, ascent): (f64, f64), code: Code) {
        if self.exhausted() {
            return;
        }
        let text = frame.state.text;
        let spacing = text.char_space + if code.is_word_space { text.word_space } else { 0.0 };
        let (cell, advance, x, y) = match &code.vertical {
            None => {
                let cell = Rect {
                    x0: 0.0,
                    y0: descent,
                    x1: code.advance / 1000.0,
                    y1: ascent,
                };
                let x = (code.advance / 1000.0 * text.size + spacing) * text.h_scale;
                (cell, code.advance, x, 0.0)
            }
            Some(vertical) => {
                // The cell hangs from the origin: v is the position of the vertical origin in the horizontal one.
                let cell = Rect {
                    x0: -vertical.origin_x / 1000.0,
                    y0: vertical.advance.min(0.0) / 1000.0,
                    x1: (code.advance - vertical.origin_x) / 1000.0,
                    y1: vertical.advance.max(0.0) / 1000.0,
                };
                let y = vertical.advance / 1000.0 * text.size + spacing;
                (cell, vertical.advance, 0.0, y)
            }
        };
        let to_page = run.to_page_at(frame);
        let quad = to_page.apply_rect(cell);
        let finite = quad.0.iter().all(|p| p.x.is_finite() && p.y.is_finite());
        let visibility = match run.hidden {
            Some(hidden) => hidden,
            None if !finite => Visibility::OffPage,
            None => match self.visibility_at(quad.bounds(), &frame.state) {
                Visibility::Visible if run.em < READABLE => Visibility::TooSmall,
                by_place => by_place,
            },
        };
        self.inks.push(run.ink);
        self.out.glyphs.push(Glyph {
            unicode: code.unicode,
            provenance: Provenance {
                stream: frame.stream,
                op: run.op,
                element,
                start: code.start as u32,
                end: code.end as u32,
            },
            show: run.show,
            quad: if finite { quad } else { Default::default() },
            origin: Point {
                x: frame.text.text.e,
                y: frame.text.text.f,
            },
            advance,
            code: code.code,
            visibility,
        });
        frame.text.advance(x, y);
    }
}

/// What the glyphs of one show operation share.
struct Run<'f> {
    show: u32,
    op: u32,
    hidden: Option<Visibility>,
    ink: Ink,
    font: Option<&'f Font>,
    /// From glyph space to page space, but for the origin: that moves from glyph to glyph.
    to_page: Matrix,
    /// Height of an em on the page, points.
    em: f64,
}

impl Run<'_> {
    /// From glyph space to page space for the next glyph.
    fn to_page_at(&self, frame: &Frame) -> Matrix {
        let (text, ctm) = (&frame.text.text, &frame.state.ctm);
        let rise = frame.state.text.rise;
        let (x, y) = (text.e + rise * text.c, text.f + rise * text.d);
        Matrix {
            e: x * ctm.a + y * ctm.c + ctm.e,
            f: x * ctm.b + y * ctm.d + ctm.f,
            ..self.to_page
        }
    }
}

/// The colour that text is painted with.
fn ink(state: &State) -> Ink {
    match state.text.render_mode {
        1 | 5 => state.stroke,
        // Fill and outline: lost in the backdrop only if both are.
        2 | 6 if !state.fill.like(state.stroke) => Ink::UNKNOWN,
        _ => state.fill,
    }
}

/// A number in a `TJ` array, thousandths of text space.
fn adjust_position(frame: &mut Frame, font: Option<&Font>, adjust: f64) {
    let shift = -adjust / 1000.0 * frame.state.text.size;
    if font.is_some_and(Font::is_vertical) {
        frame.text.advance(0.0, shift);
    } else {
        frame.text.advance(shift * frame.state.text.h_scale, 0.0);
    }
}
