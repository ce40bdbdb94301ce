//! Letters that stand below one another: they are one word read downwards. It looks at lone letters only.

use super::chunk::Chunk;
use super::mark::{Mark, Sort};
use std::collections::BTreeMap;

/// Fewer letters than this are no word.
const LEAST: usize = 4;

/// Takes columns of lone letters out of the chunks, each as one chunk of its own.
pub(super) fn part(chunks: Vec<Chunk>) -> (Vec<Chunk>, Vec<Chunk>) {
    let mut columns: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (index, chunk) in chunks.iter().enumerate() {
        if lone(chunk).is_some() && isolated(&chunks, index) {
            let center = (chunk.u0 + chunk.u1) / 2.0;
            columns
                .entry((center / (0.6 * chunk.em)).round() as i64)
                .or_default()
                .push(index);
        }
    }
    let mut taken = vec![false; chunks.len()];
    let mut stacks = Vec::new();
    for column in columns.values() {
        for run in runs(&chunks, column) {
            let letters = run
                .iter()
                .filter(|i| lone(&chunks[**i]).is_some_and(|mark| mark.is_letter()));
            if letters.count() >= LEAST {
                run.iter().for_each(|index| taken[*index] = true);
                stacks.push(stack(&chunks, &run));
            }
        }
    }
    if stacks.is_empty() {
        return (chunks, stacks);
    }
    let rest = chunks.into_iter().zip(taken).filter(|(_, taken)| !taken);
    (rest.map(|(chunk, _)| chunk).collect(), stacks)
}

/// The only glyph of a chunk, if it may stand in a word.
fn lone(chunk: &Chunk) -> Option<&Mark> {
    match &chunk.words[..] {
        [word] if word.marks.len() == 1 => word.marks.first(),
        _ => None,
    }
    .filter(|mark| mark.is_letter() || mark.sort == Sort::Joiner)
}

/// Whether nothing else stands close beside it.
fn isolated(chunks: &[Chunk], index: usize) -> bool {
    let chunk = &chunks[index];
    let before = index.checked_sub(1).map(|i| &chunks[i]).filter(|c| c.row == chunk.row);
    let after = chunks.get(index + 1).filter(|c| c.row == chunk.row);
    before.is_none_or(|c| chunk.u0 - c.u1 > chunk.em) && after.is_none_or(|c| c.u0 - chunk.u1 > chunk.em)
}

/// Stretches of a column with an even and narrow pitch.
fn runs(chunks: &[Chunk], column: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut pitch = 0.0;
    for index in column {
        let chunk = &chunks[*index];
        let fits = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            let step = chunks[*last].v - chunk.v;
            let even = pitch == 0.0 || (0.8..=1.25).contains(&(step / pitch));
            let narrow = (0.6..=1.5).contains(&(step / chunk.em));
            let spaced = pitch > 0.0 && (1.6..=2.4).contains(&(step / pitch));
            if narrow && even {
                pitch = step;
            }
            (narrow && even) || spaced
        });
        match runs.last_mut() {
            Some(run) if fits => run.push(*index),
            _ => {
                pitch = 0.0;
                runs.push(vec![*index]);
            }
        }
    }
    runs
}

fn stack(chunks: &[Chunk], run: &[usize]) -> Chunk {
    let mut joined = chunks[run[0]].clone();
    joined.stacked = true;
    let mut steps: Vec<f64> = run
        .windows(2)
        .map(|pair| chunks[pair[0]].v - chunks[pair[1]].v)
        .collect();
    let wide = 1.5 * steps.iter().copied().fold(f64::INFINITY, f64::min);
    for (index, step) in run[1..].iter().zip(steps.drain(..)) {
        let chunk = &chunks[*index];
        joined.trailing.extend(chunk.trailing.iter().copied());
        joined.u0 = joined.u0.min(chunk.u0);
        joined.u1 = joined.u1.max(chunk.u1);
        match (joined.words.last_mut(), chunk.words.first()) {
            (Some(word), Some(next)) if step < wide => {
                let base = word.marks.len();
                word.marks.extend(next.spaces.iter().chain(&next.marks).copied());
                let copies = next.copies.iter().map(|(at, mark)| (at + base, *mark));
                word.copies.extend(copies);
            }
            (_, next) => joined.words.extend(next.cloned()),
        }
    }
    joined
}
