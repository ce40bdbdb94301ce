//! Plan → rewrite → scrub → verify: the only place where law and PDF meet. The bytes it makes leave it verified or not at all.

pub mod text;

mod canon;
mod document;
mod draft;
mod emit;
mod image;
mod label;
mod label_font;
mod layer;
mod ops;
mod perform;
mod plan;
#[cfg(test)]
mod properties;
mod region;
mod rewrite;
mod runs;
mod sealed;
mod settings;
#[cfg(test)]
mod testing;
mod verify;

pub use document::{Drafted, Reading, Redacted, Rewritten, draft_pdf, rewrite_pdf};
pub use perform::Placed;
pub use region::covered;
pub use sealed::VerifiedPdf;
pub use settings::{Region, Settings, Style, Width};
pub use verify::{Channel, Leak};

pub mod inspect;
