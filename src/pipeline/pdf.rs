//! PDF documents: read, find, rule, redact, verify. Pages are read in parallel, in an order that does not show.

use super::Source;
use super::attachment;
use super::cause::Cause;
use super::decisions::{Marked, proposed};
use super::facts::{Facts, note};
use super::head::Head;
use super::outcome::{Analysis, Found, Outcome, Place, Redaction, Verified};
use super::rulings::{Sight, is_harmless};
use super::settings::Engine;
use super::unsure;
use super::watch::Stage;
use crate::audit::Box4;
use crate::decide::{Decided, Register, Ruled};
use crate::pdf::font::FontTable;
use crate::pdf::layout::{Layout, PageLayout, doubts, join, layout};
use crate::pdf::{PageGlyphs, Rect, SourcePdf, interpret, ocr};
use crate::redact::{Placed, Reading, Region, covered, draft_pdf};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A head stands on the first page; a closing section is not looked for.
const HEAD_PAGES: usize = 2;

/// What is kept of a page per glyph: the glyph, its operation, its place in the text.
const BYTES_PER_GLYPH: usize = 400;

/// A document after its first pass.
pub(super) struct Document<'e> {
    /// `None` once they made room for others: then they are read again.
    pages: Option<Pages>,
    sight: Sight<'e>,
}

impl<'e> Document<'e> {
    /// Reads the document and looks at its text.
    pub(super) fn read(given: Source<'_>, engine: &'e Engine) -> Result<Self, Cause> {
        let pages = Pages::read(given, engine)?;
        given.watch.enters(Stage::Detect);
        let sight = Sight::of(pages.layout.text(), given, engine);
        Ok(Self {
            pages: Some(pages),
            sight,
        })
    }

    /// What its dossier must know of it.
    pub(super) fn analysis(&mut self, source: Source<'_>, engine: &Engine) -> Result<Analysis, Cause> {
        let pages = Self::pages(&mut self.pages, source, engine)?;
        let text = pages.layout.text();
        let first = self.sight.first_found(text, source, engine)?;
        Ok(Analysis {
            register: Register::collect(text, &first),
            pages: pages.glyphs.len() as u32,
            attachments: attachment::all(&pages.source),
        })
    }

    fn pages<'d>(pages: &'d mut Option<Pages>, source: Source<'_>, engine: &Engine) -> Result<&'d Pages, Cause> {
        Ok(match pages {
            Some(pages) => pages,
            none => none.insert(Pages::read(source, engine)?),
        })
    }

    /// Keeps what was found in the text, not the pages that show it.
    pub(super) fn forget_pages(&mut self) {
        self.pages = None;
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.sight.size() + self.pages.as_ref().map_or(0, Pages::size)
    }
}

/// The pages of a document, read.
struct Pages {
    source: SourcePdf,
    fonts: FontTable,
    glyphs: Vec<PageGlyphs>,
    layout: Layout,
    /// Bytes of the file.
    file: usize,
}

impl Pages {
    fn read(given: Source<'_>, engine: &Engine) -> Result<Self, Cause> {
        given.watch.enters(Stage::Read);
        let source = SourcePdf::open(given.bytes, given.passwords).map_err(Cause::Open)?;
        let fonts = FontTable::load(&source);
        given.watch.enters(Stage::Interpret);
        let read = |page| {
            let mut glyphs = interpret(&source, &fonts, page);
            ocr::recognise(&source, page, &mut glyphs, engine.ocr.as_deref(), engine.settings.ocr);
            ocr::look_aside(&source, page, &mut glyphs, engine.ocr.as_deref(), engine.settings.ocr);
            let laid = PageLayout::of(&source, page, &glyphs);
            (glyphs, laid)
        };
        let (glyphs, laid): (Vec<_>, Vec<_>) = (0..source.pages().len()).into_par_iter().map(read).unzip();
        Ok(Self {
            layout: join(laid),
            source,
            fonts,
            glyphs,
            file: given.bytes.len(),
        })
    }

    /// Lets go of everything but the file and its fonts.
    fn into_file(self) -> (SourcePdf, FontTable) {
        (self.source, self.fonts)
    }

    fn size(&self) -> usize {
        let glyphs: usize = self.glyphs.iter().map(|page| page.glyphs.len()).sum();
        glyphs * BYTES_PER_GLYPH + 4 * self.file
    }

    /// Everything odd, whole-file concerns first, each once.
    fn causes(&self) -> Vec<Cause> {
        let pages = self.glyphs.iter().flat_map(|page| &page.concerns);
        let mut concerns: Vec<_> = self.source.concerns().iter().chain(pages).copied().collect();
        concerns.extend(attachment::too_many(&self.source));
        concerns.extend(doubts(&self.fonts, &self.glyphs, &self.layout));
        concerns.sort();
        concerns.dedup();
        concerns.into_iter().map(Cause::Reading).collect()
    }

