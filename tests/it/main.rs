//! Tests of the whole: one binary, so that it links once.

#![allow(clippy::disallowed_methods, reason = "tests read files and run the program")]

mod architecture;
mod aside;
mod cli;
#[allow(dead_code, reason = "the library's own tests use all of it")]
#[path = "../../src/pdf/fixture.rs"]
mod fixture;
mod hostile;
mod scans;
mod seed;
mod tags;
mod tools;
mod voorbeeld;
