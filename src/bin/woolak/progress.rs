//! The progress bar: documents, pages per second, time left, failures. On a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Progress of a run, in bytes read over both passes: a truthful measure of the work that is left.
pub struct Progress {
    bar: ProgressBar,
    documents: AtomicU64,
    done: AtomicU64,
    pages: AtomicU64,
    failed: AtomicU64,
    start: Instant,
}

impl Progress {
    /// Starts a bar for so many documents of so many bytes together.
    pub fn new(documents: u64, bytes: u64) -> Self {
        let bar = match std::io::stderr().is_terminal() {
            true => ProgressBar::with_draw_target(Some(bytes.max(1) * 2), ProgressDrawTarget::stderr()),
            false => ProgressBar::hidden(),
        };
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent}% · {msg} · nog {eta}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        let progress = Self {
            bar,
            documents: AtomicU64::new(documents),
            done: AtomicU64::new(0),
            pages: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            start: Instant::now(),
        };
        progress.tell();
        progress
    }

    /// A document of so many bytes was found inside another.
    pub fn found(&self, bytes: u64) {
        self.documents.fetch_add(1, Ordering::Relaxed);
        self.bar.inc_length(bytes * 2);
    }

    /// The first pass over a document of so many bytes is done.
    pub fn analysed(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// A document is finished.
    pub fn finished(&self, bytes: u64, pages: u32, published: Published) {
        self.bar.inc(bytes);
        self.done.fetch_add(1, Ordering::Relaxed);
        self.pages.fetch_add(u64::from(pages), Ordering::Relaxed);
        if published == Published::No {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
        self.tell();
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn tell(&self) {
        let done = self.done.load(Ordering::Relaxed);
        let pages = self.pages.load(Ordering::Relaxed) as f64;
        let rate = pages / self.start.elapsed().as_secs_f64().max(0.001);
        let failed = self.failed.load(Ordering::Relaxed);
        self.bar.set_message(format!(
            "{done} van {} documenten · {rate:.1} blz/s · {failed} niet gepubliceerd",
            self.documents.load(Ordering::Relaxed)
        ));
    }
}

/// Whether a document that is finished was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It lies in the output folder.
    Yes,
    /// It is held or refused.
    No,
}
