//! Arguments of `scan`; each is one of `redact` too, so that a worker understands them.

use super::EngineArgs;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `scan`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct ScanArgs {
    /// Bestanden, mappen of patronen (pdf, txt, md)
    #[arg(value_name = "IN", required = true, help_heading = "Invoer")]
    pub inputs: Vec<PathBuf>,
    /// Bestand voor de voorstellen (JSON); bevat persoonsgegevens en is alleen voor u leesbaar
    #[arg(short, long, value_name = "BESTAND")]
    pub out: PathBuf,
    /// Behandel alle documenten als één dossier met deze naam (anders is elke map een dossier)
    #[arg(long, value_name = "NAAM")]
    pub dossier: Option<String>,
    /// How documents are read.
    #[command(flatten)]
    pub engine: EngineArgs,
}
