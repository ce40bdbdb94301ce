//! The features of a word and of a place, as hashes. Training and tagging share them.

use super::view::{Shape, View, Word};
use super::vote::Vote;
use crate::detect::lists::{hash, mix};

/// Tokens that are looked at on either side.
pub(super) const REACH: usize = 3;
/// Places relative to the one that is labelled, from three before to three after.
pub(super) const OFFSETS: usize = 2 * REACH + 1;

#[inline]
fn join(template: u64, value: u64) -> u64 {
    mix(value ^ template.wrapping_mul(0xd6e8_feb8_6659_fd93))
}

#[inline]
fn pair(template: u64, one: u64, other: u64) -> u64 {
    join(template, mix(one).wrapping_add(other))
}

/// Nothing stands at an offset: the text begins or ends.
pub(super) fn beyond(offset: usize) -> u64 {
    join(900, offset as u64)
}

/// What a word says of the place it stands in, and of those around it.
pub(super) fn of_word(word: &Word, emit: &mut impl FnMut(usize, u64)) {
    let lists = u64::from(word.lists.bits());
    let ending = hash(tail(&word.folded, 3).as_bytes());
    for offset in 0..OFFSETS {
        let distance = offset.abs_diff(REACH);
        // The word at offset 0 stands three places before the one that is labelled.
        let base = 100 + offset as u64 * 10;
        emit(offset, join(base, word.hash));
        if distance <= 2 {
            emit(offset, join(base + 1, word.class));
            emit(offset, join(base + 2, word.shape.code()));
            emit(
                offset,
                join(base + 3, u64::from(word.elsewhere) << 8 | word.shape.code()),
            );
        }
        if distance == 1 {
            emit(offset, join(base + 4, ending));
            emit(offset, join(base + 5, lists));
        }
    }
    own(word, lists, emit);
}

fn own(word: &Word, lists: u64, emit: &mut impl FnMut(usize, u64)) {
    let shape = word.shape.code();
    let mut put = |feature| emit(REACH, feature);
    put(join(1, lists));
    put(pair(2, word.hash, shape));
    put(pair(3, word.class, u64::from(word.elsewhere)));
    for bit in 0..15 {
        if lists >> bit & 1 == 1 {
            put(pair(4, bit, shape));
        }
    }
    for bit in (0..8).map(|bit| 1u8 << bit) {
        if word.elsewhere & bit != 0 {
            put(pair(5, u64::from(bit), shape));
        }
    }
    if matches!(word.shape, Shape::Mark(_) | Shape::Number(_)) {
        return;
    }
    let letters: Vec<char> = word.folded.chars().collect();
    put(pair(6, letters.len().min(14) as u64, shape));
    let capital = u64::from(word.shape.is_capitalised());
    for length in 1..=4.min(letters.len()) {
        put(pair(10 + length as u64, hash_letters(&letters[..length]), capital));
        put(pair(
            20 + length as u64,
            hash_letters(&letters[letters.len() - length..]),
            capital,
        ));
    }
    if word.shape != Shape::Lower || lists == 0 {
        for letters in letters.windows(3) {
            put(pair(30, hash_letters(letters), capital));
        }
    }
}

fn hash_letters(letters: &[char]) -> u64 {
    letters
        .iter()
        .fold(letters.len() as u64, |hash, letter| mix(hash ^ u64::from(*letter)))
}

fn tail(word: &str, letters: usize) -> &str {
    word.char_indices()
        .rev()
        .nth(letters - 1)
        .map_or(word, |(at, _)| &word[at..])
}

/// What the surroundings of a place say that no single word does.
pub(super) fn of_place(view: &View, at: usize, emit: &mut (impl FnMut(u64) + ?Sized)) {
    let word = view.word(at);
    around(view, at, emit);
    Hints::of(view, at).each(word, emit);
    if let Some(votes) = Votes::of(view, at) {
        votes.each(word.shape, emit);
    }
    Callings::of(view, at).each(word, emit);
}

/// What the neighbours and the line say.
pub(super) fn around(view: &View, at: usize, emit: &mut (impl FnMut(u64) + ?Sized)) {
    let place = view.places[at];
    let word = view.word(at);
    let class = word.class;
    let line = &view.lines[place.line as usize];
    let near = |distance: isize| -> Option<&Word> {
        let index = at.checked_add_signed(distance)?;
        (index < view.places.len()).then(|| view.word(index))
    };
    let class_at = |distance| near(distance).map_or(1, |word| word.class);
    let hash_at = |distance| near(distance).map_or(1, |word| word.hash);
    let (before, after) = (class_at(-1), class_at(1));
    emit(pair(200, hash_at(-1), class));
    emit(pair(201, hash_at(1), class));
    emit(pair(202, mix(before) ^ after, class));
    emit(pair(203, mix(class_at(-2)) ^ before, class));
    emit(pair(204, mix(class_at(2)) ^ after, class));
    emit(pair(205, before, class));
    emit(pair(206, after, class));
    emit(pair(207, mix(hash_at(-2)) ^ hash_at(-1), word.shape.code()));
    emit(pair(208, mix(hash_at(2)) ^ hash_at(1), word.shape.code()));
    let (left, right) = (word_before(view, at), word_after(view, at));
    emit(pair(210, left.map_or(1, |word| word.hash), class));
    emit(pair(211, right.map_or(1, |word| word.hash), class));
    emit(pair(212, left.map_or(1, |word| word.class), class));
    let standing = u64::from(place.first) | u64::from(place.last) << 1 | u64::from(place.glued) << 2;
    let cell = u64::from(place.cell.min(2));
    emit(pair(220, standing << 8 | u64::from(line.length) << 4 | cell, class));
    emit(pair(221, standing, before));
    if line.label != 0 {
        emit(pair(230, line.label, word.shape.code()));
        emit(pair(231, line.label, class));
    }
    let head = view.column_head(at);
    if head != 0 {
        emit(pair(232, head, class));
        emit(pair(233, head, word.shape.code()));
    }
    emit(pair(234, line.opening, word.shape.code()));
    if place.first || line.length <= 4 {
        emit(pair(235, line.above, class));
        emit(pair(236, line.above, u64::from(place.first) << 7 | word.shape.code()));
    }
    emit(pair(237, line.heading, word.shape.code()));
    setting(view, at, emit);
}

