//! First pass: walks the content streams from the pages inwards, keeps what is painted, and notes which codes of which
//! fonts are shown.

use super::font::{FaceId, Fonts};
use super::object::Store;
use super::source::Source;
use super::stream::{Prepared, StreamIndex};
use crate::pdf::content;
use crate::pdf::{Cause, Concern};
use crate::redact::draft::{FormDraft, StreamDraft};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};

mod resources;
mod walk;

/// How deep streams may nest.
const MAX_DEPTH: usize = 24;

/// The text state that a form inherits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct TextState {
    face: Option<FaceId>,
    size: f64,
    word_space: f64,
}

/// What a stream is, as far as its operations go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The contents of a page or form of a tagged document: marked content with identifiers stays.
    Tagged,
    /// Of any other stream: it goes.
    Plain,
    /// A procedure of a Type 3 font, with its number.
    Procedure(usize),
}

/// The first pass over a document.
pub(super) struct Binder<'a> {
    pub source: Source<'a>,
    pub store: Store,
    pub fonts: Fonts<'a>,
    /// Prepared streams; one that another draws stands before it.
    pub streams: Vec<Prepared>,
    /// What could not be carried over.
    pub concerns: Vec<Concern>,
    /// What a form is.
    form: Role,
    page: usize,
    depth: usize,
    forms: BTreeMap<(ObjectId, Kind), StreamIndex>,
    open: BTreeSet<ObjectId>,
}

impl<'a> Binder<'a> {
    /// Nothing walked yet; `role` is that of pages and forms.
    pub fn new(source: Source<'a>, fonts: Fonts<'a>, role: Role) -> Self {
        Self {
            source,
            store: Store::default(),
            fonts,
            streams: Vec::new(),
            concerns: Vec::new(),
            form: role,
            page: 0,
            depth: 0,
            forms: BTreeMap::new(),
            open: BTreeSet::new(),
        }
    }

    /// The contents of a page.
    pub fn page(&mut self, page: usize, draft: StreamDraft) -> StreamIndex {
        self.page = page;
        let (prepared, _) = self.walk(draft, self.form, TextState::default());
        self.push(prepared)
    }

    fn role(&self, kind: Kind) -> Role {
        match kind {
            Kind::Form => self.form,
            Kind::Tiling | Kind::Mask => Role::Plain,
        }
    }

    fn push(&mut self, prepared: Prepared) -> StreamIndex {
        self.streams.push(prepared);
        StreamIndex(self.streams.len() - 1)
    }

    fn concern(&mut self, cause: Cause) {
        let concern = Concern::page(self.page, cause);
        if !self.concerns.contains(&concern) {
            self.concerns.push(concern);
        }
    }

    /// A form or other stream of the source as a draft of itself.
    fn source_draft(&mut self, stream: &Stream, inherited: &Dictionary) -> Option<StreamDraft> {
        let bytes = self.source.bytes(stream)?;
        let resources = self.source.dict(&stream.dict, b"Resources").unwrap_or(inherited);
        Some(StreamDraft {
            ops: content::parse(&bytes).0,
            resources: resources.clone(),
            ..StreamDraft::default()
        })
    }

    fn stream_of(&self, id: ObjectId) -> Option<&'a Stream> {
        match self.source.follow(self.source.object(id)?) {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// A form, pattern or mask group of the source, walked once unless it inherits text state.
    fn source_stream(
        &mut self,
        id: ObjectId,
        kind: Kind,
        inherited: &Dictionary,
        state: TextState,
    ) -> Option<StreamIndex> {
        if let Some(known) = self.forms.get(&(id, kind)) {
            return Some(*known);
        }
        let stream = self.stream_of(id)?;
        let head = self.head(kind, &stream.dict)?;
        if self.depth >= MAX_DEPTH || !self.open.insert(id) {
            return None;
        }
        let walked = match self.source_draft(stream, inherited) {
            Some(draft) => Some(self.inner(draft, self.role(kind), state)),
            None => {
                self.concern(Cause::UndecodableStream);
                None
            }
        };
        self.open.remove(&id);
        let (mut prepared, uses_state) = walked?;
        prepared.head = head;
        prepared.origin = Some((self.page, id));
        let index = self.push(prepared);
        if uses_state == Inherits::Nothing {
            self.forms.insert((id, kind), index);
        }
        Some(index)
    }

    /// A rewritten form, pattern or mask group.
    fn drafted_stream(&mut self, draft: FormDraft, kind: Kind, state: TextState) -> Option<StreamIndex> {
        let stream = self.stream_of(draft.object)?;
        let head = self.head(kind, &stream.dict)?;
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let (mut prepared, _) = self.inner(draft.content, self.role(kind), state);
        prepared.head = head;
        prepared.origin = Some((self.page, draft.object));
        Some(self.push(prepared))
    }

    fn head(&mut self, kind: Kind, from: &'a Dictionary) -> Option<super::object::Dict> {
        match kind {
            Kind::Form | Kind::Mask => super::stream::form_head(self.source, &mut self.store, from),
            Kind::Tiling => super::stream::tiling_head(self.source, from),
        }
    }

    fn inner(&mut self, draft: StreamDraft, role: Role, state: TextState) -> (Prepared, Inherits) {
        self.depth += 1;
        let walked = self.walk(draft, role, state);
        self.depth -= 1;
        walked
    }

    /// Prepares the procedures of codes of a Type 3 font that were not shown before.
    fn procedures(&mut self, face: FaceId, codes: &[u32], page: &Dictionary) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        for code in codes {
            let Some(font) = self.fonts.type3(face) else { return };
            let resources = font.resources.clone();
            let stream = font.procedure(*code).and_then(|id| self.stream_of(id));
            let draft = stream.and_then(|stream| self.source_draft(stream, resources.as_ref().unwrap_or(page)));
            if let Some(draft) = draft {
                let number = self.fonts.type3(face).map_or(0, |font| font.prepared.len());
                let (mut prepared, _) = self.inner(draft, Role::Procedure(number), TextState::default());
                prepared.is_procedure = true;
                let StreamIndex(index) = self.push(prepared);
                if let Some(font) = self.fonts.type3(face) {
                    font.prepared.insert(*code, index);
                }
            }
        }
    }
}

/// What kind of stream dictionary belongs to a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Form,
    /// A group that is only a soft mask: it is a form of which nothing is seen.
    Mask,
    Tiling,
}

/// Whether a stream shows text in the state that it was drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inherits {
    Nothing,
    TextState,
}
