//! The output folder: locked, swept, written atomically, with a log that is durable before a document is published.
//! It never holds an unverified document, and it knows nothing of what documents say. The file of decisions, which does,
//! lies elsewhere.

mod decisions;
mod folder;
mod log;
mod signature;

pub use decisions::{read_decisions, write_decisions};
pub use folder::{MAX_BYTES, OutputFolder, PRIVATE, Staged, StoreError, digest, fault, read_bounded, write_staged};
pub use log::{Closed, LOG, Log};
pub use signature::{SIGNATURE, Signed, Signer, check as check_signature, public_key};
