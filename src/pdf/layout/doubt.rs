//! Text whose meaning is not to be trusted: it may hide a name from whoever reads only the characters.

use super::Layout;
use crate::pdf::concern::{Cause, Concern};
use crate::pdf::font::{Font, FontTable};
use crate::pdf::glyph::{Glyph, PageGlyphs, Unicode, Visibility};
use std::collections::BTreeSet;

/// Per page: words with letters that have no meaning, and letters that the font contradicts.
pub fn doubts(fonts: &FontTable, pages: &[PageGlyphs], layout: &Layout) -> Vec<Concern> {
    let mut found = BTreeSet::new();
    for (number, page) in pages.iter().enumerate() {
        let font = |glyph: &Glyph| {
            let show = page.shows.get(glyph.show as usize)?;
            Some(fonts.get(show.state.font?))
        };
        let contradicted = |glyph: &Glyph| font(glyph).is_some_and(|font| font.contradicts(glyph.code));
        let read = |glyph: &&Glyph| glyph.visibility != Visibility::Superseded;
        if page.glyphs.iter().filter(read).any(contradicted) {
            found.insert(Concern::page(number, Cause::ContradictoryText));
        }
        let meaningless =
            |glyph: &Glyph| !has_meaning(&glyph.unicode) && font(glyph).is_none_or(|f| shows(f, glyph.code));
        let unreadable = layout.segments(number).iter().any(|segment| {
            let mut word: Vec<bool> = Vec::new();
            let mut hidden = false;
            for (id, gap) in segment.glyphs.iter().zip(&segment.gap_before) {
                let glyph = page.glyph(*id);
                let letter = is_letter(&glyph.unicode);
                if *gap || (has_meaning(&glyph.unicode) && !letter) {
                    word.clear();
                }
                if letter {
                    word.push(true);
                } else if meaningless(glyph) {
                    // One sign alone, or before a word, is a bullet or a picture; more is writing.
                    hidden |= !word.is_empty();
                    word.push(false);
                }
            }
            hidden
        });
        if unreadable {
            found.insert(Concern::page(number, Cause::UnreadableText));
        }
    }
    found.into_iter().collect()
}

/// Private-use and replacement characters say nothing.
fn has_meaning(unicode: &Unicode) -> bool {
    let says = |c: char| !matches!(c as u32, 0xE000..=0xF8FF | 0xFFFD | 0xF0000..=0x10FFFF);
    match unicode {
        Unicode::Mapped(c) => says(*c),
        Unicode::Many(s) => s.chars().all(says),
        Unicode::Unmapped => false,
    }
}

fn is_letter(unicode: &Unicode) -> bool {
    match unicode {
        Unicode::Mapped(c) => c.is_alphanumeric() && has_meaning(unicode),
        Unicode::Many(s) => s.chars().any(char::is_alphanumeric) && has_meaning(unicode),
        Unicode::Unmapped => false,
    }
}

/// Whether the code draws something other than the sign for a missing glyph.
fn shows(font: &Font, code: u32) -> bool {
    match (font.program(), font.type3()) {
        (_, Some(type3)) => type3.procs.contains_key(&code),
        (Some(_), None) => font.glyph_index(code).is_some_and(|glyph| glyph != 0),
        (None, None) => true,
    }
}
