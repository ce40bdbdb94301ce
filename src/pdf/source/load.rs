//! Bytes → objects, deciphered and complete, or the reason why not. It knows nothing of pages.

use super::encryption::{self, State};
use super::error::OpenError;
use super::{MAX_DECODED, recover};
use crate::pdf::concern::Cause;
use crate::text::Sensitive;
use lopdf::{Document, LoadOptions};

/// Where a header must begin (ISO 32000-2, 7.5.2 and what readers accept).
const HEADER_WITHIN: usize = 1024;

/// How many objects a file may have: each takes some hundred bytes of memory, however small it is.
const MAX_OBJECTS: usize = 2_000_000;

/// Objects, with what was odd about them.
pub(super) struct Loaded {
    pub document: Document,
    pub causes: Vec<Cause>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    /// As the file has it.
    AsWritten,
    /// Rebuilt by a scan for objects.
    Rebuilt,
}

pub(super) fn load(bytes: &[u8], passwords: &[Sensitive]) -> Result<Loaded, OpenError> {
    if bytes.is_empty() {
        return Err(OpenError::Empty);
    }
    if recover::announced_objects(bytes) > MAX_OBJECTS {
        return Err(OpenError::TooLarge);
    }
    let start = &bytes[..bytes.len().min(HEADER_WITHIN + 5)];
    let header = memchr::memmem::find(start, b"%PDF-");
    let Some(header) = header else {
        return headerless(bytes, passwords);
    };
    let bytes = &bytes[header..];
    match unlock(bytes, passwords, Table::AsWritten) {
        Ok(document) => Ok(complete(bytes, passwords, document)),
        Err(OpenError::Damaged) => rebuilt(bytes, passwords),
        Err(other) => Err(other),
    }
}

/// A file that lost its first line; it is a PDF if it has objects and an end.
fn headerless(bytes: &[u8], passwords: &[Sensitive]) -> Result<Loaded, OpenError> {
    let has = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
    if !(has(b" obj") && has(b"endobj")) {
        return Err(OpenError::NotPdf);
    }
    rebuilt(&[b"%PDF-1.7\n", bytes].concat(), passwords)
}

/// Objects found by a scan, where the file's own table leads nowhere.
fn rebuilt(bytes: &[u8], passwords: &[Sensitive]) -> Result<Loaded, OpenError> {
    let spelled_out;
    let (bytes, mut document) = match unlock(bytes, passwords, Table::Rebuilt) {
        Ok(document) => (bytes, document),
        Err(error) => {
            spelled_out = recover::without_abbreviations(bytes).ok_or(error)?;
            let document = unlock(&spelled_out, passwords, Table::Rebuilt)?;
            (&spelled_out[..], document)
        }
    };
    let mut causes = recover::repair_streams(bytes, &mut document);
    causes.push(Cause::Rebuilt);
    Ok(Loaded { document, causes })
}

/// Compares what was loaded with what stands in the bytes, and rebuilds where that gives more.
fn complete(bytes: &[u8], passwords: &[Sensitive], mut document: Document) -> Loaded {
    let mut causes = Vec::new();
    if document.xref_recovery.is_some() {
        causes.push(Cause::Rebuilt);
    }
    let lost = recover::lost_objects(bytes, &document).len();
    if lost > 0 {
        if let Ok(better) = unlock(bytes, passwords, Table::Rebuilt)
            && recover::lost_objects(bytes, &better).len() < lost
        {
            document = better;
            causes.push(Cause::Rebuilt);
        }
        if recover::reread(bytes, &mut document) {
            causes.push(Cause::DamagedObject);
        }
        if !recover::lost_objects(bytes, &document).is_empty() {
            causes.push(Cause::LostObjects);
        }
    }
    causes.extend(recover::repair_streams(bytes, &mut document));
    causes.dedup();
    Loaded { document, causes }
}

/// Loads, with the first password that fits.
fn unlock(bytes: &[u8], passwords: &[Sensitive], table: Table) -> Result<Document, OpenError> {
    let document = attempt(bytes, None, table)?;
    let made;
    let (bytes, document) = match encryption::state(&document)? {
        State::Open => return Ok(document),
        State::Locked => (bytes, document),
        State::Bare(encrypt) => {
            let changed = encryption::with_full_trailer(bytes, &document, &encrypt);
            made = changed.ok_or(OpenError::UnsupportedEncryption)?;
            (&made[..], attempt(&made, None, table)?)
        }
    };
    if let State::Open = encryption::state(&document)? {
        return Ok(document);
    }
    for password in passwords {
        match attempt(bytes, Some(password), table) {
            Ok(document) if matches!(encryption::state(&document)?, State::Open) => return Ok(document),
            Ok(_) | Err(OpenError::PasswordWrong) => {}
            Err(other) => return Err(other),
        }
    }
    Err(match passwords {
        [] => OpenError::PasswordNeeded,
        _ => OpenError::PasswordWrong,
    })
}

fn attempt(bytes: &[u8], password: Option<&Sensitive>, table: Table) -> Result<Document, OpenError> {
    let options = LoadOptions {
        password: password.map(|p| p.expose().to_owned()),
        max_decompressed_size: Some(MAX_DECODED),
        force_reconstruct: table == Table::Rebuilt,
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword => OpenError::PasswordWrong,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => OpenError::TooLarge,
        lopdf::Error::UnsupportedSecurityHandler(_) | lopdf::Error::Decryption(_) => OpenError::UnsupportedEncryption,
        _ => OpenError::Damaged,
    })
}
