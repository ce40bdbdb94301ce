//! A text as it is read: wrapped lines are whole again, and so are words that a line end cut. The way back to the text
//! as it stands is kept; no line is looked at but those that are said to go on.

use super::{Ending, Span, Text};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A text without the accidents of its line ends, and where its bytes stand in the text that it was made of.
#[derive(Debug)]
pub struct Flow {
    text: Arc<Text>,
    stretches: Vec<Stretch>,
}

/// Where a stretch begins, in the flow and in the source.
#[derive(Debug)]
struct Stretch {
    flow: usize,
    source: usize,
    bytes: Bytes,
}

/// What the bytes of a stretch are in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bytes {
    /// The same, one by one.
    Same,
    /// Others; only the stretch as a whole stands somewhere.
    Mended,
}

/// Other words for a stretch of a text, within one line: what stands there, where the text has it wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The bytes of the text, on character boundaries.
    pub range: Range<usize>,
    /// What they are read as; not empty.
    pub by: String,
}

impl Flow {
    /// The flow of a text. One without wrapped lines and invisible characters is its own flow.
    pub fn of(source: &Text) -> Self {
        Self::mended(source, Vec::new())
    }

    /// The flow of a text with some stretches read as others. A mend that meets a line end is left out.
    pub fn mended(source: &Text, mends: Vec<Mend>) -> Self {
        let whole = source.as_str();
        let mut content = String::with_capacity(whole.len());
        let same = |flow, source| Stretch {
            flow,
            source,
            bytes: Bytes::Same,
        };
        let mut stretches = vec![same(0, 0)];
        let mut from = 0;
        let mut edits = edits(source, 0..source.lines().len());
        edits.extend(mends.into_iter().map(|mend| Edit {
            range: mend.range,
            by: mend.by.into(),
        }));
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        for edit in edits {
            if edit.range.start < from {
                continue;
            }
            content.push_str(&whole[from..edit.range.start]);
            if !matches!(&*edit.by, "" | " ") {
                stretches.push(Stretch {
                    bytes: Bytes::Mended,
                    ..same(content.len(), edit.range.start)
                });
            }
            content.push_str(&edit.by);
            from = edit.range.end;
            if edit.by.len() != edit.range.len() || !matches!(&*edit.by, "" | " ") {
                stretches.push(same(content.len(), from));
            }
        }
        content.push_str(&whole[from..]);
        Self {
            text: Arc::new(Text::from_plain(&content)),
            stretches,
        }
    }

    /// The text as it is read.
    pub fn text(&self) -> &Arc<Text> {
        &self.text
    }

    /// Where a span of the flow stands in the source, line ends within it included.
    ///
    /// A span that takes in part of a mended stretch takes in all of it.
    pub fn back(&self, span: Span) -> Span {
        Span::new(self.place(span.start()).start..self.place(span.end() - 1).end)
    }

    /// Where one byte of the flow stands in the source.
    fn place(&self, at: usize) -> Range<usize> {
        let next = self.stretches.partition_point(|stretch| stretch.flow <= at);
        let stretch = &self.stretches[next.saturating_sub(1)];
        match (stretch.bytes, self.stretches.get(next)) {
            (Bytes::Mended, Some(next)) => stretch.source..next.source,
            _ => {
                let place = stretch.source + at - stretch.flow;
                place..place + 1
            }
        }
    }
}

/// The words under a span as they are read.
pub(super) fn words(text: &Text, span: Span) -> String {
    let whole = text.as_str();
    let first = text.line_at(span.start()).unwrap_or(0);
    let last = text.line_at(span.end() - 1).unwrap_or(first);
    let mut words = String::with_capacity(span.range().len());
    let mut from = span.start();
    for edit in edits(text, first..last + 1) {
        if span.start() <= edit.range.start && edit.range.end <= span.end() {
            words.push_str(&whole[from..edit.range.start]);
            words.push_str(&edit.by);
            from = edit.range.end;
        }
    }
    words.push_str(&whole[from..span.end()]);
    words
}

/// What stands in the place of a stretch of the source: nothing, a space for one byte, or other words.
struct Edit {
    range: Range<usize>,
    by: Cow<'static, str>,
}

/// The edits of some lines, in order.
fn edits(text: &Text, numbers: Range<usize>) -> Vec<Edit> {
    let whole = text.as_str();
    let mut edits = Vec::new();
    for (number, line) in text.lines().iter().enumerate().skip(numbers.start).take(numbers.len()) {
        let next = text.lines().get(number + 1).filter(|_| line.ending == Ending::GoesOn);
        let joint = next.map(|next| joint(whole, &line.range, &next.range));
        let end = joint
            .as_ref()
            .map_or(line.range.end, |joint| joint.range.start.min(line.range.end));
        let first = edits.len();
        if let [mark, rest] = &line.cells[..]
            && is_list_mark(&whole[mark.clone()])
        {
            edits.push(Edit {
                range: mark.end..rest.start,
                by: " ".into(),
            });
        }
        let unseen = whole[line.range.start..end].match_indices(is_unseen);
        edits.extend(unseen.map(|(at, found)| Edit {
            range: line.range.start + at..line.range.start + at + found.len(),
            by: "".into(),
        }));
        edits[first..].sort_by_key(|edit| edit.range.start);
        edits.extend(joint);
    }
    edits
}

