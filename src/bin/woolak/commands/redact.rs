//! `woolak redact`: from arguments to a run over documents on disk.

use super::{Failure, engine, sources, stream};
use crate::cli::{self, RedactArgs, SummaryFormat};
use crate::exit::Exit;
use crate::inputs::{Collected, collect};
use crate::run::{Decided, Run};
use crate::store::{Log, OutputFolder, Signer, fault, read_decisions};
use crate::summary::Summary;
use crate::timings::Timings;
use crate::worker::{self, Threads, Worker};
use std::path::Path;
use std::time::Duration;
use woolak::pdf::ocr;
use woolak::pipeline::{Engine, Settings};
use woolak::redact;

/// Carries the command out.
pub fn redact(arguments: &RedactArgs) -> Result<Exit, Failure> {
    if arguments.inputs.iter().any(|input| input.as_os_str() == "-") {
        return stream::host(arguments);
    }
    let engine = compiled(arguments, engine::reader(&arguments.engine)?)?;
    let Some(out) = &arguments.out else {
        return Err(Failure::new("geef met --out de map waarin de gelakte documenten komen"));
    };
    let summary = batch(arguments, &engine, out)?;
    tell(&summary, arguments.format);
    Ok(summary.exit())
}

/// Carries out what the host of this process asks: the other half of [`redact`].
pub fn worker(arguments: &RedactArgs) -> Result<Exit, Failure> {
    crate::interrupt::ignore();
    let engine = compiled(arguments, engine::reader(&arguments.engine)?)?;
    let passwords = sources::passwords(&arguments.engine.passwords)?;
    let threads = Threads::new(engine::pool(&arguments.engine)?, || engine::threads(1))?;
    worker::serve(&engine, &passwords, arguments.engine.max_memory << 20, &threads)
        .map_err(|error| Failure::new(fault(&error).to_string()))?;
    Ok(Exit::AllPublished)
}

/// Rules and settings of these arguments, with what reads pictures.
pub(super) fn compiled(arguments: &RedactArgs, ocr: Option<Box<dyn ocr::Engine>>) -> Result<Engine, Failure> {
    Ok(Engine {
        rules: engine::rules(&arguments.engine)?,
        settings: settings(arguments),
        ocr,
    })
}

fn settings(arguments: &RedactArgs) -> Settings {
    Settings {
        ocr: arguments.engine.ocr.into(),
        threshold: arguments.engine.threshold.into(),
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
        problems: problems.iter().map(|problem| engine::shown(problem, engine)).collect(),
        skipped: skipped as u64,
        out: out.to_owned(),
        ..Summary::default()
    };
    summary.problems.sort();
    if inputs.is_empty() {
        return Ok(summary);
    }
    crate::interrupt::listen();
    let decided = match &arguments.decisions {
        Some(path) => {
            let (decisions, digest) = read_decisions(path).map_err(Failure::new)?;
            Some(Decided::new(decisions, digest))
        }
        None => None,
    };
    let signer = match &arguments.sign_key {
        Some(key) => Some(Signer::open(key, arguments.sign_password_file.as_deref()).map_err(Failure::new)?),
        None => None,
    };
    let timings = match &arguments.timings {
        Some(path) => Some(
            Timings::create(path).map_err(|error| Failure::new(format!("{}: {}", path.display(), fault(&error))))?,
        ),
        None => None,
    };
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
        limit: Duration::from_secs(arguments.engine.timeout),
        folder: &folder,
        rename: arguments.rename.as_deref(),
        decided: decided.as_ref(),
        timings: timings.as_ref(),
        signer: signer.as_ref(),
    };
    let own = engine::for_workers(engine);
    let worker = || Worker::new(own.clone(), engine.digest());
    let mut workers: Vec<Worker> = std::iter::repeat_with(worker)
        .take(engine::jobs(&arguments.engine))
        .collect();
    let summary = run.run(&mut workers, inputs, log, summary)?;
    if let Some(timings) = &timings {
        timings.finish();
    }
    Ok(summary)
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
