//! Who rules on a text: the reviewer whose decisions came with the document, or else the rules. The same in both passes.

use super::Source;
use super::cause::Cause;
use super::settings::Engine;
use crate::decide::{Register, Ruled, Threshold, decide};
use crate::detect::{FirstLook, detect_in, first_look};
use crate::text::Text;

/// What the first pass knows of a text.
pub(super) fn first_found(text: &Text, source: Source<'_>, engine: &Engine) -> Result<FirstLook, Cause> {
    match source.brief {
        None => Ok(first_look(text, &engine.rules)),
        Some(brief) => {
            let ruled = brief.rulings(text, &engine.rules).map_err(Cause::Misfit)?;
            Ok(FirstLook::decided(ruled.into_iter().map(|one| one.finding).collect()))
        }
    }
}

/// The second pass's rulings, in the order of the text.
pub(super) fn rulings(
    text: &Text,
    source: Source<'_>,
    register: &Register,
    engine: &Engine,
) -> Result<Vec<Ruled>, Cause> {
    match source.brief {
        None => {
            let findings = detect_in(text, &engine.rules, register.names());
            Ok(decide(findings, engine.settings.threshold))
        }
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
