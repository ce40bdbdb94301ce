//! Letters that a program drew as paths instead of text: which paths of a page may be some, and how they are shown to an
//! engine. It reads nothing.

use super::ink;
use super::sheet::{READABLE_DPI, Sheet};
use crate::pdf::content::Operator;
use crate::pdf::{FillRule, Matrix, PageGlyphs, PageInfo, Paint, PaintKind, Point, Rect, Visibility, subpaths};
use std::collections::BTreeMap;

/// How large a letter is, the longer side, points.
const SIZE: std::ops::Range<f64> = 2.5..80.0;
/// Neighbours on a line are at most this much larger than one another.
const ALIKE: f64 = 3.5;
/// Neighbours on a line are at most so many letter heights apart.
const GAP: f64 = 1.0;
/// Fewer shapes in a row are no word.
const FEWEST: usize = 3;
/// How many shapes to the right of one are looked at for its neighbour.
const REACH: usize = 16;
/// A shape of at most so many points that holds the middles of so many others is what they are painted on.
const HOLDS: usize = 4;
const PLAIN: usize = 48;
/// White around the letters, points.
const MARGIN: f64 = 6.0;

/// A stretch of a path that may be a letter.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Index of its path in the page's paints, and of the stretch in that path.
    at: (usize, usize),
    bounds: Rect,
    /// Rectangles and straight lines may be an `l` or a dash, but they make no row of letters.
    counts: bool,
    /// How many points draw it.
    points: usize,
}

/// The paths of a page that may be letters.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Sorted by place in the page's paints.
    shapes: Vec<Shape>,
    /// How many of them count, and stand in rows.
    pub count: usize,
}

impl Letters {
    /// Looks for rows of shapes as large as letters.
    pub fn find(page: &PageGlyphs) -> Self {
        let mut shapes = Vec::new();
        for (at, paint) in page.paints.iter().enumerate().filter(|(_, paint)| is_path(paint)) {
            let stroked = paint.kind == PaintKind::Stroke;
            for (index, points) in outlines(page, paint).into_iter().enumerate() {
                shapes.extend(shape((at, index), &points, stroked));
            }
        }
        let mut in_row = vec![false; shapes.len()];
        rows(&shapes, |shape| shape, &mut in_row);
        rows(&shapes, turned, &mut in_row);
        let counted: Vec<Rect> = (0..shapes.len())
            .filter(|at| in_row[*at])
            .map(|at| shapes[at].bounds)
            .collect();
        let near = Places::new(&counted);
        shapes.retain(|shape| {
            let is_ground = shape.points <= PLAIN && near.held_by(shape.bounds) >= HOLDS;
            near.touch(shape.bounds) && !is_ground
        });
        Self {
            shapes,
            count: counted.len(),
        }
    }

    /// What they cover, with a margin; `None` if there are none.
    pub fn cover(&self) -> Option<Rect> {
        let all = self.shapes.iter().map(|shape| shape.bounds).reduce(Rect::union)?;
        Some(all.grow(MARGIN))
    }

    /// Without those whose middle lies in one of the places.
    pub fn without(&self, read: &[Rect]) -> Self {
        let is_read = |shape: &Shape| read.iter().any(|place| place.contains(shape.bounds.middle()));
        let shapes: Vec<Shape> = self.shapes.iter().filter(|shape| !is_read(shape)).copied().collect();
        let count = shapes.iter().filter(|shape| shape.counts).count();
        Self { shapes, count }
    }

    /// The letters black on white, and the matrix from the page to the sheet's pixels.
    pub fn sheet(&self, info: &PageInfo, page: &PageGlyphs) -> Option<(Sheet, Matrix)> {
        let (mut sheet, to_sheet) = Sheet::blank(info, self.cover()?.intersection(info.crop_box)?, READABLE_DPI)?;
        for group in self.shapes.chunk_by(|a, b| a.at.0 == b.at.0) {
            let Some(paint) = group.first().and_then(|shape| page.paints.get(shape.at.0)) else {
                continue;
            };
            let all = outlines(page, paint);
            let mine = group.iter().filter_map(|shape| all.get(shape.at.1).map(Vec::as_slice));
            if paint.kind == PaintKind::Stroke {
                // The path's bounds were grown by half its width on every side.
                let path = ink::bounds(all.iter().flatten()).unwrap_or(paint.bounds);
                let width = paint.bounds.width() - path.width();
                mine.for_each(|points| sheet.stroke(points, width.min(SIZE.end / 4.0), to_sheet));
            } else {
                sheet.fill(&mine.collect::<Vec<_>>(), rule(page, paint), to_sheet);
            }
        }
        Some((sheet, to_sheet))
    }
}

