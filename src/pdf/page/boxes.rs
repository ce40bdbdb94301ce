//! Page boxes, rotation and unit (ISO 32000-2, 7.7.3.3), with nonsense cleaned up as readers do.

use crate::pdf::geometry::{Point, Rect};
use crate::pdf::source::{number, numbers};
use lopdf::{Document, Object};

/// A4, for pages that do not say.
const FALLBACK: Rect = Rect {
    x0: 0.0,
    y0: 0.0,
    x1: 595.276,
    y1: 841.89,
};

/// Beyond this a coordinate is nonsense (ISO 32000-2, Annex C: 14,400 units; real files go beyond it).
const LARGEST: f64 = 1e6;

/// Boxes of a page, and whether they had to be guessed.
pub(super) struct Boxes {
    pub media: Rect,
    pub crop: Rect,
    pub guessed: bool,
}

pub(super) fn boxes(document: &Document, media: Option<&Object>, crop: Option<&Object>) -> Boxes {
    let media = media.and_then(|object| rectangle(document, object));
    let crop = crop.and_then(|object| rectangle(document, object));
    let guessed = media.is_none();
    let media = media.or(crop).unwrap_or(FALLBACK);
    let crop = crop.and_then(|crop| crop.intersection(media)).unwrap_or(media);
    Boxes { media, crop, guessed }
}

/// A rectangle with an area, corners in any order.
pub(super) fn rectangle(document: &Document, object: &Object) -> Option<Rect> {
    let [a, b, c, d] = numbers::<4>(document, object)?;
    let rect = Rect::from_corners(Point { x: a, y: b }, Point { x: c, y: d });
    let sane = [a, b, c, d].iter().all(|n| n.abs() <= LARGEST);
    (sane && rect.width() > 0.0 && rect.height() > 0.0).then_some(rect)
}

/// Degrees clockwise, a multiple of 90.
pub(super) fn rotation(object: Option<&Object>) -> u16 {
    let degrees = object.and_then(number).unwrap_or(0.0);
    let quarters = (degrees / 90.0).trunc().rem_euclid(4.0);
    quarters as u16 * 90
}

/// The size of a unit in points.
pub(super) fn user_unit(object: Option<&Object>) -> f64 {
    object
        .and_then(number)
        .filter(|unit| (1e-3..=1e5).contains(unit))
        .unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(numbers: [i64; 4]) -> Object {
        Object::Array(numbers.map(Object::Integer).to_vec())
    }

    #[test]
    fn nonsense_is_replaced() {
        let document = Document::new();
        let turned = boxes(
            &document,
            Some(&array([600, 800, 0, 0])),
            Some(&array([-50, 700, 300, 900])),
        );
        assert_eq!((turned.media.x1, turned.media.y1), (600.0, 800.0));
        assert_eq!((turned.crop.x0, turned.crop.y1), (0.0, 800.0));
        let empty = boxes(&document, Some(&array([5, 5, 5, 5])), None);
        assert!(empty.guessed);
        assert_eq!(empty.media, FALLBACK);
        let outside = boxes(
            &document,
            Some(&array([0, 0, 100, 100])),
            Some(&array([200, 200, 300, 300])),
        );
        assert_eq!(outside.crop, outside.media);
    }

    #[test]
    fn rotation_is_a_quarter_turn() {
        for (written, degrees) in [(90, 90), (-90, 270), (450, 90), (45, 0), (180, 180)] {
            assert_eq!(rotation(Some(&Object::Integer(written))), degrees, "{written}");
        }
    }
}
