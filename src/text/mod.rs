//! Page text as values: one string per document with its pages, lines and cells, and spans into it.
//! It is not aware of PDF, of positions on paper, or of the law.

mod columns;
mod flow;
pub(crate) mod fold;
mod sensitive;
mod span;

pub use flow::{Flow, Mend};
pub use sensitive::Sensitive;
pub use span::Span;

use columns::Columns;
use std::ops::Range;

/// The months in Dutch, folded.
pub(crate) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// Where the words of a line come from; the detector may weigh it, the log may tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Origin {
    /// The page's own content.
    #[default]
    Page,
    /// The appearance of an annotation or form field.
    Annotation,
    /// A picture that was read by an OCR engine.
    Ocr,
}

/// Whether the end of a line ends what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// The writer ended the line.
    #[default]
    Ends,
    /// There was no room for the next word: the next line goes on.
    GoesOn,
}

/// One visual line of a page, broken into cells where the gap is too wide to be a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Byte range in [`Text::as_str`], without the line break.
    pub range: Range<usize>,
    /// The cells of the line in reading order; they are separated by one `\t` in the string, or by `;` in a table that
    /// plain text has in that form.
    pub cells: Vec<Range<usize>>,
    /// Lines of the same paragraph, column or table row group share a block number; a block never spans two pages.
    pub block: u32,
    /// Where the line comes from.
    pub origin: Origin,
    /// Whether the next line goes on with it. Of plain text nobody knows.
    pub ending: Ending,
}

/// One page: its byte range and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Byte range in [`Text::as_str`], without the page separator.
    pub range: Range<usize>,
    /// Indices into [`Text::lines`].
    pub lines: Range<usize>,
}

/// The text of a whole document in reading order.
///
/// Lines are separated by `\n`, cells by `\t`, blocks by an empty line, pages by `\u{c}`. A word hyphenated at a line
/// end keeps its hyphen and its line break: nothing in this string is normalised, so every byte has its place in the
/// source. [`Flow`] is the same text as it is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    content: String,
    pages: Vec<Page>,
    lines: Vec<Line>,
}

impl Text {
    /// A document from plain text or Markdown: pages end at form feeds, lines at `\n` or `\r\n`, cells at tabs or, in a
    /// table with semicolons, at these, blocks at empty lines.
    pub fn from_plain(content: &str) -> Self {
        let mut builder = TextBuilder::default();
        let mut block = 0;
        let mut start = 0;
        for (index, page) in content.split('\u{c}').enumerate() {
            if index > 0 {
                block += 1;
            }
            let page_start = start;
            let first_line = builder.lines.len();
            let mut at = page_start;
            let mut columns = Columns::default();
            let mut raws = page.split('\n').peekable();
            while let Some(raw) = raws.next() {
                let line = raw.strip_suffix('\r').unwrap_or(raw);
                if line.trim().is_empty() {
                    block += 1;
                }
                builder.lines.push(Line {
                    range: at..at + line.len(),
                    cells: columns.cells(line, raws.peek().copied(), at),
                    block,
                    origin: Origin::Page,
                    ending: Ending::Ends,
                });
                at += raw.len() + 1;
            }
            builder.pages.push(Page {
                range: page_start..page_start + page.len(),
                lines: first_line..builder.lines.len(),
            });
            start = page_start + page.len() + 1;
        }
        Self {
            content: content.to_owned(),
            pages: builder.pages,
            lines: builder.lines,
        }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The pages in order; never empty for a document that was read.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// All lines of all pages in reading order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text under a span.
    ///
    /// # Panics
    /// If the span was made by another text and lies outside this one or inside a character.
    pub fn slice(&self, span: Span) -> &str {
        &self.content[span.range()]
    }

    /// The words under a span as they are read: wrapped lines whole, and words that a line end cut.
    pub fn words(&self, span: Span) -> String {
        flow::words(self, span)
    }

    /// A span of this text, or `None` if the range is empty, outside the text, or cuts a character.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        if range.is_empty() || self.content.get(range.clone()).is_none() {
            return None;
        }
        Some(Span::new(range))
    }

    /// Index of the line that holds the byte offset (a line break belongs to the line before it).
    pub fn line_at(&self, offset: usize) -> Option<usize> {
        let after = self.lines.partition_point(|line| line.range.start <= offset);
        after.checked_sub(1)
    }

    /// Zero-based index of the page that holds the byte offset.
    pub fn page_at(&self, offset: usize) -> Option<usize> {
        let after = self.pages.partition_point(|page| page.range.start <= offset);
        after.checked_sub(1)
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text")
            .field("bytes", &self.content.len())
            .field("pages", &self.pages.len())
            .field("lines", &self.lines.len())
            .finish()
    }
}

