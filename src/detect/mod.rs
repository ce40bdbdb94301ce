//! Rules × text → findings: what stands where, of which kind, and why we think so.
//! It knows no PDF and takes no decision; `decide` rules on what is found.

mod context;
mod engine;
mod examples;
mod finding;
mod fold;
mod hit;
mod known;
mod pattern;
mod token;

pub use crate::rules::{Confidence, KeepReason, Kind};
pub use engine::detect;
pub use examples::{Failure, test_rule};
pub use known::KnownNames;
pub use finding::{Evidence, Finding, Proposal};
