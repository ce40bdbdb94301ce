//! Fonts with an embedded program → Type 0 fonts with a program of our own, codes in the order of the text.

use super::super::object::{Dict, Store, Value};
use super::super::source::{Source, dictionary};
use super::cff::{self, CffGlyph};
use super::descriptor;
use super::name;
use super::outline::Outline;
use super::program::{LABEL, LAYER, Program};
use super::unicode_map;
use super::{CodeWidth, Face, Recoding, Used};
use std::collections::BTreeMap;

/// Glyphs that one font can have; no document comes near it.
const MAX_GLYPHS: usize = 65_000;

/// What makes two codes the same glyph; the order is the order of the new codes.
type Key<'a> = (Option<&'a str>, [i64; 4], Outline);

/// Writes the font.
pub(super) fn write(
    source: Source<'_>,
    store: &mut Store,
    face: &Face<'_>,
    program: &Program<'_>,
    index: usize,
) -> Recoding {
    let (glyphs, codes) = number(face, program);
    let units = f64::from(program.units_per_em);
    let empty = Outline::default();
    let mut shapes = vec![CffGlyph {
        outline: &empty,
        width: 0,
    }];
    shapes.extend(glyphs.iter().map(|((_, _, outline), used)| CffGlyph {
        outline,
        width: (used.advance * units / 1000.0).round().clamp(-32000.0, 32000.0) as i32,
    }));
    let font_file = store.add_stream(
        Dict::new().with("Subtype", Value::name("CIDFontType0C")),
        &cff::write(&shapes, program.units_per_em),
    );

    let base = source
        .object(face.id)
        .and_then(dictionary)
        .and_then(|font| source.name(font, b"BaseFont"));
    let family = match face.id {
        LABEL => Some("Label".to_owned()),
        LAYER => Some("Layer".to_owned()),
        _ => base.and_then(name::well_known),
    };
    let name = format!(
        "{}+{}",
        name::tag(index),
        family.unwrap_or_else(|| format!("Font{}", index + 1))
    );
    let bounds = shapes
        .iter()
        .filter_map(|shape| shape.outline.bounds)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let bounds = bounds
        .unwrap_or_default()
        .map(|unit| (f64::from(unit) * 1000.0 / units).round());
    let descriptor = descriptor::embedded(source, face.id, &name, bounds).with("FontFile3", font_file);
    let descriptor = store.add(descriptor);

    let is_vertical = glyphs.iter().any(|(_, used)| used.vertical.is_some());
    let mut cid = Dict::typed("Font")
        .with("Subtype", Value::name("CIDFontType0"))
        .with("BaseFont", Value::Name(name.clone().into()))
        .with("CIDSystemInfo", identity())
        .with("FontDescriptor", descriptor)
        .with("DW", 0usize)
        .with(
            "W",
            vec![
                Value::Int(1),
                Value::numbers(glyphs.iter().map(|(_, used)| used.advance)),
            ],
        );
    if is_vertical {
        let numbers = glyphs
            .iter()
            .flat_map(|(_, used)| used.vertical.unwrap_or([-1000.0, used.advance / 2.0, 880.0]));
        cid.set("W2", vec![Value::Int(1), Value::numbers(numbers)]);
    }
    let cid = store.add(cid);
    let entries: Vec<(u16, String)> = (1u16..)
        .zip(&glyphs)
        .filter_map(|(code, ((unicode, ..), _))| Some((code, (*unicode)?.to_owned())))
        .collect();
    let map = store.add_stream(Dict::new(), &unicode_map::write(&entries, 2));
    let font = Dict::typed("Font")
        .with("Subtype", Value::name("Type0"))
        .with("BaseFont", Value::Name(name.into()))
        .with(
            "Encoding",
            Value::name(if is_vertical { "Identity-V" } else { "Identity-H" }),
        )
        .with("DescendantFonts", vec![Value::Ref(cid)])
        .with("ToUnicode", map);
    Recoding {
        font: store.add(font),
        codes: codes.into(),
        width: CodeWidth::Two,
    }
}

/// Adobe-Identity: codes are glyph numbers.
pub(super) fn identity() -> Dict {
    Dict::new()
        .with("Registry", Value::text("Adobe"))
        .with("Ordering", Value::text("Identity"))
        .with("Supplement", 0usize)
}

fn number<'f>(face: &'f Face<'_>, program: &Program<'_>) -> (Vec<(Key<'f>, &'f Used)>, BTreeMap<u32, u16>) {
    let mut glyphs: BTreeMap<Key<'f>, (&'f Used, Vec<u32>)> = BTreeMap::new();
    for (code, used) in &face.used {
        let thousandths = |value: f64| (value * 1000.0).round() as i64;
        let [w1, vx, vy] = used.vertical.unwrap_or_default();
        let measures = [used.advance, w1, vx, vy].map(thousandths);
        // Glyphs without text come last, in the order of their shapes.
        let key = (used.unicode.as_deref(), measures, program.outline(*code));
        glyphs.entry(key).or_insert((used, Vec::new())).1.push(*code);
    }
    let mut codes = BTreeMap::new();
    let mut numbered = Vec::new();
    for (number, (key, (used, old))) in (1u16..).zip(glyphs.into_iter().take(MAX_GLYPHS)) {
        codes.extend(old.into_iter().map(|code| (code, number)));
        numbered.push((key, used));
    }
    (numbered, codes)
}
