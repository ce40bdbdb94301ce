//! The layer of what a name looks like by itself: initials, tussenvoegsels, names that the lists know.

use super::hit::{Hit, Weight};
use super::name_list::followed_by_company;
use super::run::{Part, Reader, Run, Start, Unit};
use super::token::TokenKind;
use super::words::Shape;
use crate::rules::Form;

/// Names by their own form, wherever they stand.
pub(crate) fn find<'r>(reader: &Reader<'r>, hits: &mut Vec<Hit<'r>>) {
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if !reader.words.is_capital(at) {
            at += 1;
            continue;
        }
        let Some(run) = reader.run_at(at, Start::Capital) else {
            at += 1;
            continue;
        };
        at = run.tokens().end;
        let Some(run) = without_sentence_opener(reader, run) else {
            continue;
        };
        if let Some(form) = form_of(reader, &run)
            && let Some(rule) = reader.vocabulary.rule(form)
        {
            let weight = match form {
                Form::NameShape => Weight::Context,
                _ => Weight::List,
            };
            hits.push(Hit::new(run.bytes(reader.scene), rule, weight));
        }
    }
}

/// Without an ordinary word that owes its capital to the start of a sentence.
pub(crate) fn without_sentence_opener(reader: &Reader, mut run: Run) -> Option<Run> {
    while run.parts.len() > 1 {
        let first = &run.parts[0];
        let member = reader.words.member(first.tokens.start);
        let ordinary = first.unit == Unit::Word
            && first.tokens.len() == 1
            && member.word()
            && !member.given()
            && !member.surname();
        if ordinary && opens_sentence(reader, first.tokens.start) {
            run.parts.remove(0);
        } else {
            break;
        }
    }
    (!run.parts.is_empty()).then_some(run)
}

/// Whether a capital there says nothing: start of a line, sentence, cell or quotation.
pub(crate) fn opens_sentence(reader: &Reader, at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).and_then(|before| reader.scene.tokens.get(before)) else {
        return true;
    };
    let token = &reader.scene.tokens[at];
    let source = reader.scene.source();
    if previous.line != token.line {
        let flowing =
            reader.scene.text.lines()[previous.line as usize].range.len() > 40 && token.line == previous.line + 1;
        return !flowing || previous.mark(source).is_some_and(|mark| ".!?:".contains(mark));
    }
    source[previous.end as usize..token.start as usize].contains('\t')
        || previous
            .mark(source)
            .is_some_and(|mark| ".!?:\"“„”'‘’(>*-–•]|".contains(mark))
        || previous.kind == TokenKind::Number && super::letter::opens_line(reader, at - 1)
}

fn form_of(reader: &Reader, run: &Run) -> Option<Form> {
    if followed_by_company(reader, run) || bars(reader, run) {
        return None;
    }
    let words: Vec<&Part> = run.words().collect();
    let member = |part: &Part| reader.words.member(part.tokens.start);
    let first = words.first()?;
    if run.has_initials() {
        let acronyms = words
            .iter()
            .all(|part| reader.words.shape(part.tokens.start) == Shape::Upper && part.tokens.len() == 1);
        return (!acronyms || words.iter().any(|part| member(part).surname())).then_some(Form::NameShape);
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
        1 if run.has_prefix() => (surname && !place && !member(first).word()).then_some(Form::Surname),
        1 if place || member(first).word() => None,
        1 if given => Some(Form::GivenName),
        1 if surname => Some(Form::Surname),
        1 => None,
        _ if given && (surname || !place) => Some(Form::ListedName),
        _ if run.has_prefix() && firm && !place => Some(Form::ListedName),
        _ if surname && !place && !member(first).word() => Some(Form::ListedName),
        _ => None,
    }
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
