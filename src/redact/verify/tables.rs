//! Codes of the written file's fonts as text, read from its `ToUnicode` streams (ISO 32000-2, 9.10.3) for the second
//! witness: the little of that language that they need. It draws no glyph and knows no font program.

use hayro_syntax::object::{Dict, Name, Stream};
use hayro_syntax::page::Resources;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A range longer than this is nonsense.
const LONGEST_RANGE: u32 = 1 << 16;

/// One font's codes.
#[derive(Debug, Default, PartialEq)]
struct Table {
    /// Bytes per code.
    width: usize,
    text: FxHashMap<u32, String>,
}

/// The tables of the fonts that were met, each read once.
#[derive(Default)]
pub(super) struct Tables {
    known: BTreeMap<(u32, i32), usize>,
    all: Vec<Table>,
}

impl Tables {
    /// The number of a font's table.
    pub fn of(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<usize> {
        let key = resources.fonts.get_ref(name).map(|at| (at.obj_number, at.gen_number));
        if let Some(known) = key.and_then(|key| self.known.get(&key)) {
            return Some(*known);
        }
        let font = resources.get_font(name)?;
        self.all.push(Table::of(&font));
        let number = self.all.len() - 1;
        self.known.extend(key.map(|key| (key, number)));
        Some(number)
    }

    /// Adds the text of codes; a code that no table knows stands for its Latin letter.
    pub fn decode(&self, table: Option<usize>, codes: &[u8], out: &mut String) {
        let table = table.and_then(|number| self.all.get(number));
        for code in codes.chunks(table.map_or(1, |table| table.width.max(1))) {
            let number = code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
            match table.and_then(|table| table.text.get(&number)) {
                Some(text) => out.push_str(text),
                None => out.extend(char::from_u32(number)),
            }
        }
    }
}

impl Table {
    fn of(font: &Dict<'_>) -> Self {
        let map = font
            .get::<Stream<'_>>("ToUnicode")
            .and_then(|map| map.decoded_data().ok().map(|data| data.to_vec()));
        let mut table = Self::read(&map.unwrap_or_default());
        if font.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type0") {
            table.width = table.width.max(2);
        }
        table
    }

    fn read(map: &[u8]) -> Self {
        let text = String::from_utf8_lossy(map);
        let mut table = Self {
            width: 1,
            text: FxHashMap::default(),
        };
        let mut section = Section::Other;
        let mut open: Vec<Vec<u8>> = Vec::new();
        for token in text.replace('<', " <").replace(['[', ']'], " ").split_whitespace() {
            section = match token {
                "begincodespacerange" => Section::Space,
                "beginbfchar" => Section::Char,
                "beginbfrange" => Section::Range,
                _ if token.starts_with("end") => Section::Other,
                _ => section,
            };
            let Some(digits) = token.strip_prefix('<').and_then(|token| token.strip_suffix('>')) else {
                open.clear();
                continue;
            };
            open.push(bytes(digits));
            match (section, open.as_slice()) {
                (Section::Space, [first]) => table.width = first.len().max(1),
                (Section::Char, [code, to]) => {
                    table.text.insert(value(code), words(to));
                    open.clear();
                }
                (Section::Range, [first, last, to]) => {
                    let (first, last) = (value(first), value(last));
                    for code in first..=last.min(first.saturating_add(LONGEST_RANGE)) {
                        table.text.insert(code, shifted(to, code - first));
                    }
                    open.clear();
                }
                _ => {}
            }
        }
        table
    }
}

#[derive(Clone, Copy)]
enum Section {
    Other,
    Space,
    Char,
    Range,
}

fn bytes(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn value(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| u16::from_be_bytes(*pair))
        .collect()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}

/// The text with its last unit so much further.
fn shifted(bytes: &[u8], by: u32) -> String {
    let mut units = units(bytes);
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(by as u16);
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_ranges_and_widths_are_read() {
        let map =
            b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfchar\n<0001><00660069>\nendbfchar\n\
            2 beginbfrange\n<0010> <0012> <0061>\n<0020> <0020> <D83DDE00>\nendbfrange";
        let mut tables = Tables::default();
        tables.all.push(Table::read(map));
        let mut text = String::new();
        tables.decode(Some(0), b"\x00\x01\x00\x12\x00\x20\x00\x41", &mut text);
        assert_eq!(text, "fic\u{1F600}A");
        tables.decode(None, b"Jan", &mut text);
        assert!(text.ends_with("Jan"));
    }
}
