//! Which pictures belong together: scanners cut a page into strips and layers, and words run across them.

use crate::pdf::Rect;

/// Pictures closer than this, in points, are one.
const TOUCHING: f64 = 1.5;
/// What is narrower, lower or smaller than this holds no readable words: bullets, rules, small logos.
const MIN_LONG: f64 = 40.0;
const MIN_SHORT: f64 = 7.0;
const MIN_AREA: f64 = 1200.0;

/// Groups of indices into `places` that touch one another and are large enough to hold words, each with what it covers.
pub(super) fn clusters(places: &[Rect]) -> Vec<(Rect, Vec<usize>)> {
    let mut found: Vec<(Rect, Vec<usize>)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let mut joined = (*place, vec![at]);
        // What it joins may reach further pictures, so the search goes on until nothing is added.
        while let Some(other) = found
            .iter()
            .position(|(cover, _)| cover.grow(TOUCHING).overlaps(joined.0))
        {
            let (cover, members) = found.swap_remove(other);
            joined.0 = joined.0.union(cover);
            joined.1.extend(members);
        }
        joined.1.sort_unstable();
        found.push(joined);
    }
    found.retain(|(cover, _)| {
        let (long, short) = (cover.width().max(cover.height()), cover.width().min(cover.height()));
        long >= MIN_LONG && short >= MIN_SHORT && long * short >= MIN_AREA
    });
    found.sort_by_key(|(_, members)| members.first().copied());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x0: f64, y0: f64, x1: f64, y1: f64) -> Rect {
        Rect { x0, y0, x1, y1 }
    }

    #[test]
    fn strips_are_one_picture_and_bullets_are_none() {
        let places = [
            rect(0.0, 0.0, 500.0, 5.0),
            rect(700.0, 700.0, 708.0, 708.0),
            rect(0.0, 10.0, 500.0, 15.0),
            rect(0.0, 5.0, 500.0, 10.0),
        ];
        assert_eq!(clusters(&places), [(rect(0.0, 0.0, 500.0, 15.0), vec![0, 2, 3])]);
    }

    #[test]
    fn pictures_apart_stay_apart() {
        let places = [rect(0.0, 0.0, 100.0, 50.0), rect(0.0, 60.0, 100.0, 110.0)];
        assert_eq!(clusters(&places).len(), 2);
    }
}
