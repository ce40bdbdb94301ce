//! What the interpreter makes of small pages: one case per channel through which text can stand on a page.

use super::*;
use crate::pdf::fixture::{Pdf, one_page};
use crate::pdf::{PaintKind, Unicode};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> PageGlyphs {
    let source = SourcePdf::open(bytes, &[]).expect("opens");
    let fonts = FontTable::load(&source);
    interpret(&source, &fonts, 0)
}

/// The text of each show operation, with its place and what hides it.
fn shows(page: &PageGlyphs) -> Vec<String> {
    let text = |range: std::ops::Range<u32>| -> String {
        let glyphs = &page.glyphs[range.start as usize..range.end as usize];
        glyphs
            .iter()
            .map(|glyph| match &glyph.unicode {
                Unicode::Mapped(c) => c.to_string(),
                Unicode::Many(s) => s.to_string(),
                Unicode::Unmapped => "?".to_owned(),
            })
            .collect()
    };
    let line = |show: &crate::pdf::Show| {
        let first = &page.glyphs[show.glyphs.start as usize];
        let origin = show.text_matrix(first).then(show.ctm);
        format!(
            "{} {:.0},{:.0} {:?}",
            text(show.glyphs.clone()),
            origin.e,
            origin.f,
            first.visibility
        )
    };
    page.shows
        .iter()
        .filter(|show| !show.glyphs.is_empty())
        .map(line)
        .collect()
}

fn check(bytes: &[u8], expected: &[&str]) {
    assert_eq!(shows(&read(bytes)), expected);
}

#[test]
fn every_text_operator_moves_as_the_standard_says() {
    check(
        &one_page(
            "BT /F1 10 Tf 12 TL 10 50 Td (ab) Tj (c) Tj T* (d) Tj (e) ' 1 2 (f) \" 5 -20 TD (g) Tj T* (h) Tj \
             1 0 0 1 70 70 Tm [(i) -1000 (j)] TJ 200 Tz (k) Tj 3 Ts (l) Tj ET",
        ),
        &[
            "ab 10,50 Visible",
            "c 21,50 Visible",
            "d 10,38 Visible",
            "e 10,26 Visible",
            "f 10,14 Visible",
            "g 15,-6 Visible",
            "h 15,-26 OffPage",
            "ij 70,70 Visible",
            "k 88,70 Visible",
            "l 102,70 Visible",
        ],
    );
}

#[test]
fn character_and_word_spacing_widen_the_advance() {
    let page = read(&one_page("BT /F1 10 Tf 3 Tc 7 Tw 10 50 Td (a b) Tj ET"));
    let x: Vec<f64> = page.glyphs.iter().map(|g| g.quad.0[0].x).collect();
    // Helvetica: a = 556, space = 278.
    assert!((x[1] - (10.0 + 5.56 + 3.0)).abs() < 1e-6);
    assert!((x[2] - (x[1] + 2.78 + 10.0)).abs() < 1e-6);
}

#[test]
fn invisible_text_is_read_and_named() {
    for (content, visibility) in [
        ("BT /F1 10 Tf 3 Tr 10 50 Td (a) Tj ET", Visibility::RenderMode),
        ("BT /F1 10 Tf 7 Tr 10 50 Td (a) Tj ET", Visibility::RenderMode),
        ("BT /F1 10 Tf 1 g 10 50 Td (a) Tj ET", Visibility::White),
        ("0 0 200 100 re f BT /F1 10 Tf 10 50 Td (a) Tj ET", Visibility::White),
        (
            "0 0 200 100 re f 1 g BT /F1 10 Tf 10 50 Td (a) Tj ET",
            Visibility::Visible,
        ),
        ("BT /F1 0.5 Tf 10 50 Td (a) Tj ET", Visibility::TooSmall),
        ("BT /F1 10 Tf 300 50 Td (a) Tj ET", Visibility::OffPage),
        ("0 0 5 5 re W n BT /F1 10 Tf 10 50 Td (a) Tj ET", Visibility::Clipped),
        ("BT /F1 10 Tf 10 50 Td (a) Tj ET 5 40 50 30 re f", Visibility::Covered),
        (
            "BT /F1 10 Tf 10 50 Td (a) Tj ET 5 40 m 60 40 l 60 80 l 5 80 l h f",
            Visibility::Covered,
        ),
        ("BT /F1 10 Tf 10 50 Td (a) Tj ET 5 40 50 30 re S", Visibility::Visible),
        (
            "BT /F1 10 Tf 10 50 Td (a) Tj ET q 50 0 0 30 5 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
            Visibility::Covered,
        ),
    ] {
        let page = read(&one_page(content));
        assert_eq!(page.glyphs.len(), 1, "{content}");
        assert_eq!(page.glyphs[0].visibility, visibility, "{content}");
    }
}

