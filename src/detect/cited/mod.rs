//! The layer of literature lists, notes and works that are named: authors and makers, who stay readable. Whoever is merely
//! named below such a heading is no author.

mod by_work;
mod by_year;

use std::ops::Range;

use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::reversed_end;
use crate::detect::run::{Reader, Run, Start};
use crate::detect::word_list::{Signs, word_lists};
use crate::detect::words::Shape;
use crate::rules::Form;

word_lists! {
    /// What stands in a reference to a published work.
    PUBLISHED: Signs = "publication-signs";
}

/// Lines of a literature list that may stand below its heading.
const MAX_LIST: usize = 60;
/// Tokens of the longest surname before initials, and letters of the longest initials.
const LONGEST_SURNAME: usize = 4;
const MOST_INITIALS: usize = 3;
/// Bytes of the longest heading.
const LONGEST_HEADING: usize = 45;
/// Bytes of the longest line that is taken for a numbered heading.
const LONGEST_NUMBERED: usize = 60;

/// Authors of works that are cited, and makers of works that are named.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    by_year::find(reader, hits);
    by_work::find(reader, hits);
    in_lists(reader, hits);
}

/// Authors in literature lists and in notes.
fn in_lists<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let Some(rule) = reader.vocabulary.rule(Form::CitedAuthor) else {
        return;
    };
    let source = reader.scene.source();
    let lines = reader.scene.text.lines();
    let mut list_until = 0;
    for (number, line) in lines.iter().enumerate() {
        let words = source[line.range.clone()].trim();
        let heading = words.trim_matches(|c: char| !c.is_alphabetic());
        if heading.len() < LONGEST_HEADING && reader.vocabulary.has(Form::CitedAuthor, &super::fold::fold(heading)) {
            list_until = number + MAX_LIST;
            continue;
        }
        if list_until > number && ends_list(words) {
            list_until = 0;
        }
        // A reference may go on in the next line, with its year.
        let next = lines.get(number + 1).map_or("", |next| &source[next.range.clone()]);
        let listed = list_until > number && (has_year(words) || has_year(next) || is_published(words));
        let over_two = || title_goes_on(words) && is_reference(&format!("{words} {}", next.trim()));
        if !(listed || is_reference(words) || over_two()) {
            continue;
        }
        let mut at = reader.scene.token_from(line.range.start);
        let limit = reader.scene.token_from(line.range.end);
        while at < limit {
            let range = authors(reader, at, limit, hits, |tokens| {
                let range =
                    reader.scene.tokens[tokens.start].start as usize..reader.scene.tokens[tokens.end - 1].end as usize;
                Hit::new(range, rule, Weight::Structure)
            });
            at = next_reference(reader, range, limit);
        }
    }
}

/// The authors with which a reference begins; gives where they end.
fn authors<'r>(
    reader: &Reader<'_, 'r>,
    first: usize,
    limit: usize,
    hits: &mut Vec<Hit<'r>>,
    hit: impl Fn(Range<usize>) -> Hit<'r>,
) -> usize {
    let mut at = skip(reader, first, limit, |at| is_opening(reader, at));
    let begin = at;
    while at < limit {
        if let Some(end) = initials_behind(reader, at, limit) {
            hits.push(hit(at..end));
            at = skip(reader, end, limit, |at| is_joint(reader, at));
            continue;
        }
        let run = reader.run_at(at, Start::AnyPrefix);
        let Some(run) = run.filter(|run| run.parts[0].tokens.start == at && run.tokens().end <= limit) else {
            break;
        };
        let reversed = reversed_end(reader, &run, limit, false);
        let end = reversed.unwrap_or(run.tokens().end);
        let as_author = reversed.is_some()
            || run.has_initials()
            || (at == begin || is_tied(reader, at)) && cites(reader, &run, limit)
            || at == begin && cites_jointly(reader, &run, limit);
        if !as_author {
            break;
        }
        hits.push(hit(at..end));
        at = skip(reader, end, limit, |at| is_joint(reader, at));
    }
    at
}

