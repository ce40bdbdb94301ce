//! Letters that stand below one another: they are one word read downwards. It looks at lone letters only.

use super::chunk::Chunk;
use super::rows::Word;
use std::collections::BTreeMap;

/// Fewer letters than this are no word.
const LEAST: usize = 4;

/// Replaces columns of lone letters by one chunk each, which keeps the row of its first letter.
pub(super) fn join(chunks: Vec<Chunk>, letter: &dyn Fn(u32) -> bool) -> Vec<Chunk> {
    let mut columns: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let lone = matches!(&chunk.words[..], [word] if matches!(&word.marks[..], [mark] if letter(mark.glyph)));
        if lone && isolated(&chunks, index) {
            let center = (chunk.u0 + chunk.u1) / 2.0;
            columns
                .entry((center / (0.6 * chunk.em)).round() as i64)
                .or_default()
                .push(index);
        }
    }
    let mut taken = vec![false; chunks.len()];
    let mut stacks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for column in columns.values() {
        for run in runs(&chunks, column) {
            if run.len() >= LEAST {
                run.iter().for_each(|index| taken[*index] = true);
                stacks.insert(run[0], run);
            }
        }
    }
    let mut joined = Vec::with_capacity(chunks.len());
    for (index, chunk) in chunks.iter().enumerate() {
        match stacks.get(&index) {
            Some(run) => joined.push(stack(&chunks, run)),
            None if taken[index] => {}
            None => joined.push(chunk.clone()),
        }
    }
    joined
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
            if narrow && even {
                pitch = step;
            }
            narrow && even
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
    for index in &run[1..] {
        let chunk = &chunks[*index];
        if let (Some(word), Some(next)) = (joined.words.first_mut(), chunk.words.first()) {
            let base = word.marks.len();
            word.marks.extend(next.spaces.iter().chain(&next.marks).copied());
            word.copies
                .extend(next.copies.iter().map(|(at, mark)| (at + base, *mark)));
        }
        joined.trailing.extend(chunk.trailing.iter().copied());
        joined.u0 = joined.u0.min(chunk.u0);
        joined.u1 = joined.u1.max(chunk.u1);
    }
    if let Some(Word { u0, u1, .. }) = joined.words.first_mut() {
        (*u0, *u1) = (joined.u0, joined.u1);
    }
    joined
}
