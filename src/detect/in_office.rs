//! The layer of people whom a sentence puts in public office from further off: behind a portfolio, in a judgment, by an
//! appointment, in a vote. An office right beside a name is no business of it, nor is a party.

use super::cue::{each_word, is_on_behalf};
use super::hit::{Hit, Weight};
use super::name_list::{is_credible, skip_titles};
use super::run::{Part, Reader, Run, Start, Unit, is_prefix};
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::Form;

word_lists! {
    /// Small words in the names of portfolios.
    PORTFOLIOS: WordList = "portfolio-words";
    /// What a judge gives, and judges by their office.
    RULINGS: WordList = "rulings";
    /// Courts.
    COURTS: WordList = "courts";
    /// What is said where masters of law are named who are no judges.
    LAWYERS: WordList = "lawyers";
}

/// Tokens between an office and the name of who holds it, at most.
const PORTFOLIO: usize = 12;
/// Tokens between an appointment and the name of who is appointed, at most.
const APPOINTED: usize = 9;
/// Tokens of the longest sentence that names judges.
const LIST: usize = 160;
/// Tokens before a judge in which the decision is cited, at most.
const CITED: usize = 24;
/// Tokens behind a title in which `voorzitter` follows the name, at most.
const PRESIDES: usize = 8;
/// Tokens between `leden` and the colon before their names, at most.
const INTRODUCED: usize = 6;
/// Tokens of the longest brackets behind a name.
const BRACKETS: usize = 8;

/// People in office.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
    each_word(reader, |at| {
        holder(reader, at, hits)
            .or_else(|| judges(reader, at, hits))
            .or_else(|| cited_judges(reader, at, hits))
            .or_else(|| appointed(reader, at, hits))
            .or_else(|| voters(reader, at, hits))
            .or_else(|| well_known(reader, at, hits))
    });
}

fn phrase(reader: &Reader, form: Form, at: usize) -> usize {
    let phrases = reader.vocabulary.phrases(form);
    phrases.map_or(0, |phrases| phrases.longest(|index| reader.words.folded(at + index)))
}

/// Whether a sentence ends at a token.
fn ends_sentence(reader: &Reader, at: usize) -> bool {
    match reader.mark(at) {
        Some('.') => {
            let abbreviates = at > 0 && reader.glued(at - 1) && reader.words.folded(at - 1).chars().count() <= 3;
            !(reader.glued(at) || abbreviates)
        }
        Some('!' | '?' | ';' | ':') => true,
        _ => false,
    }
}

fn push<'r>(reader: &Reader<'_, 'r>, form: Form, parts: &[Part], hits: &mut Vec<Hit<'r>>) {
    let (Some(rule), Some(first), Some(last)) = (reader.vocabulary.rule(form), parts.first(), parts.last()) else {
        return;
    };
    let tokens = &reader.scene.tokens;
    let range = tokens[first.tokens.start].start as usize..tokens[last.tokens.end - 1].end as usize;
    // What the sentence says of a name outweighs the list or label in which the sentence stands.
    hits.push(Hit::new(range, rule, Weight::Pattern));
}

/// `de wethouder van Sociale Zaken van Veldhoven, mw. C. van Brakel`, `gouverneur van Curaçao L. George`: an office, its
/// portfolio, and the name of who holds it. Who signs on behalf of a holder holds nothing.
fn holder<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let length = phrase(reader, Form::OfficeAtLength, at);
    if length == 0 || is_on_behalf(reader, at) || at > 0 && reader.glued(at - 1) {
        return None;
    }
    let first = at + length;
    // `wethouder Anneke Eskens, Bouke Rijpma`: the holder stands right behind, and nobody else holds the office.
    if reader.words.is_capital(first) {
        return None;
    }
    let line = reader.scene.tokens[at].line;
    for next in first..first + PORTFOLIO {
        let token = reader.scene.tokens.get(next)?;
        if reader.mark(next) == Some(',')
            && let Some(run) = behind_comma(reader, next)
        {
            push(reader, Form::OfficeAtLength, &run.parts, hits);
            return Some(run.tokens().end - at);
        }
        if token.line > line + 1 || !is_of_portfolio(reader, next) {
            let run = behind_verb(reader, next)?;
            push(reader, Form::OfficeAtLength, &run.parts, hits);
            return Some(run.tokens().end - at);
        }
        if next > first
            && let Some(run) = reader.run_at(next, Start::Capital)
            && let Some(name) = behind_portfolio(reader, &run)
        {
            push(reader, Form::OfficeAtLength, &run.parts[name..], hits);
            return Some(run.tokens().end - at);
        }
    }
    None
}

