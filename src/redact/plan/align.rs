//! Where a row that is set anew begins. The answer must not tell how wide the removed text was, so it comes from the
//! edges that other rows share.

use super::row::Row;
use crate::pdf::{Point, Rect};

/// Edges this close in points are one edge.
const SAME_EDGE: f64 = 0.3;
/// Right edges and middles meet this closely, or by chance.
const SHARED_EDGE: f64 = 0.12;
/// Rows less than this many points apart belong together.
const NEAR: f64 = 60.0;
/// Lines further apart than this (points) are no witnesses of each other's edges.
const PARAGRAPH: f64 = 240.0;
/// In line sizes: how far a first line stands in, how far a close line and the next line are.
const INDENT: f64 = 3.5;
const CLOSE: f64 = 3.2;
const NEXT: f64 = 1.8;
/// The least distance in points between two positions that a re-anchored row can take.
const GRID: f64 = 0.5;

/// What stays in its place when the row becomes shorter or longer; coordinates along the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Alignment {
    /// The start.
    Start,
    /// The end, which stands here.
    End(f64),
    /// The middle, which stands here.
    Middle(f64),
    /// Both edges, as in a justified paragraph; the right one stands here.
    Both(f64),
}

/// A row among the others of its page: where it stands is asked over and over.
pub(super) struct Line<'r> {
    row: &'r Row,
    span: (f64, f64),
    is_touched: bool,
}

impl<'r> Line<'r> {
    /// All rows of a page.
    pub(super) fn all(rows: &'r [Row]) -> Vec<Self> {
        let line = |row: &'r Row| Self {
            row,
            span: row.span(),
            is_touched: row.is_touched(),
        };
        rows.iter().map(line).collect()
    }
}

/// How a row stands among the other rows of its page.
pub(super) fn alignment(at: usize, rows: &[Line], page: Rect) -> Alignment {
    let row = &rows[at];
    let (start, end) = row.span;
    let middle = (start + end) / 2.0;
    let others: Vec<&Line> = rows
        .iter()
        .filter(|r| shares_direction(r, row) && !same_baseline(r, row))
        .collect();
    if let Some(end) = justified(&others, row) {
        return Alignment::Both(end);
    }
    if others.iter().any(|r| (r.span.0 - start).abs() <= SAME_EDGE) {
        return Alignment::Start;
    }
    if let Some(end) = shared(&others, row, |(_, end)| end).filter(|_| !is_indented(start, &others, row)) {
        return Alignment::End(end);
    }
    if let Some(middle) = shared(&others, row, |(start, end)| (start + end) / 2.0) {
        return Alignment::Middle(middle);
    }
    let centre = page_middle(page, row.row.direction);
    if (middle - centre).abs() <= 1.0 && end - start < 0.8 * page.width() {
        return Alignment::Middle(centre);
    }
    Alignment::Start
}

/// The right edge of the justified paragraph that a row is a line of. What the row itself held must not tell, so only
/// untouched lines do: two have the edge, one of them close by, and the paragraph goes on below.
fn justified(others: &[&Line], row: &Line) -> Option<f64> {
    let (start, size) = (row.span.0, row.row.line_size(0));
    let aligned = |r: &&&Line| {
        let s = r.span.0;
        (s - start).abs() <= SAME_EDGE || (start > s && start - s < INDENT * size)
    };
    let ends = |near: f64| {
        let known = others
            .iter()
            .filter(aligned)
            .filter(move |r| !r.is_touched && across(r, row).abs() < near);
        known.map(|r| r.span.1)
    };
    let meets = |one: f64, other: f64| (one - other).abs() <= SAME_EDGE;
    let edge = ends(CLOSE * size).find(|end| ends(PARAGRAPH).filter(|other| meets(*end, *other)).count() > 1)?;
    let goes_on = others.iter().filter(aligned).any(|r| {
        let below = -across(r, row);
        below > 0.0 && below < NEXT * size
    });
    goes_on.then_some((edge / GRID).round() * GRID)
}

/// Whether rows elsewhere begin, end or stand in the middle where this one does: then its place is no work of the text
/// before it on the line.
pub(super) fn is_anchored(at: usize, rows: &[Line]) -> bool {
    let (start, end) = rows[at].span;
    rows.iter().enumerate().any(|(other, row)| {
        let (s, e) = row.span;
        let near = |a: f64, b: f64| (a - b).abs() <= SAME_EDGE;
        other != at
            && shares_direction(row, &rows[at])
            && !same_baseline(row, &rows[at])
            && (near(s, start) || near(e, end) || near((s + e) / 2.0, (start + end) / 2.0))
    })
}

/// The first line of a justified paragraph ends with the others but begins a little later.
fn is_indented(start: f64, others: &[&Line], row: &Line) -> bool {
    let left = others.iter().map(|r| r.span.0).fold(f64::INFINITY, f64::min);
    start >= left && start - left < INDENT * row.row.line_size(0)
}

