//! The structure tree (ISO 32000-2, 14.7): standard types, kids and language; no strings of the source but what describes
//! an untouched picture. A label is a `Span` that says its ground.

use super::Scrub;
use super::catalog::text;
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

/// The longest description of a picture that is kept, in characters.
const MAX_ALT: usize = 2000;

/// A page or form as the structure tree sees it.
pub(super) struct TaggedStream {
    /// The page of the output that it is or stands on.
    pub page: Ref,
    /// The form, if it is none of the pages.
    pub form: Option<Ref>,
    /// Its key in the parent tree.
    pub key: usize,
    /// Source identifiers in the order of their new numbers.
    pub mcids: Vec<u32>,
    /// Labels in tagged content.
    pub marks: Vec<LabelMark>,
    /// Source identifiers under which something was taken out.
    pub touched: BTreeSet<u32>,
}

/// Everything that elements of the source can point at.
#[derive(Default)]
pub(super) struct Tagged {
    /// Pages by their objects in the source.
    pub pages: BTreeMap<ObjectId, TaggedStream>,
    /// Forms likewise: a copy for every drawing of it that changed.
    pub forms: BTreeMap<ObjectId, Vec<TaggedStream>>,
}

impl Tagged {
    /// The copies of a form, those on that page if there are any.
    fn form(&self, form: ObjectId, page: Option<Ref>) -> Vec<&TaggedStream> {
        let all = self.forms.get(&form).map(Vec::as_slice).unwrap_or_default();
        let here: Vec<&TaggedStream> = all.iter().filter(|copy| Some(copy.page) == page).collect();
        if here.is_empty() { all.iter().collect() } else { here }
    }
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
    tagged: &Tagged,
    scrub: &Scrub<'_>,
) -> Option<(Ref, Vec<(Ref, usize)>)> {
    let from = root(source)?;
    let mut tree = Tree {
        source,
        roles: source.dict(from, b"RoleMap"),
        tagged,
        scrub,
        parents: BTreeMap::new(),
        touched: 0,
        seen: BTreeSet::new(),
        elements: 0,
        store,
    };
    let at = tree.store.reserve();
    let kids = tree.kids(from, at, None, 0);
    if kids.is_empty() {
        return None;
    }
    let mut order: Vec<&TaggedStream> = tagged.pages.values().chain(tagged.forms.values().flatten()).collect();
    order.sort_by_key(|stream| stream.key);
    let mut numbers = Vec::new();
    for stream in &order {
        let parent = |number| {
            tree.parents
                .get(&(stream.key, number))
                .copied()
                .map_or(Value::Null, Value::Ref)
        };
        let parents: Vec<Value> = (0..stream.mcids.len() as u32).map(parent).collect();
        let parents = tree.store.add(parents);
        numbers.extend([Value::from(stream.key), parents.into()]);
    }
    let parents = tree.store.add(Dict::new().with("Nums", numbers));
    let root = Dict::typed("StructTreeRoot")
        .with("K", kids)
        .with("ParentTree", parents)
        .with("ParentTreeNextKey", order.len());
    tree.store.fill(at, root);
    let pages = tagged.pages.values().map(|page| (page.page, page.key));
    Some((at, pages.collect()))
}

struct Tree<'a, 's> {
    source: Source<'a>,
    roles: Option<&'a Dictionary>,
    tagged: &'s Tagged,
    scrub: &'s Scrub<'s>,
    /// Key of the stream and new identifier → element.
    parents: BTreeMap<(usize, u32), Ref>,
    /// How many content items so far had something taken out.
    touched: usize,
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
            let streams = page.and_then(|page| self.tagged.pages.get(&page));
            return self.content(*mcid, parent, streams.into_iter().collect());
        }
        let Some(dict) = dictionary(kid) else { return Vec::new() };
        match self.source.name(dict, b"Type") {
            Some(b"MCR") => {
                let page = Source::id(dict, b"Pg").or(page);
                let page = page.and_then(|page| self.tagged.pages.get(&page));
                // Content of a form has identifiers of its own.
                let streams = match Source::id(dict, b"Stm") {
                    Some(form) => self.tagged.form(form, page.map(|page| page.page)),
                    None => page.into_iter().collect(),
                };
                let mcid = self.source.integer(dict, b"MCID");
                mcid.map_or(Vec::new(), |mcid| self.content(mcid, parent, streams))
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
        let touched = self.touched;
        let kids = self.kids(from, at, page, depth + 1);
        // An empty cell keeps its row in shape; other empty elements say nothing.
        if kids.is_empty() && !matches!(role, "TD" | "TH") {
            self.store.fill(at, Value::Null);
            return None;
        }
        let mut dict = Dict::typed("StructElem").with("S", Value::name(role)).with("P", parent);
        dict.set_some("Lang", language(self.source, from));
        if let Some(page) = page.and_then(|page| self.tagged.pages.get(&page)) {
            dict.set("Pg", page.page);
        }
        if matches!(role, "Figure" | "Formula") && self.touched == touched {
            dict.set_some("Alt", self.description(from));
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

    /// The words that describe a picture to who does not see it, if they hold nothing that is withheld.
    fn description(&self, from: &'a Dictionary) -> Option<Value> {
        let words = self.source.get(from, b"Alt").and_then(text)?;
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_short = !words.is_empty() && words.chars().count() <= MAX_ALT;
        let is_clean = || self.scrub.secrets.is_clean(&words) && (self.scrub.is_harmless)(&words);
        (is_short && is_clean()).then(|| Value::text(&words))
    }

    /// A content item in each of the streams.
    fn content(&mut self, mcid: i64, parent: Ref, streams: Vec<&TaggedStream>) -> Vec<Value> {
        let Ok(mcid) = u32::try_from(mcid) else {
            return Vec::new();
        };
        let items = streams.into_iter().map(|stream| self.items(mcid, parent, stream));
        items.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// A content item, the labels that stand in it, and what goes on behind them.
    fn items(&mut self, mcid: u32, parent: Ref, tagged: &TaggedStream) -> Vec<Value> {
        let mut values = Vec::new();
        let mut queue = vec![mcid];
        let mut done = BTreeSet::new();
        while let Some(mcid) = queue.pop() {
            if !done.insert(mcid) {
                continue;
            }
            self.touched += usize::from(tagged.touched.contains(&mcid));
            if let Some(number) = position(tagged, mcid)
                && !self.parents.contains_key(&(tagged.key, number))
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

    fn item(&mut self, stream: &TaggedStream, number: u32, parent: Ref) -> Value {
        self.parents.insert((stream.key, number), parent);
        let mut item = Dict::typed("MCR").with("Pg", stream.page);
        item.set_some("Stm", stream.form);
        item.with("MCID", Value::Int(i64::from(number))).into()
    }

    fn label(&mut self, page: &TaggedStream, mark: &LabelMark, parent: Ref) -> Option<Value> {
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

fn position(page: &TaggedStream, mcid: u32) -> Option<u32> {
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
