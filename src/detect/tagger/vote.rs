//! What a first look at a document says of its words, as evidence for a second: a word that is clearly the name of a
//! firm in one place is hardly that of a person in another. It looks at probabilities and at no text.

use std::collections::BTreeMap;

use super::lattice::Scores;
use super::view::{Place, Shape, View, Word};
use super::{LABELS, Label, STATES};
use crate::detect::lists::HashedMap;

/// From this mean probability on a label is all but sure, or likely.
const LEVELS: [f32; 2] = [0.9, 0.6];

/// What the first look says of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Vote {
    /// Of the place itself: the likeliest label and how likely; 0 before the first look.
    pub own: u8,
    /// Of the same word elsewhere in the document; 0 where it stands nowhere else.
    pub others: u8,
    /// How likely the word is part of a person's name in the place elsewhere where that is likeliest, in five steps.
    pub person: u8,
    /// Of the same word in the other documents of the dossier; 0 where it stands in none.
    pub dossier: u8,
}

/// Probabilities by label.
pub(super) type Chances = [f32; LABELS.len()];

/// Sums the states of every label.
pub(super) fn by_label(states: &Scores) -> Chances {
    let mut chances = [0.0; LABELS.len()];
    for (state, chance) in STATES.iter().zip(states) {
        chances[state.0 as usize] += chance;
    }
    chances
}

/// How often every label was seen on a word: chances in 255ths, so that adding is exact in any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Tally {
    sums: [u32; LABELS.len()],
    count: u32,
}

impl Tally {
    /// Of one place.
    fn of(chances: &Chances) -> Self {
        let mut tally = Self::default();
        tally.add(chances);
        tally
    }

    fn add(&mut self, chances: &Chances) {
        for (sum, chance) in self.sums.iter_mut().zip(chances) {
            *sum += (chance * 255.0) as u32;
        }
        self.count += 1;
    }

    fn merge(&mut self, other: &Self) {
        self.sums
            .iter_mut()
            .zip(other.sums)
            .for_each(|(sum, other)| *sum += other);
        self.count += other.count;
    }

    fn without(&self, other: &Self) -> Self {
        Self {
            sums: std::array::from_fn(|label| self.sums[label].saturating_sub(other.sums[label])),
            count: self.count.saturating_sub(other.count),
        }
    }

    /// The likeliest label and how likely it is; 0 if the word was not seen.
    fn code(&self) -> u8 {
        match self.count {
            0 => 0,
            count => code(&self.sums.map(|sum| sum as f32 / count as f32 / 255.0)),
        }
    }

    /// Whether the word is hardly ever part of anything.
    fn is_plain(&self) -> bool {
        let things: u32 = self.sums[1..].iter().sum();
        things < 13 * self.count
    }
}

/// What first looks at the documents of a dossier say of its words. Merging is associative and commutative.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WordVotes {
    words: BTreeMap<u64, Tally>,
}

impl WordVotes {
    /// Adds what another document said.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (word, tally) in &other.words {
            self.words.entry(*word).or_default().merge(tally);
        }
    }

    /// What one document says, from the probabilities of the first look at every place.
    pub(super) fn of(view: &View, chances: &[Chances]) -> Self {
        let mut words: HashedMap<u64, Tally> = HashedMap::default();
        for (at, own) in chances.iter().enumerate() {
            if is_word(view.word(at).shape) {
                words.entry(view.word(at).hash).or_default().add(own);
            }
        }
        let telling = words.into_iter().filter(|(_, tally)| !tally.is_plain());
        Self {
            words: telling.collect(),
        }
    }

    fn tally(&self, word: u64) -> Tally {
        self.words.get(&word).copied().unwrap_or_default()
    }
}

fn is_word(shape: Shape) -> bool {
    !matches!(shape, Shape::Mark(_) | Shape::Number(_))
}

