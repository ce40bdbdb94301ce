//! `woolak redact`: from arguments to a run, or from stdin to stdout.

use super::{Failure, sources};
use crate::cli::{self, RedactArgs, SummaryFormat};
use crate::exit::Exit;
use crate::inputs::{Collected, Problem, collect};
use crate::ocr::{Cache, Reader, Tesseract};
use crate::run::Run;
use crate::store::{Log, OutputFolder, fault};
use crate::summary::Summary;
use std::io::{Read, Write};
use std::path::Path;
use woolak::decide::{Register, Threshold};
use woolak::pdf::ocr;
use woolak::pipeline::{self, Cause, Engine, Format, Outcome, Settings, Source};
use woolak::redact;
use woolak::text::Sensitive;

/// Stack of a worker: documents nest, and the bounds on nesting are counted, not measured in bytes.
const STACK: usize = 64 << 20;

/// Carries the command out.
pub fn redact(arguments: &RedactArgs) -> Result<Exit, Failure> {
    let engine = Engine {
        rules: sources::rules(&arguments.rules)?,
        settings: settings(arguments),
        ocr: reader(arguments)?,
    };
    let passwords = sources::passwords(&arguments.password, arguments.password_file.as_deref())?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, usize::from))
        .stack_size(STACK)
        .build()
        .map_err(|_| Failure::new("er kunnen geen werkprocessen worden gestart"))?;
    if arguments.inputs.iter().any(|input| input.as_os_str() == "-") {
        return pool.install(|| stream(arguments, &engine, &passwords));
    }
    let Some(out) = &arguments.out else {
        return Err(Failure::new("geef met --out de map waarin de gelakte documenten komen"));
    };
    let summary = pool.install(|| batch(arguments, &engine, &passwords, out))?;
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
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    Ok(Some(Box::new(Reader::new(tesseract, Cache::open(folder), jobs))))
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
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

fn batch(arguments: &RedactArgs, engine: &Engine, passwords: &[Sensitive], out: &Path) -> Result<Summary, Failure> {
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
        passwords,
        folder: &folder,
        rename: arguments.rename.as_deref(),
    };
    Ok(run.run(inputs, log, summary)?)
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
