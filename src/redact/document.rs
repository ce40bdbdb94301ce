//! The whole way of one PDF: plan, rewrite, write anew, and then verify. What comes out is verified, or it is a list of leaks.

use super::emit::{Scrub, emit};
use super::perform::{Performed, Placed, perform};
use super::region::covered;
use super::sealed::{RedactedPdf, VerifiedPdf};
use super::settings::{Region, Settings};
use super::verify::{Facts, Leak, Secrets, verify};
use crate::decide::Ruled;
use crate::pdf::font::FontTable;
use crate::pdf::layout::Layout;
use crate::pdf::{Concern, PageGlyphs, Quad, SourcePdf};
use std::sync::Arc;

/// A document as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The file.
    pub source: &'a SourcePdf,
    /// Its fonts.
    pub fonts: &'a FontTable,
    /// Its pages.
    pub pages: &'a [PageGlyphs],
    /// Their text.
    pub layout: &'a Layout,
}

/// A redacted document.
#[derive(Debug)]
pub struct Redacted {
    /// The file.
    pub verified: VerifiedPdf,
    /// What could not be carried over.
    pub concerns: Vec<Concern>,
}

/// A document whose pages are redacted but not yet written: it needs its glyphs no more.
pub struct Drafted {
    performed: Performed,
    secrets: Secrets,
}

/// A document written anew that nobody has checked yet; its bytes stay inside. It needs its source no more.
pub struct Rewritten {
    file: RedactedPdf,
    secrets: Secrets,
    boxes: Vec<Vec<Quad>>,
    concerns: Vec<Concern>,
}

/// Carries out the rulings and the marked regions, and writes the document. What describes a picture to who does not see
/// it is kept where `is_harmless` finds nothing to withhold in it.
pub fn rewrite_pdf(
    reading: Reading<'_>,
    ruled: &[Ruled],
    regions: &[Region],
    settings: Settings,
    is_harmless: &dyn Fn(&str) -> bool,
) -> Rewritten {
    draft_pdf(reading, ruled, regions, settings).written(reading.source, reading.fonts, is_harmless)
}

/// Carries out the rulings and the marked regions.
pub fn draft_pdf(reading: Reading<'_>, ruled: &[Ruled], regions: &[Region], settings: Settings) -> Drafted {
    let Reading {
        source, pages, layout, ..
    } = reading;
    let spans = ruled
        .iter()
        .filter(|ruled| ruled.ground().is_some())
        .map(|ruled| ruled.finding.span);
    let under = covered(reading, regions).into_iter().map(|(span, _)| span);
    let secrets = Secrets::withheld(layout.text(), spans.chain(under));
    Drafted {
        performed: perform(source, pages, layout, ruled, regions, settings),
        secrets,
    }
}

impl Drafted {
    /// Where each ruling's boxes stand.
    pub fn placed(&self) -> &[Placed] {
        &self.performed.placed
    }

    /// Writes the document that was drafted; `source` and `fonts` are those that it was read from, and `is_harmless` tells
    /// whether there is nothing to withhold in what describes a picture.
    pub fn written(self, source: &SourcePdf, fonts: &FontTable, is_harmless: &dyn Fn(&str) -> bool) -> Rewritten {
        let Self { performed, secrets } = self;
        let Performed {
            draft,
            boxes,
            removed,
            mut concerns,
            ..
        } = performed;
        let scrub = Scrub {
            secrets: &secrets,
            removed: &removed,
            is_harmless,
        };
        let (bytes, lost) = emit(source, fonts, &scrub, draft);
        concerns.extend(lost);
        Rewritten {
            file: RedactedPdf(Arc::new(bytes)),
            secrets,
            boxes,
            concerns,
        }
    }
}

impl Rewritten {
    /// Lets two witnesses look at the file.
    ///
    /// # Errors
    /// Everything that they found in it; there is no file then.
    pub fn verified(self) -> Result<Redacted, Vec<Leak>> {
        let facts = Facts {
            secrets: &self.secrets,
            boxes: &self.boxes,
        };
        Ok(Redacted {
            verified: verify(self.file, &facts)?,
            concerns: self.concerns,
        })
    }
}
