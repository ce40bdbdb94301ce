//! Arguments and help texts, in Dutch. It parses and does nothing.

mod usage;

use crate::exit::Exit;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    /// Verwerk documenten in opdracht van een andere woolak
    #[command(hide = true)]
    Worker(Box<RedactArgs>),
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

/// Where rules come from beside the built-in ones.
#[derive(Debug, Args, Default)]
#[command(next_help_heading = "Opties")]
pub struct RuleArgs {
    /// Map met eigen regels (TOML), aanvullend op of in plaats van de ingebouwde
    #[arg(long, value_name = "MAP")]
    pub rules: Option<PathBuf>,
    /// Bestand met eigen termen en hun grond
    #[arg(long, value_name = "BESTAND")]
    pub terms: Option<PathBuf>,
}

/// Arguments of `redact`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct RedactArgs {
    /// Bestanden, mappen of patronen (pdf, txt, md); «-» leest één document van stdin en schrijft naar stdout
    #[arg(value_name = "IN", required = true, help_heading = "Invoer")]
    pub inputs: Vec<PathBuf>,
    /// Map waarin de gelakte documenten en het logboek audit.jsonl komen
    #[arg(short, long, value_name = "MAP")]
    pub out: Option<PathBuf>,
    /// Behandel alle documenten als één dossier met deze naam (anders is elke map een dossier)
    #[arg(long, value_name = "NAAM")]
    pub dossier: Option<String>,
    /// Where rules come from.
    #[command(flatten)]
    pub rules: RuleArgs,
    /// Breedte van het lakvlak: uniform (vast, lekt niets), snap (in stappen) of exact (zoals het origineel)
    #[arg(
        long,
        value_enum,
        value_name = "BREEDTE",
        default_value = "uniform",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub width: Width,
    /// Lakvlak: black (zwart), outline (wit met rand) of grey (lichtgrijs)
    #[arg(
        long,
        value_enum,
        value_name = "STIJL",
        default_value = "black",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub style: Style,
    /// Lak vanaf deze zekerheid: twijfelachtig, waarschijnlijk of zeker
    #[arg(
        long,
        value_enum,
        value_name = "DREMPEL",
        default_value = "twijfelachtig",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub threshold: Threshold,
    /// Scans en beelden lezen met tesseract: auto, always (altijd) of never (nooit)
    #[arg(
        long,
        value_enum,
        value_name = "WANNEER",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub ocr: Ocr,
    /// Map voor gelezen woorden van scans, zodat een tweede run sneller is; bevat persoonsgegevens, alleen voor u leesbaar
    #[arg(long, value_name = "MAP")]
    pub ocr_cache: Option<PathBuf>,
    /// Bewaar gelezen woorden van scans niet op schijf
    #[arg(long, conflicts_with = "ocr_cache")]
    pub no_ocr_cache: bool,
    /// Aantal documenten tegelijk (anders het aantal processorkernen)
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Seconden die een document mag vergen (60); per megabyte komt er een zesde bij
    #[arg(long, value_name = "SECONDEN", default_value = "60", hide_default_value = true,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// Geheugen dat een document mag vergen, in MiB (4096)
    #[arg(long, value_name = "MIB", default_value = "4096", hide_default_value = true,
        value_parser = clap::value_parser!(u64).range(64..=1_048_576))]
    pub max_memory: u64,
    /// Wachtwoord van beveiligde documenten; mag vaker. Zichtbaar voor andere gebruikers van deze computer
    #[arg(long, value_name = "WACHTWOORD")]
    pub password: Vec<String>,
    /// Bestand met een wachtwoord per regel
    #[arg(long, value_name = "BESTAND")]
    pub password_file: Option<PathBuf>,
    /// Publiceer ook bij deze oorzaak van beoordeling (code uit het overzicht); mag vaker
    #[arg(long, value_name = "OORZAAK")]
    pub accept: Vec<String>,
    /// Geef alle documenten de naam ZAAKD0001, ZAAKD0002, … (alleen letters en cijfers)
    #[arg(long, value_name = "ZAAK")]
    pub rename: Option<String>,
    /// Sleutel voor de merktekens in het logboek (64 hexadecimale cijfers); anders maakt woolak er een in de uitvoermap
    #[arg(long, value_name = "BESTAND")]
    pub key_file: Option<PathBuf>,
    /// Samenvatting als text (op stderr) of json (op stdout)
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
    /// Wachtwoord van beveiligde documenten; mag vaker
    #[arg(long, value_name = "WACHTWOORD")]
    pub password: Vec<String>,
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

