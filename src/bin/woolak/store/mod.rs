//! The output folder: locked, swept, written atomically, with a log that is durable before a document is published.
//! It never holds an unverified document, and it knows nothing of what documents say.

mod folder;
mod log;

pub use folder::{MAX_BYTES, OutputFolder, PRIVATE, Staged, StoreError, digest, fault, read_bounded, write_staged};
pub use log::{LOG, Log};
