//! Text that a scanner laid invisibly over its picture: whether it can be trusted to say what the picture shows.

use crate::pdf::{Glyph, PageGlyphs, Rect, StreamKind, Unicode, Visibility};

/// A page of letters that belong to a word is mostly words; a poor layer is crumbs.
const GOOD_SHARE: f64 = 0.7;
/// Fewer letters than this over a picture say nothing about it.
const FEW_LETTERS: usize = 40;

/// Whether a glyph may be part of a layer over (or under) a picture: it is there but not seen.
fn is_layer(page: &PageGlyphs, glyph: &Glyph) -> bool {
    let recognised = page
        .streams
        .get(glyph.provenance.stream.0 as usize)
        .is_some_and(|stream| stream.kind == StreamKind::Recognised);
    !recognised
        && matches!(
            glyph.visibility,
            Visibility::RenderMode | Visibility::Covered | Visibility::Transparent
        )
}

/// The glyphs of the layer over a picture.
pub(super) fn glyphs(page: &PageGlyphs, cover: Rect) -> Vec<usize> {
    let over = |glyph: &Glyph| {
        let bounds = glyph.quad.bounds();
        let middle = crate::pdf::Point {
            x: (bounds.x0 + bounds.x1) / 2.0,
            y: (bounds.y0 + bounds.y1) / 2.0,
        };
        cover.grow(2.0).contains(middle)
    };
    (0..page.glyphs.len())
        .filter(|at| is_layer(page, &page.glyphs[*at]) && over(&page.glyphs[*at]))
        .collect()
}

/// Whether the layer reads like words: enough letters, most of them in words of three or more.
pub(super) fn reads_well(page: &PageGlyphs, layer: &[usize]) -> bool {
    let mut letters = 0;
    let mut in_words = 0;
    let mut run = 0;
    let mut end_run = |run: &mut usize| {
        if *run >= 3 {
            in_words += *run;
        }
        *run = 0;
    };
    let mut before: Option<&Glyph> = None;
    for glyph in layer.iter().map(|at| &page.glyphs[*at]) {
        let is_apart = before.is_some_and(|before| before.show != glyph.show && apart(before, glyph));
        if is_apart {
            end_run(&mut run);
        }
        before = Some(glyph);
        match &glyph.unicode {
            Unicode::Mapped(c) if c.is_alphanumeric() => {
                letters += 1;
                run += 1;
            }
            Unicode::Many(text) => {
                letters += text.chars().count();
                run += text.chars().count();
            }
            Unicode::Mapped(c) if c.is_whitespace() => end_run(&mut run),
            Unicode::Mapped(_) => {}
            Unicode::Unmapped => letters += 1,
        }
    }
    end_run(&mut run);
    letters >= FEW_LETTERS && in_words as f64 >= GOOD_SHARE * letters as f64
}

fn apart(a: &Glyph, b: &Glyph) -> bool {
    let (a, b) = (a.quad.bounds(), b.quad.bounds());
    let height = a.height().max(b.height());
    (b.x0 - a.x1).abs() > 0.15 * height || (b.y0 - a.y0).abs() > 0.5 * height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::ocr::{Word, fit, words};
    use crate::pdf::{Matrix, StreamKind};
    use crate::text::Sensitive;

    /// A page whose invisible layer says so, one word after another.
    fn page(text: &str) -> PageGlyphs {
        let word = |(at, text): (usize, &str)| Word {
            text: Sensitive::new(text),
            left: at as u32 * 300,
            top: 10,
            width: 100,
            height: 20,
            confidence: 90,
            line: 0,
        };
        let mut page = PageGlyphs::default();
        let words: Vec<_> = text.split(' ').enumerate().map(word).collect();
        words::add(&mut page, &fit::as_read(&words), Matrix::IDENTITY);
        page.streams[0].kind = StreamKind::Page;
        for glyph in &mut page.glyphs {
            glyph.visibility = Visibility::RenderMode;
        }
        page
    }

    const COVER: Rect = Rect {
        x0: 0.0,
        y0: 0.0,
        x1: 9000.0,
        y1: 9000.0,
    };

    #[test]
    fn words_are_trusted_and_crumbs_are_not() {
        for (text, good) in [
            ("De minister heeft de Kamer op dinsdag uitvoerig geantwoord", true),
            (
                "De m in is te r he ef t de Ka me r op di ns da g ui tv oe ri g ge an tw oo rd",
                false,
            ),
            ("minister", false),
        ] {
            let page = page(text);
            let layer = glyphs(&page, COVER);
            assert_eq!(layer.len(), page.glyphs.len());
            assert_eq!(reads_well(&page, &layer), good, "{text}");
        }
    }

    #[test]
    fn visible_text_and_words_read_here_are_no_layer() {
        let mut visible = page("De minister");
        visible.glyphs[0].visibility = Visibility::Visible;
        assert_eq!(glyphs(&visible, COVER).len(), visible.glyphs.len() - 1);
        let mut read = page("De minister");
        read.streams[0].kind = StreamKind::Recognised;
        assert!(glyphs(&read, COVER).is_empty());
    }
}
