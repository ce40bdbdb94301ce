//! Documents are read in worker processes, so that one that eats time or memory, or kills its process, takes nothing
//! else along. This file is what the two sides say to one another: one line of JSON each way, over pipes.

mod clock;
mod host;
mod serve;
mod shelf;
mod threads;

pub use clock::Split;
pub use host::Worker;
pub use serve::{confine, serve};
pub use threads::Threads;

use std::path::PathBuf;
use std::time::Duration;
use woolak::audit::{CauseRecord, Digest, OutcomeKind};
use woolak::decide::Register;
use woolak::pipeline::{Analysis, Brief, Cause, DocumentDecisions, Facts, Format, Found, Settings};
use woolak::text::Sensitive;
use woolak::woo::Judgement;

/// How long a document of so many bytes may take: the limit, and a sixth of it more for every megabyte.
pub fn time(limit: Duration, bytes: u64) -> Duration {
    limit.saturating_add((limit / 6).saturating_mul((bytes >> 20).min(1 << 16) as u32))
}

/// The file on disk that an attachment is inside of, and the way to it. The attachment is unpacked each time it is read,
/// in memory: it never lies on disk as it was.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Within {
    /// Digest of the file on disk when the run began.
    pub file: Option<Digest>,
    /// The number of the file inside, and of the file inside that, and so on; at least one.
    pub numbers: Vec<u32>,
}

/// A document on disk, and the digest it had when the run began.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Job {
    /// Where it lies, or the document that it is inside of.
    pub path: PathBuf,
    /// The way to it, if it is an attachment.
    pub within: Option<Within>,
    /// How it is read.
    pub format: Format,
    /// Its digest.
    pub source: Option<Digest>,
    /// What a reviewer decided on it.
    pub brief: Option<Brief>,
}

/// What the run asks of a worker.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
enum Request {
    /// First pass.
    Analyse(Job),
    /// The register of the dossier that follows.
    Register(Register),
    /// Second pass; a verified result is written to the path.
    Redact(Job, PathBuf),
    /// Second pass without redaction, for the document of that place under the input.
    Propose(Job, Sensitive),
}

/// What a worker answers; a register is not answered.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
enum Response {
    /// The worker is ready; the digest of its rules and settings.
    Ready(Digest),
    /// The document's part of the register, and how long each stage took.
    Analysis(Box<Analysis>, Split),
    /// What came of the document.
    Report(Box<Report>),
    /// What is proposed for the document.
    Proposed(Box<DocumentDecisions>),
    /// Why nothing is proposed: one Dutch sentence.
    Refused(String),
    /// The document could not be analysed; its second pass tells why.
    Unreadable,
}

/// A cause, ready for the log and for the screen.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Reason {
    /// For the log.
    pub record: CauseRecord,
    /// For the screen: one Dutch sentence.
    pub sentence: String,
}

impl Reason {
    /// Under these settings.
    pub fn of(cause: &Cause, settings: &Settings) -> Self {
        Self {
            record: cause.record(&settings.accepted),
            sentence: cause.to_string(),
        }
    }
}

/// What came of a document in the second pass.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Report {
    /// What came of it.
    pub outcome: OutcomeKind,
    /// Its beoordeling.
    pub judgement: Option<Judgement>,
    /// Everything found.
    pub found: Vec<Found>,
    /// Why it is held or refused, and concerns that did not hold it.
    pub reasons: Vec<Reason>,
    /// Number of pages.
    pub pages: u32,
    /// What its text tells the log.
    pub facts: Facts,
    /// Family of the program that made the source.
    pub producer: String,
    /// Digest of the verified bytes that were written.
    pub output: Option<Digest>,
    /// How long each stage of the second pass took.
    pub split: Split,
}

impl Report {
    /// A document that was not read or not redacted.
    pub fn refused(cause: &Cause, settings: &Settings) -> Self {
        Self {
            outcome: OutcomeKind::Refused,
            judgement: None,
            found: Vec::new(),
            reasons: vec![Reason::of(cause, settings)],
            pages: 0,
            facts: Facts::default(),
            producer: "onbekend".to_owned(),
            output: None,
            split: Split::default(),
        }
    }
}
