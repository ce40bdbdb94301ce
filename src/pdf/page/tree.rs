//! The page tree (ISO 32000-2, 7.7.3), walked with bounds: cycles, direct kids, wrong types and lost roots included.

use super::PageInfo;
use super::annotations::redaction_marks;
use super::boxes::{boxes, rotation, user_unit};
use crate::pdf::concern::{Cause, Concern};
use crate::pdf::source::{dictionary, get};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// More pages than any file has.
const MAX_PAGES: usize = 200_000;

/// How far up a page looks for what it inherits.
const MAX_DEPTH: usize = 64;

/// Attributes that a page may inherit (ISO 32000-2, table 31).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// All pages in order. Pages that stand in the tree as direct dictionaries become objects.
pub(crate) fn collect(document: &mut Document, concerns: &mut Vec<Concern>) -> Vec<PageInfo> {
    let (mut found, kids) = walk(document);
    if kids == Kids::Missing {
        concerns.push(Concern::file(Cause::LostObjects));
    }
    if found.is_empty() {
        found = scan(document);
        if !found.is_empty() {
            concerns.push(Concern::file(Cause::PagesFoundByScan));
        }
    }
    let mut resources = Shared::default();
    let pages = found.iter().enumerate();
    pages
        .map(|(index, page)| info(document, index, page, &mut resources, concerns))
        .collect()
}

struct Found {
    object: ObjectId,
    inherited: Inherited,
}

/// Whether everything that the tree names was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kids {
    Complete,
    /// The tree names a page that is nowhere.
    Missing,
}

type Inherited = BTreeMap<&'static [u8], Object>;

fn inherit(document: &Document, node: &Dictionary, from: &Inherited) -> Inherited {
    let mut own = from.clone();
    for key in INHERITED {
        if let Ok(value) = node.get(key)
            && get(document, node, key).is_some()
        {
            own.insert(key, value.clone());
        }
    }
    own
}

fn catalog(document: &Document) -> Option<&Dictionary> {
    let root = document.trailer.get(b"Root").ok();
    let stated = root.and_then(|root| dictionary(document, root));
    stated.filter(|root| root.has(b"Pages")).or_else(|| {
        let mut dictionaries = document.objects.values().filter_map(|o| o.as_dict().ok());
        dictionaries.rfind(|d| d.has_type(b"Catalog"))
    })
}

/// Depth first, in reading order.
fn walk(document: &mut Document) -> (Vec<Found>, Kids) {
    let mut found = Vec::new();
    let mut kids_found = Kids::Complete;
    let Some(root) = catalog(document).and_then(|c| c.get(b"Pages").ok()).cloned() else {
        return (found, kids_found);
    };
    let mut seen = BTreeSet::new();
    let mut stack = vec![(root, Inherited::new())];
    while let Some((node, inherited)) = stack.pop() {
        let Some(dictionary) = dictionary(document, &node) else {
            if matches!(node, Object::Reference(_)) {
                kids_found = Kids::Missing;
            }
            continue;
        };
        if let Some(Object::Array(kids)) = get(document, dictionary, b"Kids") {
            if let Object::Reference(id) = &node
                && !seen.insert(*id)
            {
                continue;
            }
            let inherited = inherit(document, dictionary, &inherited);
            stack.extend(kids.iter().rev().map(|kid| (kid.clone(), inherited.clone())));
        } else if is_page(dictionary) {
            let inherited = inherit(document, dictionary, &inherited);
            let object = match node {
                Object::Reference(id) => id,
                direct => match new_object(document, direct) {
                    Some(id) => id,
                    None => continue,
                },
            };
            found.push(Found { object, inherited });
        }
        if found.len() >= MAX_PAGES {
            break;
        }
    }
    (found, kids_found)
}

fn new_object(document: &mut Document, object: Object) -> Option<ObjectId> {
    let highest = document.objects.keys().next_back().map_or(0, |id| id.0);
    let id = (highest.checked_add(1)?, 0);
    document.objects.insert(id, object);
    document.max_id = document.max_id.max(id.0);
    Some(id)
}

/// A leaf that does not say it is something else is a page, as other readers have it.
fn is_page(dictionary: &Dictionary) -> bool {
    match dictionary.get(b"Type") {
        Ok(Object::Name(name)) if name == b"Pages" || name == b"Catalog" => dictionary.has(b"Contents"),
        _ => true,
    }
}

/// Every page object, by number, for a tree that leads nowhere.
fn scan(document: &Document) -> Vec<Found> {
    let pages = document.objects.iter().filter_map(|(id, object)| {
        let page = object.as_dict().ok().filter(|d| d.has_type(b"Page"))?;
        let mut chain = vec![page];
        while let Some(parent) = chain.last().and_then(|d| d.get(b"Parent").ok())
            && chain.len() < MAX_DEPTH
        {
            match dictionary(document, parent) {
                Some(parent) => chain.push(parent),
                None => break,
            }
        }
        let nodes = chain.into_iter().rev();
        let inherited = nodes.fold(Inherited::new(), |from, node| inherit(document, node, &from));
        Some(Found { object: *id, inherited })
    });
    pages.take(MAX_PAGES).collect()
}

/// Resources by object, so that pages which share them share one copy.
type Shared = BTreeMap<ObjectId, Arc<Dictionary>>;

fn info(document: &Document, index: usize, page: &Found, shared: &mut Shared, concerns: &mut Vec<Concern>) -> PageInfo {
    let attribute = |key: &[u8]| page.inherited.get(key);
    let own = document.objects.get(&page.object);
    let own = own.and_then(|object| dictionary(document, object));
    let boxes = boxes(document, attribute(b"MediaBox"), attribute(b"CropBox"));
    if boxes.guessed {
        concerns.push(Concern::page(index, Cause::BadPageBox));
    }
    let resources = match attribute(b"Resources") {
        Some(Object::Reference(id)) => Arc::clone(shared.entry(*id).or_insert_with(|| {
            let direct = document.objects.get(id).and_then(|object| dictionary(document, object));
            Arc::new(direct.map(|d| direct_categories(document, d)).unwrap_or_default())
        })),
        Some(Object::Dictionary(direct)) => Arc::new(direct_categories(document, direct)),
        _ => Arc::default(),
    };
    let rotate = attribute(b"Rotate").map(|object| crate::pdf::source::resolve(document, object));
    PageInfo {
        object: page.object,
        media_box: boxes.media,
        crop_box: boxes.crop,
        rotate: rotation(rotate),
        user_unit: user_unit(own.and_then(|own| get(document, own, b"UserUnit"))),
        resources,
        redaction_marks: own.map(|own| redaction_marks(document, own)).unwrap_or_default(),
    }
}

/// Resources whose categories are direct dictionaries.
pub(crate) fn direct_categories(document: &Document, resources: &Dictionary) -> Dictionary {
    let mut direct = Dictionary::new();
    for (category, names) in resources {
        if let Some(names) = dictionary(document, names) {
            direct.set(category.clone(), Object::Dictionary(names.clone()));
        }
    }
    direct
}
