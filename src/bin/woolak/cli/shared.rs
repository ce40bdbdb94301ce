//! Arguments that several commands share. Each stands in the help of every one of them.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Which log is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct LogArgs {
    /// Uitvoermap, of alleen het logboek
    #[arg(value_name = "MAP", help_heading = "Invoer")]
    pub folder: PathBuf,
}

/// How rows are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct RowArgs {
    /// Vorm: table, json of csv
    #[arg(
        long,
        value_enum,
        value_name = "VORM",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: RowFormat,
}

/// `--format` of what lists rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// For people.
    Table,
    /// An array of objects.
    Json,
    /// Comma-separated.
    Csv,
}

/// What warnings go by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct BoundArgs {
    /// Noem bladzijden waarvan meer dan dit deel is gelakt, in procenten (50)
    #[arg(long, value_name = "PROCENT", default_value = "50", hide_default_value = true,
        value_parser = clap::value_parser!(u8).range(10..=100))]
    pub heavy: u8,
    /// Datum van het besluit, JJJJ-MM-DD (vandaag)
    #[arg(long, value_name = "DATUM")]
    pub on: Option<String>,
}

/// What opens protected documents.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct PasswordArgs {
    /// Wachtwoord van beveiligde documenten; mag vaker. Zichtbaar voor andere gebruikers van deze computer
    #[arg(long, value_name = "WACHTWOORD")]
    pub password: Vec<String>,
    /// Bestand met een wachtwoord per regel
    #[arg(long, value_name = "BESTAND")]
    pub password_file: Option<PathBuf>,
}
