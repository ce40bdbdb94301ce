//! A run over many documents: two passes per dossier, in waves so that memory stays flat, resumable at any moment.
//! What a document says never leaves the library but as a verified file.

mod commit;
mod document;
mod first;
mod orders;
mod parallel;
mod scan;

pub use orders::Decided;
pub use scan::{Scan, Scanned};

use crate::inputs::{Dossier, Input};
use crate::interrupt;
use crate::progress::{Progress, Published};
use crate::store::{Log, OutputFolder, Signer, StoreError};
use crate::summary::Summary;
use crate::timings::{Timing, Timings, milliseconds};
use crate::worker::{Report, Worker};
use commit::{Committer, Place, Take};
use document::Document;
use first::{FirstPass, Group};
use orders::Orders;
use parallel::for_each_known;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use woolak::pipeline::{self, Cause, Engine, FileName};

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
    /// What a reviewer decided, if one did.
    pub decided: Option<&'a Decided>,
    /// Where times go, if anyone wants them.
    pub timings: Option<&'a Timings>,
    /// What signs the log, if anything does.
    pub signer: Option<&'a Signer>,
}

/// Whole dossiers that are taken together; each input with its number in the run, from 1.
type Wave = Vec<(Dossier, Vec<(usize, Input)>)>;

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
        let mut committer = Committer::new(self, &inputs, log, summary);
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
            .map(|(dossier, inputs)| self.first().open(workers, &dossier, inputs))
            .collect();
        for group in &mut groups {
            committer.take_finished(group, Take::WholeDossier, progress);
        }
        groups.retain(|group| !group.documents.is_empty());
        self.first().analyse(workers, &mut groups, progress);
        if interrupt::asked() {
            return;
        }
        for group in &mut groups {
            committer.take_finished(group, Take::Each, progress);
        }
        self.redact(workers, groups, committer, progress);
    }

    /// Withdraws what was published of attachments that are no longer inside their document.
    fn withdraw_strays(&self, log: &mut Log) -> Result<(), StoreError> {
        while let Some((id, output)) = log.stray() {
            log.forget(id.as_str());
            if let Some(output) = output
                && log.owner(&output).is_none()
            {
                self.folder.withdraw(&output)?;
            }
        }
        Ok(())
    }

    fn first(&self) -> FirstPass<'_> {
        FirstPass {
            engine: self.engine,
            limit: self.limit,
            key: self.folder.key(),
            rename: self.rename,
            decided: self.decided,
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
        let known_by = |(_, document): &(&Group, &Document)| document.read_by;
        for_each_known(workers, &all, known_by, |worker, at, (group, document)| {
            let staged = self.folder.stage();
            let dossier = (group.number, &group.register);
            let start = Instant::now();
            let report = match document.orders {
                Orders::Undecided => Err(Cause::Undecided),
                _ => worker.redact(document.job(), staged.path(), dossier, document.limit(self.limit)),
            };
            let report = report.unwrap_or_else(|cause| Report::refused(&cause, &self.engine.settings));
            let pages = report.pages;
            if let Some(timings) = self.timings {
                let (analysed_in, first) = *parallel::lock(&document.analysed_in);
                timings.add(&Timing {
                    document: &document.id,
                    bytes: document.bytes,
                    pages,
                    analyse_ms: milliseconds(analysed_in),
                    redact_ms: milliseconds(start.elapsed()),
                    stages_us: first + report.split,
                });
            }
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
