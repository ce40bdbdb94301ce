//! Glyphs with places → text in reading order, with a map both ways: rows, words, cells, columns, lines, blocks.
//! It knows no language, and it drops no glyph: unseen ones are text too.

mod chunk;
mod compose;
mod doubt;
mod mark;
mod region;
mod rows;
mod segment;
mod stack;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

pub use doubt::doubts;
pub use segment::{Place, Segment, SegmentKind};

use super::geometry::Rect;
use super::glyph::{GlyphId, PageGlyphs, PaintKind, Unicode};
use super::source::SourcePdf;
use crate::text::{Ending, Origin, Span, Text, TextBuilder};
use chunk::{Chunk, Rule};
use compose::{Broken, Composed};
use mark::{Frame, Layer, Mark};
use rayon::prelude::*;
use std::ops::Range;

/// Where a glyph stands in the text.
#[derive(Debug, Clone, Copy)]
struct Spot {
    start: u32,
    end: u32,
    page: u32,
    glyph: GlyphId,
}

/// A document's text and the glyphs that show it.
#[derive(Debug)]
pub struct Layout {
    text: Text,
    /// Sorted by place in the text.
    spots: Vec<Spot>,
    /// The longest range of a spot, bytes.
    longest: u32,
    segments: Vec<Vec<Segment>>,
}

impl Layout {
    /// The text in reading order.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The page and glyph of everything that shows a part of the span: every copy, and the spaces between.
    pub fn glyphs(&self, span: Span) -> Vec<(usize, GlyphId)> {
        let (start, end) = (span.start() as u32, span.end() as u32);
        let from = self.spots.partition_point(|spot| spot.start + self.longest < start);
        self.spots[from..]
            .iter()
            .take_while(|spot| spot.start < end)
            .filter(|spot| spot.end > start || (spot.start == spot.end && spot.start > start))
            .map(|spot| (spot.page as usize, spot.glyph))
            .collect()
    }

    /// The line segments of a page.
    pub fn segments(&self, page: usize) -> &[Segment] {
        self.segments.get(page).map_or(&[], Vec::as_slice)
    }

    /// Byte range of the text that every glyph of a page stands at, by glyph.
    pub fn places(&self, page: usize) -> impl Iterator<Item = (GlyphId, Range<usize>)> + '_ {
        self.spots
            .iter()
            .filter(move |spot| spot.page as usize == page)
            .map(|spot| (spot.glyph, spot.start as usize..spot.end as usize))
    }
}

/// Lays out all pages of a document; `pages` as the interpreter gave them, in order.
pub fn layout(source: &SourcePdf, pages: &[PageGlyphs]) -> Layout {
    let laid = pages
        .par_iter()
        .enumerate()
        .map(|(index, page)| PageLayout::of(source, index, page));
    join(laid.collect())
}

/// Joins pages that were laid out one by one, in order.
pub fn join(pages: Vec<PageLayout>) -> Layout {
    let mut builder = TextBuilder::default();
    let mut spots = Vec::new();
    let mut segments = Vec::with_capacity(pages.len());
    let (mut lines_before, mut blocks_before) = (0, 0);
    for (number, page) in pages.into_iter().enumerate() {
        builder.begin_page();
        for line in &page.lines {
            let strings = line.cells.iter().map(|cell| cell.string.as_str());
            let mut at = builder.push_line(strings, blocks_before + line.block, line.origin);
            for cell in &line.cells {
                spots.extend(cell.places.iter().map(|(glyph, range)| Spot {
                    start: (at + range.start) as u32,
                    end: (at + range.end) as u32,
                    page: number as u32,
                    glyph: GlyphId(*glyph),
                }));
                at += cell.string.len() + 1;
            }
            if line.ending == Ending::GoesOn {
                builder.goes_on();
            }
        }
        let mut moved = page.segments;
        moved.iter_mut().for_each(|segment| segment.line += lines_before);
        lines_before += page.lines.len();
        blocks_before += page.lines.last().map_or(0, |line| line.block + 1);
        segments.push(moved);
    }
    spots.sort_by_key(|spot| (spot.start, spot.end, spot.page, spot.glyph));
    Layout {
        longest: spots.iter().map(|spot| spot.end - spot.start).max().unwrap_or(0),
        text: builder.finish(),
        spots,
        segments,
    }
}