#[test]
fn transparency_hides_and_reveals() {
    let resources = "/Resources << /Font << /F1 3 0 R >> /ExtGState << /G0 << /ca 0 >> /G5 << /ca .5 >> >> >>";
    let with = |content: &str| Pdf::new().page(resources, content).bytes();
    check(
        &with("/G0 gs BT /F1 10 Tf 10 50 Td (a) Tj ET"),
        &["a 10,50 Transparent"],
    );
    check(
        &with("BT /F1 10 Tf 10 50 Td (a) Tj ET /G5 gs 0 0 99 99 re f"),
        &["a 10,50 Visible"],
    );
}

#[test]
fn forms_patterns_masks_and_glyph_procedures_are_read() {
    let text = |word: &str| format!("BT /F1 10 Tf 0 0 Td ({word}) Tj ET").into_bytes();
    let own = "/Resources << /Font << /F1 3 0 R >> >>";
    let bytes = Pdf::new()
        .stream(
            10,
            &format!("/Subtype /Form /BBox [0 0 99 99] /Matrix [1 0 0 1 5 5] {own}"),
            &text("form"),
        )
        .stream(11, &format!("/Subtype /Form /BBox [0 0 99 99] {own}"), &text("mask"))
        .stream(
            12,
            &format!("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 50 20] /XStep 50 /YStep 20 {own}"),
            &text("tile"),
        )
        .object(
            13,
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] \
             /CharProcs << /a 14 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 \
             /Widths [1000] /Resources << /Font << /F1 3 0 R >> >> >>",
        )
        .stream(14, "", b"1000 0 d0 BT /F1 1000 Tf (proc) Tj ET")
        .page(
            "/Resources << /Font << /F1 3 0 R /T3 13 0 R >> /XObject << /X0 10 0 R >> /Pattern << /P0 12 0 R >> \
             /ExtGState << /GS << /SMask << /S /Luminosity /G 11 0 R >> >> >> >>",
            "q 1 0 0 1 20 20 cm /X0 Do Q /X0 Do q /GS gs Q \
             /Pattern cs /P0 scn 0 0 9 9 re f 0 g BT /T3 10 Tf 50 50 Td (a) Tj ET",
        )
        .bytes();
    let page = read(&bytes);
    let words = shows(&page);
    let starts: Vec<&str> = words.iter().map(|w| w.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(starts, ["form", "form", "mask", "tile", "a", "proc"], "{words:?}");
    let kinds: Vec<&StreamKind> = page.streams.iter().map(|s| &s.kind).collect();
    let form = StreamKind::Form { annotation: false };
    assert_eq!(
        kinds,
        [
            &StreamKind::Page,
            &form,
            &form,
            &StreamKind::SoftMask,
            &StreamKind::TilingPattern,
            &StreamKind::Type3Glyph
        ]
    );
    assert!(words[0].starts_with("form 25,25"), "{words:?}");
    assert!(words[1].starts_with("form 5,5"), "{words:?}");
}

