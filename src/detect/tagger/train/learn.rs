//! A conditional random field fitted by adaptive gradient steps. It knows sequences and weights, no documents.

use std::ops::Range;

use super::super::feature::{self, OFFSETS, REACH};
use super::super::lattice::{self, IMPOSSIBLE, Lattice, STATES, Scores, Transitions};
use super::super::model::{BUCKETS, Model, bucket};
use super::super::view::View;
use super::super::{Begins, STATES as STATE_LABELS};
use super::chance::Chance;

/// Length of a step.
const STEP: f32 = 0.05;
/// How strongly weights are drawn to zero.
const DECAY: f32 = 2e-5;
/// How many of a hundred features are hidden in a step, so that no word hangs on one of them alone.
const HIDDEN: usize = 50;
/// One step of a weight in the model file.
const SCALE: f32 = 0.0415;

/// Weights in the making.
pub(super) struct Learner {
    weights: Vec<Scores>,
    seen: Vec<Scores>,
    transitions: Transitions,
    transitions_seen: Transitions,
    lattice: Lattice,
}

impl Learner {
    pub(super) fn new() -> Self {
        Self {
            weights: vec![[0.0; STATES]; BUCKETS],
            seen: vec![[0.0; STATES]; BUCKETS],
            transitions: std::array::from_fn(|from| std::array::from_fn(|to| allowed(from, to))),
            transitions_seen: [[0.0; STATES]; STATES],
            lattice: Lattice::default(),
        }
    }

    /// One step towards the right states of a sequence; `chance` says which features it does not see.
    pub(super) fn learn(
        &mut self,
        view: &View,
        sequence: Range<usize>,
        gold: &[usize],
        rate: f32,
        chance: &mut Chance,
    ) {
        let mut features: Vec<Vec<u32>> = sequence.map(|at| features(view, at)).collect();
        for own in &mut features {
            own.retain(|_| !chance.percent(HIDDEN));
        }
        let scores: Vec<Scores> = features.iter().map(|own| self.score(own)).collect();
        let steps = lattice::steps(&self.transitions);
        let chances = self.lattice.marginals(&scores, &steps).to_vec();
        for ((own, chances), gold) in features.iter().zip(&chances).zip(gold) {
            let mut gradient = *chances;
            gradient[*gold] -= 1.0;
            if gradient.iter().all(|part| part.abs() < 1e-3) {
                continue;
            }
            for bucket in own {
                let (weights, seen) = (&mut self.weights[*bucket as usize], &mut self.seen[*bucket as usize]);
                for state in 0..STATES {
                    step(&mut weights[state], &mut seen[state], gradient[state], rate);
                }
            }
        }
        let mut sums = [[0.0; STATES]; STATES];
        self.lattice.pairs(&steps, &mut sums);
        for pair in gold.windows(2) {
            sums[pair[0]][pair[1]] -= 1.0;
        }
        let weights = self.transitions.iter_mut().flatten();
        for ((weight, seen), gradient) in weights
            .zip(self.transitions_seen.iter_mut().flatten())
            .zip(sums.iter().flatten())
            .filter(|((weight, _), _)| **weight > IMPOSSIBLE)
        {
            step(weight, seen, *gradient, rate);
        }
    }

    /// The model file.
    pub(super) fn model(&self) -> Vec<u8> {
        Model::write(&self.weights, &self.transitions, SCALE)
    }

    fn score(&self, features: &[u32]) -> Scores {
        let mut sums = [0.0; STATES];
        for bucket in features {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*bucket as usize]) {
                *sum += weight;
            }
        }
        sums
    }
}

fn step(weight: &mut f32, seen: &mut f32, gradient: f32, rate: f32) {
    let gradient = gradient + DECAY * *weight;
    *seen += gradient * gradient;
    *weight -= STEP * rate * gradient / (seen.sqrt() + 1e-2);
}

/// A name goes on only where one of its kind stands before.
fn allowed(from: usize, to: usize) -> f32 {
    let (label, begins) = STATE_LABELS[to];
    let tied = STATE_LABELS.contains(&(label, Begins::Yes));
    if tied && begins == Begins::No && STATE_LABELS[from].0 != label {
        IMPOSSIBLE
    } else {
        0.0
    }
}

fn features(view: &View, at: usize) -> Vec<u32> {
    let mut features = Vec::with_capacity(110);
    for offset in 0..OFFSETS {
        let neighbour = (at + offset)
            .checked_sub(REACH)
            .filter(|index| *index < view.places.len());
        match neighbour {
            None => features.push(bucket(feature::beyond(offset)) as u32),
            Some(index) => feature::of_word(view.word(index), &mut |slot, feature| {
                if slot == offset {
                    features.push(bucket(feature) as u32);
                }
            }),
        }
    }
    feature::of_place(view, at, &mut |feature| features.push(bucket(feature) as u32));
    features
}
