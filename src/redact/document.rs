//! The whole way of one PDF: plan, rewrite, write anew, verify. What comes out is verified, or it is a list of leaks.

use super::emit::{Scrub, emit};
use super::perform::{Performed, Placed, perform};
use super::region::covered;
use super::sealed::{RedactedPdf, VerifiedPdf};
use super::settings::{Region, Settings};
use super::verify::{Facts, Leak, Secrets, verify};
use crate::decide::Ruled;
use crate::pdf::font::FontTable;
use crate::pdf::layout::Layout;
use crate::pdf::{Concern, PageGlyphs, SourcePdf};

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
    /// Where each ruling's boxes stand.
    pub placed: Vec<Placed>,
    /// What could not be carried over.
    pub concerns: Vec<Concern>,
}

/// Carries out the rulings and the marked regions.
///
/// # Errors
/// Everything that verification found in the output; there is no output then.
pub fn redact_pdf(
    reading: Reading<'_>,
    ruled: &[Ruled],
    regions: &[Region],
    settings: Settings,
) -> Result<Redacted, Vec<Leak>> {
    let Reading {
        source,
        fonts,
        pages,
        layout,
    } = reading;
    let spans = ruled
        .iter()
        .filter(|ruled| ruled.ground().is_some())
        .map(|ruled| ruled.finding.span);
    let under = covered(reading, regions).into_iter().map(|(span, _)| span);
    let secrets = Secrets::withheld(layout.text(), spans.chain(under));
    let Performed {
        draft,
        placed,
        boxes,
        removed,
        mut concerns,
    } = perform(source, pages, layout, ruled, regions, settings);
    let scrub = Scrub {
        secrets: &secrets,
        removed: &removed,
    };
    let (bytes, lost) = emit(source, fonts, &scrub, draft);
    concerns.extend(lost);
    let facts = Facts {
        secrets: &secrets,
        boxes: &boxes,
    };
    let verified = verify(RedactedPdf(bytes), &facts)?;
    Ok(Redacted {
        verified,
        placed,
        concerns,
    })
}
