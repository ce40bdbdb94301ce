//! A document as the tagger sees it: every token with its word, its lists, its line and what the document says of it
//! elsewhere. It weighs nothing.

use std::collections::HashSet;
use std::ops::Range;

use super::vote::Vote;
use crate::detect::fold::fold;
use crate::detect::lists::{HashedMap, Membership, hash};
use crate::detect::token::{Token, TokenKind};
use crate::detect::word_list::{WordList, word_lists};
use crate::text::Text;

word_lists! {
    /// Labels in the head of a letter or message.
    HEADER_LABELS: WordList = "header-labels";
    /// What is spoken of where representatives meet.
    DEBATES: WordList = "debate-words";
}

/// Words of a kind are counted in this many of a document.
const OF_SO_MANY: usize = 400;
/// Tokens of the longest sequence that is looked at as one.
const LONGEST: usize = 400;

/// The form of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Lower,
    Title,
    Upper,
    Initial,
    SmallInitial,
    Mixed,
    Uncased,
    Number(u8),
    Mark(char),
}

impl Shape {
    /// Whether a name may look so.
    pub(super) fn is_capitalised(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Initial | Self::Mixed)
    }

    /// A number of its own.
    pub(super) fn code(self) -> u64 {
        match self {
            Self::Lower => 1,
            Self::Title => 2,
            Self::Upper => 3,
            Self::Initial => 4,
            Self::SmallInitial => 5,
            Self::Mixed => 6,
            Self::Uncased => 7,
            Self::Number(digits) => 16 + u64::from(digits),
            Self::Mark(mark) => 64 + u64::from(mark),
        }
    }
}

/// What the document says of a word in other places; a set of bits.
pub(super) mod elsewhere {
    pub(in super::super) const LOWER: u8 = 1;
    pub(in super::super) const TITLED: u8 = 1 << 1;
    pub(in super::super) const OFFICE: u8 = 1 << 2;
    pub(in super::super) const INSIDE: u8 = 1 << 3;
    pub(in super::super) const HEADER: u8 = 1 << 4;
    pub(in super::super) const INITIALS: u8 = 1 << 5;
    pub(in super::super) const NAMED: u8 = 1 << 6;
    pub(in super::super) const PARAAF: u8 = 1 << 7;
}

/// A spelling with its lists; tokens that look the same share it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub folded: String,
    pub hash: u64,
    pub shape: Shape,
    pub lists: Membership,
    pub elsewhere: u8,
    /// Form and lists in one number.
    pub class: u64,
}

/// One token where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub word: u32,
    pub line: u32,
    pub cell: u8,
    /// Nothing stands between it and the token before.
    pub glued: bool,
    /// First or last of its line or cell.
    pub first: bool,
    pub last: bool,
}

/// What surrounds a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineView {
    /// Hash of the words that label the line: before the colon, or in its first cell.
    pub label: u64,
    /// Hash of the first word.
    pub opening: u64,
    /// Hash of the first word of the line before, and how many tokens it has.
    pub above: u64,
    /// Hash of the nearest line above, in the same block, that ends with a colon or is a short heading.
    pub heading: u64,
    /// Tokens in the line, in steps.
    pub length: u8,
    /// Index of the line that heads the columns, plus one.
    head: u32,
}

/// The whole document.
pub(super) struct View {
    pub words: Vec<Word>,
    pub places: Vec<Place>,
    pub lines: Vec<LineView>,
    /// For every place which rule found it, as a number; 0 where none did.
    pub hints: Vec<u64>,
    /// For every place what a first look said of it; empty before there was one.
    pub votes: Vec<Vote>,
    /// For every line, the hash of the first word of each of its cells.
    cells: Vec<Vec<u64>>,
    blocks: Vec<u32>,
    /// What kind of document it is, by its words, as a number.
    pub genre: u64,
}

