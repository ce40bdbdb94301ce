//! The command-line tool: disk, terminal, exit codes. It decides nothing about documents; the library does.

#![allow(
    clippy::disallowed_methods,
    reason = "the binary is where disk, clock and terminal live"
)]

fn main() {}