/// What to do with the rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Toon alle regels
    #[command(help_template = TEMPLATE, override_usage = "woolak rules list")]
    List(RuleArgs),
    /// Toon een regel met zijn reden en voorbeelden
    #[command(help_template = TEMPLATE, override_usage = "woolak rules show REGEL")]
    Show {
        /// Naam van de regel
        #[arg(value_name = "REGEL", help_heading = "Invoer")]
        id: String,
        /// Where rules come from.
        #[command(flatten)]
        rules: RuleArgs,
    },
    /// Beproef alle regels met hun eigen voorbeelden
    #[command(help_template = TEMPLATE, override_usage = "woolak rules test")]
    Test(RuleArgs),
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

impl From<Threshold> for woolak::detect::Confidence {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Twijfelachtig => Self::Doubtful,
            Threshold::Waarschijnlijk => Self::Likely,
            Threshold::Zeker => Self::Certain,
        }
    }
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

/// What to do with a log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Toon het JSON-schema van de records
    #[command(help_template = TEMPLATE, override_usage = "woolak audit schema")]
    Schema,
    /// Controleer of het logboek en de gepubliceerde documenten ongeschonden zijn
    #[command(help_template = TEMPLATE, override_usage = "woolak audit verify MAP")]
    Verify {
        /// Uitvoermap, of alleen het logboek
        #[arg(value_name = "MAP", help_heading = "Invoer")]
        folder: PathBuf,
    },
    /// Tel per dossier en grond wat is gelakt, en noem wat een jurist nog eens wil bekijken
    #[command(help_template = TEMPLATE, override_usage = "woolak audit summary MAP", next_help_heading = "Opties")]
    Summary {
        /// Uitvoermap, of alleen het logboek
        #[arg(value_name = "MAP", help_heading = "Invoer")]
        folder: PathBuf,
        /// Noem bladzijden waarvan meer dan dit deel is gelakt, in procenten (50)
        #[arg(long, value_name = "PROCENT", default_value = "50", hide_default_value = true,
            value_parser = clap::value_parser!(u8).range(10..=100))]
        heavy: u8,
        /// Datum van het besluit, JJJJ-MM-DD (vandaag)
        #[arg(long, value_name = "DATUM")]
        on: Option<String>,
        /// Vorm: table, json of csv
        #[arg(
            long,
            value_enum,
            value_name = "VORM",
            default_value = "table",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: RowFormat,
    },
    /// Toon alle vondsten, of een deel ervan
    #[command(help_template = TEMPLATE, override_usage = "woolak audit list MAP", next_help_heading = "Opties")]
    List {
        /// Uitvoermap, of alleen het logboek
        #[arg(value_name = "MAP", help_heading = "Invoer")]
        folder: PathBuf,
        /// Which.
        #[command(flatten)]
        filters: Filters,
        /// Vorm: table, json of csv
        #[arg(
            long,
            value_enum,
            value_name = "VORM",
            default_value = "table",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: RowFormat,
    },
    /// Toon een document met zijn vondsten
    #[command(help_template = TEMPLATE, override_usage = "woolak audit show MAP DOCUMENT", next_help_heading = "Opties")]
    Show {
        /// Uitvoermap, of alleen het logboek
        #[arg(value_name = "MAP", help_heading = "Invoer")]
        folder: PathBuf,
        /// Het document, zoals het logboek het noemt
        #[arg(value_name = "DOCUMENT", help_heading = "Invoer")]
        file: String,
        /// Vorm: table, json of csv
        #[arg(
            long,
            value_enum,
            value_name = "VORM",
            default_value = "table",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: RowFormat,
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
        /// Vorm: table, json of csv
        #[arg(
            long,
            value_enum,
            value_name = "VORM",
            default_value = "table",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: RowFormat,
    },
}

/// `--width`
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Width {
    /// Constant width.
    Uniform,
    /// Rounded up.
    Snap,
    /// The original geometry.
    Exact,
}

/// `--ocr`
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Ocr {
    /// Where there is something to read and something to read it with.
    Auto,
    /// Every picture.
    Always,
    /// None.
    Never,
}

/// `--style`
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Style {
    /// White on black.
    Black,
    /// Black on white with an outline.
    Outline,
    /// Black on light grey.
    Grey,
}

/// `--threshold`
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Threshold {
    /// Everything found.
    #[value(alias = "doubtful")]
    Twijfelachtig,
    /// Likely and certain findings.
    #[value(alias = "likely")]
    Waarschijnlijk,
    /// Certain findings only.
    #[value(alias = "certain")]
    Zeker,
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
