//! What came of a document. Verified bytes are reached through [`Verified`] alone.

use super::cause::Cause;
use super::facts::Facts;
use crate::audit::{Box4, Note};
use crate::decide::{Register, Ruled};
use crate::redact::VerifiedPdf;
use crate::redact::text::VerifiedText;
use crate::text::Sensitive;
use crate::woo::Judgement;

/// What the first pass keeps of a document: its part of the dossier's register. It holds names; it is never written.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Analysis {
    /// Persons and terms that the other documents of the dossier must know.
    pub register: Register,
    /// Number of pages.
    pub pages: u32,
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

/// A ruling and where it stands.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Found {
    /// The ruling.
    pub ruled: Ruled,
    /// Its place.
    pub place: Place,
    /// What a lawyer wants to know of it.
    pub note: Option<Note>,
    /// The person or number in its normal form, for the keyed mark.
    pub identity: Sensitive,
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
        let redacted = self.found.iter().any(|found| found.ruled.ground().is_some());
        match (&self.outcome, redacted, self.facts.withheld_percent) {
            (Outcome::Refused, ..) => None,
            (_, false, _) => Some(Judgement::Public),
            (_, true, 100) => Some(Judgement::NotPublic),
            (_, true, _) => Some(Judgement::PartlyPublic),
        }
    }
}