impl View {
    /// Looks at a document; `lists` tells of every token which lists hold it.
    pub(super) fn new(text: &Text, tokens: &[Token], lists: impl Iterator<Item = Membership>, hints: &[u64]) -> Self {
        let source = text.as_str();
        let mut view = Self {
            words: Vec::new(),
            places: Vec::with_capacity(tokens.len()),
            lines: vec![LineView::default(); text.lines().len()],
            hints: hints.to_vec(),
            votes: Vec::new(),
            cells: vec![Vec::new(); text.lines().len()],
            blocks: text.lines().iter().map(|line| line.block).collect(),
            genre: 0,
        };
        let mut known: HashedMap<(u64, u16), u32> = HashedMap::default();
        for ((index, token), lists) in tokens.iter().enumerate().zip(lists) {
            let own = token.of(source);
            let word = *known.entry((hash(own.as_bytes()), lists.bits())).or_insert_with(|| {
                view.words.push(Word::new(own, token.kind, lists));
                (view.words.len() - 1) as u32
            });
            let line = &text.lines()[token.line as usize];
            let cell = line
                .cells
                .partition_point(|cell| cell.start <= token.start as usize)
                .saturating_sub(1);
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            let after = tokens.get(index + 1);
            let within = line.cells.get(cell).cloned().unwrap_or(line.range.clone());
            view.places.push(Place {
                word,
                line: token.line,
                cell: cell.min(4) as u8,
                glued: before.is_some_and(|before| before.end == token.start),
                first: before.is_none_or(|before| (before.start as usize) < within.start),
                last: after.is_none_or(|after| after.start as usize >= within.end),
            });
        }
        view.look_at_lines(text);
        view.look_elsewhere();
        view.genre = view.genre();
        view
    }

