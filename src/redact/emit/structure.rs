//! The structure tree (ISO 32000-2, 14.7): standard types, kids and language; no strings of the source. A label is a
//! `Span` that says its ground.

use super::object::{Dict, Ref, Store, Value};
use super::role::standard_role;
use super::source::{Source, dictionary};
use super::spoken::spoken;
use crate::redact::draft::LabelMark;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

const MAX_DEPTH: usize = 96;
const MAX_ELEMENTS: usize = 500_000;
const MAX_ROLES: usize = 8;

/// A page as the structure tree sees it.
pub(super) struct TaggedPage {
    /// The page of the output.
    pub page: Ref,
    /// Source identifiers in the order of their new numbers.
    pub mcids: Vec<u32>,
    /// Labels in tagged content.
    pub marks: Vec<LabelMark>,
}

/// The structure tree of the source, `None` where it has none.
pub(super) fn root(source: Source<'_>) -> Option<&Dictionary> {
    let root = source.dict(super::catalog::catalog(source)?, b"StructTreeRoot")?;
    source.get(root, b"K").map(|_| root)
}

/// Writes the tree, and gives it with the key of each page in its parent tree; `None` where nothing of it is left.
pub(super) fn write(
    source: Source<'_>,
    store: &mut Store,
    pages: &BTreeMap<ObjectId, TaggedPage>,
) -> Option<(Ref, Vec<(Ref, usize)>)> {
    let from = root(source)?;
    let mut tree = Tree {
        source,
        roles: source.dict(from, b"RoleMap"),
        pages,
        parents: BTreeMap::new(),
        seen: BTreeSet::new(),
        elements: 0,
        store,
    };
    let at = tree.store.reserve();
    let kids = tree.kids(from, at, None, 0);
    if kids.is_empty() {
        return None;
    }
    let mut order: Vec<&TaggedPage> = pages.values().collect();
    order.sort_by_key(|page| page.page);
    let mut numbers = Vec::new();
    for (index, page) in order.iter().enumerate() {
        let parent = |number| {
            tree.parents
                .get(&(page.page, number))
                .copied()
                .map_or(Value::Null, Value::Ref)
        };
        let parents: Vec<Value> = (0..page.mcids.len() as u32).map(parent).collect();
        let parents = tree.store.add(parents);
        numbers.extend([Value::from(index), parents.into()]);
    }
    let parents = tree.store.add(Dict::new().with("Nums", numbers));
    let root = Dict::typed("StructTreeRoot")
        .with("K", kids)
        .with("ParentTree", parents)
        .with("ParentTreeNextKey", order.len());
    tree.store.fill(at, root);
    Some((
        at,
        order
            .into_iter()
            .enumerate()
            .map(|(index, page)| (page.page, index))
            .collect(),
    ))
}

struct Tree<'a, 's> {
    source: Source<'a>,
    roles: Option<&'a Dictionary>,
    pages: &'s BTreeMap<ObjectId, TaggedPage>,
    /// Page and new identifier → element.
    parents: BTreeMap<(Ref, u32), Ref>,
    seen: BTreeSet<ObjectId>,
    elements: usize,
    store: &'s mut Store,
}

