//! Words of pictures that were read with doubt and stand beside a withheld passage: part of it, perhaps. It withholds
//! nothing; a person is told to look.

use crate::pdf::{Cause, Concern, PageGlyphs, Rect};
use std::collections::BTreeMap;

/// Words further apart than so many line heights do not belong together.
const BESIDE: f64 = 1.5;

/// One concern for every page where such a word stands; `withheld` holds the boxes of withheld passages by page, in the
/// page's default user space, points.
pub(super) fn concerns<'a>(
    pages: &'a [PageGlyphs],
    withheld: &'a BTreeMap<usize, Vec<Rect>>,
) -> impl Iterator<Item = Concern> + 'a {
    let stands_beside = |at: &usize| {
        let boxes = withheld.get(at).into_iter().flatten();
        let unsure: Vec<Rect> = pages[*at]
            .unsure
            .iter()
            .filter_map(|word| bounds(&pages[*at], word))
            .collect();
        boxes
            .into_iter()
            .any(|passage| unsure.iter().any(|word| is_beside(word, passage)))
    };
    (0..pages.len())
        .filter(stands_beside)
        .map(|at| Concern::page(at, Cause::UnsureBesideFinding))
}

fn bounds(page: &PageGlyphs, word: &std::ops::Range<u32>) -> Option<Rect> {
    let glyphs = page.glyphs.get(word.start as usize..word.end as usize)?;
    glyphs.iter().map(|glyph| glyph.quad.bounds()).reduce(Rect::union)
}

/// Whether a word stands before or behind a passage on one of its lines; what lies within it is withheld with it.
fn is_beside(word: &Rect, passage: &Rect) -> bool {
    let height = word.height();
    let middle = (word.y0 + word.y1) / 2.0;
    let is_on_line = passage.y0 < middle && middle < passage.y1;
    let gap = (word.x0 - passage.x1).max(passage.x0 - word.x1);
    is_on_line && (-0.2 * height..BESIDE * height).contains(&gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_on_the_line_and_near_are_beside() {
        let rect = |x0: f64, y0: f64, x1: f64| Rect {
            x0,
            y0,
            x1,
            y1: y0 + 10.0,
        };
        let passage = rect(100.0, 500.0, 160.0);
        for (word, expected) in [
            (rect(164.0, 501.0, 200.0), true),
            (rect(60.0, 499.0, 96.0), true),
            (rect(200.0, 500.0, 240.0), false),
            (rect(110.0, 500.0, 150.0), false),
            (rect(164.0, 512.0, 200.0), false),
        ] {
            assert_eq!(is_beside(&word, &passage), expected, "{word:?}");
        }
    }
}
