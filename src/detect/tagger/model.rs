//! The weights of a trained model, as they lie in its file, and the scores they give. Reading a model costs nothing.
//!
//! File, little-endian: `WLT2`; bytes of the model of the first look (u32); that model; the model of the second look.
//! A model: scale (f32); transitions (11 × 11 f32); for each group of 64 of the 2^20 buckets which of
//! them have a row (u64) and how many rows stand before it (u32); rows of 11 i8, to be multiplied by the scale.

use super::feature::{self, Callings, Hints, OFFSETS, REACH, Votes};
use super::lattice::{STATES, Scores, Transitions};
use super::view::{Place, Shape, View};
use rustc_hash::FxHashMap;

/// Weights that are added at once; a power of two, no less than the states.
const LANES: usize = 16;
/// Features whose rows are looked for before any is added: a place has some thirty, and the sums of this many weights fit
/// into 16 bits.
const AT_ONCE: usize = 64;
/// Buckets of the hashed features; a power of two.
pub(super) const BUCKETS: usize = 1 << 20;
/// Rows whose weights all stay below this many steps are left out of a model.
const FAINT: u8 = 6;
const GROUPS: usize = BUCKETS / 64;
const MAGIC: &[u8; 4] = b"WLT2";
const MODELS_AT: usize = 8;
const TRANSITIONS_AT: usize = 4;
const GROUPS_AT: usize = TRANSITIONS_AT + STATES * STATES * 4;
const GROUP: usize = 12;
const ROWS_AT: usize = GROUPS_AT + GROUPS * GROUP;

/// The models of the first and of the second look.
pub(super) struct Models<'b> {
    pub(super) first: Model<'b>,
    pub(super) second: Model<'b>,
}

impl<'b> Models<'b> {
    /// Models that know nothing if the bytes are not those of a model file.
    pub(super) fn read(bytes: &'b [u8]) -> Self {
        let (first, second) = Self::parts(bytes).unwrap_or_default();
        Self {
            first: Model::read(first),
            second: Model::read(second),
        }
    }

    /// Whether the bytes begin and measure as those of a model file.
    pub(super) fn is_sound(bytes: &'b [u8]) -> bool {
        Self::parts(bytes).is_some()
    }

    /// The file of two models.
    pub(super) fn write(first: &[u8], second: &[u8]) -> Vec<u8> {
        [MAGIC, &(first.len() as u32).to_le_bytes()[..], first, second].concat()
    }

    fn parts(bytes: &'b [u8]) -> Option<(&'b [u8], &'b [u8])> {
        let length = u32::from_le_bytes(bytes.strip_prefix(MAGIC)?.first_chunk().copied()?);
        let (first, second) = bytes.get(MODELS_AT..)?.split_at_checked(length as usize)?;
        (first.len() >= ROWS_AT && second.len() >= ROWS_AT).then_some((first, second))
    }
}

/// A model over the bytes of its file.
pub(super) struct Model<'b> {
    bytes: &'b [u8],
    scale: f32,
    /// What it adds to go from one state to the next.
    pub(super) transitions: Transitions,
}

impl<'b> Model<'b> {
    /// A model that knows nothing if there are no bytes.
    pub(super) fn read(bytes: &'b [u8]) -> Self {
        let float = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map_or(0.0, f32::from_le_bytes)
        };
        let transitions: Transitions =
            std::array::from_fn(|from| std::array::from_fn(|to| float(TRANSITIONS_AT + (from * STATES + to) * 4)));
        Self {
            bytes,
            scale: float(0),
            transitions,
        }
    }

    /// The file of a model; buckets whose weights are all small are left out.
    pub(super) fn write(weights: &[Scores], transitions: &Transitions, scale: f32) -> Vec<u8> {
        let quantise = |weight: f32| (weight / scale).round().clamp(-127.0, 127.0) as i8;
        let mut groups = Vec::with_capacity(GROUPS * GROUP);
        let mut rows: Vec<u8> = Vec::new();
        let mut count = 0u32;
        for group in weights.chunks(64) {
            let before = count;
            let mut set = 0u64;
            for (index, row) in group.iter().enumerate() {
                let row = row.map(quantise);
                if row.iter().any(|weight| weight.unsigned_abs() >= FAINT) {
                    set |= 1 << index;
                    rows.extend(row.map(|weight| weight as u8));
                    count += 1;
                }
            }
            groups.extend_from_slice(&set.to_le_bytes());
            groups.extend_from_slice(&before.to_le_bytes());
        }
        let mut bytes = scale.to_le_bytes().to_vec();
        bytes.extend(transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        bytes.extend(groups);
        bytes.extend(rows);
        bytes
    }

    /// Adds what features weigh, each to the sums of its number. First it is told for many of them whether they have a row,
    /// then those are added: a model is far larger than what a processor has at hand, so that it fetches many places at once.
    fn add(&self, features: &[(usize, u64)], sums: &mut [Sums]) {
        for features in features.chunks(AT_ONCE) {
            let mut found = [(0, 0, 0); AT_ONCE];
            let mut count = 0;
            for (number, feature) in features {
                let bucket = bucket(*feature);
                let at = GROUPS_AT + bucket / 64 * GROUP;
                let (set, before) = self.bytes.get(at..).and_then(group).unwrap_or_default();
                let bit = bucket % 64;
                found[count] = (*number, before, set & ((1 << bit) - 1));
                count += (set >> bit & 1) as usize;
            }
            for same in found[..count].chunk_by(|one, next| one.0 == next.0) {
                let mut few = [0; LANES];
                for (_, before, set) in same {
                    self.add_row(*before as usize + set.count_ones() as usize, &mut few);
                }
                let sums = &mut sums[same[0].0];
                for lane in 0..LANES {
                    sums[lane] += i32::from(few[lane]);
                }
            }
        }
    }

    /// Adds the weights of a row; so few rows that they do not overflow.
    #[inline]
    fn add_row(&self, row: usize, sums: &mut [i16; LANES]) {
        let weights = self.bytes.get(ROWS_AT + row * STATES..).unwrap_or_default();
        // Whole lanes are added at once; behind the weights of a row stand those of the next, which count for nothing.
        if let Some(lanes) = weights.first_chunk::<LANES>() {
            for lane in 0..LANES {
                sums[lane] += i16::from(lanes[lane] as i8);
            }
        } else if let Some(last) = weights.first_chunk::<STATES>() {
            for state in 0..STATES {
                sums[state] += i16::from(last[state] as i8);
            }
        }
    }
}