/// Whether a painting is a path that somebody sees.
fn is_path(paint: &Paint) -> bool {
    let unseen = matches!(
        paint.visibility,
        Visibility::HiddenLayer | Visibility::OffPage | Visibility::Clipped | Visibility::Transparent
    );
    matches!(paint.kind, PaintKind::Fill { .. } | PaintKind::Stroke) && !unseen
}

pub(super) fn outlines(page: &PageGlyphs, paint: &Paint) -> Vec<Vec<Point>> {
    let ops = page.streams.get(paint.stream.0 as usize).map(|stream| &stream.ops);
    let ops = ops.and_then(|ops| ops.get(paint.first_op as usize..paint.op as usize));
    let found = subpaths(ops.unwrap_or_default(), paint.ctm);
    found.into_iter().map(|subpath| subpath.points).collect()
}

fn rule(page: &PageGlyphs, paint: &Paint) -> FillRule {
    let stream = page.streams.get(paint.stream.0 as usize);
    match stream
        .and_then(|stream| stream.ops.get(paint.op as usize))
        .map(|op| op.operator)
    {
        Some(Operator::EoFill | Operator::EoFillStroke | Operator::CloseEoFillStroke) => FillRule::EvenOdd,
        _ => FillRule::NonZero,
    }
}

fn shape(at: (usize, usize), points: &[Point], stroked: bool) -> Option<Shape> {
    let bounds = ink::bounds(points.iter())?;
    let (long, short) = (bounds.width().max(bounds.height()), bounds.width().min(bounds.height()));
    // What a pen writes without lifting is longer than a letter.
    let is_writing = points.len() > 24 && short < SIZE.end / 2.0;
    let is_level = |pair: &[Point]| (pair[0].x - pair[1].x).abs() < 0.01 || (pair[0].y - pair[1].y).abs() < 0.01;
    let is_straight = points.windows(2).all(is_level) && points.len() <= 5;
    let counts = !is_straight && long >= SIZE.start && short >= SIZE.start / 4.0;
    (long < SIZE.end || is_writing).then_some(Shape {
        at,
        bounds,
        counts: counts && !(stroked && points.len() < 3),
        points: points.len(),
    })
}

/// Marks the shapes that stand in rows along x, seen through `turn`.
fn rows(shapes: &[Shape], turn: impl Fn(Shape) -> Shape, in_row: &mut [bool]) {
    let mut order: Vec<(usize, Rect)> = shapes
        .iter()
        .enumerate()
        .filter(|(_, shape)| shape.counts)
        .map(|(at, shape)| (at, turn(*shape).bounds))
        .collect();
    let band = |rect: &Rect| (rect.middle().y / SIZE.end).floor();
    for shift in [0.0, SIZE.end / 2.0] {
        let band = |rect: &Rect| {
            band(&Rect {
                y0: rect.y0 + shift,
                y1: rect.y1 + shift,
                ..*rect
            })
        };
        order.sort_by(|(_, a), (_, b)| band(a).total_cmp(&band(b)).then(a.x0.total_cmp(&b.x0)));
        for strip in order.chunk_by(|(_, a), (_, b)| band(a) == band(b)) {
            let mut length = vec![1_usize; strip.len()];
            let mut before = vec![None; strip.len()];
            for at in 0..strip.len() {
                for next in at + 1..(at + 1 + REACH).min(strip.len()) {
                    if follows(strip[at].1, strip[next].1) && length[next] <= length[at] {
                        length[next] = length[at] + 1;
                        before[next] = Some(at);
                    }
                }
            }
            for end in (0..strip.len()).filter(|at| length[*at] >= FEWEST) {
                let mut at = Some(end);
                while let Some(index) = at {
                    in_row[strip[index].0] = true;
                    at = before[index];
                }
            }
        }
    }
}

/// Whether the second shape may be the next letter on the line of the first.
fn follows(a: Rect, b: Rect) -> bool {
    let height = a.height().max(b.height());
    let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
    let gap = b.x0 - a.x1;
    shared > 0.4 * a.height().min(b.height())
        && height < ALIKE * a.height().min(b.height())
        && gap < GAP * height
        && b.middle().x > a.middle().x
        && gap > -0.5 * a.width().min(b.width())
}

