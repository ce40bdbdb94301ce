//! The bytes of a redacted PDF before and after they were verified. Neither can be copied, converted or made elsewhere.

use std::sync::Arc;

/// A redacted PDF that nobody has checked yet; it never leaves `redact`. Shared, since a witness keeps what it reads.
pub(super) struct RedactedPdf(pub(super) Arc<Vec<u8>>);

/// A redacted PDF in which two readers found nothing that was to go. Only `verify` makes one.
pub struct VerifiedPdf(Arc<Vec<u8>>);

impl VerifiedPdf {
    /// Seals what was verified.
    pub(super) fn seal(redacted: RedactedPdf) -> Self {
        Self(redacted.0)
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for VerifiedPdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VerifiedPdf({} bytes)", self.0.len())
    }
}
