//! The codes of a string, as `pdf` reads them; the fonts of labels and of the words of scans, which no
//! source has, are in WinAnsiEncoding.

use super::program::{LABEL, LAYER};
use crate::pdf::Unicode;
use crate::pdf::font::{Code, Cut, FontTable};
use crate::redact::label_font;
use lopdf::ObjectId;

/// Calls `each` with where the codes of a string are, in a font of the source or in one of ours.
pub(super) fn codes(table: &FontTable, font: ObjectId, bytes: &[u8], each: impl FnMut(Cut)) {
    if font == LABEL || font == LAYER {
        bytes.iter().enumerate().map(cut).for_each(each);
    } else if let Some(font) = table.id(font) {
        table.get(font).cut(bytes).for_each(each);
    }
}

/// What a code is, given its bytes.
pub(super) fn code(table: &FontTable, font: ObjectId, bytes: &[u8]) -> Option<Code> {
    match font {
        LABEL | LAYER => bytes.iter().enumerate().map(label).next(),
        _ => table.get(table.id(font)?).decode(bytes).next(),
    }
}

fn cut((at, byte): (usize, &u8)) -> Cut {
    Cut {
        start: at,
        end: at + 1,
        code: u32::from(*byte),
        // Labels are set without word spacing.
        is_word_space: false,
    }
}

fn label((at, byte): (usize, &u8)) -> Code {
    let character = label_font::character(*byte);
    Code {
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
