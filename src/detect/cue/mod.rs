//! The layer of words around a name in running text: titles, offices, trades and parties. What a name looks like by itself
//! is for others to say.

mod behind;
mod office;
mod party;
mod portfolio;
mod title;
mod trade;

pub(crate) use behind::is_office;
pub(crate) use party::behind_party;

use super::hit::{Hit, Weight};
use super::run::{Reader, Run};
use crate::rules::Form;

/// Tokens before an office in which `namens` may stand.
const BEHALF: usize = 3;

/// Names by the words next to them.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    each_word(reader, |at| {
        behind::find_at(reader, at, hits)
            .or_else(|| office::find_at(reader, at, hits))
            .or_else(|| party::find_at(reader, at, hits))
            .or_else(|| title::find_at(reader, at, hits))
            .or_else(|| trade::find_at(reader, at, hits))
    });
}

/// Reads a text word by word; `read` says how many tokens it has read, if any.
pub(crate) fn each_word(reader: &Reader, mut read: impl FnMut(usize) -> Option<usize>) {
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        at += match reader.words.folded(at) {
            "" => 1,
            _ => read(at).unwrap_or(1).max(1),
        };
    }
}

/// Whether `namens` stands shortly before an office: who is named below it holds nothing.
pub(crate) fn is_on_behalf(reader: &Reader, office: usize) -> bool {
    (office.saturating_sub(BEHALF)..office).any(|before| reader.words.folded(before) == "namens")
}

/// `wethouder Onderwijs`: whether a word behind an office is what the office is about, not who holds it.
fn is_matter(reader: &Reader, at: usize) -> bool {
    let member = reader.words.member(at);
    member.word() && !member.surname() && !member.given()
}

fn push<'r>(reader: &Reader<'_, 'r>, form: Form, run: &Run, weight: Weight, hits: &mut Vec<Hit<'r>>) {
    if let Some(rule) = reader.vocabulary.rule(form) {
        hits.push(Hit::new(run.bytes(reader.scene), rule, weight));
    }
}

/// Whether a cell or a block ends behind a token.
fn gap_is_wide(reader: &Reader, at: usize) -> bool {
    let (Some(this), Some(next)) = (reader.scene.tokens.get(at), reader.scene.tokens.get(at + 1)) else {
        return true;
    };
    let between = &reader.scene.source()[this.end as usize..next.start as usize];
    between.contains('\t') || between.matches('\n').count() > 1 || between.is_empty()
}
