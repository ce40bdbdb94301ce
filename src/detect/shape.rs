//! The layer of what a name looks like by itself: initials, tussenvoegsels, names that the lists know.

use super::hit::{Hit, Weight};
use super::name_list::{followed_by_company, reversed_end};
use super::run::{Part, Reader, Run, Start, Unit, is_prefix};
use super::token::TokenKind;
use super::words::Shape;
use crate::rules::Form;

/// Bytes of the longest heading.
const LONGEST_HEADING: usize = 60;

/// Names by their own form, wherever they stand.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if !reader.words.is_capital(at) {
            at += lower_name(reader, at, hits).unwrap_or(1);
            continue;
        }
        let Some(run) = reader.run_at(at, Start::Capital) else {
            at += 1;
            continue;
        };
        at = run.tokens().end;
        let listed = is_listed(reader, &run);
        let place = run.parts.len() == 1 && reader.words.member(run.parts[0].tokens.start).place();
        if let Some(end) = reversed_end(reader, &run, reader.scene.tokens.len(), listed)
            .filter(|_| run.words().count() <= 2 + usize::from(listed) && !place)
            && let Some(rule) = reader.vocabulary.rule(Form::NameShape)
        {
            let start = reader.scene.tokens[run.tokens().start].start as usize;
            hits.push(Hit::new(
                start..reader.scene.tokens[end - 1].end as usize,
                rule,
                Weight::Context,
            ));
            at = end;
            continue;
        }
        let Some(run) = without_sentence_opener(reader, run) else {
            continue;
        };
        let found = form_of(reader, &run)
            .map(|form| (form, run.clone()))
            .or_else(|| from_given_name(reader, &run));
        if let Some((form, run)) = found
            && let Some(rule) = reader.vocabulary.rule(form)
        {
            let weight = match form {
                Form::NameShape => Weight::Context,
                _ => Weight::List,
            };
            let mut range = run.bytes(reader.scene);
            if let Some(partner) = partner(reader, &run) {
                range.start = reader.scene.tokens[partner].start as usize;
            }
            hits.push(Hit::new(range, rule, weight));
        }
    }
}

/// Whether a run stands in a list with semicolons, with a given name behind the comma.
fn is_listed(reader: &Reader, run: &Run) -> bool {
    let at = run.tokens().end;
    let line = reader.scene.text.lines().get(reader.scene.tokens[at - 1].line as usize);
    line.is_some_and(|line| reader.scene.source()[line.range.clone()].contains(';'))
        && reader.scene.tokens.get(at + 1).is_some()
        && reader.words.member(at + 1).given()
}

/// `K. en` before `S. Bouchikhi`: the initials of someone who shares the surname.
fn partner(reader: &Reader, run: &Run) -> Option<usize> {
    let start = run
        .parts
        .first()
        .filter(|part| part.unit == Unit::Initial)?
        .tokens
        .start;
    let and = start.checked_sub(1).filter(|at| reader.words.folded(*at) == "en")?;
    let letter = and
        .checked_sub(2)
        .filter(|at| reader.words.shape(*at) == Shape::Initial)?;
    reader.glued_mark(letter, '.').then_some(letter)
}

/// Without a tussenvoegsel that owes its capital to the start of a sentence: `Van Nermin kwam bericht`.
pub(crate) fn without_sentence_opener(reader: &Reader, mut run: Run) -> Option<Run> {
    let opens =
        run.parts.len() > 1 && run.parts[0].unit == Unit::Prefix && reader.opens_sentence(run.parts[0].tokens.start);
    let next = run.parts.get(1).map(|part| part.tokens.start);
    let given = next.is_some_and(|at| reader.words.member(at).given() && !reader.words.member(at).surname());
    let full = run.words().count() >= 2 || run.has_initials();
    if opens
        && (given
            || full
                && matches!(
                    reader.words.folded(run.parts[0].tokens.start),
                    "van" | "bij" | "aan" | "in" | "op" | "uit"
                ))
    {
        run.parts.remove(0);
    }
    Some(run)
}

/// A full name behind a word that is none: `Tekstbureau Annemiek Bos`.
fn from_given_name(reader: &Reader, run: &Run) -> Option<(Form, Run)> {
    (1..run.parts.len().saturating_sub(1)).find_map(|from| {
        let member = reader.membership(&run.parts[from]);
        let sure = run.parts[from].unit == Unit::Word
            && member.given()
            && !member.word()
            && !member.place()
            && !member.surname();
        let tail = Run {
            parts: run.parts[from..].to_vec(),
        };
        let form = form_of(reader, &tail).filter(|_| sure)?;
        Some((form, tail))
    })
}

/// `hanneke kroezen` without capitals: a given name that is no word, with the surname behind it.
fn lower_name<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let member = reader.words.member(at);
    let bare = |at: usize| {
        let tied = ['_', '@', '-'].iter().any(|mark| reader.glued_mark(at, *mark));
        !(tied || at > 0 && reader.glued(at - 1))
    };
    let name =
        member.given() && !member.word() && !member.foreign() && !member.place() && reader.words.folded(at).len() >= 3;
    if reader.words.shape(at) != Shape::Lower
        || !name
        || !bare(at)
        || reader.vocabulary.has(Form::NotAName, reader.words.folded(at))
        || is_prefix(reader.words.folded(at))
    {
        return None;
    }
    let mut end = at + 1;
    let mut next = end;
    while is_prefix(reader.words.folded(next)) && next < end + 3 {
        next += 1;
    }
    let last = reader.words.member(next);
    if reader.words.shape(next) == Shape::Lower
        && (last.surname() || !last.word() && !last.foreign())
        && reader.words.folded(next).len() > 3
        && bare(next)
        && same_line(reader, at, next)
    {
        end = next + 1;
    }
    let rule = reader.vocabulary.rule(Form::GivenName)?;
    let range = reader.scene.tokens[at].start as usize..reader.scene.tokens[end - 1].end as usize;
    hits.push(Hit::new(range, rule, Weight::List));
    Some(end - at)
}