/// The end of `Rijpma HJ` or `Van Eskens M` before a comma or a point: a surname with initials behind it, as medical
/// journals write authors.
fn initials_behind(reader: &Reader, at: usize, limit: usize) -> Option<usize> {
    let is_word =
        |at: usize| matches!(reader.words.shape(at), Shape::Capital | Shape::Mixed) || reader.mark(at) == Some('-');
    let words = (at..limit).take_while(|at| is_word(*at)).take(LONGEST_SURNAME).count();
    let initials = at + words;
    let short = reader.words.folded(initials).chars().count() <= MOST_INITIALS;
    let shouted = matches!(reader.words.shape(initials), Shape::Upper | Shape::Initial);
    let closed = matches!(reader.mark(initials + 1), Some(',' | '.' | ';'))
        || matches!(reader.words.folded(initials + 1), "e" | "et" | "en");
    (words > 0 && initials < limit && short && shouted && closed).then_some(initials + 1)
}

/// `Arnstein (1969)`, `Rita Zwaluwberg, Titel`: a name without initials with a year or a title right behind it.
fn cites(reader: &Reader, run: &Run, limit: usize) -> bool {
    let source = reader.scene.source();
    let behind = run.tokens().end;
    let mark = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .filter(|_| at < limit)
            .and_then(|token| token.mark(source))
    };
    let word = |at: usize| {
        let token = reader.scene.tokens.get(at).filter(|_| at < limit);
        token.map_or("", |token| token.of(source))
    };
    match mark(behind) {
        Some('(') => is_year(word(behind + 1)),
        Some(',' | ':') => {
            let title = matches!(mark(behind + 1), Some('\'' | '"' | '‘' | '“' | '*' | '_'));
            title || is_year(word(behind + 1)) || reader.words.is_capital(behind + 1)
        }
        _ => false,
    }
}

/// Whether `en` or `&` stands before a name.
fn is_tied(reader: &Reader, at: usize) -> bool {
    let before = at.saturating_sub(1);
    let mark = reader.scene.tokens[before].mark(reader.scene.source());
    mark == Some('&') || matches!(reader.words.folded(before), "en" | "and" | "und" | "et")
}

/// `Eelke Wolters en Hilde Rijpma, Titel`: a name without initials that another ties to a title.
fn cites_jointly(reader: &Reader, run: &Run, limit: usize) -> bool {
    let behind = run.tokens().end;
    let next = skip(reader, behind, limit, |at| is_joint(reader, at));
    let tied = next > behind && next < limit && run.words().count() >= 2;
    let other = reader.run_at(next, Start::AnyPrefix).filter(|_| tied);
    other.is_some_and(|other| other.words().count() >= 2 && cites(reader, &other, limit))
}

/// Behind what parts one reference in a note from the next: `; vgl.`.
fn next_reference(reader: &Reader, from: usize, limit: usize) -> usize {
    let source = reader.scene.source();
    let semicolon = (from..limit).find(|at| reader.scene.tokens[*at].mark(source) == Some(';'));
    semicolon.map_or(limit, |at| at + 1)
}

/// Bullets, note signs and words like `zie ook` before the first author.
fn is_opening(reader: &Reader, at: usize) -> bool {
    let token = &reader.scene.tokens[at];
    let word = matches!(
        reader.words.folded(at),
        "zie" | "vgl" | "vergelijk" | "cf" | "ook" | "o" | "a" | "see"
    );
    !reader.words.is_capital(at) && (word || reader.words.folded(at).is_empty())
        || token.of(reader.scene.source()) == "^"
}

/// What stands between two authors.
fn is_joint(reader: &Reader, at: usize) -> bool {
    let mark = reader.scene.tokens[at].mark(reader.scene.source());
    matches!(mark, Some(',' | '&' | '/' | '.')) || matches!(reader.words.folded(at), "en" | "and" | "und" | "et")
}

