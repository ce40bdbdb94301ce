//! Which objects are fonts. A font that stands in resources as a direct dictionary gets an object number of its own,
//! so that everything downstream can name fonts by object. It reads no font.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// How deep direct objects are searched for resources.
const MAX_DEPTH: usize = 12;

/// All fonts of a document, sorted by object number.
pub(super) fn hoist(document: &mut Document) -> Vec<ObjectId> {
    let highest = document.objects.keys().next_back().map_or(0, |id| id.0);
    let mut search = Search {
        next: highest.saturating_add(1),
        ..Search::default()
    };
    for (id, object) in &mut document.objects {
        if matches!(object, Object::Dictionary(dictionary) if is_font(dictionary)) {
            search.fonts.insert(*id);
        }
        search.object(object, 0);
    }
    for id in std::mem::take(&mut search.font_dictionaries) {
        if let Some(Object::Dictionary(dictionary)) = document.objects.get_mut(&id) {
            search.names(dictionary);
        }
    }
    for (id, font) in search.hoisted {
        search.fonts.insert(id);
        document.max_id = document.max_id.max(id.0);
        document.objects.insert(id, font);
    }
    let exists = |id: &ObjectId| matches!(document.objects.get(id), Some(Object::Dictionary(_)));
    search.fonts.into_iter().filter(exists).collect()
}

#[derive(Default)]
struct Search {
    fonts: BTreeSet<ObjectId>,
    /// `Font` entries of resources that are references to a dictionary of names.
    font_dictionaries: BTreeSet<ObjectId>,
    hoisted: Vec<(ObjectId, Object)>,
    next: u32,
}

impl Search {
    fn object(&mut self, object: &mut Object, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match object {
            Object::Dictionary(dictionary) => self.dictionary(dictionary, depth),
            Object::Stream(stream) => self.dictionary(&mut stream.dict, depth),
            Object::Array(items) => items.iter_mut().for_each(|item| self.object(item, depth + 1)),
            _ => {}
        }
    }

    fn dictionary(&mut self, dictionary: &mut Dictionary, depth: usize) {
        for (key, value) in dictionary.iter_mut() {
            match (key.as_slice(), value) {
                (b"Font", Object::Dictionary(names)) => self.names(names),
                (b"Font", Object::Reference(id)) => {
                    self.font_dictionaries.insert(*id);
                }
                // The `Font` of graphics state parameters: `[font size]`.
                (b"Font", Object::Array(pair)) => {
                    if let Some(first) = pair.first_mut() {
                        self.font(first);
                    }
                }
                (_, value @ (Object::Dictionary(_) | Object::Array(_))) => self.object(value, depth + 1),
                _ => {}
            }
        }
    }

    /// The font sub-dictionary of resources.
    fn names(&mut self, names: &mut Dictionary) {
        for (_, font) in names.iter_mut() {
            self.font(font);
        }
    }

    fn font(&mut self, font: &mut Object) {
        match font {
            Object::Reference(id) => {
                self.fonts.insert(*id);
            }
            Object::Dictionary(_) if self.next < u32::MAX => {
                let id = (self.next, 0);
                self.next += 1;
                self.hoisted.push((id, std::mem::replace(font, Object::Reference(id))));
            }
            _ => {}
        }
    }
}

/// Whether a dictionary says that it is a font that text can be shown in. The descendant of a composite font is read with
/// that font, unless resources name it by itself.
fn is_font(dictionary: &Dictionary) -> bool {
    let subtype = dictionary.get(b"Subtype").and_then(Object::as_name);
    dictionary.has_type(b"Font") && !matches!(subtype, Ok(b"CIDFontType0" | b"CIDFontType2"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn direct_fonts_become_objects() {
        let mut document = Document::new();
        let plain = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1" });
        let names = document.add_object(dictionary! { "F9" => dictionary! { "Subtype" => "Type3" } });
        document.add_object(dictionary! {
            "Resources" => dictionary! {
                "Font" => dictionary! { "F1" => plain, "F2" => dictionary! { "Subtype" => "TrueType" } },
            },
        });
        document.add_object(dictionary! { "Resources" => dictionary! { "Font" => names } });
        let fonts = hoist(&mut document);
        // The font dictionary `names` is found as a `Font` reference, not as a font.
        assert_eq!(fonts.len(), 3);
        assert!(fonts.contains(&plain) && !fonts.contains(&names));
    }
}
