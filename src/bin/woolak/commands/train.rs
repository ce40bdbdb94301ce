//! `woolak train`: learns the tagger's model from labelled documents, or tries how good it would be.

use super::Failure;
use crate::cli::TrainArgs;
use crate::exit::Exit;
use std::path::Path;
use woolak::detect::train::{Labelled, Names, Report, cross_validate, train};

/// Carries the command out.
pub fn learn(arguments: &TrainArgs) -> Result<Exit, Failure> {
    let labelled = read(&arguments.documents)?;
    let wrong = |error: woolak::detect::train::CorpusError| Failure::new(error.to_string());
    if let Some(folds) = arguments.cross_validate {
        show(&cross_validate(&labelled, &Names::builtin(), usize::from(folds)).map_err(wrong)?);
    }
    if let Some(out) = &arguments.out {
        let model = train(&labelled, &Names::builtin()).map_err(wrong)?;
        std::fs::write(out, &model).map_err(|error| Failure::new(format!("{}: {error}", out.display())))?;
        println!(
            "{} documenten, {} bytes: {}",
            labelled.len(),
            model.len(),
            out.display()
        );
    }
    Ok(Exit::AllPublished)
}

/// The `.txt` files of a folder in the order of their names.
fn read(folder: &Path) -> Result<Vec<Labelled>, Failure> {
    let failure = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        paths.push(entry.map_err(failure)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    if paths.is_empty() {
        return Err(Failure::new(format!(
            "{}: geen gelabelde documenten (.txt)",
            folder.display()
        )));
    }
    paths
        .iter()
        .map(|path| {
            let contents = std::fs::read_to_string(path);
            let contents = contents.map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Labelled { name, contents })
        })
        .collect()
}

fn show(report: &Report) {
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!("{:14} {:>9} {:>9} {:>8}", "woorden", "precisie", "vondst", "aantal");
    for (label, figures) in report.labels() {
        let (precision, recall) = (share(figures.right, figures.given), share(figures.right, figures.gold));
        println!("{label:14} {precision:>8.1}% {recall:>8.1}% {:>8}", figures.gold);
    }
    let (found, all) = report.mentions();
    println!(
        "namen van personen geheel gevonden: {found} van {all} ({:.1}%)",
        share(found, all)
    );
}
