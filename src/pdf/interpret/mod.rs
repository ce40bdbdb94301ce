//! The content-stream interpreter (ISO 32000-2, 7.8, 8 and 9): one page's operations → glyphs and paints with place,
//! visibility and provenance. It renders nothing, and it reads no font program.

mod color;
mod frame;
mod marks;
mod paint;
mod path;
mod state;
mod streams;
#[cfg(test)]
mod tests;
mod text;
mod visibility;

pub(crate) use path::{Subpath, subpaths};
pub(crate) use visibility::FillRule;

use super::concern::{Cause, Concern};
use super::content::{Op, Operand};
use super::font::FontTable;
use super::geometry::{Matrix, Rect};
use super::glyph::{PageGlyphs, StreamId, StreamKind, StreamUse, Visibility};
use super::page::{self, PageInfo};
use super::source::SourcePdf;
use color::Ink;
use frame::Frame;
use lopdf::{Dictionary, ObjectId};
use state::State;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use visibility::{Cover, Outcome};

/// How many operations a page may execute, forms and patterns included.
const MAX_STEPS: usize = 20_000_000;

/// How many glyphs a page may show.
const MAX_GLYPHS: usize = 1_000_000;

/// How many times a page may draw a form, pattern or glyph procedure.
const MAX_STREAMS: usize = 100_000;

/// Bytes of the codes of most documents.
const BYTES_PER_CODE: usize = 2;

/// Hardly any page shows more.
const USUAL_GLYPHS: usize = 1 << 14;

/// How deep streams may draw streams.
const MAX_DEPTH: usize = 24;

/// Reads one page. It is total and deterministic; what could not be read is among the concerns.
///
/// # Panics
/// Where the document has no page of this index.
pub fn interpret(source: &SourcePdf, fonts: &FontTable, page: usize) -> PageGlyphs {
    let composed = page::compose(source, page);
    let info = &source.pages()[page];
    let mut interpreter = Interpreter {
        source,
        fonts,
        page: info,
        out: PageGlyphs::default(),
        inks: Vec::new(),
        covers: Vec::new(),
        causes: composed.causes.into_iter().collect(),
        steps: 0,
        parsed: BTreeMap::new(),
        resources: BTreeMap::new(),
        active: Vec::new(),
        drawn: BTreeSet::new(),
    };
    let ops = Arc::new(composed.ops);
    let resources = composed.resources;
    let room = (shown_bytes(&ops) / BYTES_PER_CODE).min(USUAL_GLYPHS);
    interpreter.out.glyphs.reserve(room);
    interpreter.inks.reserve(room);
    interpreter.out.streams.push(StreamUse {
        kind: StreamKind::Page,
        parent: None,
        object: None,
        ops: Arc::clone(&ops),
        resources: Arc::clone(&resources),
        ctm: Matrix::IDENTITY,
    });
    let state = State::new(interpreter.everything());
    let mut frame = Frame::new(StreamId(0), ops, resources, state);
    frame.annotations_from = composed.annotations_from;
    interpreter.run(&mut frame);
    interpreter.finish(page)
}

/// How many bytes of strings a page's own operations show.
fn shown_bytes(ops: &[Op]) -> usize {
    let length = |operand: &Operand| match operand {
        Operand::String(bytes) => bytes.len(),
        _ => 0,
    };
    let operands = ops.iter().filter_map(|op| op.operands.last());
    let shown = operands.map(|operand| match operand {
        Operand::Array(items) => items.iter().map(length).sum(),
        single => length(single),
    });
    shown.sum()
}

struct Interpreter<'a> {
    source: &'a SourcePdf,
    fonts: &'a FontTable,
    page: &'a PageInfo,
    out: PageGlyphs,
    /// The colour of each glyph.
    inks: Vec<Ink>,
    covers: Vec<Cover>,
    causes: BTreeSet<Cause>,
    steps: usize,
    /// Operations of streams that were drawn before.
    parsed: BTreeMap<ObjectId, Arc<Vec<Op>>>,
    resources: BTreeMap<ObjectId, Arc<Dictionary>>,
    /// The streams being drawn, outermost first.
    active: Vec<ObjectId>,
    /// Patterns and masks that a stream use drew already.
    drawn: BTreeSet<(StreamId, ObjectId)>,
}

impl Interpreter<'_> {
    /// Larger than any page: what lies outside the page boxes is read too.
    fn everything(&self) -> Rect {
        self.page.media_box.grow(1e7)
    }

    /// Whether the page's bounds are used up; the first time, a concern says so.
    fn exhausted(&mut self) -> bool {
        let over = self.steps > MAX_STEPS
            || self.out.glyphs.len() > MAX_GLYPHS
            || self.out.shows.len() + self.out.paints.len() > MAX_GLYPHS
            || self.out.streams.len() > MAX_STREAMS;
        if over {
            self.causes.insert(Cause::TooComplex);
        }
        over
    }

    fn finish(mut self, page: usize) -> PageGlyphs {
        if visibility::settle(&mut self.out.glyphs, &self.inks, &self.covers) == Outcome::GaveUp {
            self.causes.insert(Cause::TooComplex);
        }
        self.out.concerns = self
            .causes
            .into_iter()
            .map(|cause| Concern::page(page, cause))
            .collect();
        // A page may be kept for long, beside all the others.
        self.out.glyphs.shrink_to_fit();
        self.out
    }

    /// Visibility by place alone.
    fn visibility_at(&self, bounds: Rect, state: &State) -> Visibility {
        match state.clip {
            _ if !touches(bounds, self.page.crop_box) => Visibility::OffPage,
            Some(clip) if touches(bounds, clip) => Visibility::Visible,
            _ => Visibility::Clipped,
        }
    }
}

/// Like `overlaps`, but a line without width can touch too.
fn touches(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}
