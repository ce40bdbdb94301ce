//! Layout of small pages: what stands where must not depend on how it was drawn.

use super::{Layout, SegmentKind, doubts, layout};
use crate::pdf::concern::Cause;
use crate::pdf::fixture::Pdf;
use crate::pdf::font::FontTable;
use crate::pdf::glyph::PageGlyphs;
use crate::pdf::interpret;
use crate::pdf::source::SourcePdf;
use crate::text::Flow;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn read(pdf: Pdf) -> (Vec<PageGlyphs>, Layout, Vec<Cause>) {
    let source = SourcePdf::open(&pdf.bytes(), &[]).expect("a readable file");
    let fonts = FontTable::load(&source);
    let pages: Vec<PageGlyphs> = (0..source.pages().len())
        .map(|page| interpret(&source, &fonts, page))
        .collect();
    let layout = layout(&source, &pages);
    let causes = doubts(&fonts, &pages, &layout)
        .iter()
        .map(|concern| concern.cause)
        .collect();
    (pages, layout, causes)
}

/// A page of A4 size with Helvetica as `/F1`.
fn page(content: &str) -> Pdf {
    Pdf::new().page("/MediaBox [0 0 595 842]", content)
}

fn text(content: &str) -> String {
    read(page(content)).1.text().as_str().to_owned()
}

/// Lines of 10 points at these places.
fn lines(lines: &[(f64, f64, &str)]) -> String {
    let show = |(x, y, words): &(f64, f64, &str)| format!("BT /F1 10 Tf {x} {y} Td ({words}) Tj ET\n");
    lines.iter().map(show).collect()
}

#[test]
fn the_order_of_drawing_does_not_matter() {
    let letters = [("n", 60.6), ("J", 50.0), ("a", 55.0), (".", 66.2)];
    let content: String = letters
        .iter()
        .map(|(letter, x)| format!("BT /F1 10 Tf {x} 700 Td ({letter}) Tj ET "))
        .collect();
    assert_eq!(text(&content), "Jan.");
    assert_eq!(
        text("BT /F1 10 Tf 50 700 Td [(J) -60 (an) -400 (Smit)] TJ ET"),
        "Jan Smit"
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "De commissie heeft op",
        "verzoek van de heer Jan",
        "Smit het dossier weer",
        "in behandeling genomen",
    ];
    let right = [
        "en daarna is besloten",
        "dat de gevraagde stukken",
        "alsnog worden verstrekt",
        "aan de verzoekers ervan",
    ];
    let mut content = lines(&[(
        50.0,
        740.0,
        "Een kop die over de volle breedte van de bladzijde staat, zoals in een blad",
    )]);
    for (n, (l, r)) in left.iter().zip(right).enumerate() {
        let y = 700.0 - 12.0 * n as f64;
        content += &lines(&[(190.0, y - 3.0, r), (50.0, y, l)]);
    }
    let text = text(&content);
    assert!(text.contains("genomen\nen daarna"), "{text}");
    assert!(text.contains("Jan\nSmit"), "{text}");
}

#[test]
fn short_columns_are_told_by_the_word_that_breaks_over() {
    let left = [
        "Onderzoekers: Jan Smit en",
        "mevrouw Anna de Zwaluw",
        "Begeleid door de gemeente",
        "Meelezer: Wieger, wiege-",
    ];
    let right = ["rd@provincie.example", "Druk: eigen beheer", "Oplage: 200"];
    let mut content = String::new();
    for (n, line) in left.iter().enumerate() {
        content += &lines(&[(50.0, 700.0 - 12.0 * n as f64, *line)]);
    }
    for (n, line) in right.iter().enumerate() {
        content += &lines(&[(230.0, 700.0 - 12.0 * n as f64, *line)]);
    }
    let text = text(&content);
    assert!(text.contains("wiege-\nrd@provincie"), "{text}");
}

#[test]
fn a_line_goes_on_where_the_next_word_had_no_room() {
    let flow = |places: &[(f64, f64, &str)]| Flow::of(read(page(&lines(places))).1.text()).text().as_str().to_owned();
    let full = "Een regel die de bladzijde tot aan de rand toe vult, zoals er in een brief veel staan, en die maar";
    assert_eq!(
        flow(&[
            (50.0, 700.0, full),
            (50.0, 688.0, "doorgaat. Bel de heer Jan"),
            (50.0, 676.0, "Smit of schrijf hem."),
        ]),
        format!("{full} doorgaat. Bel de heer Jan\nSmit of schrijf hem.")
    );
    assert_eq!(
        flow(&[(50.0, 700.0, full), (50.0, 688.0, "Onderwerp: besluit")]),
        format!("{full}\nOnderwerp: besluit")
    );
    assert_eq!(
        flow(&[(50.0, 700.0, "Jan Smit, personeelsnum-"), (50.0, 688.0, "mer 12")]),
        "Jan Smit, personeelsnummer 12"
    );
    assert_eq!(
        flow(&[(50.0, 700.0, "ten name van A. Visser-"), (50.0, 688.0, "Groot.")]),
        "ten name van A. Visser-Groot."
    );
    assert_eq!(
        flow(&[(50.0, 700.0, "Jan Smit"), (50.0, 688.0, "Dorpsstraat 1")]),
        "Jan Smit\nDorpsstraat 1"
    );
}

