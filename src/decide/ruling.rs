//! The decision on one finding. Vocabulary only.

use crate::detect::{Finding, KeepReason};
use crate::woo::Ground;

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The rule named in the finding.
    Rule,
    /// A person, by the name or code they gave for the log.
    Reviewer(String),
}

/// Withhold or keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// Withheld on this ground.
    Redact(Ground),
    /// Readable, for this reason.
    Keep(KeepReason),
}

/// Whether something is withheld, whatever the ground or reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulingKind {
    /// Withheld.
    Redact,
    /// Left readable.
    Keep,
}

impl RulingKind {
    /// Of a ruling.
    pub fn of(ruling: Ruling) -> Self {
        match ruling {
            Ruling::Redact(_) => Self::Redact,
            Ruling::Keep(_) => Self::Keep,
        }
    }
}

/// A finding with its ruling.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ruled {
    /// What was found.
    pub finding: Finding,
    /// What was decided.
    pub ruling: Ruling,
    /// By whom.
    pub by: By,
}

impl Ruled {
    /// The ground it is withheld on, if it is.
    pub fn ground(&self) -> Option<Ground> {
        match self.ruling {
            Ruling::Redact(ground) => Some(ground),
            Ruling::Keep(_) => None,
        }
    }
}