    fn reading(&self) -> Reading<'_> {
        Reading {
            source: &self.source,
            fonts: &self.fonts,
            pages: &self.glyphs,
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

    /// Where withheld words stand, by page.
    fn withheld(&self, ruled: &[Ruled]) -> BTreeMap<usize, Vec<Rect>> {
        let mut boxes: BTreeMap<usize, Vec<Rect>> = BTreeMap::new();
        if self.glyphs.iter().any(|page| !page.unsure.is_empty()) {
            let withheld = ruled.iter().filter(|ruled| ruled.ground().is_some());
            for (page, bounds) in withheld.flat_map(|ruled| self.words(ruled)) {
                boxes.entry(page).or_default().push(bounds);
            }
        }
        boxes
    }

    /// Where a ruling's words begin.
    fn begin(&self, ruled: &Ruled) -> Place {
        let page = self.layout.text().page_at(ruled.finding.span.start());
        place(page.unwrap_or(0), &[])
    }

    /// Where a ruling's words stand, one box per page.
    fn words(&self, ruled: &Ruled) -> BTreeMap<usize, Rect> {
        let mut boxes: BTreeMap<usize, Rect> = BTreeMap::new();
        for (page, glyph) in self.layout.glyphs(ruled.finding.span) {
            let Some(glyphs) = self.glyphs.get(page) else { continue };
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

/// Second pass.
pub(super) fn redact(
    mut document: Document<'_>,
    source: Source<'_>,
    register: &Register,
    engine: &Engine,
) -> Redaction {
    let decided = Document::pages(&mut document.pages, source, engine).and_then(|pages| {
        source.watch.enters(Stage::Detect);
        let ruled = document.sight.rulings(pages.layout.text(), source, register, engine)?;
        Ok((ruled, pages.marked(source)?))
    });
    let (ruled, marked) = match decided {
        Ok(decided) => decided,
        Err(cause) => return Redaction::refused(cause),
    };
    let Document {
        pages: Some(pages),
        sight,
    } = document
    else {
        return Redaction::refused(Cause::Panicked);
    };
    drop(sight);
    let regions: Vec<Region> = marked.iter().map(|marked| marked.region).collect();
    let mut causes = pages.causes();
    causes.extend(unsure::concerns(&pages.glyphs, &pages.withheld(&ruled)).map(Cause::Reading));
    source.watch.enters(Stage::Rewrite);
    let drafted = draft_pdf(pages.reading(), &ruled, &regions, engine.settings.redact);
    let facts = pages.facts(&ruled, &regions);
    let unlabelled: Vec<Place> = ruled.iter().map(|ruled| pages.begin(ruled)).collect();
    let mut found = found(&pages, register, ruled, drafted.placed());
    let (count, producer) = (pages.glyphs.len() as u32, pages.source.producer());
    // Of a large document every part counts: what is needed no more goes before the next stage.
    let (pdf, fonts) = pages.into_file();
    let harmless = |words: &str| is_harmless(words, source, register, engine);
    let rewritten = drafted.written(&pdf, &fonts, &harmless);
    drop((pdf, fonts));
    source.watch.enters(Stage::Verify);
    let outcome = match rewritten.verified() {
        Ok(redacted) => {
            causes.extend(redacted.concerns.into_iter().map(Cause::Reading));
            Outcome::Verified(Verified::Pdf(redacted.verified))
        }
        Err(leaks) => {
            causes.extend(leaks.into_iter().map(Cause::Leak));
            let withheld = found
                .iter_mut()
                .zip(unlabelled)
                .filter(|(found, _)| found.ground().is_some());
            withheld.for_each(|(found, place)| found.place = place);
            Outcome::NeedsReview
        }
    };
    let held = causes.iter().any(|cause| cause.holds(&engine.settings.accepted));
    found.extend(marked.into_iter().map(|marked| marked.found(source.bytes)));
    Redaction {
        outcome: if held { Outcome::NeedsReview } else { outcome },
        facts,
        pages: count,
        found,
        causes,
        producer,
    }
}

/// Number of pages, and what is proposed.
pub(super) fn propose(
    mut document: Document<'_>,
    source: Source<'_>,
    register: &Register,
    engine: &Engine,
) -> Result<(u32, Vec<Decided>), Cause> {
    let pages = Document::pages(&mut document.pages, source, engine)?;
    let text = pages.layout.text();
    let ruled = document.sight.rulings(text, source, register, engine)?;
    let one = |ruled: &Ruled| {
        let boxes: Vec<(usize, Rect)> = pages.words(ruled).into_iter().collect();
        let first_page = text.page_at(ruled.finding.span.start()).unwrap_or(0);
        proposed(text, ruled, place(first_page, &boxes))
    };
    Ok((pages.glyphs.len() as u32, ruled.iter().map(one).collect()))
}

fn found(pages: &Pages, register: &Register, ruled: Vec<Ruled>, placed: &[Placed]) -> Vec<Found> {
    let mut labels: BTreeMap<usize, Vec<&Placed>> = BTreeMap::new();
    for place in placed {
        labels.entry(place.ruling).or_default().push(place);
    }
    let text = pages.layout.text();
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
            None => pages.words(&ruled).into_iter().collect(),
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
