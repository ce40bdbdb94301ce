//! Who rules on a text: the reviewer whose decisions came with the document, or else the rules. The same in both passes.

use super::Source;
use super::cause::Cause;
use super::settings::Engine;
use crate::decide::{Register, Ruled, Threshold, decide};
use crate::detect::{FirstLook, Look, detect_in};
use crate::text::Text;

/// What was found in a text, as far as the second pass can use it.
pub(super) enum Sight<'e> {
    /// By the rules.
    Rules(Box<Look<'e>>),
    /// By the reviewer, whose word needs no looking.
    Reviewer,
}

impl<'e> Sight<'e> {
    /// A first look at a text, by whoever rules on it.
    pub(super) fn of(text: &Text, source: Source<'_>, engine: &'e Engine) -> Self {
        match source.brief {
            None => Self::Rules(Box::new(Look::at(text, &engine.rules))),
            Some(_) => Self::Reviewer,
        }
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Rules(look) => look.size(),
            Self::Reviewer => 0,
        }
    }

    /// What the first pass knows of the text.
    pub(super) fn first_found(&mut self, text: &Text, source: Source<'_>, engine: &Engine) -> Result<FirstLook, Cause> {
        match self {
            Self::Rules(look) => Ok(look.first()),
            Self::Reviewer => {
                let decided = reviewed(text, source, engine)?;
                Ok(FirstLook::decided(decided.into_iter().map(|one| one.finding).collect()))
            }
        }
    }

    /// The second pass's rulings, in the order of the text.
    pub(super) fn rulings(
        &mut self,
        text: &Text,
        source: Source<'_>,
        register: &Register,
        engine: &Engine,
    ) -> Result<Vec<Ruled>, Cause> {
        match self {
            Self::Rules(look) => Ok(decide(look.findings(register.names()), engine.settings.threshold)),
            Self::Reviewer => reviewed(text, source, engine),
        }
    }
}

fn reviewed(text: &Text, source: Source<'_>, engine: &Engine) -> Result<Vec<Ruled>, Cause> {
    match source.brief {
        None => Ok(Vec::new()),
        Some(brief) => brief.rulings(text, &engine.rules).map_err(Cause::Misfit),
    }
}

/// Whether words that stand beside the text have nothing in them that anyone would withhold: not by the rules, not by
/// the doubtful ones either, and not by a reviewer's terms.
pub(super) fn is_harmless(words: &str, source: Source<'_>, register: &Register, engine: &Engine) -> bool {
    let text = Text::from_plain(words);
    let findings = detect_in(&text, &engine.rules, register.names());
    let proposed = decide(findings, Threshold::Doubtful);
    let added = source.brief.is_some_and(|brief| brief.adds_to(&text, &engine.rules));
    !added && proposed.iter().all(|ruled| ruled.ground().is_none())
}
