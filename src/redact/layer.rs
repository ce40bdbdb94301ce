//! The invisible text over a scanned page, made anew from the words that were read in its pictures and stay: a reader can
//! still search the page and have it read aloud. What is withheld is not in it.

use super::draft::{Category, Rewritten, StreamDraft};
use super::label_font;
use super::plan::{Fate, PagePlan};
use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::{Glyph, PageGlyphs, Rect, Show, StreamKind, Unicode};

/// The name under which the words find their font; no producer uses it.
const FONT: &[u8] = b"woolak-layer";
/// A letter that lies under a box by more than this share is not seen.
const COVERED: f64 = 0.2;

/// Adds the words of a page's pictures that stay. They go first: at the beginning of a page nothing moves or clips them.
pub(super) fn add(page: &PageGlyphs, plan: &PagePlan, content: &mut StreamDraft) {
    let boxes: Vec<Rect> = plan.labels.iter().map(|label| label.quad().bounds()).collect();
    // What a box covers in the picture is not to be found under it.
    let is_covered = |cell: Rect| {
        let shared = boxes.iter().filter_map(|place| place.intersection(cell));
        shared.map(|o| o.width() * o.height()).fold(0.0, f64::max) > COVERED * cell.width() * cell.height()
    };
    let stays = |at: usize| plan.fates.get(at).is_none_or(|fate| *fate == Fate::Keep);
    let layer = ops(page, FONT, |at| stays(at) && !is_covered(page.glyphs[at].quad.bounds()));
    if !layer.is_empty() {
        content.ops.splice(0..0, layer);
        content
            .rewritten
            .insert((Category::Font, FONT.into()), Rewritten::LabelFont);
    }
}

/// The operations that show the kept words of recognised streams, in the label font under the name `font`.
fn ops(page: &PageGlyphs, font: &[u8], is_kept: impl Fn(usize) -> bool) -> Vec<Op> {
    let mut ops = Vec::new();
    for show in &page.shows {
        let recognised = page.streams.get(show.stream.0 as usize);
        if recognised.is_none_or(|stream| stream.kind != StreamKind::Recognised) {
            continue;
        }
        let kept: Vec<usize> = show
            .glyphs
            .clone()
            .map(|glyph| glyph as usize)
            .filter(|at| is_kept(*at))
            .collect();
        for run in kept.chunk_by(|a, b| a + 1 == *b) {
            let glyphs = run.iter().filter_map(|at| page.glyphs.get(*at));
            word(&mut ops, show, &glyphs.collect::<Vec<_>>());
        }
    }
    if ops.is_empty() {
        return ops;
    }
    let head = [
        op(Operator::Save, []),
        op(Operator::BeginText, []),
        op(Operator::RenderMode, [Operand::Number(3.0)]),
        op(Operator::Font, [Operand::Name(font.into()), Operand::Number(1.0)]),
    ];
    ops.splice(0..0, head);
    ops.extend([op(Operator::EndText, []), op(Operator::Restore, [])]);
    ops
}

/// One run of letters, as wide in the label font as in the picture.
fn word(ops: &mut Vec<Op>, show: &Show, glyphs: &[&Glyph]) {
    let size = show.state.size;
    let character = |glyph: &Glyph| match glyph.unicode {
        Unicode::Mapped(character) => label_font::code(character).map(|code| (code, label_font::advance(character))),
        _ => None,
    };
    let (Some(first), letters) = (
        glyphs.first(),
        glyphs.iter().filter_map(|glyph| character(glyph)).collect::<Vec<_>>(),
    ) else {
        return;
    };
    let natural: f64 = letters.iter().map(|(_, advance)| advance).sum();
    let width: f64 = glyphs.iter().map(|glyph| glyph.advance).sum();
    if natural <= 0.0 || width <= 0.0 {
        return;
    }
    let m = show.text_matrix(first);
    let stretch = width / natural;
    let scaled = [
        m.a * size * stretch,
        m.b * size * stretch,
        m.c * size,
        m.d * size,
        m.e,
        m.f,
    ];
    let bytes: Box<[u8]> = letters.iter().map(|(code, _)| *code).collect();
    ops.push(op(Operator::TextMatrix, scaled.map(Operand::Number)));
    ops.push(op(Operator::ShowText, [Operand::String(bytes)]));
}

fn op<const N: usize>(operator: Operator, operands: [Operand; N]) -> Op {
    Op {
        operator,
        operands: operands.into(),
        inline_image: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::content::write;
    use crate::pdf::{Glyph, Matrix, PageGlyphs, Point, Provenance, Quad, StreamId, StreamUse, TextState, Visibility};

    /// `Jan Smit`, read at (100, 700), 10 points high, each letter 5 points wide.
    fn page(kind: StreamKind) -> PageGlyphs {
        let mut page = PageGlyphs::default();
        page.streams.push(StreamUse {
            kind,
            parent: None,
            object: None,
            ops: Default::default(),
            resources: Default::default(),
            ctm: Matrix::IDENTITY,
        });
        let place = |x: f64| Matrix::translate(x, 700.0);
        for (at, letter) in "Jan Smit".chars().enumerate() {
            page.glyphs.push(Glyph {
                unicode: Unicode::Mapped(letter),
                provenance: Provenance {
                    stream: StreamId(0),
                    op: 0,
                    element: 0,
                    start: at as u32,
                    end: at as u32 + 1,
                },
                show: 0,
                quad: Quad::default(),
                origin: Point {
                    x: 100.0 + 5.0 * at as f64,
                    y: 700.0,
                },
                advance: 500.0,
                code: u32::from(letter),
                visibility: Visibility::Visible,
            });
        }
        page.shows.push(Show {
            stream: StreamId(0),
            op: 0,
            state: TextState {
                font: None,
                size: 10.0,
                char_space: 0.0,
                word_space: 0.0,
                h_scale: 1.0,
                rise: 0.0,
                render_mode: 0,
            },
            ctm: Matrix::IDENTITY,
            before: place(100.0),
            after: place(140.0),
            line_matrix: place(100.0),
            glyphs: 0..8,
            mcids: Vec::new(),
            clip: None,
        });
        page
    }

    #[test]
    fn kept_words_stand_where_they_were_read_and_no_others() {
        let text = String::from_utf8(write(&ops(&page(StreamKind::Recognised), b"L", |at| at < 3))).expect("ASCII");
        assert!(
            text.contains("/L 1 Tf") && text.contains("3 Tr") && text.contains("(Jan)"),
            "{text}"
        );
        assert!(text.contains("100 700 Tm") && !text.contains("Smit"), "{text}");
        let all = String::from_utf8(write(&ops(&page(StreamKind::Recognised), b"L", |at| at != 3))).expect("ASCII");
        assert!(
            all.contains("(Jan)") && all.contains("120 700 Tm") && all.contains("(Smit)"),
            "{all}"
        );
    }

    #[test]
    fn text_of_the_source_is_not_written_twice() {
        assert!(ops(&page(StreamKind::Page), b"L", |_| true).is_empty());
        assert!(ops(&page(StreamKind::Recognised), b"L", |_| false).is_empty());
    }
}