    /// The stretches of tokens that are labelled together: blocks, cut where they are long.
    pub(super) fn sequences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = 0;
        std::iter::from_fn(move || {
            if start == self.places.len() {
                return None;
            }
            let block = self.blocks[self.places[start].line as usize];
            let mut end = start + 1;
            while end < self.places.len() {
                let line = self.places[end].line;
                let new_line = line != self.places[end - 1].line;
                let far = end - start;
                if new_line && (self.blocks[line as usize] != block || far > LONGEST) || far > 4 * LONGEST {
                    break;
                }
                end += 1;
            }
            let sequence = start..end;
            start = end;
            Some(sequence)
        })
    }

    /// Which rule found a place, as a number; 0 where none did or the text ends.
    pub(super) fn hint(&self, at: usize) -> u64 {
        self.hints.get(at).copied().unwrap_or(0)
    }

    /// The word at a place.
    #[inline]
    pub(super) fn word(&self, at: usize) -> &Word {
        &self.words[self.places[at].word as usize]
    }

    /// Hash of the first word of the head of the column at a place, or 0.
    pub(super) fn column_head(&self, at: usize) -> u64 {
        let place = self.places[at];
        match self.lines[place.line as usize].head.checked_sub(1) {
            Some(head) if head != place.line => {
                self.cells[head as usize].get(place.cell as usize).copied().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// How often the words of the document are offices, parties, signs of mail and words of debates, in steps: names in
    /// the minutes of a council are seldom private, in a string of mails seldom public.
    fn genre(&self) -> u64 {
        let kinds: [fn(&Word) -> bool; 4] = [
            |word| word.lists.office(),
            |word| word.lists.party(),
            |word| word.shape == Shape::Mark('@'),
            |word| DEBATES.has(&word.folded),
        ];
        let step = |is: &fn(&Word) -> bool| {
            let count = self
                .places
                .iter()
                .filter(|place| is(&self.words[place.word as usize]))
                .count();
            (count * OF_SO_MANY / self.places.len().max(1)).min(3) as u64
        };
        kinds.iter().fold(0, |all, is| all << 2 | step(is))
    }

    fn look_at_lines(&mut self, text: &Text) {
        let mut at = 0;
        let mut heading = (u32::MAX, 0u64);
        let mut above = 0u64;
        let mut table = 0u32;
        for (number, line) in text.lines().iter().enumerate() {
            let start = at;
            while at < self.places.len() && self.places[at].line == number as u32 {
                at += 1;
            }
            let words: Vec<&Word> = (start..at).map(|index| self.word(index)).collect();
            let opening = words
                .iter()
                .find(|word| is_word(word.shape))
                .map_or(0, |word| word.hash);
            let label = label_of(&words, line.cells.len(), &self.places[start..at]);
            let ends = words.len() <= 8
                && words
                    .last()
                    .is_some_and(|word| matches!(word.shape, Shape::Mark(':' | ',')));
            let mut firsts = vec![0u64; line.cells.len().min(5)];
            for index in (start..at).rev() {
                if is_word(self.word(index).shape) {
                    firsts[self.places[index].cell as usize] = self.word(index).hash;
                }
            }
            table = match line.cells.len() {
                3.. if table == 0 => number as u32 + 1,
                2.. => table,
                _ => 0,
            };
            self.lines[number] = LineView {
                label,
                opening,
                above,
                heading: if heading.0 == line.block || heading.0.wrapping_add(1) == line.block {
                    heading.1
                } else {
                    0
                },
                length: match at - start {
                    0..=3 => (at - start) as u8,
                    4..=6 => 4,
                    7..=12 => 5,
                    _ => 6,
                },
                head: table,
            };
            self.cells[number] = firsts;
            if ends {
                heading = (line.block, opening);
            }
            if at > start {
                above = opening;
            }
        }
    }

    fn look_elsewhere(&mut self) {
        let headers: Vec<u64> = HEADER_LABELS.iter().map(|label| hash(label.as_bytes())).collect();
        let mut said: HashedMap<u64, u8> = HashedMap::default();
        for at in 0..self.places.len() {
            let word = self.word(at);
            if matches!(word.shape, Shape::Mark(_) | Shape::Number(_)) {
                continue;
            }
            let mut bits = 0;
            let linked = |index: usize| matches!(self.word(index).shape, Shape::Mark('@' | '_' | '/'));
            let in_address = (at > 0 && self.places[at].glued && linked(at - 1))
                || (at + 1 < self.places.len() && self.places[at + 1].glued && linked(at + 1));
            if word.shape == Shape::Lower && !in_address {
                bits |= elsewhere::LOWER;
            }
            if word.shape.is_capitalised() {
                bits |= self.evidence(at, &headers);
            }
            *said.entry(word.hash).or_default() |= bits;
        }
        let parafen = self.parafen();
        for word in &mut self.words {
            word.elsewhere = said.get(&word.hash).copied().unwrap_or(0);
            if word.may_be_paraaf() && parafen.contains(&word.hash) {
                word.elsewhere |= elsewhere::PARAAF;
            }
        }
    }

    /// Hashes of the initials of everything in the document that looks like a name of two words or more.
    fn parafen(&self) -> HashSet<u64> {
        let mut parafen = HashSet::new();
        let mut at = 0;
        while at < self.places.len() {
            let mut initials = String::new();
            let (mut capitals, mut listed) = (0, false);
            let line = self.places[at].line;
            let mut end = at;
            while end < self.places.len() && self.places[end].line == line && end < at + 9 {
                let word = self.word(end);
                match word.shape {
                    Shape::Title | Shape::Initial => {
                        capitals += 1;
                        listed |= word.shape == Shape::Initial || word.lists.given() || word.lists.surname();
                    }
                    Shape::Lower | Shape::SmallInitial if capitals > 0 && word.lists.surname_prefix() => {}
                    Shape::Mark('.' | '-' | '\'' | '’') if capitals > 0 => {
                        end += 1;
                        continue;
                    }
                    _ => break,
                }
                initials.extend(word.folded.chars().next());
                end += 1;
            }
            if capitals > 1 && listed {
                parafen.insert(hash(initials.as_bytes()));
            }
            at = end.max(at + 1);
        }
        parafen
    }

    /// What the words before and after say of a capitalised word.
    fn evidence(&self, at: usize, headers: &[u64]) -> u8 {
        let mut bits = 0;
        let line = self.places[at].line;
        let mut back = at;
        let mut steps = 0;
        while back > 0 && steps < 6 && self.places[back - 1].line == line {
            back -= 1;
            steps += 1;
            let word = self.word(back);
            match word.shape {
                Shape::Initial => bits |= elsewhere::INITIALS,
                Shape::Mark('.' | '-') => {}
                Shape::Mark(_) | Shape::Number(_) => break,
                _ if word.lists.title() => {
                    bits |= elsewhere::TITLED;
                    break;
                }
                _ if word.lists.office() => {
                    bits |= elsewhere::OFFICE;
                    break;
                }
                _ if word.lists.surname_prefix() || word.shape.is_capitalised() => bits |= elsewhere::INSIDE,
                _ => {
                    bits |= elsewhere::INSIDE;
                    break;
                }
            }
        }
        let ahead = |distance: usize| (at + distance < self.places.len()).then(|| self.word(at + distance));
        if ahead(1).is_some_and(|word| word.shape == Shape::Mark('('))
            && ahead(2).is_some_and(|word| word.lists.party())
        {
            bits |= elsewhere::OFFICE;
        }
        if ahead(1).is_some_and(|word| word.shape == Shape::Mark(','))
            && ahead(2).is_some_and(|word| word.shape == Shape::Initial)
        {
            bits |= elsewhere::INITIALS;
        }
        let before = at.checked_sub(1).map(|before| self.word(before));
        let given_before = before.is_some_and(|word| word.shape == Shape::Title && word.lists.given());
        let surname_after = ahead(1).is_some_and(|word| word.shape == Shape::Title && word.lists.surname());
        if given_before || surname_after && self.word(at).lists.given() {
            bits |= elsewhere::NAMED;
        }
        let label = self.lines[line as usize].label;
        if headers.contains(&label) {
            bits |= elsewhere::HEADER;
        }
        bits
    }
}

impl Word {
    fn new(own: &str, kind: TokenKind, lists: Membership) -> Self {
        let folded = fold(own);
        let shape = shape(own, kind);
        let case = lists.bits();
        Self {
            hash: hash(folded.as_bytes()),
            folded,
            shape,
            lists,
            elsewhere: 0,
            class: shape.code() << 16 | u64::from(case),
        }
    }
}

impl Word {
    /// Whether it may be the initials of someone.
    fn may_be_paraaf(&self) -> bool {
        let short = (2..=4).contains(&self.folded.len());
        short && !self.lists.party() && (self.shape != Shape::Lower || !self.lists.word())
    }
}

fn is_word(shape: Shape) -> bool {
    !matches!(shape, Shape::Mark(_))
}

fn shape(own: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Mark => own.chars().next().map_or(Shape::Uncased, Shape::Mark),
        TokenKind::Number => Shape::Number(own.len().min(12) as u8),
        TokenKind::Word => {
            let (mut upper, mut lower, mut letters, mut upper_first) = (0, 0, 0, false);
            for letter in own.chars().filter(|letter| letter.is_alphabetic()) {
                if letter.is_uppercase() {
                    upper += 1;
                    upper_first |= letters == 0;
                } else if letter.is_lowercase() {
                    lower += 1;
                }
                letters += 1;
            }
            match (upper, lower) {
                (0, 0) => Shape::Uncased,
                (1, 0) => Shape::Initial,
                (0, 1) => Shape::SmallInitial,
                (0, _) => Shape::Lower,
                (_, 0) => Shape::Upper,
                (1, _) if upper_first => Shape::Title,
                (2, _) if own.starts_with("IJ") => Shape::Title,
                _ => Shape::Mixed,
            }
        }
    }
}

/// The hash of the words before a colon near the start of a line, or of its first cell.
fn label_of(words: &[&Word], cells: usize, places: &[Place]) -> u64 {
    let end = words
        .iter()
        .take(7)
        .position(|word| word.shape == Shape::Mark(':'))
        .or_else(|| (cells > 1).then(|| places.iter().take_while(|place| place.cell == 0).count().min(7)));
    let Some(end) = end else { return 0 };
    let mut label = String::new();
    for word in words[..end].iter().filter(|word| is_word(word.shape)) {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(&word.folded);
    }
    if label.is_empty() { 0 } else { hash(label.as_bytes()) }
}
