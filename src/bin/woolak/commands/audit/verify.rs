//! `woolak audit verify`: are the log and the published documents still as they were written?

use super::lines::{Line, for_each_line};
use super::{Failure, log_path};
use crate::exit::Exit;
use crate::store::{LOG, SIGNATURE, Signed, check_signature, digest, fault, public_key};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use woolak::audit::{Checker, DocumentRecord, Looked};

/// Carries the command out: faults on stdout, one line each.
pub fn verify(folder: &Path, key: Option<&Path>) -> Result<Exit, Failure> {
    let (remark, unsigned) = match signature(folder, key)? {
        Ok(remark) => (remark, None),
        Err(fault) => (None, Some(fault)),
    };
    let mut checker = Checker::default();
    let mut outputs = Outputs {
        folder: folder.is_dir().then(|| folder.to_owned()),
        known: BTreeSet::new(),
        faults: Vec::new(),
    };
    let mut documents = 0;
    let look = |line: Line<'_>| Looked::at(line.before, line.text);
    for_each_line(folder, look, |line, looked| {
        if let Some(document) = checker.line(line.text, looked) {
            documents += 1;
            outputs.check(&document);
        }
    })?;
    outputs.strangers();
    let mut faults: Vec<String> = checker.finish().iter().map(ToString::to_string).collect();
    faults.append(&mut outputs.faults);
    faults.extend(unsigned);
    if faults.is_empty() {
        println!(
            "Het logboek is ongeschonden: {documents} documenten, {} gepubliceerde bestanden gecontroleerd.",
            outputs.known.len()
        );
        if let Some(remark) = remark {
            println!("{remark}");
        }
        return Ok(Exit::AllPublished);
    }
    for fault in &faults {
        println!("{fault}");
    }
    println!("Het logboek of de uitvoer is gewijzigd: {} bevindingen.", faults.len());
    Ok(Exit::Failed)
}

/// What is wrong with the log's signature, or what may be said of it.
fn signature(folder: &Path, key: Option<&Path>) -> Result<Result<Option<String>, String>, Failure> {
    let log = log_path(folder);
    let Some(key) = key else {
        let unchecked = "Het is ondertekend; geef de openbare sleutel met --public-key om dat te controleren.";
        return Ok(Ok(log.with_file_name(SIGNATURE).exists().then(|| unchecked.to_owned())));
    };
    let key = public_key(key).map_err(Failure::new)?;
    Ok(match check_signature(&log, &key) {
        Signed::Intact => Ok(Some("De ondertekening klopt.".to_owned())),
        Signed::No => Err("het logboek is niet ondertekend".to_owned()),
        Signed::Broken => Err("de ondertekening is niet van deze sleutel of niet van dit logboek".to_owned()),
    })
}

/// The published files beside the log; a log that stands alone is checked without them.
struct Outputs {
    folder: Option<PathBuf>,
    known: BTreeSet<PathBuf>,
    faults: Vec<String>,
}

impl Outputs {
    fn check(&mut self, document: &DocumentRecord) {
        let (Some(folder), Some(output)) = (&self.folder, &document.output) else {
            return;
        };
        let path = folder.join(output);
        match digest(&path) {
            Ok(digest) if Some(digest) == document.output_sha256 => {}
            Ok(_) => self.faults.push(format!(
                "{output}: het gepubliceerde bestand is verwisseld of gewijzigd"
            )),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.faults
                    .push(format!("{output}: het gepubliceerde bestand ontbreekt"));
            }
            Err(error) => self.faults.push(format!("{output}: niet te lezen: {}", fault(&error))),
        }
        self.known.insert(path);
    }

    /// Files in the output folder that the log does not know.
    fn strangers(&mut self) {
        let Some(folder) = &self.folder else { return };
        let visible = |entry: &walkdir::DirEntry| entry.file_name() != crate::store::PRIVATE;
        for entry in WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(visible)
        {
            let Ok(entry) = entry else { continue };
            let is_log = [LOG, SIGNATURE].iter().any(|name| entry.path() == folder.join(name));
            if entry.file_type().is_file() && !is_log && !self.known.contains(entry.path()) {
                let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                self.faults
                    .push(format!("{}: dit bestand staat niet in het logboek", name.display()));
            }
        }
    }
}
