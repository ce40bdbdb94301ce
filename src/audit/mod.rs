//! The record of what was done and what was kept, never of what it said.
//!
//! A log is JSON Lines. Every document has a group: its [`DocumentRecord`] and then one [`FindingRecord`] per finding,
//! redacted or kept. The records of a group are hash-chained ([`Chain`]); a [`RunRecord`] closes the log with one digest
//! over the heads of all groups. This module knows no disk and no clock; times are kept in a file of their own.
//!
//! **Architecture invariant:** no field of a record can hold [`crate::text::Sensitive`] or a source's words; the same
//! person is linked by a keyed [`Fingerprint`], and the key is never in the log.

mod chain;
mod fingerprint;
mod record;

pub use chain::{Chain, Digest, Head};
pub use fingerprint::{Fingerprint, Key};
pub use record::{
    Box4, CauseRecord, DocumentRecord, FindingRecord, GroundCount, OutcomeKind, Record, RulingKind, RunRecord, SCHEMA,
};
