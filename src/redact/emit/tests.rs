//! Whole documents through the writer, read back with other readers.

use super::*;
use crate::pdf::page::compose;
use crate::redact::draft::{PageDraft, StreamDraft};

pub(in crate::redact) fn identity(bytes: &[u8]) -> Option<Vec<u8>> {
    let pdf = SourcePdf::open(bytes, &[]).ok()?;
    let pages = (0..pdf.pages().len()).map(|page| {
        let composed = compose(&pdf, page);
        let resources = (*composed.resources).clone();
        let content = StreamDraft {
            ops: composed.ops,
            resources,
            ..StreamDraft::default()
        };
        PageDraft { page, content }
    });
    let draft = Draft { pages: pages.collect() };
    let scrub = Scrub {
        secrets: &Secrets::of(&[]),
        removed: &[],
        is_harmless: &|_| true,
    };
    Some(emit(&pdf, &FontTable::load(&pdf), &scrub, draft).0)
}

/// A file of objects 1, 2, … with 1 as its catalog.
fn file(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let start = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("trailer\n<</Root 1 0 R /Size {size} /Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    out
}

fn stream(dict: &str, content: &str) -> String {
    format!("<<{dict} /Length {}>>stream\n{content}\nendstream", content.len())
}

pub(in crate::redact) fn letter(content: &str) -> Vec<u8> {
    file(&[
        "<</Type /Catalog /Pages 2 0 R /Names <</JavaScript 4 0 R>> /Smit (J. Smit)>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842]>>",
        "<</Type /Page /Parent 2 0 R /CropBox [10 20 500 800] /Rotate 90 /Contents 5 0 R /PieceInfo <</Smit 4 0 R>> \
         /Resources <</Font <</Smit 6 0 R /Unused 7 0 R>> /XObject <</JSmit 8 0 R>>>>>>",
        "<</Author (J. Smit)>>",
        &stream("", content),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
        "<</Type /Font /Subtype /Type1 /BaseFont /JSmit>>",
        &stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Name /JSmit /LastModified (J. Smit)",
            "0 0 9 9 re f % J. Smit",
        ),
    ])
}

#[test]
fn nothing_that_is_not_painted_is_kept() {
    let content = "/P <</ActualText (J. Smit)>> BDC BT /Smit 10 Tf 50 60 Td (Nota) Tj ET EMC /JSmit Do % J. Smit";
    let made = identity(&letter(content)).expect("a document");
    let read = lopdf::Document::load_mem(&made).expect("readable");
    for object in read.objects.values() {
        let text = match object {
            lopdf::Object::Stream(stream) => {
                let content = stream.get_plain_content().expect("decodable");
                format!("{:?} {}", stream.dict, String::from_utf8_lossy(&content))
            }
            other => format!("{other:?}"),
        };
        assert!(!text.contains("Smit"), "{text}");
    }
    assert_eq!(read.get_pages().len(), 1);
}

#[test]
fn the_crop_box_is_the_whole_page() {
    let made = identity(&letter("q Q")).expect("a document");
    let pdf = SourcePdf::open(&made, &[]).expect("readable");
    let page = &pdf.pages()[0];
    assert_eq!(
        (page.media_box, page.crop_box, page.rotate),
        (page.crop_box, page.crop_box, 90)
    );
    assert_eq!(page.crop_box.x0, 10.0);
}

#[test]
fn equal_input_gives_equal_output() {
    let source = letter("BT /Smit 10 Tf 50 60 Td (Nota) Tj ET");
    assert_eq!(identity(&source), identity(&source));
}
