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

/// `tesseract` with Dutch data, and `pdftoppm` of poppler-utils, which shows it pages.
pub struct Tesseract;

/// The reader of pictures, if it is installed.
pub fn tesseract() -> Option<Tesseract> {
    let languages = Command::new("tesseract").arg("--list-langs").output();
    let reads_dutch = languages.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("nld"));
    let found = reads_dutch && Command::new("pdftoppm").arg("-v").output().is_ok();
    if !found {
        eprintln!(
            "OVERGESLAGEN: tesseract met Nederlands of pdftoppm ontbreekt (apt-get install tesseract-ocr-nld poppler-utils)"
        );
    }
    found.then_some(Tesseract)
}

impl Tesseract {
    /// The first page as grey pixels, 300 to the inch: width, height, samples.
    pub fn picture(&self, path: &Path) -> (usize, usize, Vec<u8>) {
        let output = Command::new("pdftoppm")
            .args(["-r", "300", "-gray", "-f", "1", "-l", "1"])
            .arg(path)
            .output()
            .expect("pdftoppm runs");
        assert!(output.status.success(), "pdftoppm cannot read {}", path.display());
        let head: Vec<&[u8]> = output.stdout.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
        let number = |at: usize| std::str::from_utf8(head[at]).ok().and_then(|text| text.parse().ok());
        let (width, height): (usize, usize) = (number(1).expect("width"), number(2).expect("height"));
        let samples = output.stdout[output.stdout.len() - width * height..].to_vec();
        (width, height, samples)
    }

    /// What is read in grey pixels.
    pub fn read(&self, width: usize, height: usize, samples: &[u8]) -> String {
        let dir = tempfile::tempdir().expect("temporary folder");
        let picture = dir.path().join("bladzijde.pgm");
        let file = [format!("P5\n{width} {height}\n255\n").as_bytes(), samples].concat();
        std::fs::write(&picture, file).expect("written");
        let output = Command::new("tesseract")
            .arg(&picture)
            .args(["stdout", "-l", "nld", "--dpi", "300"])
            .env("OMP_THREAD_LIMIT", "1")
            .output()
            .expect("tesseract runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
