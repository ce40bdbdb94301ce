//! The layer of the statistical tagger: its names become finds, its doubts about other layers are heard.

use std::ops::Range;

use super::address::with_postcode;
use super::hit::{Hit, Weight};
use super::run::{Reader, is_prefix};
use super::tagger::{Begins, Label, Margin, Tag};
use super::token::TokenKind;
use super::word_list::{WordList, word_lists};
use super::words::Shape;
use crate::rules::{Confidence, Form, Kind};

/// How likely the tagger must at least hold what the rules found to be what they say, by how sure they are.
const LEAST_CERTAIN: f32 = 0.05;
const LEAST_DOUBTFUL: f32 = 0.2;
const LEAST_LIKELY: f32 = 0.05;
/// The same for a doubtful find of a word that the lists have as a name and as nothing else.
const LEAST_KNOWN: f32 = 0.08;
const LEAST_ADDRESS: f32 = 0.2;
const LEAST_SPECIAL: f32 = 0.003;
/// So much of what the tagger gives to a public person counts for one who is not, where the lists know the name.
const HALF: f32 = 0.5;
/// How likely a name must be that of a public person, and how unlikely that of another, to stay if no other place shows
/// that it is private.
const RATHER_PUBLIC: f32 = 0.5;
const HARDLY: f32 = 0.1;

word_lists! {
    /// What is cited by a number.
    REFERENCES: WordList = "references";
}

/// Tokens before a number in which what it is the number of is named, at most.
const CITATION: usize = 12;
/// Cells from which on a line is a row of a table.
const COLUMNS: usize = 3;

/// Bytes below which a line does not flow on into the next.
const SHORT_LINE: usize = 28;

/// The tagger's labels for every token of a text.
pub(crate) struct Tagged {
    tags: Vec<Tag>,
}

impl Tagged {
    /// The tagger's second look.
    pub(crate) fn new(tags: Vec<Tag>) -> Self {
        Self { tags }
    }

