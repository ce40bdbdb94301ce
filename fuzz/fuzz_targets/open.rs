//! Any bytes → open and read all pages: no panic, no hang, bounded memory.

#![no_main]

use woolak::pdf::font::FontTable;
use woolak::pdf::{SourcePdf, interpret};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = SourcePdf::open(bytes, &[]) {
        let fonts = FontTable::load(&source);
        for page in 0..source.pages().len().min(8) {
            interpret(&source, &fonts, page);
        }
    }
});
