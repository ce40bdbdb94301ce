//! The codes of a string, as `pdf` reads them; the fonts of labels and of the words of scans, which no
//! source has, are in WinAnsiEncoding.

use super::program::{LABEL, LAYER};
use crate::pdf::Unicode;
use crate::pdf::font::{self, FontTable};
use crate::redact::label_font;
use lopdf::ObjectId;

/// Calls `each` with the codes of a string in a font of the source, or in one of ours.
pub(super) fn decode(table: &FontTable, font: ObjectId, bytes: &[u8], each: impl FnMut(font::Code)) {
    if font == LABEL || font == LAYER {
        bytes.iter().enumerate().map(label).for_each(each);
    } else if let Some(font) = table.id(font) {
        table.get(font).decode(bytes).for_each(each);
    }
}

fn label((at, byte): (usize, &u8)) -> font::Code {
    let character = label_font::character(*byte);
    font::Code {
        start: at,
        end: at + 1,
        code: u32::from(*byte),
        unicode: character.map_or(Unicode::Unmapped, Unicode::Mapped),
        advance: character.map_or(0.0, label_font::advance),
        vertical: None,
        // Labels are set without word spacing.
        is_word_space: false,
    }
}