/// The edge that the row shares with others: with two of them, or with one near it, since any two may meet by chance.
/// It is that of the first untouched one, rounded: the row's own may carry rounding errors of the text that goes.
fn shared(others: &[&Line], row: &Line, edge: fn((f64, f64)) -> f64) -> Option<f64> {
    let mine = edge(row.span);
    let sharing = || others.iter().filter(|r| (edge(r.span) - mine).abs() <= SHARED_EDGE);
    let is_enough = sharing().count() > 1 || sharing().any(|r| across(r, row).abs() < NEAR);
    let known = sharing().find(|r| !r.is_touched).or_else(|| sharing().next())?;
    is_enough.then(|| (edge(known.span) / GRID).round() * GRID)
}

fn page_middle(page: Rect, direction: Point) -> f64 {
    (page.x0 + page.x1) / 2.0 * direction.x + (page.y0 + page.y1) / 2.0 * direction.y
}

fn shares_direction(a: &Line, b: &Line) -> bool {
    let (a, b) = (a.row, b.row);
    a.direction.x * b.direction.x + a.direction.y * b.direction.y > 0.999
}

/// Copies of the row itself are no evidence.
fn same_baseline(a: &Line, b: &Line) -> bool {
    across(a, b).abs() < 2.0
}

/// How far one baseline is from the other.
fn across(a: &Line, b: &Line) -> f64 {
    let (a, b) = (a.row, b.row);
    (a.origin.x - b.origin.x) * b.up.x + (a.origin.y - b.origin.y) * b.up.y
}

#[cfg(test)]
mod tests {
    use super::super::row::{Item, Role};
    use super::*;

    const PAGE: Rect = Rect {
        x0: 0.0,
        y0: 0.0,
        x1: 600.0,
        y1: 800.0,
    };

    fn row(start: f64, width: f64, y: f64) -> Row {
        let item = Item {
            id: 0,
            along: 0.0,
            across: 0.0,
            advance: width,
            size: 10.0,
            gap_before: false,
            is_blank: false,
            role: Role::Kept,
        };
        Row {
            items: vec![item],
            origin: Point { x: start, y },
            direction: Point { x: 1.0, y: 0.0 },
            up: Point { x: 0.0, y: 1.0 },
            limit: 500.0,
            line: 0,
        }
    }

    fn found(rows: &[Row]) -> Alignment {
        alignment(0, &Line::all(rows), PAGE)
    }

    #[test]
    fn a_shared_start_stays() {
        assert_eq!(
            found(&[row(70.0, 90.0, 700.0), row(70.0, 400.0, 680.0), row(60.0, 100.0, 660.0)]),
            Alignment::Start
        );
    }

    #[test]
    fn a_column_of_amounts_keeps_its_right_edge() {
        let rows = [
            row(340.0, 60.0, 700.0),
            row(360.0, 40.0, 680.0),
            row(70.0, 400.0, 600.0),
        ];
        assert_eq!(found(&rows), Alignment::End(400.0));
    }

    #[test]
    fn one_meeting_far_away_is_chance() {
        assert_eq!(
            found(&[row(340.0, 60.0, 700.0), row(100.0, 300.0, 300.0)]),
            Alignment::Start
        );
    }

    #[test]
    fn a_first_line_is_indented_not_right_aligned() {
        let rows = [
            row(85.0, 385.0, 700.0),
            row(70.0, 400.0, 688.0),
            row(70.0, 400.0, 676.0),
        ];
        assert_eq!(found(&rows), Alignment::Both(470.0));
        assert_eq!(found(&rows[..2]), Alignment::Start);
    }

    #[test]
    fn a_line_of_a_justified_paragraph_keeps_both_edges() {
        for width in [120.0, 400.0, 520.0] {
            let rows = [
                row(70.0, width, 700.0),
                row(70.0, 400.0, 688.0),
                row(70.0, 400.1, 676.0),
                row(70.0, 230.0, 664.0),
            ];
            assert_eq!(found(&rows), Alignment::Both(470.0), "{width}");
            assert_eq!(found(&rows[..2]), Alignment::Start, "{width}");
        }
    }

    #[test]
    fn the_last_line_of_a_justified_paragraph_ends_where_it_does() {
        let rows = [
            row(70.0, 400.0, 664.0),
            row(70.0, 400.0, 688.0),
            row(70.0, 400.0, 676.0),
            row(70.0, 230.0, 620.0),
        ];
        assert_eq!(found(&rows), Alignment::Start);
    }

    #[test]
    fn a_title_keeps_the_middle_of_the_page() {
        assert_eq!(
            found(&[row(250.0, 100.0, 700.0), row(70.0, 400.0, 600.0)]),
            Alignment::Middle(300.0)
        );
    }
}
