//! What a caller may be told while a document is worked on. The library has no clock; whoever watches may have one.

/// A stage of a document's way, in their order. The first two come again in the second pass if the document's pages were
/// not kept; the third comes in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Its bytes are taken apart into objects and fonts.
    Read,
    /// Its pages and pictures become text.
    Interpret,
    /// Rules and tagger look for what is to be withheld.
    Detect,
    /// What is withheld is taken out and the file is built anew.
    Rewrite,
    /// Two witnesses read the file again.
    Verify,
    /// It goes to disk; the library never enters this stage, its caller does.
    Write,
}

/// Somebody who wants to know how far a document is.
pub trait Watch: Sync {
    /// The document leaves the stage it was in for this one.
    fn enters(&self, stage: Stage);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn enters(&self, _: Stage) {}
}
