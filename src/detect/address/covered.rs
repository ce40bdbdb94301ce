//! The bytes that finds lie on, to be asked of many places. It knows nothing of what was found.

use crate::detect::hit::Hit;

/// The bytes that finds lie on.
pub(super) struct Covered {
    /// Where a find begins, and where the farthest of it and those before it ends.
    reach: Vec<(usize, usize)>,
}

impl Covered {
    /// The bytes of these finds.
    pub(super) fn by<'h>(hits: impl Iterator<Item = &'h Hit<'h>>) -> Self {
        let mut reach: Vec<(usize, usize)> = hits.map(|hit| (hit.range.start, hit.range.end)).collect();
        reach.sort_unstable();
        let mut farthest = 0;
        for (_, end) in &mut reach {
            farthest = farthest.max(*end);
            *end = farthest;
        }
        Self { reach }
    }

    /// Whether a find lies on the byte.
    pub(super) fn contains(&self, at: usize) -> bool {
        let before = self.reach.partition_point(|(start, _)| *start <= at);
        before.checked_sub(1).is_some_and(|last| self.reach[last].1 > at)
    }
}
