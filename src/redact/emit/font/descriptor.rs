//! Font descriptors (ISO 32000-2, 9.8) from the numbers of the source's; no names, character sets or panose.

use super::super::object::{Dict, Value};
use super::super::source::{Source, dictionary};
use lopdf::{Dictionary, ObjectId};

/// Symbolic: the font has its own encoding.
const SYMBOLIC: i64 = 4;
const NONSYMBOLIC: i64 = 32;

/// The descriptor of a font with a program of our own, still without `FontFile3`.
pub(super) fn embedded(source: Source<'_>, font: ObjectId, name: &str, bounds: [f64; 4]) -> Dict {
    let from = find(source, font);
    build(
        source,
        from,
        name,
        (flags(source, font) | SYMBOLIC) & !NONSYMBOLIC,
        bounds,
    )
}

/// The descriptor of a font that is not embedded.
pub(super) fn named(source: Source<'_>, font: ObjectId, name: &str) -> Dict {
    let from = find(source, font);
    let bounds = from
        .and_then(|from| source.numbers(from, b"FontBBox"))
        .and_then(|numbers| numbers.try_into().ok());
    build(
        source,
        from,
        name,
        flags(source, font),
        bounds.unwrap_or([0.0, -250.0, 1000.0, 1000.0]),
    )
}

/// The flags of a font, nonsymbolic where it does not say.
pub(super) fn flags(source: Source<'_>, font: ObjectId) -> i64 {
    find(source, font)
        .and_then(|from| source.integer(from, b"Flags"))
        .map_or(NONSYMBOLIC, |flags| flags & 0xF_FFFF)
}

fn find(source: Source<'_>, font: ObjectId) -> Option<&Dictionary> {
    let font = dictionary(source.object(font)?)?;
    let descendant = source
        .array(font, b"DescendantFonts")
        .and_then(|fonts| dictionary(source.follow(fonts.first()?)));
    source.dict(descendant.unwrap_or(font), b"FontDescriptor")
}

fn build(source: Source<'_>, from: Option<&Dictionary>, name: &str, flags: i64, bounds: [f64; 4]) -> Dict {
    let number = |key: &[u8], default: f64| {
        let value = from.and_then(|from| source.number(from, key)).unwrap_or(default);
        Value::Real(value.round().clamp(-5000.0, 5000.0))
    };
    Dict::typed("FontDescriptor")
        .with("FontName", Value::Name(name.to_owned().into()))
        .with("Flags", Value::Int(flags))
        .with("FontBBox", Value::numbers(bounds))
        .with("ItalicAngle", number(b"ItalicAngle", 0.0))
        .with("Ascent", number(b"Ascent", 800.0))
        .with("Descent", number(b"Descent", -200.0))
        .with("CapHeight", number(b"CapHeight", 700.0))
        .with("StemV", number(b"StemV", 80.0))
}
