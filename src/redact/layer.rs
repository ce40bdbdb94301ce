//! The invisible text over a scanned page, made anew from the words that were read in its pictures and stay: a reader can
//! still search the page and have it read aloud. What is withheld is not in it.

use super::draft::{Category, Rewritten, StreamDraft};
use super::label_font;
use super::plan::{Fate, PagePlan};
use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::{Glyph, Matrix, PageGlyphs, Point, Rect, Show, StreamKind, Unicode};

/// The name under which the words find their font; no producer uses it.
const FONT: &[u8] = b"woolak-layer";
/// A letter that lies under a box by more than this share is not seen.
const COVERED: f64 = 0.2;
/// Matrices of one line differ by less, as a share of its height.
const ALIKE: f64 = 0.001;
/// What stands nearer than this share of a line's height stands in its place.
const NEAR: f64 = 0.02;

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
            .insert((Category::Font, FONT.into()), Rewritten::LayerFont);
    }
}

/// The operations that show the kept words of recognised streams, in the layer font under the name `font`.
fn ops(page: &PageGlyphs, font: &[u8], is_kept: impl Fn(usize) -> bool) -> Vec<Op> {
    let mut line = Line::default();
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
            line.add(show, &glyphs.collect::<Vec<_>>());
        }
    }
    let shown = line.finish();
    if shown.is_empty() {
        return shown;
    }
    let head = [
        op(Operator::Save, []),
        op(Operator::BeginText, []),
        op(Operator::RenderMode, [Operand::Number(3.0)]),
        op(Operator::Font, [Operand::Name(font.into()), Operand::Number(1.0)]),
    ];
    let tail = [op(Operator::EndText, []), op(Operator::Restore, [])];
    head.into_iter().chain(shown).chain(tail).collect()
}

/// Words one after another: those on one line share its matrix, and each is as wide as in the picture. What words say is
/// short; what says where they stand is kept short as well.
#[derive(Default)]
struct Line {
    ops: Vec<Op>,
    /// From text space, one unit as high as the line, to the page; `None` before the first.
    matrix: Option<Matrix>,
    /// Where the next letter would stand, in text space.
    pen: f64,
    /// Width of letters beside that of the font, per cent.
    scale: f64,
    /// A word, and the step to it in thousandths of its font; the space after it may join it.
    word: Option<(f64, Vec<u8>)>,
}

impl Line {
    /// Adds one run of letters of what one operator showed.
    fn add(&mut self, show: &Show, glyphs: &[&Glyph]) {
        let character = |glyph: &Glyph| match glyph.unicode {
            Unicode::Mapped(character) => {
                label_font::code(character).map(|code| (code, label_font::advance(character)))
            }
            _ => None,
        };
        let letters: Vec<(u8, f64)> = glyphs.iter().filter_map(|glyph| character(glyph)).collect();
        let natural: f64 = letters.iter().map(|(_, advance)| advance / 1000.0).sum();
        let width: f64 = glyphs.iter().map(|glyph| glyph.advance / 1000.0).sum();
        let Some(first) = glyphs.first().filter(|_| natural > 0.0 && width > 0.0) else {
            return;
        };
        let (m, size) = (show.text_matrix(first), show.state.size);
        let place = Matrix::new(m.a * size, m.b * size, m.c * size, m.d * size, m.e, m.f);
        let start = self.start(place).unwrap_or_else(|| self.begin(place));
        let bytes = letters.iter().map(|(code, _)| *code);
        // A space that follows its word needs no place of its own: that of the next word is told anyhow.
        if let (Some((_, word)), [(b' ', _)]) = (&mut self.word, &*letters)
            && (start - self.pen).abs() < NEAR
        {
            word.push(b' ');
            self.pen += natural * self.scale / 100.0;
            return;
        }
        self.show();
        let scale = (100.0 * width / natural).round().max(1.0);
        if scale != self.scale {
            self.scale = scale;
            self.ops.push(op(Operator::HorizontalScale, [Operand::Number(scale)]));
        }
        let step = ((self.pen - start) * 100_000.0 / scale).round();
        self.pen += (natural - step / 1000.0) * scale / 100.0;
        self.word = Some((step, bytes.collect()));
    }

