//! The layer of checked patterns: shape, arithmetic check, words before and after.

use super::context::Scene;
use super::hit::{Hit, Weight};
use crate::rules::{Effect, LazyRegex, Lowered, Matcher, Pattern, Rule, RuleSet};
use rayon::prelude::*;
use regex::Regex;
use std::ops::Range;

/// All finds of all pattern rules, in the order of the rules. Each rule goes through the text by itself.
pub(crate) fn find<'r>(scene: &Scene, rules: &'r RuleSet) -> Vec<Hit<'r>> {
    let all = rules.rules().par_iter().flat_map_iter(|rule| match &rule.matcher {
        Matcher::Pattern(pattern) => find_one(scene, rule, pattern),
        Matcher::Labels(_) | Matcher::Form(_) => Vec::new(),
    });
    all.collect()
}

fn find_one<'r>(scene: &Scene, rule: &'r Rule, pattern: &Pattern) -> Vec<Hit<'r>> {
    let source = scene.numeric();
    let mut hits = Vec::new();
    let Some(regex) = pattern.regex.for_text(&scene.lowered) else {
        return hits;
    };
    let has_group = pattern.regex.source().contains("(?P<span");
    let mut from = 0;
    while let Some(whole) = regex.find_at(source, from) {
        from = next_start(source, whole.start(), whole.end());
        let (all, groups) = (whole.range(), has_group.then(|| spans(regex, source, whole.start())));
        let spans = groups.as_deref().unwrap_or(std::slice::from_ref(&all));
        let Some(range) = spans.first().cloned() else {
            continue;
        };
        let stands_alone = edges_are_free(source, whole.start(), whole.end())
            && spans.iter().all(|span| edges_are_free(source, span.start, span.end));
        if !stands_alone {
            // A shorter match may begin inside a longer run of letters or digits: go on behind this run only.
            from = from.max(end_of_run(source, whole.start()));
            continue;
        }
        if pattern.check.is_some_and(|check| !check.passes(&source[range.clone()]))
            || !context_allows(scene, pattern, range.start, whole.end())
        {
            from = from.max(end_of_run(source, whole.start()));
            continue;
        }
        from = from.max(whole.end());
        let weight = match rule.effect {
            Effect::Redact(_) => Weight::Pattern,
            Effect::Keep(_) => Weight::Instruction,
        };
        hits.extend(spans.iter().map(|span| Hit::new(span.clone(), rule, weight)));
    }
    hits
}

/// The groups `span`, `span_2` … of the match at a place that took part in it.
fn spans(regex: &Regex, source: &str, start: usize) -> Vec<Range<usize>> {
    let Some(found) = regex.captures_at(source, start) else {
        return Vec::new();
    };
    let named = regex.capture_names().flatten().filter(|name| name.starts_with("span"));
    named
        .filter_map(|name| found.name(name))
        .map(|span| span.range())
        .collect()
}

/// Where to look on after a match that did not count.
fn next_start(source: &str, start: usize, end: usize) -> usize {
    let mut next = (start + 1).min(end);
    while !source.is_char_boundary(next) {
        next += 1;
    }
    next
}

/// The end of the run of letters and digits at a place, or the next character.
fn end_of_run(source: &str, start: usize) -> usize {
    let rest = &source[start..];
    let run = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    start + run.max(rest.chars().next().map_or(0, char::len_utf8))
}

/// Whether no letter or digit adjoins the outer characters.
fn edges_are_free(source: &str, start: usize, end: usize) -> bool {
    let alphanumeric = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let first = source[start..end].chars().next();
    let last = source[start..end].chars().next_back();
    let before = source[..start].chars().next_back();
    let after = source[end..].chars().next();
    let runs_on = alphanumeric(first) && alphanumeric(before) || alphanumeric(last) && alphanumeric(after);
    !runs_on
}

fn context_allows(scene: &Scene, pattern: &Pattern, start: usize, end: usize) -> bool {
    if pattern.before.is_some() || pattern.not_before.is_some() {
        let context = Context::new(scene.before(start));
        let wanted = pattern.before.as_ref().map(|regex| last_match(regex, &context));
        let barred = pattern
            .not_before
            .as_ref()
            .and_then(|regex| last_match(regex, &context));
        let allowed = match (wanted, barred) {
            (Some(None), _) => false,
            (Some(Some(wanted)), Some(barred)) => wanted > barred,
            (Some(Some(_)), None) | (None, None) => true,
            (None, Some(_)) => false,
        };
        if !allowed {
            return false;
        }
    }
    if pattern.after.is_some() || pattern.not_after.is_some() {
        let rest = Context::new(scene.after(end));
        let wanted = pattern
            .after
            .as_ref()
            .is_none_or(|regex| last_match(regex, &rest).is_some());
        let barred = pattern
            .not_after
            .as_ref()
            .is_some_and(|regex| last_match(regex, &rest).is_some());
        return wanted && !barred;
    }
    true
}

/// Words beside a place.
struct Context {
    words: String,
    lowered: Lowered,
}

impl Context {
    fn new(words: String) -> Self {
        let lowered = Lowered::new(&words);
        Self { words, lowered }
    }
}

/// Where the last match ends.
fn last_match(regex: &LazyRegex, context: &Context) -> Option<usize> {
    let regex = regex.for_text(&context.lowered)?;
    regex.find_iter(&context.words).last().map(|found| found.end())
}