    /// One tag for every token.
    pub(crate) fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// What the tagger finds to withhold.
    pub(crate) fn find<'r>(&self, reader: &Reader<'_, 'r>, hits: &mut Vec<Hit<'r>>) {
        let mut at = 0;
        while at < self.tags.len() {
            let end = self.end_of(reader, at);
            let label = self.tags[at].label;
            let form = match label {
                Label::Person => Some(Form::Tagger),
                Label::Special => Some(Form::SpecialData),
                Label::Address => Some(Form::HomeAddress),
                _ => None,
            };
            if let Some(rule) = form.and_then(|form| reader.vocabulary.rule(form))
                && let Some(range) = trimmed(reader, with_given_name(reader, at, label)..end)
                && !is_inside_word(reader, &range)
                && self.mean(reader, &range, label) >= self.least(label)
                && (label != Label::Person || self.is_plausible(reader, at..end))
                && (label != Label::Address || is_no_reference(reader, at..end))
            {
                let mut hit = Hit::new(with_town(reader, range, end, label), rule, Weight::Tagger);
                hit.confidence = match self.is_clear(at..end) {
                    true => Confidence::Likely,
                    false => Confidence::Doubtful,
                };
                hits.push(hit);
            }
            at = end;
        }
    }

    /// How likely a find of the tagger's own must be.
    fn least(&self, label: Label) -> f32 {
        match label {
            Label::Person => 0.33,
            Label::Special => 0.6,
            _ => 0.7,
        }
    }

    fn is_clear(&self, mut tokens: Range<usize>) -> bool {
        tokens.all(|at| self.tags[at].margin == Margin::Clear)
    }

    /// Whether the lists and the spelling allow a person here; the less sure the tagger is, the more they say.
    fn is_plausible(&self, reader: &Reader, tokens: Range<usize>) -> bool {
        if is_title(reader, tokens.start, tokens.end) || is_of_company(reader, tokens.end) {
            return false;
        }
        let clear = self.is_clear(tokens.clone());
        let words: Vec<usize> = tokens
            .filter(|at| !reader.words.folded(*at).is_empty() && !is_prefix(reader.words.folded(*at)))
            .collect();
        // `onder B`, `categorie C`: a letter is nobody's initial without a point.
        let is_letter = |at: &usize| reader.words.shape(*at) == Shape::Initial && !reader.glued_mark(*at, '.');
        if let [letter] = words[..]
            && is_letter(&letter)
        {
            return false;
        }
        let named = |at: &usize| reader.words.member(*at).given() || reader.words.member(*at).surname();
        let letters = |at: &usize| reader.words.folded(*at).chars().count();
        if words
            .iter()
            .all(|at| letters(at) == 1 && reader.words.shape(*at) == Shape::Lower)
        {
            return false;
        }
        let thing = |at: &usize| {
            let member = reader.words.member(*at);
            let ordinary = member.word()
                || reader.words.is_compound(*at)
                || member.foreign()
                || member.place()
                || member.organisation()
                || member.misc()
                || member.party();
            let acronym = reader.words.shape(*at) == Shape::Upper && letters(at) <= 6;
            !named(at) && (ordinary || acronym)
        };
        match clear {
            true => !words.iter().all(thing),
            false => {
                let capital = words.iter().any(|at| reader.words.is_capital(*at) && letters(at) > 1);
                let lone_word = words.len() == 1
                    && words
                        .iter()
                        .any(|at| reader.words.member(*at).word() || reader.words.member(*at).place());
                !words.iter().any(thing) && !lone_word && (capital || words.iter().any(named))
            }
        }
    }

    fn end_of(&self, reader: &Reader, at: usize) -> usize {
        let label = self.tags[at].label;
        let mut end = at + 1;
        while end < self.tags.len()
            && self.tags[end].label == label
            && self.tags[end].begins == Begins::No
            && label != Label::Outside
            && !short_line_ends(reader, end)
        {
            end += 1;
        }
        end
    }

    /// Whether the tagger, which knows what the rules found, takes a find of theirs for something that stays.
    /// What a pattern or the user's own term found is beyond its reach.
    pub(crate) fn vetoes(&self, reader: &Reader, hit: &Hit) -> bool {
        // `Oosterhuizen-variant` bears the name of someone known here, whatever the tagger makes of it.
        let is_known_here = hit.weight == Weight::Repeated && hit.confidence == Confidence::Certain;
        let fills_row =
            || hit.kind == Kind::Person && is_full_name(reader, &hit.range) && is_in_table(reader, &hit.range);
        if hit.keeps() || hit.weight >= Weight::Pattern || is_known_here || fills_row() {
            return false;
        }
        let (label, least) = match hit.kind {
            Kind::Person if hit.confidence == Confidence::Certain || is_full_name(reader, &hit.range) => {
                (Label::Person, LEAST_CERTAIN)
            }
            Kind::Person if hit.confidence == Confidence::Doubtful => (Label::Person, LEAST_DOUBTFUL),
            Kind::Person => (Label::Person, LEAST_LIKELY),
            Kind::Address if hit.confidence == Confidence::Certain => return false,
            Kind::Address => (Label::Address, LEAST_ADDRESS),
            Kind::Special if hit.confidence == Confidence::Certain => return false,
            Kind::Special => (Label::Special, LEAST_SPECIAL),
            _ => return false,
        };
        let chance = self.mean(reader, &hit.range, label);
        // Whether someone is public is not for one place to say.
        let public = || self.mean(reader, &hit.range, Label::Public);
        let may_stand = label == Label::Person
            && match known_as(reader, &hit.range) {
                KnownAs::FullName => chance + public() >= least,
                KnownAs::Name => chance + HALF * public() >= least.min(LEAST_KNOWN),
                KnownAs::Unknown => false,
            };
        chance < least && !may_stand
    }

    /// Whether it rather takes a name for that of somebody public.
    pub(crate) fn takes_for_public(&self, reader: &Reader, range: &Range<usize>) -> bool {
        self.mean(reader, range, Label::Public) > RATHER_PUBLIC && self.mean(reader, range, Label::Person) < HARDLY
    }

    /// Leaves out the words at either end of a person's name that are clearly part of something else.
    pub(crate) fn trim(&self, reader: &Reader, hit: &mut Hit) {
        if hit.kind != Kind::Person || hit.keeps() || hit.weight >= Weight::Pattern {
            return;
        }
        let from = reader.scene.token_from(hit.range.start);
        let to = reader.scene.token_from(hit.range.end);
        let foreign = |at: &usize| {
            let tag = &self.tags[*at];
            let thing = matches!(tag.label, Label::Organisation | Label::Place | Label::Misc);
            reader.scene.tokens[*at].kind == TokenKind::Mark
                || is_prefix(reader.words.folded(*at))
                || thing && tag.margin == Margin::Clear
        };
        let head = (from..to).take_while(foreign).count();
        let tail = (from..to).rev().take_while(foreign).count();
        let is_nothing = |mut rest: Range<usize>| rest.all(|at| is_prefix(reader.words.folded(at)));
        if head + tail >= to - from || is_nothing(from + head..to - tail) {
            return;
        }
        let thing_between = |mut range: Range<usize>| {
            range.any(|at| matches!(self.tags[at].label, Label::Organisation | Label::Place | Label::Misc))
        };
        if thing_between(from..from + head) {
            hit.range.start = reader.scene.tokens[from + head].start as usize;
        }
        if thing_between(to - tail..to) {
            hit.range.end = reader.scene.tokens[to - tail - 1].end as usize;
        }
    }

    /// How likely the words of a stretch have a label, on average.
    fn mean(&self, reader: &Reader, range: &Range<usize>, label: Label) -> f32 {
        let from = reader.scene.token_from(range.start);
        let chances = reader.scene.tokens[from..]
            .iter()
            .zip(&self.tags[from..])
            .take_while(|(token, _)| (token.start as usize) < range.end)
            .filter(|(token, _)| token.kind != TokenKind::Mark);
        let (sum, count) = chances.fold((0.0, 0), |(sum, count), (_, tag)| (sum + tag.chance(label), count + 1));
        match count {
            0 => 1.0,
            _ => sum / count as f32,
        }
    }
}

