//! The layer of special-category data: words for health, belief, origin, union or crime that are said of somebody.
//! The rule file has the words; here stands how far the datum reaches, and whether it is about a person.

mod origin;
mod vote;

use std::ops::Range;

use super::hit::{Hit, Weight};
use super::run::Reader;
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::Form;

/// Tokens before the word in which the person must stand; half as many behind it.
const REACH: usize = 16;
/// Words that complete a datum at most, in each of its parts.
const COMPLEMENT: usize = 4;

word_lists! {
    /// Words that tell that one person is spoken of.
    SOMEBODY: WordList = "somebody";
    /// Verbs that open a sentence whose subject is left out.
    WITHOUT_SUBJECT: WordList = "without-subject";
    /// Words before a datum that belong to it: `open`, `acute`.
    OPENINGS: WordList = "datum-openings";
    /// Words that join a datum to what completes it: `veroordeeld voor mishandeling`, `brandwonden aan beide handen`.
    JOINING: WordList = "datum-joints";
    /// Words that may stand inside a complement.
    INSIDE: WordList = "datum-inside";
    /// Words for crime and for illness that come with a complement.
    COMPLETED: WordList = "datum-completed";
    /// Abbreviations that are ordinary words unless they are in capitals.
    ABBREVIATIONS: WordList = "datum-capitals";
    /// Words for belonging, whose object is the datum: `lid van de FNV`, `bekeerd tot het christendom`.
    BELONGING: WordList = "belonging";
    /// Trade unions.
    UNIONS: WordList = "unions";
    /// Words for a community of believers.
    CHURCHES: WordList = "churches";
    /// Those who treat people: a datum where someone is with them, `bij een psychiater`, none where one of them is named.
    TREATING: WordList = "treating";
    /// Words before them that tell of someone who is with them.
    WITH: WordList = "treating-openings";
}

/// Special-category data of somebody. `names` are those of people, in the order of the text.
pub(crate) fn find<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    origin::find(reader, names, hits);
    words(reader, names, hits);
}

/// Words of the rule that stand near somebody.
fn words<'r>(reader: &Reader<'_, 'r>, names: &[Range<usize>], hits: &mut Vec<Hit<'r>>) {
    let (Some(rule), Some(phrases)) = (
        reader.vocabulary.rule(Form::SpecialData),
        reader.vocabulary.phrases(Form::SpecialData),
    ) else {
        return;
    };
    let mut at = 0;
    while at < reader.scene.tokens.len() {
        if reader.words.folded(at).is_empty() {
            at += 1;
            continue;
        }
        if let Some(party) = vote::party(reader, at) {
            let token = &reader.scene.tokens[party];
            hits.push(Hit::new(
                token.start as usize..token.end as usize,
                rule,
                Weight::Context,
            ));
        }
        let words = word_tokens(reader, at);
        let word = |index: usize| words.get(index).copied().flatten();
        let length = phrases.longest(|index| word(index).map_or("", |token| reader.words.folded(token)));
        let lower = reader.words.shape(at) != Shape::Upper;
        let abbreviated = length == 1 && lower && ABBREVIATIONS.has(reader.words.folded(at));
        let belongs = BELONGING.has(reader.words.folded(at));
        let end = match length {
            0 | 1 if belongs && belonging(reader, at).is_some() => belonging(reader, at),
            0 => None,
            _ if abbreviated || length == 1 && (is_trade(reader, at) || opens_organisation(reader, at)) => None,
            _ => word(length - 1).map(|last| completed(reader, last + 1)),
        };
        let Some(end) = end.filter(|_| is_about_somebody(reader, at, names)) else {
            at += 1;
            continue;
        };
        let end = continued(reader, end);
        let start = reader.scene.tokens[opened(reader, at)].start as usize;
        hits.push(Hit::new(
            start..reader.scene.tokens[end - 1].end as usize,
            rule,
            Weight::Context,
        ));
        at = end;
    }
}

/// `psychiater L. Bosman`, `dr. Bosman (psychiater)`: the trade of someone named.
fn is_trade(reader: &Reader, at: usize) -> bool {
    let led = (at.saturating_sub(3)..at).any(|near| WITH.has(reader.words.folded(near)));
    TREATING.has(reader.words.folded(at)) && !led
}

