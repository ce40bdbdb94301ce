//! Publishing a document and recording it, in the one order that survives a kill at any moment: what no longer holds is
//! withdrawn, the record is made durable, the file gets its name.

use super::document::{Document, attached_new_name, attached_place};
use super::parallel::{into_inner, lock};
use super::{Group, Run};
use crate::inputs::Input;
use crate::progress::{Progress, Published};
use crate::store::{Closed, Log, SIGNATURE, Staged, StoreError};
use crate::summary::Summary;
use crate::worker::{Reason, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use woolak::audit::{Digest, DocumentRecord, FindingRecord, Fingerprint, GroundCount, OutcomeKind, RulingKind, SCHEMA};
use woolak::decide::Ruling;
use woolak::pipeline::{Cause, Engine, FileName, Found};
use woolak::rules::Recogniser;
use woolak::text::Sensitive;

/// How much of a dossier an earlier run may have finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// All of it or nothing: it is not known yet what its documents give its register.
    WholeDossier,
    /// Each document by itself.
    Each,
}

/// Under which name a document is known and where its result goes.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Its place under the input, as it may be shown.
    pub name: &'a FileName,
    /// Its place under the output folder.
    pub output: &'a str,
}

/// The log and the summary of a run; documents may be committed from any thread.
pub struct Committer<'a> {
    run: &'a Run<'a>,
    state: Mutex<State>,
    /// Places of all inputs of the run.
    inputs: BTreeSet<String>,
    /// Places under the output folder that are given out.
    taken: BTreeSet<String>,
    /// The same by document.
    places: BTreeMap<Fingerprint, String>,
}

struct State {
    log: Log,
    summary: Summary,
    failure: Option<StoreError>,
}

impl<'a> Committer<'a> {
    /// Starts from the log as it stands.
    pub fn new(run: &'a Run<'a>, inputs: &[Input], log: Log, summary: Summary) -> Self {
        let place = |input: &Input| input.relative.to_string_lossy().into_owned();
        Self {
            run,
            state: Mutex::new(State {
                log,
                summary,
                failure: None,
            }),
            inputs: inputs.iter().map(place).collect(),
            taken: BTreeSet::new(),
            places: BTreeMap::new(),
        }
    }

    /// Takes out of the run what an earlier run finished and what still stands: a dossier as a whole before its first
    /// pass, or each document after it.
    pub fn take_finished(&mut self, group: &mut Group, take: Take, progress: &Progress) {
        let run = self.run;
        let State { log, summary, .. } = self.state.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let standing = |document: &Document| {
            let record = &log.entry(document.id.as_str())?.document;
            let output = record.output.as_ref()?;
            let same_name = document.new_name.as_ref().is_none_or(|name| name == output);
            let same_inputs = record.inputs == group.inputs_digest && record.source_sha256 == document.source;
            let mut records = vec![record];
            if take == Take::WholeDossier {
                // Nothing is known of them yet but what the log says; they are as unchanged as what they are inside of.
                let new_name = document.new_name.as_deref();
                attached(log, run, (&document.place, new_name), record, &mut records)?;
            }
            let stands = |one: &&DocumentRecord| {
                let output = one.output.as_deref();
                one.inputs == record.inputs && output.is_some_and(|output| stands(run, output, one.output_sha256))
            };
            (same_name && same_inputs && records.iter().all(stands)).then_some(records)
        };
        let found: Vec<_> = group.documents.iter().map(standing).collect();
        if take == Take::WholeDossier && found.iter().any(Option::is_none) {
            return;
        }
        let mut finished = Vec::new();
        for (document, found) in group.documents.iter().zip(found) {
            finished.push(found.is_some());
            let Some(records) = found else { continue };
            for record in records {
                if let Some(output) = &record.output {
                    self.taken.insert(output.clone());
                    self.places.insert(record.id.clone(), output.clone());
                }
                summary.add(record, Vec::new());
                summary.reused += 1;
            }
            if take == Take::WholeDossier {
                progress.analysed(document.bytes);
            }
            progress.finished(document.bytes, 0, Published::Yes);
        }
        let mut finished = finished.into_iter();
        group.documents.retain(|_| finished.next() != Some(true));
    }