#[test]
fn table_cells_are_apart_and_a_wrapped_cell_is_whole() {
    let text = text(&lines(&[
        (50.0, 700.0, "Naam"),
        (150.0, 700.0, "Functie"),
        (300.0, 700.0, "Telefoon"),
        (50.0, 680.0, "J. Smit"),
        (150.0, 680.0, "hoofd van de afdeling"),
        (300.0, 680.0, "070 1234567"),
        (150.0, 668.0, "Juridische Zaken"),
        (50.0, 648.0, "P. Visser"),
        (150.0, 648.0, "jurist"),
        (300.0, 648.0, "070 7654321"),
    ]));
    assert_eq!(
        text,
        "Naam\tFunctie\tTelefoon\nJ. Smit\thoofd van de afdeling Juridische Zaken\t070 1234567\nP. Visser\tjurist\t070 7654321"
    );
}

#[test]
fn narrow_cells_with_a_border_between_them_are_apart() {
    let words = lines(&[(50.0, 700.0, "Smit"), (74.0, 700.0, "Visser")]);
    assert_eq!(text(&words), "Smit Visser");
    assert_eq!(text(&format!("{words} 71.5 690 m 71.5 715 l S")), "Smit\tVisser");
}

#[test]
fn footnote_numbers_stay_in_their_line() {
    let content = "BT /F1 10 Tf 50 700 Td (Smit) Tj /F1 6 Tf 3.5 Ts (1) Tj /F1 10 Tf 0 Ts ( schreef) Tj ET";
    assert_eq!(text(content), "Smit1 schreef");
}

#[test]
fn a_double_strike_is_one_text_with_two_copies() {
    let (_, layout, _) = read(page(&lines(&[(50.0, 700.0, "Smit"), (50.3, 700.2, "Smit")])));
    assert_eq!(layout.text().as_str(), "Smit");
    let span = layout.text().span(0..2).expect("within");
    assert_eq!(layout.glyphs(span).len(), 4);
}

#[test]
fn spaces_between_words_belong_to_the_span() {
    let (_, layout, _) = read(page(&lines(&[(50.0, 700.0, "Jan de Vries")])));
    let span = layout.text().span(0..12).expect("within");
    assert_eq!(layout.glyphs(span).len(), 12);
    let inner = layout.text().span(4..6).expect("within");
    assert_eq!(layout.glyphs(inner).len(), 2);
}

#[test]
fn other_directions_are_read_apart() {
    let text = text(
        "BT /F1 10 Tf 50 700 Td (Gewoon) Tj ET BT /F1 10 Tf 0 1 -1 0 300 400 Tm (Jan Smit) Tj ET \
         BT /F1 10 Tf 0.8 0.6 -0.6 0.8 300 100 Tm (Piet Visser) Tj ET BT /F1 10 Tf -1 0 0 -1 500 300 Tm (omgekeerd) Tj ET",
    );
    assert_eq!(text, "Piet Visser\n\nomgekeerd\n\nJan Smit\n\nGewoon");
}

#[test]
fn letters_below_one_another_are_a_word() {
    let letters: String = "SMIT-BOS"
        .chars()
        .enumerate()
        .map(|(n, c)| format!("BT /F1 10 Tf 400 {} Td ({c}) Tj ET ", 700 - 12 * n))
        .collect();
    let text = text(&(lines(&[(50.0, 700.0, "Een regel"), (50.0, 688.0, "en nog een")]) + &letters));
    assert_eq!(text, "Een regel\nen nog een\n\nSMIT-BOS");
}

#[test]
fn spaced_letters_are_a_word() {
    assert_eq!(text("BT /F1 10 Tf 50 700 Td (J a n s e n - B o s) Tj ET"), "Jansen-Bos");
    assert_eq!(text("BT /F1 10 Tf 5 Tc 50 700 Td (Jansen) Tj ET"), "Jansen");
}

#[test]
fn accents_drawn_over_letters_become_one_character() {
    // 0xC8 is the dieresis: drawn where the letter stands.
    let content = "BT /F1 10 Tf 50 700 Td (J) Tj 5 0 Td (o) Tj 1 0 Td <C8> Tj 4.6 0 Td (rg) Tj ET";
    let (_, layout, _) = read(page(content));
    assert_eq!(layout.text().as_str(), "Jörg");
    let span = layout.text().span(1..3).expect("within");
    assert_eq!(layout.glyphs(span).len(), 2);
}

