//! Objects that `lopdf` gave up on, read once more token by token: what is no token is skipped, as viewers do. It
//! reads single objects, never a whole file.

use super::recover::{ends_stream, find};
use crate::pdf::content::{Lexer, Token};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

/// How deep arrays and dictionaries may nest.
const MAX_DEPTH: usize = 64;

/// Reads the object whose `n g obj` ends right before `at`. `None` where nothing of a value stands there.
pub(super) fn object(bytes: &[u8], at: usize) -> Option<Object> {
    let body = bytes.get(at..)?;
    let end = find(body, b"endobj", 0).unwrap_or(body.len());
    let mut lexer = Lexer::new(&body[..end]);
    let first = lexer.next()?;
    let value = match first {
        Token::DictionaryOpen => Object::Dictionary(dictionary(&mut lexer, 0)),
        Token::ArrayOpen => Object::Array(items(&mut lexer, 0, &Token::ArrayClose)),
        token => scalar(token)?,
    };
    let Object::Dictionary(entries) = value else {
        return Some(value);
    };
    match lexer.next() {
        Some(Token::Keyword(b"stream")) => {
            let start = at + end - lexer.rest().len();
            Some(Object::Stream(stream(bytes, start, entries)))
        }
        _ => Some(Object::Dictionary(entries)),
    }
}

/// The samples begin after the line end that follows `stream`.
fn stream(bytes: &[u8], keyword_end: usize, mut entries: Dictionary) -> Stream {
    let line_end = match &bytes[keyword_end..] {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    let start = keyword_end + line_end;
    let rest = &bytes[start..];
    let stated = entries.get(b"Length").and_then(Object::as_i64).ok();
    let stated = stated.and_then(|length| usize::try_from(length).ok());
    let length = stated.filter(|length| rest.get(*length..).is_some_and(ends_stream));
    let length = length.or_else(|| find(rest, b"endstream", 0)).unwrap_or(rest.len());
    entries.set("Length", Object::Integer(length as i64));
    Stream {
        dict: entries,
        content: rest[..length].to_vec(),
        allows_compression: true,
        start_position: Some(start),
    }
}

/// Values up to a closing token, with `n g R` as references.
fn items(lexer: &mut Lexer<'_>, depth: usize, close: &Token<'_>) -> Vec<Object> {
    let mut items = Vec::new();
    while let Some(token) = lexer.next() {
        match token {
            token if token == *close => break,
            Token::DictionaryOpen | Token::ArrayOpen if depth >= MAX_DEPTH => {}
            Token::DictionaryOpen => items.push(Object::Dictionary(dictionary(lexer, depth + 1))),
            Token::ArrayOpen => items.push(Object::Array(self::items(lexer, depth + 1, &Token::ArrayClose))),
            Token::Keyword(b"R") => {
                if let Some(id) = reference(&items) {
                    items.truncate(items.len() - 2);
                    items.push(Object::Reference(id));
                }
            }
            token => items.extend(scalar(token)),
        }
    }
    items
}

fn reference(items: &[Object]) -> Option<ObjectId> {
    match items {
        [.., Object::Integer(number), Object::Integer(generation)] => {
            Some((u32::try_from(*number).ok()?, u16::try_from(*generation).ok()?))
        }
        _ => None,
    }
}

/// Names and values in turn; where a value is missing, the next name begins anew.
fn dictionary(lexer: &mut Lexer<'_>, depth: usize) -> Dictionary {
    let mut entries = Dictionary::new();
    let mut items = items(lexer, depth, &Token::DictionaryClose).into_iter();
    while let Some(key) = items.next() {
        if let Object::Name(key) = key
            && let Some(value) = items.next()
        {
            entries.set(key, value);
        }
    }
    entries
}

fn scalar(token: Token<'_>) -> Option<Object> {
    Some(match token {
        Token::Number(value) if value.fract() == 0.0 => Object::Integer(value as i64),
        Token::Number(value) => Object::Real(value as f32),
        Token::Name(name) => Object::Name(name.into_vec()),
        Token::String(string) => Object::String(string.into_vec(), StringFormat::Literal),
        Token::Keyword(b"true") => Object::Boolean(true),
        Token::Keyword(b"false") => Object::Boolean(false),
        Token::Keyword(b"null") => Object::Null,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_tokens_are_skipped() {
        let bytes = b"7 0 obj << /Box [0 0 ) 1e3 9] /Font 5 0 R /Deep << /A (x) >> } >> endobj";
        let Some(Object::Dictionary(read)) = object(bytes, 7) else {
            panic!("a dictionary");
        };
        assert_eq!(read.get(b"Font").and_then(Object::as_reference).ok(), Some((5, 0)));
        assert_eq!(read.get(b"Box").and_then(Object::as_array).map(Vec::len).ok(), Some(4));
        assert!(read.get(b"Deep").and_then(Object::as_dict).is_ok());
    }

    #[test]
    fn a_stream_ends_where_it_ends() {
        let bytes = b"7 0 obj << /Length 99 ) >> stream\nBT ET\nendstream endobj";
        let Some(Object::Stream(read)) = object(bytes, 7) else {
            panic!("a stream");
        };
        assert_eq!(read.content, b"BT ET\n");
    }
}
