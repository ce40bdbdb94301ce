//! A gate that lets so many through at a time.

use std::sync::{Condvar, Mutex, PoisonError};

/// Counts who may still enter.
pub struct Gate {
    free: Mutex<usize>,
    left: Condvar,
}

/// Someone inside; leaves when dropped.
pub struct Turn<'a>(&'a Gate);

impl Gate {
    /// Lets `count` in, at least one.
    pub fn new(count: usize) -> Self {
        Self {
            free: Mutex::new(count.max(1)),
            left: Condvar::new(),
        }
    }

    /// Waits until there is room.
    pub fn enter(&self) -> Turn<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .left
            .wait_while(free, |free| *free == 0)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_more_than_the_count_are_inside() {
        let (gate, inside, most) = (Gate::new(2), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _turn = gate.enter();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 2);
    }
}
