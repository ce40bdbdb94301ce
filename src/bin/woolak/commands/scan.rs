//! `woolak scan`: proposals for an officer, who decides; `woolak redact --decisions` carries the decisions out.

use super::{Failure, engine};
use crate::cli::ScanArgs;
use crate::exit::Exit;
use crate::inputs::{Collected, collect};
use crate::run::{Scan, Scanned};
use crate::store::write_decisions;
use crate::worker::Worker;
use std::path::Path;
use std::time::Duration;
use woolak::pipeline::{Decisions, Engine, Settings};

/// Carries the command out.
pub fn scan(arguments: &ScanArgs) -> Result<Exit, Failure> {
    let engine = Engine {
        rules: engine::rules(&arguments.engine)?,
        settings: Settings {
            ocr: arguments.engine.ocr.into(),
            threshold: arguments.engine.threshold.into(),
            ..Settings::default()
        },
        ocr: engine::reader(&arguments.engine)?,
    };
    // Nothing is written among the documents, so no place is taken.
    let nowhere = Path::new("/dev/null");
    let Collected {
        inputs,
        problems,
        skipped,
    } = collect(&arguments.inputs, nowhere, arguments.dossier.as_deref());
    crate::interrupt::listen();
    let own = engine::for_workers(&engine);
    let worker = || Worker::new(own.clone(), engine.digest());
    let mut workers: Vec<Worker> = std::iter::repeat_with(worker)
        .take(super::engine::jobs(&arguments.engine))
        .collect();
    let scan = Scan {
        engine: &engine,
        limit: Duration::from_secs(arguments.engine.timeout),
    };
    let Scanned { documents, unread } = scan.run(&mut workers, inputs);
    if crate::interrupt::asked() {
        return Err(Failure::new("afgebroken; er is niets geschreven"));
    }
    let count = documents.len();
    let proposals: usize = documents.iter().map(|document| document.findings.len()).sum();
    write_decisions(&arguments.out, &Decisions::new(documents)).map_err(Failure::new)?;
    let out = arguments.out.display();
    eprintln!("{count} documenten gelezen, {proposals} vondsten voorgesteld in {out}.");
    eprintln!("Vertrouwelijk: dit bestand bevat de gegevens die gelakt moeten worden.");
    for problem in &problems {
        eprintln!("Overgeslagen: {}", engine::shown(problem, &engine));
    }
    for (file, sentence) in &unread {
        eprintln!("{}: {sentence}", engine::shown_name(file, &engine));
    }
    if skipped > 0 {
        eprintln!("Niet meegenomen: {skipped} bestanden die geen pdf, txt of md zijn.");
    }
    Ok(if problems.is_empty() && unread.is_empty() {
        Exit::AllPublished
    } else {
        Exit::Failed
    })
}
