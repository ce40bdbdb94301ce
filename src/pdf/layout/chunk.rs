//! Rows → chunks: pieces of a row that belong together, cut where the gap is no space but the edge of a cell or column.

use super::mark::Sort;
use super::rows::{Row, Spaces, Word};
use std::collections::HashMap;

/// Words of one row, between two edges of cells or columns.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub words: Vec<Word>,
    pub trailing: Spaces,
    pub u0: f64,
    pub u1: f64,
    pub v: f64,
    pub em: f64,
    /// Index of its row, from the top.
    pub row: usize,
    /// Whether its letters stand below one another.
    pub stacked: bool,
}

impl Chunk {
    /// Whether it begins with a small letter, as the lines within a sentence do.
    pub fn goes_on(&self) -> bool {
        let first = self.words.first().and_then(|word| word.marks.first());
        first.is_some_and(|mark| mark.sort == Sort::Lower)
    }

    /// Whether it ends with what ties words, as a line does that breaks one.
    pub fn breaks_off(&self) -> bool {
        let last = self.words.last().and_then(|word| word.marks.last());
        last.is_some_and(|mark| mark.sort == Sort::Joiner)
    }

    /// Whether it is one long word that fills its cell to the edge: such a word is cut without a hyphen.
    pub fn is_broken_at(&self, edge: f64) -> bool {
        const LONG: usize = 12;
        let long = matches!(&self.words[..], [word] if word.marks.len() >= LONG);
        long && edge - self.u1 < 0.9 * self.em
    }

    pub fn letters(&self) -> usize {
        self.words.iter().map(|w| w.marks.len() + 1).sum()
    }

    /// What stands in it, leaving it empty.
    pub fn take(&mut self) -> Self {
        let emptied = Self {
            words: Vec::new(),
            trailing: Spaces::new(),
            ..*self
        };
        std::mem::replace(self, emptied)
    }

    /// Puts the words of the chunk to the right behind its own.
    pub fn append(&mut self, right: Self) {
        let mut spaces = std::mem::take(&mut self.trailing);
        for mut word in right.words {
            spaces.append(&mut word.spaces);
            word.spaces = std::mem::take(&mut spaces);
            self.words.push(word);
        }
        self.u1 = self.u1.max(right.u1);
        self.trailing = right.trailing;
    }

    fn of(words: Vec<Word>, row: usize) -> Option<Self> {
        let first = words.first()?;
        let tallest = words.iter().max_by(|a, b| a.em.total_cmp(&b.em)).unwrap_or(first);
        Some(Self {
            u0: first.u0,
            u1: words.iter().map(|w| w.u1).fold(f64::NEG_INFINITY, f64::max),
            v: tallest.v,
            em: tallest.em,
            trailing: Spaces::new(),
            row,
            stacked: false,
            words,
        })
    }
}

/// A gap from which two words may belong to different cells, in em.
const LOOSE: f64 = 0.55;
/// A gap that no space of a ragged line has.
const WIDE: f64 = 1.5;
/// A gap that not even a justified line has.
const CERTAIN: f64 = 3.0;
/// How many rows up and down an edge is looked for.
const REACH: usize = 6;

/// A straight stroke across or along the direction of writing: its place, and from where to where it runs.
pub(super) struct Rule {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// Cuts all rows. `rules` stand across the rows, sorted by place.
pub(super) fn chunks(rows: Vec<Row>, rules: &[Rule]) -> Vec<Chunk> {
    let edges = Edges::of(&rows);
    let mut chunks = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let mut gaps: Vec<f64> = row.words.windows(2).map(|p| p[1].u0 - p[0].u1).collect();
        let count = gaps.len();
        gaps.sort_by(f64::total_cmp);
        let usual = if count >= 3 { gaps[count / 2] } else { 0.0 };
        // Gaps that are all alike are the spaces of a spread line.
        let even = count >= 2 && gaps[count - 1] - gaps[0] < 0.05 * row.em && gaps[count - 1] < 2.0 * CERTAIN * row.em;
        let is_cut = |before: &Word, word: &Word| {
            let (gap, em) = (word.u0 - before.u1, word.em.max(before.em));
            crosses(rules, before, word)
                || (gap > CERTAIN * em && !even)
                || (gap > WIDE * em && gap > 1.8 * usual && !even)
                || (gap > LOOSE * em && gap > 1.5 * usual && !even && edges.shared(word.u0, em, index))
        };
        let mut words = row.words;
        let mut pieces: Vec<Vec<Word>> = Vec::new();
        for at in (1..words.len()).rev() {
            if is_cut(&words[at - 1], &words[at]) {
                pieces.push(words.split_off(at));
            }
        }
        pieces.push(words);
        let first = chunks.len();
        chunks.extend(pieces.into_iter().rev().filter_map(|piece| Chunk::of(piece, index)));
        // A row of nothing but spaces shows nothing and says nothing.
        if let Some(last) = chunks.get_mut(first..).and_then(<[Chunk]>::last_mut) {
            last.trailing = row.trailing;
        }
    }
    chunks
}

/// Whether a rule stands between two words.
fn crosses(rules: &[Rule], before: &Word, after: &Word) -> bool {
    let slack = 0.1 * after.em;
    let from = rules.partition_point(|rule| rule.at < before.u1 - slack);
    rules[from..]
        .iter()
        .take_while(|rule| rule.at <= after.u0 + slack)
        .any(|rule| rule.from <= after.v + 0.1 * after.em && rule.to >= after.v + 0.4 * after.em)
}

/// Where words begin after a loose gap or at the start of a row.
struct Edges {
    grain: f64,
    by_place: HashMap<i64, Vec<(usize, f64)>>,
}

impl Edges {
    fn of(rows: &[Row]) -> Self {
        let mut sizes: Vec<f64> = rows.iter().map(|row| row.em).collect();
        sizes.sort_by(f64::total_cmp);
        let grain = 0.3 * sizes.get(sizes.len() / 2).copied().unwrap_or(10.0).max(0.1);
        let mut by_place: HashMap<i64, Vec<(usize, f64)>> = HashMap::new();
        for (index, row) in rows.iter().enumerate() {
            let mut before: Option<f64> = None;
            for word in &row.words {
                if before.is_none_or(|end| word.u0 - end > LOOSE * word.em) {
                    let place = (word.u0 / grain).floor() as i64;
                    by_place.entry(place).or_default().push((index, word.u0));
                }
                before = Some(word.u1);
            }
        }
        Self { grain, by_place }
    }

    /// Whether at least two rows nearby have such a beginning at the same place.
    fn shared(&self, u: f64, em: f64, row: usize) -> bool {
        let place = (u / self.grain).floor() as i64;
        let mut found = 0;
        for place in place - 1..=place + 1 {
            let Some(list) = self.by_place.get(&place) else {
                continue;
            };
            let from = list.partition_point(|(other, _)| other + REACH < row);
            found += list[from..]
                .iter()
                .take_while(|(other, _)| *other <= row + REACH)
                .filter(|(other, start)| *other != row && (start - u).abs() < 0.12 * em)
                .count();
        }
        found >= 2
    }
}
