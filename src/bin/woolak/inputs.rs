//! Which documents a command is about: files, folders and globs become a sorted list. It reads no document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use woolak::pipeline::Format;

/// The format that a file name promises.
fn format_of(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "pdf" => Some(Format::Pdf),
        "txt" | "md" => Some(Format::Text),
        _ => None,
    }
}

/// Documents that share one register of persons: those of one folder, or of the whole command with `--dossier`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dossier {
    /// What tells it apart from other dossiers: the folder's real path, or the given name.
    key: PathBuf,
    /// Its short name, which may hold personal data.
    pub name: String,
}

impl Dossier {
    /// The dossier of a document by default: the folder it lies in.
    fn folder_of(path: &Path) -> Self {
        let key = absolute(path).parent().map(Path::to_owned).unwrap_or_default();
        let name = key.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { key, name }
    }

    /// The dossier of that name.
    pub fn named(name: &str) -> Self {
        Self {
            key: PathBuf::from(name),
            name: name.to_owned(),
        }
    }
}

/// One document to be redacted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Its place under the output folder.
    pub relative: PathBuf,
    /// The dossier whose register of persons it shares.
    pub dossier: Dossier,
    /// Where it lies.
    pub path: PathBuf,
    /// How it is read.
    pub format: Format,
}

/// Why an argument gave no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// No such file or folder.
    Missing,
    /// Not pdf, txt or md.
    UnknownFormat,
    /// A folder without a document.
    EmptyFolder,
    /// A glob that matches nothing.
    NoMatch,
    /// A folder or file that may not be read.
    Unreadable,
    /// Another document of this run has the same place under the output folder.
    SameName,
    /// The output would overwrite the input.
    OutputIsInput,
}

/// An argument that gave no document, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The argument or file.
    pub path: PathBuf,
    /// Why.
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.kind {
            ProblemKind::Missing => write!(f, "{path}: bestaat niet"),
            ProblemKind::UnknownFormat => write!(f, "{path}: geen pdf-, txt- of md-bestand"),
            ProblemKind::EmptyFolder => write!(f, "{path}: in deze map staat geen pdf-, txt- of md-bestand"),
            ProblemKind::NoMatch => write!(f, "{path}: geen enkel bestand past bij dit patroon"),
            ProblemKind::Unreadable => write!(f, "{path}: niet leesbaar (toegang geweigerd of leesfout)"),
            ProblemKind::SameName => write!(
                f,
                "{path}: een ander document in deze opdracht krijgt dezelfde naam in de uitvoermap; dit document is overgeslagen"
            ),
            ProblemKind::OutputIsInput => write!(
                f,
                "{path}: de uitvoermap is gelijk aan of ligt in de invoer; kies een andere map na --out"
            ),
        }
    }
}

/// The documents of a command in the order of their place under the output folder, and what gave none.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Documents, one per place under the output folder.
    pub inputs: Vec<Input>,
    /// Arguments and files that gave no document.
    pub problems: Vec<Problem>,
    /// Files in the folders that are of another format, and were passed over.
    pub skipped: usize,
}

/// Finds the documents that the arguments name; the output folder `out` is never read as input.
pub fn collect(arguments: &[PathBuf], out: &Path, dossier: Option<&str>) -> Collected {
    let mut collector = Collector {
        out: absolute(out),
        dossier,
        found: BTreeMap::new(),
        problems: BTreeSet::new(),
        skipped: 0,
    };
    for argument in arguments {
        collector.argument(argument);
    }
    Collected {
        inputs: collector.found.into_values().collect(),
        problems: collector.problems.into_iter().collect(),
        skipped: collector.skipped,
    }
}

struct Collector<'a> {
    out: PathBuf,
    dossier: Option<&'a str>,
    found: BTreeMap<PathBuf, Input>,
    problems: BTreeSet<Problem>,
    skipped: usize,
}

