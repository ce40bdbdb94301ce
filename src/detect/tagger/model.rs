//! The weights of a trained model, as they lie in its file, and the scores they give. Reading a model costs nothing.
//!
//! File, little-endian: `WLT2`; bytes of the model of the first look (u32); that model; the model of the second look.
//! A model: scale (f32); transitions (11 × 11 f32); for each group of 64 of the 2^20 buckets which of
//! them have a row (u64) and how many rows stand before it (u32); rows of 11 i8, to be multiplied by the scale.

use super::feature::{self, Callings, Hints, OFFSETS, REACH, Votes};
use super::lattice::{STATES, Scores, Transitions};
use super::view::{Shape, View};
use rustc_hash::FxHashMap;

/// Weights that are added at once; a power of two, no less than the states.
const LANES: usize = 16;
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

    /// The sums of features.
    fn sums(&self, each: impl FnOnce(&mut dyn FnMut(u64))) -> Sums {
        let mut sums = [0; LANES];
        each(&mut |feature| self.add(feature, &mut sums));
        sums
    }

    #[inline]
    fn add(&self, feature: u64, sums: &mut Sums) {
        let bucket = bucket(feature);
        let at = GROUPS_AT + bucket / 64 * GROUP;
        let Some((set, before)) = self.bytes.get(at..).and_then(group) else {
            return;
        };
        let bit = bucket % 64;
        if set >> bit & 1 == 0 {
            return;
        }
        let row = before as usize + (set & ((1 << bit) - 1)).count_ones() as usize;
        let weights = self.bytes.get(ROWS_AT + row * STATES..).unwrap_or_default();
        // Whole lanes are added at once; behind the weights of a row stand those of the next, which count for nothing.
        if let Some(lanes) = weights.first_chunk::<LANES>() {
            for lane in 0..LANES {
                sums[lane] += i32::from(lanes[lane] as i8);
            }
        } else if let Some(last) = weights.first_chunk::<STATES>() {
            for state in 0..STATES {
                sums[state] += i32::from(last[state] as i8);
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
}

/// What one word adds.
struct OfWord {
    /// By its place relative to the one that is labelled.
    offsets: [Sums; OFFSETS],
    /// Where no rule found anything.
    unhinted: Sums,
    /// Where no title, office or party is in sight.
    uncalled: Sums,
}

impl<'m, 'v> Scorer<'m, 'v> {
    /// A scorer for one document.
    pub(super) fn new(model: &'m Model<'m>, view: &'v View) -> Self {
        Self {
            model,
            view,
            words: view.words.iter().map(|_| None).collect(),
            votes: FxHashMap::default(),
        }
    }

    /// The score of every state at a place.
    pub(super) fn scores(&mut self, at: usize) -> Scores {
        let (model, view) = (self.model, self.view);
        let mut sums = [0i32; LANES];
        for offset in 0..OFFSETS {
            let neighbour = (at + offset).checked_sub(REACH);
            match neighbour.and_then(|index| view.places.get(index)) {
                Some(place) => add(&mut sums, &self.word(place.word as usize).offsets[offset]),
                None => model.add(feature::beyond(offset), &mut sums),
            }
        }
        let mut put = |feature| model.add(feature, &mut sums);
        feature::around(view, at, &mut put);
        let (hints, callings) = (Hints::of(view, at), Callings::of(view, at));
        let word = view.word(at);
        if hints != Hints::default() {
            hints.each(word, &mut put);
        }
        if callings != Callings::default() {
            callings.each(word, &mut put);
        }
        let own = self.word(view.places[at].word as usize);
        if hints == Hints::default() {
            add(&mut sums, &own.unhinted);
        }
        if callings == Callings::default() {
            add(&mut sums, &own.uncalled);
        }
        if let Some(votes) = Votes::of(view, at) {
            let known = self.votes.entry((votes, word.shape));
            add(
                &mut sums,
                known.or_insert_with(|| model.sums(|put| votes.each(word.shape, put))),
            );
        }
        std::array::from_fn(|state| sums[state] as f32 * model.scale)
    }

    fn word(&mut self, index: usize) -> &OfWord {
        let (model, view) = (self.model, self.view);
        self.words[index].get_or_insert_with(|| {
            let word = &view.words[index];
            let mut offsets = [[0; LANES]; OFFSETS];
            feature::of_word(word, &mut |offset, feature| model.add(feature, &mut offsets[offset]));
            Box::new(OfWord {
                offsets,
                unhinted: model.sums(|put| Hints::default().each(word, put)),
                uncalled: model.sums(|put| Callings::default().each(word, put)),
            })
        })
    }
}

fn add(sums: &mut Sums, more: &Sums) {
    for lane in 0..LANES {
        sums[lane] += more[lane];
    }
}
