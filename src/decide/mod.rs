//! Findings, the dossier's register and the reviewer's word become rulings: exactly one per place.
//! It finds nothing by itself and knows no PDF.

#[allow(clippy::module_inception, reason = "the stage's one verb")]
mod decide;
mod register;
mod review;
mod ruling;

pub use decide::{Threshold, decide};
pub use register::Register;
pub use review::{AddedTerm, Decided, Misfit, REVIEWER, Review, Verdict};
pub use ruling::{By, Ruled, Ruling, RulingKind};