fn turned(shape: Shape) -> Shape {
    let b = shape.bounds;
    Shape {
        bounds: Rect {
            x0: b.y0,
            y0: b.x0,
            x1: b.y1,
            y1: b.x1,
        },
        ..shape
    }
}

/// Places of letters, sorted into squares.
struct Places {
    squares: BTreeMap<(i32, i32), Vec<Rect>>,
}

/// The side of a square, points.
const SQUARE: f64 = 40.0;

impl Places {
    fn new(places: &[Rect]) -> Self {
        let mut squares: BTreeMap<(i32, i32), Vec<Rect>> = BTreeMap::new();
        for place in places {
            squares.entry(square(place.middle())).or_default().push(*place);
        }
        Self { squares }
    }

    fn near(&self, bounds: Rect, by: f64) -> impl Iterator<Item = &Rect> {
        let low = square(Point {
            x: bounds.x0 - by,
            y: bounds.y0 - by,
        });
        let high = square(Point {
            x: bounds.x1 + by,
            y: bounds.y1 + by,
        });
        let columns = self.squares.range((low.0, i32::MIN)..=(high.0, i32::MAX));
        columns
            .filter(move |((_, row), _)| (low.1..=high.1).contains(row))
            .flat_map(|(_, places)| places)
    }

    /// Whether a letter stands within its own height of the shape.
    fn touch(&self, bounds: Rect) -> bool {
        self.near(bounds, SIZE.end)
            .any(|place| place.grow(place.height().max(place.width())).overlaps(bounds.grow(0.1)))
    }

    /// How many letters stand on the shape.
    fn held_by(&self, bounds: Rect) -> usize {
        self.near(bounds, 0.0)
            .filter(|place| bounds.contains(place.middle()))
            .count()
    }
}

fn square(p: Point) -> (i32, i32) {
    ((p.x / SQUARE).floor() as i32, (p.y / SQUARE).floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::one_page;
    use crate::pdf::font::FontTable;
    use crate::pdf::{SourcePdf, interpret};
    use std::fmt::Write;

    fn page(content: &str) -> (SourcePdf, PageGlyphs) {
        let source = SourcePdf::open(&one_page(content), &[]).expect("sound");
        let page = interpret(&source, &FontTable::load(&source), 0);
        (source, page)
    }

    /// Shapes like a V beside one another.
    fn word(count: usize, operator: &str) -> String {
        (0..count).fold(String::new(), |mut all, at| {
            let x = 20 + 8 * at;
            let _ = writeln!(
                all,
                "{x} 50 m {} 40 l {} 50 l {} 43 l h {operator}",
                x + 3,
                x + 6,
                x + 3
            );
            all
        })
    }

    #[test]
    fn a_row_of_shapes_may_be_a_word_whether_filled_or_drawn() {
        for (content, count) in [
            (word(5, "f"), 5),
            (word(5, "S"), 5),
            (word(5, "") + "f*", 5),
            (word(5, "n"), 0),
            (word(2, "f"), 0),
            (format!("0 1 -1 0 100 0 cm {}", word(5, "f")), 5),
        ] {
            assert_eq!(Letters::find(&page(&content).1).count, count, "{content}");
        }
    }

    #[test]
    fn tables_and_bars_are_none() {
        let table: String = (0..6)
            .map(|row| format!("10 {0} m 190 {0} l S 20 {0} 12 8 re f ", 10 + row * 12))
            .collect();
        let bars: String = (0..8)
            .map(|bar| format!("{} 10 6 {} re f ", 20 + bar * 9, 10 + bar * 3))
            .collect();
        assert_eq!(Letters::find(&page(&table).1).count, 0);
        assert_eq!(Letters::find(&page(&bars).1).count, 0);
    }

    #[test]
    fn letters_are_shown_dark_without_what_they_are_painted_on() {
        let content = format!("0 g 10 30 70 30 re f 1 g {}", word(5, "f"));
        let (source, page) = page(&content);
        let letters = Letters::find(&page);
        let (sheet, to_sheet) = letters.sheet(&source.pages()[0], &page).expect("letters");
        let at = |x, y| {
            let p = to_sheet.apply(Point { x, y });
            sheet.samples[p.y as usize * sheet.width as usize + p.x as usize]
        };
        assert_eq!([at(23.0, 41.5), at(23.0, 48.0), at(18.0, 45.0)], [0, 255, 255]);
        assert_eq!(
            letters
                .without(&[Rect {
                    x0: 19.0,
                    y0: 39.0,
                    x1: 40.0,
                    y1: 51.0
                }])
                .count,
            2
        );
    }
}
