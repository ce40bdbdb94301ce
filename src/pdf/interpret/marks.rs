//! Marked content (ISO 32000-2, 14.6): identifiers for the structure tree, and layers that are off.

use super::Interpreter;
use super::frame::{Frame, Layer};
use crate::pdf::content::{Op, Operand};
use crate::pdf::source::number;
use lopdf::Object;

/// How many nested identifiers a show operation remembers, innermost ones.
const MAX_NESTED: usize = 32;

/// One open marked-content sequence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    mcid: Option<u32>,
    layer: Layer,
}

impl Mark {
    /// Without properties.
    pub(super) const PLAIN: Self = Self {
        mcid: None,
        layer: Layer::Shown,
    };
}

/// The open marked-content sequences, innermost last.
#[derive(Debug, Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// How many of them are in a layer that is off.
    off: usize,
}

impl Marks {
    pub(super) fn push(&mut self, mark: Mark) {
        self.off += usize::from(mark.layer == Layer::Off);
        self.open.push(mark);
    }

    pub(super) fn pop(&mut self) {
        if let Some(mark) = self.open.pop() {
            self.off -= usize::from(mark.layer == Layer::Off);
        }
    }
}

impl Frame {
    /// Whether what is painted now is in a layer that is off.
    pub(super) fn layer(&self) -> Layer {
        match self.layer {
            Layer::Shown if self.marks.off == 0 => Layer::Shown,
            _ => Layer::Off,
        }
    }

    /// The identifiers in force, innermost last.
    pub(super) fn mcids(&self) -> Vec<u32> {
        let open = &self.marks.open;
        let innermost = &open[open.len().saturating_sub(MAX_NESTED)..];
        innermost.iter().filter_map(|mark| mark.mcid).collect()
    }
}

impl Interpreter<'_> {
    pub(super) fn begin_marked(&mut self, frame: &mut Frame, op: &Op) {
        let [Operand::Name(tag), properties] = op.operands.as_slice() else {
            frame.marks.push(Mark::PLAIN);
            return;
        };
        let mut mark = Mark::PLAIN;
        match properties {
            Operand::Dictionary(entries) => {
                let id = entries.iter().find(|(key, _)| &**key == b"MCID");
                if let Some((_, Operand::Number(id))) = id {
                    mark.mcid = identifier(*id);
                }
            }
            Operand::Name(name) => {
                let lists = frame
                    .resources
                    .get(b"Properties")
                    .ok()
                    .and_then(|o| self.source.dict(o));
                if let Some(list) = lists.and_then(|lists| lists.get(name).ok()) {
                    if &**tag == b"OC" && self.source.layers().hides(self.source.document(), list) {
                        mark.layer = Layer::Off;
                    }
                    let id = self.source.dict(list).and_then(|list| self.source.get(list, b"MCID"));
                    mark.mcid = id.and_then(number).and_then(identifier);
                }
            }
            _ => {}
        }
        frame.marks.push(mark);
    }

    /// Whether an object's `OC` entry hides it.
    pub(super) fn hidden_by(&self, dictionary: &lopdf::Dictionary) -> Layer {
        let layers = self.source.layers();
        let hides = |group: &Object| layers.hides(self.source.document(), group);
        match dictionary.get(b"OC") {
            Ok(group) if hides(group) => Layer::Off,
            _ => Layer::Shown,
        }
    }
}

fn identifier(number: f64) -> Option<u32> {
    (number >= 0.0 && number < f64::from(u32::MAX) && number.fract() == 0.0).then_some(number as u32)
}