/// One vote per place: of the place, of the word elsewhere in the document, and of the word in the other documents of
/// the dossier, of which this one is part.
pub(super) fn votes(view: &View, chances: &[Chances], dossier: &WordVotes) -> Vec<Vote> {
    let mut slots: HashedMap<u64, usize> = HashedMap::default();
    let slot = |word: &Word| {
        let next = slots.len();
        *slots.entry(word.hash).or_insert(next)
    };
    // Words of one folded spelling share a slot.
    let slot_of: Vec<usize> = view.words.iter().map(slot).collect();
    let mut said: Vec<Said> = vec![Said::default(); slots.len()];
    for (place, own) in view.places.iter().zip(chances) {
        said[slot_of[place.word as usize]].add(own);
    }
    for (word, slot) in view.words.iter().zip(&slot_of) {
        let said = &mut said[*slot];
        if said.in_dossier.is_none() {
            said.in_dossier = Some(said.by_others(dossier.tally(word.hash)));
        }
    }
    let vote = |(place, own): (&Place, &Chances)| {
        if !is_word(view.words[place.word as usize].shape) {
            return Vote {
                own: code(own),
                ..Vote::default()
            };
        }
        let said = &said[slot_of[place.word as usize]];
        let others = match said.tally.count {
            0 | 1 => Tally::default(),
            _ => said.tally.without(&Tally::of(own)),
        };
        let elsewhere = said.highest[usize::from(own[Label::Person as usize] >= said.highest[0])];
        let person = match others.count {
            0 => 0,
            _ => 1 + (elsewhere.clamp(0.0, 1.0) * 4.0) as u8,
        };
        Vote {
            own: code(own),
            others: others.code(),
            person,
            dossier: said.in_dossier.unwrap_or_default(),
        }
    };
    view.places.iter().zip(chances).map(vote).collect()
}

/// What is said of a word in all its places.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    tally: Tally,
    /// How likely it is part of a person's name in the two places where that is likeliest.
    highest: [f32; 2],
    /// What the other documents of the dossier say of it, once that is known.
    in_dossier: Option<u8>,
}

impl Said {
    /// What other documents say, of a dossier that says so much with this one.
    fn by_others(&self, dossier: Tally) -> u8 {
        // A document tells its dossier nothing of words that are hardly ever part of anything.
        let own = match self.tally.is_plain() {
            true => Tally::default(),
            false => self.tally,
        };
        dossier.without(&own).code()
    }

    fn add(&mut self, own: &Chances) {
        self.tally.add(own);
        let person = own[Label::Person as usize];
        if person > self.highest[0] {
            self.highest = [person, self.highest[0]];
        } else if person > self.highest[1] {
            self.highest[1] = person;
        }
    }
}

/// The likeliest label and how likely it is, in three steps; never 0.
fn code(chances: &Chances) -> u8 {
    let (label, chance) = chances
        .iter()
        .enumerate()
        .fold((0, 0.0), |best, (label, chance)| match *chance > best.1 {
            true => (label, *chance),
            false => best,
        });
    let level = LEVELS.iter().filter(|level| chance >= **level).count();
    1 + (label * 3 + level) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_tells_label_and_level() {
        let mut chances: Chances = [0.0; LABELS.len()];
        chances[Label::Organisation as usize] = 0.95;
        assert_eq!(code(&chances), 1 + Label::Organisation as u8 * 3 + 2);
        chances[Label::Organisation as usize] = 0.5;
        assert_eq!(code(&chances), 1 + Label::Organisation as u8 * 3);
    }

    #[test]
    fn a_place_does_not_vote_on_itself() {
        let text = crate::text::Text::from_plain("Waltz en Waltz");
        let tokens = crate::detect::token::tokenize(&text);
        let lists = crate::detect::lists::memberships(text.as_str(), &tokens);
        let view = View::new(&text, &tokens, lists.into_iter(), &[]);
        let mut chances = vec![[0.0; LABELS.len()]; 3];
        chances[0][Label::Person as usize] = 1.0;
        chances[1][Label::Outside as usize] = 1.0;
        chances[2][Label::Organisation as usize] = 1.0;
        let dossier = WordVotes::of(&view, &chances);
        let alone = votes(&view, &chances, &dossier);
        assert_eq!(alone[0].others, 1 + Label::Organisation as u8 * 3 + 2);
        assert_eq!((alone[0].person, alone[2].person), (1, 5));
        assert_eq!((alone[1].others, alone[0].dossier), (0, 0));
        let mut more = dossier.clone();
        more.merge(&dossier);
        assert_ne!(votes(&view, &chances, &more)[0].dossier, 0);
    }
}
