//! PDF documents: read, find, rule, redact, verify. Pages are read in parallel, in an order that does not show.

use super::Source;
use super::attachment;
use super::cause::Cause;
use super::decisions::{Marked, proposed};
use super::facts::{Facts, note};
use super::head::Head;
use super::outcome::{Analysis, Found, Outcome, Place, Redaction, Verified};
use super::rulings::{first_found, is_harmless, rulings};
use super::settings::Engine;
use super::watch::Stage;
use crate::audit::Box4;
use crate::decide::{Decided, Register, Ruled};
use crate::pdf::font::FontTable;
use crate::pdf::layout::{Layout, doubts, layout};
use crate::pdf::{PageGlyphs, Rect, SourcePdf, interpret, ocr};
use crate::redact::{Placed, Reading, Region, covered, rewrite_pdf};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A head stands on the first page; a closing section is not looked for.
const HEAD_PAGES: usize = 2;

/// A document, read.
struct Document {
    source: SourcePdf,
    fonts: FontTable,
    pages: Vec<PageGlyphs>,
    layout: Layout,
}

impl Document {
    fn read(given: Source<'_>, engine: &Engine) -> Result<Self, Cause> {
        given.watch.enters(Stage::Read);
        let source = SourcePdf::open(given.bytes, given.passwords).map_err(Cause::Open)?;
        let fonts = FontTable::load(&source);
        given.watch.enters(Stage::Interpret);
        let read = |page| {
            let mut glyphs = interpret(&source, &fonts, page);
            ocr::recognise(&source, page, &mut glyphs, engine.ocr.as_deref(), engine.settings.ocr);
            ocr::look_aside(&source, page, &mut glyphs, engine.ocr.as_deref(), engine.settings.ocr);
            glyphs
        };
        let pages: Vec<PageGlyphs> = (0..source.pages().len()).into_par_iter().map(read).collect();
        let layout = layout(&source, &pages);
        Ok(Self {
            source,
            fonts,
            pages,
            layout,
        })
    }

    /// Everything odd, whole-file concerns first, each once.
    fn causes(&self) -> Vec<Cause> {
        let pages = self.pages.iter().flat_map(|page| &page.concerns);
        let mut concerns: Vec<_> = self.source.concerns().iter().chain(pages).copied().collect();
        concerns.extend(attachment::too_many(&self.source));
        concerns.extend(doubts(&self.fonts, &self.pages, &self.layout));
        concerns.sort();
        concerns.dedup();
        concerns.into_iter().map(Cause::Reading).collect()
    }

    fn reading(&self) -> Reading<'_> {
        Reading {
            source: &self.source,
            fonts: &self.fonts,
            pages: &self.pages,
            layout: &self.layout,
        }
    }

    /// What a reviewer marked on the pages.
    fn marked(&self, source: Source<'_>) -> Result<Vec<Marked>, Cause> {
        let Some(brief) = source.brief else {
            return Ok(Vec::new());
        };
        let crops: Vec<Rect> = self.source.pages().iter().map(|page| page.crop_box).collect();
        brief.regions(&crops).map_err(Cause::Misfit)
    }

    /// What is told of the text, without what rulings and regions withhold.
    fn facts(&self, ruled: &[Ruled], regions: &[Region]) -> Facts {
        let text = self.layout.text();
        let mut all = ruled.to_vec();
        all.extend(covered(self.reading(), regions).into_iter().map(Marked::ruled));
        all.sort_by_key(|one| one.finding.span);
        Facts::of(text, &all)
    }

    /// Where a ruling's words stand, one box per page.
    fn words(&self, ruled: &Ruled) -> BTreeMap<usize, Rect> {
        let mut boxes: BTreeMap<usize, Rect> = BTreeMap::new();
        for (page, glyph) in self.layout.glyphs(ruled.finding.span) {
            let Some(glyphs) = self.pages.get(page) else { continue };
            let bounds = glyphs.glyph(glyph).quad.bounds();
            boxes
                .entry(page)
                .and_modify(|all| *all = all.union(bounds))
                .or_insert(bounds);
        }
        boxes
    }
}

/// The head of a published document; only its first pages are read, and no picture.
pub fn head(bytes: &[u8]) -> Option<Head> {
    let source = SourcePdf::open(bytes, &[]).ok()?;
    let fonts = FontTable::load(&source);
    let pages: Vec<PageGlyphs> = (0..source.pages().len().min(HEAD_PAGES))
        .map(|page| interpret(&source, &fonts, page))
        .collect();
    Some(Head::of(layout(&source, &pages).text()))
}

