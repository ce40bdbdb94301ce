//! Marks → rows of words: what stands on one baseline, cut where there is room for a space, whatever order it was drawn in.

use super::mark::{Mark, Sort};
use smallvec::SmallVec;

/// Space glyphs between two words: one, mostly.
pub(super) type Spaces = SmallVec<[Mark; 1]>;

/// A run of glyphs without a space in it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// The glyphs along the baseline, at least one.
    pub marks: Vec<Mark>,
    /// Space glyphs between the word before and this one.
    pub spaces: Spaces,
    /// Glyphs struck again at (almost) the same place, with the index of the mark they repeat.
    pub copies: Vec<(usize, Mark)>,
    pub u0: f64,
    pub u1: f64,
    pub v: f64,
    pub em: f64,
}

impl Word {
    fn new(mark: Mark, spaces: Spaces) -> Self {
        let mut marks = Vec::with_capacity(USUAL_WORD);
        marks.push(mark);
        Self {
            marks,
            spaces,
            copies: Vec::new(),
            u0: mark.u0,
            u1: mark.u1,
            v: mark.v,
            em: mark.em,
        }
    }

    fn push(&mut self, mark: Mark) {
        self.u0 = self.u0.min(mark.u0);
        self.u1 = self.u1.max(mark.u1);
        if mark.em > self.em * 1.05 {
            self.em = mark.em;
            self.v = mark.v;
        }
        self.marks.push(mark);
    }
}

/// What stands on one baseline.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub words: Vec<Word>,
    /// Space glyphs after the last word.
    pub trailing: Spaces,
    pub v: f64,
    pub em: f64,
}

/// Room for the glyphs of most words.
const USUAL_WORD: usize = 8;
/// How far apart baselines of one row may lie, in em.
const SAME_BASELINE: f64 = 0.28;
/// A gap that is a space where a glyph says so, in em; hyphenation points are space glyphs without room.
const TIGHT_SPACE: f64 = 0.06;
/// A gap from which there is room for a space, in em.
const WORD_GAP: f64 = 0.16;

/// Rows from top to bottom.
pub(super) fn rows(marks: &[Mark], same: &dyn Fn(u32, u32) -> bool) -> Vec<Row> {
    let mut order: Vec<&Mark> = marks.iter().collect();
    order.sort_by(|a, b| b.v.total_cmp(&a.v).then(a.glyph.cmp(&b.glyph)));
    let mut rest: Vec<Mark> = order.into_iter().copied().collect();
    let mut rest = rest.as_mut_slice();
    let mut rows: Vec<Row> = Vec::new();
    while let Some(anchor) = rest.first() {
        let (v, em) = (anchor.v, anchor.em);
        let is_near = |mark: &Mark| v - mark.v <= SAME_BASELINE * mark.em.min(em);
        let near = rest[1..].iter().take_while(|mark| is_near(mark)).count();
        let (cluster, below) = rest.split_at_mut(1 + near);
        rows.push(row(cluster, same));
        rest = below;
    }
    attach_scripts(&mut rows);
    rows.retain(|row| !row.words.is_empty() || !row.trailing.is_empty());
    for row in &mut rows {
        join_spaced_letters(row);
    }
    rows
}

fn row(marks: &mut [Mark], same: &dyn Fn(u32, u32) -> bool) -> Row {
    marks.sort_by(|a, b| a.u0.total_cmp(&b.u0).then(a.glyph.cmp(&b.glyph)));
    let mut row = Row::default();
    let mut spaces = Spaces::new();
    for mark in marks.iter().copied() {
        if mark.is_space() {
            spaces.push(mark);
            continue;
        }
        let Some(word) = row.words.last_mut() else {
            row.words.push(Word::new(mark, std::mem::take(&mut spaces)));
            continue;
        };
        if let Some(original) = repeats(word, &mark, same) {
            word.copies.push((original, mark));
            continue;
        }
        let gap = mark.u0 - word.u1;
        let em = mark.em.min(word.em);
        let one_string = mark.follows && word.marks.last().is_some_and(|last| last.glyph + 1 == mark.glyph);
        let spaced = spaces
            .iter()
            .any(|s| s.u1 > word.u1 - 0.1 * em && s.width() > 0.02 * em && s.u0 < mark.u0 + 0.1 * em);
        if (gap > WORD_GAP * em && !(one_string && gap < em)) || (spaced && gap > TIGHT_SPACE * em) {
            row.words.push(Word::new(mark, std::mem::take(&mut spaces)));
        } else {
            word.push(mark);
        }
    }
    row.trailing = spaces;
    settle(&mut row);
    row
}

