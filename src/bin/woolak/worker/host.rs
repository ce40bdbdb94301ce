//! The run's side of a worker: starts it, asks, waits no longer than allowed, and starts another where one died.

use super::{Job, Report, Request, Response, Split};
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;
use woolak::audit::Digest;
use woolak::decide::Register;
use woolak::pipeline::{Analysis, Cause, DocumentDecisions};
use woolak::text::Sensitive;

/// The allocator of the GNU C library learns to keep freed buffers as large as those of a scan among what is small and
/// stays, and so takes many times what it needs; with bounds that stay, such buffers go back to the system, and so do the
/// packed pictures of its pages, which are smaller. In bytes.
const ALLOCATOR: [(&str, &str); 2] = [
    ("MALLOC_MMAP_THRESHOLD_", "524288"),
    ("MALLOC_TRIM_THRESHOLD_", "67108864"),
];

/// How long a worker may take to start.
const START: Duration = Duration::from_secs(60);

/// A worker process, started when it is first asked.
pub struct Worker {
    arguments: Vec<OsString>,
    engine: Digest,
    process: Option<Process>,
}

/// A dossier's number in the run, which no other has, and its register.
pub type Known<'a> = (usize, &'a Register);

struct Process {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<String>,
    /// Which dossier's register it has.
    dossier: Option<usize>,
}

impl Worker {
    /// A worker with the arguments of this run; `engine` is the digest that its rules and settings must have.
    pub fn new(arguments: Vec<OsString>, engine: Digest) -> Self {
        Self {
            arguments,
            engine,
            process: None,
        }
    }

    /// First pass; `None` where the document cannot be analysed: its second pass tells why.
    pub fn analyse(&mut self, job: Job, limit: Duration) -> Option<(Analysis, Split)> {
        self.bury();
        match self.ask(&Request::Analyse(job), limit) {
            Ok(Response::Analysis(analysis, split)) => Some((*analysis, split)),
            _ => None,
        }
    }

    /// Second pass under the register of the dossier of that number; a verified result is written to `stage`.
    ///
    /// # Errors
    /// What became of the worker.
    pub fn redact(&mut self, job: Job, stage: &Path, dossier: Known<'_>, limit: Duration) -> Result<Report, Cause> {
        self.tell_register(dossier)?;
        match self.ask(&Request::Redact(job, stage.to_owned()), limit)? {
            Response::Report(report) => Ok(*report),
            _ => Err(Cause::Panicked),
        }
    }

    /// Second pass without redaction, under that same register; `file` is the document's place under the input.
    ///
    /// # Errors
    /// Why nothing is proposed, in one Dutch sentence.
    pub fn propose(
        &mut self,
        job: Job,
        file: Sensitive,
        dossier: Known<'_>,
        limit: Duration,
    ) -> Result<DocumentDecisions, String> {
        let asked = self
            .tell_register(dossier)
            .and_then(|()| self.ask(&Request::Propose(job, file), limit));
        match asked {
            Ok(Response::Proposed(document)) => Ok(*document),
            Ok(Response::Refused(sentence)) => Err(sentence),
            Ok(_) => Err(Cause::Panicked.to_string()),
            Err(cause) => Err(cause.to_string()),
        }
    }

    fn tell_register(&mut self, (dossier, register): Known<'_>) -> Result<(), Cause> {
        self.bury();
        let told = |process: &Process| process.dossier == Some(dossier);
        if self.process.as_ref().is_some_and(told) {
            return Ok(());
        }
        self.tell(&Request::Register(register.clone()))?;
        if let Some(process) = &mut self.process {
            process.dossier = Some(dossier);
        }
        Ok(())
    }

    fn ask(&mut self, request: &Request, limit: Duration) -> Result<Response, Cause> {
        self.tell(request)?;
        let answer = match &self.process {
            Some(process) => process.answers.recv_timeout(limit),
            None => Err(RecvTimeoutError::Disconnected),
        };
        match answer {
            Ok(line) => serde_json::from_str(&line).map_err(|_| Cause::Panicked),
            Err(RecvTimeoutError::Timeout) => {
                self.stop();
                Err(Cause::OutOfTime)
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.stop();
                Err(Cause::OutOfMemory)
            }
        }
    }

    fn tell(&mut self, request: &Request) -> Result<(), Cause> {
        self.start()?;
        let line = serde_json::to_string(request).map_err(|_| Cause::Panicked)?;
        let Some(process) = &mut self.process else {
            return Err(Cause::Panicked);
        };
        writeln!(process.stdin, "{line}").map_err(|_| {
            self.stop();
            Cause::OutOfMemory
        })
    }

    fn start(&mut self) -> Result<(), Cause> {
        if self.process.is_some() {
            return Ok(());
        }
        let process = self.spawn().map_err(|_| Cause::Panicked)?;
        let ready = process.answers.recv_timeout(START).ok();
        self.process = Some(process);
        match ready.and_then(|line| serde_json::from_str(&line).ok()) {
            Some(Response::Ready(engine)) if engine == self.engine => Ok(()),
            _ => {
                self.stop();
                Err(Cause::Panicked)
            }
        }
    }

    fn spawn(&self) -> io::Result<Process> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("worker")
            .args(&self.arguments)
            .envs(ALLOCATOR)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("no pipe"));
        };
        let (sender, answers) = sync_channel(1);
        std::thread::spawn(move || {
            let mut reader = BufReader::new(stdout);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
                if sender.send(std::mem::take(&mut line)).is_err() {
                    break;
                }
            }
        });
        Ok(Process {
            child,
            stdin,
            answers,
            dossier: None,
        })
    }

    /// Lets go of a worker that died while it had nothing to do.
    fn bury(&mut self) {
        let dead = |process: &mut Process| !matches!(process.child.try_wait(), Ok(None));
        if self.process.as_mut().is_some_and(dead) {
            self.stop();
        }
    }

    fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It may be gone already; either way nothing of it is left.
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}
