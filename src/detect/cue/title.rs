//! Words of address before a name: `mevrouw De Vries`, `de heren Sietsma en d'Ancona`. Offices and trades are no titles.

use super::behind::{in_brackets, is_before_office};
use super::party::{behind_is_party, is_of_party};
use super::{gap_is_wide, push};
use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::{followed_by_company, is_credible, skip_titles};
use crate::detect::run::{Reader, Start, is_prefix};
use crate::detect::word_list::{WordList, word_lists};
use crate::detect::words::Shape;
use crate::rules::{Confidence, Form};

word_lists! {
    /// Words before the names of several people.
    SEVERAL: WordList = "several-people";
    /// Words by which people are addressed.
    ADDRESSES: WordList = "words-of-address";
    /// Days and months, which are surnames as well.
    CALENDAR: WordList = "calendar";
}

/// `mevrouw De Vries`, `drs. K. Bos`.
pub(super) fn find_at<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let behind = skip_titles(reader, at, reader.scene.tokens.len());
    if behind == at {
        return None;
    }
    let dotless_mr = behind == at + 1
        && matches!(reader.words.folded(at), "mr" | "dr" | "ds" | "ir" | "ing" | "drs")
        && reader.words.shape(at) == Shape::Upper;
    // `werf Gebroeders Zwaluw` is a firm.
    let firm = matches!(reader.words.folded(at), "gebroeders" | "gebr") && reader.words.shape(at) == Shape::Capital;
    if dotless_mr || firm {
        return None;
    }
    if let Some(run) = reader.run_at(behind, Start::AnyPrefix) {
        let end = run.tokens().end;
        if in_brackets(reader, end) || is_of_party(reader, end) || is_before_office(reader, &run) {
            push(reader, Form::PublicOffice, &run, Weight::Pattern, hits);
        } else if !followed_by_company(reader, &run) && !behind_is_party(reader, &run) {
            push(reader, Form::Title, &run, Weight::Context, hits);
            if (at..behind).any(|word| SEVERAL.has(reader.words.folded(word))) {
                further(reader, run.tokens().end, hits);
            }
        }
        return Some(run.tokens().end - at);
    }
    if is_called_a_word(reader, at, behind)
        && let Some(rule) = reader.vocabulary.rule(Form::Title)
    {
        let token = &reader.scene.tokens[behind];
        hits.push(Hit::new(
            token.start as usize..token.end as usize,
            rule,
            Weight::Context,
        ));
        return Some(behind + 1 - at);
    }
    lower_named(reader, behind, hits);
    Some(behind - at)
}

/// `de heren Sietsma en d'Ancona`: the names behind the first.
fn further<'r>(reader: &Reader<'_, 'r>, mut at: usize, hits: &mut Vec<Hit<'r>>) {
    let comma = |at: usize| {
        reader
            .scene
            .tokens
            .get(at)
            .and_then(|token| token.mark(reader.scene.source()))
            == Some(',')
    };
    while comma(at) || reader.words.folded(at) == "en" {
        let Some(run) = reader.run_at(at + 1, Start::AnyPrefix) else {
            return;
        };
        if !is_credible(reader, &run) && !run.has_prefix() {
            return;
        }
        push(reader, Form::Title, &run, Weight::Context, hits);
        at = run.tokens().end;
    }
}

/// `meneer Vrijdag`, `mw. Verveld`: a word with a capital right behind a word of address is somebody's surname.
fn is_called_a_word(reader: &Reader, at: usize, behind: usize) -> bool {
    let folded = reader.words.folded(behind);
    let letters = folded.chars().count();
    let never = reader.vocabulary.has(Form::NotAName, folded) && !CALENDAR.has(folded);
    let is_role = reader.vocabulary.has(Form::JobTitle, folded) || reader.vocabulary.has(Form::PublicOffice, folded);
    ADDRESSES.has(reader.words.folded(at))
        && reader.words.shape(behind) == Shape::Capital
        && letters >= 3
        && !(never || is_role || reader.words.member(behind).role())
        && !gap_is_wide(reader, behind - 1)
        && reader.scene.tokens[behind].line == reader.scene.tokens[at].line
}

/// `dr kwast`, `mevrouw de boer` without capitals: a surname or a word that no dictionary knows.
fn lower_named<'r>(reader: &Reader<'_, 'r>, behind: usize, hits: &mut Vec<Hit<'r>>) {
    let mut last = behind;
    while is_prefix(reader.words.folded(last)) && last < behind + 3 {
        last += 1;
    }
    let member = reader.words.member(last);
    let unknown = !member.word() && !member.foreign() && !member.place() && reader.words.folded(last).len() > 2;
    let named = unknown || member.surname() && last > behind;
    let never = reader.vocabulary.has(Form::NotAName, reader.words.folded(last))
        || reader.vocabulary.has(Form::JobTitle, reader.words.folded(last))
        || member.role();
    let near = behind > 0
        && reader
            .scene
            .tokens
            .get(last)
            .is_some_and(|token| token.line == reader.scene.tokens[behind - 1].line)
        && !gap_is_wide(reader, behind - 1);
    if reader.words.shape(last) == Shape::Lower
        && named
        && !never
        && near
        && let Some(rule) = reader.vocabulary.rule(Form::Title)
    {
        let range = reader.scene.tokens[behind].start as usize..reader.scene.tokens[last].end as usize;
        let mut hit = Hit::new(range, rule, Weight::Context);
        hit.confidence = Confidence::Likely;
        hits.push(hit);
    }
}
