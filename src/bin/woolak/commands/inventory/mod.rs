//! `woolak inventory`: the inventory list (inventarislijst, productierapport) of an output folder, from its log and
//! from the heads of the published documents themselves.

mod diwoo;
mod row;
mod sidecar;
mod xlsx;

use super::Failure;
use super::audit::{csv_line, for_each_record};
use crate::cli::{InventoryArgs, InventoryFormat};
use crate::exit::Exit;
use crate::store::{fault, read_bounded};
use row::Row;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use woolak::audit::{DocumentRecord, OutcomeKind, Record};
use woolak::pipeline::{self, Format, Head, Source, Unwatched};

/// Carries the command out.
pub fn inventory(arguments: &InventoryArgs) -> Result<Exit, Failure> {
    let sidecar = sidecar::read(arguments.sidecar.as_deref())?;
    let mut documents = Vec::new();
    let mut held = Vec::new();
    for_each_record(&arguments.folder, |record| {
        if let Record::Document(document) = record {
            match document.outcome {
                OutcomeKind::Published => documents.push(*document),
                _ => held.push(document.file),
            }
        }
    })?;
    let mut ids = row::Ids::default();
    let mut remarks = Vec::new();
    let rows: Vec<Row> = documents
        .iter()
        .map(|document| {
            let head = head(&arguments.folder, document);
            Row::new(
                document,
                head,
                arguments,
                sidecar.get(&document.file),
                &mut ids,
                &mut remarks,
            )
        })
        .collect();
    write(&rows, arguments)?;
    if arguments.format == InventoryFormat::Xlsx {
        let bytes = fs::metadata(&arguments.out).map_or(0, |written| written.len());
        remarks.extend(xlsx::excess(rows.len(), bytes));
    }
    for file in &held {
        eprintln!("{file}: niet gepubliceerd en daarom niet in de lijst");
    }
    for remark in &remarks {
        eprintln!("{remark}");
    }
    Ok(if held.is_empty() {
        Exit::AllPublished
    } else {
        Exit::NeedsReview
    })
}

/// The head of a published document, empty where it cannot be read.
fn head(folder: &Path, document: &DocumentRecord) -> Head {
    let Some(output) = &document.output else {
        return Head::default();
    };
    let format = if output.ends_with(".pdf") {
        Format::Pdf
    } else {
        Format::Text
    };
    let Ok(bytes) = read_bounded(&folder.join(output)) else {
        return Head::default();
    };
    let source = Source {
        format,
        bytes: &bytes,
        passwords: &[],
        brief: None,
        watch: &Unwatched,
    };
    pipeline::head(source).unwrap_or_default()
}

fn write(rows: &[Row], arguments: &InventoryArgs) -> Result<(), Failure> {
    let out = &arguments.out;
    let failure = |error: &std::io::Error| Failure::new(format!("{}: {}", out.display(), fault(error)));
    match arguments.format {
        InventoryFormat::Xlsx => xlsx::write(rows, out),
        InventoryFormat::Diwoo => diwoo::write(rows, out, arguments),
        InventoryFormat::Csv => {
            let mut bytes = Vec::new();
            csv_line(&mut bytes, &row::HEADER.map(str::to_owned)).map_err(|error| failure(&error))?;
            for row in rows {
                csv_line(&mut bytes, &row.cells()).map_err(|error| failure(&error))?;
            }
            fs::write(out, bytes).map_err(|error| failure(&error))
        }
        InventoryFormat::Json => {
            let file = fs::File::create(out).map_err(|error| failure(&error))?;
            let mut file = BufWriter::new(file);
            serde_json::to_writer_pretty(&mut file, rows).map_err(|error| failure(&error.into()))?;
            file.write_all(b"\n")
                .and_then(|()| file.flush())
                .map_err(|error| failure(&error))
        }
    }
}
