//! `woolak audit diff`: what changed between two runs, per document and per finding. Findings are matched by place.

use super::lines::{Line, for_each_line};
use super::table::Rows;
use super::{Failure, closed_pipe};
use crate::cli::RowFormat;
use crate::commands::words;
use crate::exit::Exit;
use std::collections::BTreeMap;
use std::path::Path;
use woolak::audit::{FindingRecord, OutcomeKind, Record, RulingKind};
use woolak::detect::KeepReason;
use woolak::woo::Ground;

const HEADER: &[&str] = &["document", "pagina", "soort", "eerst", "nu"];

/// What a finding is known by in two runs: page, line or place, kind, and its number among equals.
type Place = (u32, u32, [i64; 2], &'static str, u32);

/// What was decided on a finding.
#[derive(Clone, Copy, PartialEq)]
struct Ruling {
    kind: RulingKind,
    ground: Option<Ground>,
    keep: Option<KeepReason>,
}

/// One document of one run.
#[derive(Default, PartialEq)]
struct Document {
    outcome: String,
    findings: BTreeMap<Place, Ruling>,
}

/// Carries the command out: exit code 0 if nothing changed, 3 otherwise.
pub fn diff(before: &Path, after: &Path, format: RowFormat) -> Result<Exit, Failure> {
    let before = read(before)?;
    let after = read(after)?;
    let mut rows = Rows::new(format, HEADER);
    let mut changed = false;
    let mut files: Vec<&String> = before.keys().chain(after.keys()).collect();
    files.sort();
    files.dedup();
    let nothing = Document::default();
    let mut write = || -> std::io::Result<()> {
        for file in &files {
            let old = before.get(*file).unwrap_or(&nothing);
            let new = after.get(*file).unwrap_or(&nothing);
            if old.outcome != new.outcome {
                changed = true;
                rows.row(
                    [file.as_str(), "", "document", &old.outcome, &new.outcome]
                        .map(str::to_owned)
                        .to_vec(),
                )?;
            }
            let mut places: Vec<&Place> = old.findings.keys().chain(new.findings.keys()).collect();
            places.sort();
            places.dedup();
            for place in places {
                let (was, is) = (old.findings.get(place), new.findings.get(place));
                if was != is {
                    changed = true;
                    let told = |ruling: Option<&Ruling>| ruling.map_or_else(|| "–".to_owned(), told);
                    let page = place.0.to_string();
                    rows.row(vec![(*file).clone(), page, place.3.to_owned(), told(was), told(is)])?;
                }
            }
        }
        Ok(())
    };
    write().and_then(|()| rows.finish()).or_else(closed_pipe)?;
    Ok(if changed { Exit::NeedsReview } else { Exit::AllPublished })
}

/// What a line tells of its document.
enum Seen {
    Outcome(OutcomeKind),
    Finding(Place, Ruling),
}

fn read(folder: &Path) -> Result<BTreeMap<String, Document>, Failure> {
    let mut documents: BTreeMap<String, Document> = BTreeMap::new();
    let look = |line: Line<'_>| match Record::read(line.text)? {
        Record::Document(document) => Some((document.file, Seen::Outcome(document.outcome))),
        Record::Finding(finding) => {
            let seen = Seen::Finding(place(&finding), ruling(&finding));
            Some((finding.file, seen))
        }
        Record::Run(_) => None,
    };
    for_each_line(folder, look, |_, seen| {
        let Some((file, seen)) = seen else { return };
        if !documents.contains_key(&file) {
            documents.insert(file.clone(), Document::default());
        }
        let Some(document) = documents.get_mut(&file) else {
            return;
        };
        match seen {
            Seen::Outcome(outcome) => document.outcome = words::outcome(outcome).to_owned(),
            Seen::Finding(mut place, ruling) => {
                while document.findings.contains_key(&place) {
                    place.4 += 1;
                }
                document.findings.insert(place, ruling);
            }
        }
    })?;
    Ok(documents)
}

fn place(finding: &FindingRecord) -> Place {
    let corner = finding
        .boxes
        .first()
        .map_or([0, 0], |bounds| [bounds[0] as i64, bounds[1] as i64]);
    let line = finding.line.unwrap_or(0);
    (finding.page, line, corner, words::kind(finding.kind), 0)
}

fn ruling(finding: &FindingRecord) -> Ruling {
    Ruling {
        kind: finding.ruling,
        ground: finding.ground,
        keep: finding.keep,
    }
}

fn told(ruling: &Ruling) -> String {
    match (ruling.kind, ruling.ground, ruling.keep) {
        (RulingKind::Redact, Some(ground), _) => format!("gelakt {ground}"),
        (_, _, Some(keep)) => format!("openbaar: {}", words::keep(keep)),
        _ => "openbaar".to_owned(),
    }
}