fn settle(row: &mut Row) {
    let widest = row.words.iter().max_by(|a, b| a.em.total_cmp(&b.em));
    let first = widest
        .map(|w| (w.v, w.em))
        .or(row.trailing.first().map(|m| (m.v, m.em)));
    (row.v, row.em) = first.unwrap_or((row.v, row.em));
}

/// The mark of the word that this one strikes again.
fn repeats(word: &Word, mark: &Mark, same: &dyn Fn(u32, u32) -> bool) -> Option<usize> {
    let recent = word.marks.len().saturating_sub(4);
    (recent..word.marks.len()).rev().find(|index| {
        let other = &word.marks[*index];
        let near = (mark.u0 - other.u0).abs() < 0.4 * other.width().max(0.05 * mark.em);
        near && (mark.v - other.v).abs() < 0.2 * mark.em
            && (0.8..=1.25).contains(&(mark.em / other.em))
            && same(mark.glyph, other.glyph)
    })
}

/// Puts superscripts and subscripts into the row of the word they stand beside.
fn attach_scripts(rows: &mut [Row]) {
    for index in 0..rows.len() {
        let mut at = 0;
        while at < rows[index].words.len() {
            let word = &rows[index].words[at];
            match host(rows, index, word) {
                Some(host) => {
                    let word = rows[index].words.remove(at);
                    let spaces = std::mem::take(&mut rows[index].trailing);
                    insert(&mut rows[host], word);
                    if rows[index].words.is_empty() {
                        rows[host].trailing.extend(spaces);
                    } else {
                        rows[index].trailing = spaces;
                    }
                }
                None => at += 1,
            }
        }
    }
}

/// The row in which a small word stands as a script: a larger word ends or begins right beside it, and its place is free.
fn host(rows: &[Row], index: usize, word: &Word) -> Option<usize> {
    let nearby = (index.saturating_sub(2)..index).chain(index + 1..(index + 3).min(rows.len()));
    nearby.into_iter().find(|other| {
        let row = &rows[*other];
        let rise = word.v - row.v;
        if word.em > 0.85 * row.em || !(-0.45 * row.em..=0.75 * row.em).contains(&rise) || word.marks.len() > 12 {
            return false;
        }
        let after = row.words.partition_point(|w| w.u0 < word.u0);
        let before = after.checked_sub(1).and_then(|i| row.words.get(i));
        let next = row.words.get(after);
        let free =
            before.is_none_or(|w| w.u1 < word.u0 + 0.2 * row.em) && next.is_none_or(|w| w.u0 > word.u1 - 0.2 * row.em);
        let touches = before.is_some_and(|w| w.em > word.em && word.u0 - w.u1 < 0.25 * row.em)
            || next.is_some_and(|w| w.em > word.em && w.u0 - word.u1 < 0.5 * row.em);
        free && touches
    })
}

/// Puts a word into a row, glued to the one before it where there is no room for a space.
fn insert(row: &mut Row, word: Word) {
    let after = row.words.partition_point(|w| w.u0 < word.u0);
    let em = word.em;
    let glue_before = after > 0 && word.spaces.is_empty() && word.u0 - row.words[after - 1].u1 < WORD_GAP * em;
    let glue_after = row
        .words
        .get(after)
        .is_some_and(|next| next.u0 - word.u1 < WORD_GAP * em && next.spaces.is_empty());
    if glue_before {
        let host = &mut row.words[after - 1];
        let base = host.marks.len();
        host.copies.extend(word.copies.iter().map(|(at, m)| (at + base, *m)));
        word.marks.into_iter().for_each(|mark| host.push(mark));
        if glue_after {
            let next = row.words.remove(after);
            let host = &mut row.words[after - 1];
            let base = host.marks.len();
            host.copies.extend(next.copies.iter().map(|(at, m)| (at + base, *m)));
            next.marks.into_iter().for_each(|mark| host.push(mark));
        }
    } else {
        row.words.insert(after, word);
    }
}

/// How many letters in a row must stand alone to be taken for one word.
const LEAST_SPACED: usize = 4;

