//! The file of proposals and decisions on disk: for its owner alone, never written over. It judges nothing.

use super::fault;
use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use woolak::audit::Digest;
use woolak::pipeline::Decisions;

/// Writes the file; what a reviewer may have worked on already is not overwritten.
///
/// # Errors
/// One Dutch sentence.
pub fn write_decisions(path: &Path, decisions: &Decisions) -> Result<(), String> {
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                let path = path.display();
                format!("{path}: dit bestand bestaat al en kan beslissingen bevatten; kies een andere naam")
            }
            _ => format!("{}: {}", path.display(), fault(&error)),
        })?;
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(&file);
        serde_json::to_writer_pretty(&mut out, decisions)?;
        out.write_all(b"\n")?;
        out.flush()?;
        file.sync_all()
    };
    write().map_err(|error| {
        // Half a file would look like decisions.
        let _ = fs::remove_file(path);
        format!("{}: {}", path.display(), fault(&error))
    })
}

/// Reads the file and its digest.
///
/// # Errors
/// One Dutch sentence without a word of the file.
pub fn read_decisions(path: &Path) -> Result<(Decisions, Digest), String> {
    let shown = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{shown}: {}", fault(&error)))?;
    let decisions: Decisions = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("{shown}, regel {line}, teken {column}: dit hoort niet in een bestand met beslissingen")
    })?;
    if decisions.schema != woolak::pipeline::DECISIONS_SCHEMA {
        return Err(format!("{shown}: van een andere versie van woolak; scan opnieuw"));
    }
    Ok((decisions, Digest::of(&bytes)))
}
