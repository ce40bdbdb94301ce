//! The names of one stream: what they stand for in the source or in the draft, and under which names they go on.

use super::walk::Walk;
use super::{Binder, Kind};
use crate::pdf::Cause;
use crate::pdf::content::{Op, Operand, Operator};
use crate::redact::draft::{Category as DraftCategory, Rewritten, StreamDraft};
use crate::redact::emit::color::color_space;
use crate::redact::emit::font::FaceId;
use crate::redact::emit::graphics_state::{self, Mask};
use crate::redact::emit::image;
use crate::redact::emit::object::{Dict, Ref, Value};
use crate::redact::emit::shading::shading;
use crate::redact::emit::source::{Source, dictionary};
use crate::redact::emit::stream::{Bound, Category};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// The resources of one stream.
pub(super) struct Local {
    resources: Dictionary,
    rewritten: BTreeMap<(DraftCategory, Box<[u8]>), Rewritten>,
    names: BTreeMap<(Category, Vec<u8>), Option<String>>,
    faces: BTreeMap<FaceId, String>,
    counts: BTreeMap<Category, usize>,
    /// Ends every new name; procedures of one Type 3 font share their resources, so their names must differ.
    suffix: String,
}

impl Local {
    pub fn new(draft: StreamDraft, suffix: String) -> Self {
        let StreamDraft {
            resources, rewritten, ..
        } = draft;
        Self {
            suffix,
            resources,
            rewritten,
            names: BTreeMap::new(),
            faces: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }

    pub fn resources(&self) -> &Dictionary {
        &self.resources
    }

    /// The identifier in a named property list.
    pub fn mcid(&self, source: Source<'_>, properties: &[u8]) -> Option<f64> {
        let lists = source.dict(&self.resources, b"Properties")?;
        source.number(source.dict(lists, properties)?, b"MCID")
    }

    fn rewritten(&mut self, category: DraftCategory, name: &[u8]) -> Option<Rewritten> {
        self.rewritten.remove(&(category, name.into()))
    }

    fn fresh(&mut self, category: Category) -> String {
        let count = self.counts.entry(category).or_default();
        *count += 1;
        format!("{}{count}{}", category.prefix(), self.suffix)
    }
}

fn operand(name: String) -> Operand {
    Operand::Name(name.into_bytes().into())
}

impl Binder<'_> {
    /// The new name of a resource; `make` finds out what it stands for, once per stream.
    fn bind(
        &mut self,
        walk: &mut Walk,
        category: Category,
        name: &[u8],
        make: impl FnOnce(&mut Self, &mut Walk) -> Option<Bound>,
    ) -> Option<Operand> {
        let key = (category, name.to_vec());
        if !walk.local.names.contains_key(&key) {
            let local = make(self, walk).map(|bound| {
                let local = walk.local.fresh(category);
                walk.out.resources.push((category, local.clone(), bound));
                local
            });
            walk.local.names.insert(key.clone(), local);
        }
        walk.local.names.get(&key)?.clone().map(operand)
    }

    /// The resource of the source, with the object number of a reference.
    fn named(&self, walk: &Walk, category: Category, name: &[u8]) -> Option<(Option<ObjectId>, Object)> {
        let dict = self.source.dict(&walk.local.resources, category.key().as_bytes())?;
        let object = self.source.get(dict, name)?;
        Some((Source::id(dict, name), object.clone()))
    }

    fn bind_face(&mut self, walk: &mut Walk, face: FaceId) -> Operand {
        if let Some(known) = walk.local.faces.get(&face) {
            return operand(known.clone());
        }
        let local = walk.local.fresh(Category::Font);
        walk.local.faces.insert(face, local.clone());
        walk.out
            .resources
            .push((Category::Font, local.clone(), Bound::Face(face)));
        operand(local)
    }

    pub(super) fn bind_font(&mut self, walk: &mut Walk, name: &[u8]) -> Option<(Operand, FaceId)> {
        let key = (DraftCategory::Font, Box::from(name));
        let face = match walk.local.rewritten.get(&key) {
            Some(Rewritten::LabelFont) => self.fonts.label(),
            Some(Rewritten::LayerFont) => Some(self.fonts.layer()),
            _ => {
                let dict = self.source.dict(&walk.local.resources, b"Font")?;
                self.fonts.face(Source::id(dict, name)?)
            }
        }?;
        Some((self.bind_face(walk, face), face))
    }

