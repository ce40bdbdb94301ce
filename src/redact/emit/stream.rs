//! Content streams between the two passes: operations that are clean but for their strings, and the resources they paint.

use super::font::FaceId;
use super::object::{Dict, Value};
use super::source::Source;
use super::{color::color_space, object::Store};
use crate::pdf::content::Op;
use crate::redact::draft::LabelMark;
use lopdf::{Dictionary, ObjectId};
use std::collections::BTreeSet;

/// Index of a prepared stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StreamIndex(pub usize);

/// A content stream, ready but for the codes of its strings.
#[derive(Default)]
pub(super) struct Prepared {
    /// Its operations; resource names are those of `resources`.
    pub ops: Vec<Op>,
    /// The show operations among them.
    pub shows: Vec<Show>,
    /// What it paints with, in the order of first use.
    pub resources: Vec<(Category, String, Bound)>,
    /// Marked-content identifiers of the source in the order of their new numbers.
    pub mcids: Vec<u32>,
    /// Labels in its tagged content.
    pub marks: Vec<LabelMark>,
    /// Identifiers of the source under which something was taken out.
    pub touched: BTreeSet<u32>,
    /// The page that draws it first, and which stream of the source it is; absent for the contents of a page.
    pub origin: Option<(usize, ObjectId)>,
    /// Keys of its dictionary other than `Resources`; empty for the contents of a page.
    pub head: Dict,
    /// Whether its resources stand in its Type 3 font.
    pub is_procedure: bool,
}

/// A show operation.
pub(super) struct Show {
    /// Its index.
    pub op: usize,
    /// The font in force.
    pub face: FaceId,
    /// Word spacing as a `TJ` number; it is written out, since two-byte codes have none (ISO 32000-2, 9.3.3).
    pub word_space: f64,
}

/// Resource categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    Font,
    XObject,
    ColorSpace,
    Pattern,
    Shading,
    ExtGState,
}

impl Category {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] = [
        Self::Font,
        Self::XObject,
        Self::ColorSpace,
        Self::Pattern,
        Self::Shading,
        Self::ExtGState,
    ];

    /// The key in a resource dictionary.
    pub fn key(self) -> &'static str {
        match self {
            Self::Font => "Font",
            Self::XObject => "XObject",
            Self::ColorSpace => "ColorSpace",
            Self::Pattern => "Pattern",
            Self::Shading => "Shading",
            Self::ExtGState => "ExtGState",
        }
    }

    /// The first letters of its names.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Font => "F",
            Self::XObject => "X",
            Self::ColorSpace => "C",
            Self::Pattern => "P",
            Self::Shading => "S",
            Self::ExtGState => "G",
        }
    }
}

/// What a resource name stands for.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    /// A font.
    Face(FaceId),
    /// A form or tiling pattern.
    Stream(StreamIndex),
    /// Something that is already written.
    Value(Value),
    /// A graphics state whose soft mask is a stream.
    MaskedState {
        /// The state without its mask.
        state: Dict,
        /// The mask without its group.
        mask: Dict,
        /// The group.
        group: StreamIndex,
    },
}

/// The dictionary of a form XObject, without resources.
pub(super) fn form_head(source: Source<'_>, store: &mut Store, from: &Dictionary) -> Option<Dict> {
    let mut head = Dict::typed("XObject").with("Subtype", Value::name("Form"));
    head.set(
        "BBox",
        Value::numbers(source.numbers(from, b"BBox").filter(|bounds| bounds.len() == 4)?),
    );
    head.set_some(
        "Matrix",
        source
            .numbers(from, b"Matrix")
            .filter(|matrix| matrix.len() == 6)
            .map(Value::numbers),
    );
    head.set_some("Group", group(source, store, from));
    Some(head)
}

/// The dictionary of a tiling pattern, without resources.
pub(super) fn tiling_head(source: Source<'_>, from: &Dictionary) -> Option<Dict> {
    let mut head = Dict::typed("Pattern").with("PatternType", 1usize);
    for key in ["PaintType", "TilingType"] {
        head.set(key, Value::Int(source.integer(from, key.as_bytes())?));
    }
    head.set(
        "BBox",
        Value::numbers(source.numbers(from, b"BBox").filter(|bounds| bounds.len() == 4)?),
    );
    for key in ["XStep", "YStep"] {
        head.set(key, source.number(from, key.as_bytes())?);
    }
    head.set_some(
        "Matrix",
        source
            .numbers(from, b"Matrix")
            .filter(|matrix| matrix.len() == 6)
            .map(Value::numbers),
    );
    Some(head)
}

/// The transparency group of a page or form.
pub(super) fn group(source: Source<'_>, store: &mut Store, from: &Dictionary) -> Option<Dict> {
    let group = source.dict(from, b"Group")?;
    if source.name(group, b"S") != Some(b"Transparency") {
        return None;
    }
    let mut dict = Dict::typed("Group").with("S", Value::name("Transparency"));
    if let Some(space) = source.get(group, b"CS") {
        dict.set_some("CS", color_space(source, store, &Dictionary::new(), space));
    }
    for key in ["I", "K"] {
        dict.set_some(key, source.boolean(group, key.as_bytes()));
    }
    Some(dict)
}
