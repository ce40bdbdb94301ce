//! One input document of a run: its bytes on disk and what is known of it before it is read.

use super::orders::Orders;
use crate::inputs::Input;
use crate::store::digest;
use crate::worker::{self, Job, Split};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use woolak::audit::{Digest, Fingerprint};
use woolak::text::Sensitive;

/// An input document.
pub struct Document {
    /// Where it lies and belongs.
    pub input: Input,
    /// Its keyed mark.
    pub id: Fingerprint,
    /// Digest of its bytes; `None` if it cannot be read.
    pub source: Option<Digest>,
    /// Its size when the run began.
    pub bytes: u64,
    /// Its new name, if all documents get one.
    pub new_name: Option<String>,
    /// Who decides on it.
    pub orders: Orders,
    /// How long its first pass took: in all, and each stage.
    pub analysed_in: Mutex<(Duration, Split)>,
    /// The index of the worker that read it for its first pass and may have kept it.
    pub read_by: usize,
}

impl Document {
    /// Reads the document's digest.
    pub fn open(input: Input, number: usize, id: Fingerprint, rename: Option<&str>, orders: Orders) -> Self {
        let source = digest(&input.path).ok();
        let extension = input
            .path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_ascii_lowercase();
        Self {
            bytes: size(&input.path),
            new_name: rename.map(|case| new_name(case, number, &extension)),
            id,
            source,
            input,
            orders,
            analysed_in: Mutex::default(),
            read_by: 0,
        }
    }

    /// Its place under the input.
    pub fn relative(&self) -> Sensitive {
        Sensitive::new(self.input.relative.to_string_lossy())
    }

    /// What a worker must know of it.
    pub fn job(&self) -> Job {
        Job {
            path: self.input.path.clone(),
            format: self.input.format,
            source: self.source,
            brief: match &self.orders {
                Orders::Review(brief) => Some((**brief).clone()),
                Orders::Rules | Orders::Undecided => None,
            },
        }
    }

    /// Who decided on it, for the log, if a person did.
    pub fn reviewer(&self) -> Option<String> {
        match &self.orders {
            Orders::Review(brief) if !brief.reviewer.trim().is_empty() => Some(brief.reviewer.trim().to_owned()),
            _ => None,
        }
    }

    /// How long a worker may take for it.
    pub fn limit(&self, limit: Duration) -> Duration {
        worker::time(limit, self.bytes)
    }
}

/// A name of letters and digits only, as the publication platform wants it: `W2023-17` gives `W202317D0001.pdf`.
fn new_name(case: &str, number: usize, extension: &str) -> String {
    let case: String = case.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{case}D{number:04}.{extension}")
}

/// Size of a file in bytes, 0 if it cannot be asked.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
