//! One stream in the making: what is written of it so far and what it took from the page. It reads no operation.

use crate::pdf::content::Op;
use crate::pdf::{Matrix, SourcePdf, StreamId, StreamUse};
use crate::redact::canon::{Begin, Canon};
use crate::redact::draft::{Category, LabelMark, Rewritten, StreamDraft};
use lopdf::Dictionary;
use std::collections::{BTreeMap, BTreeSet};

/// One stream in the making.
pub(super) struct Progress {
    pub id: StreamId,
    pub canon: Canon,
    pub path: Vec<Op>,
    pub clips: bool,
    /// From the page to the beginning of the stream.
    pub base: Matrix,
    pub resources: Dictionary,
    pub rewritten: BTreeMap<(Category, Box<[u8]>), Rewritten>,
    pub next_mcid: u32,
    pub marks: Vec<LabelMark>,
    touched: BTreeSet<u32>,
}

impl Progress {
    /// Nothing of a stream yet; `next_mcid` is above the identifiers that it uses.
    pub(super) fn new(id: StreamId, begin: Begin, stream: &StreamUse, next_mcid: u32) -> Self {
        Self {
            id,
            canon: Canon::new(begin),
            path: Vec::new(),
            clips: false,
            base: stream.ctm.inverse().unwrap_or(Matrix::IDENTITY),
            resources: (*stream.resources).clone(),
            rewritten: BTreeMap::new(),
            next_mcid,
            marks: Vec::new(),
            touched: BTreeSet::new(),
        }
    }

    /// Something was taken out of what the open marked-content sequences hold.
    pub(super) fn touch(&mut self) {
        self.touched.extend(self.canon.mcids());
    }

    /// Takes a resource in, under a name that neither the source nor this rewriting uses.
    pub(super) fn add(&mut self, source: &SourcePdf, category: Category, resource: Rewritten) -> Box<[u8]> {
        let key: &[u8] = match category {
            Category::XObject => b"XObject",
            Category::ExtGState => b"ExtGState",
            Category::Font => b"Font",
        };
        let taken = source.get(&self.resources, key).and_then(|names| source.dict(names));
        let is_free = |name: &[u8]| {
            !taken.is_some_and(|names| names.has(name)) && !self.rewritten.contains_key(&(category, name.into()))
        };
        let name = (0_u32..)
            .map(|n| format!("Lak{n}").into_bytes().into_boxed_slice())
            .find(|name| is_free(name))
            .unwrap_or_default();
        self.rewritten.insert((category, name.clone()), resource);
        name
    }

    /// The stream as it is written.
    pub(super) fn finish(self) -> StreamDraft {
        StreamDraft {
            ops: self.canon.finish(),
            resources: self.resources,
            rewritten: self.rewritten,
            marks: self.marks,
            touched: self.touched,
        }
    }
}
