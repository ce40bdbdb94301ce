//! Mailboxes that name a task instead of a person, `gebiedsfonds@`, `crisisteam@`, and the numbers beside them. It looks
//! at what was found.

use super::fold::fold;
use super::hit::Hit;
use super::lists;
use super::owner;
use super::run::Reader;
use super::word_list::{WordList, word_lists};
use super::words::is_compound;
use crate::rules::{Form, Kind, RuleSet};

/// The rule for mailboxes that stay, which lists the usual ones.
const FUNCTIONAL: &str = "mailbox-functional";
/// Letters from which on a word tells enough.
const SHORTEST: usize = 4;
/// Bytes of the words between a mailbox and a number that reach the same desk, at most.
const LONGEST_TIE: usize = 24;

word_lists! {
    /// Where people have a mailbox of their own; whatever word stands before it, it is somebody's.
    PRIVATE: WordList = "private-mail";
}

/// Turns finds of addresses whose local part is made of ordinary words into finds that stay.
pub(crate) fn keep_functional<'r>(source: &str, rules: &'r RuleSet, hits: &mut [Hit<'r>]) {
    let Some(rule) = rules.rule(FUNCTIONAL) else {
        return;
    };
    for hit in hits.iter_mut().filter(|hit| hit.kind == Kind::Email && !hit.keeps()) {
        let rest = &source[hit.range.start..];
        let address = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        if is_functional(address) {
            hit.decide_by(rule);
        }
    }
}

/// Turns finds of fixed numbers beside a mailbox that stays into finds that stay: `vragen: post@… of 0229 …`.
pub(super) fn keep_numbers_beside<'r>(reader: &Reader<'_, 'r>, hits: &mut [Hit<'r>]) {
    let Some(rule) = reader.vocabulary.rule(Form::OrganisationNumber) else {
        return;
    };
    for at in 1..hits.len() {
        let (mailbox, number) = match (hits[at - 1].kind, hits[at].kind) {
            (Kind::Email, Kind::Phone) => (at - 1, at),
            (Kind::Phone, Kind::Email) => (at, at - 1),
            _ => continue,
        };
        let between = &reader.scene.source()[hits[at - 1].range.end..hits[at].range.start];
        let stays = hits[mailbox].keeps() && !hits[number].keeps();
        let line = |hit: &Hit| reader.scene.text.line_at(hit.range.start);
        let is_somebodys = at >= 2
            && hits[at - 2].kind == Kind::Person
            && !hits[at - 2].keeps()
            && line(&hits[at - 2]) == line(&hits[at]);
        if stays
            && !is_somebodys
            && are_beside(between)
            && !owner::is_mobile(&reader.scene.numeric()[hits[number].range.clone()])
        {
            hits[number].decide_by(rule);
        }
    }
}

/// Whether what stands between a mailbox and a number ties them: a few small words, behind the domain of the mailbox.
fn are_beside(between: &str) -> bool {
    let domain = match between.starts_with('@') {
        true => between.find(char::is_whitespace).unwrap_or(between.len()),
        false => 0,
    };
    let between = between[domain..].trim();
    let small = |word: &str| word.starts_with(char::is_lowercase) || word.len() <= 4;
    let mut words = between
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    !between.contains(['\n', '\t', ';']) && between.len() <= LONGEST_TIE && words.all(small)
}

fn is_functional(address: &str) -> bool {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    if domain.split('.').next().is_some_and(|host| PRIVATE.has(&fold(host))) {
        return false;
    }
    let local = fold(local);
    let mut words = local
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|word| {
            let member = lists::of(word);
            let named = member.given() || member.surname() || member.surname_prefix();
            word.len() >= SHORTEST && !named && (member.word() || is_compound(word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_told_from_a_person() {
        for (address, functional) in [
            ("gebiedsfonds@gemeente.example", true),
            ("crisis-team@gemeente.example", true),
            ("offertes2@firma.example", true),
            ("wildehoop@gemeente.example", true),
            ("wildehoop@gmail.com", false),
            ("bakker@gemeente.example", false),
            ("r.thavarasa@gemeente.example", false),
            ("piet@gemeente.example", false),
        ] {
            assert_eq!(is_functional(address), functional, "{address}");
        }
    }
}
