//! The records of a log, field by field. Values only: what goes in is decided by the pipeline, where it goes by a store.

use super::chain::Digest;
use super::fingerprint::Fingerprint;
use crate::decide::{By, RulingKind};
use crate::detect::{Confidence, Evidence, KeepReason, Kind};
use crate::rules::RuleId;
use crate::woo::{Ground, Judgement};
use std::borrow::Cow;

/// Version of the records' layout; a reader refuses a log of a later one.
pub const SCHEMA: u32 = 1;

/// One line of a log.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum Record {
    /// A document; the first of its group.
    Document(Box<DocumentRecord>),
    /// Something found in it.
    Finding(Box<FindingRecord>),
    /// The close of a run; the last line.
    Run(RunRecord),
}

/// What a line of a log is, told by how it begins, so that a reader need not look at what it does not want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// A [`DocumentRecord`].
    Document,
    /// A [`FindingRecord`].
    Finding,
    /// A [`RunRecord`].
    Run,
}

impl RecordKind {
    /// The kind of the line; `None` if it is no record.
    pub fn of(line: &str) -> Option<Self> {
        let (kind, _) = line.strip_prefix("{\"record\":\"")?.split_once('"')?;
        match kind {
            "document" => Some(Self::Document),
            "finding" => Some(Self::Finding),
            "run" => Some(Self::Run),
            _ => None,
        }
    }
}

impl Record {
    /// Reads a line of a log; `None` if it is no record.
    pub fn read(line: &str) -> Option<Self> {
        match RecordKind::of(line)? {
            RecordKind::Document => serde_json::from_str(line).ok().map(Self::Document),
            RecordKind::Finding => serde_json::from_str(line).ok().map(Self::Finding),
            RecordKind::Run => serde_json::from_str(line).ok().map(Self::Run),
        }
    }

    /// The record as one line of JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("records hold only strings, numbers and lists")
    }
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// Redacted, verified and written.
    Published,
    /// Held until a person has looked at its causes.
    Review,
    /// Not read or not redacted.
    Refused,
}

/// How often a ground was used.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GroundCount {
    /// The ground.
    pub ground: Ground,
    /// Number of redactions on it.
    pub count: u32,
}

/// Which share of a page was withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageShare {
    /// The page, from 1.
    pub page: u32,
    /// Whole percents of its readable characters.
    pub percent: u8,
}

/// Something about a redaction that a lawyer wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The domain of an e-mail address was withheld with its local part.
    DomainWithheld,
    /// A job title was withheld with the name beside it.
    JobTitleWithheld,
}

/// Why a document is held or refused, or a concern that did not hold it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CauseRecord {
    /// Fixed code, for `--accept` and for scripts.
    pub code: Cow<'static, str>,
    /// The page it was seen on, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Whether it kept the document from being published.
    pub blocks: bool,
}

/// What kind of file is inside a document, told by its bytes and the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttachmentKind {
    /// A PDF.
    Pdf,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Of a word processor.
    Writing,
    /// Of a spreadsheet program.
    Sheet,
    /// Of a presentation program.
    Slides,
    /// A picture.
    Picture,
    /// An e-mail.
    Message,
    /// Files packed together.
    Archive,
    /// Anything else.
    Other,
}

impl AttachmentKind {
    /// The ending of a document's name, for a kind that is redacted as a document of its own; the other kinds are not
    /// published.
    pub fn document(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("pdf"),
            Self::Text => Some("txt"),
            Self::Markdown => Some("md"),
            _ => None,
        }
    }
}

/// A file inside a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AttachmentRecord {
    /// Its number among the files inside, from 1.
    pub number: u32,
    /// What it is.
    pub kind: AttachmentKind,
}

/// Inside which document a document was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AttachedRecord {
    /// Mark of that document.
    pub to: Fingerprint,
    /// Its number among the files inside, from 1.
    pub number: u32,
}

