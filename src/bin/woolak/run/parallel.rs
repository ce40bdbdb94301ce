//! Work on many documents at once: as many as there are threads, in order, until the user wants to stop.

use crate::interrupt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Calls `work` once per item with its index, one thread per hand, each taking the next item. Items that follow an
/// interrupt are left alone. Gives for every item the index of the hand that took it.
pub fn for_each<T: Sync, H: Send>(hands: &mut [H], items: &[T], work: impl Fn(&mut H, usize, &T) + Sync) -> Vec<usize> {
    let next = AtomicUsize::new(0);
    let taken: Vec<AtomicUsize> = items.iter().map(|_| AtomicUsize::new(0)).collect();
    let (next, work, by) = (&next, &work, &taken);
    std::thread::scope(|scope| {
        for (own, hand) in hands.iter_mut().enumerate().take(items.len()) {
            scope.spawn(move || {
                while !interrupt::asked() {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    by[at].store(own, Ordering::Relaxed);
                    work(hand, at, item);
                }
            });
        }
    });
    taken.into_iter().map(AtomicUsize::into_inner).collect()
}

/// The same for items that some hands know already: each hand takes those that it knows first, and then what others have
/// left. The first that a hand knows is its own, however late it comes: to know a scan again takes far longer than to
/// wait for it. `known_by` tells the index of the hand.
pub fn for_each_known<T: Sync, H: Send>(
    hands: &mut [H],
    items: &[T],
    known_by: impl Fn(&T) -> usize,
    work: impl Fn(&mut H, usize, &T) + Sync,
) {
    let mut known: Vec<Vec<usize>> = hands.iter().map(|_| Vec::new()).collect();
    for (at, item) in items.iter().enumerate() {
        let hand = known_by(item) % known.len().max(1);
        known[hand].push(at);
    }
    // The first of each is given to it before any hand begins.
    let next: Vec<AtomicUsize> = hands.iter().map(|_| AtomicUsize::new(1)).collect();
    let take = |hand: usize| known[hand].get(next[hand].fetch_add(1, Ordering::Relaxed)).copied();
    let (known, take, work, count) = (&known, &take, &work, hands.len());
    std::thread::scope(|scope| {
        for (own, hand) in hands.iter_mut().enumerate() {
            scope.spawn(move || {
                let others = (0..count).flat_map(|step| std::iter::from_fn(move || take((own + step) % count)));
                for at in known[own].first().copied().into_iter().chain(others) {
                    if interrupt::asked() {
                        break;
                    }
                    work(hand, at, &items[at]);
                }
            });
        }
    });
}

/// The value behind the lock; a panic elsewhere does not spoil it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The value that was behind the lock.
pub fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_worked_on_once() {
        let items: Vec<usize> = (0..1000).collect();
        let seen: Vec<AtomicUsize> = items.iter().map(|_| AtomicUsize::new(0)).collect();
        for_each(&mut [(), (), ()], &items, |(), at, item| {
            assert_eq!(at, *item);
            seen[at].fetch_add(1, Ordering::Relaxed);
        });
        assert!(seen.iter().all(|count| count.load(Ordering::Relaxed) == 1));
    }

    #[test]
    fn known_items_are_worked_on_once_too() {
        let items: Vec<usize> = (0..1000).collect();
        let seen: Vec<AtomicUsize> = items.iter().map(|_| AtomicUsize::new(0)).collect();
        for_each_known(
            &mut [(), (), ()],
            &items,
            |item| item % 7,
            |(), at, item| {
                assert_eq!(at, *item);
                seen[at].fetch_add(1, Ordering::Relaxed);
            },
        );
        assert!(seen.iter().all(|count| count.load(Ordering::Relaxed) == 1));
    }

    #[test]
    fn the_first_that_a_hand_knows_is_its_own() {
        for _ in 0..200 {
            let mut hands = [0, 1, 2];
            for_each_known(
                &mut hands,
                &[2, 1],
                |item| *item,
                |hand, _, item| assert_eq!(*hand, *item),
            );
        }
    }
}
