//! The font programs of the source, read by `hayro-font` from a file that holds nothing but the fonts: code → glyph and
//! glyph → outline follow one implementation, whatever the kind of font.

use super::super::source::{self, Source};
use super::outline::Outline;
use crate::redact::label_font;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, ObjectIdentifier};
use lopdf::dictionary;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The object number that the label font has among the fonts; no source reaches it.
pub(super) const LABEL: ObjectId = (8_388_000, 0);
/// The object number of the font of invisible words, of which no object is needed.
pub(super) const LAYER: ObjectId = (LABEL.0 + 3, 0);
/// Objects that the fonts of a document may consist of, at most.
const MAX_OBJECTS: usize = 200_000;

/// A file of fonts only.
pub(in super::super) struct Programs(Option<Pdf>);

impl Programs {
    /// Copies the fonts and what they refer to.
    pub fn new(source: Source<'_>, fonts: &[ObjectId]) -> Self {
        let mut objects = BTreeMap::new();
        let mut queue: Vec<ObjectId> = fonts.to_vec();
        while let Some(id) = queue.pop() {
            if objects.contains_key(&id) || objects.len() >= MAX_OBJECTS {
                continue;
            }
            let Some(object) = source.object(id) else {
                continue;
            };
            let is_type3 = source::dictionary(object).is_some_and(|font| font.get(b"CharProcs").is_ok());
            let is_page =
                source::dictionary(object).is_some_and(|dict| matches!(dict.get_type(), Ok(b"Page" | b"Pages")));
            if !is_type3 && !is_page {
                references(object, &mut queue);
                objects.insert(id, object.clone());
            }
        }
        add_label_font(&mut objects);
        let mut file = Document::with_version("1.7");
        file.max_id = objects.keys().map(|id| id.0).max().unwrap_or(0);
        file.objects = objects;
        let pages = file.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
        let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        file.trailer.set("Root", root);
        let mut bytes = Vec::new();
        let saved = file.save_to(&mut bytes).is_ok();
        Self(saved.then(|| Pdf::new(bytes).ok()).flatten())
    }

    /// A font with an embedded program that can be read.
    pub fn font(&self, id: ObjectId) -> Option<Program<'_>> {
        let pdf = self.0.as_ref()?;
        let dict: Dict<'_> = pdf.xref().get(ObjectIdentifier::new(id.0, i32::from(id.1)))?;
        let fonts: FontResolverFn = Arc::new(|_| None);
        let cmaps: CMapResolverFn = Arc::new(hayro_font::hayro_cmap::load_embedded);
        let font = FontCache::new().font(&dict, &fonts, &cmaps)?;
        Some(Program {
            font: Some(font),
            units_per_em: units_per_em(&dict),
        })
    }
}

/// One font whose program was read, or one without shapes.
pub(in super::super) struct Program<'a> {
    font: Option<Font<'a>>,
    /// Units of its outlines.
    pub units_per_em: u16,
}

impl Program<'_> {
    /// A program for words that nobody sees: shapes would only make the file larger.
    pub fn shapeless() -> Self {
        Self {
            font: None,
            units_per_em: 1000,
        }
    }

    /// The outline of the glyph of a code.
    pub fn outline(&self, code: u32) -> Outline {
        let glyph = self.font.as_ref().map(|font| font.glyph(font.map_code(code), code));
        match glyph {
            Some(FontGlyph::Outline(glyph)) => Outline::new(&glyph.outline(), self.units_per_em),
            Some(FontGlyph::Type3(_)) | None => Outline::default(),
        }
    }
}

/// The em of a TrueType program, so that its points stay whole numbers; 1000 elsewhere.
fn units_per_em(font: &Dict<'_>) -> u16 {
    use hayro_syntax::object::{Array, Stream};
    let descendant = font
        .get::<Array<'_>>("DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let holder = descendant.unwrap_or_else(|| font.clone());
    let units = || -> Option<u16> {
        let descriptor = holder.get::<Dict<'_>>("FontDescriptor")?;
        let program = descriptor.get::<Stream<'_>>("FontFile2")?.decoded_data().ok()?;
        let tables = usize::from(u16::from_be_bytes(program.get(4..6)?.try_into().ok()?));
        let head = program
            .get(12..)?
            .chunks_exact(16)
            .take(tables)
            .find(|record| &record[..4] == b"head")?;
        let at = u32::from_be_bytes(head[8..12].try_into().ok()?) as usize;
        Some(u16::from_be_bytes(program.get(at + 18..at + 20)?.try_into().ok()?))
    };
    units().filter(|units| (64..=8192).contains(units)).unwrap_or(1000)
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| references(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| references(value, found)),
        _ => {}
    }
}

fn add_label_font(objects: &mut BTreeMap<ObjectId, Object>) {
    let (file, descriptor) = ((LABEL.0 + 1, 0), (LABEL.0 + 2, 0));
    objects.insert(
        file,
        Object::Stream(Stream::new(Dictionary::new(), label_font::PROGRAM.to_vec())),
    );
    objects.insert(
        descriptor,
        dictionary! { "Type" => "FontDescriptor", "FontName" => "Label", "Flags" => 32, "FontFile2" => file }.into(),
    );
    objects.insert(
        LABEL,
        dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Label",
            "Encoding" => "WinAnsiEncoding", "FontDescriptor" => descriptor,
        }
        .into(),
    );
}
