//! What every command that reads documents needs of its arguments: the reader of pictures and threads.

use super::{Failure, sources};
use crate::cli::{self, EngineArgs};
use crate::inputs::Problem;
use crate::ocr::{Cache, Reader, Tesseract};
use std::ffi::OsString;
use std::num::NonZeroUsize;
use woolak::decide::Register;
use woolak::pdf::ocr;
use woolak::pipeline::{self, Engine};
use woolak::rules::RuleSet;
use woolak::text::Sensitive;

/// Stack of a thread that reads documents: they nest, and the bounds on nesting are counted, not measured in bytes.
const STACK: usize = 32 << 20;
/// Threads that share the pages of one document; more would only take memory from it.
const PAGE_THREADS: usize = 4;

/// Tesseract, unless it is not wanted or not there.
pub fn reader(arguments: &EngineArgs) -> Result<Option<Box<dyn ocr::Engine>>, Failure> {
    if matches!(arguments.ocr, cli::Ocr::Never) {
        return Ok(None);
    }
    let found = match &arguments.known_reader {
        Some(version) => Ok(Tesseract::known(version.clone())),
        None => Tesseract::find(),
    };
    let tesseract = match (arguments.ocr, found) {
        (cli::Ocr::Never, _) | (cli::Ocr::Auto, Err(_)) => return Ok(None),
        (cli::Ocr::Always, Err(missing)) => return Err(Failure::new(missing.to_string())),
        (_, Ok(tesseract)) => tesseract,
    };
    let folder = match (arguments.no_ocr_cache, &arguments.ocr_cache) {
        (true, _) => None,
        (false, Some(folder)) => Some(folder.clone()),
        (false, None) => Cache::usual_folder(),
    };
    let readers = sharing(arguments);
    Ok(Some(Box::new(Reader::new(tesseract, Cache::open(folder), readers))))
}

/// The arguments of this process for its workers: they read the same, so they have the same rules and settings. What
/// was found to read pictures with they need not look for again.
pub fn for_workers(engine: &Engine) -> Vec<OsString> {
    let own = std::env::args_os().skip(2);
    let reader = engine
        .ocr
        .as_ref()
        .map(|reader| format!("--known-reader={}", reader.name()));
    reader.into_iter().map(OsString::from).chain(own).collect()
}

/// Documents that are read at the same time.
pub fn jobs(arguments: &EngineArgs) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    arguments.jobs.map_or_else(cores, usize::from)
}

/// How many threads share a document.
fn sharing(arguments: &EngineArgs) -> usize {
    jobs(arguments).min(PAGE_THREADS)
}

/// The threads that share the pages of a document.
pub fn pool(arguments: &EngineArgs) -> Result<rayon::ThreadPool, Failure> {
    threads(sharing(arguments))
}

/// The rules; a model of names shares a document with as many threads as its pages do.
pub fn rules(arguments: &EngineArgs) -> Result<RuleSet, Failure> {
    let threads = NonZeroUsize::new(sharing(arguments)).unwrap_or(NonZeroUsize::MIN);
    sources::rules(&arguments.rules, threads)
}

/// So many threads that read documents.
pub fn threads(count: usize) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(count)
        .stack_size(STACK)
        .build()
        .map_err(|_| Failure::new("er kunnen geen werkprocessen worden gestart"))
}

/// A problem with the names in its path redacted.
pub fn shown(problem: &Problem, engine: &Engine) -> String {
    let path = Sensitive::new(problem.path.to_string_lossy());
    let shown = Problem {
        path: shown_name(&path, engine).into(),
        kind: problem.kind,
    };
    shown.to_string()
}

/// A path with the names in it redacted.
pub fn shown_name(path: &Sensitive, engine: &Engine) -> String {
    pipeline::file_name(path, &Register::default(), engine)
        .as_str()
        .to_owned()
}

impl From<cli::Ocr> for ocr::Policy {
    fn from(when: cli::Ocr) -> Self {
        match when {
            cli::Ocr::Auto => Self::Auto,
            cli::Ocr::Always => Self::Always,
            cli::Ocr::Never => Self::Never,
        }
    }
}

impl From<cli::Threshold> for woolak::decide::Threshold {
    fn from(threshold: cli::Threshold) -> Self {
        match threshold {
            cli::Threshold::Twijfelachtig => Self::Doubtful,
            cli::Threshold::Waarschijnlijk => Self::Likely,
            cli::Threshold::Zeker => Self::Certain,
        }
    }
}