/// Letters set apart (by character spacing, positions or real spaces) are one word again.
fn join_spaced_letters(row: &mut Row) {
    if row.words.iter().filter(|word| word.marks.len() == 1).count() < LEAST_SPACED {
        return;
    }
    let mut joined: Vec<Word> = Vec::with_capacity(row.words.len());
    let words = std::mem::take(&mut row.words);
    let sort = |w: &Word| {
        if w.marks.len() == 1 {
            w.marks[0].sort
        } else {
            Sort::Other
        }
    };
    let starts = |w: &Word| matches!(sort(w), Sort::Lower | Sort::Letter | Sort::Digit);
    let single = |w: &Word| starts(w) || sort(w) == Sort::Joiner;
    let mut at = 0;
    while at < words.len() {
        let mut end = at + 1;
        while end < words.len()
            && starts(&words[at])
            && single(&words[end])
            && words[end].u0 - words[end - 1].u1 < 1.4 * words[at].em
        {
            end += 1;
        }
        if end - at < LEAST_SPACED {
            joined.extend(words[at..end].iter().cloned());
            at = end;
            continue;
        }
        let mut gaps: Vec<f64> = words[at..end].windows(2).map(|pair| pair[1].u0 - pair[0].u1).collect();
        gaps.sort_by(f64::total_cmp);
        let usual = gaps[gaps.len() / 3].max(0.05 * words[at].em);
        let mut run: Option<Word> = None;
        for word in &words[at..end] {
            match &mut run {
                Some(sofar) if word.u0 - sofar.u1 <= 1.6 * usual => {
                    let base = sofar.marks.len();
                    sofar.copies.extend(word.copies.iter().map(|(i, m)| (i + base, *m)));
                    // The spaces between letters stay in the word, so that they go where the word goes.
                    sofar.marks.extend(word.spaces.iter().copied());
                    sofar.push(word.marks[0]);
                }
                _ => joined.extend(run.replace(word.clone())),
            }
        }
        joined.extend(run);
        at = end;
    }
    row.words = joined;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(glyph: u32, u0: f64, width: f64, v: f64, em: f64) -> Mark {
        Mark {
            glyph,
            u0,
            u1: u0 + width,
            v,
            em,
            sort: Sort::Lower,
            follows: false,
        }
    }

    fn shape(rows: &[Row]) -> Vec<Vec<Vec<u32>>> {
        let word = |w: &Word| w.marks.iter().map(|m| m.glyph).collect();
        rows.iter().map(|r| r.words.iter().map(word).collect()).collect()
    }

    #[test]
    fn words_come_from_places_not_from_the_order_drawn() {
        let marks = [
            mark(0, 15.0, 5.0, 100.0, 10.0),
            mark(1, 0.0, 5.0, 100.0, 10.0),
            mark(2, 5.2, 5.0, 100.3, 10.0),
            mark(3, 0.0, 5.0, 88.0, 10.0),
        ];
        assert_eq!(
            shape(&rows(&marks, &|_, _| false)),
            [vec![vec![1, 2], vec![0]], vec![vec![3]]]
        );
    }

    #[test]
    fn a_footnote_number_stays_in_its_line() {
        let marks = [
            mark(0, 0.0, 20.0, 100.0, 10.0),
            mark(1, 20.1, 3.0, 103.5, 6.0),
            mark(2, 0.0, 20.0, 88.0, 10.0),
        ];
        assert_eq!(shape(&rows(&marks, &|_, _| false)), [vec![vec![0, 1]], vec![vec![2]]]);
    }

    #[test]
    fn a_second_strike_is_a_copy() {
        let marks = [
            mark(0, 0.0, 5.0, 100.0, 10.0),
            mark(1, 0.4, 5.0, 99.8, 10.0),
            mark(2, 5.0, 5.0, 100.0, 10.0),
        ];
        let rows = rows(&marks, &|a, b| (a, b) == (1, 0));
        assert_eq!(shape(&rows), [vec![vec![0, 2]]]);
        assert_eq!(rows[0].words[0].copies[0].1.glyph, 1);
    }

    #[test]
    fn spaced_letters_are_one_word() {
        let letters = (0..6).map(|n| mark(n, f64::from(n) * 9.0, 5.0, 100.0, 10.0));
        let far = (6..11).map(|n| mark(n, f64::from(n) * 9.0 + 6.0, 5.0, 100.0, 10.0));
        let marks: Vec<Mark> = letters.chain(far).collect();
        assert_eq!(shape(&rows(&marks, &|_, _| false))[0].len(), 2);
    }
}
