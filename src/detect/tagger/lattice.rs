//! The linear chain: probabilities of every state at every place, forward and backward. It knows numbers only.

/// States of the chain.
pub(super) const STATES: usize = 11;

/// One number per state.
pub(super) type Scores = [f32; STATES];

/// One number per pair of states, from the first to the second; natural logarithms.
pub(super) type Transitions = [Scores; STATES];

/// A pair of states that cannot follow one another.
pub(super) const IMPOSSIBLE: f32 = -30.0;

/// Working memory, kept from one sequence to the next.
#[derive(Default)]
pub(super) struct Lattice {
    forward: Vec<Scores>,
    local: Vec<Scores>,
    chances: Vec<Scores>,
}

impl Lattice {
    /// The probability of every state at every place of a sequence with these scores (natural logarithms) and these
    /// [`steps`].
    pub(super) fn marginals(&mut self, scores: &[Scores], steps: &Transitions) -> &[Scores] {
        self.forward(scores, steps);
        self.chances.clear();
        self.chances.resize(scores.len(), [0.0; STATES]);
        let into: Transitions = std::array::from_fn(|to| std::array::from_fn(|from| steps[from][to]));
        let mut backward = [1.0f32; STATES];
        for at in (0..scores.len()).rev() {
            self.chances[at] = times(&self.forward[at], &backward);
            normalise(&mut self.chances[at]);
            let ahead = times(&self.local[at], &backward);
            backward = [0.0; STATES];
            for to in 0..STATES {
                for from in 0..STATES {
                    backward[from] += into[to][from] * ahead[to];
                }
            }
            normalise(&mut backward);
        }
        &self.chances
    }

    /// Adds to `sums` how often each pair of states is expected in the sequence last seen by [`Self::marginals`].
    pub(super) fn pairs(&self, steps: &Transitions, sums: &mut Transitions) {
        for at in 1..self.local.len() {
            // P(from, to) = forward(from) · step · local(to) · backward(to), and chances(to) = forward(to) · backward(to).
            for to in 0..STATES {
                let reached: f32 = (0..STATES)
                    .map(|from| self.forward[at - 1][from] * steps[from][to])
                    .sum();
                if reached <= f32::MIN_POSITIVE {
                    continue;
                }
                for from in 0..STATES {
                    let share = self.forward[at - 1][from] * steps[from][to] / reached;
                    sums[from][to] += share * self.chances[at][to];
                }
            }
        }
    }

    fn forward(&mut self, scores: &[Scores], steps: &Transitions) {
        self.forward.clear();
        self.local.clear();
        for (at, own) in scores.iter().enumerate() {
            let top = own.iter().copied().fold(f32::MIN, f32::max);
            let mut local = [0.0; STATES];
            for state in 0..STATES {
                local[state] = (own[state] - top).exp();
            }
            let mut reached = [1.0; STATES];
            if at > 0 {
                reached = [0.0; STATES];
                let before = &self.forward[at - 1];
                for from in 0..STATES {
                    for to in 0..STATES {
                        reached[to] += before[from] * steps[from][to];
                    }
                }
            }
            reached = times(&reached, &local);
            normalise(&mut reached);
            self.local.push(local);
            self.forward.push(reached);
        }
    }
}

/// What transitions multiply a probability by.
pub(super) fn steps(transitions: &Transitions) -> Transitions {
    transitions.map(|row| row.map(f32::exp))
}

#[inline]
fn times(one: &Scores, other: &Scores) -> Scores {
    let mut product = *one;
    for state in 0..STATES {
        product[state] *= other[state];
    }
    product
}

#[inline]
fn normalise(scores: &mut Scores) {
    let sum: f32 = scores.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        scores.iter_mut().for_each(|score| *score /= sum);
    } else {
        *scores = [1.0 / STATES as f32; STATES];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_agree_with_counting_all_paths() {
        let scores: Vec<Scores> = (0..3)
            .map(|at| std::array::from_fn(|state| ((at * 7 + state * 3) % 5) as f32 * 0.4))
            .collect();
        let transitions: Transitions =
            std::array::from_fn(|from| std::array::from_fn(|to| ((from * 5 + to * 2) % 7) as f32 * 0.3 - 1.0));
        let mut total = 0.0;
        let mut second = [0.0f32; STATES];
        let mut pair = 0.0;
        for a in 0..STATES {
            for b in 0..STATES {
                for c in 0..STATES {
                    let path = scores[0][a] + transitions[a][b] + scores[1][b] + transitions[b][c] + scores[2][c];
                    total += path.exp();
                    second[b] += path.exp();
                    if b == 4 && c == 2 {
                        pair += path.exp();
                    }
                }
            }
        }
        let mut lattice = Lattice::default();
        let found = lattice.marginals(&scores, &steps(&transitions))[1];
        for state in 0..STATES {
            assert!((found[state] - second[state] / total).abs() < 1e-4);
        }
        let mut first_two = Lattice::default();
        first_two.marginals(&scores[1..], &steps(&transitions));
        let mut sums = [[0.0; STATES]; STATES];
        lattice.pairs(&steps(&transitions), &mut sums);
        let all: f32 = sums.iter().flatten().sum();
        assert!((all - 2.0).abs() < 1e-3);
        assert!(sums[4][2] >= pair / total - 1e-4);
    }
}
