//! Fonts of the output: only the glyphs that are still shown, numbered in the order of their text, so that neither codes
//! nor tables tell what was removed. Embedded programs are rebuilt from outlines; other fonts are named, never copied.

mod cff;
mod decode;
mod descriptor;
mod embedded;
mod name;
mod named;
mod outline;
mod program;
mod type3;
mod unicode_map;

pub(super) use program::Programs;
pub(super) use type3::Type3Draft;

use super::object::{Dict, Ref, Store};
use super::source::Source;
use crate::pdf::Unicode;
use crate::pdf::font::{Code, Cut, FontTable};
use lopdf::ObjectId;
use program::Program;
use std::collections::BTreeMap;

/// The first code of more than two bytes.
const SHORT: u32 = 1 << 16;

/// A font of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FaceId(usize);

impl FaceId {
    /// Its place among the recodings.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A font of the source on its way out, with the codes that are shown.
pub(super) struct Face<'a> {
    /// Its dictionary in the source.
    id: ObjectId,
    kind: FaceKind<'a>,
    used: BTreeMap<u32, Used>,
    /// Which codes of two bytes at most are used, one bit each.
    seen: Vec<u64>,
}

impl Face<'_> {
    /// Whether a code was met before; from now on it was.
    fn meets(&mut self, code: u32) -> bool {
        let Some(bits) = self.seen.get_mut(code as usize / 64) else {
            return self.used.contains_key(&code);
        };
        let bit = 1 << (code % 64);
        let before = *bits & bit != 0;
        *bits |= bit;
        before
    }
}

enum FaceKind<'a> {
    /// Its program is embedded and was read.
    Embedded(Program<'a>),
    /// The viewer brings the font.
    Named,
    /// Its glyphs are content streams.
    Type3(Box<Type3Draft>),
}

/// What is known of a shown code.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Used {
    /// Its text, where the font says.
    unicode: Option<String>,
    /// `w0`, thousandths of text space.
    advance: f64,
    /// `w1y`, `vx`, `vy`, thousandths, where the font writes vertically.
    vertical: Option<[f64; 3]>,
}

impl Used {
    fn of(code: Code) -> Self {
        Self {
            unicode: match code.unicode {
                Unicode::Mapped(character) => Some(character.to_string()),
                Unicode::Many(text) => Some(text.into()),
                Unicode::Unmapped => None,
            },
            advance: code.advance,
            vertical: code
                .vertical
                .map(|vertical| [vertical.advance, vertical.origin_x, vertical.origin_y]),
        }
    }
}

/// How the strings of a font are written in the output.
pub(super) struct Recoding {
    /// The font object.
    pub font: Ref,
    /// Old code → new code.
    codes: Codes,
    /// Bytes per new code.
    width: CodeWidth,
}

/// Old code → new code. Almost all old codes have two bytes at most.
pub(super) struct Codes {
    short: Vec<Option<u16>>,
    long: BTreeMap<u32, u16>,
}

impl Codes {
    fn get(&self, code: u32) -> Option<u16> {
        match self.short.get(code as usize) {
            Some(new) => *new,
            None => self.long.get(&code).copied(),
        }
    }

    /// All of them, old and new.
    fn iter(&self) -> impl Iterator<Item = (u32, u16)> {
        let short = (0..).zip(&self.short).filter_map(|(old, new)| Some((old, (*new)?)));
        short.chain(self.long.iter().map(|(old, new)| (*old, *new)))
    }
}

