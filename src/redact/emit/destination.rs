//! Destinations (ISO 32000-2, 12.3.2) as pages of the output; their names are looked up, not kept.

use super::object::{Ref, Value};
use super::source::{Source, dictionary};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

const MAX_DEPTH: usize = 16;

/// Where destinations of the source lie in the output.
pub(super) struct Destinations<'a> {
    pub source: Source<'a>,
    pub pages: &'a BTreeMap<ObjectId, Ref>,
}

impl<'a> Destinations<'a> {
    /// Where a bookmark or link goes: its `Dest`, or the `D` of its go-to action.
    pub fn target(&self, from: &'a Dictionary) -> Option<Value> {
        let object = match self.source.get(from, b"Dest") {
            Some(object) => object,
            None => {
                let action = self.source.dict(from, b"A")?;
                if self.source.name(action, b"S") != Some(b"GoTo") {
                    return None;
                }
                self.source.get(action, b"D")?
            }
        };
        self.explicit(object, 0)
    }

    fn explicit(&self, object: &'a Object, depth: usize) -> Option<Value> {
        if depth > 2 {
            return None;
        }
        match self.source.follow(object) {
            Object::Array(items) => {
                let page = match items.first()? {
                    Object::Reference(id) => *self.pages.get(id)?,
                    Object::Integer(index) => {
                        let page = self.source.0.pages().get(usize::try_from(*index).ok()?)?;
                        *self.pages.get(&page.object)?
                    }
                    _ => return None,
                };
                let top = match items.get(1).map(|kind| self.source.follow(kind)) {
                    Some(Object::Name(kind)) if kind == b"XYZ" => {
                        items.get(3).and_then(|top| number(self.source.follow(top)))
                    }
                    _ => None,
                };
                Some(match top {
                    Some(top) => vec![
                        page.into(),
                        Value::name("XYZ"),
                        Value::Null,
                        Value::Real(top),
                        Value::Null,
                    ]
                    .into(),
                    None => vec![page.into(), Value::name("Fit")].into(),
                })
            }
            Object::Dictionary(dict) => self.explicit(dict.get(b"D").ok()?, depth + 1),
            Object::Name(name) | Object::String(name, _) => self.explicit(self.named(name)?, depth + 1),
            _ => None,
        }
    }

    fn named(&self, name: &[u8]) -> Option<&'a Object> {
        let catalog = super::catalog::catalog(self.source)?;
        if let Some(found) = self
            .source
            .dict(catalog, b"Dests")
            .and_then(|dests| dests.get(name).ok())
        {
            return Some(found);
        }
        let names = self.source.dict(catalog, b"Names")?;
        self.in_tree(self.source.dict(names, b"Dests")?, name, 0)
    }

    fn in_tree(&self, node: &'a Dictionary, name: &[u8], depth: usize) -> Option<&'a Object> {
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(pairs) = self.source.array(node, b"Names") {
            let found = pairs
                .chunks_exact(2)
                .find(|pair| self.source.follow(&pair[0]).as_str().is_ok_and(|key| key == name));
            return found.map(|pair| &pair[1]);
        }
        let kids = self.source.array(node, b"Kids")?;
        kids.iter()
            .filter_map(|kid| dictionary(self.source.follow(kid)))
            .find_map(|kid| {
                let limits = self.source.array(kid, b"Limits").and_then(|limits| {
                    let bound = |at: usize| self.source.follow(limits.get(at)?).as_str().ok();
                    Some((bound(0)?, bound(1)?))
                });
                let within = limits.is_none_or(|(first, last)| first <= name && name <= last);
                within.then(|| self.in_tree(kid, name, depth + 1)).flatten()
            })
    }
}

fn number(object: &Object) -> Option<f64> {
    super::source::number(object)
}
