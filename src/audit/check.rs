//! Whether a log is still as it was written, line by line. It reads no file; whoever holds the output compares digests.

use super::chain::{Chain, Head, Step};
use super::record::{DocumentRecord, RecordKind, RunRecord};
use std::collections::BTreeSet;
use std::fmt;

/// One way in which a log is not as it was written. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The line is no record.
    NotARecord {
        /// Of the log.
        line: u64,
    },
    /// The record does not fit the record before it and is in its own place.
    Changed {
        /// Of the log.
        line: u64,
        /// The document it belongs to.
        file: String,
    },
    /// One or more records before this line are gone.
    Removed {
        /// Of the log.
        line: u64,
        /// The document they belonged to.
        file: String,
    },
    /// The record is out of place: inserted, doubled or moved.
    Misplaced {
        /// Of the log.
        line: u64,
        /// The document it belongs to.
        file: String,
    },
    /// The document is in the log more than once.
    Doubled {
        /// Of the log.
        line: u64,
        /// The document.
        file: String,
    },
    /// Documents are not in order: one was inserted or moved.
    OutOfOrder {
        /// Of the log.
        line: u64,
        /// The document.
        file: String,
    },
    /// The run's record counts other documents than the log holds.
    Count {
        /// As the record says.
        stated: u64,
        /// In the log.
        found: u64,
    },
    /// The run's digest is not that of the documents: one was removed, inserted, changed or moved.
    Head,
    /// There is no record that closes the log: the run was not finished, or the end is gone.
    NotClosed,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotARecord { line } => write!(f, "regel {line}: geen record van woolak"),
            Self::Changed { line, file } => write!(f, "regel {line}: record van {file} is gewijzigd"),
            Self::Removed { line, file } => write!(f, "vóór regel {line}: een of meer records van {file} ontbreken"),
            Self::Misplaced { line, file } => write!(f, "regel {line}: record van {file} is ingevoegd of verplaatst"),
            Self::Doubled { line, file } => write!(f, "regel {line}: {file} staat meer dan eens in het logboek"),
            Self::OutOfOrder { line, file } => write!(f, "regel {line}: {file} is ingevoegd of verplaatst"),
            Self::Count { stated, found } => write!(
                f,
                "het logboek hoort {stated} documenten te bevatten en bevat er {found}: documenten zijn verwijderd of ingevoegd"
            ),
            Self::Head => f.write_str(
                "het controlegetal van de uitvoering klopt niet: documenten zijn verwijderd, ingevoegd, gewijzigd of verplaatst",
            ),
            Self::NotClosed => f.write_str("het logboek is niet afgesloten: de uitvoering is afgebroken of het einde is verwijderd"),
        }
    }
}

/// Only what checking needs of a finding.
#[derive(serde::Deserialize)]
struct Numbered {
    number: u32,
}

/// A document's group while it is read.
struct Group {
    file: String,
    findings: u32,
    expected: u32,
    chain: Chain,
}

/// What can be told of a line from itself and the line before it, so that many lines can be looked at side by side.
pub struct Looked {
    content: Content,
    step: Option<Step>,
}

enum Content {
    Document(Box<DocumentRecord>),
    Finding { number: u32 },
    Run(Box<RunRecord>),
    Unknown,
}

impl Looked {
    /// Looks at a line, without its line break, that follows `before`.
    pub fn at(before: &str, line: &str) -> Self {
        let content = match RecordKind::of(line) {
            Some(RecordKind::Document) => serde_json::from_str(line).ok().map(Content::Document),
            Some(RecordKind::Finding) => serde_json::from_str(line)
                .ok()
                .map(|Numbered { number }| Content::Finding { number }),
            Some(RecordKind::Run) => serde_json::from_str(line).ok().map(Content::Run),
            None => None,
        };
        let step = match content {
            Some(Content::Finding { .. }) => Step::after(before, line),
            _ => None,
        };
        Self {
            content: content.unwrap_or(Content::Unknown),
            step,
        }
    }
}

/// Checks a log as its lines come by.
#[derive(Default)]
pub struct Checker {
    line: u64,
    group: Option<Group>,
    last: Option<(String, String)>,
    seen: BTreeSet<String>,
    head: Head,
    run: Option<Box<RunRecord>>,
    faults: Vec<Fault>,
}

impl Checker {
    /// Takes the next line, without its line break, and what was seen of it; gives the record of a document.
    pub fn line(&mut self, line: &str, looked: Looked) -> Option<Box<DocumentRecord>> {
        self.line += 1;
        match looked.content {
            Content::Document(document) => return Some(self.document(line, document)),
            Content::Finding { number } => self.finding(line, number, looked.step),
            Content::Run(run) => self.run(line, run),
            Content::Unknown => self.unknown(line),
        }
        None
    }

    /// Every fault in the order of the log.
    pub fn finish(mut self) -> Vec<Fault> {
        self.close_group(self.line + 1);
        let found = self.seen.len() as u64;
        match self.run {
            None => self.faults.push(Fault::NotClosed),
            Some(run) => {
                if run.documents != found {
                    self.faults.push(Fault::Count {
                        stated: run.documents,
                        found,
                    });
                }
                if run.head != self.head.digest() {
                    self.faults.push(Fault::Head);
                }
            }
        }
        self.faults
    }

