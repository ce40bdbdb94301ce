//! Programs of others that judge what was written. Where one is missing, the test says so and judges nothing.

use std::path::Path;
use std::process::Command;

/// `pdftotext` of poppler-utils.
pub struct PdfToText;

/// The reader, if it is installed.
pub fn pdftotext() -> Option<PdfToText> {
    let found = Command::new("pdftotext").arg("-v").output().is_ok();
    if !found {
        eprintln!("OVERGESLAGEN: pdftotext ontbreekt (apt-get install poppler-utils)");
    }
    found.then_some(PdfToText)
}

impl PdfToText {
    /// The text of a PDF in its reading order.
    pub fn text(&self, path: &Path) -> String {
        let output = Command::new("pdftotext")
            .arg(path)
            .arg("-")
            .output()
            .expect("pdftotext runs");
        assert!(output.status.success(), "pdftotext cannot read {}", path.display());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
