//! Runs of capitalised words, initials and tussenvoegsels: whatever may be a name. Whether it is one, others say.

use std::ops::Range;

use super::context::Scene;
use super::lists::Membership;
use super::token::TokenKind;
use super::vocabulary::Vocabulary;
use super::word_list::{WordList, word_lists};
use super::words::{Shape, Words};
use crate::rules::Form;

word_lists! {
    /// Abbreviated given names of more than one letter.
    LONG_INITIALS: WordList = "long-initials";
    /// Endings of words for people by what they do.
    TRADE_ENDINGS: WordList = "trade-endings";
    /// Words that go before a surname.
    PREFIXES: WordList = "name-prefixes";
}

/// What a part of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// `J.`
    Initial,
    /// `Jansen`, `Owusu-Ansah`, `d'Hondt`.
    Word,
    /// `van der`, one word of it.
    Prefix,
}

/// A part of a run and its tokens.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// What it is.
    pub unit: Unit,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// A stretch of text that may be a name.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The parts, in order; the last is never a prefix.
    pub parts: Vec<Part>,
}

impl Run {
    /// Its tokens.
    pub(crate) fn tokens(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.tokens.start);
        let end = self.parts.last().map_or(0, |part| part.tokens.end);
        start..end
    }

    /// Its bytes.
    pub(crate) fn bytes(&self, scene: &Scene) -> Range<usize> {
        let tokens = self.tokens();
        scene.tokens[tokens.start].start as usize..scene.tokens[tokens.end - 1].end as usize
    }

    /// Full words in it.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.unit == Unit::Word)
    }

    /// Whether it has initials.
    pub(crate) fn has_initials(&self) -> bool {
        self.parts.iter().any(|part| part.unit == Unit::Initial)
    }

    /// Whether it has a tussenvoegsel.
    pub(crate) fn has_prefix(&self) -> bool {
        self.parts.iter().any(|part| part.unit == Unit::Prefix)
    }
}

/// How a name may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// With a capital.
    Capital,
    /// With a tussenvoegsel in lower case too.
    AnyPrefix,
    /// With a word in lower case too, where the place tells that it is a name.
    Lower,
}

/// Reads runs at given places.
pub(crate) struct Reader<'s, 'r> {
    /// The text.
    pub scene: &'s Scene,
    /// Its words.
    pub words: &'s Words,
    /// The words that the rules name.
    pub vocabulary: &'s Vocabulary<'r>,
}

impl Reader<'_, '_> {
    /// The longest run that begins at a token.
    pub(crate) fn run_at(&self, token: usize, start: Start) -> Option<Run> {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = token;
        while parts.len() < 12 {
            if !parts.is_empty() && !self.continues(at) {
                break;
            }
            let Some(part) = self.part_at(at, &parts, start) else {
                break;
            };
            at = part.tokens.end;
            parts.push(part);
        }
        while parts.last().is_some_and(|part| part.unit == Unit::Prefix) {
            parts.pop();
        }
        let holds_word = parts.iter().any(|part| part.unit == Unit::Word);
        let holds_initials = parts.iter().any(|part| part.unit == Unit::Initial);
        (holds_word || holds_initials).then_some(Run { parts })
    }

    /// Whether the token goes on with the run before it: on the same line with a space between, or on the next line.
    fn continues(&self, at: usize) -> bool {
        let (Some(previous), Some(token)) = (self.scene.tokens.get(at - 1), self.scene.tokens.get(at)) else {
            return false;
        };
        let between = &self.scene.source()[previous.end as usize..token.start as usize];
        match token.line - previous.line {
            0 => !between.contains('\t') && between.len() <= 3,
            1 => {
                self.flows(previous.line as usize)
                    && !between.contains('\u{c}')
                    && !self.opens_label(at)
                    && !self.stands_over_postcode(token.line as usize)
            }
            _ => false,
        }
    }

    /// Whether a colon or cell end comes so soon that the line begins with a label.
    fn opens_label(&self, at: usize) -> bool {
        let source = self.scene.source();
        let line = self.scene.tokens[at].line;
        let rest = self.scene.tokens[at..]
            .iter()
            .take(4)
            .take_while(|token| token.line == line);
        rest.clone().any(|token| token.mark(source) == Some(':'))
            || self.scene.text.lines()[line as usize].cells.len() > 1
    }