/// `Woordvoerder van het college is Sander Zwaluw`: a full name right behind the verb.
fn behind_verb(reader: &Reader, verb: usize) -> Option<Run> {
    let is_verb = matches!(reader.words.folded(verb), "is" | "blijft");
    let start = skip_titles(reader, verb + 1, reader.scene.tokens.len());
    let run = reader.run_at(start, Start::AnyPrefix)?;
    let given = run.words().count() >= 2 && reader.words.member(start).given();
    (is_verb && run.tokens().start == start && (run.has_initials() || given)).then_some(run)
}

/// Whether a token may stand in the name of a portfolio: a capital, a comma, or one of a few small words. A verb may not.
fn is_of_portfolio(reader: &Reader, at: usize) -> bool {
    match reader.mark(at) {
        Some(mark) => matches!(mark, ',' | '-' | '&' | '\'' | '’'),
        None => reader.words.is_capital(at) || PORTFOLIOS.has(reader.words.folded(at)),
    }
}

/// A name behind a comma: with a title, or one with initials or a given name that ends its clause.
fn behind_comma(reader: &Reader, comma: usize) -> Option<Run> {
    let limit = reader.scene.tokens.len();
    let start = skip_titles(reader, comma + 1, limit);
    let run = reader.run_at(start, Start::AnyPrefix)?;
    let end = run.tokens().end;
    let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
    if run.tokens().start != start || reader.mark(end) == Some('(') {
        return None;
    }
    // `de burgemeester, Jan Eskens, Piet Rijpma` may be a list of people.
    let listed =
        reader.mark(end) == Some(',') && (reader.words.is_capital(end + 1) || reader.words.folded(end + 1) == "en");
    let closed = !listed && (matches!(reader.mark(end), Some(',' | '.' | ')' | ';')) || line(end) != line(end - 1));
    let titled = start > comma + 1;
    let full = run.has_initials() || run.words().count() >= 2 && is_credible(reader, &run);
    let own_line = line(start) != line(comma) && is_credible(reader, &run);
    (titled || closed && (full || own_line)).then_some(run)
}

/// Which part of a run begins the name, behind the last words of a portfolio.
fn behind_portfolio(reader: &Reader, run: &Run) -> Option<usize> {
    let opens = |part: &Part| {
        part.unit == Unit::Initial
            || part.unit == Unit::Word && {
                let member = reader.words.member(part.tokens.start);
                member.given() && !member.word() && !member.place() && !member.organisation()
            }
    };
    let name = run.parts.iter().position(opens)?;
    let rest = &run.parts[name + 1..];
    let whole = rest.iter().any(|part| part.unit == Unit::Word);
    (name > 0 && whole).then_some(name)
}

/// `gewezen door mr. A. Zwaluw, voorzitter, en mrs. Eskens en Rijpma, leden`: judges in a judgment; a clerk is none.
fn judges<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let length = phrase(reader, Form::Judgment, at);
    if length == 0 {
        return None;
    }
    let first = at + length;
    // `erop gewezen door mevrouw Eskens` is no judgment.
    if !matches!(reader.words.folded(first), "mr" | "mrs") {
        return None;
    }
    let limit = reader.scene.tokens.len().min(first + LIST);
    let closes = |next: &usize| {
        ends_sentence(reader, *next)
            || matches!(
                reader.words.folded(*next),
                "griffier" | "tegenwoordigheid" | "aanwezigheid" | "bijgestaan" | "bijzijn"
            )
    };
    let end = (first..limit).find(closes).unwrap_or(limit);
    let mut next = first;
    while next < end {
        match skip_titles(reader, next, end) {
            titled if titled > next => next = list(reader, titled, Form::Judgment, hits).max(next + 1),
            _ => next += 1,
        }
    }
    Some(end - at)
}

