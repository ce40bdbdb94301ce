//! One input document of a run: its bytes on disk and what is known of it before it is read.

use crate::inputs::Input;
use crate::store::fault;
use std::fs;
use std::path::Path;
use woolak::audit::{Digest, Fingerprint};
use woolak::pipeline::{Cause, DiskFault, Source};
use woolak::text::Sensitive;

/// Larger files are refused: they would not fit the memory that a document may use.
const MAX_BYTES: u64 = 1 << 30;

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
    /// Whether an earlier run's result still stands.
    pub finished: bool,
}

impl Document {
    /// Reads the document's digest.
    pub fn open(input: Input, number: usize, id: Fingerprint, rename: Option<&str>) -> Self {
        let source = read(&input.path).ok().map(|bytes| Digest::of(&bytes));
        let extension = input
            .path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_ascii_lowercase();
        Self {
            bytes: size(&input.path),
            new_name: rename.map(|case| format!("{case}-{number:04}.{extension}")),
            id,
            source,
            input,
            finished: false,
        }
    }

    /// Its place under the input.
    pub fn relative(&self) -> Sensitive {
        Sensitive::new(self.input.relative.to_string_lossy())
    }

    /// Its bytes, if they are the ones that the run began with.
    pub fn read(&self) -> Result<Vec<u8>, Cause> {
        let bytes = read(&self.input.path)?;
        match self.source == Some(Digest::of(&bytes)) {
            true => Ok(bytes),
            false => Err(Cause::Changed),
        }
    }

    /// The bytes as the library takes them.
    pub fn as_source<'a>(&self, bytes: &'a [u8], passwords: &'a [Sensitive]) -> Source<'a> {
        Source {
            format: self.input.format,
            bytes,
            passwords,
        }
    }
}

/// Size of a file in bytes, 0 if it cannot be asked.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn read(path: &Path) -> Result<Vec<u8>, Cause> {
    if size(path) > MAX_BYTES {
        return Err(Cause::Unreadable(DiskFault::TooLarge));
    }
    fs::read(path).map_err(|error| Cause::Unreadable(fault(&error)))
}