    /// Whether the line below begins with a postcode, so that this one is a street.
    fn stands_over_postcode(&self, line: usize) -> bool {
        let below = self.scene.text.lines().get(line + 1);
        let mut letters = below
            .map_or("", |below| &self.scene.source()[below.range.clone()])
            .chars();
        let digits = letters.by_ref().take(4).filter(char::is_ascii_digit).count() == 4;
        let capitals = letters.skip_while(|letter| *letter == ' ').take(2);
        digits && capitals.filter(char::is_ascii_uppercase).count() == 2
    }

    /// Whether a letter is glued to a point and a letter before it: `t.a.v.`.
    pub(crate) fn ends_abbreviation(&self, at: usize) -> bool {
        at >= 2 && self.glued_mark(at - 2, '.') && self.glued(at - 1)
    }

    /// Whether a line is running text that goes on with the next one: one cell each, the first not short.
    fn flows(&self, line: usize) -> bool {
        let lines = self.scene.text.lines();
        let (Some(this), Some(next)) = (lines.get(line), lines.get(line + 1)) else {
            return false;
        };
        let long = this.range.len() >= 28 && this.cells.len() == 1 && next.cells.len() == 1 && this.block == next.block;
        long && this.range.len() + 14
            >= lines
                .get(line.wrapping_sub(1))
                .map_or(0, |above| above.range.len())
                .min(60)
    }

    fn part_at(&self, at: usize, before: &[Part], start: Start) -> Option<Part> {
        let token = self.scene.tokens.get(at)?;
        if token.kind == TokenKind::Mark {
            return self.marked_part(at, before);
        }
        if token.kind != TokenKind::Word {
            return None;
        }
        let folded = self.words.folded(at);
        let shape = self.words.shape(at);
        let glued_dot = self.glued_mark(at, '.');
        let short = folded.chars().count();
        let tied = shape == Shape::Lower
            || at > 0
                && self.glued(at - 1)
                && self.scene.tokens[at - 1].mark(self.scene.source()) == Some('.')
                && before.is_empty()
                && short_and_lower(self.words, at.wrapping_sub(2));
        if tied
            && folded.len() == 1
            && glued_dot
            && before.is_empty()
            && (!is_lone_prefix(folded) || self.ends_abbreviation(at))
            || self.is_company_form(at)
            || self.is_acronym_behind(at, shape, before)
        {
            return None;
        }
        if glued_dot && self.words.is_capital(at) && (short == 1 || (short <= 3 && LONG_INITIALS.has(folded))) {
            return Some(part(Unit::Initial, at..at + 2));
        }
        if is_prefix(folded) && !self.is_preposition(at, folded, before) && self.prefix_leads_on(at, start, before) {
            let mut end = at + 1;
            if short == 1 && (glued_dot || self.glued_mark(at, '/')) {
                end += 1;
            }
            if (short == 1 || folded == "d") && (self.glued_mark(at, '\'') || self.glued_mark(at, '’')) {
                return self.apostrophe_word(at);
            }
            return Some(part(Unit::Prefix, at..end));
        }
        if shape != Shape::Initial && !self.glued_mark(at, '-') && self.breaks_run(at, folded, before) {
            return None;
        }
        match shape {
            Shape::Initial if self.glued_mark(at, '\'') || self.glued_mark(at, '’') => self.apostrophe_word(at),
            Shape::Initial if !before.is_empty() || self.next_is_name(at) => Some(part(Unit::Initial, at..at + 1)),
            Shape::Capital | Shape::Upper | Shape::Mixed => Some(part(Unit::Word, at..self.word_end(at))),
            Shape::Lower if start == Start::Lower && before.is_empty() => Some(part(Unit::Word, at..self.word_end(at))),
            Shape::Lower if folded == "d" && (self.glued_mark(at, '\'') || self.glued_mark(at, '’')) => {
                self.apostrophe_word(at)
            }
            _ => None,
        }
    }

    /// `B.V.`, `N.V.` or its second letter, `NV`.
    fn is_company_form(&self, at: usize) -> bool {
        let opens = |at: usize| {
            matches!(self.words.folded(at), "b" | "n")
                && self.glued_mark(at, '.')
                && self.glued(at + 1)
                && self.words.folded(at + 2) == "v"
        };
        let short = matches!(self.words.folded(at), "bv" | "nv" | "vof") && self.words.shape(at) == Shape::Upper;
        short || opens(at) || at >= 2 && opens(at - 2)
    }

    /// `Dilan VWS`: capitals that are no name behind a name that is not in capitals.
    fn is_acronym_behind(&self, at: usize, shape: Shape, before: &[Part]) -> bool {
        let member = self.words.member(at);
        let short = self.words.folded(at).chars().count() <= 5;
        let behind = before
            .iter()
            .any(|part| part.unit == Unit::Word && self.words.shape(part.tokens.start) == Shape::Capital);
        shape == Shape::Upper && short && behind && !member.given() && !member.surname()
    }

