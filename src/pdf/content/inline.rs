//! Where the samples of an inline image end (ISO 32000-2, 8.9.7): the file does not say, so length, filter and what
//! follows are weighed. It decodes nothing.

use super::lex::{Lexer, Token, is_delimiter, is_white};
use super::op::{Operand, Operator};

/// The samples, and how many bytes to move on past `EI`.
pub(super) struct Samples<'a> {
    pub data: &'a [u8],
    pub consumed: usize,
    /// Whether an `EI` was found.
    pub ended: bool,
}

/// `rest` begins right after `ID`.
pub(super) fn samples<'a>(dictionary: &[(Box<[u8]>, Operand)], rest: &'a [u8]) -> Samples<'a> {
    let start = rest.first().copied().is_some_and(is_white) as usize;
    let body = &rest[start..];
    let exact = stated_length(dictionary).or_else(|| raw_length(dictionary));
    if let Some(length) = exact
        && let Some(after) = body.get(length..).and_then(end_marker)
    {
        return Samples {
            data: &body[..length],
            consumed: start + length + after,
            ended: true,
        };
    }
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&body[from..], b"EI") {
        let at = from + found;
        if is_end(body, at) {
            let data = &body[..at];
            let last_white = data.last().copied().is_some_and(is_white) as usize;
            let end = if data.ends_with(b"\r\n") {
                at - 2
            } else {
                at - last_white
            };
            return Samples {
                data: &body[..end],
                consumed: start + at + 2,
                ended: true,
            };
        }
        from = at + 1;
    }
    let known = exact.filter(|length| *length <= body.len());
    Samples {
        data: &body[..known.unwrap_or(body.len())],
        consumed: rest.len(),
        ended: false,
    }
}

/// How many bytes the white space and `EI` at the start of `bytes` take.
fn end_marker(bytes: &[u8]) -> Option<usize> {
    let white = bytes.iter().take_while(|b| is_white(**b)).count();
    let after = bytes[white..].strip_prefix(b"EI")?;
    let ends = after.first().is_none_or(|b| is_white(*b) || is_delimiter(*b));
    ends.then_some(white + 2)
}

/// Whether the `EI` at `at` is the operator: it stands alone and operations follow it.
fn is_end(body: &[u8], at: usize) -> bool {
    let after = &body[at + 2..];
    let alone = (at == 0 || is_white(body[at - 1])) && after.first().is_none_or(|b| is_white(*b));
    if !alone {
        return false;
    }
    let window = &after[..after.len().min(64)];
    let printable = |b: &u8| is_white(*b) || (32..127).contains(b);
    if !window.iter().take(16).all(printable) {
        return false;
    }
    for token in Lexer::new(window).take(12) {
        match token {
            // The last word of the window may be cut off.
            Token::Keyword(word) if word.as_ptr_range().end < window.as_ptr_range().end || after.len() <= 64 => {
                return Operator::from_bytes(word).is_some() || matches!(word, b"true" | b"false" | b"null");
            }
            Token::Stray => return false,
            _ => {}
        }
    }
    true
}

fn value<'d>(dictionary: &'d [(Box<[u8]>, Operand)], keys: [&[u8]; 2]) -> Option<&'d Operand> {
    let found = dictionary.iter().find(|(key, _)| keys.contains(&&**key));
    found.map(|(_, value)| value)
}

fn count(dictionary: &[(Box<[u8]>, Operand)], keys: [&[u8]; 2]) -> Option<usize> {
    match value(dictionary, keys)? {
        Operand::Number(n) if *n >= 0.0 && *n < 1e9 => Some(*n as usize),
        _ => None,
    }
}

fn stated_length(dictionary: &[(Box<[u8]>, Operand)]) -> Option<usize> {
    count(dictionary, [b"L", b"Length"])
}

/// The length of samples without a filter.
fn raw_length(dictionary: &[(Box<[u8]>, Operand)]) -> Option<usize> {
    match value(dictionary, [b"F", b"Filter"]) {
        None | Some(Operand::Null) => {}
        Some(Operand::Array(filters)) if filters.is_empty() => {}
        Some(_) => return None,
    }
    let width = count(dictionary, [b"W", b"Width"])?;
    let height = count(dictionary, [b"H", b"Height"])?;
    let mask = matches!(value(dictionary, [b"IM", b"ImageMask"]), Some(Operand::Bool(true)));
    let bits = if mask {
        1
    } else {
        let components = match value(dictionary, [b"CS", b"ColorSpace"])? {
            Operand::Name(name) => match &**name {
                b"G" | b"DeviceGray" | b"CalGray" => 1,
                b"RGB" | b"DeviceRGB" | b"CalRGB" => 3,
                b"CMYK" | b"DeviceCMYK" => 4,
                _ => return None,
            },
            Operand::Array(space) => match space.first()? {
                Operand::Name(name) if matches!(&**name, b"I" | b"Indexed") => 1,
                _ => return None,
            },
            _ => return None,
        };
        components * count(dictionary, [b"BPC", b"BitsPerComponent"])?
    };
    width.checked_mul(bits)?.div_ceil(8).checked_mul(height)
}
