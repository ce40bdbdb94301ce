//! `woolak audit`: reading a log. It streams, so that a log of a million records needs little memory.

mod diff;
mod list;
mod summary;
mod table;
mod verify;

pub use table::csv as csv_line;

use super::{Failure, calendar};
use crate::cli::{AuditCommand, BoundArgs};
use crate::exit::Exit;
use crate::store::{LOG, fault};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use woolak::audit::Bounds;

/// Carries the command out.
pub fn audit(command: &AuditCommand) -> Result<Exit, Failure> {
    match command {
        AuditCommand::Schema => {
            print!("{}", woolak::audit::JSON_SCHEMA);
            Ok(Exit::AllPublished)
        }
        AuditCommand::Verify { log, public_key } => verify::verify(&log.folder, public_key.as_deref()),
        AuditCommand::Summary {
            log,
            rows,
            bounds: arguments,
        } => summary::summary(&log.folder, bounds(arguments)?, rows.format),
        AuditCommand::List { log, filters, rows } => list::list(&log.folder, filters, None, rows.format),
        AuditCommand::Show { log, file, rows } => list::show(&log.folder, file, rows.format),
        AuditCommand::Diff { before, after, rows } => diff::diff(before, after, rows.format),
    }
}

/// What warnings go by: the share of a page that is much, and the day of the decision.
pub fn bounds(arguments: &BoundArgs) -> Result<Bounds, Failure> {
    Ok(Bounds {
        heavy_percent: arguments.heavy,
        five_years_ago: calendar::five_years_before(arguments.on.as_deref())?,
    })
}

/// The log of an output folder, or the log itself.
pub fn log_path(place: &Path) -> PathBuf {
    if place.is_dir() {
        place.join(LOG)
    } else {
        place.to_owned()
    }
}

/// Calls `each` with every line of a log, without its line break.
pub fn for_each_line(place: &Path, mut each: impl FnMut(&str)) -> Result<(), Failure> {
    let path = log_path(place);
    let failure = |error: &std::io::Error| Failure::new(format!("{}: {}", path.display(), fault(error)));
    let mut reader = BufReader::with_capacity(1 << 20, File::open(&path).map_err(|error| failure(&error))?);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes).map_err(|error| failure(&error))? == 0 {
            return Ok(());
        }
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        each(std::str::from_utf8(line).unwrap_or_default());
    }
}

/// A reader that closes its end, such as `head`, has seen what it wanted.
fn closed_pipe(error: std::io::Error) -> Result<(), Failure> {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(Failure::new(format!("stdout: {}", fault(&error)))),
    }
}
