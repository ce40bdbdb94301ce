//! Simple fonts: Type 1, TrueType and Type 3, one byte a code (ISO 32000-2, 9.6). Everything is worked out when loading.

use super::access::Access;
use super::encoding::{Base, Declared, Names, from_chars, meanings};
use super::program::{Program, ProgramKind};
use super::to_unicode::ToUnicode;
use super::trust;
use super::{Entry, FontKind};
use crate::pdf::glyph::Unicode;
use lopdf::Dictionary;

const SYMBOLIC: i64 = 1 << 2;

/// The 256 codes of a simple font. `scale` turns a width of the `Widths` array into thousandths of text space.
pub(super) fn load(
    access: Access<'_>,
    font: &Dictionary,
    kind: FontKind,
    program: Option<&Program>,
    scale: f64,
) -> Box<[Entry]> {
    let descriptor = access.dict(font, b"FontDescriptor");
    let flags = descriptor.and_then(|d| access.number(d, b"Flags")).unwrap_or(0.0) as i64;
    let base_font = access
        .name(font, b"BaseFont")
        .map(String::from_utf8_lossy)
        .unwrap_or_default();
    let declared = Declared::read(access, font);
    let chosen = Chosen {
        program,
        kind,
        symbolic: flags & SYMBOLIC != 0,
        undeclared: declared.base.is_none() && declared.differences.is_empty(),
    };
    let (names, own) = chosen.names(&declared, &base_font);
    let (mut meant, standard_widths) = meanings(&base_font, &names);
    if chosen.is_truetype() && chosen.undeclared && (chosen.symbolic || program.is_some()) {
        chosen.meanings_without_names(&mut meant);
    }
    let to_unicode = ToUnicode::read(access, font);
    let widths = Widths::read(access, font, descriptor);
    (0..256_usize)
        .map(|code| {
            let name = names[code].as_deref();
            let glyph = chosen.glyph(code as u8, name, &meant[code]);
            let said = to_unicode
                .as_ref()
                .map_or(Unicode::Unmapped, |map| map.meaning(code as u32));
            let evidence = chosen.evidence(glyph, name.filter(|_| own[code]), &meant[code]);
            let fallback = match (&meant[code], evidence.first()) {
                (Unicode::Unmapped, Some(c)) => from_chars([*c]),
                (meaning, _) => meaning.clone(),
            };
            let advance = widths
                .of(code)
                .map(|w| w * scale)
                .or(standard_widths[code].filter(|_| kind != FontKind::Type3))
                .or_else(|| program.zip(glyph).and_then(|(p, g)| p.advance(g)))
                .unwrap_or(widths.missing * scale);
            let contradicts = trust::contradicts(&said, &evidence);
            Entry {
                unicode: if said == Unicode::Unmapped || contradicts {
                    fallback
                } else {
                    said
                },
                advance,
                vertical: None,
                glyph,
                name: name.map(Into::into),
                contradicts,
            }
        })
        .collect()
}

/// What decides which glyph a code selects.
struct Chosen<'a> {
    program: Option<&'a Program>,
    kind: FontKind,
    symbolic: bool,
    undeclared: bool,
}