/// Tokens before and behind a name that say what its sentence is about.
const SETTING: std::ops::Range<isize> = -12..9;
/// Bytes of the shortest word that says anything.
const TELLING: usize = 4;

/// What the sentence and the document of a possible name are about, wherever the words stand.
fn setting(view: &View, at: usize, emit: &mut (impl FnMut(u64) + ?Sized)) {
    let word = view.word(at);
    let is_capitalised = word.shape.is_capitalised();
    if !is_capitalised && !(word.shape == Shape::Lower && (word.lists.given() || word.lists.surname())) {
        return;
    }
    let line = view.places[at].line;
    for distance in SETTING {
        let index = at
            .checked_add_signed(distance)
            .filter(|index| *index < view.places.len());
        let Some(near) = index
            .filter(|index| view.places[*index].line.abs_diff(line) <= 1)
            .map(|index| view.word(index))
        else {
            continue;
        };
        if near.shape == Shape::Lower && near.folded.len() >= TELLING {
            let side = u64::from(distance > 0) << 1 | u64::from(is_capitalised);
            emit(pair(290, near.hash, side));
        }
    }
    emit(pair(291, view.genre, word.shape.code()));
    emit(pair(292, view.genre, view.hint(at)));
}

/// What the rules found here and beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hints {
    before: u64,
    here: u64,
    after: u64,
}

impl Hints {
    pub(super) fn of(view: &View, at: usize) -> Self {
        Self {
            before: at.checked_sub(1).map_or(1, |before| view.hint(before)),
            here: view.hint(at),
            after: view.hint(at + 1),
        }
    }

    pub(super) fn each(self, word: &Word, emit: &mut (impl FnMut(u64) + ?Sized)) {
        let shape = word.shape.code();
        emit(pair(260, self.here, shape));
        emit(pair(261, self.here, word.class));
        emit(pair(262, self.here, u64::from(word.elsewhere)));
        emit(pair(263, mix(self.before) ^ self.here, shape));
        emit(pair(264, mix(self.after) ^ self.here, shape));
    }
}

/// What a first look at the document said of this word, here and elsewhere, and of its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Votes {
    vote: Vote,
    before: u8,
    after: u8,
    /// What the rules found here.
    hint: u64,
}

impl Votes {
    pub(super) fn of(view: &View, at: usize) -> Option<Self> {
        let own = |index: Option<usize>| index.and_then(|index| view.votes.get(index)).map_or(0, |vote| vote.own);
        Some(Self {
            vote: *view.votes.get(at)?,
            before: own(at.checked_sub(1)),
            after: own(Some(at + 1)),
            hint: view.hint(at),
        })
    }

    pub(super) fn each(self, shape: Shape, emit: &mut (impl FnMut(u64) + ?Sized)) {
        let shape = shape.code();
        let [own, others, person, dossier] =
            [self.vote.own, self.vote.others, self.vote.person, self.vote.dossier].map(u64::from);
        emit(pair(270, own, shape));
        emit(pair(271, others, shape));
        emit(pair(272, others << 8 | own, 0));
        emit(pair(273, person << 8 | own, shape));
        emit(pair(274, others << 8 | person, self.hint));
        emit(pair(277, dossier, shape));
        emit(pair(278, dossier << 16 | others << 8 | own, 0));
        emit(pair(279, dossier, self.hint));
        emit(pair(275, u64::from(self.before) << 8 | own, shape));
        emit(pair(276, u64::from(self.after) << 8 | own, shape));
    }
}

/// How far away the nearest title and office before, and the nearest party after, are; 0 when out of sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Callings {
    title: u64,
    office: u64,
    party: u64,
}

impl Callings {
    pub(super) fn of(view: &View, at: usize) -> Self {
        let line = view.places[at].line;
        let mut callings = Self::default();
        for distance in 1..=8usize.min(at) {
            let index = at - distance;
            if view.places[index].line + 1 < line {
                break;
            }
            let lists = view.word(index).lists;
            if callings.title == 0 && lists.title() {
                callings.title = distance.min(6) as u64;
            }
            if callings.office == 0 && lists.office() {
                callings.office = distance.min(5) as u64;
            }
        }
        for distance in 1..=4 {
            if at + distance < view.places.len() && view.word(at + distance).lists.party() {
                callings.party = distance as u64;
                break;
            }
        }
        callings
    }

    pub(super) fn each(self, word: &Word, emit: &mut (impl FnMut(u64) + ?Sized)) {
        let all = self.title << 8 | self.office << 4 | self.party;
        emit(pair(240, all, word.class));
        emit(pair(241, all, word.shape.code() << 8 | u64::from(word.elsewhere)));
    }
}

fn word_before(view: &View, at: usize) -> Option<&Word> {
    let from = at.saturating_sub(5);
    (from..at)
        .rev()
        .map(|index| view.word(index))
        .find(|word| !matches!(word.shape, Shape::Mark(_)))
}

fn word_after(view: &View, at: usize) -> Option<&Word> {
    let to = (at + 6).min(view.places.len());
    (at + 1..to)
        .map(|index| view.word(index))
        .find(|word| !matches!(word.shape, Shape::Mark(_)))
}
