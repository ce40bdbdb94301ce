//! Type 3 fonts (ISO 32000-2, 9.6.4): glyph procedures and their matrix. The procedures themselves are interpreted elsewhere.

use super::access::{self, Access};
use crate::pdf::geometry::Matrix;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// The glyph procedures of a Type 3 font.
#[derive(Debug, Clone)]
pub struct Type3 {
    /// From glyph space to text space.
    pub matrix: Matrix,
    /// Code → the stream object that draws it.
    pub procs: BTreeMap<u32, ObjectId>,
    /// The font's own resources.
    pub resources: Option<Dictionary>,
    /// Ascent and descent in thousandths of text space.
    pub(super) extent: (f64, f64),
    named: BTreeMap<String, ObjectId>,
}

impl Type3 {
    pub(super) fn read(access: Access<'_>, font: &Dictionary) -> Self {
        let matrix = access
            .numbers(font, b"FontMatrix")
            .and_then(|numbers| access::matrix(&numbers))
            .unwrap_or(Matrix::new(0.001, 0.0, 0.0, 0.001, 0.0, 0.0));
        let named = access
            .dict(font, b"CharProcs")
            .into_iter()
            .flat_map(Dictionary::iter)
            .filter_map(|(name, object)| match object {
                Object::Reference(id) => Some((String::from_utf8_lossy(name).into_owned(), *id)),
                _ => None,
            })
            .collect();
        let bounds = access.numbers(font, b"FontBBox").unwrap_or_default();
        let extent = match bounds[..] {
            [_, bottom, _, top] if top > bottom => {
                let (a, b) = (top * matrix.d * 1000.0, bottom * matrix.d * 1000.0);
                (a.max(b), a.min(b))
            }
            _ => (750.0, -250.0),
        };
        Self {
            matrix,
            procs: BTreeMap::new(),
            resources: access.dict(font, b"Resources").cloned(),
            extent: match extent {
                (top, bottom) if (200.0..=3000.0).contains(&top) => (top, bottom.clamp(-1500.0, -1.0)),
                _ => (750.0, -250.0),
            },
            named,
        }
    }

    pub(super) fn with_codes(mut self, name: impl Fn(u32) -> Option<Box<str>>) -> Self {
        self.procs = (0..256)
            .filter_map(|code| Some((code, *self.named.get(&*name(code)?)?)))
            .collect();
        self
    }
}
