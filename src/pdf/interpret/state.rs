//! The graphics state (ISO 32000-2, 8.4) as far as it decides where text stands and whether it is seen.

use super::color::{Ink, Space};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::glyph::TextState;

/// Whether a clipping path is known exactly or only by its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClipShape {
    Rectangle,
    Other,
}

/// Whether what is painted now hides what is under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blend {
    /// Nothing mixes with the backdrop but alpha.
    Normal,
    /// A blend mode or soft mask is in force.
    Mixed,
}

/// Everything that `q` saves.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub ctm: Matrix,
    /// Bounds of the clipping path in page space; `None` where nothing is left.
    pub clip: Option<Rect>,
    pub clip_shape: ClipShape,
    pub fill: Ink,
    pub fill_space: Space,
    /// Name of the fill pattern.
    pub fill_pattern: Option<Box<[u8]>>,
    pub stroke: Ink,
    pub stroke_space: Space,
    pub stroke_pattern: Option<Box<[u8]>>,
    pub fill_alpha: f64,
    pub stroke_alpha: f64,
    /// Alpha of the transparency groups around.
    pub group_alpha: f64,
    pub blend: Blend,
    /// Whether a soft mask is in force.
    pub mask: Blend,
    /// Blend of the transparency groups around.
    pub group_blend: Blend,
    pub line_width: f64,
    pub text: TextState,
    pub leading: f64,
}

impl State {
    /// The state at the start of a page.
    pub(super) fn new(clip: Rect) -> Self {
        Self {
            ctm: Matrix::IDENTITY,
            clip: Some(clip),
            clip_shape: ClipShape::Rectangle,
            fill: Ink::BLACK,
            fill_space: Space::Gray,
            fill_pattern: None,
            stroke: Ink::BLACK,
            stroke_space: Space::Gray,
            stroke_pattern: None,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            group_alpha: 1.0,
            blend: Blend::Normal,
            mask: Blend::Normal,
            group_blend: Blend::Normal,
            line_width: 1.0,
            text: TextState {
                font: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                h_scale: 1.0,
                rise: 0.0,
                render_mode: 0,
            },
            leading: 0.0,
        }
    }

    /// Narrows the clip.
    pub(super) fn clip_to(&mut self, bounds: Option<Rect>, shape: ClipShape) {
        self.clip = match (self.clip, bounds) {
            (Some(clip), Some(bounds)) => clip.intersection(bounds),
            _ => None,
        };
        if shape == ClipShape::Other {
            self.clip_shape = ClipShape::Other;
        }
    }

    /// Whether a fill with this ink hides what is under it.
    pub(super) fn fills_opaquely(&self) -> bool {
        let plain = [self.blend, self.mask, self.group_blend];
        self.fill_alpha * self.group_alpha >= 1.0 && plain.iter().all(|blend| *blend == Blend::Normal)
    }
}

/// The matrices of a text object (ISO 32000-2, 9.4.1).
#[derive(Debug, Clone, Copy)]
pub(super) struct TextMatrices {
    pub text: Matrix,
    pub line: Matrix,
}

impl TextMatrices {
    pub(super) const START: Self = Self {
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
    };

    /// `Td`
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translate(x, y).then(self.line);
        self.text = self.line;
    }

    /// Moves along the line, in unscaled text space.
    pub(super) fn advance(&mut self, x: f64, y: f64) {
        let m = &mut self.text;
        m.e += x * m.a + y * m.c;
        m.f += x * m.b + y * m.d;
    }
}
