//! Rules × text → findings: what stands where, of which kind, and why we think so.
//! It knows no PDF and takes no decision; `decide` rules on what is found.

#[allow(dead_code, reason = "read by the layers of names")]
mod context;
mod engine;
mod examples;
mod finding;
mod fold;
#[allow(dead_code, reason = "weights of the layers of names")]
mod hit;
mod known;
mod pattern;
#[allow(dead_code, reason = "marks are read by the layers of names")]
mod token;

pub use crate::rules::{Confidence, KeepReason, Kind};
pub use engine::detect;
pub use examples::{Failure, test_rule};
pub use finding::{Evidence, Finding, Proposal};
pub use known::KnownNames;