/// A line of one page, before it has its place in the document.
struct PageLine {
    cells: Vec<Composed>,
    block: u32,
    origin: Origin,
    ending: Ending,
}

/// One page laid out by itself.
#[derive(Default)]
pub struct PageLayout {
    lines: Vec<PageLine>,
    segments: Vec<Segment>,
    wanted: Wanted,
}

/// What a layout is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Wanted {
    /// For the text, and the glyphs that show it.
    #[default]
    Everything,
    /// For the text.
    Words,
}

fn crop(source: &SourcePdf, index: usize) -> Rect {
    let page = source.pages().get(index);
    page.map(|page| page.crop_box).unwrap_or_default()
}

impl PageLayout {
    /// Lays out the page of an index, as the interpreter gave it.
    pub fn of(source: &SourcePdf, index: usize, page: &PageGlyphs) -> Self {
        Self::read(page, crop(source, index), Wanted::Everything)
    }

    /// The same without the way back from the text to the glyphs, for whoever only reads it.
    pub fn words_of(source: &SourcePdf, index: usize, page: &PageGlyphs) -> Self {
        Self::read(page, crop(source, index), Wanted::Words)
    }

    fn read(page: &PageGlyphs, crop: Rect, wanted: Wanted) -> Self {
        let mut read = Self {
            wanted,
            ..Self::default()
        };
        let mut block = 0;
        for (layer, marks) in mark::layers(page) {
            read.layer(page, crop, layer, &marks, &mut block);
        }
        read.place_in_paragraphs();
        read
    }

    fn layer(&mut self, page: &PageGlyphs, crop: Rect, layer: Layer, marks: &[Mark], block: &mut u32) {
        let frame = Frame::of_tenths(layer.tenths);
        let meaning = |glyph: u32| &page.glyphs[glyph as usize].unicode;
        let same = |a: u32, b: u32| meaning(a) == meaning(b) && *meaning(a) != Unicode::Unmapped;
        let [across, along] = rules(page, frame);
        let chunks = chunk::chunks(rows::rows(marks, &same), &across);
        let (mut chunks, stacks) = stack::part(chunks);
        let regions = region::regions(&mut chunks);
        let members: Vec<Vec<usize>> = regions
            .iter()
            .map(|r| r.rows.iter().flatten().copied().collect())
            .collect();
        let rooms = segment::rooms(&chunks, &members, frame, crop);
        let limits: Vec<f64> = rooms.iter().map(|room| room.limit).collect();
        let ends = wrap::Ends::of(&chunks, &limits);
        let mut above: Option<wrap::Above> = None;
        for (region, members) in regions.iter().zip(&members) {
            *block -= u32::from(region.goes_on && *block > 0);
            above = above.filter(|_| region.goes_on);
            let edge = ends.edge(&chunks, members, &limits);
            for line in table::lines(page, &chunks, region, &along, block) {
                let pitch = above.and_then(|above| wrap::goes_on(page, &chunks, &above, &line));
                if let Some(line) = self.lines.last_mut().filter(|_| pitch.is_some()) {
                    line.ending = Ending::GoesOn;
                }
                self.line(page, &chunks, &line, frame, &rooms);
                above = Some(wrap::Above { line, edge, pitch });
            }
        }
        for stack in stacks {
            let line = table::Line::of(0, *block);
            *block += 1;
            let letters = stack.words.iter().map(|word| word.marks.len() + 1).sum::<usize>() as f64;
            let limit = stack.u0 + 1.5 * stack.em * letters;
            let room = segment::Room { limit, utmost: limit };
            self.line(page, &[stack], &line, frame, &[room]);
        }
    }

