//! What came of a document. Verified bytes are reached through [`Verified`] alone.

use super::attachment::Attachment;
use super::cause::Cause;
use super::facts::Facts;
use crate::audit::{Box4, Note};
use crate::decide::{By, Register, Ruled, Ruling};
use crate::detect::{Confidence, Evidence, Kind};
use crate::redact::VerifiedPdf;
use crate::redact::text::VerifiedText;
use crate::rules::RuleId;
use crate::text::Sensitive;
use crate::woo::{Ground, Judgement};

/// What the first pass keeps of a document: its part of the dossier's register. It holds names; it is never written.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Analysis {
    /// Persons and terms that the other documents of the dossier must know.
    pub register: Register,
    /// Number of pages.
    pub pages: u32,
    /// Files inside it.
    pub attachments: Vec<Attachment>,
}

/// A redacted document that was verified.
pub enum Verified {
    /// A PDF.
    Pdf(VerifiedPdf),
    /// Plain text or Markdown.
    Text(VerifiedText),
}

impl Verified {
    /// The bytes to be written.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Pdf(pdf) => pdf.bytes(),
            Self::Text(text) => text.as_str().as_bytes(),
        }
    }
}

/// What came of a document.
pub enum Outcome {
    /// It may be published.
    Verified(Verified),
    /// A person has to look first; the redaction tells why.
    NeedsReview,
    /// It could not be read or redacted; the redaction tells why.
    Refused,
}

/// Where on the paper a finding's label stands, or a kept finding's words.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The page, from 1.
    pub page: u32,
    /// The line of a text document, from 1.
    pub line: Option<u32>,
    /// Boxes on the page.
    pub boxes: Vec<Box4>,
}

/// Something found and what was decided on it. It holds no words but the normal form behind the keyed mark.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Which rule found it.
    pub rule: RuleId,
    /// Why.
    pub evidence: Evidence,
    /// How sure.
    pub confidence: Confidence,
    /// What was decided.
    pub ruling: Ruling,
    /// By whom.
    pub by: By,
    /// Its place.
    pub place: Place,
    /// What a lawyer wants to know of it.
    pub note: Option<Note>,
    /// The person or number in its normal form, for the keyed mark.
    pub identity: Sensitive,
}

impl Found {
    /// A ruling on words, and where it stands.
    pub(super) fn of(ruled: Ruled, place: Place, note: Option<Note>, identity: Sensitive) -> Self {
        Self {
            kind: ruled.finding.kind,
            rule: ruled.finding.rule,
            evidence: ruled.finding.evidence,
            confidence: ruled.finding.confidence,
            ruling: ruled.ruling,
            by: ruled.by,
            place,
            note,
            identity,
        }
    }

    /// The ground it is withheld on, if it is.
    pub fn ground(&self) -> Option<Ground> {
        match self.ruling {
            Ruling::Redact(ground) => Some(ground),
            Ruling::Keep(_) => None,
        }
    }
}

/// The second pass's result: the outcome and all that the log tells of it.
pub struct Redaction {
    /// What came of the document.
    pub outcome: Outcome,
    /// Everything found, in reading order, redacted or kept.
    pub found: Vec<Found>,
    /// Why it is held or refused, and concerns that did not hold it.
    pub causes: Vec<Cause>,
    /// Number of pages.
    pub pages: u32,
    /// What its text tells the log.
    pub facts: Facts,
    /// Family of the program that made the source.
    pub producer: &'static str,
}

impl Redaction {
    /// A document that was not read or not redacted.
    pub fn refused(cause: Cause) -> Self {
        Self {
            outcome: Outcome::Refused,
            found: Vec::new(),
            causes: vec![cause],
            pages: 0,
            facts: Facts::default(),
            producer: "onbekend",
        }
    }

    /// The document's beoordeling, `None` if it was refused.
    pub fn judgement(&self) -> Option<Judgement> {
        let redacted = self.found.iter().any(|found| found.ground().is_some());
        match (&self.outcome, redacted, self.facts.withheld_percent) {
            (Outcome::Refused, ..) => None,
            (_, false, _) => Some(Judgement::Public),
            (_, true, 100) => Some(Judgement::NotPublic),
            (_, true, _) => Some(Judgement::PartlyPublic),
        }
    }
}