/// What stands between a line and the one that it goes on in. The hyphen of a cut word goes, that of a double name or of
/// a pair of numbers stays.
fn joint(whole: &str, line: &Range<usize>, next: &Range<usize>) -> Edit {
    let (head, tail) = (&whole[line.clone()], &whole[next.clone()]);
    let mut ends = head.chars().rev();
    let (last, before) = (ends.next().unwrap_or(' '), ends.next().unwrap_or(' '));
    let cut = is_hyphen(last)
        && before.is_alphabetic()
        && tail.starts_with(char::is_lowercase)
        && !is_double_name(head, tail);
    let tied = is_hyphen(last) && before.is_alphanumeric() || matches!(last, '/' | '@' | '_') && before != ' ';
    match (cut, tied) {
        (true, _) => Edit {
            range: line.end - last.len_utf8()..next.start,
            by: "".into(),
        },
        (false, true) => Edit {
            range: line.end..next.start,
            by: "".into(),
        },
        (false, false) => Edit {
            range: line.end..next.start,
            by: " ".into(),
        },
    }
}

/// `Wiggers-` before `ten Cate`: the second surname begins in lower case.
fn is_double_name(head: &str, tail: &str) -> bool {
    let first = head.rsplit(char::is_whitespace).next().unwrap_or("");
    let mut rest = tail.split_whitespace();
    first.starts_with(char::is_uppercase)
        && matches!(
            rest.next(),
            Some("de" | "den" | "der" | "van" | "ten" | "ter" | "el" | "al" | "von")
        )
        && rest
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c == 'd'))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}')
}

/// What nobody sees within a line: hyphenation points and joiners.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// `•`, `–`, `1.`, `a)`: the mark of a list item that stands in a cell of its own.
fn is_list_mark(cell: &str) -> bool {
    let mut marks = cell.chars();
    match (marks.next(), marks.next_back(), marks.as_str()) {
        (Some(only), None, _) => !only.is_alphanumeric() || only == 'o',
        (Some(first), Some('.' | ')'), rest) => {
            first.is_alphanumeric() && rest.len() <= 2 && rest.chars().all(|c| c.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Origin, TextBuilder};
    use super::*;

    /// One paragraph; every line but the last goes on.
    fn paragraph(lines: &[&str]) -> Text {
        let mut builder = TextBuilder::default();
        builder.begin_page();
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                builder.goes_on();
            }
            builder.push_line(line.split('\t'), 0, Origin::Page);
        }
        builder.finish()
    }

    #[test]
    fn lines_are_joined_and_cut_words_are_whole() {
        for (lines, flow) in [
            (&["bel 0228-35 24", "88 of"][..], "bel 0228-35 24 88 of"),
            (&["de personeelsnum\u{2010}", "mer 12"], "de personeelsnummer 12"),
            (&["K. Asante-", "Mensah"], "K. Asante-Mensah"),
            (&["Marloes Wiggers-", "ten Cate"], "Marloes Wiggers-ten Cate"),
            (&["nummers 31-", "51"], "nummers 31-51"),
            (&["een streep -", "hier"], "een streep - hier"),
            (&["ju\u{ad}ri\u{ad}dische za\u{ad}", "ken"], "juridische zaken"),
            (&["•\tTromp"], "• Tromp"),
            (&["5\tOfferte"], "5\tOfferte"),
        ] {
            assert_eq!(Flow::of(&paragraph(lines)).text().as_str(), flow);
        }
    }

    #[test]
    fn every_word_of_the_flow_leads_back_to_its_place() {
        let source = paragraph(&["Ma\u{ad}ri\u{eb}lle Ver\u{2010}", "haegen woont", "hier"]);
        let flow = Flow::of(&source);
        for (word, stands) in [
            ("Mari\u{eb}lle", "Ma\u{ad}ri\u{eb}lle"),
            ("Verhaegen", "Ver\u{2010}\nhaegen"),
            ("woont hier", "woont\nhier"),
        ] {
            let at = flow.text().as_str().find(word).expect("present");
            let span = flow.text().span(at..at + word.len()).expect("within");
            assert_eq!(source.slice(flow.back(span)), stands);
            assert_eq!(source.words(flow.back(span)), word);
        }
    }

    #[test]
    fn what_is_mended_leads_back_to_all_that_stands_there() {
        let source = Text::from_plain("de heer Borrmielen, tel. O6");
        let mend = |from: &str, by: &str| {
            let at = source.as_str().find(from).expect("present");
            Mend {
                range: at..at + from.len(),
                by: by.to_owned(),
            }
        };
        let flow = Flow::mended(&source, vec![mend("rrm", "mm"), mend("O6", "06")]);
        assert_eq!(flow.text().as_str(), "de heer Bommielen, tel. 06");
        for (words, stands) in [
            ("Bommielen", "Borrmielen"),
            ("Bom", "Borrm"),
            ("mielen", "rrmielen"),
            ("ielen, tel", "ielen, tel"),
            ("06", "O6"),
        ] {
            let at = flow.text().as_str().find(words).expect("present");
            let span = flow.text().span(at..at + words.len()).expect("within");
            assert_eq!(source.slice(flow.back(span)), stands, "{words}");
        }
    }

    #[test]
    fn a_text_without_wraps_is_its_own_flow() {
        let source = Text::from_plain("Jan\tSmit\n\nOud-\nRahimi\r\neen\u{c}twee");
        assert!(**Flow::of(&source).text() == source);
    }
}
