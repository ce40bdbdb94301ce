//! Arguments of `rules`, and of every command that takes rules.

use super::TEMPLATE;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
    /// Map met een taalmodel (model.onnx, tokenizer.json, config.json) dat ook namen van personen zoekt; vergt per bladzijde
    /// seconden, dus vaak ook een hogere --timeout
    #[arg(long, value_name = "MAP")]
    pub ner_model: Option<PathBuf>,
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
