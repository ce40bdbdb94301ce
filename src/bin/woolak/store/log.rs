//! `audit.jsonl` on disk: appended group by group, durable before a document is published, put in order at the close.

use super::folder::{OutputFolder, StoreError, create_staged};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use woolak::audit::{
    Chain, Digest, DocumentRecord, FindingRecord, Fingerprint, Head, OutcomeKind, Record, RecordKind, RunRecord, SCHEMA,
};

/// Name of the log under the output folder.
pub const LOG: &str = "audit.jsonl";

/// A document's group in the log.
#[derive(Debug)]
pub struct Entry {
    /// The group's first record.
    pub document: DocumentRecord,
    bytes: Range<u64>,
    link: Digest,
}

/// What closing did to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It stood closed already.
    Untouched,
    /// It was put in order and written anew.
    Written,
}

/// The log of an output folder, open for appending. Groups are known by their document's keyed mark.
pub struct Log {
    file: File,
    entries: BTreeMap<String, Entry>,
    /// End of the last whole group.
    end: u64,
    /// The run's record, if it is the last line.
    closed: Option<RunRecord>,
    damaged: usize,
}

impl Log {
    /// Opens the log, passes over what a killed run left unfinished, and drops groups that are not whole.
    pub fn open(folder: &OutputFolder) -> Result<Self, StoreError> {
        let open = || -> io::Result<Self> {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(folder.path(LOG))?;
            let scan = Scan::of(BufReader::with_capacity(1 << 20, &mut file))?;
            Ok(Self {
                file,
                entries: scan.entries,
                end: scan.end,
                closed: scan.closed,
                damaged: scan.damaged,
            })
        };
        open().map_err(|error| folder.error(error))
    }

    /// Number of groups that were changed since they were written; their documents are done again.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    /// The group of the document with that mark.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The group of the document that was published at this place.
    pub fn owner(&self, output: &str) -> Option<&Entry> {
        let here = |entry: &&Entry| entry.document.output.as_deref() == Some(output);
        self.entries.values().find(here)
    }

    /// An attachment whose document does not have it, or is itself not in the log; and where it was published.
    pub fn stray(&self) -> Option<(Fingerprint, Option<String>)> {
        let inside = |document: &DocumentRecord| {
            let attached = document.attached.as_ref()?;
            let around = self.entries.get(attached.to.as_str());
            around?
                .document
                .attachments
                .iter()
                .find(|file| file.number == attached.number)
        };
        let mut attached = self
            .entries
            .values()
            .map(|entry| &entry.document)
            .filter(|document| document.attached.is_some());
        let stray = attached.find(|document| inside(document).is_none_or(|file| file.kind.document().is_none()))?;
        Some((stray.id.clone(), stray.output.clone()))
    }

    /// Adds a document's group; when this returns it is on disk. An earlier group of the document no longer counts.
    pub fn append(&mut self, document: DocumentRecord, findings: Vec<FindingRecord>) -> io::Result<()> {
        let mut chain = Chain::default();
        let mut group = chain.seal(&Record::Document(Box::new(document.clone())));
        group.push('\n');
        for finding in findings {
            group.push_str(&chain.seal(&Record::Finding(Box::new(finding))));
            group.push('\n');
        }
        self.file.set_len(self.end)?;
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(group.as_bytes())?;
        self.file.sync_data()?;
        self.closed = None;
        let bytes = self.end..self.end + group.len() as u64;
        self.end = bytes.end;
        let id = document.id.as_str().to_owned();
        let link = chain.link();
        self.entries.insert(id, Entry { document, bytes, link });
        Ok(())
    }

    /// Drops the group of a document that no longer belongs to the log.
    pub fn forget(&mut self, id: &str) {
        if self.entries.remove(id).is_some() {
            self.closed = None;
        }
    }

    fn in_order(&self) -> Vec<&Entry> {
        let mut order: Vec<&Entry> = self.entries.values().collect();
        order.sort_by(|a, b| (&a.document.file, &a.document.id).cmp(&(&b.document.file, &b.document.id)));
        order
    }

