//! `woolak redact`: from arguments to a run, or from stdin to stdout.

use super::{Failure, sources};
use crate::cli::{self, RedactArgs, SummaryFormat};
use crate::exit::Exit;
use crate::inputs::{Collected, Problem, collect};
use crate::ocr::{Cache, Reader, Tesseract};
use crate::run::Run;
use crate::store::{Log, OutputFolder, fault};
use crate::summary::Summary;
use crate::worker::{self, Worker};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;
use woolak::decide::{Register, Threshold};
use woolak::pdf::ocr;
use woolak::pipeline::{self, Cause, Engine, Format, Outcome, Settings, Source};
use woolak::redact;
use woolak::text::Sensitive;

/// Stack of a thread that reads documents: they nest, and the bounds on nesting are counted, not measured in bytes.
const STACK: usize = 32 << 20;
/// Threads that share the pages of one document; more would only take memory from it.
const PAGE_THREADS: usize = 4;

/// Carries the command out.
pub fn redact(arguments: &RedactArgs) -> Result<Exit, Failure> {
    let engine = engine(arguments)?;
    let passwords = sources::passwords(&arguments.password, arguments.password_file.as_deref())?;
    if arguments.inputs.iter().any(|input| input.as_os_str() == "-") {
        return pool(arguments)?.install(|| stream(arguments, &engine, &passwords));
    }
    let Some(out) = &arguments.out else {
        return Err(Failure::new("geef met --out de map waarin de gelakte documenten komen"));
    };
    let summary = batch(arguments, &engine, out)?;
    tell(&summary, arguments.format);
    Ok(summary.exit())
}

/// Tesseract, unless it is not wanted or not there.
fn reader(arguments: &RedactArgs) -> Result<Option<Box<dyn ocr::Engine>>, Failure> {
    let tesseract = match (arguments.ocr, Tesseract::find()) {
        (cli::Ocr::Never, _) | (cli::Ocr::Auto, Err(_)) => return Ok(None),
        (cli::Ocr::Always, Err(missing)) => return Err(Failure::new(missing.to_string())),
        (_, Ok(tesseract)) => tesseract,
    };
    let folder = match (arguments.no_ocr_cache, &arguments.ocr_cache) {
        (true, _) => None,
        (false, Some(folder)) => Some(folder.clone()),
        (false, None) => Cache::usual_folder(),
    };
    let readers = jobs(arguments).min(PAGE_THREADS);
    Ok(Some(Box::new(Reader::new(tesseract, Cache::open(folder), readers))))
}

/// Carries out what the host of this process asks: the other half of [`redact`].
pub fn worker(arguments: &RedactArgs) -> Result<Exit, Failure> {
    crate::interrupt::ignore();
    let engine = engine(arguments)?;
    let passwords = sources::passwords(&arguments.password, arguments.password_file.as_deref())?;
    pool(arguments)?
        .install(|| worker::serve(&engine, &passwords, arguments.max_memory << 20))
        .map_err(|error| Failure::new(fault(&error).to_string()))?;
    Ok(Exit::AllPublished)
}

fn engine(arguments: &RedactArgs) -> Result<Engine, Failure> {
    Ok(Engine {
        rules: sources::rules(&arguments.rules)?,
        settings: settings(arguments),
        ocr: reader(arguments)?,
    })
}

fn jobs(arguments: &RedactArgs) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    arguments.jobs.map_or_else(cores, usize::from)
}

fn pool(arguments: &RedactArgs) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs(arguments).min(PAGE_THREADS))
        .stack_size(STACK)
        .build()
        .map_err(|_| Failure::new("er kunnen geen werkprocessen worden gestart"))
}

