//! Composite fonts (Type 0, ISO 32000-2, 9.7): CMaps, CIDs, their widths and glyphs. Entries are worked out on first use.

use super::access::{Access, number};
use super::encoding::{from_chars, unicode};
use super::program::{Program, ProgramKind};
use super::to_unicode::ToUnicode;
use super::{Entry, Vertical, trust};
use crate::pdf::glyph::Unicode;
use hayro_font::hayro_cmap::{self, CMap, CMapName, CidFamily, WritingMode};
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The larger CIDs of a `W` array are cut off here.
const MAX_CID: u32 = 0xFFFF;

pub(super) struct Composite {
    encoding: CMap,
    identity: bool,
    /// How many bytes an unknown code takes.
    unknown: usize,
    to_unicode: Option<ToUnicode>,
    collection: Option<CMap>,
    widths: Widths,
    vertical: Option<VerticalWidths>,
    cid_to_gid: Option<Vec<u16>>,
    program: Option<Arc<Program>>,
    memo: Box<[OnceLock<Box<[Entry]>>]>,
}

impl Composite {
    pub fn load(access: Access<'_>, font: &Dictionary, descendant: &Dictionary, program: Option<Arc<Program>>) -> Self {
        let (encoding, identity) = read_encoding(access, font);
        let is_vertical = encoding.metadata().writing_mode == Some(WritingMode::Vertical);
        let to_unicode = ToUnicode::read(access, font);
        let single = (0..256).any(|code| encoding.lookup_cid_code(code, 1).is_some());
        Self {
            collection: collection(access, &encoding, descendant),
            unknown: if single { 1 } else { 2 },
            to_unicode,
            widths: Widths::read(access, descendant),
            vertical: is_vertical.then(|| VerticalWidths::read(access, descendant)),
            cid_to_gid: access.stream(descendant, b"CIDToGIDMap").map(|data| {
                let pairs = data.chunks_exact(2).take(1 << 16);
                pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
            }),
            program,
            encoding,
            identity,
            memo: (0..256).map(|_| OnceLock::new()).collect(),
        }
    }

    pub fn is_vertical(&self) -> bool {
        self.vertical.is_some()
    }

    /// The code at the start of the bytes and its length; `bytes` is not empty.
    pub fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let number = |length: usize| bytes[..length].iter().fold(0, |n, byte| n << 8 | u32::from(*byte));
        if self.identity {
            let length = bytes.len().min(2);
            return (number(length), length);
        }
        let longest = bytes.len().min(4);
        (1..=longest)
            .find(|length| self.encoding.lookup_cid_code(number(*length), *length as u8).is_some())
            .map_or_else(
                || {
                    let length = self.unknown.min(bytes.len());
                    (number(length), length)
                },
                |length| (number(length), length),
            )
    }

    /// How many bytes a code was most likely read from.
    pub fn length(&self, code: u32) -> usize {
        let least = (1..=4).find(|n| u64::from(code) < 1_u64 << (8 * n)).unwrap_or(4);
        match self.identity {
            true => 2,
            false => (least..=4)
                .find(|length| self.encoding.lookup_cid_code(code, *length as u8).is_some())
                .unwrap_or(self.unknown),
        }
    }

    /// What a code of this length is.
    pub fn entry(&self, code: u32, length: usize) -> std::borrow::Cow<'_, Entry> {
        use std::borrow::Cow;
        if length != 2 || code > 0xFFFF {
            return Cow::Owned(self.compute(code, length));
        }
        let row = self.memo[(code >> 8) as usize].get_or_init(|| {
            let first = code & 0xFF00;
            (first..first + 256).map(|code| self.compute(code, 2)).collect()
        });
        Cow::Borrowed(&row[(code & 0xFF) as usize])
    }

    fn compute(&self, code: u32, length: usize) -> Entry {
        let cid = self.encoding.lookup_cid_code(code, length as u8).unwrap_or(0);
        let glyph = self.glyph(cid);
        let advance = self.widths.of(cid);
        let said = self
            .to_unicode
            .as_ref()
            .map_or(Unicode::Unmapped, |map| map.meaning(code));
        let evidence = self.evidence(glyph);
        let contradicts = trust::contradicts(&said, &evidence);
        let unicode = match said {
            _ if contradicts => from_chars(evidence.iter().copied().find(|c| c.is_alphanumeric())),
            Unicode::Unmapped => match self.collection.as_ref().map(|map| unicode(map.lookup_bf_string(cid))) {
                Some(meaning) if meaning != Unicode::Unmapped => meaning,
                _ => from_chars(evidence.first().copied()),
            },
            said => said,
        };
        Entry {
            unicode,
            advance,
            vertical: self.vertical.as_ref().map(|v| v.of(cid, advance)),
            glyph,
            name: None,
            contradicts,
        }
    }

    fn glyph(&self, cid: u32) -> Option<u32> {
        let program = self.program.as_ref()?;
        if program.is_cid_keyed() {
            return program.glyph_by_cid(cid);
        }
        let glyph = match &self.cid_to_gid {
            Some(map) => u32::from(*map.get(cid as usize)?),
            None => cid,
        };
        (glyph < program.glyph_count()).then_some(glyph)
    }

    fn evidence(&self, glyph: Option<u32>) -> Vec<char> {
        let Some((program, glyph)) = self.program.as_deref().zip(glyph) else {
            return Vec::new();
        };
        let mut evidence = program.characters(glyph).to_vec();
        if !program.is_cid_keyed() && program.kind != ProgramKind::OpenType {
            evidence.extend(program.glyph_name(glyph).as_deref().and_then(trust::character_of_name));
        }
        evidence
    }
}

