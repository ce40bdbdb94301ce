//! Rows of a region → lines of cells: a wrapped cell is one cell, and rows that belong to it are one line.

use super::chunk::Chunk;
use super::region::Region;

/// A line of the text: cells from left to right, each with its chunks from the top.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub cells: Vec<Vec<usize>>,
    /// Lines of one paragraph or table share it; counted per page.
    pub block: u32,
}

impl Line {
    /// A line of one chunk.
    pub fn of(chunk: usize, block: u32) -> Self {
        Self {
            cells: vec![vec![chunk]],
            block,
        }
    }
}

/// Baselines closer than this overlap: no two lines of one column stand so close, in em.
const OVERLAP: f64 = 0.85;

/// The lines of a region, with blocks counted from `block`.
pub(super) fn lines(chunks: &[Chunk], region: &Region, block: &mut u32) -> Vec<Line> {
    let pitch = usual_pitch(chunks, region);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, row) in region.rows.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if belongs(chunks, region, group, row, pitch) => group.push(index),
            _ => groups.push(vec![index]),
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut above: Option<(f64, f64, usize, f64)> = None;
    for group in groups {
        let members: Vec<usize> = group.iter().flat_map(|row| region.rows[*row].iter().copied()).collect();
        let cells = cells(chunks, &members);
        let top = members.iter().map(|c| chunks[*c].v).fold(f64::NEG_INFINITY, f64::max);
        let bottom = members.iter().map(|c| chunks[*c].v).fold(f64::INFINITY, f64::min);
        let em = members.iter().map(|c| chunks[*c].em).fold(0.0, f64::max);
        let start = members.iter().map(|c| chunks[*c].u0).fold(f64::INFINITY, f64::min);
        if let Some((base, size, count, left)) = above {
            let gap = base - top;
            let table = count > 1 && cells.len() > 1;
            let limit = if table { 3.2 } else { 1.75 };
            let resized = !(0.8..=1.25).contains(&(em / size));
            let apart = !table && (count > 1) != (cells.len() > 1) && (start - left).abs() > 0.5 * em;
            if gap > limit * em.max(size) || resized || apart {
                *block += 1;
            }
        }
        above = Some((bottom, em, cells.len(), start));
        lines.push(Line { cells, block: *block });
    }
    *block += 1;
    lines
}

/// The distance of lines within a paragraph or cell: the smallest that is no overlap, in em of the row.
fn usual_pitch(chunks: &[Chunk], region: &Region) -> f64 {
    let mut pitches: Vec<f64> = region
        .rows
        .windows(2)
        .map(|pair| {
            let (upper, lower) = (&chunks[pair[0][0]], &chunks[pair[1][0]]);
            (upper.v - lower.v) / upper.em.max(lower.em)
        })
        .filter(|pitch| *pitch > OVERLAP)
        .collect();
    pitches.sort_by(f64::total_cmp);
    pitches.get(pitches.len() / 10).copied().unwrap_or(1.2)
}

/// Whether a row goes on with the cells of the line above it.
fn belongs(chunks: &[Chunk], region: &Region, group: &[usize], row: &[usize], pitch: f64) -> bool {
    let above: Vec<usize> = group.iter().flat_map(|r| region.rows[*r].iter().copied()).collect();
    let Some(last) = group.last().map(|r| &region.rows[*r]) else {
        return false;
    };
    let (upper, lower) = (&chunks[last[0]], &chunks[row[0]]);
    let gap = (upper.v - lower.v) / upper.em.max(lower.em);
    if gap < OVERLAP {
        let both: Vec<usize> = above.iter().chain(row).copied().collect();
        let long = cells(chunks, &both).iter().filter(|cell| cell.len() > 3).count();
        return long < 2 && (last.len() > 1 || row.len() > 1 || apart(chunks, last, row));
    }
    let columns = cells(chunks, &above);
    if columns.len() < 2 || gap > 1.15 * pitch || gap > 1.6 {
        return false;
    }
    // Every piece must stand under a cell other than the first, and start where that cell starts.
    let continues = row.iter().all(|c| {
        columns.iter().skip(1).any(|cell| {
            let start = cell.iter().map(|c| chunks[*c].u0).fold(f64::INFINITY, f64::min);
            (chunks[*c].u0 - start).abs() < 0.35 * chunks[*c].em
        })
    });
    let starts_anew = row.iter().any(|c| chunks[*c].u0 < chunks[columns[0][0]].u1);
    continues && !starts_anew
}

/// Whether no chunk of one row stands above one of the other.
fn apart(chunks: &[Chunk], upper: &[usize], lower: &[usize]) -> bool {
    upper.iter().all(|a| {
        lower
            .iter()
            .all(|b| chunks[*a].u1 < chunks[*b].u0 || chunks[*b].u1 < chunks[*a].u0)
    })
}

/// The chunks by column: what overlaps along the line is one cell.
fn cells(chunks: &[Chunk], members: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = members.to_vec();
    order.sort_by(|a, b| chunks[*a].u0.total_cmp(&chunks[*b].u0).then(a.cmp(b)));
    let mut cells: Vec<(f64, Vec<usize>)> = Vec::new();
    for index in order {
        let chunk = &chunks[index];
        match cells.last_mut() {
            Some((end, cell)) if chunk.u0 < *end && cell.iter().all(|c| chunks[*c].row != chunk.row) => {
                *end = end.max(chunk.u1);
                cell.push(index);
            }
            _ => cells.push((chunk.u1, vec![index])),
        }
    }
    let mut cells: Vec<Vec<usize>> = cells.into_iter().map(|(_, cell)| cell).collect();
    for cell in &mut cells {
        cell.sort_by(|a, b| chunks[*b].v.total_cmp(&chunks[*a].v).then(a.cmp(b)));
    }
    cells
}