    /// A place under the output folder for every document, no two the same; an attachment has it beside the document
    /// that it is inside of, and never where an input would go.
    pub fn outputs(&mut self, documents: &[(&Group, &Document)], names: &[FileName]) -> Vec<String> {
        let place = |((_, document), name): (&(&Group, &Document), &FileName)| {
            let parent = document
                .attached
                .as_ref()
                .and_then(|attached| self.places.get(&attached.to));
            let wanted = match (&document.new_name, parent) {
                (Some(new), _) => new.clone(),
                (None, Some(parent)) => document.beside(parent),
                (None, None) => name.as_str().to_owned(),
            };
            let of_an_input = |place: &String| document.attached.is_some() && self.inputs.contains(place);
            let free = (1..)
                .map(|number| numbered(&wanted, number))
                .find(|place| !self.taken.contains(place) && !of_an_input(place))
                .unwrap_or(wanted);
            self.taken.insert(free.clone());
            self.places.insert(document.id.clone(), free.clone());
            free
        };
        documents.iter().zip(names).map(place).collect()
    }

    /// Publishes or holds one document and records it; `staged` is where a verified result lies.
    pub fn commit(
        &self,
        group: &Group,
        document: &Document,
        place: Place<'_>,
        mut report: Report,
        staged: Staged,
    ) -> Published {
        let settings = &self.run.engine.settings;
        let mut state = lock(&self.state);
        if report.outcome == OutcomeKind::Published && self.occupied(&state.log, place.output, report.output) {
            report.outcome = OutcomeKind::Refused;
            report.reasons.push(Reason::of(&Cause::Occupied, settings));
        }
        let mut record = self.record(group, document, place, &report);
        let findings = findings(group, place.name, &report.found);
        let published = self
            .publish(&mut state, &record, findings, staged)
            .unwrap_or_else(|error| {
                report
                    .reasons
                    .push(Reason::of(&Cause::Unwritable(error.fault()), settings));
                report.found.clear();
                report.outcome = OutcomeKind::Refused;
                record = self.record(group, document, place, &report);
                if let Err(error) = state.log.append(record.clone(), Vec::new()) {
                    state.failure = Some(self.run.folder.error(error));
                }
                Published::No
            });
        if matches!(place.name, FileName::Redacted(_)) && published == Published::Yes {
            state.summary.renamed.push(place.output.to_owned());
        }
        let blocking = report.reasons.into_iter().filter(|reason| reason.record.blocks);
        state
            .summary
            .add(&record, blocking.map(|reason| reason.sentence).collect());
        published
    }

    fn publish(
        &self,
        state: &mut State,
        record: &DocumentRecord,
        findings: Vec<FindingRecord>,
        staged: Staged,
    ) -> Result<Published, StoreError> {
        let folder = self.run.folder;
        let id = record.id.as_str();
        let earlier = state.log.entry(id).and_then(|entry| entry.document.output.clone());
        state.log.forget(id);
        if let Some(earlier) = earlier
            && record.output.as_ref() != Some(&earlier)
            && state.log.owner(&earlier).is_none()
        {
            folder.withdraw(&earlier)?;
        }
        state
            .log
            .append(record.clone(), findings)
            .map_err(|error| folder.error(error))?;
        match &record.output {
            Some(output) => folder.publish(staged, output).map(|()| Published::Yes),
            None => Ok(Published::No),
        }
    }

    fn occupied(&self, log: &Log, output: &str, digest: Option<Digest>) -> bool {
        let path = self.run.folder.path(output);
        path.exists() && log.owner(output).is_none() && !stands(self.run, output, digest)
    }

    fn record(&self, group: &Group, document: &Document, place: Place<'_>, report: &Report) -> DocumentRecord {
        let engine = self.run.engine;
        let dossier = woolak::pipeline::file_name(&Sensitive::new(&*group.name), &group.register, engine);
        let mut settings = engine.settings.words();
        if let Some(case) = self.run.rename {
            settings.insert("rename".into(), case.to_owned());
        }
        // By these an officer can tell later which model was asked.
        let files = engine.rules.recogniser().map(Recogniser::files);
        settings.extend(
            files
                .into_iter()
                .flatten()
                .map(|(name, digest)| (name.into(), Digest::from(digest).to_string())),
        );
        let published = report.outcome == OutcomeKind::Published;
        DocumentRecord {
            schema: SCHEMA,
            id: document.id.clone(),
            file: place.name.as_str().to_owned(),
            dossier: dossier.as_str().to_owned(),
            attached: document.attached.clone(),
            attachments: document.attachments.clone(),
            output: published.then(|| place.output.to_owned()),
            outcome: report.outcome,
            judgement: report.judgement,
            pages: report.pages,
            findings: report.found.len() as u32,
            grounds: grounds(&report.found),
            withheld_percent: report.facts.withheld_percent,
            heavy_pages: report.facts.heavy_pages.clone(),
            date: report.facts.date.clone(),
            kind: report.facts.kind.map(|kind| kind.word().into()),
            claims_nothing_withheld: report.facts.claims_nothing_withheld,
            causes: report.reasons.iter().map(|reason| reason.record.clone()).collect(),
            verified: published,
            source_sha256: document.source,
            output_sha256: report.output.filter(|_| published),
            producer: report.producer.clone().into(),
            tool: Engine::TOOL.to_owned(),
            reviewer: document.reviewer(),
            rules: Digest::of(engine.rules.digest().as_bytes()),
            settings,
            inputs: group.inputs_digest,
        }
    }

