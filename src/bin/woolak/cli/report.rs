//! Arguments of `report`.

use super::{BoundArgs, LogArgs};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct ReportArgs {
    /// Which log.
    #[command(flatten)]
    pub log: LogArgs,
    /// Bestand (.html) bij één dossier, anders een map met een bladzijde per dossier
    #[arg(short, long, value_name = "BESTAND")]
    pub out: PathBuf,
    /// Alleen dit dossier
    #[arg(long, value_name = "NAAM")]
    pub dossier: Option<String>,
    /// What is warned of.
    #[command(flatten)]
    pub bounds: BoundArgs,
}