/// `het Reformatorisch Zilverblad`, `Katholieke Stichting`: the first word of a name of an organisation.
fn opens_organisation(reader: &Reader, at: usize) -> bool {
    let next = at + 1;
    let is_word = reader.vocabulary.has(Form::Organisation, reader.words.folded(next));
    reader.words.is_capital(at)
        && reader.words.is_capital(next)
        && (is_word || reader.words.member(next).organisation())
}

/// Words of the name of a community of believers, at most.
const CHURCH: usize = 6;

/// Words of the longest phrase that is looked for.
const LONGEST: usize = 6;

/// The tokens of the words from here on, across hyphens and apostrophes.
fn word_tokens(reader: &Reader, at: usize) -> [Option<usize>; LONGEST] {
    let source = reader.scene.source();
    let mut words = [None; LONGEST];
    let mut count = 0;
    let mut next = at;
    while count < LONGEST && next < reader.scene.tokens.len() {
        let token = &reader.scene.tokens[next];
        match token.mark(source) {
            Some('-' | '\'' | '’') if reader.glued(next) => {}
            Some(_) => break,
            None => {
                words[count] = Some(next);
                count += 1;
            }
        }
        next += 1;
    }
    words
}

/// `dyslexie/adhd`, `moslim, somalisch`: behind further words of the same kind in a list.
fn continued(reader: &Reader, mut end: usize) -> usize {
    let listed = |at: usize| {
        let folded = reader.words.folded(at);
        reader.vocabulary.has(Form::SpecialData, folded) || reader.vocabulary.has(Form::Origin, folded)
    };
    while matches!(reader.mark(end), Some('/' | ',')) && listed(end + 1) {
        end += 2;
    }
    end
}

/// `een`, `open`, `acute` before the word belong to the datum.
fn opened(reader: &Reader, at: usize) -> usize {
    let before = |from: usize| reader.words.folded(from.wrapping_sub(1));
    let mut start = at;
    while start > 0 && OPENINGS.has(before(start)) {
        start -= 1;
    }
    let same_line = |at: usize| reader.scene.tokens[at - 1].line == reader.scene.tokens[at].line;
    start - usize::from(before(start) == "een" && same_line(start))
}

/// The end of `lid van de FNV`, if what is belonged to is a party, a union or a belief.
fn belonging(reader: &Reader, at: usize) -> Option<usize> {
    let mut next = at + 1;
    if reader.words.folded(next) == "is" {
        next += 1;
    }
    // `kaderlid FNV`
    let is_union = |at: usize| UNIONS.has(reader.words.folded(at)) && reader.words.shape(at) != Shape::Lower;
    if is_union(next) {
        return Some(next + 1);
    }
    if !matches!(reader.words.folded(next), "van" | "tot") {
        return None;
    }
    next += 1;
    while matches!(reader.words.folded(next), "de" | "het" | "een") {
        next += 1;
    }
    if let Some(end) = church(reader, next) {
        return Some(end);
    }
    let member = reader.words.member(next);
    let acronym = reader.words.shape(next) == Shape::Upper && (2..=5).contains(&reader.words.folded(next).len());
    let special = reader
        .vocabulary
        .phrases(Form::SpecialData)
        .is_some_and(|phrases| phrases.has(reader.words.folded(next)));
    (member.party() || is_union(next) || acronym && !member.organisation() || special).then_some(next + 1)
}

/// The end of `Oud Gereformeerde Gemeente in Nederland`: a community of believers by its name.
fn church(reader: &Reader, first: usize) -> Option<usize> {
    let is_capital = |at: &usize| reader.words.is_capital(*at);
    let words = (first..first + CHURCH).take_while(is_capital);
    let end = words.clone().last()? + 1;
    let is_community = |at: usize| CHURCHES.ends(reader.words.folded(at));
    if !words.clone().any(is_community) || words.count() < 2 {
        return None;
    }
    let in_country = reader.words.folded(end) == "in" && reader.words.folded(end + 1) == "nederland";
    Some(end + 2 * usize::from(in_country))
}

