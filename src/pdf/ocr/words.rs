//! Words of a sheet as glyphs of the page: every letter gets a cell on its line, the line gets the slope of the scan.

use super::Word;
use super::fit::Fitted;
use crate::pdf::{
    Glyph, Matrix, PageGlyphs, Point, Provenance, Quad, Rect, Show, StreamId, StreamKind, StreamUse, TextState,
    Unicode, Visibility,
};
use std::sync::Arc;

/// Words on a line further apart than this many line heights stand in different cells.
const CELL_GAP: f64 = 1.2;
/// A word this much higher than its line's median has a height of its own: a rule or a stain was read with it.
const ODD_HEIGHT: f64 = 1.6;
/// Scanned pages lie askew by less than this; a larger slope is that of odd words.
const MAX_SLOPE: f64 = 0.12;
/// Lines that fall by less are level: the letters of a word that fall by parts of a pixel would part it in two.
const LEVEL: f64 = 0.004;

/// A word in a frame in which its line is level; y points down.
struct Level<'a> {
    word: &'a Word,
    x0: f64,
    x1: f64,
    /// Where its ink begins and ends.
    reach: (f64, f64),
    top: f64,
    bottom: f64,
}

/// Adds the words to the page; `to_page` maps pixels of the sheet to the page's space. Returns the glyphs added.
pub(super) fn add(page: &mut PageGlyphs, words: &[Fitted<'_>], to_page: Matrix) -> std::ops::Range<u32> {
    let first = page.glyphs.len() as u32;
    let stream = StreamId(page.streams.len() as u32);
    page.streams.push(StreamUse {
        kind: StreamKind::Recognised,
        parent: None,
        object: None,
        ops: Arc::default(),
        resources: Arc::default(),
        ctm: Matrix::IDENTITY,
    });
    let slope = slope(words);
    // From the level frame to the page: level, then turned by the slope.
    let angle = slope.atan();
    let turn = Matrix::new(angle.cos(), angle.sin(), -angle.sin(), angle.cos(), 0.0, 0.0);
    let Some(level) = turn.inverse() else {
        return first..first;
    };
    let frame = turn.then(to_page);
    for line in words.chunk_by(|a, b| a.word.line == b.word.line) {
        let mut line: Vec<_> = line.iter().filter_map(|word| Level::new(word, level, slope)).collect();
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        add_line(page, stream, &line, frame);
    }
    first..page.glyphs.len() as u32
}

impl<'a> Level<'a> {
    fn new(fitted: &Fitted<'a>, level: Matrix, slope: f64) -> Option<Self> {
        let word = fitted.word;
        let (w, h) = (f64::from(word.width), f64::from(word.height));
        if word.text.expose().trim().is_empty() || w <= 0.0 || h <= 0.0 {
            return None;
        }
        let middle = level.apply(Point {
            x: f64::from(word.left) + w / 2.0,
            y: f64::from(word.top) + h / 2.0,
        });
        // The upright box around a slanted word is higher than the word.
        let height = (h - w * slope.abs()).max(h * 0.4);
        Some(Self {
            word,
            x0: middle.x - w / 2.0,
            x1: middle.x + w / 2.0,
            reach: (
                middle.x - w / 2.0 - (f64::from(word.left) - fitted.start).max(0.0),
                middle.x + w / 2.0 + (fitted.end - f64::from(word.left) - w).max(0.0),
            ),
            top: middle.y - height / 2.0,
            bottom: middle.y + height / 2.0,
        })
    }

    fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

fn add_line(page: &mut PageGlyphs, stream: StreamId, line: &[Level<'_>], frame: Matrix) {
    let common = median(line.iter().map(Level::height));
    let usual = || line.iter().filter(|word| word.height() <= ODD_HEIGHT * common);
    let top = usual().map(|word| word.top).fold(f64::INFINITY, f64::min);
    let bottom = usual().map(|word| word.bottom).fold(f64::NEG_INFINITY, f64::max);
    if !(bottom - top).is_finite() {
        return;
    }
    let mut before: Option<f64> = None;
    for word in line {
        let is_odd = word.height() > ODD_HEIGHT * common || word.bottom < top || word.top > bottom;
        let (top, bottom) = if is_odd { (word.top, word.bottom) } else { (top, bottom) };
        let gap = before.map(|end| (end, word.x0));
        if let Some((end, start)) =
            gap.filter(|(end, start)| start > end && start - end < CELL_GAP * common.max(bottom - top))
        {
            add_show(
                page,
                stream,
                " ",
                Rect {
                    x0: end,
                    y0: top,
                    x1: start,
                    y1: bottom,
                },
                (end, start),
                frame,
            );
        }
        add_show(
            page,
            stream,
            word.word.text.expose(),
            Rect {
                x0: word.x0,
                y0: top,
                x1: word.x1,
                y1: bottom,
            },
            word.reach,
            frame,
        );
        if let Some(show) = page.shows.last().filter(|_| !word.word.is_sure()) {
            page.unsure.push(show.glyphs.clone());
        }
        before = Some(word.x1);
    }
}

/// One word as one show operation of its own; `cell` has its upper edge at `y0`, and the cells of its first and last
/// letter go as far as its ink reaches.
fn add_show(page: &mut PageGlyphs, stream: StreamId, text: &str, cell: Rect, reach: (f64, f64), frame: Matrix) {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
    let unit = cell.width() / letters.iter().map(|letter| breadth(*letter)).sum::<f64>().max(1e-6);
    let first = page.glyphs.len() as u32;
    let show = page.shows.len() as u32;
    let baseline = cell.y1 - 0.2 * cell.height();
    // Text space: one unit is the line's height on the page, y upwards.
    let size = frame.apply_rect(cell).0;
    let size = (size[3].x - size[0].x).hypot(size[3].y - size[0].y);
    let pixels = cell.height().max(1e-6);
    let text_matrix =
        |x: f64| Matrix::new(pixels / size.max(1e-6), 0.0, 0.0, -pixels / size.max(1e-6), x, baseline).then(frame);
    let origin = |at: Matrix| Point { x: at.e, y: at.f };
    let mut x0 = cell.x0;
    for (at, letter) in letters.iter().enumerate() {
        let step = unit * breadth(*letter);
        let from = if at == 0 { x0.min(reach.0) } else { x0 };
        let to = if at + 1 == letters.len() {
            reach.1.max(x0 + step)
        } else {
            x0 + step
        };
        let corners = [(from, cell.y1), (to, cell.y1), (to, cell.y0), (from, cell.y0)];
        page.glyphs.push(Glyph {
            unicode: Unicode::Mapped(*letter),
            provenance: Provenance {
                stream,
                op: show,
                element: 0,
                start: at as u32,
                end: at as u32 + 1,
            },
            show,
            quad: Quad(corners.map(|(x, y)| frame.apply(Point { x, y }))),
            origin: origin(text_matrix(x0)),
            advance: 1000.0 * step / pixels,
            code: u32::from(*letter),
            visibility: Visibility::Visible,
        });
        x0 += step;
    }
    page.shows.push(Show {
        stream,
        op: show,
        state: TextState {
            font: None,
            size,
            char_space: 0.0,
            word_space: 0.0,
            h_scale: 1.0,
            rise: 0.0,
            render_mode: 0,
        },
        ctm: Matrix::IDENTITY,
        before: text_matrix(cell.x0),
        after: text_matrix(cell.x1),
        line_matrix: text_matrix(cell.x0),
        glyphs: first..page.glyphs.len() as u32,
        mcids: Vec::new(),
        clip: None,
    });
}

/// How broad a letter is beside others, about as in common fonts: an engine tells the place of words, not of letters.
fn breadth(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.5,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' | ' ' => 0.65,
        'm' | 'w' | 'M' | 'W' | '@' => 1.55,
        letter if letter.is_uppercase() => 1.3,
        _ => 1.0,
    }
}

/// How much lines fall per pixel to the right: the median over long lines of the best line through the words' middles.
fn slope(words: &[Fitted<'_>]) -> f64 {
    let lines = words
        .chunk_by(|a, b| a.word.line == b.word.line)
        .filter(|line| line.len() >= 4);
    let slopes: Vec<f64> = lines
        .filter_map(|line| {
            let middle = |w: &Word| {
                (
                    f64::from(w.left) + f64::from(w.width) / 2.0,
                    f64::from(w.top) + f64::from(w.height) / 2.0,
                )
            };
            let height = median(line.iter().map(|one| f64::from(one.word.height)));
            let points: Vec<_> = line
                .iter()
                .map(|one| one.word)
                .filter(|w| f64::from(w.height) < ODD_HEIGHT * height)
                .map(middle)
                .collect();
            let n = points.len() as f64;
            let (sx, sy) = points.iter().fold((0.0, 0.0), |(sx, sy), (x, y)| (sx + x, sy + y));
            let (mx, my) = (sx / n, sy / n);
            let spread: f64 = points.iter().map(|(x, _)| (x - mx).powi(2)).sum();
            let fall: f64 = points.iter().map(|(x, y)| (x - mx) * (y - my)).sum();
            let is_long = spread > n * (6.0 * height).powi(2) / 12.0;
            is_long.then(|| fall / spread).filter(|slope| slope.abs() < MAX_SLOPE)
        })
        .collect();
    match median(slopes.into_iter()) {
        slope if slope.abs() >= LEVEL => slope,
        _ => 0.0,
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::one_page;
    use crate::pdf::font::FontTable;
    use crate::pdf::layout::layout;
    use crate::pdf::ocr::fit::as_read;
    use crate::pdf::{SourcePdf, interpret};
    use crate::text::Sensitive;

    fn word(text: &str, left: u32, top: u32, width: u32, line: u32) -> Word {
        Word {
            text: Sensitive::new(text),
            left,
            top,
            width,
            height: 40,
            confidence: 90,
            line,
        }
    }

    fn text(page: &PageGlyphs) -> String {
        page.glyphs
            .iter()
            .map(|glyph| match glyph.unicode {
                Unicode::Mapped(c) => c,
                _ => '?',
            })
            .collect()
    }

    #[test]
    fn words_of_a_line_are_joined_by_spaces_and_cells_are_not() {
        let words = [
            word("Van", 0, 0, 90, 0),
            word("Sanne", 110, 0, 150, 0),
            word("2023", 700, 0, 120, 0),
        ];
        let mut page = PageGlyphs::default();
        let added = add(
            &mut page,
            &as_read(&words),
            Matrix::new(0.24, 0.0, 0.0, -0.24, 0.0, 842.0),
        );
        assert_eq!(text(&page), "Van Sanne2023");
        assert_eq!(added.len(), 13);
        let bounds = page.glyphs[0].quad.bounds();
        assert!(
            (bounds.y1 - 842.0).abs() < 0.01 && (bounds.y0 - (842.0 - 9.6)).abs() < 0.01,
            "{bounds:?}"
        );
        assert!((page.shows[0].state.size - 9.6).abs() < 0.01);
    }

    #[test]
    fn a_hyphen_ties_a_line_to_a_lower_one() {
        let source = SourcePdf::open(&one_page(""), &[]).expect("sound");
        let mut page = interpret(&source, &FontTable::load(&source), 0);
        let mut words = [
            word("(namens", 20, 40, 150, 0),
            word("A.", 190, 40, 40, 0),
            word("Visser-", 250, 40, 150, 0),
            word("Groot", 20, 105, 120, 1),
        ];
        // A bracket reaches below its line: a fifth of the next line's height is missing there.
        words[0].height = 52;
        add(
            &mut page,
            &as_read(&words),
            Matrix::new(0.24, 0.0, 0.0, -0.24, 0.0, 100.0),
        );
        let laid = layout(&source, std::slice::from_ref(&page));
        assert_eq!(laid.text().as_str().trim_end(), "(namens A. Visser-\nGroot");
    }

    #[test]
    fn a_slanted_line_has_one_baseline() {
        let words: Vec<_> = (0..8).map(|n| word("woord", n * 200, 100 + n * 10, 150, 0)).collect();
        assert!((slope(&as_read(&words)) - 0.05).abs() < 0.001);
        let mut page = PageGlyphs::default();
        add(
            &mut page,
            &as_read(&words),
            Matrix::new(0.24, 0.0, 0.0, -0.24, 0.0, 842.0),
        );
        let fall = (page.shows[0].before.b / page.shows[0].before.a) as f32;
        assert!((fall + 0.05).abs() < 0.001, "{fall}");
        let [first, last] = [0, page.shows.len() - 1].map(|at| page.shows[at].before);
        let expected = first.f + (last.e - first.e) * f64::from(fall);
        assert!((last.f - expected).abs() < 0.5, "{} {expected}", last.f);
    }
}
