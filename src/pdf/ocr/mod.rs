//! Words in pictures: which pictures of a page may hold words, how they are shown to an engine that reads them, and how
//! its words become glyphs of the page. The engine itself is the caller's.

mod again;
mod aligned;
mod aside;
mod clusters;
mod contrast;
mod dither;
mod draw;
mod dust;
mod fit;
mod ink;
mod layer;
mod lean;
mod letters;
mod pictures;
mod read;
mod sheet;
mod signature;
mod strokes;
mod unread;
mod upright;
mod words;

pub use aside::look_aside;
pub use read::{Policy, Recognised, recognise};
pub use sheet::Sheet;
pub use signature::SIGNATURE;
pub use unread::UNREAD_WORD;

use crate::text::Sensitive;

/// A program that reads words in pictures.
pub trait Engine: Send + Sync {
    /// Name and version: another engine reads other words.
    fn name(&self) -> &str;

    /// The words of an upright picture, in reading order.
    ///
    /// # Errors
    /// The engine cannot be used or fails on this picture.
    fn read(&self, sheet: &Sheet, setting: Setting) -> Result<Vec<Word>, Unread>;
}

/// How the words of a picture stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// As on any page: in columns, tables, pictures.
    Page,
    /// In lines below one another, and nothing else.
    Lines,
}

/// A picture could not be read; the page that holds it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread;

/// A word as an engine saw it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Word {
    /// Its letters.
    pub text: Sensitive,
    /// Left edge, pixels from the left.
    pub left: u32,
    /// Upper edge, pixels from the top.
    pub top: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How sure the engine is, 0 to 100.
    pub confidence: u8,
    /// The line it stands on, counted over the whole picture.
    pub line: u32,
}

/// A word that the engine is less sure of may say something else.
const UNSURE: u8 = 50;

impl Word {
    /// Whether it says what stands there, most likely.
    fn is_sure(&self) -> bool {
        self.confidence >= UNSURE
    }

    /// How many letters and digits it has.
    fn letters(&self) -> usize {
        self.text.expose().chars().filter(|c| c.is_alphanumeric()).count()
    }
}
