//! Line segments: what a rewriter moves as one, with the room it has. Places only, no words.

use super::chunk::Chunk;
use super::mark::{Frame, Mark};
use crate::pdf::geometry::{Point, Rect};
use crate::pdf::glyph::{GlyphId, PageGlyphs};

/// What kind of line a segment stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// The only piece of its line.
    Free,
    /// A cell beside other cells.
    Cell,
}

/// Where in its paragraph a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first of several lines.
    Start,
    /// Neither first nor last.
    Inner,
    /// The last of several lines.
    End,
    /// The only line.
    Whole,
}

/// What stays free along the edge of a page, points.
const EDGE: f64 = 6.0;

/// A piece of a line on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its glyphs along the baseline, spaces included.
    pub glyphs: Vec<GlyphId>,
    /// Per glyph: whether there is room for a space before it that no glyph shows.
    pub gap_before: Vec<bool>,
    /// Where the baseline begins, page space.
    pub origin: Point,
    /// Unit vector of the baseline.
    pub direction: Point,
    /// Size of the type, points.
    pub em: f64,
    /// Index into the lines of the text.
    pub line: usize,
    /// How far from the origin along the baseline it may reach, points: to the next cell, column or margin.
    pub limit: f64,
    /// How far it may reach where it must, points: to the next cell or column, or all but to the edge of the page.
    pub utmost: f64,
    /// Cell or free line.
    pub kind: SegmentKind,
    /// Where in its paragraph the line stands.
    pub place: Place,
}

impl Segment {
    pub(super) fn of(chunk: &Chunk, frame: Frame, line: usize, room: Room, kind: SegmentKind) -> Self {
        let own = chunk.words.iter().map(|word| word.spaces.len() + word.marks.len());
        let count = own.sum::<usize>() + chunk.trailing.len();
        let mut glyphs = Vec::with_capacity(count);
        let mut gap_before = Vec::with_capacity(count);
        for (index, word) in chunk.words.iter().enumerate() {
            let implied = index > 0 && word.spaces.is_empty();
            for (at, mark) in word.spaces.iter().chain(&word.marks).enumerate() {
                glyphs.push(GlyphId(mark.glyph));
                gap_before.push(implied && at == 0);
            }
        }
        glyphs.extend(chunk.trailing.iter().map(|mark| GlyphId(mark.glyph)));
        gap_before.resize(glyphs.len(), false);
        let direction = match chunk.stacked {
            true => Point {
                x: -frame.up.x,
                y: -frame.up.y,
            },
            false => frame.along,
        };
        Self {
            glyphs,
            gap_before,
            origin: frame.point(chunk.u0, chunk.v),
            direction,
            em: chunk.em,
            line,
            limit: room.limit - chunk.u0,
            utmost: match kind {
                SegmentKind::Free => room.utmost,
                SegmentKind::Cell => room.limit,
            } - chunk.u0,
            kind,
            place: Place::Whole,
        }
    }

    /// The glyphs of a segment that are struck twice, as a segment of their own.
    pub(super) fn of_copies(chunk: &Chunk, original: &Self) -> Option<Self> {
        let copies: Vec<Mark> = chunk
            .words
            .iter()
            .flat_map(|w| w.copies.iter().map(|(_, m)| *m))
            .collect();
        (!copies.is_empty()).then(|| Self {
            glyphs: copies.iter().map(|mark| GlyphId(mark.glyph)).collect(),
            gap_before: vec![false; copies.len()],
            ..original.clone()
        })
    }
}

/// A clipping path that leaves less than this beside the text, in lines, was made for it.
const MADE_FOR: f64 = 0.6;
/// One that is more than so many lines high holds a paragraph or a cell.
const LINE_HIGH: f64 = 2.2;

/// How far along its baseline a chunk may reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub limit: f64,
    pub utmost: f64,
}

impl Room {
    /// Not beyond the clipping path that all of a chunk is shown in: what reached over it would not be seen. Paths that
    /// differ from word to word say nothing of the line.
    pub(super) fn within_clip(self, page: &PageGlyphs, chunk: &Chunk, frame: Frame) -> Self {
        let shows =
            marks_of(chunk).filter_map(|mark| page.shows.get(page.glyphs.get(mark.glyph as usize)?.show as usize));
        let mut clips = shows.map(|show| show.clip);
        let Some(clip) = clips
            .next()
            .flatten()
            .filter(|first| clips.all(|clip| clip == Some(*first)))
        else {
            return self;
        };
        if is_made_for(page, chunk, frame, clip) {
            return self;
        }
        let (_, end) = reach(clip, frame);
        Self {
            limit: self.limit.min(end),
            utmost: self.utmost.min(end),
        }
    }
}

/// Whether a clipping path was made for a chunk's text: as long as it, and a line high. Then it says how long the text
/// is, not how much room there is.
fn is_made_for(page: &PageGlyphs, chunk: &Chunk, frame: Frame, clip: Rect) -> bool {
    let glyphs = marks_of(chunk).filter_map(|mark| page.glyphs.get(mark.glyph as usize));
    let Some(text) = glyphs.map(|glyph| glyph.quad.bounds()).reduce(Rect::union) else {
        return false;
    };
    let (text, height) = (reach(text, frame), across(text, frame));
    let (start, end) = reach(clip, frame);
    let near = MADE_FOR * height;
    start > text.0 - near && end < text.1 + near && across(clip, frame) < LINE_HIGH * height
}

