//! Encrypted files: which kinds can be opened, and files whose trailer is not as the deciphering needs it.
//! The deciphering is `lopdf`'s.

use super::error::OpenError;
use lopdf::{Dictionary, Document, Object, StringFormat};

/// What a load left encrypted, if anything.
pub(super) enum State {
    /// Not encrypted, or deciphered.
    Open,
    /// Waits for a password.
    Locked,
    /// What `lopdf` does not decipher as it stands: the `Encrypt` dictionary is direct, or the trailer has no `ID`.
    Bare(Dictionary),
}

pub(super) fn state(document: &Document) -> Result<State, OpenError> {
    match document.trailer.get(b"Encrypt") {
        Err(_) | Ok(Object::Null) => Ok(State::Open),
        Ok(Object::Dictionary(dictionary)) => {
            supported(dictionary)?;
            Ok(State::Bare(dictionary.clone()))
        }
        Ok(object) => {
            if let Object::Dictionary(dictionary) = super::decode::resolve(document, object) {
                supported(dictionary)?;
                if !document.trailer.has(b"ID") {
                    return Ok(State::Bare(dictionary.clone()));
                }
            }
            Ok(State::Locked)
        }
    }
}

/// Only the password handler of ISO 32000-2, 7.6.4; certificates and private handlers are not.
fn supported(dictionary: &Dictionary) -> Result<(), OpenError> {
    let standard = matches!(dictionary.get(b"Filter"), Ok(Object::Name(name)) if name == b"Standard");
    let known = matches!(dictionary.get(b"V"), Err(_) | Ok(Object::Integer(0..=5)));
    match standard && known {
        true => Ok(()),
        false => Err(OpenError::UnsupportedEncryption),
    }
}

/// The same file with the `Encrypt` dictionary as an object and an `ID` in the trailer, by an added section that
/// changes nothing else.
pub(super) fn with_full_trailer(bytes: &[u8], document: &Document, encrypt: &Dictionary) -> Option<Vec<u8>> {
    let tail = memchr::memmem::rfind(bytes, b"startxref")?;
    let previous: String = bytes[tail + 9..]
        .iter()
        .map(|b| char::from(*b))
        .skip_while(|c| c.is_whitespace())
        .take_while(char::is_ascii_digit)
        .collect();
    let number = document
        .reference_table
        .entries
        .keys()
        .next_back()
        .copied()
        .unwrap_or(0)
        .checked_add(1)?;
    let mut out = bytes.to_vec();
    let mut trailer = Dictionary::new();
    for key in [&b"Root"[..], b"ID", b"Info"] {
        if let Ok(value) = document.trailer.get(key) {
            trailer.set(key, value.clone());
        }
    }
    if !trailer.has(b"ID") {
        let empty = Object::String(Vec::new(), StringFormat::Hexadecimal);
        trailer.set("ID", Object::Array(vec![empty.clone(), empty]));
    }
    trailer.set("Size", Object::Integer(i64::from(number) + 1));
    trailer.set("Encrypt", Object::Reference((number, 0)));
    trailer.set("Prev", Object::Integer(previous.parse().ok()?));
    out.extend(b"\n");
    let object_at = out.len();
    out.extend(format!("{number} 0 obj\n").bytes());
    spell(&mut out, &Object::Dictionary(encrypt.clone()), 0);
    out.extend(b"\nendobj\n");
    let section_at = out.len();
    out.extend(format!("xref\n{number} 1\n{object_at:010} 00000 n \ntrailer\n").bytes());
    spell(&mut out, &Object::Dictionary(trailer), 0);
    out.extend(format!("\nstartxref\n{section_at}\n%%EOF\n").bytes());
    Some(out)
}

/// Spells an object without streams.
fn spell(out: &mut Vec<u8>, object: &Object, depth: usize) {
    match object {
        _ if depth > 16 => out.extend(b" null"),
        Object::Boolean(value) => out.extend(format!(" {value}").bytes()),
        Object::Integer(value) => out.extend(format!(" {value}").bytes()),
        Object::Real(value) => out.extend(format!(" {value}").bytes()),
        Object::Reference((number, generation)) => out.extend(format!(" {number} {generation} R").bytes()),
        Object::Name(name) => spell_name(out, name),
        Object::String(string, _) => {
            out.push(b'<');
            out.extend(string.iter().flat_map(|b| format!("{b:02X}").into_bytes()));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| spell(out, item, depth + 1));
            out.push(b']');
        }
        Object::Dictionary(dictionary) => {
            out.extend(b"<<");
            for (key, value) in dictionary {
                spell_name(out, key);
                spell(out, value, depth + 1);
            }
            out.extend(b">>");
        }
        Object::Null | Object::Stream(_) => out.extend(b" null"),
    }
}

fn spell_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => out.push(*byte),
            other => out.extend(format!("#{other:02X}").bytes()),
        }
    }
}
