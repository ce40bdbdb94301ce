//! Any bytes as a font program, a CMap or a table of glyphs → read, shown, written anew and verified. The first byte
//! says as which.

use super::pass_through;
use crate::fixture::Pdf;

const SIMPLE: &str = "/FirstChar 0 /LastChar 7 /Widths [500 500 500 500 500 500 500 500]";
const FLAGS: &str = "/Type /FontDescriptor /FontName /ABCDEF+Any /Flags 4 /FontBBox [0 -200 1000 800]";

/// Runs once.
pub fn run(bytes: &[u8]) {
    let Some((kind, data)) = bytes.split_first() else {
        return;
    };
    let composite = |encoding: &str, descendant: &str, rest: &str| {
        let font = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding {encoding} /DescendantFonts [6 0 R] {rest} >>"
        );
        let descendant = format!(
            "<< /Type /Font /Subtype {descendant} /BaseFont /Any /FontDescriptor 7 0 R /DW 500 \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        );
        (font, descendant)
    };
    let simple = |subtype: &str, rest: &str| {
        let font = format!("<< /Type /Font /Subtype {subtype} /BaseFont /Any {SIMPLE} /FontDescriptor 7 0 R {rest} >>");
        (font, String::from("null"))
    };
    let identity = "/Identity-H";
    let ((font, descendant), file, entries) = match kind % 9 {
        0 => (
            simple("/Type1", ""),
            "/FontFile 8 0 R",
            "/Length1 64 /Length2 64 /Length3 0",
        ),
        1 => (simple("/TrueType", ""), "/FontFile2 8 0 R", ""),
        2 => (simple("/Type1", ""), "/FontFile3 8 0 R", "/Subtype /Type1C"),
        3 => (
            composite(identity, "/CIDFontType0", ""),
            "/FontFile3 8 0 R",
            "/Subtype /CIDFontType0C",
        ),
        4 => (composite(identity, "/CIDFontType2", ""), "/FontFile2 8 0 R", ""),
        5 => (simple("/TrueType", ""), "/FontFile3 8 0 R", "/Subtype /OpenType"),
        6 => (simple("/Type1", "/ToUnicode 8 0 R"), "", ""),
        7 => (
            composite(identity, "/CIDFontType2 /CIDToGIDMap 8 0 R", "/ToUnicode 8 0 R"),
            "",
            "",
        ),
        _ => (composite("8 0 R", "/CIDFontType0", ""), "", "/Type /CMap"),
    };
    let pdf = Pdf::new()
        .object(5, &font)
        .object(6, &descendant)
        .object(7, &format!("<< {FLAGS} {file} >>"))
        .stream(8, entries, data)
        .page(
            "/Resources << /Font << /F1 5 0 R >> >>",
            "BT /F1 9 Tf 10 50 Td <0001020304050607> Tj [<0041> -20 <00420043>] TJ ET",
        );
    pass_through(&pdf.bytes());
}
