//! What a page draws, as one list of operations: its contents, then the appearances of its annotations as form
//! XObjects. Downstream sees no annotation.

use super::annotations::{Appearance, appearances};
use crate::pdf::concern::{Cause, Concern};
use crate::pdf::content::{self, Op, Operand, Operator};
use crate::pdf::source::{MAX_DECODED, SourcePdf};
use lopdf::{Dictionary, Object};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A page's operations and the resources that go with them.
pub(crate) struct Composed {
    pub ops: Vec<Op>,
    pub resources: Arc<Dictionary>,
    /// Index of the first operation that draws an annotation.
    pub annotations_from: usize,
    pub causes: Vec<Cause>,
}

/// Largest contents of one page, decoded; a larger page blocks instead of filling memory.
const MAX_CONTENTS: usize = MAX_DECODED / 4;

/// Composes a page by its index.
pub(crate) fn compose(source: &SourcePdf, index: usize) -> Composed {
    let page = &source.pages()[index];
    let (bytes, mut causes) = contents(source, index);
    let (mut ops, concerns) = content::parse(&bytes);
    causes.extend(concerns.into_iter().map(|concern: Concern| concern.cause));
    let (shown, hidden) = appearances(source, page);
    causes.extend(hidden);
    let mut resources = Arc::clone(&page.resources);
    let mut annotations_from = ops.len();
    if !shown.is_empty() {
        ops = enclosed(ops);
        annotations_from = ops.len();
        draw(&mut ops, Arc::make_mut(&mut resources), &shown);
    }
    Composed {
        ops,
        resources,
        annotations_from,
        causes,
    }
}

/// All content streams of a page, joined by line ends.
fn contents(source: &SourcePdf, index: usize) -> (Vec<u8>, Vec<Cause>) {
    let mut joined = Vec::new();
    let mut causes = Vec::new();
    let page = source.document().objects.get(&source.pages()[index].object);
    let contents = page
        .and_then(|page| source.dict(page))
        .and_then(|page| source.get(page, b"Contents"));
    let parts = match contents {
        Some(Object::Array(parts)) => parts.as_slice(),
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    for part in parts {
        let Object::Stream(stream) = source.resolve(part) else {
            causes.push(Cause::MissingResource);
            continue;
        };
        let decoded = source.decode(stream);
        causes.extend(decoded.damage);
        if decoded.pending.is_some() {
            causes.push(Cause::UndecodableStream);
        } else if joined.len() + decoded.bytes.len() > MAX_CONTENTS {
            causes.push(Cause::TooLarge);
            break;
        } else {
            joined.extend(decoded.bytes);
            joined.push(b'\n');
        }
    }
    (joined, causes)
}

fn op(operator: Operator, operands: Vec<Operand>) -> Op {
    Op {
        operator,
        operands,
        inline_image: None,
    }
}

/// The operations between `q` and `Q`, so that whatever state they leave is gone after them.
fn enclosed(ops: Vec<Op>) -> Vec<Op> {
    let mut out = Vec::with_capacity(ops.len() + 2);
    out.push(op(Operator::Save, Vec::new()));
    let mut open = 0_usize;
    let mut in_text = false;
    for operation in ops {
        match operation.operator {
            Operator::Save => open += 1,
            Operator::Restore if open == 0 => continue,
            Operator::Restore => open -= 1,
            Operator::BeginText => in_text = true,
            Operator::EndText => in_text = false,
            _ => {}
        }
        out.push(operation);
    }
    if in_text {
        out.push(op(Operator::EndText, Vec::new()));
    }
    out.extend((0..=open).map(|_| op(Operator::Restore, Vec::new())));
    out
}

fn draw(ops: &mut Vec<Op>, resources: &mut Dictionary, shown: &[Appearance]) {
    let mut objects = match resources.get(b"XObject") {
        Ok(Object::Dictionary(objects)) => objects.clone(),
        _ => Dictionary::new(),
    };
    let taken: BTreeSet<Vec<u8>> = objects.iter().map(|(name, _)| name.clone()).collect();
    let names = (0..).map(|n: u32| format!("Annot{n}").into_bytes());
    let names = names.filter(|name| !taken.contains(name));
    for (appearance, name) in shown.iter().zip(names) {
        let m = appearance.matrix;
        let numbers = [m.a, m.b, m.c, m.d, m.e, m.f].map(Operand::Number);
        ops.push(op(Operator::Save, Vec::new()));
        ops.push(op(Operator::Concat, numbers.to_vec()));
        ops.push(op(Operator::Do, vec![Operand::Name(name.as_slice().into())]));
        ops.push(op(Operator::Restore, Vec::new()));
        objects.set(name, Object::Reference(appearance.stream));
    }
    resources.set("XObject", Object::Dictionary(objects));
}