impl Chosen<'_> {
    /// The name of each code, and whether the font itself gives it (and not a table of the specification).
    fn names(&self, declared: &Declared, base_font: &str) -> (Names, [bool; 256]) {
        let bare = base_font.split_once('+').map_or(base_font, |(_, rest)| rest);
        let base = match (declared.base, bare) {
            (_, "Symbol") if self.program.is_none() => Base::Symbol,
            (_, "ZapfDingbats") if self.program.is_none() => Base::ZapfDingbats,
            (Some(base), _) => base,
            (None, _) => Base::Standard,
        };
        let builtin = self
            .program
            .filter(|p| declared.base.is_none() && p.kind != ProgramKind::TrueType && !p.is_cid_keyed());
        let mut own = [false; 256];
        let mut names: Names = Box::new(std::array::from_fn(|code| match builtin {
            Some(program) => {
                let name = program.builtin_name(code as u8);
                own[code] = name.is_some();
                name.map(Into::into)
            }
            None if self.kind == FontKind::Type3 && declared.base.is_none() => None,
            None => base.names()[code].clone(),
        }));
        for (code, name) in &declared.differences {
            names[usize::from(*code)] = Some(name.clone());
            own[usize::from(*code)] = true;
        }
        (names, own)
    }

    fn is_truetype(&self) -> bool {
        match self.program {
            Some(program) => program.kind == ProgramKind::TrueType,
            None => self.kind == FontKind::TrueType,
        }
    }

    /// A TrueType font without `Encoding` selects glyphs by its cmap: the cmap's own platform says what a code means,
    /// unless the codes only count the glyphs of a subset.
    fn meanings_without_names(&self, meant: &mut [Unicode]) {
        let Some(program) = self.program else { return };
        let glyphs: Vec<Option<u32>> = (0..256).map(|code| self.glyph_by_cmap(program, code)).collect();
        let counted = trust::only_counts(
            glyphs
                .iter()
                .enumerate()
                .filter(|(_, g)| g.is_some())
                .map(|(code, _)| code),
        );
        let mac = (0..256).any(|code| program.cmap(&[(1, 0)], code).is_some());
        let table = if mac { Base::MacRoman } else { Base::WinAnsi };
        let (tabled, _) = meanings("Helvetica", table.names());
        for (code, meaning) in meant.iter_mut().enumerate() {
            let known = glyphs[code]
                .map(|glyph| self.evidence_of_glyph(program, glyph))
                .unwrap_or_default();
            *meaning = match known.first() {
                Some(c) => from_chars([*c]),
                None if counted || glyphs[code].is_none() => Unicode::Unmapped,
                None => tabled[code].clone(),
            };
        }
    }

    /// The glyph of a code in the program.
    fn glyph(&self, code: u8, name: Option<&str>, meant: &Unicode) -> Option<u32> {
        let program = self.program?;
        if program.kind != ProgramKind::TrueType {
            let name = name?;
            return program.glyph_by_name(name).or_else(|| match meant {
                Unicode::Mapped(c) => program.glyph_by_character(*c),
                _ => None,
            });
        }
        let by_cmap = || self.glyph_by_cmap(program, u32::from(code));
        let by_name = || self.glyph_by_meaning(program, name, meant);
        match self.symbolic || self.undeclared {
            true => by_cmap().or_else(by_name),
            false => by_name().or_else(by_cmap),
        }
    }

    fn glyph_by_cmap(&self, program: &Program, code: u32) -> Option<u32> {
        [0xF000, 0, 0xF100, 0xF200]
            .into_iter()
            .find_map(|offset| program.cmap(&[(3, 0)], offset + code))
            .or_else(|| program.cmap(&[(1, 0), (3, 1), (0, 0), (0, 1), (0, 3)], code))
    }

    fn glyph_by_meaning(&self, program: &Program, name: Option<&str>, meant: &Unicode) -> Option<u32> {
        const UNICODE: [(u16, u16); 6] = [(3, 1), (3, 10), (0, 3), (0, 4), (0, 1), (0, 0)];
        let by_character = match meant {
            Unicode::Mapped(c) => program.cmap(&UNICODE, *c as u32),
            _ => None,
        };
        by_character
            .or_else(|| {
                let name = name?;
                let code = Base::MacRoman.names().iter().position(|n| n.as_deref() == Some(name))?;
                program.cmap(&[(1, 0)], code as u32)
            })
            .or_else(|| program.glyph_by_name(name?))
            .or_else(|| numbered(name?).filter(|glyph| *glyph < program.glyph_count()))
    }

    /// What else says which character the glyph is: the program's cmap and glyph names, or the font's own name for it.
    fn evidence(&self, glyph: Option<u32>, own_name: Option<&str>, meant: &Unicode) -> Vec<char> {
        match (self.program, glyph) {
            (Some(program), Some(glyph)) => {
                let mut evidence = self.evidence_of_glyph(program, glyph);
                if let (Unicode::Mapped(c), Some(_)) = (meant, own_name) {
                    evidence.push(*c);
                }
                evidence
            }
            _ => match meant {
                Unicode::Mapped(c) if own_name.is_some() => vec![*c],
                _ => Vec::new(),
            },
        }
    }

    fn evidence_of_glyph(&self, program: &Program, glyph: u32) -> Vec<char> {
        let mut evidence = program.characters(glyph).to_vec();
        evidence.extend(program.glyph_name(glyph).as_deref().and_then(trust::character_of_name));
        evidence
    }
}

/// Names that count glyphs: `g12`, `glyph12`, `cid12`, `index12`.
fn numbered(name: &str) -> Option<u32> {
    ["glyph", "index", "gid", "cid", "g"]
        .into_iter()
        .find_map(|prefix| name.strip_prefix(prefix)?.parse().ok())
}

/// The `Widths` array, in glyph space.
struct Widths {
    first: usize,
    values: Vec<f64>,
    missing: f64,
}

impl Widths {
    fn read(access: Access<'_>, font: &Dictionary, descriptor: Option<&Dictionary>) -> Self {
        Self {
            first: access.number(font, b"FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as usize,
            values: access.numbers(font, b"Widths").unwrap_or_default(),
            missing: descriptor
                .and_then(|d| access.number(d, b"MissingWidth"))
                .unwrap_or(0.0),
        }
    }

    fn of(&self, code: usize) -> Option<f64> {
        if self.values.is_empty() {
            return None;
        }
        let value = code.checked_sub(self.first).and_then(|at| self.values.get(at));
        Some(value.copied().unwrap_or(self.missing))
    }
}
