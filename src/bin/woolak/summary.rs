//! What a run did, in Dutch for people and in JSON for scripts. It shows file names only with names in them redacted.

use crate::commands::words;
use crate::exit::Exit;
use std::fmt;
use std::path::PathBuf;
use woolak::audit::{DocumentRecord, OutcomeKind};

/// A document that was not published, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Held {
    /// The document.
    pub file: String,
    /// Held or refused.
    #[serde(skip)]
    pub outcome: OutcomeKind,
    /// Why, in sentences.
    pub causes: Vec<String>,
}

/// An attachment that is not published, as its kind is not redacted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct LeftOut {
    /// The document it is inside of.
    pub file: String,
    /// Its number.
    pub number: u32,
    /// What it is.
    pub kind: &'static str,
}

/// Counts and lists of one run.
#[derive(Debug, Default, serde::Serialize)]
pub struct Summary {
    /// Documents the run was about.
    pub documents: u64,
    /// Pages of the published ones.
    pub pages: u64,
    /// Redacted passages in the published ones.
    pub redacted: u64,
    /// Passages that look personal and stay readable for a logged reason.
    pub kept: u64,
    /// Published documents.
    pub published: u64,
    /// Of which already there from an earlier run.
    pub reused: u64,
    /// Held for review.
    pub review: Vec<Held>,
    /// Refused.
    pub refused: Vec<Held>,
    /// Attachments of a kind that is not published.
    pub left_out: Vec<LeftOut>,
    /// Arguments and files that gave no document.
    pub problems: Vec<String>,
    /// Files of other formats that were passed over.
    pub skipped: u64,
    /// Documents whose file name held a name, under their new name.
    pub renamed: Vec<String>,
    /// Whether the run was interrupted.
    pub interrupted: bool,
    /// The output folder.
    pub out: PathBuf,
}

impl Summary {
    /// Adds a document.
    pub fn add(&mut self, document: &DocumentRecord, causes: Vec<String>) {
        self.documents += 1;
        let held = Held {
            file: document.file.clone(),
            outcome: document.outcome,
            causes,
        };
        let left_out = document
            .attachments
            .iter()
            .filter(|inside| inside.kind.document().is_none());
        self.left_out.extend(left_out.map(|inside| LeftOut {
            file: document.file.clone(),
            number: inside.number,
            kind: words::attachment(inside.kind),
        }));
        match document.outcome {
            OutcomeKind::Published => {
                let redacted: u64 = document.grounds.iter().map(|ground| u64::from(ground.count)).sum();
                self.published += 1;
                self.pages += u64::from(document.pages);
                self.redacted += redacted;
                self.kept += u64::from(document.findings) - redacted.min(u64::from(document.findings));
            }
            OutcomeKind::Review => self.review.push(held),
            OutcomeKind::Refused => self.refused.push(held),
        }
    }

    /// Puts the lists in order, whatever the order in which documents were finished.
    pub fn sort(&mut self) {
        self.review.sort();
        self.refused.sort();
        self.renamed.sort();
        self.left_out.sort();
    }

    /// The exit code that tells the same.
    pub fn exit(&self) -> Exit {
        if self.interrupted || !self.refused.is_empty() || !self.problems.is_empty() {
            Exit::Failed
        } else if self.review.is_empty() {
            Exit::AllPublished
        } else {
            Exit::NeedsReview
        }
    }
}

fn counted(f: &mut fmt::Formatter<'_>, number: u64, one: &str, many: &str) -> fmt::Result {
    write!(f, "{number} {}", if number == 1 { one } else { many })
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, held: &[Held]) -> fmt::Result {
    if held.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title} ({}):", held.len())?;
    for document in held {
        writeln!(f, "  {}: {}", document.file, document.causes.join("; "))?;
    }
    Ok(())
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        counted(f, self.published, "document", "documenten")?;
        write!(f, " van {} gepubliceerd in {}", self.documents, self.out.display())?;
        if self.reused > 0 {
            write!(f, ", waarvan {} al klaar uit een eerdere uitvoering", self.reused)?;
        }
        write!(f, ": ")?;
        counted(f, self.pages, "bladzijde", "bladzijden")?;
        write!(f, ", ")?;
        counted(f, self.redacted, "passage gelakt", "passages gelakt")?;
        writeln!(f, ", {} met reden openbaar gelaten.", self.kept)?;
        list(f, "Te beoordelen, niet gepubliceerd", &self.review)?;
        list(f, "Geweigerd, niet gepubliceerd", &self.refused)?;
        for left in &self.left_out {
            writeln!(
                f,
                "{}: bijlage {} ({}) is niet gepubliceerd; alleen pdf, txt en md worden gelakt",
                left.file, left.number, left.kind
            )?;
        }
        for problem in &self.problems {
            writeln!(f, "Overgeslagen: {problem}")?;
        }
        for name in &self.renamed {
            writeln!(
                f,
                "Let op: de bestandsnaam bevatte persoonsgegevens; gepubliceerd als {name}"
            )?;
        }
        if self.skipped > 0 {
            writeln!(
                f,
                "Niet meegenomen: {} bestanden die geen pdf, txt of md zijn.",
                self.skipped
            )?;
        }
        if self.interrupted {
            writeln!(f, "Afgebroken. Dezelfde opdracht gaat verder waar deze stopte.")?;
        }
        Ok(())
    }
}
