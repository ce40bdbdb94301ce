//! Fonts that are not embedded: the viewer's font of a well-known name, standard encodings, only the codes that are used.

use super::super::object::{Dict, Store, Value};
use super::super::source::{Source, dictionary};
use super::{CodeWidth, Face, Recoding, Used, descriptor, name, unicode_map};
use lopdf::Dictionary;
use std::collections::{BTreeMap, BTreeSet};

/// Code points 0x80 to 0x9F of WinAnsiEncoding (ISO 32000-2, Annex D); 0 where there is no character.
const HIGH: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// Writes the font.
pub(super) fn write(source: Source<'_>, store: &mut Store, face: &Face<'_>) -> Recoding {
    let empty = Dictionary::new();
    let font = source.object(face.id).and_then(dictionary).unwrap_or(&empty);
    match source.name(font, b"Subtype") {
        Some(b"Type0") => composite(source, store, face, font),
        _ => simple(source, store, face, font),
    }
}

fn simple(source: Source<'_>, store: &mut Store, face: &Face<'_>, font: &Dictionary) -> Recoding {
    let base = source.name(font, b"BaseFont").unwrap_or_default();
    let known = name::well_known(base);
    let flags = descriptor::flags(source, face.id);
    let name = known.unwrap_or_else(|| name::substitute(base, flags).to_owned());
    let is_pictorial = matches!(name.as_str(), "Symbol" | "ZapfDingbats");
    let codes = if is_pictorial {
        own_codes(face)
    } else {
        latin_codes(face)
    };
    let mut widths = [0.0; 256];
    let mut texts: BTreeMap<u16, String> = BTreeMap::new();
    for (old, used) in &face.used {
        if let Some(new) = codes.get(old) {
            widths[usize::from(*new)] = used.advance;
            if let Some(text) = &used.unicode {
                texts.insert(*new, text.clone());
            }
        }
    }
    let first = codes.values().min().copied().unwrap_or(0);
    let last = codes.values().max().copied().unwrap_or(0);
    let mut dict = Dict::typed("Font")
        .with(
            "Subtype",
            Value::name(if name::standard(name.as_bytes()).is_some() {
                "Type1"
            } else {
                "TrueType"
            }),
        )
        .with("BaseFont", Value::Name(name.clone().into()))
        .with("FirstChar", usize::from(first))
        .with("LastChar", usize::from(last))
        .with(
            "Widths",
            Value::numbers(widths[usize::from(first)..=usize::from(last)].iter().copied()),
        );
    if !is_pictorial {
        dict.set("Encoding", encoding(&texts));
    }
    if name::standard(name.as_bytes()).is_none() {
        let descriptor = store.add(descriptor::named(source, face.id, &name));
        dict.set("FontDescriptor", descriptor);
    }
    // The standard encoding says the same in less.
    let is_standard = |(code, text): (&u16, &String)| {
        let mut characters = text.chars();
        characters.next().and_then(win_ansi) == Some(*code) && characters.next().is_none()
    };
    if is_pictorial || !texts.iter().all(is_standard) {
        let entries: Vec<(u16, String)> = texts.into_iter().collect();
        let map = store.add_stream(Dict::new(), &unicode_map::write(&entries, 1));
        dict.set("ToUnicode", map);
    }
    Recoding {
        font: store.add(dict),
        codes: codes.into(),
        width: CodeWidth::One,
    }
}

/// WinAnsiEncoding, with `uniXXXX` names for the characters that it lacks.
fn encoding(texts: &BTreeMap<u16, String>) -> Value {
    let mut differences: Vec<Value> = Vec::new();
    for (code, text) in texts {
        let Some(character) = text.chars().next() else { continue };
        if win_ansi(character) != Some(*code) {
            differences.push(Value::Int(i64::from(*code)));
            differences.push(Value::Name(format!("uni{:04X}", u32::from(character)).into()));
        }
    }
    if differences.is_empty() {
        return Value::name("WinAnsiEncoding");
    }
    Dict::typed("Encoding")
        .with("BaseEncoding", Value::name("WinAnsiEncoding"))
        .with("Differences", differences)
        .into()
}

/// The code of a character in WinAnsiEncoding.
fn win_ansi(character: char) -> Option<u16> {
    match u32::from(character) {
        code @ (0x20..=0x7E | 0xA0..=0xFF) => Some(code as u16),
        code => HIGH
            .iter()
            .position(|high| *high != 0 && u32::from(*high) == code)
            .map(|index| index as u16 + 0x80),
    }
}

