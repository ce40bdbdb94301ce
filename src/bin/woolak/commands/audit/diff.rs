//! `woolak audit diff`: what changed between two runs, per document and per finding. Findings are matched by place.

use super::table::Rows;
use super::{Failure, closed_pipe, for_each_line};
use crate::cli::RowFormat;
use crate::commands::words;
use crate::exit::Exit;
use std::collections::BTreeMap;
use std::path::Path;
use woolak::audit::{DocumentRecord, FindingRecord, RulingKind};

const HEADER: &[&str] = &["document", "pagina", "soort", "eerst", "nu"];

/// What a finding is known by in two runs: page, line or place, kind, and its number among equals.
type Place = (u32, u32, [i64; 2], &'static str, u32);

/// One document of one run.
#[derive(Default, PartialEq)]
struct Document {
    outcome: String,
    findings: BTreeMap<Place, String>,
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
                    let told = |ruling: Option<&String>| ruling.cloned().unwrap_or_else(|| "–".to_owned());
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

fn read(folder: &Path) -> Result<BTreeMap<String, Document>, Failure> {
    let mut documents: BTreeMap<String, Document> = BTreeMap::new();
    for_each_line(folder, |line| {
        if line.starts_with("{\"record\":\"document\"") {
            if let Ok(document) = serde_json::from_str::<DocumentRecord>(line) {
                documents.entry(document.file).or_default().outcome = words::outcome(document.outcome).to_owned();
            }
        } else if line.starts_with("{\"record\":\"finding\"")
            && let Ok(finding) = serde_json::from_str::<FindingRecord>(line)
        {
            let document = documents.entry(finding.file.clone()).or_default();
            let ruling = told(&finding);
            let mut place = place(&finding);
            while document.findings.contains_key(&place) {
                place.4 += 1;
            }
            document.findings.insert(place, ruling);
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

fn told(finding: &FindingRecord) -> String {
    match (finding.ruling, finding.ground, finding.keep) {
        (RulingKind::Redact, Some(ground), _) => format!("gelakt {ground}"),
        (_, _, Some(keep)) => format!("openbaar: {}", words::keep(keep)),
        _ => "openbaar".to_owned(),
    }
}
