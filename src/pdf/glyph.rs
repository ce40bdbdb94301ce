//! Every shown byte of a page as a glyph with place, meaning, visibility and provenance. Values only; `interpret` makes them.

use super::concern::Concern;
use super::content::Op;
use super::geometry::{Matrix, Point, Quad, Rect};
use std::ops::Range;
use std::sync::Arc;

/// Index of a glyph in its [`PageGlyphs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlyphId(pub u32);

/// Index of a stream use in its [`PageGlyphs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(pub u32);

/// Index of a font in its document's font table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u32);

/// What a content stream is to its page.
#[derive(Debug, Clone, PartialEq)]
pub enum StreamKind {
    /// The page's own contents, all parts joined, followed by the appearances of its visible annotations as `Do`.
    Page,
    /// A form XObject; an annotation's appearance is one whose `annotation` is set.
    Form {
        /// Whether this is the appearance of an annotation or form field.
        annotation: bool,
    },
    /// A tiling pattern's cell.
    TilingPattern,
    /// A Type 3 glyph procedure.
    Type3Glyph,
    /// The transparency group of a soft mask.
    SoftMask,
    /// No stream at all: words that were read in the page's pictures. It has no operations.
    Recognised,
}

/// One drawing of one content stream on one page. A form drawn twice has two uses.
#[derive(Debug, Clone)]
pub struct StreamUse {
    /// What it is.
    pub kind: StreamKind,
    /// The use and the operation that draws it; `None` for the page itself.
    pub parent: Option<(StreamId, u32)>,
    /// Its stream object, where it has one.
    pub object: Option<(u32, u16)>,
    /// Its operations; uses of the same stream share them.
    pub ops: Arc<Vec<Op>>,
    /// The resources in force for it; the page's own have its annotation appearances among the XObjects.
    pub resources: Arc<lopdf::Dictionary>,
    /// From its space to the page's default user space at the time it is drawn (form `Matrix` included).
    pub ctm: Matrix,
}

/// Where a glyph's code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance {
    /// In which stream use.
    pub stream: StreamId,
    /// Index into [`StreamUse::ops`].
    pub op: u32,
    /// Index of the string in a `TJ` array, 0 elsewhere.
    pub element: u32,
    /// First byte of the code in that string.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// What a glyph means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unicode {
    /// One or more characters, as the font says.
    Mapped(char),
    /// A ligature or other glyph of several characters.
    Many(Box<str>),
    /// The font does not say; nobody guesses.
    Unmapped,
}

/// Whether a reader of the page sees the glyph. It never exempts a glyph from detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Painted on the page.
    Visible,
    /// Text rendering mode 3 or 7.
    RenderMode,
    /// Wholly outside the clipping path.
    Clipped,
    /// Wholly outside the crop box.
    OffPage,
    /// Smaller than one point.
    TooSmall,
    /// Fully transparent.
    Transparent,
    /// In an optional-content group that is off.
    HiddenLayer,
    /// Later covered by something opaque.
    Covered,
    /// In an invisible layer over a picture whose words were read again: it says nothing that counts and leaves the page.
    Superseded,
    /// Painted in (nearly) the colour of what lies under it, mostly white on a white page.
    White,
}

/// One shown character code.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// What it means.
    pub unicode: Unicode,
    /// Where its code stands.
    pub provenance: Provenance,
    /// Index into [`PageGlyphs::shows`].
    pub show: u32,
    /// Its cell (advance × ascent-to-descent) in the page's default user space, points.
    pub quad: Quad,
    /// The glyph's origin in the space of its stream: where its show's text matrix leads to by then.
    pub origin: Point,
    /// The glyph's own advance in thousandths of text space (`w0`, or `w1` when vertical), without spacing.
    pub advance: f64,
    /// The character code as a number (one to four bytes).
    pub code: u32,
    /// Whether it is seen.
    pub visibility: Visibility,
}

