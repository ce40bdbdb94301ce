//! Arguments of `inventory`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `inventory`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct InventoryArgs {
    /// Uitvoermap van woolak redact
    #[arg(value_name = "MAP", help_heading = "Invoer")]
    pub folder: PathBuf,
    /// Bestand (of bij diwoo de map) waarin de lijst komt
    #[arg(short, long, value_name = "BESTAND")]
    pub out: PathBuf,
    /// Vorm: xlsx (productierapport), csv, json of diwoo
    #[arg(
        long,
        value_enum,
        value_name = "VORM",
        default_value = "xlsx",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: InventoryFormat,
    /// Matter (anders de naam van het dossier)
    #[arg(long, value_name = "NAAM")]
    pub matter: Option<String>,
    /// Zaaknummer
    #[arg(long, value_name = "NUMMER")]
    pub case_number: Option<String>,
    /// CSV met per document eigen waarden, kolommen file, id, matter en zaaknummer
    #[arg(long, value_name = "BESTAND")]
    pub sidecar: Option<PathBuf>,
    /// Uitgever voor diwoo, uit de TOOI-lijst, bijvoorbeeld ministerie/mnre1109
    #[arg(long, value_name = "CODE")]
    pub publisher: Option<String>,
}

/// `--format` of the inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InventoryFormat {
    /// The productierapport of the ministries' platform.
    Xlsx,
    /// The same columns.
    Csv,
    /// All that is known.
    Json,
    /// One XML file per document.
    Diwoo,
}
