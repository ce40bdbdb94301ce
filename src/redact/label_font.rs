//! The font in which labels and the words of scans are set: the characters of `WinAnsiEncoding`, shipped with the program.
//! Codes and metrics only; `emit` embeds it.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::LazyLock;

/// The font program (TrueType); its licence stands beside it.
pub(super) const PROGRAM: &[u8] = include_bytes!("label/label.ttf");
/// Height of digits and capitals, thousandths of an em.
pub(super) const CAP_HEIGHT: f64 = 729.0;

/// The characters of the codes 0x80 to 0x9F (ISO 32000-2, annex D.2); the others are those of Latin-1.
const MIDDLE: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

static ADVANCES: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut advances = [0.0; 256];
    if let Ok(font) = FontRef::new(PROGRAM) {
        let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
        for (code, advance) in (0..=255).zip(&mut advances) {
            let glyph = character(code).and_then(|character| font.charmap().map(character));
            *advance = f64::from(glyph.and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(0.0)).round();
        }
    }
    advances
});

/// The character of a code, if it has one.
pub(super) fn character(code: u8) -> Option<char> {
    let character = match code {
        0x80..=0x9F => MIDDLE[usize::from(code - 0x80)],
        0x20..=0x7E | 0xA0..=0xFF => char::from(code),
        _ => '\0',
    };
    (character != '\0').then_some(character)
}

/// The code of a character, if the font has it.
pub(super) fn code(character: char) -> Option<u8> {
    match character {
        ' '..='~' | '\u{a0}'..='ÿ' => u8::try_from(u32::from(character)).ok(),
        _ => (0x80..)
            .zip(MIDDLE)
            .find(|(_, own)| *own == character && character != '\0')
            .map(|(code, _)| code),
    }
}

/// Advance of a character in thousandths of an em, 0 for one that the font does not have.
pub(super) fn advance(character: char) -> f64 {
    code(character).map_or(0.0, |code| ADVANCES[usize::from(code)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_a_code_and_an_advance() {
        let characters = (0..=255).filter_map(|byte| Some((byte, character(byte)?)));
        assert_eq!(characters.clone().count(), 218);
        for (byte, character) in characters {
            assert_eq!(code(character), Some(byte));
            assert!(advance(character) > 200.0, "{character}");
        }
        assert_eq!((code('ł'), advance('ł'), code('\0')), (None, 0.0, None));
    }
}
