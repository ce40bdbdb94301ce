//! What is seen on a page and cannot be redacted there holds the page: pictures and letters in patterns and masks, and
//! letters that something is clipped to.

use crate::cli::Bench;
use crate::fixture::Pdf;

const CELL: &str = "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 100 40] /XStep 100 /YStep 40";
const MASK: &str = "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Group << /S /Transparency /CS /DeviceGray >>";
const PICTURE: &str = "/Resources << /XObject << /Im 12 0 R >> >>";

/// Shapes as large as letters, in a row.
fn letters(then: &str) -> String {
    let shape = |at: usize| {
        let x = 10 + 9 * at;
        format!(
            "{x} 10 m {} 22 {} 22 {} 10 c {} 16 {} 16 {x} 10 c h ",
            x + 1,
            x + 6,
            x + 7,
            x + 5,
            x + 2
        )
    };
    (0..8).map(shape).collect::<String>() + then
}

/// Why the page is held, if it is; nobody reads pictures.
fn held(page: &str, resources: &str, kind: &str, stream: &str) -> String {
    let bytes = Pdf::new()
        .stream(10, kind, stream.as_bytes())
        .object(11, "<< /Type /ExtGState /SMask << /S /Luminosity /G 10 0 R >> >>")
        .stream(
            12,
            "/Type /XObject /Subtype /Image /Width 200 /Height 80 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            &(0..16_000_u32)
                .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
                .collect::<Vec<u8>>(),
        )
        .page(&format!("/Resources << /Font << /F1 3 0 R >> {resources} >>"), page)
        .bytes();
    let bench = Bench::new();
    bench.write("in/a.pdf", bytes);
    let ran = bench.run(&["redact", "in", "--out", "uit", "--ocr", "never"]);
    assert_eq!(bench.has("uit/a.pdf"), ran.code == 0, "{}", ran.stderr);
    ran.stderr
}

const TILED: &str = "/Pattern cs /P1 scn 0 0 200 100 re f";

#[test]
fn pictures_and_letters_in_a_pattern_hold_the_page() {
    let pattern = "/Pattern << /P1 10 0 R >>";
    let picture = held(TILED, pattern, &format!("{CELL} {PICTURE}"), "100 0 0 40 0 0 cm /Im Do");
    assert!(picture.contains("patroon, masker of uitsnede"), "{picture}");
    let drawn = held(TILED, pattern, &format!("{CELL} /Resources << >>"), &letters("f"));
    assert!(drawn.contains("patroon, masker of uitsnede"), "{drawn}");
    let far = format!("{CELL} /Matrix [1 0 0 1 -5000 0] {PICTURE}");
    let far = held(TILED, pattern, &far, "100 0 0 40 0 0 cm /Im Do");
    assert!(far.contains("patroon, masker of uitsnede"), "{far}");
    let hatched = held(
        TILED,
        pattern,
        &format!("{CELL} /Resources << >>"),
        "0 0 m 100 40 l S 0 40 m 100 0 l S",
    );
    assert!(!hatched.contains("patroon"), "{hatched}");
}

#[test]
fn so_do_those_in_a_soft_mask() {
    let masked = "/G1 gs 0 0 200 100 re f";
    let states = "/ExtGState << /G1 11 0 R >>";
    let picture = held(masked, states, &format!("{MASK} {PICTURE}"), "200 0 0 80 0 0 cm /Im Do");
    assert!(picture.contains("patroon, masker of uitsnede"), "{picture}");
    let plain = held(masked, states, MASK, "0.5 g 0 0 200 100 re f");
    assert!(!plain.contains("patroon"), "{plain}");
}

#[test]
fn letters_that_something_is_clipped_to_hold_the_page() {
    let clipped = held(&letters("W n 0 0 200 100 re f"), "", "", "");
    assert!(clipped.contains("patroon, masker of uitsnede"), "{clipped}");
    let framed = held("10 10 150 50 re W n 0 0 200 100 re f", "", "", "");
    assert!(!framed.contains("patroon"), "{framed}");
}
