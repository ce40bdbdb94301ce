//! A run over many documents: two passes per dossier, in waves so that memory stays flat, resumable at any moment.
//! What a document says never leaves the library but as a verified file.

mod commit;
mod document;
mod parallel;

use crate::inputs::{Dossier, Input};
use crate::interrupt;
use crate::progress::{Progress, Published};
use crate::store::{Log, OutputFolder, StoreError};
use crate::summary::Summary;
use crate::worker::{Report, Worker};
use commit::{Committer, Place, Take};
use document::Document;
use parallel::for_each;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;
use woolak::audit::{Digest, Key};
use woolak::decide::Register;
use woolak::pipeline::{self, Analysis, Engine, FileName};
use woolak::text::Sensitive;

/// Dossiers are taken together until a wave has this many documents.
const WAVE: usize = 256;

/// What a run needs beside its documents.
pub struct Run<'a> {
    /// Rules and settings.
    pub engine: &'a Engine,
    /// How long a small document may take.
    pub limit: Duration,
    /// Where results go.
    pub folder: &'a OutputFolder,
    /// Prefix of new file names, if all documents get one.
    pub rename: Option<&'a str>,
}

/// Whole dossiers that are taken together; each input with its number in the run, from 1.
type Wave = Vec<(Dossier, Vec<(usize, Input)>)>;

/// A dossier's documents and what they share.
struct Group {
    /// Number of its first document in the run: no other dossier has it.
    number: usize,
    key: Key,
    name: String,
    inputs_digest: Digest,
    register: Register,
    documents: Vec<Document>,
}

impl Run<'_> {
    /// Redacts the inputs and closes the log.
    pub fn run(
        &self,
        workers: &mut [Worker],
        inputs: Vec<Input>,
        log: Log,
        summary: Summary,
    ) -> Result<Summary, StoreError> {
        let bytes = inputs.iter().map(|input| document::size(&input.path)).sum();
        let progress = Progress::new(inputs.len() as u64, bytes);
        let mut committer = Committer::new(self, log, summary);
        for wave in waves(inputs) {
            if interrupt::asked() {
                break;
            }
            self.wave(workers, wave, &mut committer, &progress);
        }
        progress.clear();
        committer.close()
    }

    fn wave(&self, workers: &mut [Worker], wave: Wave, committer: &mut Committer<'_>, progress: &Progress) {
        let mut groups: Vec<Group> = wave
            .into_iter()
            .map(|(dossier, inputs)| self.open(workers, &dossier, inputs))
            .collect();
        for group in &mut groups {
            committer.take_finished(group, Take::WholeDossier, progress);
        }
        groups.retain(|group| !group.documents.is_empty());
        self.analyse(workers, &mut groups, progress);
        if interrupt::asked() {
            return;
        }
        for group in &mut groups {
            committer.take_finished(group, Take::Each, progress);
        }
        self.redact(workers, groups, committer, progress);
    }

    fn open(&self, workers: &mut [Worker], dossier: &Dossier, inputs: Vec<(usize, Input)>) -> Group {
        let name = Sensitive::new(&*dossier.name);
        let slots: Vec<Mutex<Option<Document>>> = inputs.iter().map(|_| Mutex::new(None)).collect();
        for_each(workers, &inputs, |_, at, (number, input)| {
            let id = self
                .folder
                .key()
                .document(&Sensitive::new(input.relative.to_string_lossy()));
            let document = Document::open(input.clone(), *number, id, self.rename);
            *parallel::lock(&slots[at]) = Some(document);
        });
        let documents: Vec<Document> = slots.into_iter().filter_map(parallel::into_inner).collect();
        Group {
            number: inputs.first().map_or(0, |(number, _)| *number),
            key: self.folder.key().for_dossier(&name),
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
        let parts = std::iter::once(engine.as_bytes()).chain(sources.iter().map(Digest::as_bytes));
        Digest::of_parts(parts.map(|digest| digest.as_slice()))
    }

    fn analyse(&self, workers: &mut [Worker], groups: &mut [Group], progress: &Progress) {
        let all: Vec<(usize, &Document)> = groups
            .iter()
            .enumerate()
            .flat_map(|(group, members)| members.documents.iter().map(move |document| (group, document)))
            .collect();
        let analyses: Vec<Mutex<Option<Analysis>>> = all.iter().map(|_| Mutex::new(None)).collect();
        for_each(workers, &all, |worker, at, (_, document)| {
            *parallel::lock(&analyses[at]) = worker.analyse(document.job(), document.limit(self.limit));
            progress.analysed(document.bytes);
        });
        let owners: Vec<usize> = all.iter().map(|(group, _)| *group).collect();
        for (group, analysis) in owners.into_iter().zip(analyses) {
            match parallel::into_inner(analysis) {
                Some(analysis) => groups[group].register.merge(&analysis.register),
                // What a register lacks is part of what its dossier's results depend on.
                None => groups[group].inputs_digest = Digest::of(groups[group].inputs_digest.as_bytes()),
            }
        }
    }

    fn redact(&self, workers: &mut [Worker], groups: Vec<Group>, committer: &mut Committer<'_>, progress: &Progress) {
        let all: Vec<(&Group, &Document)> = groups
            .iter()
            .flat_map(|group| group.documents.iter().map(move |document| (group, document)))
            .collect();
        let names: Vec<FileName> = all
            .iter()
            .map(|(group, document)| pipeline::file_name(&document.relative(), &group.register, self.engine))
            .collect();
        let outputs = committer.outputs(&all, &names);
        let committer = &*committer;
        for_each(workers, &all, |worker, at, (group, document)| {
            let staged = self.folder.stage();
            let dossier = (group.number, &group.register);
            let report = worker
                .redact(document.job(), staged.path(), dossier, document.limit(self.limit))
                .unwrap_or_else(|cause| Report::refused(&cause, &self.engine.settings));
            let pages = report.pages;
            let place = Place {
                name: &names[at],
                output: &outputs[at],
            };
            let published = committer.commit(group, document, place, report, staged);
            progress.finished(document.bytes, pages, published);
        });
    }
}

/// The inputs by dossier, in waves.
fn waves(inputs: Vec<Input>) -> Vec<Wave> {
    let mut dossiers: BTreeMap<Dossier, Vec<(usize, Input)>> = BTreeMap::new();
    for (index, input) in inputs.into_iter().enumerate() {
        dossiers
            .entry(input.dossier.clone())
            .or_default()
            .push((index + 1, input));
    }
    let mut waves = Vec::new();
    let mut wave = Vec::new();
    let mut size = 0;
    for (dossier, inputs) in dossiers {
        size += inputs.len();
        wave.push((dossier, inputs));
        if size >= WAVE {
            waves.push(std::mem::take(&mut wave));
            size = 0;
        }
    }
    waves.push(wave);
    waves
}

impl From<bool> for Published {
    fn from(published: bool) -> Self {
        if published { Self::Yes } else { Self::No }
    }
}
