//! Documents that a worker read for their first pass, kept for their second as far as memory allows. What is not on the
//! shelf is read again, to the same end.

use super::Job;
use std::path::PathBuf;
use woolak::audit::Digest;
use woolak::pipeline::Kept;

/// Which share of the memory that a document may take is for documents that wait for their second pass.
const SHARE: u64 = 64;

/// Documents between their passes.
pub struct Shelf<'e> {
    /// Bytes.
    limit: usize,
    documents: Vec<(Key, Kept<'e>)>,
}

type Key = (PathBuf, Option<Digest>);

fn key(job: &Job) -> Key {
    (job.path.clone(), job.source)
}

impl<'e> Shelf<'e> {
    /// An empty shelf; `max_memory` is what one document may take, in bytes.
    pub fn new(max_memory: u64) -> Self {
        Self {
            limit: usize::try_from(max_memory / SHARE).unwrap_or(usize::MAX),
            documents: Vec::new(),
        }
    }

    /// Puts a document on the shelf, however large: its second pass may be next.
    pub fn put(&mut self, job: &Job, kept: Kept<'e>) {
        self.documents.push((key(job), kept));
    }

    /// Makes room before another document is read: pages go first, then of what is still too much the last that came,
    /// since its second pass comes last.
    pub fn make_room(&mut self) {
        if self.size() > self.limit {
            self.documents.iter_mut().for_each(|(_, kept)| kept.shrink());
        }
        while self.size() > self.limit {
            self.documents.pop();
        }
    }

    fn size(&self) -> usize {
        self.documents.iter().map(|(_, kept)| kept.size()).sum()
    }

    /// Takes the document of a job, if it is here.
    pub fn take(&mut self, job: &Job) -> Option<Kept<'e>> {
        let key = key(job);
        let at = self.documents.iter().position(|(own, _)| *own == key)?;
        Some(self.documents.remove(at).1)
    }
}
