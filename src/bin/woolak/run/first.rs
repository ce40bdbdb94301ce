//! The first pass over a dossier: its documents are opened and read, and what they reveal is merged into one register.
//! Nothing is decided or written in it.

use super::document::Document;
use super::orders::{Decided, Orders};
use super::parallel::{self, for_each};
use crate::inputs::{Dossier, Input};
use crate::progress::Progress;
use crate::worker::Worker;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use woolak::audit::{Digest, Key};
use woolak::decide::Register;
use woolak::pipeline::{Analysis, Engine};
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
            let place = input.relative.to_string_lossy();
            let id = self.key.document(&Sensitive::new(&*place));
            let orders = self.decided.map_or(Orders::Rules, |decided| decided.orders(&place));
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

    /// Reads every document and merges what its dossier must know.
    pub fn analyse(&self, workers: &mut [Worker], groups: &mut [Group], progress: &Progress) {
        let all: Vec<(usize, &Document)> = groups
            .iter()
            .enumerate()
            .flat_map(|(group, members)| members.documents.iter().map(move |document| (group, document)))
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
        let owners: Vec<usize> = all.iter().map(|(group, _)| *group).collect();
        let documents = groups.iter_mut().flat_map(|group| &mut group.documents);
        documents.zip(read_by).for_each(|(document, by)| document.read_by = by);
        for (group, analysis) in owners.into_iter().zip(analyses) {
            match parallel::into_inner(analysis) {
                Some(analysis) => groups[group].register.merge(&analysis.register),
                // What a register lacks is part of what its dossier's results depend on.
                None => groups[group].inputs_digest = Digest::of(groups[group].inputs_digest.as_bytes()),
            }
        }
    }
}
