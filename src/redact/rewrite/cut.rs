//! Takes from a path what of it lies under a box: letters that were drawn as outlines. It does not decide where boxes are.

use crate::pdf::content::{Op, Operator};
use crate::pdf::{Matrix, Point, Quad, Rect, Subpath, subpaths};
use crate::redact::plan::Reach;

/// What is larger than this both ways, points, is no letter but a frame or drawing around the text.
const LARGEST_LETTER: f64 = 80.0;
/// A drawing of which this share lies under a box goes with it.
const SHARE: f64 = 0.5;

/// A shape of this many straight sides is a rectangle or an arrow; a letter has more, or curves.
const MOST_SIDES: usize = 5;
/// How far out of a box a letter may reach and still lie in it, points: more than a witness allows.
const MARGIN: f64 = 0.5;

/// The path without what goes from the places; `ctm` leads from the path to the page.
pub(super) fn without(path: Vec<Op>, ctm: Matrix, places: &[(Quad, Reach)]) -> Vec<Op> {
    let all = subpaths(&path, ctm);
    let gone: Vec<&Subpath> = all
        .iter()
        .filter(|subpath| {
            places.iter().any(|(place, reach)| match reach {
                Reach::Through => goes(subpath, *place),
                Reach::Letters => is_letter_in(subpath, &path, *place),
            })
        })
        .collect();
    let is_gone = |at: usize| gone.iter().any(|subpath| subpath.ops.contains(&at));
    path.into_iter()
        .enumerate()
        .filter(|(at, op)| matches!(op.operator, Operator::Clip | Operator::EoClip) || !is_gone(*at))
        .map(|(_, op)| op)
        .collect()
}

fn goes(subpath: &Subpath, place: Quad) -> bool {
    let corners = subpath.points.iter().map(|point| Rect::from_corners(*point, *point));
    let Some(bounds) = corners.reduce(Rect::union) else {
        return false;
    };
    if !bounds.grow(0.01).overlaps(place.bounds()) {
        return false;
    }
    let is_letter = bounds.width().min(bounds.height()) <= LARGEST_LETTER;
    let shared = bounds.intersection(place.bounds()).map_or(0.0, area);
    runs_through(&subpath.points, place) && (is_letter || shared > SHARE * area(bounds))
}

fn is_letter_in(subpath: &Subpath, path: &[Op], place: Quad) -> bool {
    use Operator as O;
    let ops = path.get(subpath.ops.clone()).unwrap_or_default();
    let count = |wanted: &[O]| ops.iter().filter(|op| wanted.contains(&op.operator)).count();
    let is_letter = count(&[O::CurveTo, O::CurveToV, O::CurveToY]) > 0 || count(&[O::LineTo]) > MOST_SIDES;
    is_letter && subpath.points.iter().all(|point| is_in(*point, place))
}

/// Whether a point lies in the place or close to its edge.
fn is_in(point: Point, place: Quad) -> bool {
    let turn = signed_area(place).signum();
    (0..4).all(|at| {
        let (p, q) = (place.0[at], place.0[(at + 1) % 4]);
        let across = (q.x - p.x) * (point.y - p.y) - (q.y - p.y) * (point.x - p.x);
        across * turn / (q.x - p.x).hypot(q.y - p.y).max(1e-9) >= -MARGIN
    })
}

/// Whether any line of the outline, its closing one included, meets the place.
fn runs_through(points: &[Point], place: Quad) -> bool {
    let lines = points
        .iter()
        .enumerate()
        .map(|(at, a)| (*a, points[(at + 1) % points.len()]));
    lines.into_iter().any(|(a, b)| meets(a, b, place))
}

/// Clips the line by the sides of the place and looks whether anything is left.
fn meets(a: Point, b: Point, place: Quad) -> bool {
    let turn = signed_area(place);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for at in 0..4 {
        let (p, q) = (place.0[at], place.0[(at + 1) % 4]);
        let side = |point: Point| ((q.x - p.x) * (point.y - p.y) - (q.y - p.y) * (point.x - p.x)) * turn.signum();
        let (start, end) = (side(a), side(b));
        if start < 0.0 && end < 0.0 {
            return false;
        }
        if start < 0.0 {
            from = from.max(start / (start - end));
        } else if end < 0.0 {
            to = to.min(start / (start - end));
        }
    }
    from <= to
}

fn signed_area(quad: Quad) -> f64 {
    let sides = (0..4).map(|at| (quad.0[at], quad.0[(at + 1) % 4]));
    sides.map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>() / 2.0
}

fn area(rect: Rect) -> f64 {
    rect.width() * rect.height()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::content::{parse, write};

    fn cut(path: &str, place: Rect) -> String {
        cut_as(path, place, Reach::Through)
    }

    fn cut_as(path: &str, place: Rect, reach: Reach) -> String {
        let ops = parse(path.as_bytes()).0;
        let place = Matrix::IDENTITY.apply_rect(place);
        String::from_utf8(write(&without(ops, Matrix::IDENTITY, &[(place, reach)]))).expect("ASCII")
    }

    const PLACE: Rect = Rect {
        x0: 100.0,
        y0: 100.0,
        x1: 200.0,
        y1: 112.0,
    };

    #[test]
    fn letters_under_a_box_go_and_their_neighbours_stay() {
        let left = cut(
            "90 101 m 95 111 l 98 101 l h 110 101 m 118 111 l 119 101 l h 150 102 5 8 re 210 101 m 218 111 l h",
            PLACE,
        );
        assert!(left.contains("90 101 m") && left.contains("210 101 m"), "{left}");
        assert!(!left.contains("110 101") && !left.contains("re"), "{left}");
    }

    #[test]
    fn a_frame_around_the_box_stays_and_a_line_through_it_goes() {
        let left = cut("50 50 400 300 re 60 106 m 300 106 l", PLACE);
        assert!(left.contains("re") && !left.contains("60 106"), "{left}");
    }

    #[test]
    fn what_is_written_in_one_stroke_goes_whole() {
        assert_eq!(cut("90 101 m 140 111 l 160 101 l 260 111 l", PLACE).trim(), "");
    }

    #[test]
    fn under_a_label_go_letters_that_lie_in_it_and_no_frame_or_rule() {
        let path = "110 101 m 112 111 118 111 119 101 c h 120 101 10 8 re 90 106 m 300 106 l 150 104 m 170 108 250 110 260 104 c";
        let left = cut_as(path, PLACE, Reach::Letters);
        assert!(!left.contains("110 101"), "{left}");
        for kept in ["120 101 10 8 re", "90 106 m", "150 104 m"] {
            assert!(left.contains(kept), "{kept}: {left}");
        }
    }
}
