//! Mailboxes that name a task instead of a person: `gebiedsfonds@`, `crisisteam@`. It looks at addresses that were found.

use super::fold::fold;
use super::hit::Hit;
use super::lists;
use super::word_list::{WordList, word_lists};
use super::words::is_compound;
use crate::rules::{Kind, RuleSet};

/// The rule for mailboxes that stay, which lists the usual ones.
const FUNCTIONAL: &str = "mailbox-functional";
/// Letters from which on a word tells enough.
const SHORTEST: usize = 4;

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
            hit.rule = rule;
            hit.effect = rule.effect;
            hit.confidence = rule.confidence;
        }
    }
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
