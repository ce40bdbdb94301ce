//! How long documents took, in a file of its own: the log says the same however fast the computer is.

use crate::worker::Split;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use woolak::audit::Fingerprint;

/// One document.
#[derive(serde::Serialize)]
pub struct Timing<'a> {
    /// Its mark, as in the log.
    pub document: &'a Fingerprint,
    /// Size of the source.
    pub bytes: u64,
    /// Number of pages.
    pub pages: u32,
    /// First pass, milliseconds.
    pub analyse_ms: u64,
    /// Second pass with verification, milliseconds.
    pub redact_ms: u64,
    /// Both passes by stage, microseconds of work; waiting for a worker is not in it.
    pub stages_us: Split,
}

/// The whole run.
#[derive(serde::Serialize)]
struct Total {
    tool: &'static str,
    documents: u64,
    wall_ms: u64,
}

/// Writes one line of JSON per document as it is finished, and one for the run.
pub struct Timings {
    file: Mutex<(BufWriter<File>, u64)>,
    start: Instant,
}

impl Timings {
    /// Makes the file.
    pub fn create(path: &Path) -> std::io::Result<Self> {
        Ok(Self {
            file: Mutex::new((BufWriter::new(File::create(path)?), 0)),
            start: Instant::now(),
        })
    }

    /// Adds a document. What cannot be written is missed by nobody but whoever measures.
    pub fn add(&self, timing: &Timing<'_>) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.1 += 1;
        line(&mut file.0, timing);
    }

    /// Adds the run.
    pub fn finish(&self) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let total = Total {
            tool: woolak::pipeline::Engine::TOOL,
            documents: file.1,
            wall_ms: milliseconds(self.start.elapsed()),
        };
        line(&mut file.0, &total);
        let _ = file.0.flush();
    }
}

fn line(out: &mut impl Write, value: &impl serde::Serialize) {
    if let Ok(json) = serde_json::to_string(value) {
        let _ = writeln!(out, "{json}");
    }
}

/// Whole milliseconds.
pub fn milliseconds(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}
