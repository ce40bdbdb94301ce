//! The short lists under `rules/lists/cues`: words that one reader goes by, beside that reader.
//! They do not say what a word may be, as the table of `lists` does, and a user's rules do not change them.

use super::fold::fold;
use rustc_hash::FxHashSet;

/// Declares lists, each with the type that reads it, when it is first asked, and the name of its file.
macro_rules! word_lists {
    ($($(#[$doc:meta])* $visibility:vis $name:ident: $list:ident = $file:literal;)*) => {$(
        $(#[$doc])*
        $visibility static $name: std::sync::LazyLock<$list> = std::sync::LazyLock::new(|| {
            $list::read(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/lists/cues/", $file, ".txt")))
        });
    )*};
}
pub(crate) use word_lists;

/// Words, folded.
#[derive(Debug)]
pub(crate) struct WordList(FxHashSet<String>);

impl WordList {
    /// Of the lines of a file.
    pub(crate) fn read(file: &str) -> Self {
        Self(entries(file).map(fold).collect())
    }

    /// Whether a folded word is one of them.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.0.contains(folded)
    }

    /// Whether a folded word is or ends with one of them.
    pub(crate) fn ends(&self, folded: &str) -> bool {
        self.ends_behind(folded, 0)
    }

    /// Whether a folded word ends with one of them, behind so many bytes at least.
    pub(crate) fn ends_behind(&self, folded: &str, bytes: usize) -> bool {
        (self.0.iter()).any(|ending| folded.len() >= ending.len() + bytes && folded.ends_with(ending.as_str()))
    }

    /// All of them, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Pieces of text as they are written; `_` at an end of an entry is a space.
#[derive(Debug)]
pub(crate) struct Signs(Vec<String>);

impl Signs {
    /// Of the lines of a file.
    pub(crate) fn read(file: &str) -> Self {
        Self(entries(file).map(|entry| entry.replace('_', " ")).collect())
    }

    /// Whether one of them stands in a text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|sign| text.contains(sign.as_str()))
    }

    /// Whether a text begins with one of them.
    pub(crate) fn open(&self, text: &str) -> bool {
        self.0.iter().any(|sign| text.starts_with(sign.as_str()))
    }
}

/// The lines that are no comment.
fn entries(file: &str) -> impl Iterator<Item = &str> {
    let lines = file.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole_or_as_an_ending() {
        let list = WordList::read("# Origin\npatiënt\nweg\n");
        assert!(list.has("patient") && !list.has("# origin"));
        assert!(list.ends("weg") && list.ends_behind("zandweg", 4) && !list.ends_behind("zandweg", 5));
    }

    #[test]
    fn a_sign_is_found_in_a_text_as_it_is_written() {
        let signs = Signs::read("_bv\nBV_\n");
        assert!(signs.stand_in("jansen bv") && !signs.stand_in("dbv"));
        assert!(signs.open("BV te Delft") && !signs.open("BVs"));
    }
}
