//! The threads of a worker: one for a small document, several that share the pages of a large one. It knows no document.

use rayon::ThreadPool;
use std::path::Path;

/// Up to this size, bytes, a document is read by one thread: to share a page or two costs more than it spares.
const SMALL: u64 = 32 << 10;

/// Threads that wait for documents.
pub struct Threads {
    /// `None` where no more than one thread shares a document: every thread takes memory from the documents.
    one: Option<ThreadPool>,
    several: ThreadPool,
}

impl Threads {
    /// Those that share a document, and one more from `one` if they are several.
    ///
    /// # Errors
    /// Those of `one`.
    pub fn new<E>(several: ThreadPool, one: impl FnOnce() -> Result<ThreadPool, E>) -> Result<Self, E> {
        let are_several = several.current_num_threads() > 1;
        Ok(Self {
            one: are_several.then(one).transpose()?,
            several,
        })
    }

    /// Works on the file at a path.
    pub fn work<T: Send>(&self, path: &Path, work: impl FnOnce() -> T + Send) -> T {
        let is_small = || std::fs::metadata(path).is_ok_and(|file| file.len() <= SMALL);
        let one = self.one.as_ref().filter(|_| is_small());
        one.unwrap_or(&self.several).install(work)
    }
}
