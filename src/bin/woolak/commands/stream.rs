//! `woolak redact -`: one document from stdin to stdout, read in a process of its own within the bounds of a batch. It
//! writes no file and no log.

use super::{Failure, engine, redact, sources, words};
use crate::cli::RedactArgs;
use crate::exit::Exit;
use crate::store::{MAX_BYTES, fault};
use crate::worker;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use woolak::pipeline::{self, Cause, DiskFault, Format, Outcome, Source, Unwatched};

/// Gives stdin to a [`reader`] and passes on what it gives, once it is whole.
pub fn host(arguments: &RedactArgs) -> Result<Exit, Failure> {
    if arguments.inputs.len() > 1 || arguments.out.is_some() || arguments.decisions.is_some() {
        return Err(Failure::new(
            "«-» leest één document van stdin en schrijft het naar stdout; het gaat niet samen met andere invoer, met --out of met --decisions",
        ));
    }
    let mut bytes = Vec::new();
    io::stdin()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("stdin: {}", fault(&error))))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Ok(refused(&Cause::Unreadable(DiskFault::TooLarge)));
    }
    let limit = worker::time(Duration::from_secs(arguments.engine.timeout), bytes.len() as u64);
    match within(bytes, limit) {
        Ok((status, published, told)) => {
            let Some(exit) = Exit::of_code(status.code()) else {
                // What the system says of a killed process is not for an officer, and may hold words of the document.
                return Ok(refused(&Cause::OutOfMemory));
            };
            // The officer may have closed stderr; the document and the exit code still say what came of it.
            let _ = io::stderr().write_all(&told);
            let mut out = io::stdout();
            out.write_all(&published)
                .and_then(|()| out.flush())
                .map_err(|error| Failure::new(format!("stdout: {}", fault(&error))))?;
            Ok(exit)
        }
        Err(cause) => Ok(refused(&cause)),
    }
}

fn refused(cause: &Cause) -> Exit {
    eprintln!("stdin: {cause}");
    Exit::Failed
}

/// How the reader ended, and all that it wrote to stdout and stderr.
fn within(bytes: Vec<u8>, limit: Duration) -> Result<(ExitStatus, Vec<u8>, Vec<u8>), Cause> {
    let mut child = spawn().map_err(|_| Cause::Panicked)?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(Cause::Panicked);
    };
    // A reader that dies leaves the rest unread; how it ended tells more than this error.
    std::thread::spawn(move || drop(stdin.write_all(&bytes)));
    let (published, told) = (all_of(stdout), all_of(stderr));
    let Ok(published) = published.recv_timeout(limit) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Cause::OutOfTime);
    };
    let status = child.wait().map_err(|_| Cause::Panicked)?;
    Ok((status, published, told.recv().unwrap_or_default()))
}

fn spawn() -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .arg("reader")
        .args(std::env::args_os().skip(2))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Everything that comes through a pipe, once it closes.
fn all_of(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut all = Vec::new();
        // Half a document is never passed on: the process that wrote it has failed, and its exit code says so.
        let _ = pipe.read_to_end(&mut all);
        let _ = sender.send(all);
    });
    receiver
}

/// Redacts stdin to stdout: the other half of [`host`].
pub fn reader(arguments: &RedactArgs) -> Result<Exit, Failure> {
    let passwords = sources::passwords(&arguments.engine.passwords)?;
    worker::confine(arguments.engine.max_memory << 20);
    let mut bytes = Vec::new();
    match io::stdin().read_to_end(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => return Ok(refused(&Cause::OutOfMemory)),
        Err(error) => return Err(Failure::new(format!("stdin: {}", fault(&error)))),
        Ok(_) => {}
    }
    let format = Format::of_bytes(&bytes);
    let pictures = match format {
        Format::Pdf => engine::reader(&arguments.engine)?,
        Format::Text => None,
    };
    let engine = redact::compiled(arguments, pictures)?;
    let source = Source {
        format,
        bytes: &bytes,
        passwords: &passwords,
        brief: None,
        watch: &Unwatched,
    };
    engine::pool(&arguments.engine)?.install(|| write(source, &engine))
}

/// The document is its own dossier.
fn write(source: Source<'_>, engine: &pipeline::Engine) -> Result<Exit, Failure> {
    let (analysis, kept) = match pipeline::analyse(source, engine) {
        Ok(read) => read,
        Err(cause) => return Ok(refused(&cause)),
    };
    for inside in &analysis.attachments {
        let kind = words::attachment(inside.kind);
        let number = inside.number;
        eprintln!("stdin: bijlage {number} ({kind}) is niet gepubliceerd; met --out komen bijlagen in de uitvoermap");
    }
    let redaction = pipeline::redact(source, Some(kept), &analysis.register, engine);
    for cause in &redaction.causes {
        eprintln!("stdin: {cause}");
    }
    match redaction.outcome {
        Outcome::Verified(verified) => {
            let mut out = io::stdout();
            out.write_all(verified.bytes())
                .and_then(|()| out.flush())
                .map_err(|error| Failure::new(format!("stdout: {}", fault(&error))))?;
            Ok(Exit::AllPublished)
        }
        Outcome::NeedsReview => Ok(Exit::NeedsReview),
        Outcome::Refused => Ok(Exit::Failed),
    }
}