fn settings(arguments: &RedactArgs) -> Settings {
    Settings {
        ocr: match arguments.ocr {
            cli::Ocr::Auto => ocr::Policy::Auto,
            cli::Ocr::Always => ocr::Policy::Always,
            cli::Ocr::Never => ocr::Policy::Never,
        },
        threshold: match arguments.threshold {
            cli::Threshold::Twijfelachtig => Threshold::Doubtful,
            cli::Threshold::Waarschijnlijk => Threshold::Likely,
            cli::Threshold::Zeker => Threshold::Certain,
        },
        redact: redact::Settings {
            width: match arguments.width {
                cli::Width::Uniform => redact::Width::Uniform,
                cli::Width::Snap => redact::Width::Snap,
                cli::Width::Exact => redact::Width::Exact,
            },
            style: match arguments.style {
                cli::Style::Black => redact::Style::Black,
                cli::Style::Outline => redact::Style::Outline,
                cli::Style::Grey => redact::Style::Grey,
            },
        },
        accepted: arguments.accept.iter().cloned().collect(),
    }
}

fn batch(arguments: &RedactArgs, engine: &Engine, out: &Path) -> Result<Summary, Failure> {
    let Collected {
        inputs,
        problems,
        skipped,
    } = collect(&arguments.inputs, out, arguments.dossier.as_deref());
    let mut summary = Summary {
        problems: problems.iter().map(|problem| shown(problem, engine)).collect(),
        skipped: skipped as u64,
        out: out.to_owned(),
        ..Summary::default()
    };
    summary.problems.sort();
    if inputs.is_empty() {
        return Ok(summary);
    }
    crate::interrupt::listen();
    let folder = OutputFolder::open(out, arguments.key_file.as_deref())?;
    let log = Log::open(&folder)?;
    if log.damaged() > 0 {
        eprintln!(
            "woolak: het logboek is buiten woolak om gewijzigd; {} documenten worden opnieuw gelakt.",
            log.damaged()
        );
    }
    let run = Run {
        engine,
        limit: Duration::from_secs(arguments.timeout),
        folder: &folder,
        rename: arguments.rename.as_deref(),
    };
    // A worker reads the same arguments as this process, so it has the same rules and settings.
    let own: Vec<OsString> = std::env::args_os().skip(2).collect();
    let worker = || Worker::new(own.clone(), engine.digest());
    let mut workers: Vec<Worker> = std::iter::repeat_with(worker).take(jobs(arguments)).collect();
    Ok(run.run(&mut workers, inputs, log, summary)?)
}

/// A problem with the names in its path redacted.
fn shown(problem: &Problem, engine: &Engine) -> String {
    let path = Sensitive::new(problem.path.to_string_lossy());
    let name = pipeline::file_name(&path, &Register::default(), engine);
    let shown = Problem {
        path: name.as_str().into(),
        kind: problem.kind,
    };
    shown.to_string()
}

fn tell(summary: &Summary, format: SummaryFormat) {
    match format {
        SummaryFormat::Text => eprint!("{summary}"),
        SummaryFormat::Json => match serde_json::to_string_pretty(summary) {
            Ok(json) => println!("{json}"),
            Err(_) => eprint!("{summary}"),
        },
    }
}

/// One document from stdin to stdout; it is its own dossier.
fn stream(arguments: &RedactArgs, engine: &Engine, passwords: &[Sensitive]) -> Result<Exit, Failure> {
    if arguments.inputs.len() > 1 || arguments.out.is_some() {
        return Err(Failure::new(
            "«-» leest één document van stdin en schrijft het naar stdout; het gaat niet samen met andere invoer of met --out",
        ));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("stdin: {}", fault(&error))))?;
    let source = Source {
        format: Format::of_bytes(&bytes),
        bytes: &bytes,
        passwords,
    };
    let told = |causes: &[Cause]| {
        for cause in causes {
            eprintln!("stdin: {cause}");
        }
    };
    let register = match pipeline::analyse(source, engine) {
        Ok(analysis) => analysis.register,
        Err(cause) => {
            told(&[cause]);
            return Ok(Exit::Failed);
        }
    };
    let redaction = pipeline::redact(source, &register, engine);
    told(&redaction.causes);
    match redaction.outcome {
        Outcome::Verified(verified) => {
            let mut out = std::io::stdout();
            out.write_all(verified.bytes())
                .and_then(|()| out.flush())
                .map_err(|error| Failure::new(format!("stdout: {}", fault(&error))))?;
            Ok(Exit::AllPublished)
        }
        Outcome::NeedsReview => Ok(Exit::NeedsReview),
        Outcome::Refused => Ok(Exit::Failed),
    }
}