    /// Where a run begins on the line, if it stands on it and after what is there.
    fn start(&self, place: Matrix) -> Option<f64> {
        let m = self.matrix?;
        let alike = |a: f64, b: f64| (a - b).abs() < ALIKE * m.d.hypot(m.c);
        let is_alike = alike(m.a, place.a) && alike(m.b, place.b) && alike(m.c, place.c) && alike(m.d, place.d);
        let at = m.inverse()?.apply(Point { x: place.e, y: place.f });
        (is_alike && at.y.abs() < NEAR && at.x > self.pen - 1.0).then_some(at.x)
    }

    /// Begins a line at a run.
    fn begin(&mut self, place: Matrix) -> f64 {
        self.show();
        let round = |number: f64, unit: f64| (number * unit).round() / unit;
        let [a, b, c, d] = [place.a, place.b, place.c, place.d].map(|number| round(number, 10_000.0));
        let [e, f] = [place.e, place.f].map(|number| round(number, 100.0));
        self.matrix = Some(Matrix::new(a, b, c, d, e, f));
        self.pen = 0.0;
        self.ops
            .push(op(Operator::TextMatrix, [a, b, c, d, e, f].map(Operand::Number)));
        0.0
    }

    fn show(&mut self) {
        let Some((step, word)) = self.word.take() else {
            return;
        };
        let word = Operand::String(word.into());
        self.ops.push(match step == 0.0 {
            true => op(Operator::ShowText, [word]),
            false => op(
                Operator::ShowTextAdjusted,
                [Operand::Array(vec![Operand::Number(step), word])],
            ),
        });
    }

    fn finish(mut self) -> Vec<Op> {
        self.show();
        self.ops
    }
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
    use crate::pdf::{
        Glyph, Matrix, PageGlyphs, Point, Provenance, Quad, Show, StreamId, StreamUse, TextState, Visibility,
    };

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
    }

    /// What is shown, and from where to where on the page's x axis.
    fn shown(ops: &[Op]) -> Vec<(String, f64, f64)> {
        let (mut size, mut pen, mut scale) = (0.0, 0.0, 0.0);
        let mut shown = Vec::new();
        for op in ops {
            match (op.operator, &*op.operands) {
                (Operator::TextMatrix, [Operand::Number(a), .., Operand::Number(e), _]) => (size, pen) = (*a, *e),
                (Operator::HorizontalScale, [Operand::Number(percent)]) => scale = percent / 100.0,
                (Operator::ShowText | Operator::ShowTextAdjusted, [operand]) => {
                    let (step, word) = match operand {
                        Operand::Array(items) => match &**items {
                            [Operand::Number(step), Operand::String(word)] => (*step, word),
                            _ => panic!("a step and a word"),
                        },
                        Operand::String(word) => (0.0, word),
                        _ => panic!("a word"),
                    };
                    let text: String = word.iter().map(|byte| char::from(*byte)).collect();
                    let start = pen - step / 1000.0 * scale * size;
                    pen = start + text.chars().map(label_font::advance).sum::<f64>() / 1000.0 * scale * size;
                    shown.push((text, start, pen));
                }
                _ => {}
            }
        }
        shown
    }

    #[test]
    fn words_are_as_wide_as_in_the_picture_and_a_space_joins_its_word() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.1;
        let all = shown(&ops(&page(StreamKind::Recognised), b"L", |at| at != 3));
        let [(jan, a, b), (smit, c, d)] = &*all else {
            panic!("two words: {all:?}");
        };
        assert_eq!((jan.as_str(), smit.as_str()), ("Jan", "Smit"));
        assert!(
            near(*a, 100.0) && near(*b, 115.0) && near(*c, 120.0) && near(*d, 140.0),
            "{all:?}"
        );
        let mut apart = page(StreamKind::Recognised);
        apart.shows = [0..3, 3..4, 4..8]
            .map(|glyphs| Show {
                glyphs,
                ..apart.shows[0].clone()
            })
            .into();
        let all = shown(&ops(&apart, b"L", |_| true));
        let [(jan, a, _), (smit, c, d)] = &*all else {
            panic!("two words: {all:?}");
        };
        assert_eq!((jan.as_str(), smit.as_str()), ("Jan ", "Smit"));
        assert!(near(*a, 100.0) && near(*c, 120.0) && near(*d, 140.0), "{all:?}");
    }

    #[test]
    fn text_of_the_source_is_not_written_twice() {
        assert!(ops(&page(StreamKind::Page), b"L", |_| true).is_empty());
        assert!(ops(&page(StreamKind::Recognised), b"L", |_| false).is_empty());
    }
}
