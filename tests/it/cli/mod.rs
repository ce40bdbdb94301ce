//! The program as its users run it: arguments, files, exit codes, messages. One file per subject.

mod attachments;
mod audit;
mod bad_input;
mod batch;
mod crash;
mod decisions;
mod disk;
mod isolation;
mod log;
mod ner;
mod pdf;
mod report;
mod scale;
mod stream;
mod train;
mod verify;

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder for one test, with documents about invented people.
pub struct Bench {
    dir: TempDir,
}

/// A memo with an official's numbers.
pub const MEMO: &str = "Telefoon: 06-12345678\nBSN: 111222333\nDatum: 23 februari 2023\n\nDe minister gaat akkoord.\n";

impl Bench {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("temporary folder"),
        }
    }

    /// With documents: name and contents.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let bench = Self::new();
        for (name, contents) in files {
            bench.write(name, contents);
        }
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(path, contents).expect("file");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("readable file")
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    /// Runs `woolak` in this folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command().args(arguments))
    }

    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("woolak").expect("built program");
        command.current_dir(self.dir.path());
        command.env("XDG_CACHE_HOME", self.dir.path().join(".cache"));
        command
    }
}

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("program runs");
        Self {
            code: output.status.code().expect("ends by itself"),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