    /// Closes the log and gives the summary.
    pub fn close(self) -> Result<Summary, StoreError> {
        let State {
            mut log,
            mut summary,
            failure,
        } = into_inner(self.state);
        if let Some(failure) = failure {
            return Err(failure);
        }
        summary.interrupted = crate::interrupt::asked();
        if !summary.interrupted {
            self.run.withdraw_strays(&mut log)?;
            let closed = log.close(self.run.folder, Engine::TOOL)?;
            match (self.run.signer, closed) {
                (Some(signer), _) => signer.sign(self.run.folder)?,
                // A signature of an earlier log proves nothing of this one.
                (None, Closed::Written) => self.run.folder.withdraw(SIGNATURE)?,
                (None, Closed::Untouched) => {}
            }
        }
        summary.sort();
        Ok(summary)
    }
}

/// Adds the records of the documents inside a document, and of those inside them; `None` if one is not there under the
/// name it would get.
fn attached<'a>(
    log: &'a Log,
    run: &Run<'_>,
    (place, new_name): (&str, Option<&str>),
    record: &DocumentRecord,
    records: &mut Vec<&'a DocumentRecord>,
) -> Option<()> {
    for file in record.attachments.iter().filter(|file| file.kind.document().is_some()) {
        let place = attached_place(place, file.number, file.kind);
        let new_name = new_name.map(|name| attached_new_name(name, file.number, file.kind));
        let id = run.folder.key().document(&Sensitive::new(&*place));
        let inside = &log.entry(id.as_str())?.document;
        if new_name.is_some() && new_name != inside.output {
            return None;
        }
        records.push(inside);
        attached(log, run, (&place, new_name.as_deref()), inside, records)?;
    }
    Some(())
}

/// Whether the file at that place has that digest.
fn stands(run: &Run<'_>, output: &str, digest: Option<Digest>) -> bool {
    digest.is_some() && crate::store::digest(&run.folder.path(output)).ok() == digest
}

fn numbered(wanted: &str, number: u32) -> String {
    match (number, wanted.rsplit_once('.')) {
        (1, _) => wanted.to_owned(),
        (_, Some((stem, extension))) => format!("{stem}-{number}.{extension}"),
        (_, None) => format!("{wanted}-{number}"),
    }
}

fn grounds(found: &[Found]) -> Vec<GroundCount> {
    let mut counts = BTreeMap::new();
    for ground in found.iter().filter_map(|found| found.ground()) {
        *counts.entry(ground).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .map(|(ground, count)| GroundCount { ground, count })
        .collect()
}

fn findings(group: &Group, name: &FileName, found: &[Found]) -> Vec<FindingRecord> {
    let record = |(index, found): (usize, &Found)| {
        let (ruling, ground, keep) = match found.ruling {
            Ruling::Redact(ground) => (RulingKind::Redact, Some(ground), None),
            Ruling::Keep(reason) => (RulingKind::Keep, None, Some(reason)),
        };
        FindingRecord {
            file: name.as_str().to_owned(),
            number: index as u32 + 1,
            page: found.place.page,
            line: found.place.line,
            boxes: found.place.boxes.clone(),
            kind: found.kind,
            ruling,
            ground,
            keep,
            rule: found.rule.clone(),
            evidence: found.evidence.clone(),
            confidence: found.confidence,
            by: found.by.clone(),
            note: found.note,
            person: group.key.person(&found.identity),
        }
    };
    found.iter().enumerate().map(record).collect()
}
