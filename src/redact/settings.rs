//! What a redaction looks like. Values only.

/// How wide a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Width {
    /// The same for every redaction on a ground, so that it tells nothing of what was withheld.
    #[default]
    Uniform,
    /// As what was withheld, rounded up to a coarse step.
    Snap,
    /// As what was withheld; nothing else on the page moves.
    Exact,
}

/// How a label looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Style {
    /// White text on black.
    #[default]
    Black,
    /// Black text on white in an outline.
    Outline,
    /// Black text on light grey.
    Grey,
}

/// What a redaction looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Settings {
    /// How wide a label is.
    pub width: Width,
    /// How a label looks.
    pub style: Style,
}
