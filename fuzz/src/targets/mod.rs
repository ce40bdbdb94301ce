//! The targets: each takes any bytes and returns, or shows a fault by panicking.

mod fonts;
mod images;
mod interpret;
mod open;
mod outcome;
mod rules;
mod verify;

use woolak::pdf::font::FontTable;
use woolak::pdf::layout::layout;
use woolak::pdf::{PageGlyphs, SourcePdf, interpret};
use woolak::redact::{Reading, Settings, rewrite_pdf};

/// No more pages than this are read of one input.
const PAGES: usize = 8;

/// Opens a file, reads it, writes it anew with nothing to redact and verifies it. What was written opens again.
fn pass_through(bytes: &[u8]) {
    let Ok(source) = SourcePdf::open(bytes, &[]) else {
        return;
    };
    if source.pages().len() > PAGES {
        return;
    }
    let fonts = FontTable::load(&source);
    let pages: Vec<PageGlyphs> = (0..source.pages().len())
        .map(|page| interpret(&source, &fonts, page))
        .collect();
    let reading = Reading {
        source: &source,
        fonts: &fonts,
        pages: &pages,
        layout: &layout(&source, &pages),
    };
    if let Ok(redacted) = rewrite_pdf(reading, &[], &[], Settings::default(), &|_| true).verified() {
        let again = SourcePdf::open(redacted.verified.bytes(), &[]).expect("what was written opens");
        assert_eq!(again.pages().len(), source.pages().len());
    }
}

/// A target: its name and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 7] = [
    ("fonts", fonts::run),
    ("images", images::run),
    ("interpret", interpret::run),
    ("open", open::run),
    ("outcome", outcome::run),
    ("rules", rules::run),
    ("verify", verify::run),
];

/// Runs the target of that name once.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    target.expect("a target of that name").1(bytes);
}