impl From<BTreeMap<u32, u16>> for Codes {
    fn from(mut all: BTreeMap<u32, u16>) -> Self {
        let long = all.split_off(&SHORT);
        let mut short = vec![None; all.last_key_value().map_or(0, |(last, _)| *last as usize + 1)];
        for (old, new) in all {
            short[old as usize] = Some(new);
        }
        Self { short, long }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CodeWidth {
    One,
    Two,
}

impl Recoding {
    /// Appends the new code for an old one; a code that was never recorded is left out.
    pub fn push(&self, out: &mut Vec<u8>, code: u32) {
        let Some(new) = self.codes.get(code) else { return };
        match self.width {
            CodeWidth::One => out.push(new as u8),
            CodeWidth::Two => out.extend_from_slice(&new.to_be_bytes()),
        }
    }
}

/// All fonts of a document.
pub(super) struct Fonts<'a> {
    source: Source<'a>,
    programs: &'a Programs,
    table: &'a FontTable,
    faces: Vec<Face<'a>>,
    known: BTreeMap<ObjectId, FaceId>,
}

impl<'a> Fonts<'a> {
    /// None used yet.
    pub fn new(source: Source<'a>, table: &'a FontTable, programs: &'a Programs) -> Self {
        Self {
            source,
            programs,
            table,
            faces: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// The face of a font of the source; `None` where the object is no font.
    pub fn face(&mut self, id: ObjectId) -> Option<FaceId> {
        if let Some(face) = self.known.get(&id) {
            return Some(*face);
        }
        let dict = super::source::dictionary(self.source.object(id)?)?;
        let kind = if dict.get(b"CharProcs").is_ok() {
            FaceKind::Type3(Box::new(Type3Draft::new(self.source, id)?))
        } else {
            self.programs.font(id).map_or(FaceKind::Named, FaceKind::Embedded)
        };
        Some(self.add(id, kind))
    }

    /// The face of the labels.
    pub fn label(&mut self) -> Option<FaceId> {
        if let Some(face) = self.known.get(&program::LABEL) {
            return Some(*face);
        }
        let kind = FaceKind::Embedded(self.programs.font(program::LABEL)?);
        Some(self.add(program::LABEL, kind))
    }

    /// The face of the invisible words over pictures.
    pub fn layer(&mut self) -> FaceId {
        match self.known.get(&program::LAYER) {
            Some(face) => *face,
            None => self.add(program::LAYER, FaceKind::Embedded(Program::shapeless())),
        }
    }

    fn add(&mut self, id: ObjectId, kind: FaceKind<'a>) -> FaceId {
        let face = FaceId(self.faces.len());
        self.faces.push(Face {
            id,
            kind,
            used: BTreeMap::new(),
            seen: vec![0; SHORT as usize / 64],
        });
        self.known.insert(id, face);
        face
    }

    /// Calls `each` with the codes of a string.
    pub fn codes(&self, face: FaceId, bytes: &[u8], each: impl FnMut(Cut)) {
        decode::codes(self.table, self.faces[face.0].id, bytes, each);
    }

    /// Records that a string is shown, and gives the codes that were not shown before.
    pub fn record(&mut self, face: FaceId, bytes: &[u8]) -> Vec<u32> {
        let mut fresh = Vec::new();
        let face = &mut self.faces[face.0];
        decode::codes(self.table, face.id, bytes, |cut| {
            if !face.meets(cut.code) {
                let code = decode::code(self.table, face.id, &bytes[cut.start..cut.end]);
                face.used.extend(code.map(|code| (cut.code, Used::of(code))));
                fresh.push(cut.code);
            }
        });
        fresh
    }

    /// The Type 3 font behind a face.
    pub fn type3(&mut self, face: FaceId) -> Option<&mut Type3Draft> {
        match &mut self.faces[face.0].kind {
            FaceKind::Type3(draft) => Some(draft),
            _ => None,
        }
    }

    /// Writes all fonts but the procedures of Type 3 fonts, whose objects are reserved, and gives the recoding of each.
    pub fn write(&self, store: &mut Store) -> Vec<Recoding> {
        let faces = self.faces.iter().enumerate();
        faces
            .map(|(index, face)| match &face.kind {
                FaceKind::Embedded(program) => embedded::write(self.source, store, face, program, index),
                FaceKind::Named => named::write(self.source, store, face),
                FaceKind::Type3(_) => type3::recode(store, face),
            })
            .collect()
    }

    /// Writes the Type 3 fonts, once the streams of their procedures have their objects.
    pub fn finish_type3(
        &self,
        store: &mut Store,
        recodings: &[Recoding],
        stream: impl Fn(usize) -> Ref,
        resources: impl Fn(&[usize]) -> Dict,
    ) {
        for (face, recoding) in self.faces.iter().zip(recodings) {
            if let FaceKind::Type3(draft) = &face.kind {
                let procedures: Vec<usize> = draft.prepared.values().copied().collect();
                let resources = resources(&procedures);
                type3::write(store, face, draft, recoding, &stream, resources);
            }
        }
    }
}
