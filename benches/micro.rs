//! Where the time of one document goes, part by part, as a ratio to the floor: loading the file and inflating every
//! stream in it. It judges nothing and is no test. `cargo bench --bench micro -- bestand.pdf …`

#![allow(clippy::disallowed_methods, reason = "a bench reads files and the clock")]

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use woolak::detect::detect_in;
use woolak::pdf::font::FontTable;
use woolak::pdf::layout::layout;
use woolak::pdf::{PageGlyphs, SourcePdf, interpret};
use woolak::redact::{Reading, Settings, rewrite_pdf};
use woolak::rules::RuleSet;

/// Every part is run this often; the fastest run counts.
const ROUNDS: usize = 7;

fn main() {
    let given: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .map(PathBuf::from)
        .collect();
    let own = ["nota/nota-chromium.pdf", "nota/nota-libreoffice.pdf"];
    let fixtures = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures"));
    let files = if given.is_empty() {
        own.map(|name| fixtures.join(name)).to_vec()
    } else {
        given
    };
    let rules = RuleSet::builtin();
    println!("| file | pages | part | ms | ratio to floor | MB of text/s |\n|---|---|---|---|---|---|");
    for file in files {
        let bytes = std::fs::read(&file).expect("a file that can be read");
        measure(&file.file_name().unwrap_or_default().to_string_lossy(), &bytes, &rules);
    }
}

fn measure(name: &str, bytes: &[u8], rules: &RuleSet) {
    let floor = fastest(|| inflated(bytes));
    let source = SourcePdf::open(bytes, &[]).expect("a PDF that opens");
    let fonts = FontTable::load(&source);
    let read = || -> Vec<PageGlyphs> {
        (0..source.pages().len())
            .map(|page| interpret(&source, &fonts, page))
            .collect()
    };
    let pages = read();
    let text = layout(&source, &pages);
    let reading = Reading {
        source: &source,
        fonts: &fonts,
        pages: &pages,
        layout: &text,
    };
    let length = text.text().as_str().len();
    let dossier = Default::default();
    let rewriting = fastest(|| rewrite_pdf(reading, &[], &[], Settings::default(), &|_| true));
    let with_witnesses = fastest(|| rewrite_pdf(reading, &[], &[], Settings::default(), &|_| true).verified());
    let parts = [
        ("load and inflate (floor)", floor, None),
        (
            "open and fonts",
            fastest(|| FontTable::load(&SourcePdf::open(bytes, &[]).expect("opens"))),
            None,
        ),
        ("interpreter", fastest(read), None),
        ("layout", fastest(|| layout(&source, &pages)), None),
        (
            "detector",
            fastest(|| detect_in(text.text(), rules, &dossier)),
            Some(length),
        ),
        ("rewriter", rewriting, None),
        ("verifier", with_witnesses.saturating_sub(rewriting), None),
    ];
    for (part, time, text) in parts {
        let speed = text.map_or(String::new(), |length| {
            format!("{:.2}", length as f64 / 1e6 / time.as_secs_f64())
        });
        println!(
            "| {name} | {} | {part} | {:.2} | {:.2} | {speed} |",
            pages.len(),
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / floor.as_secs_f64()
        );
    }
}

/// Bytes of all streams of a file, inflated by the library that reads it, with no look at what they say.
fn inflated(bytes: &[u8]) -> usize {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF that loads");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    streams
        .map(|stream| stream.decompressed_content().map_or(0, |content| content.len()))
        .sum()
}

fn fastest<T>(mut part: impl FnMut() -> T) -> Duration {
    let once = |_| {
        let start = Instant::now();
        black_box(part());
        start.elapsed()
    };
    (0..ROUNDS).map(once).min().unwrap_or_default()
}
