//! One document: bytes in, outcome out. It prints nothing, touches no disk and knows no other document but through the
//! dossier's [`Register`].
//!
//! Two passes keep a dossier consistent: [`analyse`] every document, merge the registers of their analyses, then
//! [`redact`] every document under the merged register. Each step is a pure function of its arguments. Where a person
//! reviews in between, [`propose`] gives what is found and a [`Brief`] brings back what was decided.

mod attachment;
mod cause;
mod decisions;
mod facts;
mod head;
mod kept;
mod name;
mod outcome;
mod pdf;
mod rulings;
mod settings;
mod text;
mod unsure;
mod watch;

pub use attachment::{Attachment, MAX_ATTACHMENT_DEPTH, attachment};
pub use cause::{Cause, DiskFault};
pub use decisions::{AddedRegion, Brief, Decisions, DocumentDecisions, SCHEMA as DECISIONS_SCHEMA};
pub use facts::Facts;
pub use head::{DocumentKind, Head, iso_date};
pub use kept::Kept;
pub use name::{FileName, file_name};
pub use outcome::{Analysis, Found, Outcome, Place, Redaction, Verified};
pub use settings::{Engine, Settings};
pub use watch::{Stage, Unwatched, Watch};

use crate::audit::Digest;
use crate::decide::Register;
use crate::text::Sensitive;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a document is read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Plain text or Markdown.
    Text,
}

impl Format {
    /// What bytes without a file name are: a PDF begins with `%PDF` within its first kilobyte.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(1024)];
        match head.windows(4).any(|window| window == b"%PDF") {
            true => Self::Pdf,
            false => Self::Text,
        }
    }
}

/// A document as it came.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// How it is read.
    pub format: Format,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Passwords to try.
    pub passwords: &'a [Sensitive],
    /// What a reviewer decided on it; the rules decide where nobody did.
    pub brief: Option<&'a Brief>,
    /// Who is told how far it is.
    pub watch: &'a dyn Watch,
}

impl Source<'_> {
    /// Decisions hold for the bytes they were taken on and for no others.
    fn check_brief(&self) -> Result<(), Cause> {
        match self.brief {
            Some(brief) if brief.document.source_sha256 != Digest::of(self.bytes) => Err(Cause::OtherSource),
            _ => Ok(()),
        }
    }
}

/// First pass: what the document adds to its dossier's register, and the document itself for a second pass.
///
/// # Errors
/// The cause for which the document cannot be read at all.
pub fn analyse<'e>(source: Source<'_>, engine: &'e Engine) -> Result<(Analysis, Kept<'e>), Cause> {
    source.check_brief()?;
    guarded(|| {
        let mut kept = Kept::read(source, engine)?;
        Ok((kept.analysis(source, engine)?, kept))
    })
    .unwrap_or_else(Err)
}

/// Second pass: rules on what is found under the dossier's register, redacts and verifies. A document that was not kept
/// is read again.
pub fn redact(source: Source<'_>, kept: Option<Kept<'_>>, register: &Register, engine: &Engine) -> Redaction {
    if let Err(cause) = source.check_brief() {
        return Redaction::refused(cause);
    }
    guarded(|| match kept.map_or_else(|| Kept::read(source, engine), Ok) {
        Ok(kept) => kept.redact(source, register, engine),
        Err(cause) => Redaction::refused(cause),
    })
    .unwrap_or_else(Redaction::refused)
}

/// Second pass without redaction: what is proposed for the document under the dossier's register, for a reviewer.
/// `file` is its place under the input.
///
/// # Errors
/// The cause for which the document cannot be read at all.
pub fn propose(
    file: &Sensitive,
    source: Source<'_>,
    kept: Option<Kept<'_>>,
    register: &Register,
    engine: &Engine,
) -> Result<DocumentDecisions, Cause> {
    let (pages, findings) = guarded(|| {
        let kept = kept.map_or_else(|| Kept::read(source, engine), Ok)?;
        kept.propose(source, register, engine)
    })
    .unwrap_or_else(Err)?;
    Ok(DocumentDecisions {
        file: file.clone(),
        source_sha256: Digest::of(source.bytes),
        pages,
        findings,
        terms: Vec::new(),
        regions: Vec::new(),
    })
}

/// What the head of a document that may be published says of it; `None` if it cannot be read.
pub fn head(source: Source<'_>) -> Option<Head> {
    guarded(|| match source.format {
        Format::Text => text::head(source.bytes),
        Format::Pdf => pdf::head(source.bytes),
    })
    .ok()
    .flatten()
}

/// A panic in one document is that document's refusal, never the batch's end.
fn guarded<T>(step: impl FnOnce() -> T) -> Result<T, Cause> {
    catch_unwind(AssertUnwindSafe(step)).map_err(|_| Cause::Panicked)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::{Piece, Recogniser, RuleSet};

    #[test]
    fn a_panic_is_a_cause() {
        let caught = guarded(|| -> u8 { panic!("stuk") });
        assert_eq!(caught, Err(Cause::Panicked));
    }

    /// A model of names that fails on every text.
    #[derive(Debug)]
    struct Broken;

    impl Recogniser for Broken {
        fn files(&self) -> Vec<(&'static str, [u8; 32])> {
            Vec::new()
        }

        fn pieces(&self, _: &str) -> Vec<Piece> {
            panic!("stuk")
        }
    }

    #[test]
    fn a_document_on_which_a_model_fails_is_refused() {
        let engine = Engine {
            rules: RuleSet::builtin().with_recogniser(Arc::new(Broken)),
            settings: Settings::default(),
            ocr: None,
        };
        let source = Source {
            format: Format::Text,
            bytes: b"Dag.",
            passwords: &[],
            brief: None,
            watch: &Unwatched,
        };
        assert_eq!(analyse(source, &engine).err(), Some(Cause::Panicked));
        let redaction = redact(source, None, &Register::default(), &engine);
        assert!(matches!(redaction.outcome, Outcome::Refused));
    }

    #[test]
    fn bytes_without_a_name_are_told_apart() {
        assert_eq!(Format::of_bytes(b"\n%PDF-1.7"), Format::Pdf);
        assert_eq!(Format::of_bytes(b"Van: J. Smit"), Format::Text);
        assert_eq!(Format::of_bytes(b""), Format::Text);
    }
}
