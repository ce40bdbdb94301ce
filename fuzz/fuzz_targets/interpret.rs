//! Any bytes as a content stream → parsed, written back and interpreted: writing is canonical, and every glyph lies in
//! a string of its operation.

#![no_main]

#[path = "../../src/pdf/fixture.rs"]
#[allow(dead_code)]
mod fixture;

use woolak::pdf::content::{parse, write};
use woolak::pdf::font::FontTable;
use woolak::pdf::{SourcePdf, interpret};

libfuzzer_sys::fuzz_target!(|content: &[u8]| {
    let once = write(&parse(content).0);
    assert_eq!(write(&parse(&once).0), once);
    let pdf = fixture::Pdf::new()
        .stream(50, "", content)
        .page("/Contents 50 0 R", "")
        .bytes();
    let source = SourcePdf::open(&pdf, &[]).expect("a sound file around the content");
    let page = interpret(&source, &FontTable::load(&source), 0);
    for glyph in &page.glyphs {
        let used = &page.streams[glyph.provenance.stream.0 as usize];
        assert!((glyph.provenance.op as usize) < used.ops.len());
        assert!(glyph.provenance.start < glyph.provenance.end);
    }
});
