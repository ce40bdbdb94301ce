//! Runs of capitalised words, initials and tussenvoegsels: whatever may be a name. Whether it is one, others say.

mod bounds;
mod flow;
mod part;
mod prefix;
mod reader;
mod word;

use std::ops::Range;

use super::context::Scene;

pub(crate) use prefix::is_prefix;
pub(crate) use reader::Reader;

/// A stretch of text that may be a name.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The parts, in order; the last is never a prefix.
    pub parts: Vec<Part>,
}

impl Run {
    /// Its tokens.
    pub(crate) fn tokens(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.tokens.start);
        let end = self.parts.last().map_or(0, |part| part.tokens.end);
        start..end
    }

    /// Its bytes.
    pub(crate) fn bytes(&self, scene: &Scene) -> Range<usize> {
        let tokens = self.tokens();
        scene.tokens[tokens.start].start as usize..scene.tokens[tokens.end - 1].end as usize
    }

    /// Full words in it.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.unit == Unit::Word)
    }

    /// Whether it has initials.
    pub(crate) fn has_initials(&self) -> bool {
        self.parts.iter().any(|part| part.unit == Unit::Initial)
    }

    /// Whether it has a tussenvoegsel.
    pub(crate) fn has_prefix(&self) -> bool {
        self.parts.iter().any(|part| part.unit == Unit::Prefix)
    }
}

/// A part of a run and its tokens.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// What it is.
    pub unit: Unit,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// What a part of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// `J.`
    Initial,
    /// `Jansen`, `Owusu-Ansah`, `d'Hondt`.
    Word,
    /// `van der`, one word of it.
    Prefix,
}

/// How a name may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// With a capital.
    Capital,
    /// With a tussenvoegsel in lower case too.
    AnyPrefix,
    /// With a word in lower case too, where the place tells that it is a name.
    Lower,
}
