//! Findings, the dossier's register and the reviewer's word become rulings: exactly one per place.
//! It finds nothing by itself and knows no PDF.

#[allow(clippy::module_inception, reason = "the stage's one verb")]
mod decide;
mod register;
mod ruling;

pub use decide::{Threshold, decide};
pub use register::Register;
pub use ruling::{By, Ruled, Ruling};
