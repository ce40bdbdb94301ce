//! Rule data: parsed from TOML, checked and compiled. It matches nothing by itself; `detect` does.

mod builtin;
mod check;
mod error;
mod id;
mod label_index;
mod letters;
mod needs;
mod phrases;
mod recogniser;
mod rule;
mod set;
mod terms;
mod vocabulary;

pub use check::Check;
pub use error::{RuleError, RuleProblem};
pub use id::RuleId;
pub(crate) use label_index::label_key;
pub(crate) use needs::Lowered;
pub(crate) use phrases::Phrases;
pub use recogniser::{Piece, Recogniser, Role};
pub use rule::{Effect, Example, Form, FormWords, LabelValue, Labels, LazyRegex, Matcher, Pattern, Rule};
pub use set::{RuleFile, RuleSet};
pub use terms::Term;
pub use vocabulary::{Confidence, KeepReason, Kind};
