//! Plain text and Markdown: the withheld words are replaced by their ground's code.

use super::Source;
use super::cause::Cause;
use super::decisions::proposed;
use super::facts::{Facts, note};
use super::head::Head;
use super::outcome::{Analysis, Found, Outcome, Place, Redaction, Verified};
use super::rulings::{first_found, rulings};
use super::settings::Engine;
use super::watch::Stage;
use crate::decide::{Decided, Misfit, Register, Ruled};
use crate::redact::text::redact as replace;
use crate::text::Text;

fn read(bytes: &[u8]) -> Result<Text, Cause> {
    let words = std::str::from_utf8(bytes).map_err(|_| Cause::NotUtf8)?;
    Ok(Text::from_plain(words))
}

/// First pass.
pub fn analyse(source: Source<'_>, engine: &Engine) -> Result<Analysis, Cause> {
    source.watch.enters(Stage::Interpret);
    let text = read(source.bytes)?;
    source.watch.enters(Stage::Detect);
    Ok(Analysis {
        register: Register::collect(&text, &first_found(&text, source, engine)?),
        pages: text.pages().len() as u32,
        attachments: Vec::new(),
    })
}

/// Second pass.
pub fn redact(source: Source<'_>, register: &Register, engine: &Engine) -> Redaction {
    source.watch.enters(Stage::Interpret);
    let read = read(source.bytes).and_then(|text| {
        source.watch.enters(Stage::Detect);
        let ruled = rulings(&text, source, register, engine)?;
        match source.brief {
            // A text has no paper, so nothing lies under a region.
            Some(brief) if !brief.document.regions.is_empty() => Err(Cause::Misfit(Misfit::Region(1))),
            _ => Ok((text, ruled)),
        }
    });
    let (text, ruled) = match read {
        Ok(read) => read,
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
pub fn propose(source: Source<'_>, register: &Register, engine: &Engine) -> Result<(u32, Vec<Decided>), Cause> {
    let text = read(source.bytes)?;
    let ruled = rulings(&text, source, register, engine)?;
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
