//! What the program's exit code tells a script. Codes are never changed once given; 1 is never used.

use std::process::ExitCode;

/// The result of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything was published.
    AllPublished,
    /// Nothing failed, and some documents need a reviewer.
    NeedsReview,
    /// A document was refused or failed, or the command itself could not run.
    Failed,
}

impl Exit {
    /// The number a shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::AllPublished => 0,
            Self::NeedsReview => 3,
            Self::Failed => 2,
        }
    }

    /// The result that a process of this program told by its exit code; `None` if it was killed or told nothing.
    pub fn of_code(code: Option<i32>) -> Option<Self> {
        [Self::AllPublished, Self::NeedsReview, Self::Failed]
            .into_iter()
            .find(|exit| Some(i32::from(exit.code())) == code)
    }

    /// The graver of two.
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_0_3_2_and_the_graver_wins() {
        assert_eq!(Exit::AllPublished.code(), 0);
        assert_eq!(Exit::NeedsReview.code(), 3);
        assert_eq!(Exit::Failed.code(), 2);
        assert_eq!(Exit::of_code(Some(3)), Some(Exit::NeedsReview));
        assert_eq!((Exit::of_code(Some(1)), Exit::of_code(None)), (None, None));
        assert_eq!(Exit::NeedsReview.and(Exit::AllPublished), Exit::NeedsReview);
        assert_eq!(Exit::NeedsReview.and(Exit::Failed), Exit::Failed);
    }
}
