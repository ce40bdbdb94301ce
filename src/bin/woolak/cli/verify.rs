//! Arguments of `verify`.

use super::{PasswordArgs, SummaryFormat};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `verify`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct VerifyArgs {
    /// Gelakte PDF-bestanden
    #[arg(value_name = "BESTAND", required = true, help_heading = "Invoer")]
    pub files: Vec<PathBuf>,
    /// Bestand met namen en nummers, een per regel, die nergens meer mogen staan
    #[arg(long, value_name = "BESTAND")]
    pub names: Option<PathBuf>,
    /// Het ongelakte origineel: wat niet meer op de pagina's staat, mag ook nergens anders in het bestand staan
    #[arg(long, value_name = "BESTAND")]
    pub against: Option<PathBuf>,
    /// What opens protected documents.
    #[command(flatten)]
    pub passwords: PasswordArgs,
    /// Uitkomst als text of json
    #[arg(
        long,
        value_enum,
        value_name = "VORM",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: SummaryFormat,
}