#[test]
fn the_room_of_a_line_does_not_come_from_its_own_words() {
    let short = read(page(&lines(&[
        (50.0, 700.0, "Jan"),
        (50.0, 688.0, "Een langere regel"),
    ])));
    let long = read(page(&lines(&[
        (50.0, 700.0, "Maximiliaan"),
        (50.0, 688.0, "Een langere regel"),
    ])));
    assert_eq!(short.1.segments(0)[0].limit, long.1.segments(0)[0].limit);
    assert_eq!(short.1.segments(0)[0].kind, SegmentKind::Free);
    let cells = read(page(&lines(&[(50.0, 700.0, "Jan"), (150.0, 700.0, "Smit")])));
    assert_eq!(cells.1.segments(0)[0].kind, SegmentKind::Cell);
    assert!(cells.1.segments(0)[0].limit < 100.0);
}

#[test]
fn letters_without_meaning_hold_the_page() {
    let procs = "/CharProcs <</x1 11 0 R /x2 12 0 R>> /Encoding <</Type /Encoding /Differences [65 /x1 /x2]>>";
    let font = format!(
        "<</Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 66 /Widths [700 700] {procs}>>"
    );
    let pdf = |content: &str| {
        Pdf::new()
            .object(10, &font)
            .stream(11, "", b"700 0 d0 0 0 600 600 re f")
            .stream(12, "", b"700 0 d0 0 0 300 600 re f")
            .page("/Resources <</Font <</F1 3 0 R /F2 10 0 R>>>>", content)
    };
    let (_, layout, causes) = read(pdf("BT /F2 10 Tf 20 50 Td (ABA) Tj ET"));
    assert_eq!(layout.text().as_str(), "\u{fffd}\u{fffd}\u{fffd}");
    assert_eq!(causes, [Cause::UnreadableText]);
    let (_, _, bullet) = read(pdf("BT /F2 10 Tf 20 50 Td (A) Tj /F1 10 Tf ( Tekst) Tj ET"));
    assert!(bullet.is_empty(), "a bullet is no writing");
}

#[test]
fn a_lying_map_holds_the_page_and_the_names_are_read() {
    let map = b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <4A> <0058> <41> <0041> endbfchar";
    let font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 11 0 R /Encoding <</Differences [65 /A 74 /J]>>>>";
    let pdf = Pdf::new().object(10, font).stream(11, "", map).page(
        "/Resources <</Font <</F2 10 0 R>>>>",
        "BT /F2 10 Tf 20 50 Td (JA) Tj ET",
    );
    let (_, layout, causes) = read(pdf);
    assert_eq!(causes, [Cause::ContradictoryText]);
    assert_eq!(layout.text().as_str(), "JA");
}

#[test]
fn a_line_reaches_no_further_than_the_path_it_is_clipped_to() {
    let shown = "BT /F1 10 Tf 40 700 Td (Een regel die bijna tot aan de rand loopt) Tj ET";
    let utmost = |content: &str| read(page(content)).1.segments(0)[0].utmost;
    assert!(utmost(shown) > 500.0);
    let clipped = format!("q 30 30 300 800 re W n {shown} Q");
    assert!((utmost(&clipped) - 290.0).abs() < 0.5, "{}", utmost(&clipped));
    // A cell that the text fills holds it still; a path that was made for the line says nothing of the room.
    let end = read(page(shown)).0[0]
        .glyphs
        .iter()
        .map(|glyph| glyph.quad.bounds().x1)
        .fold(0.0, f64::max);
    let within = |bottom: f64, height: f64| format!("q 38 {bottom} {} {height} re W n {shown} Q", end - 36.0);
    assert!(utmost(&within(0.0, 800.0)) < 500.0);
    assert!(utmost(&within(697.0, 13.0)) > 500.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_glyph_stands_in_exactly_one_place(
        places in proptest::collection::vec((20.0..500.0_f64, 20.0..800.0_f64, "[a-zA-Z. -]{1,12}", 0..4_u8), 1..60)
    ) {
        let content: String = places
            .iter()
            .map(|(x, y, words, turn)| {
                let (a, b) = [(1, 0), (0, 1), (-1, 0), (0, -1)][usize::from(*turn)];
                format!("BT /F1 10 Tf {a} {b} {} {a} {x:.2} {y:.2} Tm ({words}) Tj ET\n", -b)
            })
            .collect();
        let (pages, layout, _) = read(page(&content));
        let mut seen = BTreeMap::new();
        for (glyph, place) in layout.places(0) {
            prop_assert!(seen.insert(glyph, place).is_none(), "twice in the text");
        }
        for (index, glyph) in pages[0].glyphs.iter().enumerate() {
            let crate::pdf::Unicode::Mapped(c) = glyph.unicode else { continue };
            if c != ' ' {
                let place = &seen[&crate::pdf::GlyphId(index as u32)];
                prop_assert_eq!(&layout.text().as_str()[place.clone()], c.to_string());
            }
        }
        let in_segments: usize = layout.segments(0).iter().map(|segment| segment.glyphs.len()).sum();
        prop_assert!(in_segments <= pages[0].glyphs.len());
    }
}
