//! Small documents for tests, and the way from one to its draft and back to glyphs.

use super::emit::{Scrub, emit};
use super::perform::{Performed, perform};
use super::settings::{Region, Settings};
use super::verify::Secrets;
use crate::decide::{By, Ruled, Ruling};
use crate::detect::{Confidence, Evidence, Finding, Kind, Proposal};
use crate::pdf::font::FontTable;
use crate::pdf::layout::{Layout, layout};
use crate::pdf::{PageGlyphs, SourcePdf, Unicode, interpret};
use crate::rules::RuleId;
use crate::woo::Ground;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Every character of the fixtures' font is this wide, thousandths.
pub(super) const ADVANCE: f64 = 600.0;

/// A document being made: pages of plain content with the font `F1` (Courier), the form `Fm` and the state `Gs`.
pub(super) struct Fixture {
    document: Document,
    pages: Vec<ObjectId>,
    resources: Dictionary,
}

impl Fixture {
    pub(super) fn new() -> Self {
        let mut document = Document::with_version("1.7");
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding",
        });
        let resources = dictionary! {
            "Font" => dictionary! { "F1" => font, "F2" => font },
            "XObject" => dictionary! {},
        };
        Self {
            document,
            pages: Vec::new(),
            resources,
        }
    }

    /// A form XObject of the size of the page under a resource name.
    pub(super) fn form(mut self, name: &str, content: &str) -> Self {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => page_box(),
            "Resources" => Object::Dictionary(self.resources.clone()),
        };
        let form = self.document.add_object(Stream::new(dict, content.as_bytes().to_vec()));
        if let Ok(Object::Dictionary(names)) = self.resources.get_mut(b"XObject") {
            names.set(name, form);
        }
        self
    }

    pub(super) fn page(mut self, content: &str) -> Self {
        let contents = self
            .document
            .add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let page = self.document.add_object(dictionary! {
            "Type" => "Page", "MediaBox" => page_box(), "Contents" => contents,
            "Resources" => Object::Dictionary(self.resources.clone()),
        });
        self.pages.push(page);
        self
    }

    pub(super) fn bytes(mut self) -> Vec<u8> {
        let kids: Vec<Object> = self.pages.iter().map(|id| Object::Reference(*id)).collect();
        let count = kids.len() as i64;
        let tree = self
            .document
            .add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
        for page in &self.pages {
            if let Some(Object::Dictionary(page)) = self.document.objects.get_mut(page) {
                page.set("Parent", tree);
            }
        }
        let catalog = self
            .document
            .add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        self.document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).expect("saved to memory");
        bytes
    }
}

fn page_box() -> Vec<Object> {
    vec![0.into(), 0.into(), 595.into(), 842.into()]
}

/// A document, read.
pub(super) struct Read {
    pub source: SourcePdf,
    pub pages: Vec<PageGlyphs>,
    pub layout: Layout,
}

pub(super) fn read(bytes: &[u8]) -> Read {
    let source = SourcePdf::open(bytes, &[]).expect("a readable fixture");
    let fonts = FontTable::load(&source);
    let pages: Vec<PageGlyphs> = (0..source.pages().len())
        .map(|at| interpret(&source, &fonts, at))
        .collect();
    let layout = layout(&source, &pages);
    Read { source, pages, layout }
}

/// A ruling for every place of every term.
pub(super) fn rulings(layout: &Layout, terms: &[&str]) -> Vec<Ruled> {
    let text = layout.text();
    let mut ruled = Vec::new();
    for term in terms {
        for (at, found) in text.as_str().match_indices(term) {
            let span = text.span(at..at + found.len()).expect("found in this text");
            ruled.push(Ruled {
                finding: Finding {
                    span,
                    kind: Kind::Person,
                    rule: RuleId::new("term"),
                    evidence: Evidence::new("term"),
                    confidence: Confidence::Certain,
                    proposal: Proposal::Redact(Ground::PrivateLife),
                },
                ruling: Ruling::Redact(Ground::PrivateLife),
                by: By::Rule,
            });
        }
    }
    ruled
}

/// Redacts the terms.
pub(super) fn redact(bytes: &[u8], terms: &[&str], regions: &[Region], settings: Settings) -> (Read, Performed) {
    let read = read(bytes);
    let ruled = rulings(&read.layout, terms);
    let performed = perform(&read.source, &read.pages, &read.layout, &ruled, regions, settings);
    (read, performed)
}

/// The redacted document as it is written.
pub(super) fn written(source: &SourcePdf, performed: Performed) -> Vec<u8> {
    let scrub = Scrub {
        secrets: &Secrets::of(&[]),
        removed: &performed.removed,
        is_harmless: &|_| true,
    };
    let (bytes, concerns) = emit(source, &FontTable::load(source), &scrub, performed.draft);
    assert!(concerns.is_empty(), "{concerns:?}");
    bytes
}

/// Every glyph with its meaning and origin on the page.
pub(super) fn glyphs(page: &PageGlyphs) -> Vec<(char, f64, f64)> {
    let place = |glyph: &crate::pdf::Glyph| {
        let show = &page.shows[glyph.show as usize];
        let at = show.text_matrix(glyph).then(show.ctm);
        let meaning = match glyph.unicode {
            Unicode::Mapped(c) => c,
            _ => '?',
        };
        (meaning, at.e, at.f)
    };
    page.glyphs.iter().map(place).collect()
}
