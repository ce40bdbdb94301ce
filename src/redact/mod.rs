//! Plan → rewrite → scrub → verify: the only place where law and PDF meet. The bytes it makes leave it verified or not at all.

pub mod text;

mod canon;
#[allow(dead_code, reason = "the hand-over between two stages that are joined below")]
mod draft;
#[allow(dead_code, reason = "joined below")]
mod emit;
mod image;
mod label;
#[allow(dead_code, reason = "joined below")]
mod label_font;
mod ops;
#[allow(dead_code, reason = "joined below")]
mod perform;
mod plan;
#[cfg(test)]
mod properties;
mod rewrite;
mod runs;
#[allow(dead_code, reason = "joined below")]
mod layer;
#[allow(dead_code, reason = "joined below")]
mod sealed;
mod settings;
#[cfg(test)]
mod testing;
#[allow(dead_code, reason = "joined below")]
mod verify;

pub use perform::Placed;
pub use sealed::VerifiedPdf;
pub use settings::{Region, Settings, Style, Width};
pub use verify::{Channel, Leak};

pub mod inspect;
