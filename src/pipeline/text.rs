//! Plain text and Markdown: the withheld words are replaced by their ground's code.

use super::Source;
use super::cause::Cause;
use super::decisions::proposed;
use super::facts::{Facts, note};
use super::head::Head;
use super::outcome::{Analysis, Found, Outcome, Place, Redaction, Verified};
use super::rulings::Sight;
use super::settings::Engine;
use super::watch::Stage;
use crate::decide::{Decided, Misfit, Register, Ruled};
use crate::redact::text::redact as replace;
use crate::text::Text;

/// A text after its first pass.
pub(super) struct Document<'e> {
    text: Text,
    sight: Sight<'e>,
}

impl<'e> Document<'e> {
    /// Reads the text and looks at it.
    pub(super) fn read(source: Source<'_>, engine: &'e Engine) -> Result<Self, Cause> {
        source.watch.enters(Stage::Interpret);
        let text = read(source.bytes)?;
        source.watch.enters(Stage::Detect);
        let sight = Sight::of(&text, source, engine);
        Ok(Self { text, sight })
    }

    /// What its dossier must know of it.
    pub(super) fn analysis(&mut self, source: Source<'_>, engine: &Engine) -> Result<Analysis, Cause> {
        let first = self.sight.first_found(&self.text, source, engine)?;
        Ok(Analysis {
            register: Register::collect(&self.text, &first),
            pages: self.text.pages().len() as u32,
            attachments: Vec::new(),
        })
    }

    /// About how many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.text.as_str().len() + self.sight.size()
    }
}

fn read(bytes: &[u8]) -> Result<Text, Cause> {
    let words = std::str::from_utf8(bytes).map_err(|_| Cause::NotUtf8)?;
    Ok(Text::from_plain(words))
}

/// Second pass.
pub(super) fn redact(document: Document<'_>, source: Source<'_>, register: &Register, engine: &Engine) -> Redaction {
    source.watch.enters(Stage::Detect);
    let Document { text, mut sight } = document;
    let ruled = match (sight.rulings(&text, source, register, engine), source.brief) {
        // A text has no paper, so nothing lies under a region.
        (Ok(_), Some(brief)) if !brief.document.regions.is_empty() => Err(Cause::Misfit(Misfit::Region(1))),
        (ruled, _) => ruled,
    };
    let ruled = match ruled {
        Ok(ruled) => ruled,
        Err(cause) => return Redaction::refused(cause),
    };
    source.watch.enters(Stage::Rewrite);
    let facts = Facts::of(&text, &ruled);
    let outcome = Outcome::Verified(Verified::Text(replace(&text, &ruled)));
    let found = ruled.into_iter().map(|ruled| found(&text, register, ruled)).collect();
    Redaction {
        outcome,
        found,
        causes: Vec::new(),
        pages: text.pages().len() as u32,
        facts,
        producer: "tekst",
    }
}

/// Number of pages, and what is proposed.
pub(super) fn propose(
    document: Document<'_>,
    source: Source<'_>,
    register: &Register,
    engine: &Engine,
) -> Result<(u32, Vec<Decided>), Cause> {
    let Document { text, mut sight } = document;
    let ruled = sight.rulings(&text, source, register, engine)?;
    let decided = ruled.iter().map(|ruled| proposed(&text, ruled, place(&text, ruled)));
    Ok((text.pages().len() as u32, decided.collect()))
}

fn place(text: &Text, ruled: &Ruled) -> Place {
    let at = ruled.finding.span.start();
    Place {
        page: text.page_at(at).map_or(1, |page| page as u32 + 1),
        line: text.line_at(at).map(|line| line as u32 + 1),
        boxes: Vec::new(),
    }
}

fn found(text: &Text, register: &Register, ruled: Ruled) -> Found {
    let place = place(text, &ruled);
    let identity = register.identity(text, &ruled.finding);
    let note = note(text, &ruled);
    Found::of(ruled, place, note, identity)
}

/// The head of a published text.
pub fn head(bytes: &[u8]) -> Option<Head> {
    Some(Head::of(&read(bytes).ok()?))
}
