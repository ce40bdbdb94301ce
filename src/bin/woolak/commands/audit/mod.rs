//! `woolak audit`: reading a log. It streams, so that a log of a million records needs little memory.

mod diff;
mod lines;
mod list;
mod summary;
mod table;
mod verify;

pub use lines::for_each_record;
pub use table::csv as csv_line;

use super::{Failure, calendar};
use crate::cli::{AuditCommand, BoundArgs};
use crate::exit::Exit;
use crate::store::{LOG, fault};
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

/// A reader that closes its end, such as `head`, has seen what it wanted.
fn closed_pipe(error: std::io::Error) -> Result<(), Failure> {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(Failure::new(format!("stdout: {}", fault(&error)))),
    }
}
