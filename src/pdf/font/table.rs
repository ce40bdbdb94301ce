//! All fonts of a document, each read once and shared among threads. Which page uses which is the interpreter's concern.

use super::Font;
use super::access::as_dict;
use crate::pdf::glyph::FontId;
use crate::pdf::source::SourcePdf;
use lopdf::ObjectId;
use rayon::prelude::*;

/// The fonts of a document.
#[derive(Debug)]
pub struct FontTable {
    ids: Vec<ObjectId>,
    fonts: Vec<Font>,
}

impl FontTable {
    /// Reads every font that any resources name.
    pub fn load(source: &SourcePdf) -> Self {
        let (ids, fonts) = source
            .fonts()
            .par_iter()
            .filter_map(|id| {
                let dict = as_dict(source.document().objects.get(id)?)?;
                Some((*id, Font::load(source, dict)))
            })
            .unzip();
        Self { ids, fonts }
    }

    /// The font of a font dictionary object.
    pub(crate) fn id(&self, object: ObjectId) -> Option<FontId> {
        self.ids.binary_search(&object).ok().map(|index| FontId(index as u32))
    }

    /// The font of an id that this table gave out.
    pub fn get(&self, font: FontId) -> &Font {
        &self.fonts[font.0 as usize]
    }

    /// How many fonts there are.
    pub fn len(&self) -> usize {
        self.fonts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.fonts.is_empty()
    }
}
