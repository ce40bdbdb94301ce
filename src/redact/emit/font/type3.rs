//! Type 3 fonts: only the procedures that are used, under names of our own, codes in the order of the text.

use super::super::object::{Dict, Ref, Store, Value};
use super::super::source::{Source, dictionary};
use super::{CodeWidth, Face, Recoding, unicode_map};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// A Type 3 font on its way out.
pub(in super::super) struct Type3Draft {
    /// Resources of its procedures; `None` where they use those of the page.
    pub resources: Option<Dictionary>,
    /// Code → glyph name.
    names: BTreeMap<u32, Vec<u8>>,
    /// Glyph name → procedure in the source.
    procedures: BTreeMap<Vec<u8>, ObjectId>,
    /// Code → index of its prepared stream.
    pub prepared: BTreeMap<u32, usize>,
    matrix: Vec<f64>,
    bounds: Vec<f64>,
    first: u32,
    widths: Vec<f64>,
}

impl Type3Draft {
    /// Reads the font dictionary.
    pub fn new(source: Source<'_>, id: ObjectId) -> Option<Self> {
        let font = dictionary(source.object(id)?)?;
        let procedures = source.dict(font, b"CharProcs")?;
        Some(Self {
            resources: source.dict(font, b"Resources").cloned(),
            names: names(source, font),
            procedures: procedures
                .iter()
                .filter_map(|(name, procedure)| Some((name.clone(), procedure.as_reference().ok()?)))
                .collect(),
            prepared: BTreeMap::new(),
            matrix: source.numbers(font, b"FontMatrix").filter(|matrix| matrix.len() == 6)?,
            bounds: source
                .numbers(font, b"FontBBox")
                .filter(|bounds| bounds.len() == 4)
                .unwrap_or(vec![0.0; 4]),
            first: source
                .integer(font, b"FirstChar")
                .and_then(|first| u32::try_from(first).ok())
                .unwrap_or(0),
            widths: source.numbers(font, b"Widths").unwrap_or_default(),
        })
    }

    /// The procedure of a code in the source.
    pub fn procedure(&self, code: u32) -> Option<ObjectId> {
        self.procedures.get(self.names.get(&code)?).copied()
    }

    fn width(&self, code: u32) -> f64 {
        code.checked_sub(self.first)
            .and_then(|index| self.widths.get(index as usize).copied())
            .unwrap_or(0.0)
    }
}

fn names(source: Source<'_>, font: &Dictionary) -> BTreeMap<u32, Vec<u8>> {
    let mut names = BTreeMap::new();
    let differences = source
        .dict(font, b"Encoding")
        .and_then(|encoding| source.array(encoding, b"Differences"));
    let mut code = 0;
    for item in differences.unwrap_or_default() {
        match source.follow(item) {
            Object::Integer(next) => code = u32::try_from(*next).unwrap_or(0),
            Object::Name(name) => {
                names.insert(code, name.clone());
                code += 1;
            }
            _ => {}
        }
    }
    names
}

/// Reserves the font and numbers its codes in the order of their text.
pub(super) fn recode(store: &mut Store, face: &Face<'_>) -> Recoding {
    let mut used: Vec<_> = face.used.iter().collect();
    used.sort_by(|(x, a), (y, b)| (a.unicode.is_none(), &a.unicode, x).cmp(&(b.unicode.is_none(), &b.unicode, y)));
    let codes: BTreeMap<u32, u16> = used.into_iter().map(|(old, _)| *old).zip(0..=255).collect();
    Recoding {
        font: store.reserve(),
        codes: codes.into(),
        width: CodeWidth::One,
    }
}

/// Fills the font in.
pub(super) fn write(
    store: &mut Store,
    face: &Face<'_>,
    draft: &Type3Draft,
    recoding: &Recoding,
    stream: impl Fn(usize) -> Ref,
    resources: Dict,
) {
    let mut order: Vec<(u16, u32)> = recoding.codes.iter().map(|(old, new)| (new, old)).collect();
    order.sort_unstable();
    let mut procedures = Dict::new();
    let mut differences = vec![Value::Int(0)];
    let mut widths = Vec::new();
    let mut entries = Vec::new();
    for (new, old) in &order {
        let name = format!("g{new}");
        differences.push(Value::Name(name.clone().into()));
        widths.push(draft.width(*old));
        if let Some(prepared) = draft.prepared.get(old) {
            procedures.set(name, stream(*prepared));
        }
        if let Some(text) = face.used.get(old).and_then(|used| used.unicode.clone()) {
            entries.push((*new, text));
        }
    }
    let map = store.add_stream(Dict::new(), &unicode_map::write(&entries, 1));
    let font = Dict::typed("Font")
        .with("Subtype", Value::name("Type3"))
        .with("FontBBox", Value::numbers(draft.bounds.iter().copied()))
        .with("FontMatrix", Value::numbers(draft.matrix.iter().copied()))
        .with("FirstChar", 0usize)
        .with("LastChar", order.len().saturating_sub(1))
        .with("Widths", Value::numbers(widths))
        .with("Encoding", Dict::typed("Encoding").with("Differences", differences))
        .with("CharProcs", procedures)
        .with("Resources", resources)
        .with("ToUnicode", map);
    store.fill(recoding.font, font);
}
