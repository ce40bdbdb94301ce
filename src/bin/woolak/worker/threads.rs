//! The threads of a worker: one for a small document, several that share the pages of a large one. It knows no document.

use rayon::ThreadPool;
use std::path::Path;

/// Up to this size, bytes, a document is read by one thread: to share a page or two costs more than it spares.
const SMALL: u64 = 32 << 10;

/// Threads that wait for documents.
pub struct Threads {
    one: ThreadPool,
    several: ThreadPool,
}

impl Threads {
    /// One thread, and those that share a document.
    pub fn new(one: ThreadPool, several: ThreadPool) -> Self {
        Self { one, several }
    }

    /// Works on the file at a path.
    pub fn work<T: Send>(&self, path: &Path, work: impl FnOnce() -> T + Send) -> T {
        let is_small = std::fs::metadata(path).is_ok_and(|file| file.len() <= SMALL);
        match is_small {
            true => self.one.install(work),
            false => self.several.install(work),
        }
    }
}
