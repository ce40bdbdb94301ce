//! The record of what was done and what was kept, never of what it said.
//!
//! A log is JSON Lines. Every document has a group: its [`DocumentRecord`] and then one [`FindingRecord`] per finding,
//! redacted or kept. The records of a group are hash-chained ([`Chain`]); a [`RunRecord`] closes the log with one digest
//! over the heads of all groups. This module knows no disk and no clock; times are kept in a file of their own.
//!
//! **Architecture invariant:** no field of a record can hold [`crate::text::Sensitive`] or a source's words; the same
//! person is linked by a keyed [`Fingerprint`], and the key is never in the log.

mod chain;
mod check;
mod fingerprint;
mod record;
mod warning;

pub use crate::decide::RulingKind;
pub use chain::{Chain, Digest, Head, Step};
pub use check::{Checker, Fault, Looked};
pub use fingerprint::{Fingerprint, Key};
pub use record::{
    AttachedRecord, AttachmentKind, AttachmentRecord, Box4, CauseRecord, DocumentRecord, FindingRecord, GroundCount,
    Note, OutcomeKind, PageShare, Record, RecordKind, RunRecord, SCHEMA,
};
pub use warning::{Bounds, Warned, Warning, Warnings};

/// The JSON Schema of a log's records.
pub const JSON_SCHEMA: &str = include_str!("schema.json");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::By;
    use crate::detect::{Confidence, Evidence, Kind};
    use crate::rules::RuleId;
    use crate::text::Sensitive;
    use crate::woo::{Ground, Judgement};

    /// A document's record for tests of logs.
    pub fn document(file: &str, findings: u32) -> DocumentRecord {
        DocumentRecord {
            schema: SCHEMA,
            id: Key::new([7; 32]).document(&Sensitive::new(file)),
            file: file.to_owned(),
            dossier: "map".to_owned(),
            attached: None,
            attachments: Vec::new(),
            output: Some(file.to_owned()),
            outcome: OutcomeKind::Published,
            judgement: Some(Judgement::PartlyPublic),
            pages: 1,
            findings,
            grounds: vec![GroundCount {
                ground: Ground::PrivateLife,
                count: findings,
            }],
            withheld_percent: 3,
            heavy_pages: Vec::new(),
            date: None,
            kind: None,
            claims_nothing_withheld: false,
            causes: Vec::new(),
            verified: true,
            source_sha256: Some(Digest::of(file.as_bytes())),
            output_sha256: Some(Digest::of(b"gelakt")),
            producer: "tekst".into(),
            tool: "woolak 0.1.0".to_owned(),
            reviewer: None,
            rules: Digest::of(b"regels"),
            settings: std::collections::BTreeMap::new(),
            inputs: Digest::of(b"alles"),
        }
    }

    /// A finding's record for tests of logs.
    pub fn finding(file: &str, number: u32) -> FindingRecord {
        FindingRecord {
            file: file.to_owned(),
            number,
            page: 1,
            line: Some(number),
            boxes: Vec::new(),
            kind: Kind::Person,
            ruling: RulingKind::Redact,
            ground: Some(Ground::PrivateLife),
            keep: None,
            rule: RuleId::new("letterhead"),
            evidence: Evidence::new("naam achter Van"),
            confidence: Confidence::Certain,
            by: By::Rule,
            note: None,
            person: Key::new([7; 32]).person(&Sensitive::new("smit")),
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        for record in [
            Record::Document(Box::new(document("a.txt", 2))),
            Record::Finding(Box::new(finding("a.txt", 1))),
            Record::Run(RunRecord::default()),
        ] {
            assert_eq!(
                serde_json::from_str::<Record>(&record.to_json()).expect("a record"),
                record
            );
        }
    }
}
