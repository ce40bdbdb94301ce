//! Reading words in pictures with the tesseract program, one process per core, each picture once.

mod cache;
mod gate;
mod tesseract;
mod tsv;

pub use cache::Cache;
pub use tesseract::Tesseract;

use gate::Gate;
use woolak::pdf::ocr::{Engine, Setting, Sheet, Unread, Word};

/// Tesseract with its cache.
pub struct Reader {
    tesseract: Tesseract,
    cache: Cache,
    gate: Gate,
}

impl Reader {
    /// At most `jobs` processes run at a time.
    pub fn new(tesseract: Tesseract, cache: Cache, jobs: usize) -> Self {
        Self {
            tesseract,
            cache,
            gate: Gate::new(jobs),
        }
    }
}

impl Engine for Reader {
    fn name(&self) -> &str {
        self.tesseract.version()
    }

    fn read(&self, sheet: &Sheet, setting: Setting) -> Result<Vec<Word>, Unread> {
        let key = self.cache.key(self.tesseract.version(), sheet, setting);
        if let Some(words) = self.cache.find(&key) {
            return Ok(words);
        }
        let words = {
            let _turn = self.gate.enter();
            self.tesseract.read(sheet, setting)?
        };
        self.cache.keep(&key, &words);
        Ok(words)
    }
}