/// `wegens diefstal`, `type 1`, `(geweld 2008)`: the words that complete the datum.
fn completed(reader: &Reader, end: usize) -> usize {
    let source = reader.scene.source();
    let mut end = end;
    if matches!(reader.words.folded(end), "type" | "graad" | "stadium")
        && reader
            .scene
            .tokens
            .get(end + 1)
            .is_some_and(|token| token.kind == TokenKind::Number)
    {
        end += 2;
    }
    let mut last = end - 1;
    // `verdacht van` wants its object.
    if last > 0
        && matches!(reader.words.folded(last), "van" | "voor" | "wegens" | "tot")
        && COMPLETED.has(reader.words.folded(last - 1))
    {
        last -= 1;
        end -= 1;
    }
    let whole = end;
    for _ in 0..2 {
        let joint = reader.words.folded(end);
        let joins = (JOINING.has(joint) || joint == "van" && end == whole) && COMPLETED.has(reader.words.folded(last));
        if !joins {
            break;
        }
        let mut next = end + 1;
        while next < end + COMPLEMENT && INSIDE.has(reader.words.folded(next)) {
            next += 1;
        }
        if reader
            .scene
            .tokens
            .get(next)
            .is_none_or(|token| token.kind != TokenKind::Word)
        {
            break;
        }
        // `openlijke geweldpleging`: an adjective goes on to its noun.
        last = next;
        end = next + 1;
    }
    // `veroordeeld voor varen onder invloed`
    if end > whole && reader.words.folded(end) == "onder" && reader.words.folded(end + 1) == "invloed" {
        end += 2;
    }
    let bracketed = reader.scene.tokens.get(end).and_then(|token| token.mark(source)) == Some('(')
        && COMPLETED.has(reader.words.folded(end - 1));
    if bracketed
        && let Some(close) =
            (end..end + 6).find(|at| reader.scene.tokens.get(*at).and_then(|token| token.mark(source)) == Some(')'))
    {
        return close + 1;
    }
    end
}

/// Whether a name or a word for one person stands in the same sentence, near by, or the cell is in a row with a name.
fn is_about_somebody(reader: &Reader, at: usize, names: &[Range<usize>]) -> bool {
    let mut from = at;
    while from > 0 && at - from < REACH && !ends_sentence(reader, from - 1) {
        from -= 1;
    }
    let mut to = at;
    while to + 1 < reader.scene.tokens.len() && to - at < REACH / 2 && !ends_sentence(reader, to) {
        to += 1;
    }
    // `Is eerder veroordeeld`: who is meant was named before.
    let opens = from == 0 || ends_sentence(reader, from - 1);
    let left_out = opens
        && WITHOUT_SUBJECT.has(reader.words.folded(from))
        && (from + 1..=to).all(|near| reader.words.folded(near) != "er")
        && reader.mark(to) != Some('?');
    let range = reader.scene.tokens[from].start as usize..reader.scene.tokens[to].end as usize;
    let somebody = (from..=to).any(|near| SOMEBODY.has(reader.words.folded(near)));
    let row = reader.scene.text.lines().get(reader.scene.tokens[at].line as usize);
    let row = row.filter(|line| line.cells.len() >= 3).map(|line| line.range.clone());
    let named = |range: &Range<usize>| {
        let first = names.partition_point(|name| name.end <= range.start);
        names.get(first).is_some_and(|name| name.start < range.end)
    };
    somebody || left_out || named(&range) || row.is_some_and(|row| named(&row))
}

fn ends_sentence(reader: &Reader, at: usize) -> bool {
    let source = reader.scene.source();
    reader.scene.tokens[at]
        .mark(source)
        .is_some_and(|mark| matches!(mark, '.' | '!' | '?' | ';'))
        && !reader.glued(at)
        // `Noah T. uit 3B`, `(geb. 29/02/2012)`
        && !(at > 0
            && reader.glued(at - 1)
            && (reader.words.folded(at - 1).chars().count() == 1 || matches!(reader.words.folded(at - 1), "geb" | "mw" | "dhr" | "nr")))
}
