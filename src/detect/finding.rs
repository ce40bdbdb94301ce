//! What a detector found. Vocabulary only; no matching.

use crate::rules::{Confidence, KeepReason, Kind, RuleId};
use crate::text::Span;
use crate::woo::Ground;

/// Why a finding is one, in Dutch words an officer understands. It never quotes what was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Evidence(std::borrow::Cow<'static, str>);

impl Evidence {
    /// A reason that is fixed text of the program or of a rule file, so it cannot hold what was found.
    pub const fn new(reason: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(reason))
    }

    /// The reason that a rule file states (its `why` or `evidence` key).
    pub fn from_rule(reason: &str) -> Self {
        Self(std::borrow::Cow::Owned(reason.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the detector proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposal {
    /// Withhold on this ground.
    Redact(Ground),
    /// Leave readable, and say why.
    Keep(KeepReason),
}

/// One thing found at one place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// Where; it may run over a line break.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Which rule found it.
    pub rule: RuleId,
    /// Why.
    pub evidence: Evidence,
    /// How sure.
    pub confidence: Confidence,
    /// Withhold or keep.
    pub proposal: Proposal,
}
