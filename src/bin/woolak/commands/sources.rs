//! Rules, terms and passwords from disk. It reads files and hands their words to the library.

use super::{Failure, ner};
use crate::cli::{PasswordArgs, RuleArgs};
use crate::store::fault;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use woolak::detect::is_model;
use woolak::rules::{RuleFile, RuleSet};
use woolak::text::Sensitive;

/// A model of the tagger in a folder of rules takes the place of the built-in one.
const MODEL: &str = "tagger.model";

/// The built-in rules with those of the user; a model of names that comes with them runs on so many threads.
pub fn rules(arguments: &RuleArgs, threads: NonZeroUsize) -> Result<RuleSet, Failure> {
    let mut set = RuleSet::builtin();
    if let Some(folder) = &arguments.rules {
        let mut files = Vec::new();
        let model = folder.join(MODEL);
        if model.is_file() {
            set = set.with_model(read_model(&model)?);
        }
        for path in rule_files(folder)? {
            files.push(RuleFile {
                name: path.display().to_string(),
                contents: read(&path)?,
            });
        }
        set = set.with(&files)?;
    }
    if let Some(path) = &arguments.terms {
        let file = RuleFile {
            name: path.display().to_string(),
            contents: read(path)?,
        };
        set = set.with_terms(&file)?;
    }
    if let Some(folder) = &arguments.ner_model {
        set = set.with_recogniser(ner::model(folder, threads)?);
    }
    Ok(set)
}

fn read_model(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::new(format!("{}: {}", path.display(), fault(&error))))?;
    match is_model(&bytes) {
        true => Ok(bytes),
        false => Err(Failure::new(format!(
            "{}: dit is geen taalmodel van woolak train",
            path.display()
        ))),
    }
}

fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |error| Failure::new(format!("{}: {}", folder.display(), fault(&error)));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    if files.is_empty() && !folder.join(MODEL).is_file() {
        let folder = folder.display();
        return Err(Failure::new(format!("{folder}: in deze map staat geen regel (.toml)")));
    }
    files.sort();
    Ok(files)
}

/// A text file's words.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::new(format!("{}: {}", path.display(), fault(&error))))
}

/// Passwords from the command line and from a file with one on each line.
pub fn passwords(arguments: &PasswordArgs) -> Result<Vec<Sensitive>, Failure> {
    let mut passwords: Vec<Sensitive> = arguments.password.iter().map(Sensitive::new).collect();
    if let Some(path) = &arguments.password_file {
        let words = read(path)?;
        passwords.extend(words.lines().filter(|line| !line.is_empty()).map(Sensitive::new));
    }
    Ok(passwords)
}