/// Which buckets of a group have a row, and how many rows stand before it.
#[inline]
fn group(bytes: &[u8]) -> Option<(u64, u32)> {
    let (set, rest) = bytes.split_first_chunk()?;
    Some((u64::from_le_bytes(*set), u32::from_le_bytes(*rest.first_chunk()?)))
}

/// The bucket of a feature.
pub(super) fn bucket(feature: u64) -> usize {
    (feature >> 40) as usize & (BUCKETS - 1)
}

/// One sum per state, and room to fill whole lanes.
type Sums = [i32; LANES];

/// Scores the places of one document; what a word adds wherever it stands is reckoned once, and so is what is much the
/// same in many places.
pub(super) struct Scorer<'m, 'v> {
    model: &'m Model<'m>,
    view: &'v View,
    words: Vec<Option<Box<OfWord>>>,
    votes: FxHashMap<(Votes, Shape), Sums>,
    /// Room for features, each with the number of its sums.
    features: Vec<(usize, u64)>,
}

/// What one word adds: by its place relative to the one that is labelled, where no rule found anything, and where no title,
/// office or party is in sight.
type OfWord = [Sums; OFFSETS + 2];

/// The number of what a word adds where no rule found anything.
const UNHINTED: usize = OFFSETS;
/// The number of what a word adds where no title, office or party is in sight.
const UNCALLED: usize = OFFSETS + 1;

impl<'m, 'v> Scorer<'m, 'v> {
    /// A scorer for one document.
    pub(super) fn new(model: &'m Model<'m>, view: &'v View) -> Self {
        Self {
            model,
            view,
            words: view.words.iter().map(|_| None).collect(),
            votes: FxHashMap::default(),
            features: Vec::new(),
        }
    }

    /// The score of every state at a place.
    pub(super) fn scores(&mut self, at: usize) -> Scores {
        let (model, view) = (self.model, self.view);
        let mut sums = [0i32; LANES];
        let mut features = std::mem::take(&mut self.features);
        features.clear();
        let mut put = |feature| features.push((0, feature));
        feature::around(view, at, &mut put);
        let (hints, callings) = (Hints::of(view, at), Callings::of(view, at));
        let word = view.word(at);
        if hints != Hints::default() {
            hints.each(word, &mut put);
        }
        if callings != Callings::default() {
            callings.each(word, &mut put);
        }
        for offset in (0..OFFSETS).filter(|offset| place(view, at, *offset).is_none()) {
            put(feature::beyond(offset));
        }
        model.add(&features, std::slice::from_mut(&mut sums));
        if let Some(votes) = Votes::of(view, at) {
            let known = self.votes.entry((votes, word.shape)).or_insert_with(|| {
                features.clear();
                votes.each(word.shape, &mut |feature| features.push((0, feature)));
                let mut sums = [0; LANES];
                model.add(&features, std::slice::from_mut(&mut sums));
                sums
            });
            add(&mut sums, known);
        }
        self.features = features;
        for offset in 0..OFFSETS {
            if let Some(place) = place(view, at, offset) {
                add(&mut sums, &self.word(place.word as usize)[offset]);
            }
        }
        let own = self.word(view.places[at].word as usize);
        if hints == Hints::default() {
            add(&mut sums, &own[UNHINTED]);
        }
        if callings == Callings::default() {
            add(&mut sums, &own[UNCALLED]);
        }
        std::array::from_fn(|state| sums[state] as f32 * model.scale)
    }

    fn word(&mut self, index: usize) -> &OfWord {
        let (model, view, features) = (self.model, self.view, &mut self.features);
        self.words[index].get_or_insert_with(|| {
            let word = &view.words[index];
            features.clear();
            feature::of_word(word, &mut |offset, feature| features.push((offset, feature)));
            Hints::default().each(word, &mut |feature| features.push((UNHINTED, feature)));
            Callings::default().each(word, &mut |feature| features.push((UNCALLED, feature)));
            let mut sums = Box::new([[0; LANES]; OFFSETS + 2]);
            model.add(features, &mut sums[..]);
            sums
        })
    }
}

/// The place at an offset from one, if the text reaches there.
fn place(view: &View, at: usize, offset: usize) -> Option<&Place> {
    view.places.get((at + offset).checked_sub(REACH)?)
}

fn add(sums: &mut Sums, more: &Sums) {
    for lane in 0..LANES {
        sums[lane] += more[lane];
    }
}
