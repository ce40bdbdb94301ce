//! House numbers with what is added to them. It does not know streets.

use crate::detect::run::Reader;
use crate::detect::token::TokenKind;
use crate::detect::word_list::{WordList, word_lists};
use crate::detect::words::Shape;

word_lists! {
    /// Words behind a house number that tell one home from the next: `14 bis`.
    ADDITIONS: WordList = "house-additions";
    /// Words behind a house number that a number of their own follows: `bus 4`.
    UNITS: WordList = "house-units";
}

/// The end of `44`, `3a`, `611-C`, `88-B3`, `31-51`, `4 A`, `18 rd`, `140 II`, `14 k. 211`.
pub(super) fn house_number(reader: &Reader, at: usize) -> Option<usize> {
    let source = reader.scene.source();
    let tokens = &reader.scene.tokens;
    let digits = tokens[at].of(source);
    if digits.len() > 4 || digits.starts_with('0') {
        return None;
    }
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let mark = |at: usize| tokens.get(at).and_then(|token| token.mark(source));
    let mut end = at + 1;
    if kind(end) == Some(TokenKind::Word) && reader.glued(at) {
        end += 1;
    } else if matches!(mark(end), Some('-' | '/' | '–')) && reader.glued(at) && reader.glued(end) {
        end += 2;
    }
    // `88-B3`
    let lettered = kind(end - 1) == Some(TokenKind::Word) && kind(end) == Some(TokenKind::Number);
    end += usize::from(lettered && reader.glued(end - 1));
    match addition(reader, end) {
        Some(behind) => Some(behind),
        None => Some(end),
    }
}

/// The end of what stands behind a space.
fn addition(reader: &Reader, at: usize) -> Option<usize> {
    let source = reader.scene.source();
    let tokens = &reader.scene.tokens;
    let near = |at: usize| {
        let (before, here) = (&tokens[at - 1], tokens.get(at)?);
        (here.line == before.line && here.start - before.end <= 1).then_some(here)
    };
    // `12, kamer 3.07`
    if tokens.get(at).and_then(|token| token.mark(source)) == Some(',') && UNITS.has(reader.words.folded(at + 1)) {
        let number = at + 2;
        let numbered = near(number).is_some_and(|token| token.kind == TokenKind::Number);
        let decimal = reader.glued_mark(number, '.') && reader.glued(number + 1);
        return numbered.then_some(number + 1 + 2 * usize::from(decimal));
    }
    let token = near(at)?;
    let folded = reader.words.folded(at);
    if UNITS.has(folded) {
        let number = at + 1 + usize::from(reader.glued_mark(at, '.'));
        let numbered = near(number).is_some_and(|token| token.kind == TokenKind::Number);
        return numbered.then_some(number + 1);
    }
    if token.kind == TokenKind::Mark {
        // `8 (achter)`
        let inside = token.mark(source) == Some('(') && ADDITIONS.has(reader.words.folded(at + 1));
        let closed = tokens.get(at + 2).and_then(|token| token.mark(source)) == Some(')');
        return (inside && closed).then_some(at + 3);
    }
    let roman = matches!(token.of(source), "II" | "III" | "IV" | "VI" | "VII");
    let letter = reader.words.shape(at) == Shape::Initial && !reader.glued_mark(at, '.');
    (ADDITIONS.has(folded) || roman || letter).then_some(at + 1)
}