impl Collector<'_> {
    fn problem(&mut self, path: &Path, kind: ProblemKind) {
        self.problems.insert(Problem {
            path: path.to_owned(),
            kind,
        });
    }

    fn argument(&mut self, path: &Path) {
        if path.is_dir() {
            return self.folder(path);
        }
        if path.exists() {
            return self.single(path);
        }
        match path.to_str() {
            Some(pattern) if pattern.contains(['*', '?', '[']) => self.pattern(pattern),
            _ => self.problem(path, ProblemKind::Missing),
        }
    }

    fn single(&mut self, path: &Path) {
        if !path.is_file() {
            return self.problem(path, ProblemKind::Unreadable);
        }
        let Some(format) = format_of(path) else {
            return self.problem(path, ProblemKind::UnknownFormat);
        };
        let Some(name) = path.file_name() else {
            return self.problem(path, ProblemKind::Missing);
        };
        self.add(path, Path::new(name), format);
    }

    fn pattern(&mut self, pattern: &str) {
        let Ok(paths) = glob::glob(pattern) else {
            return self.problem(Path::new(pattern), ProblemKind::NoMatch);
        };
        let mut any = false;
        for path in paths {
            any = true;
            match path {
                Ok(path) if path.is_dir() => self.folder(&path),
                Ok(path) if format_of(&path).is_none() => self.skipped += 1,
                Ok(path) => self.single(&path),
                Err(error) => self.problem(error.path(), ProblemKind::Unreadable),
            }
        }
        if !any {
            self.problem(Path::new(pattern), ProblemKind::NoMatch);
        }
    }

    fn folder(&mut self, folder: &Path) {
        if self.out.starts_with(absolute(folder)) {
            return self.problem(folder, ProblemKind::OutputIsInput);
        }
        let mut any = false;
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            match entry {
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(entry) => match format_of(entry.path()) {
                    Some(format) => {
                        any = true;
                        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
                        self.add(entry.path(), &relative, format);
                    }
                    None => self.skipped += 1,
                },
                Err(error) => {
                    any = true;
                    self.problem(error.path().unwrap_or(folder), ProblemKind::Unreadable);
                }
            }
        }
        if !any {
            self.problem(folder, ProblemKind::EmptyFolder);
        }
    }

    fn add(&mut self, path: &Path, relative: &Path, format: Format) {
        if absolute(path) == self.out.join(relative) {
            return self.problem(path, ProblemKind::OutputIsInput);
        }
        if let Some(other) = self.found.get(relative) {
            if absolute(&other.path) != absolute(path) {
                self.problem(path, ProblemKind::SameName);
            }
            return;
        }
        let dossier = match self.dossier {
            Some(name) => Dossier::named(name),
            None => Dossier::folder_of(path),
        };
        self.found.insert(
            relative.to_owned(),
            Input {
                relative: relative.to_owned(),
                dossier,
                path: path.to_owned(),
                format,
            },
        );
    }
}

/// The path without links and dots as far as it exists, so that two spellings of one place are equal.
fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if parent.as_os_str().is_empty() => absolute(Path::new(".")).join(name),
        (Some(parent), Some(name)) => absolute(parent).join(name),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("temporary folder");
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            fs::write(path, "tekst").expect("file");
        }
        dir
    }

    fn names(collected: &Collected) -> Vec<String> {
        let name = |input: &Input| input.relative.display().to_string();
        collected.inputs.iter().map(name).collect()
    }

    #[test]
    fn folders_are_walked_and_keep_their_layout() {
        let dir = folder(&["b.md", "a/2.pdf", "a/1.TXT", "a/x.docx"]);
        let collected = collect(&[dir.path().to_owned()], Path::new("/nergens/uit"), None);
        assert_eq!(names(&collected), ["a/1.TXT", "a/2.pdf", "b.md"]);
        assert_eq!(collected.skipped, 1);
        assert_eq!(collected.inputs[0].dossier, collected.inputs[1].dossier);
        assert_ne!(collected.inputs[0].dossier, collected.inputs[2].dossier);
    }

    #[test]
    fn what_gives_no_document_is_told_apart() {
        let dir = folder(&["leeg/x.docx", "a.docx"]);
        let arguments = [
            dir.path().join("weg.pdf"),
            dir.path().join("*.md"),
            dir.path().join("leeg"),
            dir.path().join("a.docx"),
        ];
        let collected = collect(&arguments, Path::new("/nergens/uit"), None);
        let mut kinds: Vec<_> = collected.problems.iter().map(|problem| problem.kind).collect();
        kinds.sort();
        assert_eq!(
            kinds,
            [
                ProblemKind::Missing,
                ProblemKind::UnknownFormat,
                ProblemKind::EmptyFolder,
                ProblemKind::NoMatch
            ]
        );
    }

    #[test]
    fn the_same_name_twice_loses_nothing_silently() {
        let dir = folder(&["a/x.txt", "b/x.txt"]);
        let arguments = [
            dir.path().join("a/x.txt"),
            dir.path().join("b/x.txt"),
            dir.path().join("b/../a/x.txt"),
        ];
        let collected = collect(&arguments, Path::new("/nergens/uit"), None);
        assert_eq!(names(&collected), ["x.txt"]);
        assert_eq!(collected.problems.len(), 1);
        assert_eq!(collected.problems[0].kind, ProblemKind::SameName);
    }

    #[test]
    fn an_output_folder_in_or_equal_to_the_input_is_refused() {
        let dir = folder(&["x.txt"]);
        for out in [dir.path().to_owned(), dir.path().join("uit/diep")] {
            let collected = collect(&[dir.path().to_owned()], &out, None);
            assert_eq!(collected.problems[0].kind, ProblemKind::OutputIsInput);
        }
        let file = collect(&[dir.path().join("x.txt")], dir.path(), None);
        assert_eq!(file.problems[0].kind, ProblemKind::OutputIsInput);
    }
}
