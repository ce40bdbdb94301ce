//! `woolak verify`: what can still be found in redacted PDFs, whichever program made them. It changes no file.

use super::{Failure, sources};
use crate::cli::{SummaryFormat, VerifyArgs};
use crate::exit::Exit;
use crate::store::fault;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use woolak::pdf::SourcePdf;
use woolak::redact::inspect::{Exposure, Search, inspect};
use woolak::text::Sensitive;

/// What one file gave.
type Inspected = Result<Vec<Exposure>, String>;

/// Carries the command out.
pub fn verify(arguments: &VerifyArgs) -> Result<Exit, Failure> {
    let names = names(arguments.names.as_deref())?;
    let passwords = sources::passwords(&arguments.passwords)?;
    let against = arguments
        .against
        .as_deref()
        .map(|path| original(path, &passwords))
        .transpose()?;
    let search = Search {
        names: &names,
        against: against.as_ref(),
        passwords: &passwords,
    };
    let mut exit = Exit::AllPublished;
    let mut documents = Vec::new();
    for path in &arguments.files {
        let found = read(path).and_then(|bytes| inspect(&bytes, search).map_err(|error| error.to_string()));
        exit = exit.and(match &found {
            Ok(found) if found.is_empty() => Exit::AllPublished,
            Ok(_) => Exit::NeedsReview,
            Err(_) => Exit::Failed,
        });
        match arguments.format {
            SummaryFormat::Text => tell(path, &found),
            SummaryFormat::Json => documents.push(record(path, &found)),
        }
    }
    if arguments.format == SummaryFormat::Json {
        println!("{}", Value::Array(documents));
    }
    Ok(exit)
}

fn names(list: Option<&Path>) -> Result<Vec<Sensitive>, Failure> {
    let words = list.map(sources::read).transpose()?.unwrap_or_default();
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(Sensitive::new).collect())
}

fn original(path: &Path, passwords: &[Sensitive]) -> Result<SourcePdf, Failure> {
    let failure = |cause: String| Failure::new(format!("{}: {cause}", path.display()));
    let bytes = read(path).map_err(failure)?;
    SourcePdf::open(&bytes, passwords).map_err(|error| failure(error.to_string()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| fault(&error).to_string())
}

fn tell(path: &Path, found: &Inspected) {
    let path = path.display();
    match found {
        Err(cause) => println!("{path}: {cause}"),
        Ok(found) if found.is_empty() => println!("{path}: niets gevonden"),
        Ok(found) => {
            println!("{path}: {} bevindingen", found.len());
            for exposure in found {
                println!("  {}{} ({})", page(exposure), exposure.channel, exposure.channel.code());
            }
        }
    }
}

fn page(exposure: &Exposure) -> String {
    exposure.page.map_or(String::new(), |page| {
        let place = exposure.place.map_or(String::new(), |place| {
            format!(" bij {:.0}, {:.0} pt", place.x0, place.y0)
        });
        format!("pagina {}{place}: ", page + 1)
    })
}

fn record(path: &Path, found: &Inspected) -> Value {
    let file = path.display().to_string();
    match found {
        Err(cause) => json!({ "file": file, "error": cause }),
        Ok(found) => {
            let findings: Vec<Value> = found
                .iter()
                .map(|exposure| {
                    json!({
                        "channel": exposure.channel.code(),
                        "page": exposure.page.map(|page| page + 1),
                        "place": exposure.place.map(|place| [place.x0, place.y0, place.x1, place.y1]),
                        "message": exposure.channel.to_string(),
                    })
                })
                .collect();
            json!({ "file": file, "findings": findings })
        }
    }
}
