//! What the fuzz targets do, where their seeds come from, and how seeds are mutated without instrumentation.

#[path = "../../src/pdf/fixture.rs"]
#[allow(dead_code)]
mod fixture;

pub mod mutate;
pub mod seeds;
pub mod targets;