#[test]
fn a_glyph_with_colours_of_its_own_is_seen_whatever_the_colour_of_text() {
    let font = |procedure| {
        Pdf::new()
            .object(
                13,
                "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] \
                 /CharProcs << /a 14 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 \
                 /Widths [1000] >>",
            )
            .stream(14, "", procedure)
            .page(
                "/Resources << /Font << /T3 13 0 R >> >>",
                "1 g BT /T3 10 Tf 50 50 Td (a) Tj ET",
            )
            .bytes()
    };
    let own = read(&font(b"1000 0 d0 1 0 0 rg 0 0 700 700 re f"));
    assert_eq!(own.glyphs[0].visibility, Visibility::Visible);
    let white = read(&font(b"1000 0 0 0 700 700 d1 0 0 700 700 re f"));
    assert_eq!(white.glyphs[0].visibility, Visibility::White);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let bytes = Pdf::new()
        .stream(
            10,
            "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 10 0 R >> >>",
            b"/X Do /X Do",
        )
        .page("/Resources << /XObject << /X 10 0 R >> >>", "/X Do")
        .bytes();
    let page = read(&bytes);
    assert_eq!(page.streams.len(), 2);
    assert_eq!(page.concerns, [Concern::page(0, Cause::NestedTooDeep)]);
}

#[test]
fn forms_that_multiply_end() {
    let mut pdf = Pdf::new();
    for level in 0..12 {
        let next = 11 + level;
        let entries = format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >>");
        pdf = pdf.stream(10 + level, &entries, "/X Do ".repeat(20).as_bytes());
    }
    let pdf = pdf.stream(22, "/Subtype /Form /BBox [0 0 9 9]", b"n");
    let page = read(&pdf.page("/Resources << /XObject << /X 10 0 R >> >>", "/X Do").bytes());
    assert!(page.streams.len() <= MAX_STREAMS + 1);
    assert_eq!(page.concerns, [Concern::page(0, Cause::TooComplex)]);
}

#[test]
fn layers_that_are_off_hide_but_are_read() {
    let pdf = |content: &str| {
        Pdf::new()
            .object(10, "<< /Type /OCG /Name (x) >>")
            .object(11, "<< /Type /OCMD /OCGs [10 0 R] /P /AllOff >>")
            .catalog("/OCProperties << /OCGs [10 0 R] /D << /OFF [10 0 R] >> >>")
            .page(
                "/Resources << /Font << /F1 3 0 R >> /Properties << /L 10 0 R /M 11 0 R >> >>",
                content,
            )
            .bytes()
    };
    let text = "BT /F1 10 Tf 10 50 Td (a) Tj ET";
    check(&pdf(&format!("/OC /L BDC {text} EMC")), &["a 10,50 HiddenLayer"]);
    check(
        &pdf(&format!("/OC /M BDC {text} EMC {text}")),
        &["a 10,50 Visible", "a 10,50 Visible"],
    );
    check(&pdf(&format!("/Span /L BDC {text} EMC")), &["a 10,50 Visible"]);
}

#[test]
fn marked_content_identifiers_are_kept() {
    let page = read(&one_page(
        "/P <</MCID 4>> BDC /Span <</MCID 7>> BDC BT /F1 9 Tf (a) Tj ET EMC EMC",
    ));
    assert_eq!(page.shows[0].mcids, [4, 7]);
}

#[test]
fn visible_annotations_are_drawn_where_their_rectangle_is() {
    let form = "/Subtype /Form /BBox [0 0 10 10] /Resources << /Font << /F1 3 0 R >> >>";
    let bytes = Pdf::new()
        .stream(10, form, b"BT /F1 5 Tf 0 0 Td (note) Tj ET")
        .object(11, "<< /Subtype /FreeText /Rect [50 50 70 70] /AP << /N 10 0 R >> >>")
        .object(
            12,
            "<< /Subtype /FreeText /F 2 /Rect [50 50 70 70] /AP << /N 10 0 R >> >>",
        )
        .object(13, "<< /Subtype /Popup /Rect [50 50 70 70] /AP << /N 10 0 R >> >>")
        .object(14, "<< /Subtype /Widget /FT /Btn /V /Yes /Rect [50 50 70 70] >>")
        .object(
            15,
            "<< /Subtype /Widget /FT /Btn /AS /On /Rect [0 0 10 10] /AP << /N << /On 10 0 R >> >> >>",
        )
        .page(
            "/Annots [11 0 R 12 0 R 13 0 R 14 0 R 15 0 R]",
            "q 5 0 0 5 0 0 cm BT /F1 9 Tf",
        )
        .bytes();
    let page = read(&bytes);
    let words = shows(&page);
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words[0].starts_with("note 50,50"), "{words:?}");
    assert!(words[1].starts_with("note 0,0"), "{words:?}");
    assert_eq!(page.streams[1].kind, StreamKind::Form { annotation: true });
    let causes: Vec<Cause> = page.concerns.iter().map(|c| c.cause).collect();
    assert_eq!(causes, [Cause::FieldWithoutAppearance, Cause::HiddenAnnotation]);
}

