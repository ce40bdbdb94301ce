//! What an outside model of names says of a text, and what it must be asked for. It is no model and knows none.

use std::fmt::Debug;
use std::ops::Range;

/// A model of names that a user brings along. It sees plain text and knows neither law nor rules.
pub trait Recogniser: Debug + Send + Sync {
    /// The files that it was made of: for each its name in the log and its SHA-256.
    fn files(&self) -> Vec<(&'static str, [u8; 32])>;

    /// The text cut into pieces, in order, each on character boundaries.
    ///
    /// # Panics
    /// If the model fails. It proved before the run that it works, so whatever document it fails on is refused.
    fn pieces(&self, text: &str) -> Vec<Piece>;
}

/// A word or a part of one, and what the model holds it for.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Bytes in the text.
    pub range: Range<usize>,
    /// What it is of the name of a person.
    pub role: Role,
    /// How likely it belongs to the name of a person, from 0 to 1.
    pub chance: f32,
}

/// What a piece is of the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its beginning.
    Begins,
    /// More of it.
    Continues,
    /// Nothing: any other word.
    Outside,
}
