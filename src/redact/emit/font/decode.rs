//! The codes of a string, as `pdf` reads them; the label font, which no source has, is in WinAnsiEncoding.

use super::program::LABEL;
use crate::pdf::Unicode;
use crate::pdf::font::FontTable;
use crate::redact::label_font;
use lopdf::ObjectId;

/// One code of a shown string.
pub(in super::super) struct Code {
    pub code: u32,
    pub unicode: Option<String>,
    pub advance: f64,
    pub vertical: Option<[f64; 3]>,
    pub is_word_space: bool,
}

/// The codes of a string in a font of the source, or in the label font.
pub(super) fn decode(table: &FontTable, font: ObjectId, bytes: &[u8]) -> Vec<Code> {
    if font == LABEL {
        return bytes.iter().map(|byte| label(*byte)).collect();
    }
    let Some(font) = table.id(font).map(|id| table.get(id)) else {
        return Vec::new();
    };
    font.decode(bytes)
        .map(|code| Code {
            code: code.code,
            unicode: match code.unicode {
                Unicode::Mapped(character) => Some(character.to_string()),
                Unicode::Many(text) => Some(text.into()),
                Unicode::Unmapped => None,
            },
            advance: code.advance,
            vertical: code
                .vertical
                .map(|vertical| [vertical.advance, vertical.origin_x, vertical.origin_y]),
            is_word_space: code.is_word_space,
        })
        .collect()
}

fn label(byte: u8) -> Code {
    let character = label_font::character(byte);
    Code {
        code: u32::from(byte),
        unicode: character.map(String::from),
        advance: character.map_or(0.0, label_font::advance),
        vertical: None,
        // Labels are set without word spacing.
        is_word_space: false,
    }
}