    fn document(&mut self, line: &str, document: Box<DocumentRecord>) -> Box<DocumentRecord> {
        self.close_group(self.line);
        let (at, file) = (self.line, document.file.clone());
        let mut chain = Chain::default();
        if !chain.accepts(line, None) {
            self.faults.push(Fault::Changed {
                line: at,
                file: file.clone(),
            });
        }
        let place = (file.clone(), document.id.as_str().to_owned());
        if !self.seen.insert(place.1.clone()) {
            self.faults.push(Fault::Doubled {
                line: at,
                file: file.clone(),
            });
        } else if self.last.as_ref().is_some_and(|last| *last > place) {
            self.faults.push(Fault::OutOfOrder {
                line: at,
                file: file.clone(),
            });
        }
        self.last = Some(place);
        self.group = Some(Group {
            file,
            findings: document.findings,
            expected: 1,
            chain,
        });
        document
    }

    fn finding(&mut self, line: &str, number: u32, ahead: Option<Step>) {
        let at = self.line;
        let Some(group) = &mut self.group else {
            self.faults.push(Fault::NotARecord { line: at });
            return;
        };
        let fits = group.chain.accepts(line, ahead);
        let file = || group.file.clone();
        if number > group.expected {
            self.faults.push(Fault::Removed { line: at, file: file() });
        } else if number < group.expected {
            self.faults.push(Fault::Misplaced { line: at, file: file() });
        } else if !fits {
            self.faults.push(Fault::Changed { line: at, file: file() });
        }
        group.expected = group.expected.max(number.saturating_add(1));
    }

    fn run(&mut self, line: &str, run: Box<RunRecord>) {
        self.close_group(self.line);
        if Chain::default().accepts(line, None) && self.run.is_none() {
            self.run = Some(run);
        } else {
            self.faults.push(Fault::NotARecord { line: self.line });
        }
    }

    /// A line that cannot be read; one that begins a document or the close still ends the group before it.
    fn unknown(&mut self, line: &str) {
        if matches!(RecordKind::of(line), Some(RecordKind::Document | RecordKind::Run)) {
            self.close_group(self.line);
        }
        self.faults.push(Fault::NotARecord { line: self.line });
    }

    fn close_group(&mut self, next: u64) {
        let Some(group) = self.group.take() else { return };
        if group.expected <= group.findings {
            self.faults.push(Fault::Removed {
                line: next,
                file: group.file,
            });
        }
        self.head.add(group.chain.link());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::tests::{document, finding};
    use crate::audit::{Record, SCHEMA};

    /// Two documents with three findings each, closed.
    fn log() -> Vec<String> {
        let mut lines = Vec::new();
        let mut head = Head::default();
        for file in ["a.txt", "b.txt"] {
            let mut chain = Chain::default();
            lines.push(chain.seal(&Record::Document(Box::new(document(file, 3)))));
            for number in 1..=3 {
                lines.push(chain.seal(&Record::Finding(Box::new(finding(file, number)))));
            }
            head.add(chain.link());
        }
        let run = RunRecord {
            schema: SCHEMA,
            documents: 2,
            head: head.digest(),
            ..RunRecord::default()
        };
        lines.push(Chain::default().seal(&Record::Run(run)));
        lines
    }

    fn faults(lines: &[String]) -> Vec<Fault> {
        let mut checker = Checker::default();
        let mut before = "";
        for line in lines {
            checker.line(line, Looked::at(before, line));
            before = line;
        }
        checker.finish()
    }

    #[test]
    fn an_untouched_log_has_no_fault() {
        assert_eq!(faults(&log()), []);
    }

    #[test]
    fn a_changed_record_is_named() {
        let mut lines = log();
        lines[2] = lines[2].replace("certain", "doubtful");
        let expected = Fault::Changed {
            line: 3,
            file: "a.txt".to_owned(),
        };
        assert_eq!(faults(&lines), [expected]);
    }

    #[test]
    fn a_removed_record_is_named() {
        for (gone, line) in [(2, 3), (3, 4)] {
            let mut lines = log();
            lines.remove(gone);
            let found = faults(&lines);
            assert!(
                matches!(&found[0], Fault::Removed { line: at, file } if *at == line && file == "a.txt"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn an_inserted_or_moved_record_is_named() {
        let mut inserted = log();
        inserted.insert(3, inserted[1].clone());
        assert!(matches!(&faults(&inserted)[0], Fault::Misplaced { line: 4, .. }));
        let mut moved = log();
        moved.swap(2, 3);
        assert!(
            faults(&moved)
                .iter()
                .any(|fault| matches!(fault, Fault::Misplaced { line: 4, .. }))
        );
    }

    #[test]
    fn a_document_that_is_removed_doubled_or_moved_is_seen() {
        let mut removed = log();
        removed.drain(0..4);
        assert_eq!(faults(&removed), [Fault::Count { stated: 2, found: 1 }, Fault::Head]);
        let mut moved = log();
        moved.rotate_left(4);
        moved.swap(4, 0);
        assert!(!faults(&moved).is_empty());
        let lines = log();
        let swapped = [&lines[4..8], &lines[0..4], &lines[8..]].concat();
        let found = faults(&swapped);
        assert!(
            matches!(&found[0], Fault::OutOfOrder { line: 5, file } if file == "a.txt"),
            "{found:?}"
        );
        let doubled = [&lines[0..4], &lines[0..]].concat();
        assert!(
            faults(&doubled)
                .iter()
                .any(|fault| matches!(fault, Fault::Doubled { line: 5, .. }))
        );
    }

    #[test]
    fn a_missing_end_is_seen() {
        let mut lines = log();
        lines.pop();
        assert_eq!(faults(&lines), [Fault::NotClosed]);
    }
}
