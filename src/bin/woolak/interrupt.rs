//! Ctrl-C: the first asks the run to end after the documents in hand, the second ends it at once. Both are safe.

use crate::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens from now on.
pub fn listen() {
    // Without a handler Ctrl-C still ends the program, and the next run goes on where this one stopped.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Exit::Failed.code()));
        }
        eprintln!(
            "\nAfgebroken: de documenten die nu in bewerking zijn worden nog afgemaakt (nogmaals Ctrl-C stopt direct)."
        );
    });
}

/// Leaves the decision to the process that started this one.
pub fn ignore() {
    // Without a handler Ctrl-C ends this process, which its host reports.
    let _ = ctrlc::set_handler(|| ());
}

/// Whether the user wants to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
