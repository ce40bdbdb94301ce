//! Tests of the whole: one binary, so that it links once.

#![allow(clippy::disallowed_methods, reason = "tests read files and run the program")]

mod architecture;
mod cli;
mod voorbeeld;