/// Assembles a [`Text`] page by page, line by line; a reader that knows positions (the PDF layout) uses it.
#[derive(Default)]
pub struct TextBuilder {
    content: String,
    pages: Vec<Page>,
    lines: Vec<Line>,
    page_start: Option<(usize, usize)>,
}

impl TextBuilder {
    /// Begins a page; the one before it is closed.
    pub fn begin_page(&mut self) {
        self.end_page();
        if !self.pages.is_empty() {
            self.content.push('\u{c}');
        }
        self.page_start = Some((self.content.len(), self.lines.len()));
    }

    /// Adds a line of cells to the current page and returns the byte offset of its first character.
    /// An empty line goes between it and a line of another block.
    pub fn push_line<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>, block: u32, origin: Origin) -> usize {
        let (page_start, first_line) = *self.page_start.get_or_insert((self.content.len(), self.lines.len()));
        if self.content.len() > page_start {
            self.content.push('\n');
        }
        if self.lines.len() > first_line && self.lines.last().is_some_and(|line| line.block != block) {
            self.content.push('\n');
        }
        let start = self.content.len();
        let mut ranges = Vec::new();
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.content.push('\t');
            }
            let at = self.content.len();
            self.content.push_str(cell);
            ranges.push(at..self.content.len());
        }
        self.lines.push(Line {
            range: start..self.content.len(),
            cells: ranges,
            block,
            origin,
            ending: Ending::Ends,
        });
        start
    }

    /// Says that the line added last goes on in the one that is added next, on the same page.
    pub fn goes_on(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            line.ending = Ending::GoesOn;
        }
    }

    /// Closes the last page and gives the text.
    pub fn finish(mut self) -> Text {
        self.end_page();
        Text {
            content: self.content,
            pages: self.pages,
            lines: self.lines,
        }
    }

    fn end_page(&mut self) {
        if let Some((start, first_line)) = self.page_start.take() {
            self.pages.push(Page {
                range: start..self.content.len(),
                lines: first_line..self.lines.len(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_every_byte() {
        let text = Text::from_plain("Van\tJ. Smit\n\nTekst\u{c}Blad 2");
        assert_eq!(text.pages().len(), 2);
        assert_eq!(text.lines().len(), 4);
        assert_eq!(&text.as_str()[text.lines()[0].cells[1].clone()], "J. Smit");
        assert_ne!(text.lines()[0].block, text.lines()[2].block);
        assert_eq!(text.page_at(text.as_str().find("Blad").expect("present")), Some(1));
    }

    #[test]
    fn builder_separates_cells_lines_blocks_and_pages() {
        let mut builder = TextBuilder::default();
        builder.begin_page();
        builder.push_line(["Van", "J. Smit"], 0, Origin::Page);
        builder.push_line(["Datum"], 0, Origin::Page);
        builder.push_line(["Nota"], 1, Origin::Page);
        builder.begin_page();
        builder.push_line(["Blad 2"], 2, Origin::Page);
        let text = builder.finish();
        assert_eq!(text.as_str(), "Van\tJ. Smit\nDatum\n\nNota\u{c}Blad 2");
        assert_eq!(text.pages()[1].lines, 3..4);
    }

    #[test]
    fn a_span_never_cuts_a_character() {
        let text = Text::from_plain("é");
        assert!(text.span(0..1).is_none());
        assert!(text.span(0..0).is_none());
        assert!(text.span(0..2).is_some());
    }
}
