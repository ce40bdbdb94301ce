//! A find on its way to becoming a finding: with the weight that settles overlaps. Internal to `detect`.

use std::ops::Range;

use crate::rules::{Confidence, Effect, Kind, Rule};

/// How much a find weighs against another at the same place; the order of the layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// The word of a model that the user brought along: it never stands in the way of another find.
    Outside,
    /// A guess by spelling or list alone.
    List,
    /// The tagger's word.
    Tagger,
    /// Known from elsewhere in the document.
    Repeated,
    /// By the words around it.
    Context,
    /// By label, letterhead, greeting.
    Structure,
    /// A checked pattern.
    Pattern,
    /// The user's own term.
    Instruction,
}

/// One find.
#[derive(Debug, Clone)]
pub(crate) struct Hit<'r> {
    /// Bytes in the text.
    pub range: Range<usize>,
    /// The rule that found it.
    pub rule: &'r Rule,
    /// What it is; the rule's kind unless the user's term says otherwise.
    pub kind: Kind,
    /// Withhold or keep.
    pub effect: Effect,
    /// How sure.
    pub confidence: Confidence,
    /// Which layer.
    pub weight: Weight,
}

impl<'r> Hit<'r> {
    /// A find as its rule states it.
    pub(crate) fn new(range: Range<usize>, rule: &'r Rule, weight: Weight) -> Self {
        Self {
            range,
            rule,
            kind: rule.kind,
            effect: rule.effect,
            confidence: rule.confidence,
            weight,
        }
    }

    /// Lets another rule say what becomes of it.
    pub(crate) fn decide_by(&mut self, rule: &'r Rule) {
        self.rule = rule;
        self.effect = rule.effect;
        self.confidence = rule.confidence;
    }

    /// Whether it proposes to withhold somebody's name.
    pub(crate) fn withholds_person(&self) -> bool {
        self.kind == Kind::Person && !self.keeps()
    }

    /// Whether it proposes to keep.
    pub(crate) fn keeps(&self) -> bool {
        matches!(self.effect, Effect::Keep(_))
    }
}