fn same_line(reader: &Reader, one: usize, other: usize) -> bool {
    match (reader.scene.tokens.get(one), reader.scene.tokens.get(other)) {
        (Some(one), Some(other)) => {
            one.line == other.line
                && !reader.scene.source()[one.end as usize..other.start as usize].contains(['\t', '.', ',', ':'])
        }
        _ => false,
    }
}

fn form_of(reader: &Reader, run: &Run) -> Option<Form> {
    if followed_by_company(reader, run) || bars(reader, run) {
        return None;
    }
    let words: Vec<&Part> = run.words().collect();
    let member = |part: &Part| reader.membership(part);
    let first = words.first()?;
    if run.has_initials() {
        let acronyms = words
            .iter()
            .all(|part| reader.words.shape(part.tokens.start) == Shape::Upper && part.tokens.len() == 1);
        let ordinary = words
            .iter()
            .all(|part| member(part).word() && !member(part).surname() && !member(part).given());
        let heading = ordinary && may_open_heading(reader, run.tokens().start);
        return (!heading && !acronyms || words.iter().any(|part| member(part).surname())).then_some(Form::NameShape);
    }
    if words
        .iter()
        .any(|part| member(part).organisation() || member(part).famous())
    {
        return None;
    }
    let place = words.iter().any(|part| member(part).place());
    let given = member(first).given();
    let surname = words.last().is_some_and(|part| member(part).surname());
    let firm = run.parts.first().is_some_and(|part| part.unit == Unit::Word);
    match words.len() {
        1 if run.has_prefix() => {
            let clear = !place && !member(first).word();
            (surname && (clear || is_prefix_for_a_name(reader, run))).then_some(Form::Surname)
        }
        1 if place
            || member(first).word()
                && !(is_capital_for_a_name(reader, first) || is_name_when_capital(reader, first)) =>
        {
            None
        }
        1 if given => Some(Form::GivenName),
        1 if surname => Some(Form::Surname),
        1 => None,
        _ if given && (surname || !place) => Some(Form::ListedName),
        _ if run.has_prefix() && firm && !place => Some(Form::ListedName),
        _ if surname && !place && !member(first).word() => Some(Form::ListedName),
        _ => None,
    }
}

/// Whether an ordinary word owes its capital to being a name: it stands in the middle of a sentence in lower case.
fn is_capital_for_a_name(reader: &Reader, part: &Part) -> bool {
    let at = part.tokens.start;
    let before = at.checked_sub(1);
    let follows_word = before.is_some_and(|before| {
        reader.words.shape(before) == Shape::Lower && reader.scene.tokens[before].line == reader.scene.tokens[at].line
    });
    reader.words.shape(at) == Shape::Capital && follows_word && part.tokens.len() == 1
}

/// `nu Van der Linden weg is`: a tussenvoegsel other than an article that owes its capital to nothing but a name.
fn is_prefix_for_a_name(reader: &Reader, run: &Run) -> bool {
    let at = run.tokens().start;
    let before = at.checked_sub(1);
    let follows_word = before.is_some_and(|before| reader.words.shape(before) == Shape::Lower);
    let article = matches!(reader.words.folded(at), "de" | "het" | "la" | "le");
    run.parts[0].unit == Unit::Prefix && follows_word && !article && !reader.opens_sentence(at)
}

/// `Merel`, `Ton`: a word that nobody writes with a capital but as a name.
fn is_name_when_capital(reader: &Reader, part: &Part) -> bool {
    let at = part.tokens.start;
    reader.words.shape(at) == Shape::Capital
        && part.tokens.len() == 1
        && reader.vocabulary.has(Form::GivenName, reader.words.folded(at))
}

/// Whether a letter may number a heading: at the start of a line that is no sentence, or behind a number or a mark. In the
/// middle of a sentence it is an initial, be the surname a word or not.
fn may_open_heading(reader: &Reader, at: usize) -> bool {
    let own = reader.scene.tokens[at].line;
    let before = at.checked_sub(1).map(|before| &reader.scene.tokens[before]);
    match before.filter(|before| before.line == own) {
        Some(before) => before.kind != TokenKind::Word,
        None => may_be_heading(&reader.scene.source()[reader.scene.text.lines()[own as usize].range.clone()]),
    }
}

/// Whether a line may be a heading: it is short and does not end as a sentence does.
pub(crate) fn may_be_heading(line: &str) -> bool {
    line.len() < LONGEST_HEADING && !line.trim_end().ends_with('.')
}

/// Words before a run that make it no person: `Stichting`, `firma`, `de Wet`, `gemeente`.
pub(crate) fn bars(reader: &Reader, run: &Run) -> bool {
    let start = run.tokens().start;
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let mut at = before;
    if reader.words.folded(at).is_empty() && reader.scene.tokens[at].mark(reader.scene.source()) == Some('-') {
        match at.checked_sub(1) {
            Some(earlier) => at = earlier,
            None => return false,
        }
    }
    let folded = reader.words.folded(at);
    [Form::Organisation, Form::Eponym, Form::Place]
        .iter()
        .any(|form| reader.vocabulary.has(*form, folded))
}