    fn line(&mut self, page: &PageGlyphs, chunks: &[Chunk], line: &table::Line, frame: Frame, rooms: &[segment::Room]) {
        let number = self.lines.len();
        let kind = if line.cells.len() > 1 {
            SegmentKind::Cell
        } else {
            SegmentKind::Free
        };
        let mut cells = Vec::new();
        for cell in &line.cells {
            let mut composed = Composed::default();
            let edge = cell
                .iter()
                .map(|index| rooms[*index].limit)
                .fold(f64::INFINITY, f64::min);
            for (at, index) in cell.iter().enumerate() {
                let before = at.checked_sub(1).map(|before| &chunks[cell[before]]);
                let broken = before.is_some_and(|before| before.is_broken_at(edge) && chunks[*index].goes_on());
                composed.add(page, &chunks[*index], if broken { Broken::Word } else { Broken::Line });
                if self.wanted == Wanted::Words {
                    continue;
                }
                let room = rooms[*index].within_clip(page, &chunks[*index], frame);
                let segment = Segment::of(&chunks[*index], frame, number, room, kind);
                let copies = Segment::of_copies(&chunks[*index], &segment);
                self.segments.push(segment);
                self.segments.extend(copies);
            }
            cells.push(composed);
        }
        let origin = one_origin(page, &cells);
        if self.wanted == Wanted::Words {
            cells.iter_mut().for_each(|cell| cell.places = Vec::new());
        }
        self.lines.push(PageLine {
            cells,
            block: line.block,
            origin,
            ending: Ending::Ends,
        });
    }

    fn place_in_paragraphs(&mut self) {
        let block = |index: usize| self.lines.get(index).map(|line| line.block);
        for segment in &mut self.segments {
            let own = block(segment.line);
            let first = segment.line.checked_sub(1).and_then(block) != own;
            let last = block(segment.line + 1) != own;
            segment.place = match (first, last) {
                (true, true) => Place::Whole,
                (true, false) => Place::Start,
                (false, true) => Place::End,
                (false, false) => Place::Inner,
            };
        }
    }
}

/// Where all glyphs of some cells come from; the page, if that is not one place.
fn one_origin(page: &PageGlyphs, cells: &[Composed]) -> Origin {
    let glyphs = cells.iter().flat_map(|cell| &cell.places).map(|(glyph, _)| *glyph);
    let mut first = None;
    let mut stream = None;
    for glyph in glyphs {
        let own = page.glyphs[glyph as usize].provenance.stream;
        // Neighbours mostly are of one stream.
        if stream.replace(own) == Some(own) {
            continue;
        }
        let origin = mark::origin(page, glyph);
        if *first.get_or_insert(origin) != origin {
            return Origin::Page;
        }
    }
    first.unwrap_or_default()
}

/// Thin strokes and bars, as table borders are drawn: those across the direction of writing, and those along it.
fn rules(page: &PageGlyphs, frame: Frame) -> [Vec<Rule>; 2] {
    const THIN: f64 = 2.0;
    const LEAST: f64 = 6.0;
    let mut rules = [Vec::new(), Vec::new()];
    for paint in &page.paints {
        if !matches!(paint.kind, PaintKind::Fill { .. } | PaintKind::Stroke) {
            continue;
        }
        let Rect { x0, y0, x1, y1 } = paint.bounds;
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|(x, y)| frame.project(super::Point { x, y }));
        let least = |axis: fn(&(f64, f64)) -> f64| corners.iter().map(axis).fold(f64::INFINITY, f64::min);
        let most = |axis: fn(&(f64, f64)) -> f64| corners.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (u0, u1, v0, v1) = (least(|c| c.0), most(|c| c.0), least(|c| c.1), most(|c| c.1));
        if u1 - u0 <= THIN && v1 - v0 >= LEAST {
            rules[0].push(Rule {
                at: (u0 + u1) / 2.0,
                from: v0,
                to: v1,
            });
        } else if v1 - v0 <= THIN && u1 - u0 >= LEAST {
            rules[1].push(Rule {
                at: (v0 + v1) / 2.0,
                from: u0,
                to: u1,
            });
        }
    }
    rules
        .iter_mut()
        .for_each(|rules| rules.sort_by(|a, b| a.at.total_cmp(&b.at)));
    rules
}
