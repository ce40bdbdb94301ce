//! Optional content (ISO 32000-2, 8.11): which groups are off when the document opens.

use crate::pdf::source::{dictionary, get, resolve};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// How deep visibility expressions may nest.
const MAX_DEPTH: usize = 16;

/// The groups that are off in the default configuration.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    off: BTreeSet<ObjectId>,
}

impl Layers {
    /// Those of a document; none where it has no layers.
    pub(crate) fn of(document: &Document) -> Self {
        let root = document.trailer.get(b"Root").ok();
        let properties = root
            .and_then(|root| dictionary(document, root))
            .and_then(|catalog| catalog.get(b"OCProperties").ok())
            .and_then(|properties| dictionary(document, properties));
        let Some(properties) = properties else {
            return Self::default();
        };
        let mut off = BTreeSet::new();
        let default = properties.get(b"D").ok().and_then(|d| dictionary(document, d));
        if let Some(default) = default {
            let all_off = matches!(get(document, default, b"BaseState"), Some(Object::Name(name)) if name == b"OFF");
            if all_off {
                off.extend(groups(document, properties, b"OCGs"));
                for group in groups(document, default, b"ON") {
                    off.remove(&group);
                }
            }
            off.extend(groups(document, default, b"OFF"));
        }
        Self { off }
    }

    /// Whether a group or membership dictionary, as `OC` or a property list names it, hides its content.
    pub(crate) fn hides(&self, document: &Document, object: &Object) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if let Object::Reference(id) = object
            && self.off.contains(id)
        {
            return true;
        }
        let Some(membership) = dictionary(document, object) else {
            return false;
        };
        if let Some(Object::Array(expression)) = get(document, membership, b"VE") {
            return !self.satisfied(document, expression, 0);
        }
        let members = match membership.get(b"OCGs") {
            Ok(single @ Object::Reference(id)) => match resolve(document, single) {
                Object::Array(items) => references(items),
                _ => vec![*id],
            },
            Ok(Object::Array(items)) => references(items),
            _ => Vec::new(),
        };
        if members.is_empty() {
            return false;
        }
        let off = |id: &ObjectId| self.off.contains(id);
        let policy = match get(document, membership, b"P") {
            Some(Object::Name(name)) => name.as_slice(),
            _ => b"AnyOn",
        };
        match policy {
            b"AllOn" => members.iter().any(off),
            b"AnyOff" => !members.iter().any(off),
            b"AllOff" => !members.iter().all(off),
            _ => members.iter().all(off),
        }
    }

    /// Whether a visibility expression holds.
    fn satisfied(&self, document: &Document, expression: &[Object], depth: usize) -> bool {
        let Some((Object::Name(operator), operands)) = expression.split_first() else {
            return true;
        };
        if depth > MAX_DEPTH {
            return true;
        }
        let mut values = operands
            .iter()
            .map(|operand| match (operand, resolve(document, operand)) {
                (_, Object::Array(inner)) => self.satisfied(document, inner, depth + 1),
                (Object::Reference(id), _) => !self.off.contains(id),
                _ => true,
            });
        match operator.as_slice() {
            b"And" => values.all(|v| v),
            b"Or" => values.any(|v| v),
            b"Not" => !values.next().unwrap_or(false),
            _ => true,
        }
    }
}

fn groups(document: &Document, node: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    match get(document, node, key) {
        Some(Object::Array(items)) => references(items),
        _ => Vec::new(),
    }
}

fn references(items: &[Object]) -> Vec<ObjectId> {
    items.iter().filter_map(|item| item.as_reference().ok()).collect()
}
