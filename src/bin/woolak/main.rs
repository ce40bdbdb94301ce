//! The command-line tool: disk, terminal, exit codes. It decides nothing about documents; the library does.

#![allow(
    clippy::disallowed_methods,
    reason = "the binary is where disk, clock and terminal live"
)]

mod cli;
mod commands;
mod exit;
mod inputs;
mod interrupt;
mod ocr;
mod progress;
mod run;
mod store;
mod summary;
mod timings;
mod worker;

use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match cli::parse() {
        Ok(command) => commands::execute(command),
        Err(exit) => exit,
    };
    exit.into()
}