/// The standard code of each character; the others take free codes in the order of their text.
fn latin_codes(face: &Face<'_>) -> BTreeMap<u32, u16> {
    let standard = |used: &Used| win_ansi(used.unicode.as_ref()?.chars().next()?);
    let mut codes: BTreeMap<u32, u16> = BTreeMap::new();
    let mut taken: BTreeMap<u16, &Used> = BTreeMap::new();
    let mut rest: Vec<(&Used, u32)> = Vec::new();
    for (old, used) in &face.used {
        match standard(used) {
            Some(new) if taken.get(&new).is_none_or(|other| *other == used) => {
                taken.insert(new, used);
                codes.insert(*old, new);
            }
            _ => rest.push((used, *old)),
        }
    }
    rest.sort_by(|(a, x), (b, y)| (&a.unicode, x).cmp(&(&b.unicode, y)));
    let standard_codes: BTreeSet<u16> = taken.keys().copied().collect();
    let mut free = (1..=255).filter(|code| !standard_codes.contains(code) && *code != 32);
    for (_, old) in rest {
        if let Some(new) = free.next() {
            codes.insert(old, new);
        }
    }
    codes
}

/// Symbol and ZapfDingbats have encodings of their own, the same in every document.
fn own_codes(face: &Face<'_>) -> BTreeMap<u32, u16> {
    face.used
        .keys()
        .filter(|code| **code < 256)
        .map(|code| (*code, *code as u16))
        .collect()
}

/// Character collections of Adobe, by their ordering.
const ORDERINGS: [(&[u8], &str, &str); 5] = [
    (b"Japan1", "Japan1", "KozMinPr6N-Regular"),
    (b"GB1", "GB1", "AdobeSongStd-Light"),
    (b"CNS1", "CNS1", "AdobeMingStd-Light"),
    (b"Korea1", "Korea1", "AdobeMyungjoStd-Medium"),
    (b"KR", "KR", "AdobeMyungjoStd-Medium"),
];

fn composite(source: Source<'_>, store: &mut Store, face: &Face<'_>, font: &Dictionary) -> Recoding {
    let descendant = source
        .array(font, b"DescendantFonts")
        .and_then(|fonts| dictionary(source.follow(fonts.first()?)));
    let ordering = descendant
        .and_then(|font| source.dict(font, b"CIDSystemInfo"))
        .and_then(|info| source.get(info, b"Ordering")?.as_str().ok());
    let cmap = source.name(font, b"Encoding").and_then(|encoding| {
        let resolve = |name: hayro_font::hayro_cmap::CMapName<'_>| hayro_font::hayro_cmap::load_embedded(name);
        let name = hayro_font::hayro_cmap::CMapName::from_bytes(encoding);
        hayro_font::hayro_cmap::CMap::parse(resolve(name)?, resolve)
    });
    let collection = ORDERINGS.iter().find(|(known, ..)| Some(*known) == ordering);
    let Some((cmap, (_, ordering, base))) = cmap.zip(collection) else {
        // Nobody can tell which glyphs these codes mean: as text with the viewer's Latin font.
        return simple(source, store, face, font);
    };
    let cid = |code: u32| {
        (1..=4)
            .find_map(|length| cmap.lookup_cid_code(code, length))
            .unwrap_or(0)
    };
    let codes: BTreeMap<u32, u16> = face.used.keys().map(|code| (*code, cid(*code) as u16)).collect();
    let mut widths: BTreeMap<u16, f64> = BTreeMap::new();
    let mut texts: BTreeMap<u16, String> = BTreeMap::new();
    for (old, used) in &face.used {
        let Some(new) = codes.get(old) else { continue };
        widths.insert(*new, used.advance);
        texts.extend(used.unicode.clone().map(|text| (*new, text)));
    }
    let vertical = face.used.values().any(|used| used.vertical.is_some());
    let info = Dict::new()
        .with("Registry", Value::text("Adobe"))
        .with("Ordering", Value::text(ordering))
        .with("Supplement", 0usize);
    let descriptor = store.add(descriptor::named(source, face.id, base));
    let widths = widths
        .into_iter()
        .flat_map(|(code, width)| [Value::Int(i64::from(code)), Value::numbers([width])]);
    let cid_font = Dict::typed("Font")
        .with("Subtype", Value::name("CIDFontType0"))
        .with("BaseFont", Value::name(base))
        .with("CIDSystemInfo", info)
        .with("FontDescriptor", descriptor)
        .with("W", widths.collect::<Vec<_>>());
    let cid_font = store.add(cid_font);
    let entries: Vec<(u16, String)> = texts.into_iter().collect();
    let map = store.add_stream(Dict::new(), &unicode_map::write(&entries, 2));
    let dict = Dict::typed("Font")
        .with("Subtype", Value::name("Type0"))
        .with("BaseFont", Value::name(base))
        .with(
            "Encoding",
            Value::name(if vertical { "Identity-V" } else { "Identity-H" }),
        )
        .with("DescendantFonts", vec![Value::Ref(cid_font)])
        .with("ToUnicode", map);
    Recoding {
        font: store.add(dict),
        codes: codes.into(),
        width: CodeWidth::Two,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_characters_have_standard_codes() {
        assert_eq!(win_ansi('a'), Some(0x61));
        assert_eq!(win_ansi('€'), Some(0x80));
        assert_eq!(win_ansi('ł'), None);
    }
}