impl<'a> Tree<'a, '_> {
    fn kids(&mut self, of: &'a Dictionary, parent: Ref, page: Option<ObjectId>, depth: usize) -> Vec<Value> {
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        let Ok(kids) = of.get(b"K") else { return Vec::new() };
        let items = match self.source.follow(kids) {
            Object::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(kids),
        };
        items
            .iter()
            .flat_map(|kid| self.kid(kid, parent, page, depth))
            .collect()
    }

    fn kid(&mut self, kid: &'a Object, parent: Ref, page: Option<ObjectId>, depth: usize) -> Vec<Value> {
        if let Object::Reference(id) = kid
            && !self.seen.insert(*id)
        {
            return Vec::new();
        }
        let kid = self.source.follow(kid);
        if let Object::Integer(mcid) = kid {
            return self.content(*mcid, parent, page);
        }
        let Some(dict) = dictionary(kid) else { return Vec::new() };
        match self.source.name(dict, b"Type") {
            Some(b"MCR") => {
                let page = Source::id(dict, b"Pg").or(page);
                // Content of a form has identifiers of its own, which are not kept.
                let mcid = self.source.integer(dict, b"MCID").filter(|_| dict.get(b"Stm").is_err());
                mcid.map_or(Vec::new(), |mcid| self.content(mcid, parent, page))
            }
            Some(b"OBJR") => Vec::new(),
            _ => self.element(dict, parent, page, depth).into_iter().collect(),
        }
    }

    fn element(&mut self, from: &'a Dictionary, parent: Ref, page: Option<ObjectId>, depth: usize) -> Option<Value> {
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return None;
        }
        let role = self.role(self.source.name(from, b"S")?);
        let page = Source::id(from, b"Pg").or(page);
        let at = self.store.reserve();
        let kids = self.kids(from, at, page, depth + 1);
        // An empty cell keeps its row in shape; other empty elements say nothing.
        if kids.is_empty() && !matches!(role, "TD" | "TH") {
            self.store.fill(at, Value::Null);
            return None;
        }
        let mut dict = Dict::typed("StructElem").with("S", Value::name(role)).with("P", parent);
        dict.set_some("Lang", language(self.source, from));
        if let Some(page) = page.and_then(|page| self.pages.get(&page)) {
            dict.set("Pg", page.page);
        }
        dict.set("K", kids);
        self.store.fill(at, dict);
        Some(at.into())
    }

    fn role(&self, name: &'a [u8]) -> &'static str {
        let mut name = name;
        for _ in 0..MAX_ROLES {
            if let Some(role) = standard_role(name) {
                return role;
            }
            match self.roles.and_then(|roles| self.source.name(roles, name)) {
                Some(next) => name = next,
                None => break,
            }
        }
        "NonStruct"
    }

    /// A content item, the labels that stand in it, and what goes on behind them.
    fn content(&mut self, mcid: i64, parent: Ref, page: Option<ObjectId>) -> Vec<Value> {
        let pages = self.pages;
        let Some(tagged) = page.and_then(|id| pages.get(&id)) else {
            return Vec::new();
        };
        let Ok(mcid) = u32::try_from(mcid) else {
            return Vec::new();
        };
        let mut values = Vec::new();
        let mut queue = vec![mcid];
        let mut done = BTreeSet::new();
        while let Some(mcid) = queue.pop() {
            if !done.insert(mcid) {
                continue;
            }
            if let Some(number) = position(tagged, mcid)
                && !self.parents.contains_key(&(tagged.page, number))
            {
                values.push(self.item(tagged, number, parent));
            }
            for mark in tagged.marks.iter().filter(|mark| mark.splits == Some(mcid)) {
                values.extend(self.label(tagged, mark, parent));
                queue.extend(mark.continues);
            }
        }
        values
    }

    fn item(&mut self, page: &TaggedPage, number: u32, parent: Ref) -> Value {
        self.parents.insert((page.page, number), parent);
        Dict::typed("MCR")
            .with("Pg", page.page)
            .with("MCID", Value::Int(i64::from(number)))
            .into()
    }

    fn label(&mut self, page: &TaggedPage, mark: &LabelMark, parent: Ref) -> Option<Value> {
        let number = position(page, mark.mcid)?;
        let at = self.store.reserve();
        let item = self.item(page, number, at);
        let dict = Dict::typed("StructElem")
            .with("S", Value::name("Span"))
            .with("P", parent)
            .with("Pg", page.page)
            .with("Alt", Value::text(&spoken(mark.ground)))
            .with("K", item);
        self.store.fill(at, dict);
        Some(at.into())
    }
}

fn position(page: &TaggedPage, mcid: u32) -> Option<u32> {
    page.mcids
        .iter()
        .position(|known| *known == mcid)
        .map(|index| index as u32)
}

/// A language tag that is only that.
pub(super) fn language(source: Source<'_>, dict: &Dictionary) -> Option<Value> {
    let tag = source.get(dict, b"Lang")?.as_str().ok()?;
    let mut parts = tag.split(|byte| *byte == b'-');
    let is_language = parts
        .next()
        .is_some_and(|part| matches!(part.len(), 2 | 3) && part.iter().all(u8::is_ascii_alphabetic));
    let is_region = parts
        .next()
        .is_none_or(|part| matches!(part.len(), 2 | 4) && part.iter().all(u8::is_ascii_alphabetic));
    (is_language && is_region && parts.next().is_none()).then(|| Value::Bytes(tag.to_vec()))
}