/// Text state at a show operation (ISO 32000-2, 9.3), in unscaled text-space units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextState {
    /// The font, `None` where the stream names none or an unknown one.
    pub font: Option<FontId>,
    /// `Tfs`
    pub size: f64,
    /// `Tc`
    pub char_space: f64,
    /// `Tw`
    pub word_space: f64,
    /// `Tz` / 100
    pub h_scale: f64,
    /// `Trise`
    pub rise: f64,
    /// `Tmode`
    pub render_mode: u8,
}

/// One show operation (`Tj`, `TJ`, `'`, `"`) as executed.
#[derive(Debug, Clone, PartialEq)]
pub struct Show {
    /// In which stream use.
    pub stream: StreamId,
    /// Index into [`StreamUse::ops`].
    pub op: u32,
    /// Text state in force.
    pub state: TextState,
    /// From the stream's text space origin to the page's default user space: the CTM in force.
    pub ctm: Matrix,
    /// Text matrix before the first glyph.
    pub before: Matrix,
    /// Text matrix after the last glyph.
    pub after: Matrix,
    /// Text line matrix after the operation.
    pub line_matrix: Matrix,
    /// Its glyphs, indices into [`PageGlyphs::glyphs`].
    pub glyphs: Range<u32>,
    /// The marked-content identifiers in force, innermost last.
    pub mcids: Vec<u32>,
    /// Bounds of the clipping path in force, the page's default user space, points; `None` where it leaves nothing, or
    /// where the words were read from a picture.
    pub clip: Option<Rect>,
}

impl Show {
    /// The text matrix at one of its glyphs: only the origin moves from glyph to glyph.
    pub fn text_matrix(&self, glyph: &Glyph) -> Matrix {
        Matrix {
            e: glyph.origin.x,
            f: glyph.origin.y,
            ..self.before
        }
    }
}

/// What a painting operation other than text leaves on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaintKind {
    /// A filled path; `opaque` tells that nothing under it shows.
    Fill {
        /// Whether nothing under it shows.
        opaque: bool,
    },
    /// A stroked path.
    Stroke,
    /// A shading.
    Shading,
    /// An image XObject; its object.
    Image((u32, u16)),
    /// An inline image.
    InlineImage,
}

/// One painting operation other than text.
#[derive(Debug, Clone, PartialEq)]
pub struct Paint {
    /// What it is.
    pub kind: PaintKind,
    /// In which stream use.
    pub stream: StreamId,
    /// Index of the painting operator in [`StreamUse::ops`].
    pub op: u32,
    /// Index of the operation that begins the path; equal to `op` for images and shadings.
    pub first_op: u32,
    /// What it covers, page default user space, points (before clipping).
    pub bounds: Rect,
    /// From its space to the page's default user space; for images this maps the unit square.
    pub ctm: Matrix,
    /// How many glyphs had been shown before it: those may be covered by it.
    pub glyphs_before: u32,
    /// Whether it is seen (clip, layers, transparency, crop box).
    pub visibility: Visibility,
}

/// One page, read: every byte of every shown string is in exactly one glyph.
#[derive(Debug, Clone, Default)]
pub struct PageGlyphs {
    /// All uses of content streams; the page's own is the first.
    pub streams: Vec<StreamUse>,
    /// Glyphs in the order they are shown.
    pub glyphs: Vec<Glyph>,
    /// Show operations in order.
    pub shows: Vec<Show>,
    /// Everything else that is painted, in order.
    pub paints: Vec<Paint>,
    /// The glyphs of words in pictures that were read with doubt, word by word.
    pub unsure: Vec<Range<u32>>,
    /// What is painted in cells of patterns and in soft masks: it shows on the page, and cannot change for one use.
    pub aside: Vec<Paint>,
    /// The paths that clip, as if they were painted.
    pub clips: Vec<Paint>,
    /// What was odd or unreadable on the page.
    pub concerns: Vec<Concern>,
}

impl PageGlyphs {
    /// The glyph of an index that this page gave out.
    pub fn glyph(&self, id: GlyphId) -> &Glyph {
        &self.glyphs[id.0 as usize]
    }
}
