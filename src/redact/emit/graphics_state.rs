//! Graphics state parameter dictionaries (ISO 32000-2, 8.4.5), key by key. Halftones, transfer functions and the like,
//! which concern printing presses only, are not kept.

use super::function::function;
use super::object::{Dict, Store, Value};
use super::source::Source;
use lopdf::{Dictionary, Object, ObjectId};

const BLEND_MODES: [&str; 17] = [
    "Normal",
    "Compatible",
    "Multiply",
    "Screen",
    "Overlay",
    "Darken",
    "Lighten",
    "ColorDodge",
    "ColorBurn",
    "HardLight",
    "SoftLight",
    "Difference",
    "Exclusion",
    "Hue",
    "Saturation",
    "Color",
    "Luminosity",
];

/// A graphics state of the source, read.
pub(super) struct GraphicsState {
    /// What can be written at once.
    pub dict: Dict,
    /// Font and size.
    pub font: Option<(ObjectId, f64)>,
    /// The soft mask.
    pub mask: Option<Mask>,
}

/// A soft mask (ISO 32000-2, 11.6.5).
pub(super) enum Mask {
    None,
    Group {
        /// `S`, `BC`, `TR`.
        dict: Dict,
        /// `G`; a rewritten group takes its place.
        group: Option<ObjectId>,
    },
}

/// Reads a graphics state.
pub(super) fn read(source: Source<'_>, store: &mut Store, from: &Dictionary) -> GraphicsState {
    let mut dict = Dict::typed("ExtGState");
    for key in ["LW", "LC", "LJ", "ML", "FL", "SM", "CA", "ca", "OPM"] {
        dict.set_some(key, source.number(from, key.as_bytes()));
    }
    for key in ["OP", "op", "SA", "AIS", "TK"] {
        dict.set_some(key, source.boolean(from, key.as_bytes()));
    }
    if let Some([lengths, phase]) = source.array(from, b"D")
        && let Object::Array(lengths) = source.follow(lengths)
        && let (Some(lengths), Some(phase)) = (
            source.number_items(lengths),
            super::source::number(source.follow(phase)),
        )
    {
        dict.set("D", vec![Value::numbers(lengths), Value::Real(phase)]);
    }
    let mode = match source.get(from, b"BM") {
        Some(Object::Array(modes)) => modes.first().map(|mode| source.follow(mode)),
        mode => mode,
    };
    if let Some(Object::Name(name)) = mode
        && let Some(known) = BLEND_MODES.into_iter().find(|known| known.as_bytes() == name)
    {
        dict.set("BM", Value::name(known));
    }
    let font = source.array(from, b"Font").and_then(|pair| {
        let id = pair.first()?.as_reference().ok()?;
        Some((id, super::source::number(source.follow(pair.get(1)?))?))
    });
    let mask = match source.get(from, b"SMask") {
        Some(Object::Dictionary(mask)) => Some(read_mask(source, store, mask)),
        Some(_) => Some(Mask::None),
        None => None,
    };
    GraphicsState { dict, font, mask }
}

fn read_mask(source: Source<'_>, store: &mut Store, from: &Dictionary) -> Mask {
    let kind = if source.name(from, b"S") == Some(b"Alpha") {
        "Alpha"
    } else {
        "Luminosity"
    };
    let mut dict = Dict::typed("Mask").with("S", Value::name(kind));
    dict.set_some("BC", source.numbers(from, b"BC").map(Value::numbers));
    if let Some(transfer) = source
        .get(from, b"TR")
        .and_then(|transfer| function(source, store, transfer))
    {
        dict.set("TR", transfer);
    }
    Mask::Group {
        dict,
        group: Source::id(from, b"G"),
    }
}