#[test]
fn paints_tell_what_they_cover() {
    let page = read(&one_page(
        "BT /F1 9 Tf (a) Tj ET 10 20 30 40 re f 0 0 m 9 9 l S q 5 0 0 5 1 1 cm BI /W 1 /H 1 /IM true ID x EI Q",
    ));
    let kinds: Vec<PaintKind> = page.paints.iter().map(|p| p.kind).collect();
    assert_eq!(
        kinds,
        [
            PaintKind::Fill { opaque: true },
            PaintKind::Stroke,
            PaintKind::InlineImage
        ]
    );
    let fill = &page.paints[0];
    assert_eq!((fill.bounds.x0, fill.bounds.y1, fill.glyphs_before), (10.0, 60.0, 1));
    assert_eq!((fill.first_op, fill.op), (4, 5));
}

#[test]
fn text_without_a_font_is_unmapped_and_blocks() {
    let page = read(&one_page("BT /F9 9 Tf (ab) Tj ET"));
    assert!(page.glyphs.iter().all(|g| g.unicode == Unicode::Unmapped));
    assert_eq!(page.concerns, [Concern::page(0, Cause::MissingFont)]);
}

/// Every byte of every string that is shown stands in exactly one glyph.
fn assert_partition(page: &PageGlyphs) {
    let mut covered: BTreeMap<(u32, u32, u32), Vec<(u32, u32)>> = BTreeMap::new();
    for glyph in &page.glyphs {
        let p = glyph.provenance;
        covered
            .entry((p.stream.0, p.op, p.element))
            .or_default()
            .push((p.start, p.end));
    }
    for (stream, used) in page.streams.iter().enumerate() {
        for (at, op) in used.ops.iter().enumerate() {
            use crate::pdf::content::{Operand, Operator as O};
            let shows = [
                O::ShowText,
                O::ShowTextAdjusted,
                O::NextLineShow,
                O::SpacingNextLineShow,
            ];
            if !shows.contains(&op.operator) {
                continue;
            }
            let operand = op.operands.last().expect("shows take an operand");
            let elements = match operand {
                Operand::Array(items) => items.as_slice(),
                single => std::slice::from_ref(single),
            };
            for (element, item) in elements.iter().enumerate() {
                let Operand::String(bytes) = item else { continue };
                let ranges = covered.remove(&(stream as u32, at as u32, element as u32));
                let mut next = 0;
                for (start, end) in ranges.unwrap_or_default() {
                    assert_eq!(start, next);
                    assert!(end > start);
                    next = end;
                }
                assert_eq!(next as usize, bytes.len());
            }
        }
    }
    assert!(covered.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_byte_is_in_one_glyph(parts in prop::collection::vec("[a-z ()0-9]{0,6}", 0..6), spread in any::<bool>()) {
        let escaped: Vec<String> = parts
            .iter()
            .map(|p| format!("({})", p.replace('(', "\\(").replace(')', "\\)")))
            .collect();
        let content = match spread {
            true => format!("BT /F1 9 Tf [{}] TJ ET", escaped.join(" -20 ")),
            false => format!("BT /F1 9 Tf {} Tj ET", escaped.join(" Tj ")),
        };
        let content = if escaped.is_empty() { String::new() } else { content };
        assert_partition(&read(&one_page(&content)));
    }

    #[test]
    fn any_content_is_read(content in "[ qQBTETfFrewWnTjJdmcm()\\[\\]<>/0-9.-]{0,200}") {
        assert_partition(&read(&one_page(&content)));
    }
}
