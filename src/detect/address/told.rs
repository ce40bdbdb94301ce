//! Streets that only the words or the name before them tell: `woont op Kolhol 2`, `fam. Eskens, Noord 12`. How a street
//! itself looks is no business of it.

use std::ops::Range;

use crate::detect::run::Reader;
use crate::detect::token::TokenKind;
use crate::detect::word_list::{WordList, word_lists};
use crate::rules::Form;

word_lists! {
    /// Words that make what follows somebody's home.
    LIVING: WordList = "living";
    /// Things that have a number and are no street: `Bijlage 3`.
    NUMBERED: WordList = "numbered-things";
}

/// Words between those that make a home and the street, at most.
const LED_FROM: usize = 5;
/// Tokens between a title and the street behind the name, at most.
const TITLED_FROM: usize = 9;
/// Words between a street and `woont`, at most.
const LIVED_FROM: usize = 4;

/// `woont op Kolhol 2`, `de buren van Bosrand 3`, `bij haar thuis, Scharloo 14`: words before capitals and a number that
/// make them a street.
pub(super) fn is_told_to_be_home(reader: &Reader, at: usize) -> bool {
    if is_numbered_thing(reader, at) {
        return false;
    }
    let line = |at: usize| reader.scene.tokens[at].line;
    let before = |back: usize| at.checked_sub(back).filter(|before| line(*before) == line(at));
    let folded = |back: usize| before(back).map_or("", |at| reader.words.folded(at));
    let article = usize::from(matches!(folded(1), "de" | "het" | "den"));
    let led = matches!(folded(1 + article), "aan" | "in" | "op" | "van" | "naar");
    if led && (2 + article..=LED_FROM).any(|back| LIVING.has(folded(back))) {
        return true;
    }
    let mark = |back: usize| before(back).and_then(|at| reader.mark(at));
    let marked = usize::from(matches!(mark(1 + article), Some(',' | '(' | ':')));
    LIVING.has(folded(1 + article + marked))
}

/// `Familie Eskens, Noord 12`, `Rijpma (Meent 3)`: behind the name of a person, a mark between, and nothing behind it in
/// its clause. `tokens` are those of the street with its number.
pub(super) fn is_behind_name(reader: &Reader, tokens: Range<usize>, names: &[Range<usize>]) -> bool {
    let mark = |at: usize| reader.mark(at);
    let line = |at: usize| reader.scene.tokens.get(at).map(|token| token.line);
    let Some(comma) = tokens.start.checked_sub(1) else {
        return false;
    };
    let parted = matches!(mark(comma), Some(',' | '(' | '-' | '–' | '|')) && line(comma) == line(tokens.start);
    if !parted || is_numbered_thing(reader, tokens.start) || is_year(reader, &tokens) {
        return false;
    }
    let closed = mark(tokens.end).is_some_and(|mark| ".,;)(-–|".contains(mark))
        || line(tokens.end) != line(tokens.start)
        || matches!(reader.words.folded(tokens.end), "te" | "in" | "en");
    let mut last = comma;
    if last > 0 && mark(last - 1) == Some(')') {
        let open = (last.saturating_sub(LED_FROM)..last - 1)
            .rev()
            .find(|at| mark(*at) == Some('('));
        last = open.unwrap_or(last);
    }
    let end = last.checked_sub(1).map(|at| reader.scene.tokens[at].end as usize);
    closed && end.is_some_and(|end| names.iter().any(|name| name.end == end))
}

/// Whether `woont` stands behind a street: `dat hij aan de Buitensingel 8 woont`.
pub(super) fn is_lived_in(reader: &Reader, end: usize) -> bool {
    let near = (end..end + LIVED_FROM).take_while(|at| {
        let mark = reader
            .scene
            .tokens
            .get(*at)
            .and_then(|token| token.mark(reader.scene.source()));
        !matches!(mark, Some('.' | ';'))
    });
    near.into_iter().any(|at| {
        matches!(
            reader.words.folded(at),
            "woont" | "woonde" | "wonen" | "woon" | "woonachtig"
        )
    })
}

/// Whether a title or `familie` stands before the name behind which a street stands: not the name of a firm.
pub(super) fn is_behind_title(reader: &Reader, at: usize) -> bool {
    let line = reader.scene.tokens[at].line;
    let near = at.saturating_sub(TITLED_FROM)..at;
    near.into_iter().any(|before| {
        let folded = reader.words.folded(before);
        let title = reader.vocabulary.has(Form::Title, folded) || matches!(folded, "fam" | "familie" | "gezin");
        reader.scene.tokens[before].line == line && title
    })
}

/// Whether a word is that of something that has a number and is no street.
pub(super) fn is_numbered_thing(reader: &Reader, at: usize) -> bool {
    NUMBERED.has(reader.words.folded(at))
}

fn is_year(reader: &Reader, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|at| {
        let token = &reader.scene.tokens[at];
        let digits = token.of(reader.scene.source());
        token.kind == TokenKind::Number && digits.len() == 4 && matches!(&digits[..2], "19" | "20")
    })
}
