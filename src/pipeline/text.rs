//! Plain text and Markdown: the withheld words are replaced by their ground's code.

use super::cause::Cause;
use super::facts::{Facts, note};
use super::head::Head;
use super::outcome::{Analysis, Found, Outcome, Place, Redaction, Verified};
use super::settings::Engine;
use crate::decide::{Register, Ruled, decide};
use crate::detect::{detect_in, first_look};
use crate::redact::text::redact as replace;
use crate::text::Text;

fn read(bytes: &[u8]) -> Result<Text, Cause> {
    let words = std::str::from_utf8(bytes).map_err(|_| Cause::NotUtf8)?;
    Ok(Text::from_plain(words))
}

/// First pass.
pub fn analyse(bytes: &[u8], engine: &Engine) -> Result<Analysis, Cause> {
    let text = read(bytes)?;
    let first = first_look(&text, &engine.rules);
    Ok(Analysis {
        register: Register::collect(&text, &first),
        pages: text.pages().len() as u32,
    })
}

/// Second pass.
pub fn redact(bytes: &[u8], register: &Register, engine: &Engine) -> Redaction {
    let text = match read(bytes) {
        Ok(text) => text,
        Err(cause) => return Redaction::refused(cause),
    };
    let findings = detect_in(&text, &engine.rules, register.names());
    let ruled = decide(findings, engine.settings.threshold);
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

fn found(text: &Text, register: &Register, ruled: Ruled) -> Found {
    let at = ruled.finding.span.start();
    let line = text.line_at(at).map(|line| line as u32 + 1);
    let page = text.page_at(at).map_or(1, |page| page as u32 + 1);
    Found {
        identity: register.identity(text, &ruled.finding),
        note: note(text, &ruled),
        place: Place {
            page,
            line,
            boxes: Vec::new(),
        },
        ruled,
    }
}

/// The head of a published text.
pub fn head(bytes: &[u8]) -> Option<Head> {
    Some(Head::of(&read(bytes).ok()?))
}
