//! Plan → rewrite → scrub → verify: the only place where law and PDF meet. The bytes it makes leave it verified or not at all.

mod settings;
pub mod text;

pub use settings::{Settings, Style, Width};

#[allow(dead_code, reason = "the hand-over between two stages that are joined below")]
mod draft;
#[allow(dead_code, reason = "joined below")]
mod emit;
#[allow(dead_code, reason = "called by the rewriting that is joined below")]
mod image;
#[allow(dead_code, reason = "joined below")]
mod label_font;
#[allow(dead_code, reason = "joined below")]
mod sealed;
#[allow(dead_code, reason = "joined below")]
mod verify;

pub use sealed::VerifiedPdf;
pub use verify::{Channel, Leak};
