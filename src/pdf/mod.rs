//! Bytes → text with positions and operator provenance, in the terms of ISO 32000-2.
//! It knows neither names nor law, and it never writes.

mod attachment;
mod concern;
pub mod content;
#[cfg(test)]
pub(crate) mod fixture;
pub mod font;
mod geometry;
mod glyph;
pub mod image;
mod interpret;
pub mod layout;
pub mod ocr;
pub(crate) mod page;
pub(crate) mod source;

pub use attachment::{Attachment, attachments};
pub use concern::{Cause, Concern, Severity};
pub use geometry::{Matrix, Point, Quad, Rect};
pub use glyph::{
    FontId, Glyph, GlyphId, PageGlyphs, Paint, PaintKind, Provenance, Show, StreamId, StreamKind, StreamUse, TextState,
    Unicode, Visibility,
};
pub use interpret::interpret;
pub(crate) use interpret::{FillRule, Subpath, subpaths};
pub use page::PageInfo;
pub use source::{OpenError, SourcePdf};
