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

#[test]
fn a_word_drawn_as_one_glyph_holds_the_page() {
    let font = |width: u32, procedure: &str| {
        let bytes = Pdf::new()
            .stream(10, "", procedure.as_bytes())
            .object(
                11,
                &format!(
                    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 {width} 12] /FontMatrix [1 0 0 1 0 0] /FirstChar 120 \
                     /LastChar 120 /Widths [{width}] /CharProcs << /x 10 0 R >> \
                     /Encoding << /Type /Encoding /Differences [120 /x] >> >>"
                ),
            )
            .page("/Resources << /Font << /F2 11 0 R >> >>", "BT /F2 1 Tf 10 10 Td (x) Tj ET")
            .bytes();
        let bench = Bench::new();
        bench.write("in/a.pdf", bytes);
        bench.run(&["redact", "in", "--out", "uit", "--ocr", "never"]).stderr
    };
    let word = font(120, &format!("120 0 d0 {}", letters("f")));
    assert!(word.contains("patroon, masker of uitsnede"), "{word}");
    let letter = font(9, "9 0 d0 1 0 m 2 12 7 12 8 0 c h f");
    assert!(!letter.contains("patroon"), "{letter}");
}

#[test]
fn letters_of_small_squares_hold_the_page() {
    let squares = |rows: usize, step: usize| -> String {
        let dots = (0..rows).flat_map(|row| {
            (0..80)
                .filter(move |at| (at * 7 + row * 3) % 5 < 3)
                .map(move |at| (row, at))
        });
        dots.map(|(row, at)| format!("{} {} 2 2 re ", 10 + step * at, 40 + 2 * row))
            .collect::<String>()
            + "f"
    };
    let word = held(&squares(8, 2), "", "", "");
    assert!(word.contains("letters die als lijnen"), "{word}");
    let rule = held(&squares(1, 2), "", "", "");
    assert!(!rule.contains("als lijnen"), "{rule}");
    let code = held(&squares(26, 2), "", "", "");
    assert!(!code.contains("als lijnen"), "{code}");
}
