//! The ministry memo: redacting it gives the published text, character for character in Markdown, word for word in PDF.

use crate::cli::Bench;
use crate::tools;
use std::fs;
use std::path::{Path, PathBuf};

const PRODUCERS: [&str; 3] = ["nota-chromium.pdf", "nota-ghostscript.pdf", "nota-libreoffice.pdf"];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/nota").join(name)
}

/// The memo redacted into `uit/`, together with the register of nothing else.
fn redacted(name: &str) -> Bench {
    let bench = Bench::new();
    let source = fixture(name);
    let ran = bench.run(&["redact", source.to_str().expect("UTF-8 path"), "--out", "uit"]);
    assert_eq!(ran.code, 0, "{name}: {}{}", ran.stdout, ran.stderr);
    bench
}

/// Letters, digits and marks without Markdown, tags, white space and hyphens: what readers may break lines at.
fn letters(text: &str) -> String {
    let mut plain = String::new();
    for line in text.lines().filter(|line| *line != "---") {
        plain.push_str(line.trim_start_matches('#'));
    }
    let plain = plain.replace("**", "").replace("<sup>", "").replace("</sup>", "");
    plain
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{2010}'))
        .collect()
}

#[test]
fn in_markdown_it_is_the_published_memo_character_for_character() {
    let bench = redacted("nota.md");
    let expected = fs::read_to_string(fixture("verwacht.md")).expect("expected text");
    assert_eq!(bench.read("uit/nota.md"), expected);
}

#[test]
fn in_pdf_it_is_the_published_memo_word_for_word() {
    let Some(pdftotext) = tools::pdftotext() else {
        return;
    };
    let expected = letters(&fs::read_to_string(fixture("verwacht.md")).expect("expected text"));
    for name in PRODUCERS {
        let bench = redacted(name);
        let text = pdftotext.text(&bench.path(&format!("uit/{name}")));
        assert_eq!(letters(&text), expected, "{name}");
    }
}
