//! Two witnesses that share no code look at the bytes of every redacted PDF before it may exist: one reads it as a source
//! is read, one searches every object and byte. What either finds is named by its channel, never quoted.

mod folded;
mod form;
mod leak;
mod notations;
mod reread;
mod scan;
mod secrets;
mod shown;
mod spellings;
mod tables;
#[cfg(test)]
mod tests;

pub use leak::{Channel, Leak};
pub(super) use secrets::Secrets;

use super::sealed::{RedactedPdf, VerifiedPdf};
use crate::pdf::Quad;
use crate::text::Sensitive;
use hayro_syntax::Pdf;
use std::sync::Arc;

/// What an output must not hold, and where its boxes stand.
pub(super) struct Facts<'a> {
    /// What was withheld.
    pub secrets: &'a Secrets,
    /// The boxes of each page, in its default user space.
    pub boxes: &'a [Vec<Quad>],
}

/// Seals a redacted PDF in which neither witness finds anything.
///
/// # Errors
/// Every leak that was found.
pub(super) fn verify(redacted: RedactedPdf, facts: &Facts<'_>) -> Result<VerifiedPdf, Vec<Leak>> {
    let leaks = leaks(&redacted.0, facts);
    if leaks.is_empty() {
        Ok(VerifiedPdf::seal(redacted))
    } else {
        Err(leaks)
    }
}

fn leaks(bytes: &Arc<Vec<u8>>, facts: &Facts<'_>) -> Vec<Leak> {
    let (mut leaks, scanned) = rayon::join(
        || reread::reread(bytes, facts.boxes, facts.secrets),
        || {
            let pdf = Pdf::new(Arc::clone(bytes)).ok();
            let mut leaks = form::check(bytes, pdf.as_ref());
            leaks.extend(scan::scan(bytes, pdf.as_ref(), facts.boxes, facts.secrets));
            leaks
        },
    );
    leaks.extend(scanned);
    leaks.sort();
    leaks.dedup();
    leaks
}

/// Where given words stand in any PDF, whoever made it.
pub(super) fn traces(bytes: &[u8], words: &[Sensitive]) -> Vec<Leak> {
    let secrets = Secrets::of(words);
    let mut leaks = reread::reread(bytes, &[], &secrets);
    let pdf = Pdf::new(bytes.to_vec()).ok();
    leaks.extend(scan::scan(bytes, pdf.as_ref(), &[], &secrets));
    leaks
}
