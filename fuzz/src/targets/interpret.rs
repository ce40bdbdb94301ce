//! Any bytes as a content stream → parsed, written back and interpreted: writing comes to rest, and every code of every
//! shown string is in exactly one glyph.

use crate::fixture::Pdf;
use std::collections::BTreeMap;
use woolak::pdf::content::{parse, write};
use woolak::pdf::font::FontTable;
use woolak::pdf::{SourcePdf, interpret};

/// Runs once.
pub fn run(content: &[u8]) {
    // Samples that are cut short take the line end behind them for theirs, once.
    let once = write(&parse(content).0);
    let twice = write(&parse(&once).0);
    assert_eq!(write(&parse(&twice).0), twice);
    let pdf = Pdf::new().stream(50, "", content).page("/Contents 50 0 R", "").bytes();
    let source = SourcePdf::open(&pdf, &[]).expect("a sound file around the content");
    let page = interpret(&source, &FontTable::load(&source), 0);
    let mut ends: BTreeMap<(u32, u32, u32, u32), u32> = BTreeMap::new();
    for glyph in &page.glyphs {
        let at = &glyph.provenance;
        let used = &page.streams[at.stream.0 as usize];
        assert!((at.op as usize) < used.ops.len());
        assert!(at.start < at.end);
        // The bytes of a string follow one another without a gap, glyph by glyph.
        let end = ends.insert((at.stream.0, at.op, at.element, glyph.show), at.end);
        assert_eq!(at.start, end.unwrap_or(0));
    }
}