/// One document of a run.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct DocumentRecord {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Keyed mark of the document's place under the input.
    pub id: Fingerprint,
    /// Its place under the input, with names in it replaced by their ground.
    pub file: String,
    /// The dossier it belongs to, with names in it replaced by their ground.
    pub dossier: String,
    /// Inside which document it was found, if it is an attachment.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attached: Option<AttachedRecord>,
    /// The files inside it: each is a document of its own, or of a kind that is not published.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub attachments: Vec<AttachmentRecord>,
    /// Where the redacted document lies under the output folder, if it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// What became of it.
    pub outcome: OutcomeKind,
    /// Its beoordeling; absent if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// Number of pages; 0 if it was refused.
    pub pages: u32,
    /// Number of finding records that follow.
    pub findings: u32,
    /// Grounds used, in the order of the law.
    pub grounds: Vec<GroundCount>,
    /// Share of the readable characters that was withheld, in whole percents.
    pub withheld_percent: u8,
    /// Pages of which a tenth or more was withheld.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub heavy_pages: Vec<PageShare>,
    /// Date that its head states, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Kind of document that its head names, a word from a closed list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'static, str>>,
    /// Whether its closing section says that nothing is withheld.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub claims_nothing_withheld: bool,
    /// Why it is held or refused, and concerns that did not hold it.
    pub causes: Vec<CauseRecord>,
    /// Whether both witnesses found nothing left of what was withheld.
    pub verified: bool,
    /// Digest of the source's bytes; absent if they could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_sha256: Option<Digest>,
    /// Digest of the published bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_sha256: Option<Digest>,
    /// Family of the program that made the source, from a closed list.
    pub producer: Cow<'static, str>,
    /// Name and version of the program that redacted it.
    pub tool: String,
    /// Who decided on its findings, by the name or code they gave, if a person did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// Digest of all rules, terms and lists in force.
    pub rules: Digest,
    /// Settings in force, name and value in the words of the command line.
    pub settings: std::collections::BTreeMap<Cow<'static, str>, String>,
    /// Digest of everything the result depends on: program, rules, settings and all sources of the dossier.
    pub inputs: Digest,
}

/// A rectangle on a page: left, bottom, right, top in points, rounded to a tenth.
pub type Box4 = [f32; 4];

/// One finding of a document, redacted or kept.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FindingRecord {
    /// The document's place under the input, as in its own record.
    pub file: String,
    /// Number of the finding in its document, from 1, in reading order.
    pub number: u32,
    /// The page, from 1.
    pub page: u32,
    /// The line of a text document, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Boxes in the written page's default user space. Of a redaction these are the labels' boxes, whose width does
    /// not depend on what was withheld.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub boxes: Vec<Box4>,
    /// What kind of information it is.
    pub kind: Kind,
    /// Whether it was withheld.
    pub ruling: RulingKind,
    /// On which ground, if it was withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Why not, if it was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<KeepReason>,
    /// The rule that found it.
    pub rule: RuleId,
    /// Why it is a finding, in the rule's words.
    pub evidence: Evidence,
    /// How sure.
    pub confidence: Confidence,
    /// Who decided.
    pub by: By,
    /// What a lawyer wants to know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
    /// Keyed mark of the person or number; equal within the dossier for the same one.
    pub person: Fingerprint,
}

/// The close of a run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RunRecord {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Name and version of the program.
    pub tool: String,
    /// Number of documents in the log.
    pub documents: u64,
    /// Of which published.
    pub published: u64,
    /// Of which held for review.
    pub review: u64,
    /// Of which refused.
    pub refused: u64,
    /// Digest over the last links of all documents, in the order of the log.
    pub head: Digest,
}

impl Default for RunRecord {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            tool: String::new(),
            documents: 0,
            published: 0,
            review: 0,
            refused: 0,
            head: super::chain::Head::default().digest(),
        }
    }
}