    /// `'t` before a surname, or `(Jeroen)` behind initials or a surname.
    fn marked_part(&self, at: usize, before: &[Part]) -> Option<Part> {
        let mark = self.scene.tokens[at].mark(self.scene.source())?;
        match mark {
            '\'' | '’' | '‘' | '`' => {
                let small = matches!(self.words.folded(at + 1), "t" | "s");
                (small && self.scene.tokens[at].end == self.scene.tokens[at + 1].start && self.capital_after(at + 2))
                    .then(|| part(Unit::Prefix, at..at + 2))
            }
            '(' if !before.is_empty()
                && self.glued_next(at)
                && matches!(self.words.shape(at + 1), Shape::Capital | Shape::Upper) =>
            {
                let end = self.word_end(at + 1);
                let closed = self.scene.tokens.get(end)?.mark(self.scene.source()) == Some(')');
                let behind_initials = before.last().is_some_and(|part| part.unit == Unit::Initial);
                let follows_name = behind_initials || before.iter().any(|part| part.unit == Unit::Initial);
                (closed && follows_name && self.words.shape(at + 1) == Shape::Capital)
                    .then(|| part(Unit::Word, at..end + 1))
            }
            _ => None,
        }
    }

    /// `d'Hondt`, `O'Neill`, `N'Diaye`.
    fn apostrophe_word(&self, at: usize) -> Option<Part> {
        (self.words.is_capital(at + 2) && self.scene.tokens[at + 1].end == self.scene.tokens.get(at + 2)?.start)
            .then(|| part(Unit::Word, at..self.word_end(at + 2)))
    }

    /// The end of a word with what is tied to it by hyphens or apostrophes, over a line end too.
    fn word_end(&self, at: usize) -> usize {
        let source = self.scene.source();
        let mut end = at + 1;
        loop {
            let Some(mark) = self.scene.tokens.get(end).and_then(|token| token.mark(source)) else {
                return end;
            };
            let hyphen = matches!(mark, '-' | '\u{2010}' | '\u{2011}');
            if !(hyphen || matches!(mark, '\'' | '’')) || !self.glued(end - 1) {
                return end;
            }
            let Some(next) = self
                .scene
                .tokens
                .get(end + 1)
                .filter(|next| next.kind == TokenKind::Word)
            else {
                return end;
            };
            let hyphenated_line = hyphen && next.line == self.scene.tokens[end].line + 1;
            if !self.glued(end) && !hyphenated_line {
                return end;
            }
            let folded = self.words.folded(end + 1);
            let prefix = hyphen && is_prefix(folded) && self.capital_after(end + 2);
            let lower_tail = self.words.shape(end + 1) == Shape::Lower;
            if hyphenated_line
                || self.words.is_capital(end + 1)
                || (hyphen && lower_tail && folded.len() > 1 && !prefix && end == at + 1)
            {
                if lower_tail && !hyphenated_line && !self.words.shape(at).eq(&Shape::Capital) {
                    return end;
                }
                end += 2;
            } else if prefix {
                end += 2;
                while is_prefix(self.words.folded(end)) {
                    end += 1;
                }
                end += 1;
            } else {
                return end;
            }
        }
    }

    /// `Jan in Almere`, `Jan van DUO`: a preposition before a place or organisation, and `in` or `op` before a word.
    fn is_preposition(&self, at: usize, folded: &str, before: &[Part]) -> bool {
        let next = at + 1;
        if matches!(folded, "in" | "op" | "aan" | "bij" | "uit") {
            return !matches!(self.words.folded(next), "den" | "de" | "der" | "het" | "t" | "")
                || self.words.is_capital(next);
        }
        if !matches!(folded, "van" | "te" | "voor") || self.words.shape(at) != Shape::Lower {
            return false;
        }
        let mut next = next;
        while next < at + 4
            && matches!(self.words.folded(next), "de" | "het" | "den" | "der")
            && self.words.shape(next) == Shape::Lower
        {
            next += 1;
        }
        let member = self.words.member(next);
        let shouted = before
            .iter()
            .any(|part| self.words.shape(part.tokens.start) == Shape::Upper && part.unit == Unit::Word);
        self.words.shape(next) == Shape::Upper && !shouted && !member.surname()
            || (member.organisation() || member.place()) && !member.surname()
    }

