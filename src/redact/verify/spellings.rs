//! Every way in which the bytes of a string may spell words: encodings first, then escapes inside them.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// The longest text whose escapes are undone.
const MAX_ESCAPED: usize = 1 << 22;
/// The shortest run of digits or base64 letters that is decoded.
const SHORTEST_RUN: usize = 8;
/// Runs of at least this length may go on at the next line.
const LONG_LINE: usize = 24;

/// How many escapes are undone inside one another.
const MAX_NESTED: usize = 3;

/// All readings of the bytes, each as text.
pub(super) fn readings(bytes: &[u8]) -> Vec<String> {
    let mut texts = vec![latin(bytes)];
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.is_ascii()
    {
        texts.push(text.to_owned());
    }
    if bytes.len() >= 4 && (bytes.contains(&0) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]))
    {
        texts.extend(wide(bytes));
    }
    let mut newest = 0;
    for _ in 0..MAX_NESTED {
        let escaped: Vec<String> = texts[newest..]
            .iter()
            .filter(|text| text.len() <= MAX_ESCAPED)
            .flat_map(|text| unescaped(text))
            .collect();
        newest = texts.len();
        texts.extend(escaped);
        distinct(&mut texts, newest);
    }
    texts
}

/// Leaves out, from an index on, what stands before: it is searched and undone for itself.
fn distinct(texts: &mut Vec<String>, from: usize) {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let mut kept = 0;
    for at in 0..texts.len() {
        let known = *first.entry(FxBuildHasher.hash_one(&texts[at])).or_insert(kept);
        if at < from || known == kept || texts[known] != texts[at] {
            texts.swap(kept, at);
            kept += 1;
        }
    }
    texts.truncate(kept);
}

/// The words that stand readable in data, one a line: Latin letters, plain or two bytes each.
pub(super) fn printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for run in bytes.split(|byte| !is_text(*byte)) {
        if run.len() >= 6 {
            out.push_str(&latin(run));
            out.push('\n');
        }
    }
    for shift in [0, 1] {
        let mut run = 0;
        for pair in bytes.get(shift..).unwrap_or_default().chunks_exact(2) {
            match pair {
                [0, byte] if is_text(*byte) => {
                    out.push(char::from(*byte));
                    run += 1;
                }
                _ if run > 0 => {
                    out.push('\n');
                    run = 0;
                }
                _ => {}
            }
        }
        out.push('\n');
    }
    out
}

/// Whether data reads as text.
pub(super) fn is_textual(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    sample
        .iter()
        .filter(|byte| is_text(**byte) || byte.is_ascii_whitespace())
        .count()
        * 10
        >= sample.len() * 9
}

fn is_text(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7E | 0xA0..=0xFF)
}

fn latin(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(plain) if plain.is_ascii() => plain.to_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn wide(bytes: &[u8]) -> Vec<String> {
    let units = |read: fn([u8; 2]) -> u16, shift: usize| {
        let units: Vec<u16> = bytes[shift..]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| read(*pair))
            .collect();
        String::from_utf16_lossy(&units)
    };
    vec![
        units(u16::from_be_bytes, 0),
        units(u16::from_le_bytes, 0),
        units(u16::from_be_bytes, 1),
    ]
}

fn unescaped(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.contains('%') {
        // Escapes may be escaped again and again: every round is shorter.
        let mut plain = percent(text);
        loop {
            let next = percent(&plain);
            if next.len() >= plain.len() {
                break;
            }
            found.push(std::mem::replace(&mut plain, next));
        }
        found.push(plain);
    }
    if text.contains('=') {
        found.push(quoted_printable(text));
    }
    if text.contains('&') {
        found.push(entities(text));
    }
    if text.contains('\\') {
        found.push(backslashes(text));
    }
    runs(text, &mut found);
    // A long run is broken over lines.
    if text.contains(['\n', '\r', ' ']) && text.split_whitespace().any(|run| run.len() >= LONG_LINE) {
        runs(&text.split_whitespace().collect::<String>(), &mut found);
    }
    found
}