/// What the lists say of a find of a person.
enum KnownAs {
    /// Initials or a listed given name, and more words.
    FullName,
    /// Some word is a listed name and nothing else.
    Name,
    /// Nothing.
    Unknown,
}

fn known_as(reader: &Reader, range: &Range<usize>) -> KnownAs {
    let first = reader.scene.token_from(range.start);
    let several = reader.scene.source()[range.clone()].split_whitespace().count() > 1;
    let initial = reader.words.shape(first) == Shape::Initial && reader.glued_mark(first, '.');
    if several && (initial || reader.words.member(first).given()) {
        return KnownAs::FullName;
    }
    let is_name = |at: usize| {
        let member = reader.words.member(at);
        let is_other = member.word() || member.place() || member.organisation();
        (member.given() || member.surname()) && !is_other
    };
    let tokens = || first..reader.scene.token_from(range.end);
    // `Van der Meer`: the surname may be a word as well.
    let prefixed = is_prefix(reader.words.folded(first)) && tokens().any(|at| reader.words.member(at).surname());
    match prefixed || tokens().any(is_name) {
        true => KnownAs::Name,
        false => KnownAs::Unknown,
    }
}

/// A listed given name and capitalised words, with nothing else in their cell.
fn is_full_name(reader: &Reader, range: &Range<usize>) -> bool {
    let first = reader.scene.token_from(range.start);
    let member = reader.words.member(first);
    let line = reader.scene.text.line_at(range.start);
    let cells = line.map_or(&[][..], |line| reader.scene.text.lines()[line].cells.as_slice());
    let source = reader.scene.source();
    let fills = |cell: &Range<usize>| source[cell.clone()].trim() == source[range.clone()].trim();
    let several = source[range.clone()].split_whitespace().count() > 1;
    let given = member.given() && !member.word() && !member.organisation() && !member.famous() && !member.place();
    given && several && cells.iter().any(fills)
}

/// Whether a place is in a row of a table.
fn is_in_table(reader: &Reader, range: &Range<usize>) -> bool {
    let line = reader.scene.text.line_at(range.start);
    line.is_some_and(|line| reader.scene.text.lines()[line].cells.len() >= COLUMNS)
}

/// Whether a stretch has a word of letters, or nothing that is cited by its number stands before it: `Kamerstukken II
/// 2022/2023, 32034, nr. 45` is nobody's house.
fn is_no_reference(reader: &Reader, mut tokens: Range<usize>) -> bool {
    let mut before = tokens.start.saturating_sub(CITATION)..tokens.start;
    let line = reader.scene.tokens[tokens.start].line;
    let cites = |at: usize| reader.scene.tokens[at].line == line && REFERENCES.has(reader.words.folded(at));
    let is_word = |at: usize| reader.words.folded(at).chars().filter(|c| c.is_alphabetic()).count() > 1;
    tokens.any(is_word) || !before.any(cites)
}

