//! What a caller can choose about the boxes, and the stretches that a person marks. No decision is taken here.

use crate::pdf::Rect;
use crate::woo::Ground;

/// What the place of removed text may tell about its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Width {
    /// Nothing: one width for every ground; what follows on the line moves.
    #[default]
    Uniform,
    /// About one bit: boxes are multiples of 36 points.
    Snap,
    /// All of it: nothing moves. Names of a known list can often be told from the width of such a box.
    Exact,
}

/// The look of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Style {
    /// White on black.
    #[default]
    Black,
    /// Black on white within a black line.
    Outline,
    /// Black on light grey.
    Grey,
}

/// How a document is redacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Settings {
    /// What a box may tell.
    pub width: Width,
    /// What it looks like.
    pub style: Style,
}

/// A stretch of a page that a person withholds, with all that stands in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    /// Zero-based index of the page.
    pub page: usize,
    /// The stretch in the page's default user space, points.
    pub rect: Rect,
    /// On which ground.
    pub ground: Ground,
}
