//! Files that are broken, locked or strange, and what opening makes of them.

use super::*;
use crate::pdf::concern::Cause;
use crate::pdf::fixture::{Pdf, one_page};

fn open(bytes: &[u8]) -> Result<SourcePdf, OpenError> {
    SourcePdf::open(bytes, &[])
}

fn causes(bytes: &[u8]) -> Vec<Cause> {
    let source = open(bytes).expect("opens");
    source.concerns().iter().map(|concern| concern.cause).collect()
}

/// Replaces text of the same length, so that offsets stay right.
fn replace(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes
        .windows(from.len())
        .position(|w| w == from.as_bytes())
        .expect("stands in the file");
    let mut out = bytes.to_vec();
    out[at..at + to.len()].copy_from_slice(to.as_bytes());
    out
}

#[test]
fn what_cannot_be_opened_says_why() {
    for (bytes, error) in [
        (&b""[..], OpenError::Empty),
        (b"Geachte heer", OpenError::NotPdf),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", OpenError::Damaged),
        (b"PK\x03\x04 word/document.xml", OpenError::NotPdf),
    ] {
        assert_eq!(open(bytes).err(), Some(error), "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(open(&Pdf::new().bytes()).err(), Some(OpenError::NoPages));
    let foreign = Pdf::new().page("", "").object(9, "<< /Filter /Adobe.PubSec /V 4 >>");
    let foreign = foreign.trailer("/Encrypt 9 0 R").bytes();
    assert_eq!(open(&foreign).err(), Some(OpenError::UnsupportedEncryption));
    let locked = Pdf::new()
        .page("", "")
        .object(9, "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >>");
    let locked = locked.trailer("/Encrypt 9 0 R /ID [<00> <00>]").bytes();
    assert_eq!(open(&locked).err(), Some(OpenError::PasswordNeeded));
    let given = SourcePdf::open(&locked, &[Sensitive::new("geheim")]);
    assert_eq!(given.err(), Some(OpenError::PasswordWrong));
}

#[test]
fn junk_around_a_file_is_no_obstacle() {
    let plain = one_page("BT ET");
    let before = [b"junk\n".as_slice(), &plain].concat();
    let after = [plain.as_slice(), b"\njunk junk"].concat();
    let headerless = plain[9..].to_vec();
    for bytes in [before, after, headerless] {
        assert_eq!(open(&bytes).expect("opens").pages().len(), 1);
    }
}

#[test]
fn a_lying_length_is_repaired() {
    let plain = one_page("BT /F1 9 Tf (abc) Tj ET");
    for lie in ["/Length 05 ", "/Length 99 ", "/Lengt_ 23 "] {
        let bytes = replace(&plain, "/Length 23 ", lie);
        let source = open(&bytes).expect("opens");
        let stream = source.stream((101, 0)).expect("is there");
        assert_eq!(stream.content, b"BT /F1 9 Tf (abc) Tj ET", "{lie}");
    }
}

#[test]
fn a_wrong_offset_is_found_by_scanning() {
    let plain = one_page("BT ET");
    let entry = |bytes: &[u8]| {
        let at = bytes
            .windows(9)
            .position(|w| w == b"101 0 obj")
            .expect("stands in the file");
        format!("{at:010} 00000 n")
    };
    let bytes = replace(&plain, &entry(&plain), "0000000007 00000 n");
    assert_eq!(causes(&bytes), [Cause::Rebuilt]);
    assert!(open(&bytes).expect("opens").stream((101, 0)).is_some());
}

#[test]
fn an_object_with_a_bad_token_is_read_as_far_as_it_goes() {
    let bytes = Pdf::new()
        .object(20, "<< /Subtype /Form /Bad ) /Length 5 >> stream\nBT ET\nendstream")
        .page("/Resources << /XObject << /X 20 0 R >> >>", "/X Do")
        .bytes();
    assert_eq!(causes(&bytes), [Cause::DamagedObject]);
    assert_eq!(
        open(&bytes).expect("opens").stream((20, 0)).map(|s| s.content.len()),
        Some(6)
    );
}

#[test]
fn an_object_that_cannot_be_read_blocks() {
    let bytes = Pdf::new()
        .object(20, ")")
        .page("/Resources << /XObject << /X 20 0 R >> >>", "/X Do")
        .bytes();
    assert_eq!(causes(&bytes), [Cause::LostObjects]);
}

#[test]
fn more_objects_than_memory_holds_are_refused() {
    let mut bytes = one_page("BT ET");
    bytes.extend(b"9 0 obj<</Type/ObjStm/N 2000000/First 9>>stream\nendstream endobj");
    assert_eq!(open(&bytes).err(), Some(OpenError::TooLarge));
}

#[test]
fn page_trees_that_are_no_trees() {
    // Cycles, direct kids, attributes from above, a kid that is nothing.
    let bytes = Pdf::new()
        .object(
            2,
            "<< /Type /Pages /Kids [2 0 R 5 0 R << /Type /Page /MediaBox [0 0 5 5] >> 99 0 R] /Rotate 90 >>",
        )
        .object(5, "<< /Kids [6 0 R 2 0 R] /MediaBox [0 0 7 7] >>")
        .object(6, "<< /Type /Page >>")
        .bytes();
    let source = open(&bytes).expect("opens");
    let sizes: Vec<f64> = source.pages().iter().map(|page| page.media_box.x1).collect();
    assert_eq!(sizes, [7.0, 5.0]);
    assert_eq!(causes(&bytes), [Cause::LostObjects]);
    assert!(source.pages().iter().all(|page| page.rotate == 90));
    // No tree at all: pages are found by their type.
    let lost = Pdf::new()
        .object(2, "<< /Type /Pages >>")
        .object(6, "<< /Type /Page /MediaBox [0 0 7 7] >>");
    assert_eq!(causes(&lost.bytes()), [Cause::PagesFoundByScan]);
}

#[test]
fn forms_that_draw_themselves_are_told_of() {
    let form = |more: &str| {
        let entries = format!("/AcroForm << /Fields [] /XFA [(template) 9 0 R] >> {more}");
        causes(&Pdf::new().catalog(&entries).page("", "").bytes())
    };
    assert_eq!(form(""), [Cause::XfaForm]);
    assert_eq!(form("/NeedsRendering true"), [Cause::DynamicXfa]);
}

#[test]
fn redaction_marks_are_kept() {
    let bytes = Pdf::new()
        .page(
            "/Annots [<< /Subtype /Redact /Rect [1 2 3 4] /QuadPoints [10 20 30 20 10 12 30 12] >>]",
            "",
        )
        .bytes();
    let source = open(&bytes).expect("opens");
    let bounds: Vec<_> = source.pages()[0].redaction_marks.iter().map(|q| q.bounds()).collect();
    assert_eq!(bounds.len(), 1);
    assert_eq!(
        (bounds[0].x0, bounds[0].y0, bounds[0].x1, bounds[0].y1),
        (10.0, 12.0, 30.0, 20.0)
    );
}
