//! Findings, the dossier's register and the reviewer's word become rulings: exactly one per place.
//! It finds nothing by itself and knows no PDF.

mod ruling;

pub use ruling::{By, Ruled, Ruling};