    fn run_record(&self, tool: &str) -> RunRecord {
        let mut head = Head::default();
        let order = self.in_order();
        order.iter().for_each(|entry| head.add(entry.link));
        let count = |kind| order.iter().filter(|entry| entry.document.outcome == kind).count() as u64;
        RunRecord {
            schema: SCHEMA,
            tool: tool.to_owned(),
            documents: order.len() as u64,
            published: count(OutcomeKind::Published),
            review: count(OutcomeKind::Review),
            refused: count(OutcomeKind::Refused),
            head: head.digest(),
        }
    }

    /// Puts the groups in the order of their documents' places and closes the log with the run's record.
    /// A log that is already so stays untouched.
    pub fn close(&mut self, folder: &OutputFolder, tool: &str) -> Result<Closed, StoreError> {
        let run = self.run_record(tool);
        if self.closed.as_ref() == Some(&run) && self.damaged == 0 {
            return Ok(Closed::Untouched);
        }
        let ranges: Vec<Range<u64>> = self.in_order().iter().map(|entry| entry.bytes.clone()).collect();
        let staged = folder.stage();
        let line = Chain::default().seal(&Record::Run(run));
        let mut write = || -> io::Result<()> {
            let mut file = create_staged(staged.path())?;
            copy_groups(&mut self.file, &ranges, &file)?;
            writeln!(file, "{line}")?;
            file.sync_all()
        };
        write().map_err(|error| folder.error(error))?;
        folder.publish(staged, LOG)?;
        *self = Self::open(folder)?;
        Ok(Closed::Written)
    }
}

fn copy_groups(from: &mut File, ranges: &[Range<u64>], to: &File) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(1 << 20, to);
    for range in ranges {
        from.seek(SeekFrom::Start(range.start))?;
        io::copy(&mut from.take(range.end - range.start), &mut to)?;
    }
    to.flush()
}

/// What a log on disk holds.
#[derive(Default)]
struct Scan {
    entries: BTreeMap<String, Entry>,
    end: u64,
    closed: Option<RunRecord>,
    damaged: usize,
}

/// A group that is being read.
struct Open {
    document: DocumentRecord,
    start: u64,
    left: u32,
    chain: Chain,
    intact: bool,
}

impl Scan {
    fn of(mut reader: impl BufRead) -> io::Result<Self> {
        let mut scan = Self::default();
        let mut open: Option<Open> = None;
        let mut at = 0;
        let mut line = String::new();
        loop {
            line.clear();
            let read = match reader.read_line(&mut line) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::InvalidData => break,
                Err(error) => return Err(error),
            };
            if read == 0 || !line.ends_with('\n') {
                break;
            }
            let start = at;
            at += read as u64;
            scan.line(line.trim_end(), start, at, &mut open);
        }
        Ok(scan)
    }

    fn line(&mut self, line: &str, start: u64, end: u64, open: &mut Option<Open>) {
        let kind = RecordKind::of(line);
        if kind == Some(RecordKind::Document) {
            self.damaged += usize::from(open.is_some());
            let mut chain = Chain::default();
            let intact = chain.accepts(line, None);
            *open = serde_json::from_str(line).ok().map(|document: DocumentRecord| Open {
                left: document.findings,
                document,
                start,
                chain,
                intact,
            });
            self.damaged += usize::from(open.is_none());
        } else if kind == Some(RecordKind::Run) {
            let whole = Chain::default().accepts(line, None) && open.is_none();
            self.closed = serde_json::from_str(line).ok().filter(|_| whole);
            self.end = end;
            return;
        } else if let Some(group) = open {
            group.intact &= group.chain.accepts(line, None) && group.left > 0;
            group.left = group.left.saturating_sub(1);
        }
        self.closed = None;
        if open.as_ref().is_some_and(|group| group.left == 0)
            && let Some(group) = open.take()
        {
            self.end = end;
            if group.intact {
                let id = group.document.id.as_str().to_owned();
                let entry = Entry {
                    document: group.document,
                    bytes: group.start..end,
                    link: group.chain.link(),
                };
                self.entries.insert(id, entry);
            } else {
                self.damaged += 1;
            }
        }
    }
}