fn skip(reader: &Reader, mut at: usize, limit: usize, is: impl Fn(usize) -> bool) -> usize {
    while at < limit && reader.scene.tokens.get(at).is_some() && is(at) {
        at += 1;
    }
    at
}

/// A new heading ends a list: a short line without a number or a comma, or one that begins with the number of a section.
fn ends_list(words: &str) -> bool {
    let plain = words.len() < LONGEST_HEADING && !words.contains(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let title = words[digits..].trim();
    let numbered = (1..=5).contains(&digits)
        && words.len() < LONGEST_NUMBERED
        && title.starts_with(char::is_uppercase)
        && !title.ends_with('.')
        && !has_year(title)
        && !title.contains([',', ':'])
        && !title.contains(". ");
    !words.is_empty() && (plain || numbered)
}

/// A note or list line that cites a work: it names a year and a publisher, journal or page.
fn is_reference(words: &str) -> bool {
    let body = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let noted =
        words.starts_with(['^', '¹', '²', '³', '⁴', '-', '•']) || body.starts_with(|c: char| c.is_ascii_digit());
    let noted = noted || begins_with_author(body);
    let parenthesised_year = || {
        body.match_indices('(').any(|(at, _)| {
            let inner = &body[at + 1..];
            let end = inner.get(4..5);
            inner.get(..4).is_some_and(is_year) && matches!(end, Some(")" | "a" | "b" | "c"))
        })
    };
    let is_cited = || body.contains(", ") && parenthesised_year() || is_published(body);
    noted && has_year(body) && !body.contains('@') && is_cited()
}

/// Whether the title in a reference is opened and not closed.
fn title_goes_on(words: &str) -> bool {
    [[", '", "'"], [", ‘", "’"], [", “", "”"], [", \"", "\""]]
        .iter()
        .any(|[opening, closing]| {
            let title = words.split_once(opening);
            title.is_some_and(|(_, title)| !title.contains(closing))
        })
}

/// `Eskens, M. (2012)`, `M. Eskens, 'Titel'`: a surname and an initial open the line.
fn begins_with_author(line: &str) -> bool {
    let is_initial = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
    };
    let mut words = line.split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let reversed =
        first.len() > 2 && first.ends_with(',') && first.starts_with(char::is_uppercase) && is_initial(second);
    let quoted = line.contains(", '") || line.contains(", ‘") || line.contains(", \"") || line.contains(", “");
    reversed || is_initial(first) && quoted
}

/// Whether a line names a publisher or a journal.
fn is_published(words: &str) -> bool {
    let lower = words.to_lowercase();
    let names_place_and_year = words.match_indices(": ").any(|(at, colon)| {
        let behind = &words[at + colon.len()..];
        let mut next = behind.split_whitespace().take(5);
        let ends = next.any(|word| is_year(word.trim_end_matches([',', '.', ';', ')'])));
        behind.starts_with(char::is_uppercase) && ends
    });
    if names_place_and_year {
        return true;
    }
    PUBLISHED.stand_in(&lower)
}

fn is_year(digits: &str) -> bool {
    is_of_century(digits.as_bytes())
}

fn is_of_century(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'9', rest @ ..] | [b'2', b'0', rest @ ..] if rest.len() == 2 && rest.iter().all(u8::is_ascii_digit))
}

fn has_year(words: &str) -> bool {
    words.as_bytes().windows(4).any(is_of_century)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_heading_ends_a_list_and_a_reference_does_not() {
        assert!(ends_list("4. Gesprekken"));
        assert!(ends_list("Bevindingen van de werkgroep"));
        assert!(!ends_list("3. Zwaluwberg, R., Lakken (2019)"));
        assert!(!ends_list("1. Rita Eskens, Den Haag 2004"));
        assert!(!ends_list(""));
    }

    #[test]
    fn a_year_needs_a_century() {
        assert!(has_year("(1969)") && has_year("Delft 2004") && !has_year("tel. 0182 4410"));
    }
}