/// `(ECLI:NL:RBGEL:2020:7781, mr. Eskens)`, `de rechtbank, bij monde van mr. Rijpma`: who gave a decision that is cited.
fn cited_judges<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    if !matches!(reader.words.folded(at), "mr" | "mrs") {
        return None;
    }
    let before: Vec<usize> = (at.saturating_sub(CITED)..at)
        .rev()
        .take_while(|near| reader.mark(*near) == Some(':') || !ends_sentence(reader, *near))
        .collect();
    let has = |words: &[&str]| before.iter().any(|near| words.contains(&reader.words.folded(*near)));
    let first = skip_titles(reader, at, reader.scene.tokens.len());
    let presides = || (first..first + PRESIDES).any(|near| reader.words.folded(near) == "voorzitter");
    let speaks =
        before.get(1).is_some_and(|near| reader.words.folded(*near) == "monde") || has(&["voorzitter"]) || presides();
    let word_before = |back: usize| before.get(back).map_or("", |near| reader.words.folded(*near));
    let of = usize::from(word_before(0) == "van");
    let ruled = RULINGS.has(word_before(of));
    // `de rechtbank (mr. Eskens) vond`, `CRvB 14 juli 2020 (mr. Rijpma)`
    let bracketed = before.first().is_some_and(|near| reader.mark(*near) == Some('('));
    // Several masters of law without a client are a court.
    let lawyers = |near: usize| LAWYERS.has(reader.words.folded(near));
    let is_court = reader.words.folded(at) == "mrs"
        && reader.words.shape(at) == Shape::Lower
        && !(at.saturating_sub(CITED)..at + CITED).any(lawyers);
    let cited = is_court
        || ruled
        || has(&["ecli"])
        || (speaks || bracketed) && before.iter().any(|near| COURTS.has(reader.words.folded(*near)));
    let end = cited.then(|| list(reader, first, Form::Judgment, hits))?;
    (end > first).then_some(end - at)
}

/// `stemden voor: Adriaansen, Coolen en Dragstra; tegen: Houtman`: those who vote, or sit, as representatives.
fn voters<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let length = phrase(reader, Form::RollCall, at);
    if length == 0 {
        return None;
    }
    let colon = (at + length..at + length + INTRODUCED)
        .take_while(|next| !reader.words.is_capital(*next))
        .find(|next| reader.mark(*next) == Some(':'));
    let first = colon.map_or(at + length, |colon| colon + 1);
    // `burgemeester en wethouders` over the name of who signs for them.
    let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
    if colon.is_none() && line(first) != line(at) {
        return None;
    }
    let mut end = list(reader, first, Form::RollCall, hits);
    // `; tegen: …`
    while reader.mark(end) == Some(';')
        && matches!(reader.words.folded(end + 1), "tegen" | "voor" | "blanco" | "afwezig")
        && reader.mark(end + 2) == Some(':')
    {
        end = list(reader, end + 3, Form::RollCall, hits);
    }
    Some(end.max(at + length) - at)
}

