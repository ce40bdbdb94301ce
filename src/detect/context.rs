//! What stands before and after a place: the line, the label, the column head. It says nothing of names.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::slips;
use super::token::{Token, tokenize};
use crate::rules::Lowered;
use crate::text::Text;

/// Bytes of one piece of context that are looked at.
const REACH: usize = 100;

/// A text made ready for detection.
pub(crate) struct Scene {
    /// The text.
    pub text: Arc<Text>,
    /// Its words, numbers and marks.
    pub tokens: Vec<Token>,
    /// The text with letters that stand for digits in numbers as digits, where there are any.
    numeric: Option<String>,
    /// That text in lower case.
    pub lowered: Lowered,
    /// For every line: the line that holds the heads of its columns, if it is a row of a table.
    heads: Vec<Option<u32>>,
}

impl Scene {
    /// Tokenizes and finds the tables.
    pub(crate) fn new(text: Arc<Text>) -> Self {
        let numeric = slips::numeric(text.as_str());
        Self {
            tokens: tokenize(&text),
            lowered: Lowered::new(&numeric),
            numeric: match numeric {
                Cow::Borrowed(_) => None,
                Cow::Owned(numeric) => Some(numeric),
            },
            heads: table_heads(&text),
            text,
        }
    }

    /// The whole text.
    pub(crate) fn source(&self) -> &str {
        self.text.as_str()
    }

    /// The text with letters that stand for digits in numbers (`O6-9l`) as digits; as long as the text.
    pub(crate) fn numeric(&self) -> &str {
        self.numeric.as_deref().unwrap_or(self.source())
    }

    /// Index of the first token that starts at or after a byte.
    pub(crate) fn token_from(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| (token.start as usize) < at)
    }

    /// The head of the column in which a byte stands, if it stands in the body of a table of three columns or more.
    pub(crate) fn column_head(&self, at: usize) -> Option<Range<usize>> {
        let number = self.text.line_at(at)?;
        let head = self.heads[number]? as usize;
        if head == number {
            return None;
        }
        let cells = &self.text.lines()[number].cells;
        let column = cells.iter().position(|cell| cell.start <= at && at <= cell.end)?;
        self.text.lines()[head].cells.get(column).cloned()
    }

    /// Lower-case words before a place, the nearest last: other cells, the column head, the line itself.
    /// At the start of a line without cells the end of the line before it is put first.
    pub(crate) fn before(&self, at: usize) -> String {
        let source = self.source();
        let Some(number) = self.text.line_at(at) else {
            return String::new();
        };
        let line = &self.text.lines()[number];
        let cell = line.cells.iter().find(|cell| cell.start <= at && at <= cell.end);
        let start = cell.map_or(line.range.start, |cell| cell.start);
        let own = tail(&source[start..at.max(start)]);
        let mut context = String::new();
        if start > line.range.start {
            context.push_str(tail(&source[line.range.start..start]));
            context.push(' ');
        } else if own.trim_matches(|c: char| !c.is_alphanumeric()).len() < 4 {
            let above = self.text.lines()[..number]
                .iter()
                .rev()
                .take(3)
                .find(|line| !source[line.range.clone()].trim().is_empty());
            if let Some(above) = above.filter(|above| above.cells.len() == 1) {
                context.push_str(tail(&source[above.range.clone()]));
                context.push(' ');
            }
        }
        if let Some(head) = self.column_head(at) {
            context.push_str(&source[head]);
            context.push(' ');
        }
        context.push_str(own);
        context.to_lowercase()
    }

    /// The lower-case rest of the line after a place.
    pub(crate) fn after(&self, at: usize) -> String {
        let source = self.source();
        let end = self
            .text
            .line_at(at)
            .map_or(at, |line| self.text.lines()[line].range.end);
        let rest = &source[at..end.max(at)];
        let cut = floor_boundary(rest, REACH);
        rest[..cut].to_lowercase()
    }
}

/// The last [`REACH`] bytes.
fn tail(words: &str) -> &str {
    let mut from = words.len().saturating_sub(REACH);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    &words[from..]
}

fn floor_boundary(words: &str, at: usize) -> usize {
    let mut at = at.min(words.len());
    while !words.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first of the adjoining lines with three cells or more.
fn table_heads(text: &Text) -> Vec<Option<u32>> {
    let mut heads = Vec::with_capacity(text.lines().len());
    let mut open = None;
    for (number, line) in text.lines().iter().enumerate() {
        if line.cells.len() >= 3 {
            open = open.or(Some(number as u32));
        } else if line.cells.len() < 2 || line.range.is_empty() {
            open = None;
        }
        heads.push(open.filter(|_| line.cells.len() >= 2));
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_comes_from_the_line_the_label_and_the_column() {
        for (source, place, context) in [
            ("Het BSN is 111", "111", "het bsn is "),
            ("BSN\t111", "111", "bsn\t "),
            ("Van\n111", "111", "van "),
            ("Naam\tGeboren\tBSN\nJan\t1980\t111", "111", "jan\t1980\t bsn "),
        ] {
            let text = Text::from_plain(source);
            let at = source.find(place).expect("present");
            assert_eq!(Scene::new(Arc::new(text)).before(at), context);
        }
    }
}
