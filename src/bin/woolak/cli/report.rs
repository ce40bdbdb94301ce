//! Arguments of `report`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct ReportArgs {
    /// Uitvoermap van woolak redact, of alleen het logboek
    #[arg(value_name = "MAP", help_heading = "Invoer")]
    pub folder: PathBuf,
    /// Bestand (.html) bij één dossier, anders een map met een bladzijde per dossier
    #[arg(short, long, value_name = "BESTAND")]
    pub out: PathBuf,
    /// Alleen dit dossier
    #[arg(long, value_name = "NAAM")]
    pub dossier: Option<String>,
    /// Noem bladzijden waarvan meer dan dit deel is gelakt, in procenten (50)
    #[arg(long, value_name = "PROCENT", default_value = "50", hide_default_value = true,
        value_parser = clap::value_parser!(u8).range(10..=100))]
    pub heavy: u8,
    /// Datum van het besluit, JJJJ-MM-DD (vandaag)
    #[arg(long, value_name = "DATUM")]
    pub on: Option<String>,
}