/// `mei ling` in a chat: from the given name in small letters on that stands before a name in small letters.
fn with_given_name(reader: &Reader, at: usize, label: Label) -> usize {
    let small = |at: usize| reader.words.shape(at) == Shape::Lower;
    let before = at.checked_sub(1).filter(|before| {
        let tokens = &reader.scene.tokens;
        small(*before)
            && reader.words.member(*before).given()
            && tokens[*before].line == tokens[at].line
            && tokens[at].start - tokens[*before].end == 1
    });
    match before.filter(|_| label == Label::Person && small(at)) {
        Some(before) => before,
        None => at,
    }
}

/// To the end of the town behind an address, of which the house number ends at a token.
fn with_town(reader: &Reader, range: Range<usize>, end: usize, label: Label) -> Range<usize> {
    let ends_in_number = reader.scene.source()[range.clone()].ends_with(|c: char| c.is_ascii_digit());
    let last = match label {
        Label::Address if ends_in_number => with_postcode(reader, end),
        _ => end,
    };
    range.start..range.end.max(reader.scene.tokens[last - 1].end as usize)
}

/// Whether letters or digits stand right before or behind a stretch: a piece of a longer code.
fn is_inside_word(reader: &Reader, range: &Range<usize>) -> bool {
    let source = reader.scene.source();
    source[..range.start].ends_with(char::is_alphanumeric) || source[range.end..].starts_with(char::is_alphanumeric)
}

/// Whether a token begins a line below one too short to be running text.
pub(super) fn short_line_ends(reader: &Reader, at: usize) -> bool {
    let (before, this) = (reader.scene.tokens[at - 1].line, reader.scene.tokens[at].line);
    before != this && reader.scene.text.lines()[before as usize].range.len() < SHORT_LINE
}

/// Whether a word with a capital and the form of a company stand right behind: `Eskens Staltechniek NV`.
fn is_of_company(reader: &Reader, end: usize) -> bool {
    let tokens = &reader.scene.tokens;
    let here = end.checked_sub(1).and_then(|last| tokens.get(last));
    let same_line = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| here.is_some_and(|here| here.line == token.line))
    };
    let (word, form) = (end, end + 1);
    let is_form = same_line(form)
        && matches!(
            tokens[form].of(reader.scene.source()),
            "BV" | "NV" | "B" | "N" | "VOF" | "GmbH"
        );
    let pointed = |at: usize| reader.words.shape(at) != Shape::Initial || reader.glued_mark(at + 1, '.');
    same_line(word) && reader.words.shape(word) == Shape::Capital && is_form && pointed(form)
}

/// Whether the words are titles and trades only.
fn is_title(reader: &Reader, from: usize, to: usize) -> bool {
    (from..to).all(|at| {
        let folded = reader.words.folded(at);
        folded.is_empty()
            || [Form::Title, Form::Salutation, Form::NotAName]
                .iter()
                .any(|form| reader.vocabulary.has(*form, folded))
                && !reader.words.member(at).surname()
                && !reader.words.member(at).given()
    })
}

/// Without marks at the ends, but for the point of an initial and a closing bracket that was opened inside, and without
/// the number of a remark (`JdV2`).
pub(super) fn trimmed(reader: &Reader, tokens: Range<usize>) -> Option<Range<usize>> {
    let source = reader.scene.source();
    let word = |at: &usize| reader.scene.tokens[*at].mark(source).is_none();
    let first = tokens
        .clone()
        .find(|at| word(at) || reader.glued_mark(*at, 't') || reader.scene.tokens[*at].mark(source) == Some('\''))?;
    let last = tokens.clone().rev().find(word)?;
    let range = reader.scene.tokens[first].start as usize..reader.scene.tokens[last].end as usize;
    let words = source.get(range.clone())?;
    let letters = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let end = match letters.ends_with(char::is_alphabetic) {
        true => range.start + letters.len(),
        false => range.end,
    };
    (first <= last).then_some(range.start..end)
}
