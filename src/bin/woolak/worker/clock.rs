//! How long a document was in each stage, by the computer's clock. It is told, never asked, and the log knows nothing of it.

use std::ops::Add;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use woolak::pipeline::{Stage, Watch};

/// Microseconds per stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Split {
    /// Taken apart into objects and fonts.
    pub read: u64,
    /// Pages and pictures made text.
    pub interpret: u64,
    /// Looked for what is to be withheld.
    pub detect: u64,
    /// Taken out and built anew.
    pub rewrite: u64,
    /// Read again by two witnesses.
    pub verify: u64,
    /// Written to disk.
    pub write: u64,
}

impl Split {
    fn of(&mut self, stage: Stage) -> &mut u64 {
        match stage {
            Stage::Read => &mut self.read,
            Stage::Interpret => &mut self.interpret,
            Stage::Detect => &mut self.detect,
            Stage::Rewrite => &mut self.rewrite,
            Stage::Verify => &mut self.verify,
            Stage::Write => &mut self.write,
        }
    }
}

impl Add for Split {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            read: self.read + other.read,
            interpret: self.interpret + other.interpret,
            detect: self.detect + other.detect,
            rewrite: self.rewrite + other.rewrite,
            verify: self.verify + other.verify,
            write: self.write + other.write,
        }
    }
}

/// Runs from the first stage on.
#[derive(Default)]
pub struct Clock(Mutex<Running>);

#[derive(Default)]
struct Running {
    since: Option<(Stage, Instant)>,
    split: Split,
}

impl Running {
    fn close(&mut self) {
        if let Some((stage, start)) = self.since.take() {
            *self.split.of(stage) += microseconds(start.elapsed());
        }
    }
}

impl Clock {
    /// Stops it.
    pub fn split(self) -> Split {
        let mut running = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        running.close();
        running.split
    }
}

impl Watch for Clock {
    fn enters(&self, stage: Stage) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.close();
        running.since = Some((stage, Instant::now()));
    }
}

fn microseconds(time: Duration) -> u64 {
    time.as_micros().try_into().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_to_the_stage_that_was_entered_last() {
        let clock = Clock::default();
        clock.enters(Stage::Read);
        clock.enters(Stage::Verify);
        std::thread::sleep(Duration::from_millis(3));
        clock.enters(Stage::Write);
        let split = clock.split();
        assert!(split.verify >= 3000 && split.verify > split.read, "{split:?}");
        assert_eq!(split.detect, 0);
        assert_eq!((split + split).verify, 2 * split.verify);
    }
}
