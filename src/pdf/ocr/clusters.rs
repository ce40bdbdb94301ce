//! Which pictures belong together: scanners cut a page into strips and layers, and words run across them.

use crate::pdf::Rect;

/// Pictures closer than this, in points, are one.
const TOUCHING: f64 = 1.5;
/// What is narrower, lower or smaller than this holds no lines of text: bullets, rules, small logos.
const MIN_LONG: f64 = 40.0;
const MIN_SHORT: f64 = 7.0;
const MIN_AREA: f64 = 1200.0;
/// What is narrower or lower than this holds no word at all.
const LEAST_LONG: f64 = 14.0;
const LEAST_SHORT: f64 = 4.5;

/// Pictures by what they may hold, as indices into their places.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Clusters {
    /// Pictures that touch one another and are large enough to hold lines of text, each group with what it covers.
    pub large: Vec<(Rect, Vec<usize>)>,
    /// All others that could hold a word.
    pub small: Option<(Rect, Vec<usize>)>,
}

impl Clusters {
    pub fn of(places: &[Rect]) -> Self {
        let sides = |r: &Rect| (r.width().max(r.height()), r.width().min(r.height()));
        let (mut large, small): (Vec<_>, Vec<_>) = touching(places).into_iter().partition(|(cover, _)| {
            let (long, short) = sides(cover);
            long >= MIN_LONG && short >= MIN_SHORT && long * short >= MIN_AREA
        });
        large.sort_by_key(|(_, members)| members.first().copied());
        let small = small.into_iter().filter(|(cover, _)| {
            let (long, short) = sides(cover);
            long >= LEAST_LONG && short >= LEAST_SHORT
        });
        let small = small.reduce(|(a, mut all), (b, more)| {
            all.extend(more);
            (a.union(b), all)
        });
        let small = small.map(|(cover, mut all)| {
            // As they are painted.
            all.sort_unstable();
            (cover, all)
        });
        Self { large, small }
    }
}

fn touching(places: &[Rect]) -> Vec<(Rect, Vec<usize>)> {
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
        let found = Clusters::of(&places);
        assert_eq!(found.large, [(rect(0.0, 0.0, 500.0, 15.0), vec![0, 2, 3])]);
        assert_eq!(found.small, None);
    }

    #[test]
    fn pictures_apart_stay_apart() {
        let places = [rect(0.0, 0.0, 100.0, 50.0), rect(0.0, 60.0, 100.0, 110.0)];
        assert_eq!(Clusters::of(&places).large.len(), 2);
    }

    #[test]
    fn pictures_of_a_word_are_looked_at_together() {
        let places = [
            rect(0.0, 0.0, 30.0, 9.0),
            rect(300.0, 90.0, 360.0, 100.0),
            rect(0.0, 50.0, 3.0, 53.0),
        ];
        let small = Some((rect(0.0, 0.0, 360.0, 100.0), vec![0, 1]));
        assert_eq!(
            Clusters::of(&places),
            Clusters {
                large: Vec::new(),
                small
            }
        );
    }
}
