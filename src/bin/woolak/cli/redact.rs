//! Arguments of `redact`, and of what shares its rules and documents.

use super::{PasswordArgs, RuleArgs, SummaryFormat};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `redact`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct RedactArgs {
    /// Bestanden, mappen of patronen (pdf, txt, md); «-» leest één document van stdin en schrijft naar stdout
    #[arg(value_name = "IN", required = true, help_heading = "Invoer")]
    pub inputs: Vec<PathBuf>,
    /// Map waarin de gelakte documenten, hun bijlagen (als NAAM.bijlage-1.pdf) en het logboek audit.jsonl komen
    #[arg(short, long, value_name = "MAP")]
    pub out: Option<PathBuf>,
    /// Behandel alle documenten als één dossier met deze naam (anders is elke map een dossier)
    #[arg(long, value_name = "NAAM")]
    pub dossier: Option<String>,
    /// How documents are read.
    #[command(flatten)]
    pub engine: EngineArgs,
    /// Breedte van het lakvlak: uniform (vast, lekt niets), snap (stappen van 36 punten: verraadt ongeveer 1 bit van de 14,6
    /// die een naam uit 25.000 aanwijzen) of exact (zoals het origineel: verraadt daarvan 9 tot 12 bits)
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
    /// Lak precies wat in dit bestand van «woolak scan» is beslist
    #[arg(long, value_name = "BESTAND")]
    pub decisions: Option<PathBuf>,
    /// Publiceer ook bij deze oorzaak van beoordeling (code uit het overzicht); mag vaker
    #[arg(long, value_name = "OORZAAK")]
    pub accept: Vec<String>,
    /// Geef alle documenten de naam ZAAKD0001, ZAAKD0002, … (alleen letters en cijfers)
    #[arg(long, value_name = "ZAAK")]
    pub rename: Option<String>,
    /// Sleutel voor de merktekens in het logboek (64 hexadecimale cijfers); anders maakt woolak er een in de uitvoermap
    #[arg(long, value_name = "BESTAND")]
    pub key_file: Option<PathBuf>,
    /// Onderteken het logboek met deze geheime sleutel van minisign (Ed25519)
    #[arg(long, value_name = "BESTAND")]
    pub sign_key: Option<PathBuf>,
    /// Bestand met het wachtwoord van die sleutel
    #[arg(long, value_name = "BESTAND", requires = "sign_key")]
    pub sign_password_file: Option<PathBuf>,
    /// Schrijf per document hoe lang elke stap duurde naar dit bestand (JSON-regels); het logboek noemt geen tijden
    #[arg(long, value_name = "BESTAND")]
    pub timings: Option<PathBuf>,
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

/// How documents are read and what is looked for, in every command that does so.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct EngineArgs {
    /// Where rules come from.
    #[command(flatten)]
    pub rules: RuleArgs,
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
    /// De tesseract die het eerste proces vond
    #[arg(long, hide = true)]
    pub known_reader: Option<String>,
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
    /// What opens protected documents.
    #[command(flatten)]
    pub passwords: PasswordArgs,
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

impl From<Threshold> for woolak::detect::Confidence {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Twijfelachtig => Self::Doubtful,
            Threshold::Waarschijnlijk => Self::Likely,
            Threshold::Zeker => Self::Certain,
        }
    }
}
