//! Second pass: with every shown code known, fonts are written, strings recoded, and streams become objects.

use super::bind::Binder;
use super::font::{Fonts, Recoding};
use super::object::{Dict, Ref, Store, Value};
use super::source::{Source, dictionary};
use super::stream::{Bound, Category, Prepared, Show, StreamIndex, group};
use super::structure::TaggedStream;
use crate::pdf::content::{self, Op, Operand, Operator};
use crate::pdf::{Concern, PageInfo};
use lopdf::ObjectId;
use std::collections::BTreeMap;

/// What a page of the output holds.
pub(super) struct PageOutput {
    /// Its reserved number.
    pub at: Ref,
    /// The page tree.
    pub parent: Ref,
    /// Its contents.
    pub contents: StreamIndex,
    /// Its annotations.
    pub links: Vec<Value>,
    /// Whether the document is tagged.
    pub tagged: bool,
}

/// The second pass over a document.
pub(super) struct Second<'a> {
    pub store: Store,
    fonts: Fonts<'a>,
    recodings: Vec<Recoding>,
    /// Streams that are not page contents are written; the others wait for their page.
    streams: Vec<Option<Prepared>>,
    written: BTreeMap<StreamIndex, Ref>,
    /// Forms with tagged content, by what they are in the source.
    forms: Vec<(ObjectId, TaggedStream)>,
    /// What the pages are in the output.
    places: Vec<(usize, Ref)>,
    /// The resources of Type 3 procedures.
    procedures: BTreeMap<StreamIndex, Members>,
    concerns: Vec<Concern>,
}

impl<'a> Second<'a> {
    /// Writes the fonts; `places` are the numbers reserved for pages.
    pub fn new(binder: Binder<'a>, pages: &[usize]) -> Self {
        let Binder {
            mut store,
            fonts,
            streams,
            concerns,
            ..
        } = binder;
        let recodings = fonts.write(&mut store);
        let streams = streams.into_iter().map(Some).collect();
        let places = pages.iter().map(|page| (*page, store.reserve())).collect();
        Self {
            forms: Vec::new(),
            places,
            store,
            fonts,
            recodings,
            streams,
            written: BTreeMap::new(),
            procedures: BTreeMap::new(),
            concerns,
        }
    }

    /// The numbers reserved for the pages.
    pub fn places(&self) -> Vec<Ref> {
        self.places.iter().map(|(_, place)| *place).collect()
    }

    /// A page as the structure tree sees it, before it is written.
    pub fn tagged(&self, contents: StreamIndex, page: Ref, key: usize) -> TaggedStream {
        let prepared = self.streams[contents.0].as_ref();
        TaggedStream {
            page,
            form: None,
            key,
            mcids: prepared.map(|prepared| prepared.mcids.clone()).unwrap_or_default(),
            marks: prepared.map(|prepared| prepared.marks.clone()).unwrap_or_default(),
            touched: prepared.map(|prepared| prepared.touched.clone()).unwrap_or_default(),
        }
    }

    /// Writes a page with its contents.
    pub fn page(&mut self, source: Source<'_>, info: &PageInfo, output: &PageOutput) {
        // Everything that a page draws stands before its contents.
        for index in 0..output.contents.0 {
            self.stream(StreamIndex(index));
        }
        let prepared = self.streams[output.contents.0].take().unwrap_or_default();
        let members = self.members(&prepared);
        let bytes = self.bytes(prepared.ops, &prepared.shows);
        let bytes = self.store.add_stream(Dict::new(), &bytes);
        let crop = [info.crop_box.x0, info.crop_box.y0, info.crop_box.x1, info.crop_box.y1];
        let mut dict = Dict::typed("Page")
            .with("Parent", output.parent)
            .with("MediaBox", Value::numbers(crop))
            .with("Resources", resources(&members))
            .with("Contents", bytes);
        if info.rotate != 0 {
            dict.set("Rotate", Value::Int(i64::from(info.rotate)));
        }
        if info.user_unit != 1.0 {
            dict.set("UserUnit", info.user_unit);
        }
        if let Some(page) = source.object(info.object).and_then(dictionary) {
            let group = group(source, &mut self.store, page);
            dict.set_some("Group", group);
        }
        if !output.links.is_empty() {
            let links: Vec<Value> = output
                .links
                .iter()
                .map(|link| Value::Ref(self.store.add(link.clone())))
                .collect();
            dict.set("Annots", links);
        }
        if output.tagged {
            dict.set("Tabs", Value::name("S"));
        }
        self.store.fill(output.at, dict);
    }

    /// Writes what is left, and gives all objects.
    pub fn finish(mut self) -> (Store, Vec<(ObjectId, TaggedStream)>, Vec<Concern>) {
        let (written, procedures) = (&self.written, &self.procedures);
        let nothing = self.store.add(Dict::new());
        let stream = |index: usize| written.get(&StreamIndex(index)).copied().unwrap_or(nothing);
        let shared = |indices: &[usize]| {
            let members = indices.iter().filter_map(|index| procedures.get(&StreamIndex(*index)));
            resources(&members.flatten().cloned().collect::<Members>())
        };
        self.fonts
            .finish_type3(&mut self.store, &self.recodings, stream, shared);
        (self.store, self.forms, self.concerns)
    }

