//! Arguments and help texts, in Dutch, one file per command. It parses and does nothing.

mod audit;
mod inventory;
mod redact;
mod report;
mod rules;
mod scan;
mod shared;
mod train;
mod usage;
mod verify;

pub use audit::{AuditCommand, Decider, Filters};
pub use inventory::{InventoryArgs, InventoryFormat};
pub use redact::{EngineArgs, Ocr, RedactArgs, Style, Threshold, Width};
pub use report::ReportArgs;
pub use rules::{RuleArgs, RulesCommand};
pub use scan::ScanArgs;
pub use shared::{BoundArgs, LogArgs, PasswordArgs, RowArgs, RowFormat};
pub use train::TrainArgs;
pub use verify::VerifyArgs;

use crate::exit::Exit;
use clap::{ArgAction, Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

/// Lakt documenten vóór openbaarmaking onder de Wet open overheid.
#[derive(Debug, Parser)]
#[command(
    name = "woolak",
    version,
    help_template = TEMPLATE,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "Opdrachten",
    subcommand_value_name = "OPDRACHT",
    next_help_heading = "Opties",
    override_usage = "woolak OPDRACHT …",
    after_help = "Uitgang: 0 alles gepubliceerd · 3 een deel wacht op beoordeling · 2 een deel is geweigerd of mislukt."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Toon deze hulp
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Toon de versie
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// What the user asks for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lak documenten en schrijf ze met een logboek naar een map
    #[command(help_template = TEMPLATE, override_usage = "woolak redact IN… --out MAP [opties]")]
    Redact(Box<RedactArgs>),
    /// Zoek wat gelakt moet worden en schrijf de voorstellen naar een bestand, ter beoordeling
    #[command(help_template = TEMPLATE, override_usage = "woolak scan IN… --out BESTAND [opties]")]
    Scan(Box<ScanArgs>),
    /// Verwerk documenten in opdracht van een andere woolak
    #[command(hide = true)]
    Worker(Box<RedactArgs>),
    /// Verwerk één document van stdin in opdracht van een andere woolak
    #[command(hide = true)]
    Reader(Box<RedactArgs>),
    /// Zoek in gelakte PDF's, van welk programma ook, naar wat er nog te vinden is
    #[command(help_template = TEMPLATE, override_usage = "woolak verify BESTAND… [opties]")]
    Verify(VerifyArgs),
    /// Bekijk en beproef de regels
    #[command(
        help_template = TEMPLATE,
        subcommand_help_heading = "Opdrachten",
        disable_help_subcommand = true,
        override_usage = "woolak rules list|show|test …"
    )]
    Rules {
        /// What to do with the rules.
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Maak de inventarislijst van een uitvoermap
    #[command(help_template = TEMPLATE, override_usage = "woolak inventory MAP --out BESTAND [opties]")]
    Inventory(InventoryArgs),
    /// Maak van het logboek een leesbaar rapport per dossier (HTML)
    #[command(help_template = TEMPLATE, override_usage = "woolak report MAP --out BESTAND [opties]")]
    Report(ReportArgs),
    /// Lees en controleer het logboek van een uitvoermap
    #[command(
        help_template = TEMPLATE,
        subcommand_help_heading = "Opdrachten",
        disable_help_subcommand = true,
        override_usage = "woolak audit verify|summary|list|show|diff|schema …"
    )]
    Audit {
        /// What to do with the log.
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Leer het taalmodel uit gelabelde documenten
    #[command(hide = true, help_template = TEMPLATE, override_usage = "woolak train MAP [--out BESTAND] [--cross-validate N]")]
    Train(TrainArgs),
    /// Controleer of deze computer alles heeft wat woolak kan gebruiken
    #[command(help_template = TEMPLATE, override_usage = "woolak doctor")]
    Doctor,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// Parses the command line; what is not a command has been answered on the terminal already.
pub fn parse() -> Result<Command, Exit> {
    Cli::try_parse().map(|cli| cli.command).map_err(usage::answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
