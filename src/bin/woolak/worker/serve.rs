//! The worker's side: reads requests from stdin, answers on stdout, ends when its host does.

use super::clock::Clock;
use super::shelf::Shelf;
use super::{Job, Reason, Report, Request, Response, Split, Threads};
use crate::store::{fault, write_staged};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{self, BufRead, Write};
use std::path::Path;
use woolak::audit::{Digest, OutcomeKind};
use woolak::decide::Register;
use woolak::pipeline::{self, Cause, Engine, Outcome, Redaction, Source, Stage, Unwatched, Watch};
use woolak::text::Sensitive;

/// Bounds that a process sets on itself before it reads a document; `max_memory` is in bytes.
pub fn confine(max_memory: u64) {
    let bound = |bytes| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    // A core file would hold the document. Where the system refuses a bound, the host's clock still holds.
    let _ = setrlimit(Resource::Core, bound(0));
    let _ = setrlimit(Resource::Data, bound(max_memory));
    std::panic::set_hook(Box::new(|_| ()));
}

/// Answers requests until the host closes the pipe. `max_memory` is in bytes.
pub fn serve(engine: &Engine, passwords: &[Sensitive], max_memory: u64, threads: &Threads) -> io::Result<()> {
    confine(max_memory);
    let mut out = io::stdout().lock();
    let mut answer = |response: &Response| -> io::Result<()> {
        serde_json::to_writer(&mut out, response)?;
        out.write_all(b"\n")?;
        out.flush()
    };
    answer(&Response::Ready(engine.digest()))?;
    let mut desk = Desk {
        engine,
        passwords,
        register: Register::default(),
        shelf: Shelf::new(max_memory),
    };
    for line in io::stdin().lock().lines() {
        match serde_json::from_str(&line?)? {
            Request::Register(of_dossier) => desk.register = of_dossier,
            Request::Analyse(job) => answer(&threads.work(&job.path, || desk.analyse(&job)))?,
            Request::Propose(job, file) => answer(&threads.work(&job.path, || desk.propose(&job, &file)))?,
            Request::Redact(job, stage) => answer(&threads.work(&job.path, || desk.redact(&job, &stage)))?,
        }
    }
    Ok(())
}

/// What a worker has at hand from one request to the next.
struct Desk<'e> {
    engine: &'e Engine,
    passwords: &'e [Sensitive],
    register: Register,
    shelf: Shelf<'e>,
}

impl Desk<'_> {
    fn analyse(&mut self, job: &Job) -> Response {
        self.shelf.make_room();
        let clock = Clock::default();
        clock.enters(Stage::Read);
        let analysis = read(job, self.passwords)
            .and_then(|bytes| pipeline::analyse(source(job, &bytes, self.passwords, &clock), self.engine));
        let split = clock.split();
        match analysis {
            Ok((analysis, kept)) => {
                self.shelf.put(job, kept);
                Response::Analysis(Box::new(analysis), split)
            }
            Err(_) => Response::Unreadable,
        }
    }

    fn propose(&mut self, job: &Job, file: &Sensitive) -> Response {
        let kept = self.shelf.take(job);
        self.shelf.make_room();
        let proposed = read(job, self.passwords).and_then(|bytes| {
            let source = source(job, &bytes, self.passwords, &Unwatched);
            pipeline::propose(file, source, kept, &self.register, self.engine)
        });
        match proposed {
            Ok(document) => Response::Proposed(Box::new(document)),
            Err(cause) => Response::Refused(cause.to_string()),
        }
    }

    fn redact(&mut self, job: &Job, stage: &Path) -> Response {
        let kept = self.shelf.take(job);
        self.shelf.make_room();
        let clock = Clock::default();
        clock.enters(Stage::Read);
        let redaction = read(job, self.passwords).map(|bytes| {
            let source = source(job, &bytes, self.passwords, &clock);
            pipeline::redact(source, kept, &self.register, self.engine)
        });
        let mut report = report(redaction, stage, self.engine, &clock);
        report.split = clock.split();
        Response::Report(Box::new(report))
    }
}

fn source<'a>(job: &'a Job, bytes: &'a [u8], passwords: &'a [Sensitive], watch: &'a dyn Watch) -> Source<'a> {
    Source {
        format: job.format,
        bytes,
        passwords,
        brief: job.brief.as_ref(),
        watch,
    }
}

fn read(job: &Job, passwords: &[Sensitive]) -> Result<Vec<u8>, Cause> {
    let bytes = crate::store::read_bounded(&job.path)?;
    let unchanged = |bytes: Vec<u8>, source: Option<Digest>| match source == Some(Digest::of(&bytes)) {
        true => Ok(bytes),
        false => Err(Cause::Changed),
    };
    let Some(within) = &job.within else {
        return unchanged(bytes, job.source);
    };
    if within.numbers.len() > pipeline::MAX_ATTACHMENT_DEPTH {
        return Err(Cause::AttachedTooDeep);
    }
    let mut bytes = unchanged(bytes, within.file)?;
    for number in &within.numbers {
        bytes = pipeline::attachment(&bytes, passwords, *number)?;
    }
    unchanged(bytes, job.source)
}

/// Writes what may be published, and tells what came of the document.
fn report(redaction: Result<Redaction, Cause>, stage: &Path, engine: &Engine, clock: &Clock) -> Report {
    let redaction = match redaction {
        Ok(redaction) => redaction,
        Err(cause) => return Report::refused(&cause, &engine.settings),
    };
    let mut report = Report {
        outcome: match redaction.outcome {
            Outcome::Verified(_) => OutcomeKind::Published,
            Outcome::NeedsReview => OutcomeKind::Review,
            Outcome::Refused => OutcomeKind::Refused,
        },
        judgement: redaction.judgement(),
        reasons: redaction
            .causes
            .iter()
            .map(|cause| Reason::of(cause, &engine.settings))
            .collect(),
        found: redaction.found,
        pages: redaction.pages,
        facts: redaction.facts,
        producer: redaction.producer.to_owned(),
        output: None,
        split: Split::default(),
    };
    clock.enters(Stage::Write);
    if let Outcome::Verified(verified) = redaction.outcome {
        match write_staged(stage, verified.bytes()) {
            Ok(()) => report.output = Some(Digest::of(verified.bytes())),
            Err(error) => {
                report.outcome = OutcomeKind::Refused;
                report
                    .reasons
                    .push(Reason::of(&Cause::Unwritable(fault(&error)), &engine.settings));
            }
        }
    }
    report
}
