//! `woolak audit list` and `show`: findings of a log, filtered, one row each.

use super::lines::{Line, for_each_line};
use super::table::Rows;
use super::{Failure, for_each_record};
use crate::cli::{Filters, RowFormat};
use crate::commands::words;
use crate::exit::Exit;
use std::path::Path;
use woolak::audit::{DocumentRecord, FindingRecord, Record, RulingKind};
use woolak::decide::By;

const HEADER: &[&str] = &[
    "document",
    "nr",
    "pagina",
    "soort",
    "besluit",
    "grond",
    "regel",
    "zekerheid",
    "door",
    "persoon",
    "kenmerk",
];

/// Lists the findings that pass the filters; `file` keeps to one document.
pub fn list(folder: &Path, filters: &Filters, file: Option<&str>, format: RowFormat) -> Result<Exit, Failure> {
    let mut rows = Rows::new(format, HEADER);
    let mut result = Ok(());
    let layout = rows.layout();
    let look = |line: Line<'_>| match Record::read(line.text) {
        Some(Record::Finding(finding)) if file.is_none_or(|file| file == finding.file) && passes(&finding, filters) => {
            Some(layout.row(cells(*finding)))
        }
        _ => None,
    };
    for_each_line(folder, look, |_, row| {
        if let (Ok(()), Some(row)) = (&result, row) {
            result = row.and_then(|row| rows.add(row));
        }
    })?;
    result.and_then(|()| rows.finish()).or_else(super::closed_pipe)?;
    Ok(Exit::AllPublished)
}

/// Shows one document: its record and its findings.
pub fn show(folder: &Path, file: &str, format: RowFormat) -> Result<Exit, Failure> {
    let mut found = None;
    for_each_record(folder, |record| match record {
        Record::Document(document) if document.file == file => found = Some(document),
        _ => {}
    })?;
    let Some(document) = found else {
        return Err(Failure::new(format!("het logboek kent geen document {file}")));
    };
    if format == RowFormat::Table {
        describe(&document);
    }
    list(folder, &Filters::default(), Some(file), format)
}

fn describe(document: &DocumentRecord) {
    let judgement = document.judgement.map_or("geen", words::judgement);
    println!("Document     {}", document.file);
    println!("Dossier      {}", document.dossier);
    println!("Uitkomst     {}", words::outcome(document.outcome));
    println!("Beoordeling  {judgement}");
    println!("Bladzijden   {}", document.pages);
    println!("Gelakt       {}% van de tekst", document.withheld_percent);
    for count in &document.grounds {
        println!(
            "             {:4} × {} {}",
            count.count,
            count.ground,
            count.ground.name()
        );
    }
    for file in &document.attachments {
        let fate = if file.kind.document().is_some() {
            "eigen document in het logboek"
        } else {
            "niet gepubliceerd"
        };
        println!("Bijlage {:4} {} ({fate})", file.number, words::attachment(file.kind));
    }
    for cause in &document.causes {
        let weight = if cause.blocks {
            "houdt tegen"
        } else {
            "ter kennisneming"
        };
        println!("Oorzaak      {} ({weight})", cause.code);
    }
    println!();
}

fn passes(finding: &FindingRecord, filters: &Filters) -> bool {
    let reviewer = matches!(finding.by, By::Reviewer(_));
    filters.ground.is_none_or(|ground| finding.ground == Some(ground))
        && filters.rule.as_ref().is_none_or(|rule| finding.rule.as_str() == rule)
        && filters
            .kind
            .as_ref()
            .is_none_or(|kind| words::kind(finding.kind) == kind)
        && filters
            .confidence
            .is_none_or(|confidence| finding.confidence == confidence.into())
        && filters
            .by
            .is_none_or(|by| reviewer == (by == crate::cli::Decider::Beoordelaar))
        && filters.ruling.is_none_or(|ruling| finding.ruling == ruling.into())
}

fn cells(finding: FindingRecord) -> Vec<String> {
    let place = match finding.line {
        Some(line) => format!("{} r{line}", finding.page),
        None => finding.page.to_string(),
    };
    let ruling = match finding.ruling {
        RulingKind::Redact => "gelakt",
        RulingKind::Keep => "openbaar",
    };
    let reason = match (finding.ground, finding.keep) {
        (Some(ground), _) => ground.to_string(),
        (None, Some(keep)) => words::keep(keep).to_owned(),
        (None, None) => String::new(),
    };
    let by = match finding.by {
        By::Rule => "regel".to_owned(),
        By::Reviewer(name) => name,
    };
    vec![
        finding.file,
        finding.number.to_string(),
        place,
        words::kind(finding.kind).to_owned(),
        ruling.to_owned(),
        reason,
        finding.rule.to_string(),
        words::confidence(finding.confidence).to_owned(),
        by,
        finding.person.as_str().to_owned(),
        finding.evidence.as_str().to_owned(),
    ]
}
