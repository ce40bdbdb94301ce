//! Arguments of `audit`.

use super::{BoundArgs, LogArgs, RowArgs, TEMPLATE, Threshold};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What to do with a log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Toon het JSON-schema van de records
    #[command(help_template = TEMPLATE, override_usage = "woolak audit schema")]
    Schema,
    /// Controleer of het logboek en de gepubliceerde documenten ongeschonden zijn
    #[command(help_template = TEMPLATE, next_help_heading = "Opties", override_usage = "woolak audit verify MAP")]
    Verify {
        /// Which log.
        #[command(flatten)]
        log: LogArgs,
        /// Openbare sleutel van minisign waarmee het logboek ondertekend moet zijn
        #[arg(long, value_name = "BESTAND")]
        public_key: Option<PathBuf>,
    },
    /// Tel per dossier en grond wat is gelakt, en noem wat een jurist nog eens wil bekijken
    #[command(help_template = TEMPLATE, override_usage = "woolak audit summary MAP", next_help_heading = "Opties")]
    Summary {
        /// Which log.
        #[command(flatten)]
        log: LogArgs,
        /// What is warned of.
        #[command(flatten)]
        bounds: BoundArgs,
        /// How they are shown.
        #[command(flatten)]
        rows: RowArgs,
    },
    /// Toon alle vondsten, of een deel ervan
    #[command(help_template = TEMPLATE, override_usage = "woolak audit list MAP", next_help_heading = "Opties")]
    List {
        /// Which log.
        #[command(flatten)]
        log: LogArgs,
        /// Which.
        #[command(flatten)]
        filters: Filters,
        /// How they are shown.
        #[command(flatten)]
        rows: RowArgs,
    },
    /// Toon een document met zijn vondsten
    #[command(help_template = TEMPLATE, override_usage = "woolak audit show MAP DOCUMENT", next_help_heading = "Opties")]
    Show {
        /// Which log.
        #[command(flatten)]
        log: LogArgs,
        /// Het document, zoals het logboek het noemt
        #[arg(value_name = "DOCUMENT", help_heading = "Invoer", display_order = 9)]
        file: String,
        /// How they are shown.
        #[command(flatten)]
        rows: RowArgs,
    },
    /// Toon wat er tussen twee uitvoeringen is veranderd
    #[command(help_template = TEMPLATE, override_usage = "woolak audit diff EERST NU", next_help_heading = "Opties")]
    Diff {
        /// Uitvoermap of logboek van de eerste uitvoering
        #[arg(value_name = "EERST", help_heading = "Invoer")]
        before: PathBuf,
        /// Uitvoermap of logboek van de tweede
        #[arg(value_name = "NU", help_heading = "Invoer")]
        after: PathBuf,
        /// How they are shown.
        #[command(flatten)]
        rows: RowArgs,
    },
}

/// Which findings are listed; all of them if none is given.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Opties")]
pub struct Filters {
    /// Alleen deze grond, bijvoorbeeld 5.1.2.e
    #[arg(long, value_name = "GROND")]
    pub ground: Option<woolak::woo::Ground>,
    /// Alleen deze regel
    #[arg(long, value_name = "REGEL")]
    pub rule: Option<String>,
    /// Alleen deze soort, bijvoorbeeld persoon
    #[arg(long, value_name = "SOORT")]
    pub kind: Option<String>,
    /// Alleen deze zekerheid: twijfelachtig, waarschijnlijk of zeker
    #[arg(long, value_enum, value_name = "ZEKERHEID", hide_possible_values = true)]
    pub confidence: Option<Threshold>,
    /// Alleen wat een regel of een beoordelaar besliste
    #[arg(long, value_enum, value_name = "WIE", hide_possible_values = true)]
    pub by: Option<Decider>,
    /// Alleen wat gelakt of openbaar is
    #[arg(long, value_enum, value_name = "BESLUIT", hide_possible_values = true)]
    pub ruling: Option<RulingFilter>,
}

/// `--besluit`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulingFilter {
    /// Withheld.
    Gelakt,
    /// Left readable.
    Openbaar,
}

impl From<RulingFilter> for woolak::audit::RulingKind {
    fn from(filter: RulingFilter) -> Self {
        match filter {
            RulingFilter::Gelakt => Self::Redact,
            RulingFilter::Openbaar => Self::Keep,
        }
    }
}

/// `--by`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Decider {
    /// A rule.
    #[value(alias = "rule")]
    Regel,
    /// A person.
    #[value(alias = "reviewer")]
    Beoordelaar,
}