/// Runs of digits or base64 letters, decoded.
fn runs(text: &str, found: &mut Vec<String>) {
    let letters = text.as_bytes();
    let is_of_run = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    // Objects are full of the same names: what says the same is undone once.
    let mut known: FxHashSet<&str> = FxHashSet::default();
    for run in letters.chunk_by(|one, next| is_of_run(one) == is_of_run(next)) {
        if run.len() < SHORTEST_RUN || !is_of_run(&run[0]) {
            continue;
        }
        let Some(run) = std::str::from_utf8(run).ok().filter(|run| known.insert(run)) else {
            continue;
        };
        if run.len() % 2 == 0 && run.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let bytes: Vec<u8> = run.as_bytes().chunks(2).filter_map(hex).collect();
            found.push(latin(&bytes));
            found.extend(wide(&bytes));
        }
        // A path or another word before it may end in letters that are base64 too.
        for begin in 0..4 {
            if let Some(bytes) = run.get(begin..).and_then(base64) {
                found.push(String::from_utf8_lossy(&bytes).into_owned());
                if bytes.contains(&0) && bytes.len() >= 4 {
                    found.extend(wide(&bytes));
                }
            }
        }
    }
}

/// `=57illem=\nsen`, as in the source of an e-mail.
fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let bytes = joined.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes.get(at + 1..at + 3).and_then(hex).filter(|_| bytes[at] == b'=') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    match *pair {
        [high, low] => Some((digit(high)? << 4 | digit(low)?) as u8),
        _ => None,
    }
}

fn percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes.get(at + 1..at + 3).and_then(hex).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].find(';').filter(|end| *end <= 10).map(|end| &rest[1..=end]);
        let character = entity.and_then(|entity| match entity.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(digits) => char::from_u32(u32::from_str_radix(digits, 16).ok()?),
                None => char::from_u32(number.parse().ok()?),
            },
            // "&eacute;" and its like: the letter that it begins with.
            None => entity
                .chars()
                .next()
                .filter(char::is_ascii_alphabetic)
                .filter(|_| entity.len() > 3),
        });
        match (character, entity) {
            (Some(character), Some(entity)) => {
                out.push(character);
                rest = &rest[entity.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn backslashes(text: &str) -> String {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = |from: usize, length: usize, radix: u32| {
            let digits = std::str::from_utf8(bytes.get(from..from + length)?).ok()?;
            u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)
        };
        let (character, length) = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'0'..=b'7')) => (digits(at + 1, 3, 8), 4),
            (b'\\', Some(b'u')) => (digits(at + 2, 4, 16), 6),
            (b'\\', Some(b'x')) => (digits(at + 2, 2, 16), 4),
            _ => (None, 1),
        };
        match character {
            Some(character) => {
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                at += length;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn base64(run: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(run.len());
    let (mut bits, mut count) = (0u32, 0);
    for byte in run.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_every_spelling() {
        let wide: Vec<u8> = "Willemsen".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let narrow: Vec<u8> = "Willemsen".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [
            b"Willemsen".as_slice(),
            &wide,
            &narrow,
            b"x=%57illemsen",
            b"=57illem=\nsen",
            b"=57illem=\r\nsen",
            b"zie /a/V2lsbGVtc2Vu",
            b"VwBpAGwAbABlAG0AcwBlAG4A",
            b"T25kZXJ0ZWtlbmQgZG9vciBtZXZyb3V3IFdpbGxl\r\nbXNlbiBvcCBtYWFuZGFn",
            b"6f6e6465727465656b656e6420646f6f722057696c\n6c656d73656e206f70206d61616e646167",
            b"&#87;illemsen",
            b"&#x57;illemsen",
            br"\127illemsen",
            br"\u0057illemsen",
            b"57696c6c656d73656e00",
            b"00570069006c006c0065006d00730065006e",
            b"V2lsbGVtc2Vu",
            b"https://voorbeeld.nl/?q=V2lsbGVtc2Vu",
            b"https://voorbeeld.nl/?q=57696c6c656d73656e",
            b"https://voorbeeld.nl/?q=%2557illemsen",
            b"https://voorbeeld.nl/?q=%2525252557illemsen",
            b"https://voorbeeld.nl/?q=%56%32lsbGVtc2Vu",
        ] {
            let found = readings(bytes).iter().any(|text| text.contains("Willemsen"));
            assert!(found, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn words_in_data_are_read() {
        assert!(printable(b"\x01\x02Willemsen\x03").contains("Willemsen"));
        assert!(printable(b"\x01\0W\0i\0l\0l\0e\0m\0s\0e\0n").contains("Willemsen"));
    }
}