    pub(super) fn draw(&mut self, walk: &mut Walk, op: &Op) {
        let Some(Operand::Name(name)) = op.operands.first() else {
            return;
        };
        let local = self.bind(walk, Category::XObject, name, |binder, walk| {
            match walk.local.rewritten(DraftCategory::XObject, name) {
                Some(Rewritten::Form(draft)) => binder.drafted_stream(draft, Kind::Form, walk.state).map(Bound::Stream),
                Some(Rewritten::Image(draft)) => {
                    let drawn = image::draft(binder.source, &mut binder.store, &walk.local.resources, &draft);
                    binder.drawn(drawn)
                }
                _ => binder.source_object(walk, name),
            }
        });
        if let Some(local) = local {
            walk.out.ops.push(Op {
                operator: Operator::Do,
                operands: vec![local],
                inline_image: None,
            });
        }
    }

    fn source_object(&mut self, walk: &mut Walk, name: &[u8]) -> Option<Bound> {
        let (id, object) = self.named(walk, Category::XObject, name)?;
        let Object::Stream(stream) = object else { return None };
        if self.source.name(&stream.dict, b"Subtype") == Some(b"Image") {
            return self.image(walk, &stream);
        }
        // Appearance streams may lack the subtype.
        let resources = walk.local.resources.clone();
        self.source_stream(id?, Kind::Form, &resources, walk.state)
            .map(Bound::Stream)
    }

    fn image(&mut self, walk: &Walk, stream: &Stream) -> Option<Bound> {
        let drawn = image::image(self.source, &mut self.store, &walk.local.resources, stream);
        self.drawn(drawn)
    }

    fn drawn(&mut self, image: Result<Ref, image::Unreadable>) -> Option<Bound> {
        match image {
            Ok(image) => Some(Bound::Value(image.into())),
            Err(image::Unreadable) => {
                self.concern(Cause::UndecodableStream);
                None
            }
        }
    }

    pub(super) fn inline_image(&mut self, walk: &mut Walk, op: &Op) {
        let (Some(Operand::Dictionary(entries)), Some(samples)) = (op.operands.first(), &op.inline_image) else {
            return;
        };
        let mut dict = Dictionary::new();
        for (key, value) in entries {
            dict.set(key.to_vec(), object(value));
        }
        let stream = Stream::new(dict, samples.to_vec());
        if let Some(bound) = self.image(walk, &stream) {
            let local = walk.local.fresh(Category::XObject);
            walk.out.resources.push((Category::XObject, local.clone(), bound));
            walk.out.ops.push(Op {
                operator: Operator::Do,
                operands: vec![operand(local)],
                inline_image: None,
            });
        }
    }

    pub(super) fn color_space(&mut self, walk: &mut Walk, mut op: Op) {
        let Some(Operand::Name(name)) = op.operands.first().cloned() else {
            return;
        };
        if !matches!(&*name, b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern") {
            let local = self.bind(walk, Category::ColorSpace, &name, |binder, walk| {
                let named = Object::Name(name.to_vec());
                color_space(binder.source, &mut binder.store, &walk.local.resources, &named).map(Bound::Value)
            });
            let Some(local) = local else { return };
            op.operands = vec![local];
        }
        walk.out.ops.push(op);
    }

    pub(super) fn color(&mut self, walk: &mut Walk, mut op: Op) {
        if let Some(Operand::Name(name)) = op.operands.last().cloned() {
            let local = self.bind(walk, Category::Pattern, &name, |binder, walk| {
                binder.pattern(walk, &name)
            });
            let Some(local) = local else { return };
            op.operands.pop();
            op.operands.push(local);
        }
        walk.out.ops.push(op);
    }

    fn pattern(&mut self, walk: &mut Walk, name: &[u8]) -> Option<Bound> {
        let (id, object) = self.named(walk, Category::Pattern, name)?;
        let from = dictionary(&object)?;
        if self.source.integer(from, b"PatternType") == Some(1) {
            let resources = walk.local.resources.clone();
            return self
                .source_stream(id?, Kind::Tiling, &resources, Default::default())
                .map(Bound::Stream);
        }
        let painted = self.source.get(from, b"Shading")?;
        let shading = shading(self.source, &mut self.store, &walk.local.resources, painted)?;
        let mut dict = Dict::typed("Pattern")
            .with("PatternType", 2usize)
            .with("Shading", shading);
        let matrix = self.source.numbers(from, b"Matrix").filter(|matrix| matrix.len() == 6);
        dict.set_some("Matrix", matrix.map(Value::numbers));
        let pattern = self.store.add(dict);
        Some(Bound::Value(pattern.into()))
    }

