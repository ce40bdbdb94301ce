//! A scan: the same two passes as a run, but the second one only tells what it would do. It writes nothing.

use super::document::Document;
use super::first::{FirstPass, Group};
use super::parallel::{self, for_each_known};
use super::{Wave, waves};
use crate::inputs::Input;
use crate::interrupt;
use crate::progress::{Progress, Published};
use crate::worker::Worker;
use std::sync::Mutex;
use std::time::Duration;
use woolak::audit::Key;
use woolak::pipeline::{DocumentDecisions, Engine};
use woolak::text::Sensitive;

/// What a scan goes by.
pub struct Scan<'a> {
    /// Rules and settings.
    pub engine: &'a Engine,
    /// How long a small document may take.
    pub limit: Duration,
}

/// What a scan gave, in the order of the documents' places.
#[derive(Default)]
pub struct Scanned {
    /// Documents that were read.
    pub documents: Vec<DocumentDecisions>,
    /// Documents that were not, each with one Dutch sentence.
    pub unread: Vec<(Sensitive, String)>,
}

impl Scan<'_> {
    /// Scans the inputs.
    pub fn run(&self, workers: &mut [Worker], inputs: Vec<Input>) -> Scanned {
        let bytes = inputs.iter().map(|input| super::document::size(&input.path)).sum();
        let progress = Progress::new(inputs.len() as u64, bytes);
        let mut scanned = Scanned::default();
        for wave in waves(inputs) {
            if !interrupt::asked() {
                self.wave(workers, wave, &mut scanned, &progress);
            }
        }
        progress.clear();
        scanned.documents.sort_by(|a, b| a.file.cmp(&b.file));
        scanned.unread.sort();
        scanned
    }

    fn wave(&self, workers: &mut [Worker], wave: Wave, scanned: &mut Scanned, progress: &Progress) {
        // No mark is shown, so any key will do.
        let key = Key::new([0; 32]);
        let first = FirstPass {
            engine: self.engine,
            limit: self.limit,
            key: &key,
            rename: None,
            decided: None,
        };
        let mut groups: Vec<Group> = wave
            .into_iter()
            .map(|(dossier, inputs)| first.open(workers, &dossier, inputs))
            .collect();
        first.analyse(workers, &mut groups, progress);
        let all: Vec<_> = groups
            .iter()
            .flat_map(|group| group.documents.iter().map(move |document| (group, document)))
            .collect();
        let answers: Vec<_> = all.iter().map(|_| Mutex::new(None)).collect();
        let known_by = |(_, document): &(&Group, &Document)| document.read_by;
        for_each_known(workers, &all, known_by, |worker, at, (group, document)| {
            let dossier = (group.number, &group.register);
            let answer = worker.propose(document.job(), document.relative(), dossier, document.limit(self.limit));
            let (pages, read) = match &answer {
                Ok(proposed) => (proposed.pages, Published::Yes),
                Err(_) => (0, Published::No),
            };
            progress.finished(document.bytes, pages, read);
            *parallel::lock(&answers[at]) = Some(answer);
        });
        for ((_, document), answer) in all.iter().zip(answers) {
            match parallel::into_inner(answer) {
                Some(Ok(proposed)) => scanned.documents.push(proposed),
                Some(Err(sentence)) => scanned.unread.push((document.relative(), sentence)),
                None => {}
            }
        }
    }
}
