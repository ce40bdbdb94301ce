//! The layer of log-ins in running text: `ingelogd als wigj`. A word that a dictionary or a list of things knows is none,
//! and what a log-in looks like by itself is for the patterns.

use super::hit::{Hit, Weight};
use super::run::Reader;
use super::words::Shape;
use crate::rules::{Form, Kind};

/// Letters of the shortest log-in that only the words before it tell.
const SHORTEST: usize = 4;

/// Log-ins behind the words of the rule, and those that `en` or a comma ties to one that was found.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let (Some(rule), Some(phrases)) = (
        reader.vocabulary.rule(Form::LoginInText),
        reader.vocabulary.phrases(Form::LoginInText),
    ) else {
        return;
    };
    let mut found = Vec::new();
    for at in 0..reader.scene.tokens.len() {
        let length = phrases.longest(|index| reader.words.folded(at + index));
        // `Uitdraai: wzwaluwb`
        let next = at + length + usize::from(reader.mark(at + length) == Some(':'));
        if length > 0 && is_login(reader, next) {
            found.push(next);
        }
    }
    let known = hits.iter().filter(|hit| hit.kind == Kind::Online && !hit.keeps());
    for hit in known {
        let end = reader.scene.token_from(hit.range.end);
        let tied = reader.words.folded(end) == "en" || reader.mark(end) == Some(',');
        if tied && is_login(reader, end + 1) {
            found.push(end + 1);
        }
    }
    for at in found {
        let token = &reader.scene.tokens[at];
        hits.push(Hit::new(
            token.start as usize..token.end as usize,
            rule,
            Weight::Context,
        ));
    }
}

/// Whether a token is a word in small letters that nobody knows, by itself.
pub(super) fn is_login(reader: &Reader, at: usize) -> bool {
    let folded = reader.words.folded(at);
    let member = reader.words.member(at);
    let known = member.word()
        || member.foreign()
        || member.place()
        || member.organisation()
        || member.role()
        || reader.words.is_compound(at);
    let apart = !(at > 0 && reader.glued(at - 1)) || reader.mark(at - 1).is_some();
    reader.words.shape(at) == Shape::Lower
        && folded.chars().count() >= SHORTEST
        && !known
        && apart
        && !reader.vocabulary.has(Form::NotAName, folded)
        && !reader.vocabulary.has(Form::TaskLogin, folded)
        && !reader.glued_mark(at, '@')
}
