//! Deflate with fixed settings, so that equal data gives equal bytes. Not a general filter library.

use libdeflater::{CompressionLvl, Compressor};
use std::cell::RefCell;

/// Compression level of every stream.
const LEVEL: i32 = 9;

thread_local! {
    /// What a compressor works in takes most of a megabyte, so each thread has one for all its streams.
    static COMPRESSOR: RefCell<Compressor> = RefCell::new(Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default()));
}

/// A zlib stream of the bytes.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
        match compressor.zlib_compress(bytes, &mut out) {
            Ok(written) => out.truncate(written),
            // The bound above is never exceeded; an empty result would only fail the size comparison of the caller.
            Err(_) => return bytes.to_vec(),
        }
        out.shrink_to_fit();
        out
    })
}
