//! Who a letter or message is to, by its greeting. Who signs it is for others to say.

use super::{MAX_SIGNATURE, behind_mark, bytes, line_end, opens_line};
use crate::detect::hit::{Hit, Weight};
use crate::detect::name_list::{is_credible, skip_titles};
use crate::detect::run::{Reader, Run, Start};
use crate::detect::token::TokenKind;
use crate::detect::word_list::{WordList, word_lists};
use crate::detect::words::Shape;
use crate::rules::{Form, Rule};

word_lists! {
    /// Words behind the comma where somebody is spoken to.
    SPOKEN: WordList = "spoken-to";
}

pub(super) fn salutations<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let Some(greetings) = reader.vocabulary.phrases(Form::Salutation) else {
        return;
    };
    for at in 0..reader.scene.tokens.len() {
        let length = greetings.longest(|index| reader.words.folded(at + index));
        if length == 0 || at > 0 && reader.glued(at - 1) && reader.scene.tokens[at - 1].kind == TokenKind::Word {
            continue;
        }
        let opens_line = opens_line(reader, at);
        if !opens_line && reader.words.shape(at) == Shape::Lower && !behind_mark(reader, at) {
            continue;
        }
        let limit = line_end(reader, at);
        let mut next = at + length;
        for _ in 0..8 {
            let start = skip_titles(reader, next, limit);
            let Some(end) = greeted(reader, start, limit, opens_line) else {
                break;
            };
            hits.push(Hit::new(bytes(reader, start..end), rule, Weight::Structure));
            next = end;
            let mut separated = false;
            while next < limit && is_joiner(reader, next) {
                separated = true;
                next += 1;
            }
            // Further down such a line a word may open the sentence itself.
            let greeting_again = greetings.longest(|index| reader.words.folded(next + index));
            next += greeting_again;
            if !separated {
                break;
            }
        }
    }
}

/// `Gied, je vroeg of`: a word that no list knows opens a message, and the one it is to is spoken to.
pub(super) fn spoken_to<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let lines = reader.scene.text.lines();
    let source = reader.scene.source();
    for (above, line) in lines.iter().zip(lines.iter().skip(1)) {
        let at = reader.scene.token_from(line.range.start);
        let follows_gap = source[above.range.clone()].trim_matches(['>', ' ']).is_empty();
        if !follows_gap || reader.mark(at + 1) != Some(',') || reader.words.shape(at) != Shape::Capital {
            continue;
        }
        let member = reader.words.member(at);
        let is_other = member.word() || member.foreign() || member.place() || member.organisation() || member.misc();
        let is_known = reader.vocabulary.has(Form::NotAName, reader.words.folded(at)) || reader.words.is_compound(at);
        if SPOKEN.has(reader.words.folded(at + 2)) && (member.given() || !is_other && !is_known) {
            hits.push(Hit::new(bytes(reader, at..at + 1), rule, Weight::Structure));
        }
    }
}

/// `Fenna, Priya,` on a line of its own: names that open a message without a word of greeting.
pub(super) fn bare<'r>(reader: &Reader<'_, 'r>, rule: &'r Rule, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    let lines = reader.scene.text.lines();
    let is_blank = |number: usize| {
        lines
            .get(number)
            .is_none_or(|line| source[line.range.clone()].trim_matches(['>', ' ']).is_empty())
    };
    for (number, line) in lines.iter().enumerate().skip(1) {
        let words = source[line.range.clone()].trim_matches(['>', ' ']);
        if words.len() > MAX_SIGNATURE || !words.ends_with(',') || !is_blank(number - 1) || !is_blank(number + 1) {
            continue;
        }
        let limit = reader.scene.token_from(line.range.end);
        let mut at = reader.scene.token_from(line.range.start);
        let mut names = Vec::new();
        while let Some(run) = reader.run_at(at, Start::Capital).filter(|run| run.tokens().end < limit) {
            let end = run.tokens().end;
            if !is_joiner(reader, end) {
                break;
            }
            names.push(run);
            at = end + 1;
        }
        let is_given = |run: &Run| reader.words.member(run.tokens().start).given();
        let is_other = |run: &Run| {
            let folded = reader.words.folded(run.tokens().start);
            let forms = [Form::NotAName, Form::JobTitle, Form::Closing, Form::Salutation];
            forms.iter().any(|form| reader.vocabulary.has(*form, folded))
        };
        if at == limit && names.iter().any(is_given) && !names.iter().any(is_other) {
            hits.extend(
                names
                    .iter()
                    .map(|run| Hit::new(run.bytes(reader.scene), rule, Weight::Structure)),
            );
        }
    }
}

/// The end of the greeted name at a token.
fn greeted(reader: &Reader, at: usize, limit: usize, opens_line: bool) -> Option<usize> {
    if at >= limit {
        return None;
    }
    let start = match opens_line {
        true => Start::Lower,
        false => Start::Capital,
    };
    let run = reader.run_at(at, start).filter(|run| run.tokens().end <= limit)?;
    let end = run.tokens().end;
    let titled = skip_titles(reader, at.saturating_sub(3), at) == at && at > 0;
    let ends = end >= limit || is_joiner(reader, end) || reader.scene.tokens[end].kind == TokenKind::Mark;
    let lower = reader.words.shape(run.parts[0].tokens.start) == Shape::Lower && !run.has_prefix();
    let member = reader.words.member(run.parts[0].tokens.start);
    if lower
        && (!ends || member.word() && !member.given() || reader.vocabulary.has(Form::NotAName, reader.words.folded(at)))
    {
        return None;
    }
    if !titled && !is_credible(reader, &run) && !member.given() {
        return None;
    }
    (ends || run.words().count() >= 1 && !lower).then_some(end)
}

fn is_joiner(reader: &Reader, at: usize) -> bool {
    match reader.scene.tokens[at].mark(reader.scene.source()) {
        Some(mark) => ",/&+!.".contains(mark),
        None => matches!(reader.words.folded(at), "en" | "and" | "und"),
    }
}