/// First pass.
pub fn analyse(source: Source<'_>, engine: &Engine) -> Result<Analysis, Cause> {
    let document = Document::read(source, engine)?;
    let text = document.layout.text();
    source.watch.enters(Stage::Detect);
    Ok(Analysis {
        register: Register::collect(text, &first_found(text, source, engine)?),
        pages: document.pages.len() as u32,
        attachments: attachment::all(&document.source),
    })
}

/// Second pass.
pub fn redact(source: Source<'_>, register: &Register, engine: &Engine) -> Redaction {
    let read = Document::read(source, engine).and_then(|document| {
        source.watch.enters(Stage::Detect);
        let ruled = rulings(document.layout.text(), source, register, engine)?;
        let marked = document.marked(source)?;
        Ok((document, ruled, marked))
    });
    let (document, ruled, marked) = match read {
        Ok(read) => read,
        Err(cause) => return Redaction::refused(cause),
    };
    let regions: Vec<Region> = marked.iter().map(|marked| marked.region).collect();
    let mut causes = document.causes();
    let mut placed = Vec::new();
    let reading = document.reading();
    source.watch.enters(Stage::Rewrite);
    let harmless = |words: &str| is_harmless(words, source, register, engine);
    let rewritten = rewrite_pdf(reading, &ruled, &regions, engine.settings.redact, &harmless);
    source.watch.enters(Stage::Verify);
    let outcome = match rewritten.verified() {
        Ok(redacted) => {
            placed = redacted.placed;
            causes.extend(redacted.concerns.into_iter().map(Cause::Reading));
            Outcome::Verified(Verified::Pdf(redacted.verified))
        }
        Err(leaks) => {
            causes.extend(leaks.into_iter().map(Cause::Leak));
            Outcome::NeedsReview
        }
    };
    let held = causes.iter().any(|cause| cause.holds(&engine.settings.accepted));
    let facts = document.facts(&ruled, &regions);
    let mut found = found(&document, register, ruled, &placed);
    found.extend(marked.into_iter().map(|marked| marked.found(source.bytes)));
    Redaction {
        outcome: if held { Outcome::NeedsReview } else { outcome },
        facts,
        pages: document.pages.len() as u32,
        found,
        causes,
        producer: document.source.producer(),
    }
}

/// Number of pages, and what is proposed.
pub fn propose(source: Source<'_>, register: &Register, engine: &Engine) -> Result<(u32, Vec<Decided>), Cause> {
    let document = Document::read(source, engine)?;
    let text = document.layout.text();
    let ruled = rulings(text, source, register, engine)?;
    let one = |ruled: &Ruled| {
        let boxes: Vec<(usize, Rect)> = document.words(ruled).into_iter().collect();
        let first_page = text.page_at(ruled.finding.span.start()).unwrap_or(0);
        proposed(text, ruled, place(first_page, &boxes))
    };
    Ok((document.pages.len() as u32, ruled.iter().map(one).collect()))
}

fn found(document: &Document, register: &Register, ruled: Vec<Ruled>, placed: &[Placed]) -> Vec<Found> {
    let mut labels: BTreeMap<usize, Vec<&Placed>> = BTreeMap::new();
    for place in placed {
        labels.entry(place.ruling).or_default().push(place);
    }
    let text = document.layout.text();
    let one = |(index, ruled): (usize, Ruled)| {
        let first_page = text.page_at(ruled.finding.span.start()).unwrap_or(0);
        // The place of withheld words would tell how long they were: of those the label's place is told, or nothing.
        let boxes: Vec<(usize, Rect)> = match ruled.ground() {
            Some(_) => labels
                .get(&index)
                .into_iter()
                .flatten()
                .map(|label| (label.page, label.bounds))
                .collect(),
            None => document.words(&ruled).into_iter().collect(),
        };
        let identity = register.identity(text, &ruled.finding);
        let note = note(text, &ruled);
        Found::of(ruled, place(first_page, &boxes), note, identity)
    };
    ruled.into_iter().enumerate().map(one).collect()
}

/// The first page that has a box, or where the words begin, with its boxes.
fn place(first_page: usize, boxes: &[(usize, Rect)]) -> Place {
    let page = boxes.first().map_or(first_page, |(page, _)| *page);
    let here = boxes.iter().filter(|(at, _)| *at == page);
    Place {
        page: page as u32 + 1,
        line: None,
        boxes: here.map(|(_, bounds)| tenths(*bounds)).collect(),
    }
}

/// A box for the log: left, bottom, right, top, in tenths of a point.
pub(super) fn tenths(bounds: Rect) -> Box4 {
    [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|length| (length * 10.0).round() as f32 / 10.0)
}