/// The names from a token on that nothing but commas, `en`, titles and brackets part; gives where they end.
fn list<'r>(reader: &Reader<'_, 'r>, first: usize, form: Form, hits: &mut Vec<Hit<'r>>) -> usize {
    let mut at = first;
    loop {
        let start = skip_titles(reader, at, reader.scene.tokens.len());
        let Some(run) = reader
            .run_at(start, Start::AnyPrefix)
            .filter(|run| run.tokens().start == start)
        else {
            return at;
        };
        push(reader, form, &run.parts, hits);
        let mut next = run.tokens().end;
        if reader.mark(next) == Some('(') {
            let close = (next..next + BRACKETS).find(|at| reader.mark(*at) == Some(')'));
            next = close.map_or(next, |close| close + 1);
        }
        let comma = matches!(reader.mark(next), Some(',' | '/' | '&'));
        let joined = reader.words.folded(next + usize::from(comma)) == "en";
        if !comma && !joined {
            return next;
        }
        at = next + usize::from(comma) + usize::from(joined);
    }
}

/// `is mevrouw F. Eskens benoemd tot staatssecretaris`, `Benoemd tot burgemeester is de heer M. Pijl`.
fn appointed<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let length = phrase(reader, Form::Appointment, at);
    let office = at
        + length
        + usize::from(matches!(
            reader.words.folded(at + length),
            "de" | "het" | "een" | "nieuwe"
        ));
    let held =
        phrase(reader, Form::OfficeAtLength, office).max(usize::from(phrase(reader, Form::PublicOffice, office) == 1));
    if length == 0 || held == 0 {
        return None;
    }
    let behind = office + held;
    let name = before(reader, at).or_else(|| after(reader, behind));
    if let Some(run) = name {
        push(reader, Form::Appointment, &run.parts, hits);
    }
    Some(behind - at)
}

/// The name that ends nearest before a token of the same sentence.
fn before(reader: &Reader, at: usize) -> Option<Run> {
    let line = reader.scene.tokens[at].line;
    for start in (at.saturating_sub(APPOINTED)..at).rev() {
        if ends_sentence(reader, start) || reader.scene.tokens[start].line + 1 < line {
            return None;
        }
        let opens = start == 0 || !reader.words.is_capital(start - 1) && !is_prefix(reader.words.folded(start - 1));
        if !opens || reader.words.shape(start) == Shape::None {
            continue;
        }
        let run = reader.run_at(start, Start::AnyPrefix);
        if let Some(run) = run.filter(|run| run.tokens().start == start && run.tokens().end <= at)
            && is_credible(reader, &run)
        {
            return Some(run);
        }
    }
    None
}

/// The name behind `is` or `wordt`.
fn after(reader: &Reader, behind: usize) -> Option<Run> {
    let verb = (behind..behind + APPOINTED)
        .take_while(|at| !ends_sentence(reader, *at))
        .find(|at| matches!(reader.words.folded(*at), "is" | "wordt" | "werd"))?;
    let start = skip_titles(reader, verb + 1, reader.scene.tokens.len());
    let run = reader.run_at(start, Start::AnyPrefix)?;
    (run.tokens().start == start && is_credible(reader, &run)).then_some(run)
}

/// A surname by which everybody knows a politician, where nothing but the surname stands.
fn well_known<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let length = phrase(reader, Form::KnownPolitician, at);
    if length == 0 || !reader.words.is_capital(at + length - 1) || at > 0 && reader.words.is_capital(at - 1) {
        return None;
    }
    let family = at > 0 && matches!(reader.words.folded(at - 1), "familie" | "fam" | "echtpaar" | "gezin");
    let initials = family || at > 1 && reader.mark(at - 1) == Some('.') && reader.glued(at - 2);
    let address = at > 0 && reader.glued(at - 1) && !matches!(reader.mark(at - 1), Some('(' | '"' | '*'));
    let run = reader.run_at(at, Start::AnyPrefix)?;
    let reversed = reader.mark(run.tokens().end) == Some(',') && reader.glued_mark(run.tokens().end + 1, '.');
    if initials || address || reversed || run.tokens() != (at..at + length) {
        return None;
    }
    let rule = reader.vocabulary.rule(Form::KnownPolitician)?;
    hits.push(Hit::new(run.bytes(reader.scene), rule, Weight::Structure));
    Some(length)
}
