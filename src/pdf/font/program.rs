//! The embedded font program (ISO 32000-2, 9.9): its bytes, kind, glyph names and cmaps. It draws nothing.

use super::access::Access;
use super::encoding::listed_character;
use lopdf::Dictionary;
use skrifa::font::Kind;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::{Font as Parsed, GlyphSource, GlyphSourceOrder};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What the bytes of a program are; the stream's key may say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramKind {
    /// PostScript Type 1.
    Type1,
    /// A bare CFF table.
    Cff,
    /// TrueType or OpenType with `glyf` outlines.
    TrueType,
    /// OpenType with a `CFF ` table.
    OpenType,
}

/// A font program that could be read.
pub struct Program {
    /// What it is.
    pub kind: ProgramKind,
    /// The decoded stream.
    pub data: Arc<[u8]>,
    parsed: Parsed,
    reverse: OnceLock<BTreeMap<u32, Vec<char>>>,
    /// For every character the first, in byte order, of the glyph names that the glyph list has for it.
    named: OnceLock<BTreeMap<char, String>>,
}

impl Program {
    /// The program of a font descriptor, whatever key it stands under.
    pub(super) fn read(access: Access<'_>, descriptor: &Dictionary) -> Option<Self> {
        [&b"FontFile2"[..], b"FontFile3", b"FontFile"]
            .into_iter()
            .find_map(|key| access.stream(descriptor, key))
            .and_then(Self::parse)
    }

    pub(super) fn parse(data: Vec<u8>) -> Option<Self> {
        let data: Arc<[u8]> = data.into();
        let parsed = Parsed::new(data.to_vec(), 0)?;
        let kind = match parsed.kind() {
            Kind::Type1(_) => ProgramKind::Type1,
            Kind::Cff(..) => ProgramKind::Cff,
            Kind::Sfnt(..) => match cff(&parsed) {
                Some(_) => ProgramKind::OpenType,
                None => ProgramKind::TrueType,
            },
        };
        Some(Self {
            kind,
            data,
            parsed,
            reverse: OnceLock::new(),
            named: OnceLock::new(),
        })
    }

    /// How many glyphs it has.
    pub fn glyph_count(&self) -> u32 {
        self.parsed.num_glyphs()
    }

    /// The glyph of this name.
    pub(super) fn glyph_by_name(&self, name: &str) -> Option<u32> {
        self.parsed.glyph_by_name(name).map(|g| g.to_u32())
    }

    /// The glyph whose name the glyph list has for this character.
    pub(super) fn glyph_by_character(&self, character: char) -> Option<u32> {
        let named = self.named.get_or_init(|| {
            let mut named: BTreeMap<char, String> = BTreeMap::new();
            for name in (0..self.glyph_count()).filter_map(|glyph| self.glyph_name(glyph)) {
                if let Some(character) = listed_character(&name) {
                    let first = named.entry(character).or_insert_with(|| name.clone());
                    if name < *first {
                        *first = name;
                    }
                }
            }
            named
        });
        self.glyph_by_name(named.get(&character)?)
    }

    /// The name of a glyph as the program has it; made-up names do not count.
    pub(super) fn glyph_name(&self, glyph: u32) -> Option<String> {
        let name = self.parsed.glyph_name(skrifa::GlyphId::new(glyph))?;
        let name = name.as_str();
        (!name.starts_with("gid") && name != ".notdef").then(|| name.to_owned())
    }

    /// Whether glyphs are selected by CID through the program's own table.
    pub(super) fn is_cid_keyed(&self) -> bool {
        self.parsed.is_cid_keyed()
    }

    /// The glyph of a CID in a CID-keyed program.
    pub(super) fn glyph_by_cid(&self, cid: u32) -> Option<u32> {
        self.parsed.glyph_by_cid(cid).map(|g| g.to_u32())
    }

    /// The name that the program's built-in encoding gives to a code.
    pub(super) fn builtin_name(&self, code: u8) -> Option<String> {
        let name = match self.parsed.kind() {
            Kind::Type1(font) => font.encoding()?.glyph_name(code).map(str::to_owned),
            _ => {
                let cff = cff(&self.parsed)?;
                let glyph = cff.encoding()?.map(code)?;
                self.glyph_name(glyph.to_u32())
            }
        };
        name.filter(|name| name != ".notdef" && !name.is_empty())
    }

    /// The cmap subtables as (platform, encoding) and a look-up.
    fn subtables(&self) -> Vec<(u16, u16, skrifa::raw::model::charmap::Encoding)> {
        let charmap = self.parsed.charmap();
        charmap
            .encodings()
            .filter_map(|encoding| encoding.sfnt_ids().map(|(platform, id)| (platform, id, encoding)))
            .collect()
    }

    /// Glyph of a code in the subtables of these platforms and encodings, first match.
    pub(super) fn cmap(&self, wanted: &[(u16, u16)], code: u32) -> Option<u32> {
        let charmap = self.parsed.charmap();
        let tables = self.subtables();
        wanted.iter().find_map(|(platform, id)| {
            let (_, _, encoding) = tables.iter().find(|(p, i, _)| p == platform && i == id)?;
            charmap
                .map_code(*encoding, code)
                .map(|g| g.to_u32())
                .filter(|g| *g != 0)
        })
    }

    /// The characters that lead to a glyph in the program's Unicode cmap, private use left out.
    pub(super) fn characters(&self, glyph: u32) -> &[char] {
        let reverse = self.reverse.get_or_init(|| {
            let mut reverse: BTreeMap<u32, Vec<char>> = BTreeMap::new();
            let charmap = self.parsed.charmap();
            let sfnt = matches!(self.parsed.kind(), Kind::Sfnt(..));
            if sfnt && charmap.has_unicode() && !charmap.unicode_is_symbol() && !charmap.unicode_is_mac_roman() {
                for (code, glyph) in charmap.unicodes().take(200_000) {
                    if let Some(c) = char::from_u32(code).filter(|c| !is_private(*c) && *c >= ' ') {
                        reverse.entry(glyph.to_u32()).or_default().push(c);
                    }
                }
            }
            reverse
        });
        reverse.get(&glyph).map_or(&[], Vec::as_slice)
    }

    /// The advance of a glyph in thousandths of the em.
    pub(super) fn advance(&self, glyph: u32) -> Option<f64> {
        let units = f64::from(self.parsed.units_per_em()).max(1.0);
        let advance = self.parsed.glyph_metrics().h_advance(skrifa::GlyphId::new(glyph));
        let advance = f64::from(advance) * 1000.0 / units;
        advance.is_finite().then_some(advance)
    }

    /// Ascent and descent of the program in thousandths of the em.
    pub(super) fn extent(&self) -> (f64, f64) {
        let units = f64::from(self.parsed.units_per_em()).max(1.0);
        let line = self.parsed.metrics().hhea_line;
        line.map_or((0.0, 0.0), |line| {
            (
                line.ascender.to_f64() * 1000.0 / units,
                line.descender.to_f64() * 1000.0 / units,
            )
        })
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Program({:?}, {} bytes)", self.kind, self.data.len())
    }
}

fn cff(font: &Parsed) -> Option<CffFontRef<'_>> {
    match font.kind() {
        Kind::Cff(cff, _) => Some(cff.clone()),
        Kind::Sfnt(..) => font
            .outline_glyphs_with(GlyphSourceOrder::new(&[GlyphSource::Cff]))
            .cff_font()
            .cloned(),
        Kind::Type1(_) => None,
    }
}

/// Private-use characters mean nothing outside their font.
pub(super) fn is_private(c: char) -> bool {
    matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0x10FFFF)
}
