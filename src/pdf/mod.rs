//! Bytes → text with positions and operator provenance, in the terms of ISO 32000-2.
//! It knows neither names nor law, and it never writes.

mod concern;
pub mod content;
#[allow(dead_code, reason = "the interpreter follows")]
pub mod font;
mod geometry;
mod glyph;
pub mod image;
#[allow(dead_code, unused_imports, reason = "the interpreter follows")]
pub(crate) mod page;
#[allow(dead_code, unused_imports, reason = "the interpreter follows")]
pub(crate) mod source;

pub use concern::{Cause, Concern, Severity};
pub use geometry::{Matrix, Point, Quad, Rect};
pub use glyph::{
    FontId, Glyph, GlyphId, PageGlyphs, Paint, PaintKind, Provenance, Show, StreamId, StreamKind, StreamUse, TextState,
    Unicode, Visibility,
};
pub use page::PageInfo;
pub use source::{OpenError, SourcePdf};
