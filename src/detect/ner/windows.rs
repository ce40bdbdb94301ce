//! How a text too long for a model is cut into windows that overlap, and which window is believed where. It knows
//! numbers of pieces only.

use std::ops::Range;

/// Pieces that a window shares with the next: half of them is how much context a piece has at least.
const OVERLAP: usize = 64;

/// A stretch of pieces that a model reads at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// What it reads.
    pub read: Range<usize>,
    /// Where it is believed: farther from its ends than any other window.
    pub believed: Range<usize>,
}

/// Windows of at most `size` pieces over `count` pieces; every piece is believed of exactly one.
pub(super) fn windows(count: usize, size: usize) -> Vec<Window> {
    let size = size.max(2);
    let step = size - OVERLAP.min(size / 4);
    let mut starts: Vec<usize> = (0..count.saturating_sub(size)).step_by(step).collect();
    // The last one has as much context as the others.
    starts.extend((count > 0).then(|| count.saturating_sub(size)));
    let reads: Vec<Range<usize>> = starts.iter().map(|start| *start..(start + size).min(count)).collect();
    let middle = |before: &Range<usize>, after: &Range<usize>| after.start + (before.end - after.start) / 2;
    let window = |(at, read): (usize, &Range<usize>)| {
        let from = at.checked_sub(1).map_or(0, |before| middle(&reads[before], read));
        let to = reads.get(at + 1).map_or(count, |after| middle(read, after));
        Window {
            read: read.clone(),
            believed: from..to,
        }
    };
    reads.iter().enumerate().map(window).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_window() {
        assert_eq!(windows(0, 8), []);
        let whole = Window {
            read: 0..5,
            believed: 0..5,
        };
        assert_eq!(windows(5, 8), [whole]);
    }

    #[test]
    fn every_piece_is_believed_once_and_away_from_the_ends() {
        for size in [2, 3, 8, 30, 510] {
            for count in 1..1200 {
                let all = windows(count, size);
                let mut at = 0;
                for window in &all {
                    assert_eq!(window.believed.start, at, "{count} {size}");
                    assert!(window.read.start <= at && window.believed.end <= window.read.end);
                    assert!(window.read.len() <= size);
                    let context = OVERLAP.min(size / 4) / 2;
                    assert!(at == 0 || at - window.read.start >= context, "{count} {size}");
                    at = window.believed.end;
                    assert!(at == count || window.read.end - at >= context, "{count} {size}");
                }
                assert_eq!(at, count, "{size}");
            }
        }
    }
}
