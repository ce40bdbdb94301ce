//! `woolak audit summary`: per dossier and per ground what was withheld, and what a lawyer wants to look at again.

use super::table::Rows;
use super::{Failure, closed_pipe, for_each_record};
use crate::cli::RowFormat;
use crate::commands::words;
use crate::exit::Exit;
use std::collections::BTreeMap;
use std::path::Path;
use woolak::audit::{Bounds, DocumentRecord, OutcomeKind, Record, Warned, Warnings};
use woolak::woo::Ground;

const HEADER: &[&str] = &["dossier", "grond", "naam", "documenten", "bladzijden", "lakkingen"];

/// Counts of one dossier and ground, or of a dossier's documents on an outcome.
#[derive(Default)]
struct Count {
    documents: u64,
    pages: u64,
    redactions: u64,
}

impl Count {
    fn add(&mut self, document: &DocumentRecord, redactions: u32) {
        self.documents += 1;
        self.pages += u64::from(document.pages);
        self.redactions += u64::from(redactions);
    }
}

/// Counts of one dossier.
#[derive(Default)]
struct Dossier {
    outcomes: BTreeMap<OutcomeKind, Count>,
    grounds: BTreeMap<Ground, Count>,
}

/// Carries the command out.
pub fn summary(folder: &Path, bounds: Bounds, format: RowFormat) -> Result<Exit, Failure> {
    let mut dossiers: BTreeMap<String, Dossier> = BTreeMap::new();
    let mut warnings = Warnings::new(bounds);
    for_each_record(folder, |record| match record {
        Record::Document(document) => {
            add(&mut dossiers, &document);
            warnings.document(&document);
        }
        Record::Finding(finding) => warnings.finding(&finding),
        Record::Run(_) => {}
    })?;
    let mut rows = Rows::new(format, HEADER);
    write(&mut rows, &dossiers)
        .and_then(|()| rows.finish())
        .or_else(closed_pipe)?;
    let warnings = warnings.finish();
    if !warnings.is_empty() {
        eprintln!("\nLet op ({}):", warnings.len());
    }
    for Warned { file, warning, .. } in warnings {
        eprintln!("  {file}: {warning}");
    }
    Ok(Exit::AllPublished)
}

fn add(dossiers: &mut BTreeMap<String, Dossier>, document: &DocumentRecord) {
    let dossier = dossiers.entry(document.dossier.clone()).or_default();
    let all = document.grounds.iter().map(|count| count.count).sum();
    dossier.outcomes.entry(document.outcome).or_default().add(document, all);
    for count in &document.grounds {
        dossier
            .grounds
            .entry(count.ground)
            .or_default()
            .add(document, count.count);
    }
}

fn write(rows: &mut Rows, dossiers: &BTreeMap<String, Dossier>) -> std::io::Result<()> {
    for (name, dossier) in dossiers {
        for (outcome, count) in &dossier.outcomes {
            rows.row(cells(name, "", words::outcome(*outcome), count))?;
        }
        for (ground, count) in &dossier.grounds {
            rows.row(cells(name, ground.code(), ground.name(), count))?;
        }
    }
    Ok(())
}

fn cells(dossier: &str, ground: &str, name: &str, count: &Count) -> Vec<String> {
    vec![
        dossier.to_owned(),
        ground.to_owned(),
        name.to_owned(),
        count.documents.to_string(),
        count.pages.to_string(),
        count.redactions.to_string(),
    ]
}
