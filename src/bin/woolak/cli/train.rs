//! Arguments of `train`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `train`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct TrainArgs {
    /// Map met gelabelde documenten (.txt)
    #[arg(value_name = "MAP", help_heading = "Invoer")]
    pub documents: PathBuf,
    /// Schrijf het model naar dit bestand
    #[arg(short, long, value_name = "BESTAND", required_unless_present = "cross_validate")]
    pub out: Option<PathBuf>,
    /// Beproef het model op dossiers die niet zijn geleerd, in zoveel delen
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..=50))]
    pub cross_validate: Option<u8>,
}
