//! What happens on one page, decided: values that `rewrite` carries out without any judgement of its own.

use crate::pdf::{GlyphId, Matrix, Point, Quad, Rect};
use crate::woo::Ground;
use std::collections::BTreeSet;

/// What becomes of a glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::redact) enum Fate {
    /// It stays where it is.
    Keep,
    /// Its code leaves the stream.
    Gone,
    /// It is shown elsewhere, with this text matrix, which leads to the page, and this horizontal scaling.
    Moved {
        /// The new text matrix.
        at: Matrix,
        /// `Tz` / 100.
        h_scale: f64,
    },
}

/// Where in the page's operations a label is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::redact) enum Anchor {
    /// In the place of this glyph, so that it stands in the reading order.
    Glyph(GlyphId),
    /// After everything else, above everything else.
    PageEnd,
}

/// A box with a ground code.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::redact) struct Label {
    /// What it says.
    pub ground: Ground,
    /// Where it is drawn in the stream.
    pub anchor: Anchor,
    /// From the label's space (origin at the start of its baseline, points) to the page's default user space.
    pub frame: Matrix,
    /// The box in the label's space.
    pub bounds: Rect,
    /// Size of the code in points.
    pub size: f64,
    /// Where the code begins, in the label's space.
    pub start: Point,
    /// Horizontal scaling of the code, `Tz` / 100.
    pub h_scale: f64,
    /// The rulings it stands for, indices into the list that was planned.
    pub rulings: Vec<usize>,
}

impl Label {
    /// The box on the page.
    pub(in crate::redact) fn quad(&self) -> Quad {
        self.frame.apply_rect(self.bounds)
    }
}

/// A stretch of a picture that must be painted over.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::redact) struct ImageRegion {
    /// Index of the picture in the page's paints.
    pub paint: usize,
    /// The stretch, in the unit square of the picture.
    pub quad: Quad,
}

/// A place under which no path stays.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::redact) struct Cut {
    /// Index of the path in the page's paints.
    pub paint: usize,
    /// The place on the page.
    pub quad: Quad,
    /// Which of it goes.
    pub reach: Reach,
}

/// Which outlines go from a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::redact) enum Reach {
    /// All that run through it.
    Through,
    /// Letters that lie in it whole.
    Letters,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub(in crate::redact) struct PagePlan {
    /// For every glyph of the page.
    pub fates: Vec<Fate>,
    /// Boxes, in the order of the text.
    pub labels: Vec<Label>,
    /// Paths, pictures and shadings that go, indices into the page's paints.
    pub paints_gone: BTreeSet<usize>,
    /// Clipping paths that end where removed text did, indices into the page's clips.
    pub clips_gone: BTreeSet<usize>,
    /// Pictures that lose a part.
    pub images: Vec<ImageRegion>,
    /// Paths that lose what of them lies under a box.
    pub cuts: Vec<Cut>,
    /// Where something was removed, before anything moved: what lies on it goes with it.
    pub removed: Vec<Quad>,
}
