//! `woolak report`: one readable page per dossier for people without a terminal, made from the log alone.

mod dossier;
mod html;
mod page;

use super::audit::{bounds, for_each_record};
use super::{Failure, words};
use crate::cli::ReportArgs;
use crate::exit::Exit;
use crate::store::fault;
use dossier::{Dossier, Dossiers};
use std::fs;
use std::path::{Path, PathBuf};
use woolak::audit::{Record, Warnings};

/// Carries the command out.
pub fn report(arguments: &ReportArgs) -> Result<Exit, Failure> {
    let mut dossiers = Dossiers::default();
    let mut warnings = Warnings::new(bounds(&arguments.bounds)?);
    let mut run = None;
    for_each_record(&arguments.log.folder, |record| match record {
        Record::Document(document) => {
            warnings.document(&document);
            dossiers.document(*document);
        }
        Record::Finding(finding) => {
            warnings.finding(&finding);
            dossiers.finding(&finding);
        }
        Record::Run(last) => run = Some(last),
    })?;
    let mut dossiers = dossiers.finish(warnings.finish());
    if let Some(name) = &arguments.dossier {
        dossiers.retain(|dossier| dossier.name == *name);
    }
    let places = places(&arguments.out, &dossiers)?;
    for (dossier, path) in dossiers.iter().zip(&places) {
        let page = page::page(dossier, run.as_ref());
        fs::write(path, page).map_err(|error| Failure::new(format!("{}: {}", path.display(), fault(&error))))?;
        println!("{}", path.display());
    }
    Ok(Exit::AllPublished)
}

/// Where the pages go: a file for one dossier, or a folder with a file for each.
fn places(out: &Path, dossiers: &[Dossier]) -> Result<Vec<PathBuf>, Failure> {
    if dossiers.is_empty() {
        return Err(Failure::new("het logboek kent dit dossier niet, of is leeg"));
    }
    let is_page = out.extension().is_some_and(|extension| extension == "html");
    if is_page && dossiers.len() == 1 {
        return Ok(vec![out.to_owned()]);
    }
    if is_page {
        return Err(Failure::new(format!(
            "het logboek heeft {} dossiers; geef na --out een map, of kies er een met --dossier",
            dossiers.len()
        )));
    }
    fs::create_dir_all(out).map_err(|error| Failure::new(format!("{}: {}", out.display(), fault(&error))))?;
    let mut taken = std::collections::BTreeSet::new();
    let place = |dossier: &Dossier| {
        let wanted = file_name(&dossier.name);
        let names = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}-{number}")));
        let name = names
            .into_iter()
            .find(|name| taken.insert(name.clone()))
            .unwrap_or(wanted);
        out.join(format!("{name}.html"))
    };
    Ok(dossiers.iter().map(place).collect())
}

/// A dossier's name as a file name.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || letter == '.' {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let plain = plain.trim_matches(['-', '.']).to_owned();
    if plain.is_empty() { "dossier".to_owned() } else { plain }
}
