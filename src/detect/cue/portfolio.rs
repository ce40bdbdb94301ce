//! What may stand between an office and its holder: a portfolio, a comma, a title. It finds no names.

use crate::detect::name_list::skip_titles;
use crate::detect::run::{Reader, Start};
use crate::detect::words::Shape;

/// `minister van OCW Dijkgraaf`, `de minister (Dijkgraaf)`: to where the name may begin.
pub(super) fn skip_portfolio(reader: &Reader, at: usize, limit: usize) -> usize {
    let source = reader.scene.source();
    if reader.scene.tokens.get(at).and_then(|token| token.mark(source)) == Some('(')
        && reader.words.shape(at + 1) == Shape::Capital
        && !reader.words.member(at + 1).organisation()
    {
        return at + 1;
    }
    // `wethouder Van Zwaluw, wethouder Eskens`: with a capital it belongs to the name.
    if !matches!(reader.words.folded(at), "van" | "voor") || reader.words.shape(at) != Shape::Lower {
        return at;
    }
    // Behind one acronym, or behind a comma or bracket after capitalised words: the name.
    if matches!(reader.words.shape(at + 1), Shape::Upper | Shape::Mixed)
        && reader.words.folded(at + 1).chars().count() <= 5
    {
        return skip_comma(reader, at + 2);
    }
    let mut next = at + 1;
    while next < limit.min(at + 10) {
        match reader.scene.tokens[next].mark(source) {
            Some(',' | '(') if reader.words.shape(next + 1) == Shape::Capital => return next + 1,
            Some(',') => return next,
            Some('.' | ';' | ':') => return at,
            _ => next += 1,
        }
        if !(reader.words.is_capital(next) || matches!(reader.words.folded(next), "en" | "" | "de" | "het")) {
            return at;
        }
    }
    at
}

fn skip_comma(reader: &Reader, at: usize) -> usize {
    match reader
        .scene
        .tokens
        .get(at)
        .and_then(|token| token.mark(reader.scene.source()))
    {
        Some(',' | '(') => at + 1,
        _ => at,
    }
}

/// `De wethouder, mevrouw Rijpma`, `de minister, J.M. Everts`: behind a comma, a title or initials and a name; a title and a
/// name behind a colon or in brackets too.
pub(super) fn apposition(reader: &Reader, at: usize, limit: usize) -> Option<usize> {
    let mark = reader.scene.tokens.get(at)?.mark(reader.scene.source());
    let start = skip_titles(reader, at + 1, limit);
    let titled = start > at + 1;
    let run = reader.run_at(start, Start::AnyPrefix)?;
    let near = reader.scene.tokens[start].line <= reader.scene.tokens[at].line + 1;
    // `de wethouder, J. Eskens (beleidsmedewerker) en P. Rijpma`: what stands in brackets is who it is.
    let end = run.tokens().end;
    let explained = reader.mark(end) == Some('(') && reader.words.shape(end + 1) == Shape::Lower;
    let stands = match mark? {
        ',' => titled || run.has_initials() && !explained,
        ':' | '(' => titled,
        _ => false,
    };
    (near && stands).then_some(at + 1)
}
