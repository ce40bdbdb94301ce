//! Offices before the names of their holders: `minister Wiersma`, `de leden Kwint (SP) en Paul (VVD)`. An office behind a
//! name is no matter of this file.

use super::behind::{is_compound_office, is_short_office};
use super::party::behind_party;
use super::portfolio::{apposition, skip_portfolio};
use super::{is_matter, is_on_behalf, push};
use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::{is_credible, skip_titles};
use crate::detect::run::{Reader, Start};
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Offices of several people, and what comes from them.
    OF_SEVERAL: WordList = "offices-of-several";
}

/// Tokens behind an office in which its holders begin, at most.
const FARTHEST: usize = 60;
/// Holders of one office that are read, at most.
const MOST_HOLDERS: usize = 12;
/// Tokens before the members in which their committee is named.
const COMMITTEE: usize = 24;

/// `minister Wiersma`, `de leden Kwint (SP) en Paul (VVD)`, `motie Segers c.s.`: people in public function.
pub(super) fn find_at<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let phrases = reader.vocabulary.phrases(Form::PublicOffice)?;
    let length = phrases.longest(|index| reader.words.folded(at + index));
    let length = length.max(usize::from(is_compound_office(reader.words.folded(at))));
    // `OR-lid`, `cie.lid`: a part of a word for something else.
    let part = at > 1 && reader.glued(at - 1) && reader.glued(at - 2) && reader.words.folded(at).starts_with("lid");
    if length == 0 || part || is_of_committee(reader, at, length) {
        return None;
    }
    let short = is_short_office(reader.words.folded(at));
    let behind = at + length + usize::from(short && reader.glued_mark(at, '.'));
    // `uit Den Burg.`, and a name on the next line.
    let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
    if short && (line(behind) != line(at) || at > 0 && reader.words.folded(at - 1) == "den") {
        return None;
    }
    // `ambtsgenoot van de minister`: the office behind is read by itself.
    let of_another = reader.words.folded(behind) == "van"
        && matches!(reader.words.folded(behind + 1), "het" | "de")
        && phrases.longest(|index| reader.words.folded(behind + 2 + index)) > 0;
    if of_another {
        return Some(length + 2);
    }
    let several = plural(reader, at, length);
    let limit = reader.scene.tokens.len().min(behind + FARTHEST);
    let first = first_holder(reader, behind, several, limit);
    if is_signed_for(reader, at, behind, first) {
        return Some(length);
    }
    let end = holders(reader, first, several, limit, hits);
    Some(length.max(end.saturating_sub(at)).max(1))
}

/// `Namens de minister van OCW,` and `burgemeester en wethouders` over the name of who signs for them, on a line of its own.
fn is_signed_for(reader: &Reader, at: usize, behind: usize, first: usize) -> bool {
    let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
    let college = at > 0 && reader.words.folded(at) == "wethouders" && reader.words.folded(at - 1) == "en";
    let apart = line(first) != line(at);
    is_on_behalf(reader, at) && (apart || first != behind) || college && apart
}

/// Where the first holder may be named behind an office: past a hyphen, a portfolio, a comma.
fn first_holder(reader: &Reader, behind: usize, several: bool, limit: usize) -> usize {
    if reader.mark(behind) == Some('-') && reader.glued(behind - 1) && reader.glued(behind) {
        return behind + 1;
    }
    // `de minister (Zwaluwberg)`: the brackets hold the name and nothing else.
    if reader.mark(behind) == Some('(')
        && let Some(run) = reader.run_at(behind + 1, Start::AnyPrefix)
        && reader.mark(run.tokens().end) == Some(')')
    {
        return behind + 1;
    }
    let next = skip_portfolio(reader, behind, limit);
    apposition(reader, next, limit).filter(|_| !several).unwrap_or(next)
}

/// The holders of an office, named one behind the other; where they end.
fn holders<'r>(reader: &Reader<'_, 'r>, first: usize, several: bool, limit: usize, hits: &mut Vec<Hit<'r>>) -> usize {
    let source = reader.scene.source();
    let mut next = first;
    for kept in 0..MOST_HOLDERS {
        let start = skip_titles(reader, next, limit);
        let Some(run) = reader
            .run_at(start, Start::AnyPrefix)
            .filter(|run| run.parts[0].tokens.start == start)
        else {
            break;
        };
        let of_matter = kept == 0 && run.parts.len() == 1 && is_matter(reader, start);
        if kept > 0 && !is_credible(reader, &run) && !run.has_prefix() || of_matter {
            break;
        }
        // What stands in the brackets behind an office is nearer than the label before it.
        let weight = match reader.mark(start - 1) {
            Some('(') => Weight::Pattern,
            _ => Weight::Structure,
        };
        push(reader, Form::PublicOffice, &run, weight, hits);
        next = behind_party(reader, run.tokens().end);
        let of_party = next != run.tokens().end;
        let joined = match reader.scene.tokens.get(next).and_then(|token| token.mark(source)) {
            Some(',' | '/' | '&') => behind_party(reader, next) != next || of_party || several,
            _ => matches!(reader.words.folded(next), "en" | "and") && (several || of_party),
        };
        if !joined {
            break;
        }
        next += 1;
        if reader.words.folded(next) == "en" {
            next += 1;
        }
    }
    next
}

/// `de commissie (voorzitter mr. Q. Zwaluw, leden A. Eskens en H. Rijpma)`: members of a committee of civil servants and
/// experts, who hold no public office.
fn is_of_committee(reader: &Reader, at: usize, length: usize) -> bool {
    let bare = length == 1 && matches!(reader.words.folded(at), "lid" | "leden");
    let led = at > 0 && matches!(reader.words.folded(at - 1), "de" | "het" | "van" | "aan");
    let before = |words: &[&str]| {
        let reach = at.saturating_sub(COMMITTEE)..at;
        reach
            .into_iter()
            .any(|near| words.iter().any(|word| reader.words.folded(near).ends_with(word)))
    };
    let of_committee = before(&["commissie", "samenstelling"]) && before(&["voorzitter", "samenstelling", "bestaat"]);
    // `lid prof. Zwaluw` on a line of its own.
    let titled = matches!(
        reader.words.folded(at + 1),
        "prof" | "dr" | "ir" | "ing" | "drs" | "mw" | "dhr"
    );
    bare && !led && (of_committee || titled)
}

/// Whether the office is one of several people: `leden`, `raadsleden`, `motie`.
fn plural(reader: &Reader, at: usize, length: usize) -> bool {
    let last = reader.words.folded(at + length - 1);
    last.ends_with("leden")
        || last.ends_with("ministers")
        || last.ends_with("ssen")
        || last.ends_with("ers")
        || last.ends_with("moties")
        || last.ends_with("vragen")
        || OF_SEVERAL.has(reader.words.folded(at))
}
