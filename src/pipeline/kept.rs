//! A document between its two passes: read and looked at once, so that the second pass need not begin anew. It lives in
//! memory alone, and a second pass without it comes to the same.

use super::Source;
use super::cause::Cause;
use super::outcome::{Analysis, Redaction};
use super::settings::Engine;
use super::{Format, pdf, text};
use crate::decide::{Decided, Register};

/// A document after its first pass. It holds what the document says; it is never written.
pub struct Kept<'e>(Document<'e>);

enum Document<'e> {
    Pdf(Box<pdf::Document<'e>>),
    Text(Box<text::Document<'e>>),
}

impl<'e> Kept<'e> {
    pub(super) fn read(source: Source<'_>, engine: &'e Engine) -> Result<Self, Cause> {
        Ok(Self(match source.format {
            Format::Pdf => Document::Pdf(Box::new(pdf::Document::read(source, engine)?)),
            Format::Text => Document::Text(Box::new(text::Document::read(source, engine)?)),
        }))
    }

    pub(super) fn analysis(&mut self, source: Source<'_>, engine: &Engine) -> Result<Analysis, Cause> {
        match &mut self.0 {
            Document::Pdf(document) => document.analysis(source, engine),
            Document::Text(document) => document.analysis(source, engine),
        }
    }

    pub(super) fn redact(self, source: Source<'_>, register: &Register, engine: &Engine) -> Redaction {
        match self.0 {
            Document::Pdf(document) => pdf::redact(*document, source, register, engine),
            Document::Text(document) => text::redact(*document, source, register, engine),
        }
    }

    pub(super) fn propose(
        self,
        source: Source<'_>,
        register: &Register,
        engine: &Engine,
    ) -> Result<(u32, Vec<Decided>), Cause> {
        match self.0 {
            Document::Pdf(document) => pdf::propose(*document, source, register, engine),
            Document::Text(document) => text::propose(*document, source, register, engine),
        }
    }

    /// Keeps only what is hard to come by: what was found, not the pages.
    pub fn shrink(&mut self) {
        if let Document::Pdf(document) = &mut self.0 {
            document.forget_pages();
        }
    }

    /// About how many bytes it takes, for whoever has to decide how many documents to keep.
    pub fn size(&self) -> usize {
        match &self.0 {
            Document::Pdf(document) => document.size(),
            Document::Text(document) => document.size(),
        }
    }
}
