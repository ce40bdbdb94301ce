//! The first pass over a dossier: its documents are opened and read, and what they reveal is merged into one register.
//! Nothing is decided or written in it.

use super::document::Document;
use super::orders::{Decided, Orders};
use super::parallel::{self, for_each};
use crate::inputs::{Dossier, Input};
use crate::interrupt;
use crate::progress::Progress;
use crate::worker::Worker;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use woolak::audit::{AttachmentRecord, Digest, Fingerprint, Key};
use woolak::decide::Register;
use woolak::pipeline::{Analysis, Attachment, Engine};
use woolak::text::Sensitive;

/// A dossier's documents and what they share.
pub struct Group {
    /// Number of its first document in the run: no other dossier has it.
    pub number: usize,
    /// For its fingerprints.
    pub key: Key,
    /// Its name, which may hold personal data.
    pub name: String,
    /// Everything its results depend on.
    pub inputs_digest: Digest,
    /// What is known of it after the first pass.
    pub register: Register,
    /// Its documents.
    pub documents: Vec<Document>,
}

/// What the first pass goes by.
pub struct FirstPass<'a> {
    /// Rules and settings.
    pub engine: &'a Engine,
    /// How long a small document may take.
    pub limit: Duration,
    /// The key for marks.
    pub key: &'a Key,
    /// Prefix of new file names, if all documents get one.
    pub rename: Option<&'a str>,
    /// What a reviewer decided, if one did.
    pub decided: Option<&'a Decided>,
}

impl FirstPass<'_> {
    /// Opens a dossier's documents.
    pub fn open(&self, workers: &mut [Worker], dossier: &Dossier, inputs: Vec<(usize, Input)>) -> Group {
        let name = Sensitive::new(&*dossier.name);
        let slots: Vec<Mutex<Option<Document>>> = inputs.iter().map(|_| Mutex::new(None)).collect();
        for_each(workers, &inputs, |_, at, (number, input)| {
            let (id, orders) = self.by_place(&input.relative.to_string_lossy());
            let document = Document::open(input.clone(), *number, id, self.rename, orders);
            *parallel::lock(&slots[at]) = Some(document);
        });
        let documents: Vec<Document> = slots.into_iter().filter_map(parallel::into_inner).collect();
        Group {
            number: inputs.first().map_or(0, |(number, _)| *number),
            key: self.key.for_dossier(&name),
            name: dossier.name.clone(),
            inputs_digest: self.inputs_digest(&documents),
            register: Register::default(),
            documents,
        }
    }

    /// The mark of the document at a place under the input, and who decides on it.
    fn by_place(&self, place: &str) -> (Fingerprint, Orders) {
        let id = self.key.document(&Sensitive::new(place));
        let orders = self.decided.map_or(Orders::Rules, |decided| decided.orders(place));
        (id, orders)
    }

    /// Everything a result depends on: program, rules, settings, and all sources of the dossier.
    fn inputs_digest(&self, documents: &[Document]) -> Digest {
        let mut sources: Vec<Digest> = documents.iter().filter_map(|document| document.source).collect();
        sources.sort();
        let engine = self.engine.digest();
        let decided = self.decided.map(Decided::digest);
        let parts = std::iter::once(engine.as_bytes())
            .chain(sources.iter().map(Digest::as_bytes))
            .chain(decided.iter().map(Digest::as_bytes));
        Digest::of_parts(parts.map(|digest| digest.as_slice()))
    }

    /// Reads every document and merges what its dossier must know. The attachments of the documents join them, and so
    /// on as long as there are any.
    pub fn analyse(&self, workers: &mut [Worker], groups: &mut [Group], progress: &Progress) {
        let mut read: Vec<usize> = groups.iter().map(|_| 0).collect();
        while groups
            .iter()
            .zip(&read)
            .any(|(group, read)| group.documents.len() > *read)
        {
            let from = read;
            read = groups.iter().map(|group| group.documents.len()).collect();
            self.round(workers, groups, &from, progress);
            if interrupt::asked() {
                return;
            }
        }
    }

    /// Reads each group's documents from that one on.
    fn round(&self, workers: &mut [Worker], groups: &mut [Group], from: &[usize], progress: &Progress) {
        let all: Vec<((usize, usize), &Document)> = groups
            .iter()
            .zip(from)
            .enumerate()
            .flat_map(|(group, (members, from))| {
                let unread = members.documents.iter().enumerate().skip(*from);
                unread.map(move |(at, document)| ((group, at), document))
            })
            .collect();
        let analyses: Vec<Mutex<Option<Analysis>>> = all.iter().map(|_| Mutex::new(None)).collect();
        let read_by = for_each(workers, &all, |worker, at, (_, document)| {
            if !matches!(document.orders, Orders::Undecided) {
                let start = Instant::now();
                let analysed = worker.analyse(document.job(), document.limit(self.limit));
                let (analysis, split) = analysed.unzip();
                *parallel::lock(&analyses[at]) = analysis;
                *parallel::lock(&document.analysed_in) = (start.elapsed(), split.unwrap_or_default());
            }
            progress.analysed(document.bytes);
        });
        let owners: Vec<(usize, usize)> = all.iter().map(|(owner, _)| *owner).collect();
        for (((group, at), analysis), by) in owners.into_iter().zip(analyses).zip(read_by) {
            let group = &mut groups[group];
            group.documents[at].read_by = by;
            match parallel::into_inner(analysis) {
                Some(analysis) => {
                    group.register.merge(&analysis.register);
                    self.attach(group, at, &analysis.attachments, progress);
                }
                // What a register lacks is part of what its dossier's results depend on.
                None => group.inputs_digest = Digest::of(group.inputs_digest.as_bytes()),
            }
        }
    }

    /// Adds the files inside a document to its group.
    fn attach(&self, group: &mut Group, at: usize, files: &[Attachment], progress: &Progress) {
        let record = |file: &Attachment| AttachmentRecord {
            number: file.number,
            kind: file.kind,
        };
        let document = &mut group.documents[at];
        document.attachments = files.iter().map(record).collect();
        for file in files {
            if let Some(format) = file.format() {
                let attached = group.documents[at].attached(file, format, |place| self.by_place(place));
                progress.found(attached.bytes);
                group.documents.push(attached);
            }
        }
    }
}