fn read_encoding(access: Access<'_>, font: &Dictionary) -> (CMap, bool) {
    let parsed = match access.get(font, b"Encoding") {
        Some(Object::Name(name)) => match CMapName::from_bytes(name) {
            CMapName::IdentityV => return (CMap::identity_v(), true),
            CMapName::IdentityH => None,
            name => hayro_cmap::load_embedded(name).and_then(|data| CMap::parse(data, hayro_cmap::load_embedded)),
        },
        Some(Object::Stream(stream)) => access
            .decode(stream)
            .and_then(|data| CMap::parse(&data, hayro_cmap::load_embedded)),
        _ => None,
    };
    match parsed {
        Some(map) => (map, false),
        None => (CMap::identity_h(), true),
    }
}

/// CID → Unicode of a known character collection.
fn collection(access: Access<'_>, encoding: &CMap, descendant: &Dictionary) -> Option<CMap> {
    let of_font = || {
        let info = access.dict(descendant, b"CIDSystemInfo")?;
        let registry = access.get(info, b"Registry")?.as_str().ok()?;
        let ordering = access.get(info, b"Ordering")?.as_str().ok()?;
        Some(CidFamily::from_registry_ordering(registry, ordering))
    };
    let of_cmap = encoding
        .metadata()
        .character_collection
        .as_ref()
        .map(|c| c.family.clone());
    let name = of_cmap
        .and_then(|family| family.ucs2_cmap())
        .or_else(|| of_font()?.ucs2_cmap())?;
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

/// `DW` and `W`.
struct Widths {
    default: f64,
    single: BTreeMap<u32, f64>,
}

impl Widths {
    fn read(access: Access<'_>, descendant: &Dictionary) -> Self {
        let mut single = BTreeMap::new();
        let items = access.array(descendant, b"W").unwrap_or_default();
        runs(access, &items, 1, |cid, values| {
            single.insert(cid, values[0]);
        });
        Self {
            default: access.number(descendant, b"DW").unwrap_or(1000.0),
            single,
        }
    }

    fn of(&self, cid: u32) -> f64 {
        self.single.get(&cid).copied().unwrap_or(self.default)
    }
}

/// `DW2` and `W2`.
struct VerticalWidths {
    origin_y: f64,
    advance: f64,
    single: BTreeMap<u32, Vertical>,
}

impl VerticalWidths {
    fn read(access: Access<'_>, descendant: &Dictionary) -> Self {
        let default = access.numbers(descendant, b"DW2").unwrap_or_default();
        let mut single = BTreeMap::new();
        let items = access.array(descendant, b"W2").unwrap_or_default();
        runs(access, &items, 3, |cid, values| {
            let vertical = Vertical {
                advance: values[0],
                origin_x: values[1],
                origin_y: values[2],
            };
            single.insert(cid, vertical);
        });
        Self {
            origin_y: default.first().copied().unwrap_or(880.0),
            advance: default.get(1).copied().unwrap_or(-1000.0),
            single,
        }
    }

    fn of(&self, cid: u32, width: f64) -> Vertical {
        self.single.get(&cid).copied().unwrap_or(Vertical {
            advance: self.advance,
            origin_x: width / 2.0,
            origin_y: self.origin_y,
        })
    }
}

/// Walks `first [v …]` and `first last v` runs, `per` values a CID.
fn runs<'a>(access: Access<'a>, items: &[&'a Object], per: usize, mut put: impl FnMut(u32, &[f64])) {
    let cid = |object: &Object| number(object).filter(|n| *n >= 0.0).map(|n| n.min(1e9) as u32);
    let mut at = 0;
    while let Some(first) = items.get(at).and_then(|o| cid(o)) {
        match items.get(at + 1) {
            Some(Object::Array(list)) => {
                let values: Vec<f64> = list.iter().map(|o| number(access.resolve(o)).unwrap_or(0.0)).collect();
                for (index, values) in values.chunks_exact(per).enumerate() {
                    let cid = first.saturating_add(index as u32);
                    if cid <= MAX_CID {
                        put(cid, values);
                    }
                }
                at += 2;
            }
            Some(last) => {
                let values: Vec<f64> = (0..per)
                    .map_while(|n| items.get(at + 2 + n).and_then(|o| number(o)))
                    .collect();
                let (Some(last), true) = (cid(last), values.len() == per) else {
                    return;
                };
                for cid in first..=last.min(MAX_CID) {
                    put(cid, &values);
                }
                at += 2 + per;
            }
            None => return,
        }
    }
}
