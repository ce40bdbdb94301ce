//! Bytes that mean harm: every mutation of sound files opens or is refused, and what opens can be read.

use crate::fixture::{Pdf, one_page};
use woolak::pdf::font::FontTable;
use woolak::pdf::{OpenError, PageGlyphs, Severity, SourcePdf, interpret};

fn read(bytes: &[u8]) -> Result<Vec<PageGlyphs>, OpenError> {
    let source = SourcePdf::open(bytes, &[])?;
    let fonts = FontTable::load(&source);
    let pages = 0..source.pages().len().min(8);
    Ok(pages.map(|page| interpret(&source, &fonts, page)).collect())
}

/// A file of many features: form, annotation, layer, inline image, marked content.
fn rich() -> Vec<u8> {
    Pdf::new()
        .stream(
            10,
            "/Subtype /Form /BBox [0 0 50 50] /Matrix [1 0 0 1 2 2] /Resources << /Font << /F1 3 0 R >> >>",
            b"BT /F1 9 Tf (form) Tj ET",
        )
        .object(
            11,
            "<< /Subtype /FreeText /Rect [5 5 60 20] /Contents (note) /DA (/Helv 9 Tf) >>",
        )
        .object(12, "<< /Subtype /Stamp /Rect [5 5 60 20] /AP << /N 10 0 R >> >>")
        .object(13, "<< /Type /OCG /Name (layer) >>")
        .catalog("/OCProperties << /OCGs [13 0 R] /D << /OFF [13 0 R] >> >>")
        .page(
            "/Rotate 90 /CropBox [5 5 90 90] /Annots [11 0 R 12 0 R] \
             /Resources << /Font << /F1 3 0 R >> /XObject << /X0 10 0 R >> /Properties << /L 13 0 R >> >>",
            "/X0 Do /OC /L BDC BT /F1 9 Tf [(off) -20 <41>] TJ ET EMC q 5 0 0 5 1 1 cm BI /W 1 /H 1 /IM true ID x EI Q",
        )
        .bytes()
}

/// A small generator with a seed: the same mutations on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const TOKENS: [&[u8]; 12] = [
    b"<<",
    b">>",
    b"[",
    b"(",
    b"0 R",
    b"endobj",
    b"stream\n",
    b"-99999999999",
    b"/Kids[2 0 R]",
    b"/Length 9",
    b"/Parent 1 0 R",
    b"\xff\x00",
];

#[test]
fn mutated_files_are_read_or_refused() {
    let sound = rich();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut opened = 0;
    for _ in 0..1_500 {
        let mut bytes = sound.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] = random.below(256) as u8,
                1 => {
                    let token = TOKENS[random.below(TOKENS.len())];
                    bytes.splice(at..at, token.iter().copied());
                }
                2 => {
                    let end = (at + random.below(40)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let end = (at + random.below(60)).min(bytes.len());
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
            }
        }
        opened += usize::from(read(&bytes).is_ok());
    }
    // Most damage is repaired; a reader that gives up on it would be caught here.
    assert!(opened > 1_200, "{opened} of 1500 opened");
}

#[test]
fn truncated_files_are_read_or_refused() {
    let sound = rich();
    for end in (0..sound.len()).step_by(7) {
        let _ = read(&sound[..end]);
    }
}

#[test]
fn what_would_fill_memory_is_bounded_and_blocks() {
    for content in [
        "q ".repeat(300_000),
        "[".repeat(300_000),
        "BT /F1 9 Tf ".to_owned() + &"(a) Tj ".repeat(20_000),
        "/P <</MCID 1>> BDC ".repeat(100_000) + "BT /F1 9 Tf (a) Tj ET",
        "1 ".repeat(300_000),
    ] {
        assert_eq!(read(&one_page(&content)).map(|pages| pages.len()), Ok(1));
    }
    let mut wide = Pdf::new().object(2, &format!("<< /Kids [{}] >>", "2 0 R 6 0 R ".repeat(30_000)));
    wide = wide.object(6, "<< /Type /Page >>");
    assert!(SourcePdf::open(&wide.bytes(), &[]).is_ok_and(|source| source.pages().len() == 30_000));
    let deep = (0..3_000).fold(Pdf::new(), |pdf, n| {
        pdf.object(
            if n == 0 { 2 } else { 10 + n },
            &format!("<< /Kids [{} 0 R] >>", 11 + n),
        )
    });
    let deep = deep.object(3_010, "<< /Type /Page >>");
    assert!(SourcePdf::open(&deep.bytes(), &[]).is_ok_and(|source| source.pages().len() == 1));
}

#[test]
fn pages_that_need_a_person_say_so() {
    let pages = read(&one_page("BT /F9 9 Tf (a) Tj ET")).expect("opens");
    assert!(
        pages[0]
            .concerns
            .iter()
            .any(|concern| concern.severity() == Severity::Blocks)
    );
}
