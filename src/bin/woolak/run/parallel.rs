//! Work on many documents at once: as many as there are threads, in order, until the user wants to stop.

use crate::interrupt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Calls `work` once per item with its index, one thread per hand, each taking the next item. Items that follow an
/// interrupt are left alone.
pub fn for_each<T: Sync, H: Send>(hands: &mut [H], items: &[T], work: impl Fn(&mut H, usize, &T) + Sync) {
    let next = AtomicUsize::new(0);
    let (next, work) = (&next, &work);
    std::thread::scope(|scope| {
        for hand in hands.iter_mut().take(items.len()) {
            scope.spawn(move || {
                while !interrupt::asked() {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    work(hand, at, item);
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
}