    fn stream(&mut self, index: StreamIndex) {
        let Some(prepared) = self.streams[index.0].take() else {
            return;
        };
        let mut head = prepared.head.clone();
        if prepared.is_procedure {
            let members = self.members(&prepared);
            self.procedures.insert(index, members);
        } else {
            let members = self.members(&prepared);
            head.set("Resources", resources(&members));
        }
        // The keys of pages come first.
        let key = self.places.len() + self.forms.len();
        let is_tagged = !prepared.mcids.is_empty();
        if is_tagged {
            head.set("StructParents", key);
        }
        let Prepared {
            ops,
            shows,
            origin,
            mcids,
            marks,
            touched,
            ..
        } = prepared;
        let bytes = self.bytes(ops, &shows);
        let at = self.store.add_stream(head, &bytes);
        self.written.insert(index, at);
        if let (true, Some((page, origin))) = (is_tagged, origin) {
            let place = self.places.iter().find(|(known, _)| *known == page);
            let form = TaggedStream {
                page: place.map_or(at, |(_, place)| *place),
                form: Some(at),
                key,
                mcids,
                marks,
                touched,
            };
            self.forms.push((origin, form));
        }
    }

    fn members(&mut self, prepared: &Prepared) -> Members {
        let bound = prepared.resources.iter();
        bound
            .filter_map(|(category, name, bound)| Some((*category, name.clone(), self.bound(bound)?)))
            .collect()
    }

    fn bound(&mut self, bound: &Bound) -> Option<Value> {
        Some(match bound {
            Bound::Face(face) => self.recodings.get(face.index())?.font.into(),
            Bound::Stream(index) => (*self.written.get(index)?).into(),
            Bound::Value(value) => value.clone(),
            Bound::MaskedState { state, mask, group } => {
                let mask = mask.clone().with("G", *self.written.get(group)?);
                self.store.add(state.clone().with("SMask", mask)).into()
            }
        })
    }

    /// The bytes of a stream, strings recoded.
    fn bytes(&self, mut ops: Vec<Op>, shows: &[Show]) -> Vec<u8> {
        for show in shows {
            let (op, Some(recoding)) = (&mut ops[show.op], self.recodings.get(show.face.index())) else {
                continue;
            };
            let mut text = Recoded::default();
            let items = match op.operands.pop() {
                Some(Operand::Array(items)) => items,
                Some(item) => vec![item],
                None => Vec::new(),
            };
            for item in items {
                match item {
                    Operand::Number(by) => text.adjust(by),
                    Operand::String(bytes) => {
                        text.open.reserve(bytes.len());
                        self.fonts.codes(show.face, &bytes, |code| {
                            recoding.push(&mut text.open, code.code);
                            if code.is_word_space && show.word_space != 0.0 {
                                text.adjust(show.word_space);
                            }
                        });
                    }
                    _ => {}
                }
            }
            (op.operator, op.operands) = text.finish();
            if is_moved_before_next(&ops[show.op + 1..]) {
                drop_trailing_adjustment(&mut ops[show.op]);
            }
        }
        content::write(&ops)
    }
}

/// Whether the text position is set anew before anything else is shown: where the last glyph ended then shows nowhere.
fn is_moved_before_next(ops: &[Op]) -> bool {
    use Operator as O;
    let next = ops.iter().map(|op| op.operator).find(|operator| {
        matches!(
            operator,
            O::ShowText
                | O::ShowTextAdjusted
                | O::EndText
                | O::BeginText
                | O::MoveText
                | O::MoveTextSetLeading
                | O::TextMatrix
                | O::NextLine
        )
    });
    !matches!(next, Some(O::ShowText | O::ShowTextAdjusted))
}

fn drop_trailing_adjustment(op: &mut Op) {
    if let Some(Operand::Array(items)) = op.operands.first_mut()
        && let Some(Operand::Number(_)) = items.last()
    {
        items.pop();
        if let [Operand::String(_)] = items.as_slice() {
            op.operator = Operator::ShowText;
            op.operands = std::mem::take(items);
        }
    }
}

/// The members of a resource dictionary: category, name, value.
type Members = Vec<(Category, String, Value)>;

fn resources(members: &Members) -> Dict {
    let mut resources = Dict::new();
    for category in Category::ALL {
        let mut dict = Dict::new();
        for (_, name, value) in members.iter().filter(|(known, ..)| *known == category) {
            dict.set(name.clone(), value.clone());
        }
        if !dict.is_empty() {
            resources.set(category.key(), dict);
        }
    }
    resources
}

/// The operands of a show operation in the making.
#[derive(Default)]
struct Recoded {
    items: Vec<Operand>,
    open: Vec<u8>,
}

impl Recoded {
    fn adjust(&mut self, by: f64) {
        self.close();
        match self.items.last_mut() {
            Some(Operand::Number(before)) => *before += by,
            _ => self.items.push(Operand::Number(by)),
        }
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.items.push(Operand::String(std::mem::take(&mut self.open).into()));
        }
    }

    fn finish(mut self) -> (Operator, Vec<Operand>) {
        self.close();
        if let [Operand::String(_)] = self.items.as_slice() {
            return (Operator::ShowText, self.items);
        }
        (Operator::ShowTextAdjusted, vec![Operand::Array(self.items)])
    }
}
