//! Fonts (ISO 32000-2, 9.5–9.10): which code is which glyph, how far it advances, and what it means.
//! It draws no glyph and guesses no character.

mod access;
mod composite;
mod encoding;
mod program;
mod simple;
mod table;
mod to_unicode;
mod trust;
mod type3;

pub use program::{Program, ProgramKind};
pub use table::FontTable;
pub use type3::Type3;

use crate::pdf::glyph::Unicode;
use crate::pdf::source::SourcePdf;
use access::Access;
use composite::Composite;
use lopdf::Dictionary;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// What kind of font dictionary it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontKind {
    /// Type 1, also multiple master and standard fonts.
    Type1,
    /// TrueType.
    TrueType,
    /// Type 3: glyphs are content streams.
    Type3,
    /// Type 0.
    Composite,
}

/// Vertical metrics of a glyph, in thousandths of text space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vertical {
    /// `w1`: the displacement along y, negative downwards.
    pub advance: f64,
    /// x of the vector `v` from the horizontal to the vertical origin.
    pub origin_x: f64,
    /// y of the vector `v`.
    pub origin_y: f64,
}

/// Where a code stands in a shown string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// First byte in the string.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The code as a number.
    pub code: u32,
    /// Whether word spacing applies (the single byte 32).
    pub is_word_space: bool,
}

/// One code of a shown string.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// First byte in the string.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The code as a number.
    pub code: u32,
    /// What the font says it means.
    pub unicode: Unicode,
    /// `w0` in thousandths of text space; for Type 3 the font matrix is applied.
    pub advance: f64,
    /// Set in vertical writing.
    pub vertical: Option<Vertical>,
    /// Whether word spacing applies (the single byte 32).
    pub is_word_space: bool,
}

/// What is known of one code.
#[derive(Debug, Clone)]
struct Entry {
    unicode: Unicode,
    advance: f64,
    vertical: Option<Vertical>,
    glyph: Option<u32>,
    name: Option<Box<str>>,
    contradicts: bool,
}

enum Codes {
    Simple(Box<[Entry]>),
    Composite(Box<Composite>),
}

/// A font dictionary, read.
pub struct Font {
    kind: FontKind,
    codes: Codes,
    ascent: f64,
    descent: f64,
    program: Option<Arc<Program>>,
    type3: Option<Type3>,
    space: OnceLock<Option<Box<[u8]>>>,
}

impl Font {
    /// Reads a font dictionary; whatever is missing or broken gets the defaults of the specification.
    pub(crate) fn load(source: &SourcePdf, font: &Dictionary) -> Self {
        let access = Access(source);
        let subtype = access.name(font, b"Subtype").unwrap_or_default();
        let descendant = access
            .array(font, b"DescendantFonts")
            .and_then(|fonts| fonts.first().copied().and_then(access::as_dict));
        let kind = match (subtype, descendant) {
            (b"Type0", _) | (_, Some(_)) => FontKind::Composite,
            (b"Type3", _) => FontKind::Type3,
            (b"TrueType" | b"OpenType", _) => FontKind::TrueType,
            _ => FontKind::Type1,
        };
        let described = descendant.unwrap_or(font);
        let descriptor = access.dict(described, b"FontDescriptor");
        let program = descriptor
            .filter(|_| kind != FontKind::Type3)
            .and_then(|descriptor| Program::read(access, descriptor))
            .map(Arc::new);
        let type3 = (kind == FontKind::Type3).then(|| Type3::read(access, font));
        let scale = type3.as_ref().map_or(1.0, |t| t.matrix.a.abs() * 1000.0);
        let (ascent, descent) = match &type3 {
            Some(type3) => type3.extent,
            None => extent(access, descriptor, program.as_deref()),
        };
        let codes = match kind {
            FontKind::Composite => {
                Codes::Composite(Box::new(Composite::load(access, font, described, program.clone())))
            }
            _ => Codes::Simple(simple::load(access, font, kind, program.as_deref(), scale)),
        };
        let mut loaded = Self {
            kind,
            codes,
            ascent,
            descent,
            program,
            type3: None,
            space: OnceLock::new(),
        };
        loaded.type3 = type3.map(|type3| type3.with_codes(|code| loaded.glyph_name(code)));
        loaded
    }

