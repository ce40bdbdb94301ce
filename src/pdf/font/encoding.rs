//! Codes of simple fonts → glyph names (ISO 32000-2, 9.6.5), and glyph names → characters (Adobe Glyph List).
//! The tables are those of `hayro-font`, asked through font dictionaries made for the question; it draws nothing.

use super::access::{Access, as_dict, number};
use crate::pdf::glyph::Unicode;
use hayro_font::hayro_cmap::BfString;
use hayro_font::hayro_syntax::object::{Dict, FromBytes};
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontResolverFn, StandardFont};
use lopdf::{Dictionary, Object};
use skrifa::raw::ps::PredefinedEncoding;
use skrifa::raw::ps::agl;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

/// The 256 glyph names of a simple font.
pub(super) type Names = Box<[Option<Box<str>>; 256]>;

/// A named encoding of ISO 32000-2, Annex D, or a standard font's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
    MacExpert,
    Symbol,
    ZapfDingbats,
}

impl Base {
    fn from_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"StandardEncoding" => Self::Standard,
            b"WinAnsiEncoding" => Self::WinAnsi,
            b"MacRomanEncoding" => Self::MacRoman,
            b"MacExpertEncoding" => Self::MacExpert,
            _ => return None,
        })
    }

    /// The glyph names of this encoding.
    pub fn names(self) -> &'static Names {
        static WIN: LazyLock<Names> = LazyLock::new(|| derive("Helvetica", "/WinAnsiEncoding"));
        static MAC: LazyLock<Names> = LazyLock::new(|| derive("Helvetica", "/MacRomanEncoding"));
        static EXPERT: LazyLock<Names> = LazyLock::new(|| derive("Helvetica", "/MacExpertEncoding"));
        static SYMBOL: LazyLock<Names> = LazyLock::new(|| derive("Symbol", "null"));
        static ZAPF: LazyLock<Names> = LazyLock::new(|| derive("ZapfDingbats", "null"));
        static STANDARD: LazyLock<Names> = LazyLock::new(|| {
            Box::new(std::array::from_fn(|code| {
                let name = PredefinedEncoding::Standard.name(code as u8);
                (!name.is_empty() && name != ".notdef").then(|| name.into())
            }))
        });
        match self {
            Self::Standard => &STANDARD,
            Self::WinAnsi => &WIN,
            Self::MacRoman => &MAC,
            Self::MacExpert => &EXPERT,
            Self::Symbol => &SYMBOL,
            Self::ZapfDingbats => &ZAPF,
        }
    }
}

/// The names of a built-in table: its characters, named by the glyph list.
fn derive(font: &str, encoding: &str) -> Names {
    let (meanings, _) = ask(font, encoding);
    Box::new(std::array::from_fn(|code| match &meanings[code] {
        Unicode::Mapped(' ' | '\u{a0}') => Some("space".into()),
        Unicode::Mapped('\u{ad}') => Some("hyphen".into()),
        Unicode::Mapped(c) => agl::char_to_name(*c, &mut [0; agl::MAX_NAME_LEN]).map(Into::into),
        _ => None,
    }))
}

/// The character for which the glyph list has this name; names that spell a code (`uni0041`) and variants (`A.swash`)
/// are not in the list.
pub(super) fn listed_character(name: &str) -> Option<char> {
    let spells_code = ["uni", "u"].iter().any(|prefix| {
        let code = name.strip_prefix(prefix).unwrap_or_default();
        code.len() >= 4 && code.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'))
    });
    let is_listed = !spells_code && !name.contains('.');
    is_listed.then(|| agl::name_to_char(name)).flatten()
}

/// The `Encoding` entry of a simple font: the named base, if any, and the differences from it.
pub(super) struct Declared {
    pub base: Option<Base>,
    pub differences: Vec<(u8, Box<str>)>,
}

impl Declared {
    pub fn read<'a>(access: Access<'a>, font: &'a Dictionary) -> Self {
        let mut declared = Self {
            base: None,
            differences: Vec::new(),
        };
        match access.get(font, b"Encoding") {
            Some(Object::Name(name)) => declared.base = Base::from_name(name),
            Some(object) => {
                if let Some(dict) = as_dict(object) {
                    declared.base = access.name(dict, b"BaseEncoding").and_then(Base::from_name);
                    let items = access.array(dict, b"Differences").unwrap_or_default();
                    declared.read_differences(&items);
                }
            }
            None => {}
        }
        declared
    }

    fn read_differences(&mut self, items: &[&Object]) {
        let mut code = 0_u32;
        for item in items {
            match item {
                Object::Name(name) => {
                    if let Ok(code) = u8::try_from(code) {
                        self.differences
                            .push((code, String::from_utf8_lossy(name).into_owned().into()));
                    }
                    code = code.saturating_add(1);
                }
                other => {
                    if let Some(n) = number(other) {
                        code = n.clamp(0.0, 65535.0) as u32;
                    }
                }
            }
        }
    }
}

