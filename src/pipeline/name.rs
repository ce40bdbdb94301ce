//! Names of files and folders: a person's name in them is personal data too. It makes no file.

use super::settings::Engine;
use crate::decide::{Register, Threshold, decide};
use crate::detect::detect_in;
use crate::text::{Sensitive, Text};

/// A path with what must not be read in it replaced by its ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileName {
    /// Nothing in it is withheld.
    Clean(String),
    /// Something was; this is what may be shown.
    Redacted(String),
}

impl FileName {
    /// What may be shown and published.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Clean(name) | Self::Redacted(name) => name,
        }
    }
}

/// Replaces what the rules and the dossier's register withhold in a relative path; the extension stays.
/// Doubtful findings do not rename a file.
pub fn file_name(path: &Sensitive, register: &Register, engine: &Engine) -> FileName {
    let path = path.expose();
    let parts: Vec<FileName> = path.split('/').map(|part| part_name(part, register, engine)).collect();
    let joined = parts.iter().map(FileName::as_str).collect::<Vec<_>>().join("/");
    match parts.iter().any(|part| matches!(part, FileName::Redacted(_))) {
        true => FileName::Redacted(joined),
        false => FileName::Clean(joined),
    }
}

fn part_name(part: &str, register: &Register, engine: &Engine) -> FileName {
    let (stem, extension) = part.rsplit_once('.').unwrap_or((part, ""));
    // Underscores stand for spaces in file names; both are one byte, so spans fit the name itself.
    let text = Text::from_plain(&stem.replace('_', " "));
    let findings = detect_in(&text, &engine.rules, register.names());
    let threshold = engine.settings.threshold.max(Threshold::Likely);
    let ruled = decide(findings, threshold);
    let mut name = String::new();
    let mut at = 0;
    for one in &ruled {
        if let Some(ground) = one.ground() {
            let span = one.finding.span;
            name.push_str(stem.get(at..span.start()).unwrap_or_default());
            name.push_str(ground.code());
            at = span.end();
        }
    }
    if at == 0 {
        return FileName::Clean(part.to_owned());
    }
    name.push_str(stem.get(at..).unwrap_or_default());
    if !extension.is_empty() {
        name.push('.');
        name.push_str(extension);
    }
    FileName::Redacted(name)
}