/// How much a rectangle of the page reaches across a frame.
fn across(area: Rect, frame: Frame) -> f64 {
    let turned = Frame {
        along: frame.up,
        up: frame.along,
    };
    let (low, high) = reach(area, turned);
    high - low
}

fn marks_of(chunk: &Chunk) -> impl Iterator<Item = &Mark> {
    chunk.words.iter().flat_map(|word| &word.marks)
}

/// From where to where a rectangle of the page reaches along a frame.
fn reach(area: Rect, frame: Frame) -> (f64, f64) {
    let corners = [
        (area.x0, area.y0),
        (area.x1, area.y0),
        (area.x1, area.y1),
        (area.x0, area.y1),
    ]
    .map(|(x, y)| frame.project(Point { x, y }).0);
    let left = corners.iter().copied().fold(f64::INFINITY, f64::min);
    let right = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (left, right)
}

/// The room of every chunk.
pub(super) fn rooms(chunks: &[Chunk], regions: &[Vec<usize>], frame: Frame, crop: Rect) -> Vec<Room> {
    let (left, right) = reach(crop, frame);
    let first = chunks.iter().map(|c| c.u0).fold(f64::INFINITY, f64::min);
    let margin = right - (first - left).clamp(12.0, 0.2 * (right - left).max(60.0));
    let edge = right - EDGE;
    let mut rooms = vec![
        Room {
            limit: margin,
            utmost: edge
        };
        chunks.len()
    ];
    let bounds: Vec<Bounds> = regions.iter().map(|region| Bounds::of(chunks, region)).collect();
    for (index, region) in regions.iter().enumerate() {
        let own = &bounds[index];
        let column = bounds
            .iter()
            .filter(|other| other.u0 > own.u0 && other.bottom < own.top && own.bottom < other.top)
            .filter(|other| other.u0 >= own.typical)
            .map(|other| other.u0 - 6.0)
            .fold(f64::INFINITY, f64::min);
        for chunk in region {
            let widest = own.widest_without(chunks[*chunk].row);
            let limit = column.min(margin.max(widest)).min(edge);
            rooms[*chunk] = Room {
                limit,
                utmost: limit.max(column.min(edge)),
            };
        }
    }
    for index in 0..chunks.len() {
        let chunk = &chunks[index];
        let nearby = chunks[index + 1..]
            .iter()
            .take_while(|other| other.row <= chunk.row + 2);
        let above = chunks[..index]
            .iter()
            .rev()
            .take_while(|other| other.row + 2 >= chunk.row);
        let next = nearby
            .chain(above)
            .filter(|other| (other.v - chunk.v).abs() < 0.95 * chunk.em.max(other.em))
            .filter(|other| other.u0 > chunk.u0 + 0.2 * chunk.em && !other.words.is_empty())
            .filter(|other| other.row == chunk.row || other.u0 >= chunk.u1)
            .map(|other| other.u0 - 0.3 * chunk.em)
            .fold(f64::INFINITY, f64::min);
        let within = |end: f64| end.min(next).max(chunk.u0);
        rooms[index] = Room {
            limit: within(rooms[index].limit),
            utmost: within(rooms[index].utmost),
        };
    }
    rooms
}

/// How far a region reaches.
struct Bounds {
    u0: f64,
    top: f64,
    bottom: f64,
    /// Where most lines have ended.
    typical: f64,
    /// The two widest rows: row and end.
    widest: [(usize, f64); 2],
}

impl Bounds {
    fn of(chunks: &[Chunk], region: &[usize]) -> Self {
        let mut bounds = Self {
            u0: f64::INFINITY,
            top: f64::NEG_INFINITY,
            bottom: f64::INFINITY,
            typical: 0.0,
            widest: [(usize::MAX, f64::NEG_INFINITY); 2],
        };
        let mut ends = Vec::with_capacity(region.len());
        for index in region {
            let chunk = &chunks[*index];
            bounds.u0 = bounds.u0.min(chunk.u0);
            bounds.top = bounds.top.max(chunk.v + chunk.em);
            bounds.bottom = bounds.bottom.min(chunk.v - 0.3 * chunk.em);
            ends.push(chunk.u1);
            let [first, second] = &mut bounds.widest;
            if chunk.row == first.0 {
                first.1 = first.1.max(chunk.u1);
            } else if chunk.u1 > first.1 {
                *second = *first;
                *first = (chunk.row, chunk.u1);
            } else if chunk.u1 > second.1 {
                *second = (chunk.row, chunk.u1);
            }
        }
        ends.sort_by(f64::total_cmp);
        bounds.typical = ends.get(ends.len() / 2).copied().unwrap_or(0.0);
        bounds
    }

    fn widest_without(&self, row: usize) -> f64 {
        let [first, second] = self.widest;
        if first.0 == row { second.1 } else { first.1 }
    }
}