/// What the glyph names mean, and their widths in the standard font of this name (thousandths), where there is one.
pub(super) fn meanings(base_font: &str, names: &Names) -> (Vec<Unicode>, Vec<Option<f64>>) {
    let mut encoding = String::from("<< /Type /Encoding /Differences [ 0");
    for name in names.iter() {
        encoding.push_str(" /");
        for byte in name.as_deref().unwrap_or(".notdef").bytes().take(120) {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => encoding.push(byte as char),
                0 => {}
                _ => write!(encoding, "#{byte:02x}").expect("a string takes all"),
            }
        }
    }
    encoding.push_str(" ] >>");
    ask(base_font, &encoding)
}

/// Puts one question to the tables: the meaning and standard width of each code under an encoding.
fn ask(base_font: &str, encoding: &str) -> (Vec<Unicode>, Vec<Option<f64>>) {
    let name: String = base_font
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-+,".contains(*c))
        .collect();
    let source = format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {encoding} >>");
    // One font program serves every question: names and widths do not come from it.
    let fonts: FontResolverFn = Arc::new(|_| Some(StandardFont::ZapfDingBats.get_font_data()));
    let cmaps: CMapResolverFn = Arc::new(|_| None);
    let cache = FontCache::new();
    let Some(font) = Dict::from_bytes(source.as_bytes()).and_then(|dict| cache.font(&dict, &fonts, &cmaps)) else {
        return (vec![Unicode::Unmapped; 256], vec![None; 256]);
    };
    (0..256_u32)
        .map(|code| match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => (
                unicode(glyph.as_unicode()),
                glyph.advance_width().map(f64::from).filter(|w| w.is_finite()),
            ),
            FontGlyph::Type3(_) => (Unicode::Unmapped, None),
        })
        .unzip()
}

/// From the string of a CMap or glyph list.
pub(super) fn unicode(string: Option<BfString>) -> Unicode {
    match string {
        None => Unicode::Unmapped,
        Some(BfString::Char(c)) => from_chars([c]),
        Some(BfString::String(s)) => from_chars(s.chars()),
    }
}

/// From characters; those that say nothing (NUL, U+FFFD, noncharacters) are no meaning.
pub(super) fn from_chars(chars: impl IntoIterator<Item = char>) -> Unicode {
    let meant: String = chars
        .into_iter()
        .filter(|c| !matches!(*c as u32, 0..=8 | 0xE..=0x1F | 0xFFFD..=0xFFFF))
        .take(64)
        .collect();
    let mut chars = meant.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Unicode::Unmapped,
        (Some(c), None) => Unicode::Mapped(c),
        _ => Unicode::Many(meant.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_encodings_differ_where_they_should() {
        let name = |base: Base, code: usize| base.names()[code].as_deref();
        assert_eq!(name(Base::WinAnsi, 0xE9), Some("eacute"));
        assert_eq!(name(Base::MacRoman, 0x8E), Some("eacute"));
        assert_eq!(name(Base::Standard, 0x27), Some("quoteright"));
        assert_eq!(name(Base::WinAnsi, 0x27), Some("quotesingle"));
        assert_eq!(name(Base::Symbol, 0x61), Some("alpha"));
        assert!(name(Base::ZapfDingbats, 0x21).is_some());
        assert!(name(Base::MacExpert, 0x61).is_some_and(|n| n == "Asmall"));
    }

    #[test]
    fn only_the_names_of_the_list_are_listed() {
        assert_eq!(listed_character("A"), Some('A'));
        assert_eq!(listed_character("u"), Some('u'));
        assert_eq!(listed_character("uacute"), Some('ú'));
        assert_eq!(listed_character("uni0041"), None);
        assert_eq!(listed_character("u0041"), None);
        assert_eq!(listed_character("A.swash"), None);
        assert_eq!(listed_character("g12"), None);
    }

    #[test]
    fn names_mean_characters_and_have_widths() {
        let mut names: Names = Box::new(std::array::from_fn(|_| None));
        for (code, name) in ["A", "f_i", "uni0041", "g123", "Scaron", "a1"].into_iter().enumerate() {
            names[code] = Some(name.into());
        }
        let (meanings, widths) = meanings("ABCDEF+Helvetica", &names);
        assert_eq!(meanings[0], Unicode::Mapped('A'));
        assert_eq!(meanings[1], Unicode::Many("fi".into()));
        assert_eq!(meanings[2], Unicode::Mapped('A'));
        assert_eq!(meanings[3], Unicode::Unmapped);
        assert_eq!(meanings[4], Unicode::Mapped('Š'));
        assert_eq!(meanings[5], Unicode::Unmapped);
        assert_eq!(widths[0], Some(667.0));
        assert_eq!(widths[4], Some(667.0));
    }
}
