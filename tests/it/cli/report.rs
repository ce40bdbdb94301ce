//! `woolak report`: one page per dossier that needs nothing else and can be read by everyone.

use super::{Bench, MEMO};

fn reported() -> (Bench, String) {
    let bench = Bench::with(&[
        ("in/zaak/a.txt", MEMO),
        ("in/zaak/oud.txt", "Datum: 1 mei 2010\n\nBel 06-12345678.\n"),
        ("in/ander/b.txt", "Niets.\n"),
    ]);
    bench.write("in/zaak/stuk.txt", b"caf\xe9");
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 2);
    let ran = bench.run(&["report", "uit", "--out", "rapport", "--on", "2026-01-01"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let page = bench.read("rapport/zaak.html");
    (bench, page)
}

#[test]
fn concerns_come_first_and_every_document_and_ground_is_told() {
    let (bench, page) = reported();
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(
        at("niet in UTF-8") < at("artikel 5.3 Woo"),
        "what is not published comes first"
    );
    assert!(at("artikel 5.3 Woo") < at("<h2 id=\"overzicht\">"));
    at("<th scope=\"row\">zaak/a.txt</th>");
    at("artikel 5.1, eerste lid, onder e, Woo");
    assert!(!page.contains("b.txt"), "another dossier has its own page");
    assert!(bench.has("rapport/ander.html"));
    assert_eq!(bench.run(&["report", "uit", "--out", "een.html"]).code, 2);
    assert_eq!(
        bench
            .run(&["report", "uit", "--out", "een.html", "--dossier", "ander"])
            .code,
        0
    );
}

#[test]
fn the_page_stands_alone_and_is_accessible() {
    let (_, page) = reported();
    for outside in ["http:", "https:", "src=", "<script", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    for landmark in [
        "<html lang=\"nl\">",
        "<title>",
        "<header>",
        "<nav aria-label",
        "<main id=\"inhoud\"",
        "class=\"skip\" href=\"#inhoud\"",
    ] {
        assert!(page.contains(landmark), "{landmark}");
    }
    let count = |words: &str| page.matches(words).count();
    assert_eq!(count("<table>"), count("<caption>"));
    assert_eq!(count("<th "), count("<th scope="));
    for tag in ["section", "table", "div", "ul", "dl", "main"] {
        assert_eq!(count(&format!("<{tag}")), count(&format!("</{tag}>")), "{tag}");
    }
}

/// Relative luminance of a colour, WCAG 2.2.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_ink_stands_out_from_every_paper() {
    let (_, page) = reported();
    let colour = |name: &str| {
        let at = page.find(&format!("--{name}: #")).expect("named colour") + name.len() + 4;
        &page[at..at + 7]
    };
    for ink in ["ink", "soft", "accent", "alert"] {
        for paper in [colour("paper"), colour("band"), colour("glow")] {
            let (light, dark) = (luminance(paper), luminance(colour(ink)));
            let contrast = (light + 0.05) / (dark + 0.05);
            assert!(contrast >= 4.5, "{ink} on {paper}: {contrast:.1}");
        }
    }
}