    /// Words that are no part of a name: function words, titles, greetings, trades at the start.
    fn breaks_run(&self, at: usize, folded: &str, before: &[Part]) -> bool {
        let among = |forms: &[Form]| forms.iter().any(|form| self.vocabulary.has(*form, folded));
        let member = self.words.member(at);
        let name_too = member.surname() || member.given();
        if !before.is_empty() {
            return among(&[Form::NotAName, Form::Title, Form::Closing]) && !name_too;
        }
        let followed = self.words.is_capital(at + 1);
        let works = || member.role() || among(&[Form::JobTitle, Form::PublicOffice]) || is_trade(folded);
        let ordinary = member.word() && !name_too && self.opens_sentence(at);
        among(&[Form::NotAName, Form::Title, Form::Closing, Form::Salutation])
            || (followed || !name_too) && works()
            || ordinary
    }

    /// Whether a capital there says nothing: start of a line, sentence, cell or quotation.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        let Some(previous) = at.checked_sub(1).and_then(|before| self.scene.tokens.get(before)) else {
            return true;
        };
        let token = &self.scene.tokens[at];
        let source = self.scene.source();
        if previous.line != token.line {
            let flowing =
                self.scene.text.lines()[previous.line as usize].range.len() > 40 && token.line == previous.line + 1;
            return !flowing || previous.mark(source).is_some_and(|mark| ".!?:".contains(mark));
        }
        source[previous.end as usize..token.start as usize].contains('\t')
            || previous
                .mark(source)
                .is_some_and(|mark| ".!?:\"“„”'‘’(>*-–•]|".contains(mark))
            || previous.kind == TokenKind::Number && super::letter::opens_line(self, at - 1)
    }

    fn prefix_leads_on(&self, at: usize, start: Start, before: &[Part]) -> bool {
        let lower = self.words.shape(at) == Shape::Lower;
        if before.is_empty() && lower && start == Start::Capital {
            return false;
        }
        let mut next = at + 1;
        for _ in 0..4 {
            if self
                .scene
                .tokens
                .get(next)
                .is_some_and(|token| matches!(token.mark(self.scene.source()), Some('\'' | '’' | '.' | '/' | '‘')))
            {
                next += 1;
                continue;
            }
            if !self.continues(next) {
                return false;
            }
            let folded = self.words.folded(next);
            if self.words.is_capital(next) && !is_prefix(folded) {
                return !self.vocabulary.has(Form::NotAName, folded);
            }
            if !is_prefix(folded) {
                return false;
            }
            next += 1;
        }
        self.words.is_capital(next)
    }

    fn capital_after(&self, mut at: usize) -> bool {
        for _ in 0..3 {
            if self.words.is_capital(at) {
                return true;
            }
            if !is_prefix(self.words.folded(at)) {
                return false;
            }
            at += 1;
        }
        false
    }

    fn next_is_name(&self, at: usize) -> bool {
        let next = at + 1;
        next < self.scene.tokens.len()
            && self.continues(next)
            && (matches!(self.words.shape(next), Shape::Capital | Shape::Upper | Shape::Mixed)
                || (is_prefix(self.words.folded(next)) && self.capital_after(next)))
    }

    /// The lists that know any word of a part.
    pub(crate) fn membership(&self, part: &Part) -> Membership {
        part.tokens
            .clone()
            .map(|at| self.words.member(at))
            .fold(Membership::default(), Membership::or)
    }

    /// Whether nothing stands between a token and the next.
    pub(crate) fn glued(&self, at: usize) -> bool {
        match (self.scene.tokens.get(at), self.scene.tokens.get(at + 1)) {
            (Some(this), Some(next)) => this.end == next.start,
            _ => false,
        }
    }

    fn glued_next(&self, at: usize) -> bool {
        self.glued(at)
    }

    /// Whether that mark follows a token at once.
    pub(crate) fn glued_mark(&self, at: usize, mark: char) -> bool {
        self.glued(at) && self.scene.tokens[at + 1].mark(self.scene.source()) == Some(mark)
    }
}

fn part(unit: Unit, tokens: Range<usize>) -> Part {
    Part { unit, tokens }
}

fn is_lone_prefix(folded: &str) -> bool {
    folded == "v" || folded == "d"
}

fn short_and_lower(words: &Words, at: usize) -> bool {
    words.shape(at) == Shape::Lower && words.folded(at).len() == 1
}

/// Whether a folded word says what someone does.
pub(crate) fn is_trade(folded: &str) -> bool {
    TRADE_ENDINGS.ends(folded)
}

/// Whether a folded word is a tussenvoegsel.
pub(crate) fn is_prefix(folded: &str) -> bool {
    PREFIXES.has(folded)
}