    pub(super) fn shading(&mut self, walk: &mut Walk, op: &Op) {
        let Some(Operand::Name(name)) = op.operands.first() else {
            return;
        };
        let local = self.bind(walk, Category::Shading, name, |binder, walk| {
            let (_, object) = binder.named(walk, Category::Shading, name)?;
            let shading = shading(binder.source, &mut binder.store, &walk.local.resources, &object)?;
            Some(Bound::Value(shading.into()))
        });
        if let Some(local) = local {
            walk.out.ops.push(Op {
                operator: Operator::Shading,
                operands: vec![local],
                inline_image: None,
            });
        }
    }

    pub(super) fn graphics_state(&mut self, walk: &mut Walk, op: &Op) {
        let Some(Operand::Name(name)) = op.operands.first() else {
            return;
        };
        let draft = walk.local.rewritten(DraftCategory::ExtGState, name);
        let from = match &draft {
            Some(Rewritten::SoftMask { state, .. }) => Some(state.clone()),
            _ => self
                .named(walk, Category::ExtGState, name)
                .and_then(|(_, object)| dictionary(&object).cloned()),
        };
        let Some(from) = from else {
            // Already bound from a draft, or unknown.
            if let Some(Some(local)) = walk.local.names.get(&(Category::ExtGState, name.to_vec())).cloned() {
                walk.out.ops.push(Op {
                    operator: Operator::ExtGState,
                    operands: vec![operand(local)],
                    inline_image: None,
                });
            }
            return;
        };
        let state = graphics_state::read(self.source, &mut self.store, &from);
        let font = state.font;
        let local = self.bind(walk, Category::ExtGState, name, |binder, walk| {
            let mut dict = state.dict;
            match (state.mask, draft) {
                (Some(Mask::Group { dict: mask, .. }), Some(Rewritten::SoftMask { group, .. })) => {
                    let group = binder.drafted_stream(group, Kind::Mask, Default::default())?;
                    Some(Bound::MaskedState {
                        state: dict,
                        mask,
                        group,
                    })
                }
                (Some(Mask::Group { dict: mask, group }), _) => {
                    let resources = walk.local.resources.clone();
                    let group = binder.source_stream(group?, Kind::Mask, &resources, Default::default())?;
                    Some(Bound::MaskedState {
                        state: dict,
                        mask,
                        group,
                    })
                }
                (Some(Mask::None), _) => {
                    dict.set("SMask", Value::name("None"));
                    Some(Bound::Value(dict.into()))
                }
                (None, _) => Some(Bound::Value(dict.into())),
            }
        });
        if let Some(local) = local {
            walk.out.ops.push(Op {
                operator: Operator::ExtGState,
                operands: vec![local],
                inline_image: None,
            });
        }
        if let Some((id, size)) = font
            && let Some(face) = self.fonts.face(id)
        {
            let local = self.bind_face(walk, face);
            walk.set_font(Some(face), size);
            walk.op(Operator::Font, vec![local, Operand::Number(size)]);
        }
    }
}

/// A value of an inline image's dictionary.
fn object(operand: &Operand) -> Object {
    match operand {
        Operand::Null => Object::Null,
        Operand::Bool(value) => Object::Boolean(*value),
        Operand::Number(value) if value.fract() == 0.0 => Object::Integer(*value as i64),
        Operand::Number(value) => Object::Real(*value as f32),
        Operand::Name(name) => Object::Name(name.to_vec()),
        Operand::String(bytes) => Object::String(bytes.to_vec(), lopdf::StringFormat::Literal),
        Operand::Array(items) => Object::Array(items.iter().map(object).collect()),
        Operand::Dictionary(entries) => {
            let mut dict = Dictionary::new();
            for (key, value) in entries {
                dict.set(key.to_vec(), object(value));
            }
            dict.into()
        }
    }
}
