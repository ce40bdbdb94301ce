//! The layer of literature lists and notes: authors of public works, who stay readable.

use super::hit::{Hit, Weight};
use super::name_list::reversed_end;
use super::run::{Reader, Start};
use crate::rules::Form;

/// Lines of a literature list that may stand below its heading.
const MAX_LIST: usize = 60;

/// Authors in literature lists and in notes that cite a work.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::CitedAuthor) else {
        return;
    };
    let source = reader.scene.source();
    let lines = reader.scene.text.lines();
    let mut list_until = 0;
    for (number, line) in lines.iter().enumerate() {
        let words = source[line.range.clone()].trim();
        let heading = words.trim_matches(|c: char| !c.is_alphabetic());
        if heading.len() < 40 && reader.vocabulary.has(Form::CitedAuthor, &super::fold::fold(heading)) {
            list_until = number + MAX_LIST;
            continue;
        }
        if list_until > number && ends_list(words) {
            list_until = 0;
        }
        if !(list_until > number || is_reference(words)) {
            continue;
        }
        let limit = reader.scene.token_from(line.range.end);
        let mut at = reader.scene.token_from(line.range.start);
        // Authors stand before the year or the title.
        let stop = author_end(words, list_until > number)
            .map_or(limit, |end| reader.scene.token_from(line.range.start + end))
            .min(limit);
        while at < stop {
            let Some(run) = reader
                .run_at(at, Start::AnyPrefix)
                .filter(|run| run.parts[0].tokens.start == at)
            else {
                at += 1;
                continue;
            };
            let end = reversed_end(reader, &run, limit, false).unwrap_or(run.tokens().end);
            let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
            hits.push(Hit::new(range, rule, Weight::Instruction));
            at = end;
        }
    }
}

/// A new heading or a blank line after prose ends a list.
fn ends_list(words: &str) -> bool {
    !words.is_empty() && words.len() < 45 && !words.contains(|c: char| c.is_ascii_digit() || c == ',' || c == '.')
}

/// A note or list line that cites a work: it names a year and a publisher, journal or page.
fn is_reference(words: &str) -> bool {
    let body = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let year = has_year(body);
    let noted =
        words.starts_with(['^', '¹', '²', '³', '⁴', '-', '•']) || body.starts_with(|c: char| c.is_ascii_digit());
    let lower = body.to_lowercase();
    let published = [
        "isbn",
        "journal",
        "university press",
        "uitgever",
        "tijdschrift",
        "diss.",
        "proefschrift",
        " et al",
    ]
    .iter()
    .any(|sign| lower.contains(sign));
    let parenthesised_year = body.match_indices('(').any(|(at, _)| {
        let inner = &body[at + 1..];
        inner.len() >= 5
            && inner.as_bytes()[..4].iter().all(u8::is_ascii_digit)
            && matches!(inner.as_bytes()[4], b')' | b'a'..=b'c')
    });
    year && noted && (published || parenthesised_year && body.contains(", ")) && !lower.contains('@')
}

fn has_year(words: &str) -> bool {
    words
        .as_bytes()
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit) && (four.starts_with(b"19") || four.starts_with(b"20")))
}

/// Where the authors end: before the year in brackets, else before the quoted or second comma-separated title.
fn author_end(words: &str, _in_list: bool) -> Option<usize> {
    let paren = words.find("(19").or_else(|| words.find("(20"));
    let quote = words.find(['\'', '"', '‘', '“']);
    match (paren, quote) {
        (Some(paren), Some(quote)) => Some(paren.min(quote)),
        (one, other) => one.or(other),
    }
}
