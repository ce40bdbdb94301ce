//! Log-ins that name a task, a system or a desk instead of a person: `svc_backup`, `helpdesk02`. It looks at log-ins that
//! were found.

use super::fold::fold;
use super::hit::Hit;
use super::lists;
use super::run::Reader;
use super::word_list::{WordList, word_lists};
use crate::rules::{Form, Kind};

/// Turns finds of log-ins that name a task into finds that stay.
pub(crate) fn keep<'r>(reader: &Reader<'_, 'r>, hits: &mut [Hit<'r>]) {
    let Some(rule) = reader.vocabulary.rule(Form::TaskLogin) else {
        return;
    };
    let source = reader.scene.source();
    for hit in hits.iter_mut().filter(|hit| hit.kind == Kind::Online && !hit.keeps()) {
        if names_task(&source[hit.range.clone()], |word| {
            reader.vocabulary.has(Form::TaskLogin, word)
        }) {
            hit.rule = rule;
            hit.effect = rule.effect;
            hit.confidence = rule.confidence;
        }
    }
}

word_lists! {
    /// How the accounts of services begin; what follows is the service's name.
    SERVICE: WordList = "service-logins";
}

/// Whether the log-in is that of a service, or all its words are of tasks and things: `admin-jdevries` is somebody's.
fn names_task(login: &str, is_task: impl Fn(&str) -> bool) -> bool {
    let login = fold(login);
    let words: Vec<&str> = login
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let thing = |word: &&str| {
        let member = lists::of(word);
        is_task(word) || member.word() && !member.given() && !member.surname()
    };
    let named = |word: &&str| {
        let member = lists::of(word);
        (member.given() || member.surname()) && !member.word()
    };
    let is_service = words.first().is_some_and(|first| SERVICE.has(first));
    match is_service {
        true => !words.iter().skip(1).any(named),
        false => words.iter().any(|word| is_task(word)) && words.iter().all(thing),
    }
}

#[cfg(test)]
mod tests {
    use super::names_task;

    #[test]
    fn a_task_is_told_from_a_person() {
        let is_task = |word: &str| matches!(word, "svc" | "helpdesk" | "team");
        for (login, task) in [
            ("svc_ibabs", true),
            ("helpdesk02", true),
            ("team-griffie", true),
            ("team_zwaluwe", false),
            ("svc_thijmen", false),
            ("thijmen02", false),
            ("boze_burger", false),
        ] {
            assert_eq!(names_task(login, is_task), task, "{login}");
        }
    }
}
