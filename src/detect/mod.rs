//! Rules × text → findings: what stands where, of which kind, and why we think so.
//! It knows no PDF and takes no decision; `decide` rules on what is found.

mod finding;
mod fold;
mod token;

pub use finding::{Confidence, Evidence, Finding, KeepReason, Kind, Proposal};
