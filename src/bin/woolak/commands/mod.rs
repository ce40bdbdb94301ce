//! One file per command: arguments in, exit code out. Whatever a command says goes through here to the terminal.

mod audit;
mod calendar;
mod doctor;
mod engine;
mod inventory;
mod markup;
mod ner;
mod redact;
mod report;
mod rules;
mod scan;
mod sources;
mod stream;
mod train;
mod verify;
pub mod words;

use crate::cli::Command;
use crate::exit::Exit;
use std::fmt;

/// Carries out a command.
pub fn execute(command: Command) -> Exit {
    let result = match command {
        Command::Redact(arguments) => redact::redact(&arguments),
        Command::Scan(arguments) => scan::scan(&arguments),
        Command::Worker(arguments) => redact::worker(&arguments),
        Command::Reader(arguments) => stream::reader(&arguments),
        Command::Verify(arguments) => verify::verify(&arguments),
        Command::Audit { command } => audit::audit(&command),
        Command::Inventory(arguments) => inventory::inventory(&arguments),
        Command::Report(arguments) => report::report(&arguments),
        Command::Rules { command } => rules::rules(&command),
        Command::Train(arguments) => train::learn(&arguments),
        Command::Doctor => doctor::doctor(),
    };
    result.unwrap_or_else(|failure| {
        eprintln!("woolak: {failure}");
        Exit::Failed
    })
}

/// Why a command could not run at all: one Dutch sentence.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// From a sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<crate::store::StoreError> for Failure {
    fn from(error: crate::store::StoreError) -> Self {
        Self(error.to_string())
    }
}

impl From<woolak::rules::RuleError> for Failure {
    fn from(error: woolak::rules::RuleError) -> Self {
        Self(error.to_string())
    }
}