    /// Cuts a string into codes: every byte is in exactly one.
    pub fn cut<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Cut> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            let (code, length) = match &self.codes {
                Codes::Simple(_) => (u32::from(rest[0]), 1),
                Codes::Composite(composite) => composite.next(rest),
            };
            let start = at;
            at += length;
            Some(Cut {
                start,
                end: at,
                code,
                is_word_space: length == 1 && code == 32,
            })
        })
    }

    /// The codes of a string with what they mean.
    pub fn decode<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Code> + 'a {
        self.cut(bytes).map(|cut| {
            let entry = self.entry_of(cut.code, cut.end - cut.start);
            Code {
                start: cut.start,
                end: cut.end,
                code: cut.code,
                unicode: entry.unicode.clone(),
                advance: entry.advance,
                vertical: entry.vertical,
                is_word_space: cut.is_word_space,
            }
        })
    }

    fn entry_of(&self, code: u32, length: usize) -> Cow<'_, Entry> {
        match &self.codes {
            Codes::Simple(entries) => Cow::Borrowed(&entries[(code & 0xFF) as usize]),
            Codes::Composite(composite) => composite.entry(code, length),
        }
    }

    fn entry(&self, code: u32) -> Cow<'_, Entry> {
        let length = match &self.codes {
            Codes::Simple(_) => 1,
            Codes::Composite(composite) => composite.length(code),
        };
        self.entry_of(code, length)
    }

    /// What kind of font dictionary it is.
    pub fn kind(&self) -> FontKind {
        self.kind
    }

    /// Whether glyphs advance downwards.
    pub fn is_vertical(&self) -> bool {
        matches!(&self.codes, Codes::Composite(composite) if composite.is_vertical())
    }

    /// Top of the glyph cell above the baseline, thousandths of text space.
    pub fn ascent(&self) -> f64 {
        self.ascent
    }

    /// Bottom of the glyph cell, negative below the baseline, thousandths of text space.
    pub fn descent(&self) -> f64 {
        self.descent
    }

    /// The horizontal advance of a code in thousandths of text space.
    pub fn advance(&self, code: u32) -> f64 {
        self.entry(code).advance
    }

    /// What a code means.
    pub fn unicode(&self, code: u32) -> Unicode {
        self.entry(code).unicode.clone()
    }

    /// The glyph of a code in the embedded program.
    pub fn glyph_index(&self, code: u32) -> Option<u32> {
        self.entry(code).glyph
    }

    /// The glyph name of a code of a simple font.
    pub fn glyph_name(&self, code: u32) -> Option<Box<str>> {
        self.entry(code).name.clone()
    }

    /// Whether the font's own names or cmap deny what `ToUnicode` says of the code.
    pub fn contradicts(&self, code: u32) -> bool {
        self.entry(code).contradicts
    }

    /// The embedded font program, if there is one that can be read.
    pub fn program(&self) -> Option<&Program> {
        self.program.as_deref()
    }

    /// The glyph procedures of a Type 3 font.
    pub fn type3(&self) -> Option<&Type3> {
        self.type3.as_ref()
    }

    /// The bytes that show a space, if the font has one that advances.
    pub fn space(&self) -> Option<&[u8]> {
        let find = || {
            let is_space = |code: u32, length: usize| {
                let entry = self.entry_of(code, length);
                matches!(entry.unicode, Unicode::Mapped(' ')) && entry.advance > 0.0
            };
            match &self.codes {
                Codes::Simple(_) => [32, 160]
                    .into_iter()
                    .chain(0..=255)
                    .find(|code| is_space(*code, 1))
                    .map(|code| Box::from([code as u8])),
                Codes::Composite(_) => [3, 32, 1, 2]
                    .into_iter()
                    .chain(0..=0xFFF)
                    .find(|code| is_space(*code, 2) && self.decode(&(*code as u16).to_be_bytes()).count() == 1)
                    .map(|code| Box::from((code as u16).to_be_bytes())),
            }
        };
        self.space.get_or_init(find).as_deref()
    }
}

impl std::fmt::Debug for Font {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Font({:?})", self.kind)
    }
}

/// Ascent and descent of the glyph cell: the descriptor's where they make sense, else the program's, else the usual ones.
fn extent(access: Access<'_>, descriptor: Option<&Dictionary>, program: Option<&Program>) -> (f64, f64) {
    let declared = descriptor.map(|d| {
        let value = |key: &[u8]| access.number(d, key).unwrap_or(0.0);
        (value(b"Ascent"), -value(b"Descent").abs())
    });
    let boxed = descriptor.and_then(|d| {
        let bounds = access.numbers(d, b"FontBBox")?;
        Some((*bounds.get(3)?, *bounds.get(1)?))
    });
    let sensible =
        |(ascent, descent): &(f64, f64)| (400.0..=1400.0).contains(ascent) && (-600.0..=0.0).contains(descent);
    let (ascent, descent) = declared
        .filter(sensible)
        .or_else(|| program.map(Program::extent).filter(sensible))
        .or(boxed.filter(sensible))
        .unwrap_or((750.0, -250.0));
    (ascent, descent.min(-100.0))
}
