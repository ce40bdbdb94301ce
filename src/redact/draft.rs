//! What `rewrite` hands to `emit`: per page the operations to write and where their resources come from.
//! Values only; nothing here reads or writes a PDF.

use crate::pdf::content::Op;
use crate::woo::Ground;
use lopdf::{Dictionary, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// A whole document, ready to be written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The pages in order.
    pub pages: Vec<PageDraft>,
}

/// One page.
#[derive(Debug)]
pub(super) struct PageDraft {
    /// Zero-based index of the source page: boxes, rotation and user unit come from there.
    pub page: usize,
    /// What it paints.
    pub content: StreamDraft,
}

/// A label as marked content of its own: `/Span <</MCID mcid>> BDC … EMC`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LabelMark {
    /// Its marked-content identifier, new in its stream.
    pub mcid: u32,
    /// What the label says.
    pub ground: Ground,
    /// The sequence in which it stands, which ends before it.
    pub splits: Option<u32>,
    /// The new identifier under which that sequence goes on after it.
    pub continues: Option<u32>,
}

/// One content stream. A name that is not in `rewritten` means the source's own resource.
#[derive(Debug, Default)]
pub(super) struct StreamDraft {
    /// What it does.
    pub ops: Vec<Op>,
    /// The source's resource dictionary, resolved.
    pub resources: Dictionary,
    /// Resources that `ops` name and that are not the source's own.
    pub rewritten: BTreeMap<(Category, Box<[u8]>), Rewritten>,
    /// The labels that stand in tagged content, in the order in which they are drawn.
    pub marks: Vec<LabelMark>,
    /// The marked-content identifiers under which something was taken out, also within what they draw.
    pub touched: BTreeSet<u32>,
}

/// The resource categories whose members can be rewritten (ISO 32000-2, 7.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    /// `XObject`
    XObject,
    /// `ExtGState`
    ExtGState,
    /// `Font`
    Font,
}

/// A resource with other contents than the source's.
#[derive(Debug)]
pub(super) enum Rewritten {
    /// A form XObject.
    Form(FormDraft),
    /// An image XObject with other samples.
    Image(ImageDraft),
    /// A graphics state whose soft mask group is rewritten; the key is the name of the graphics state.
    SoftMask {
        /// The graphics state dictionary of the source.
        state: Dictionary,
        /// The group.
        group: FormDraft,
    },
    /// The font of the labels and of words read in pictures; its strings are in `WinAnsiEncoding`.
    LabelFont,
    /// The font of the invisible words over pictures.
    LayerFont,
}

/// A stream with `BBox`, `Matrix` and `Group`, which stay as they are in the source.
#[derive(Debug)]
pub(super) struct FormDraft {
    /// The stream object in the source.
    pub object: ObjectId,
    /// Its new contents.
    pub content: StreamDraft,
}

/// An image with other samples. Its streams carry the source's colour space and only keys that say what the samples are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ImageDraft {
    /// The image.
    pub base: Stream,
    /// Its `SMask`.
    pub soft_mask: Option<Stream>,
    /// Its `Mask`, where that is an image.
    pub stencil: Option<Stream>,
}
