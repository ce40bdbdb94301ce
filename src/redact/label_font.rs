//! The font in which the labels are set: printable ASCII, shipped with the program. Metrics only; `emit` embeds it.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::LazyLock;

/// The font program (TrueType); its licence stands beside it.
pub(super) const PROGRAM: &[u8] = include_bytes!("label/label.ttf");
/// Height of the tallest letters above the baseline, thousandths of an em.
pub(super) const ASCENT: f64 = 760.0;
/// Depth of `g` and `(` below the baseline, thousandths of an em.
pub(super) const DESCENT: f64 = -236.0;
/// Height of digits and capitals, thousandths of an em.
pub(super) const CAP_HEIGHT: f64 = 729.0;

const FIRST: u8 = b' ';
const COUNT: usize = 95;

static ADVANCES: LazyLock<[f64; COUNT]> = LazyLock::new(|| {
    let mut advances = [0.0; COUNT];
    if let Ok(font) = FontRef::new(PROGRAM) {
        let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
        for (code, advance) in (FIRST..).zip(&mut advances) {
            let glyph = font.charmap().map(char::from(code)).unwrap_or_default();
            *advance = f64::from(metrics.advance_width(glyph).unwrap_or(0.0)).round();
        }
    }
    advances
});

/// Advance of a character in thousandths of an em, 0 for one that the font does not have.
pub(super) fn advance(character: char) -> f64 {
    let code = u32::from(character).wrapping_sub(u32::from(FIRST));
    ADVANCES.get(code as usize).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printable_character_has_an_advance() {
        assert!((FIRST..=b'~').all(|code| advance(char::from(code)) > 200.0));
        assert_eq!(advance('é'), 0.0);
    }
}
