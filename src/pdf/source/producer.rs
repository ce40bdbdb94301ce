//! Which program made a file, as a name from a closed list. What the file itself writes there may be anything, a name
//! of a person too, and is never told.

use super::{SourcePdf, get};
use lopdf::Object;

/// Letters that stand in `Producer` or `Creator`, and the family that they tell; the first that fits.
const FAMILIES: [(&str, &str); 21] = [
    ("libreoffice", "LibreOffice"),
    ("openoffice", "OpenOffice"),
    ("pdfmaker", "Adobe PDFMaker"),
    ("distiller", "Adobe Distiller"),
    ("indesign", "Adobe InDesign"),
    ("acrobat", "Adobe Acrobat"),
    ("adobe pdf library", "Adobe PDF Library"),
    ("aspose", "Aspose"),
    ("itext", "iText"),
    ("wkhtmltopdf", "wkhtmltopdf"),
    ("skia", "Chromium"),
    ("quartz", "macOS"),
    ("ghostscript", "Ghostscript"),
    ("tesseract", "Tesseract"),
    ("abbyy", "ABBYY"),
    ("canon", "Canon"),
    ("ricoh", "Ricoh"),
    ("xerox", "Xerox"),
    ("pdftex", "TeX"),
    ("cairo", "cairo"),
    ("microsoft", "Microsoft Office"),
];

impl SourcePdf {
    /// The family of the program that made the file, `onbekend` where none is known.
    pub fn producer(&self) -> &'static str {
        let Some(info) = self.document.trailer.get(b"Info").ok().and_then(|info| self.dict(info)) else {
            return "onbekend";
        };
        let words = [&b"Producer"[..], b"Creator"].map(|key| match get(&self.document, info, key) {
            Some(Object::String(bytes, _)) => plain(bytes),
            _ => String::new(),
        });
        let fits = |(letters, _): &&(&str, &str)| words.iter().any(|word| word.contains(letters));
        FAMILIES.iter().find(fits).map_or("onbekend", |(_, family)| family)
    }
}

/// The ASCII letters of a string in either encoding, in lower case.
fn plain(bytes: &[u8]) -> String {
    let ascii = bytes.iter().filter(|byte| byte.is_ascii() && **byte != 0);
    ascii.map(|byte| byte.to_ascii_lowercase() as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memo_tells_its_three_makers() {
        for (bytes, family) in [
            (
                &include_bytes!("../../../fixtures/nota/nota-chromium.pdf")[..],
                "Chromium",
            ),
            (
                include_bytes!("../../../fixtures/nota/nota-libreoffice.pdf"),
                "LibreOffice",
            ),
            (
                include_bytes!("../../../fixtures/nota/nota-ghostscript.pdf"),
                "wkhtmltopdf",
            ),
        ] {
            assert_eq!(SourcePdf::open(bytes, &[]).expect("opens").producer(), family);
        }
        assert_eq!(plain(b"\xfe\xff\0S\0k\0i\0a"), "skia");
    }
}
