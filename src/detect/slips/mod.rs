//! What is misread: an engine takes letters for digits, digits for letters and letters for one another in a picture,
//! and people write letters for digits. What is to be read for what is told here; places and the way back are the flow's.

mod number;
mod word;

use crate::text::{Flow, Mend, Origin, Text};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

/// Ends of addresses as engines read them.
const DOMAIN_ENDS: [&str; 5] = ["nl", "nI", "n1", "ni", "n|"];

/// A dash between the parts of a number, and how engines read it.
const DASH: &str = "–";
const LONG_DASH: &str = "—";

/// What engines see in the sign of an address.
const DOUBLED_AT: [&str; 2] = ["@®", "@©"];

/// What is read for the point before them.
const POINTS: [char; 5] = ['.', ',', '\u{201a}', '\u{b7}', '_'];

/// The text as it is read, with what an engine misread mended.
pub(super) fn flow(text: &Text) -> Flow {
    Flow::mended(text, mends(text))
}

/// The text with the letters that stand for digits in numbers as digits; as long as the text.
pub(super) fn numeric(source: &str) -> Cow<'_, str> {
    let mut view = Cow::Borrowed(source);
    for mend in number::typed(source) {
        view.to_mut().replace_range(mend.range, &mend.by);
    }
    view
}

/// What is to be mended, in the order of the text.
fn mends(text: &Text) -> Vec<Mend> {
    let whole = text.as_str();
    let read = text.lines().iter().filter(|line| line.origin == Origin::Ocr);
    let mut mends = Vec::new();
    let mut is_rest = false;
    for line in read {
        let mut words: VecDeque<Range<usize>> = runs(whole, line.range.clone(), |c| !c.is_whitespace()).collect();
        // A cut word is no word of any list.
        if is_rest {
            words.pop_front();
        }
        is_rest = words
            .back()
            .is_some_and(|last| whole[last.clone()].ends_with(['-', '\u{2010}']));
        if is_rest {
            words.pop_back();
        }
        words.into_iter().for_each(|run| of_run(whole, run, &mut mends));
    }
    mends
}

/// What is to be mended in a run without spaces.
fn of_run(whole: &str, run: Range<usize>, mends: &mut Vec<Mend>) {
    let words = &whole[run.clone()];
    if words == LONG_DASH {
        mends.push(mend(run, DASH));
    } else if let Some(at) = DOUBLED_AT.iter().find_map(|signs| words.find(signs)) {
        // What begins the domain is read as a second sign.
        let sign = words[at + 1..].chars().next().map_or(0, char::len_utf8);
        mends.push(mend(run.start + at..run.start + at + 1 + sign, "@"));
    } else if let Some(end) = domain_end(words) {
        mends.push(mend(run.start + end.start..run.start + end.end, ".nl"));
    } else if number::is_number(words) {
        mends.extend(number::digits(words, run.start));
    } else if let Some(checksum) = number::account_checksum(words) {
        mends.extend(number::digits(checksum, run.start + words.len() - checksum.len()));
    } else {
        let parts = runs(whole, run, |c| c.is_alphanumeric() || c == '|');
        mends.extend(parts.filter_map(|part| Some(mend(part.clone(), &word::word(&whole[part])?))));
    }
}

fn mend(range: Range<usize>, by: &str) -> Mend {
    Mend {
        range,
        by: by.to_owned(),
    }
}

/// Runs of characters of a kind within a range.
fn runs(whole: &str, range: Range<usize>, is_of: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let part = &whole[range.clone()];
    let runs = part.split(move |c| !is_of(c)).filter(|run| !run.is_empty());
    runs.map(move |run| {
        let start = range.start + (run.as_ptr() as usize - part.as_ptr() as usize);
        start..start + run.len()
    })
}

/// `,nl` or `.n1` at the end of an address, without the signs behind it.
fn domain_end(words: &str) -> Option<Range<usize>> {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '|');
    let (at, point) = words.char_indices().rev().find(|(_, c)| POINTS.contains(c))?;
    let end = &words[at + point.len_utf8()..];
    let is_slip = DOMAIN_ENDS.contains(&end) && (point, end) != ('.', "nl");
    (is_slip && words[..at].contains('@')).then_some(at..words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextBuilder;

    fn mended(line: &str, origin: Origin) -> String {
        let mut builder = TextBuilder::default();
        builder.begin_page();
        builder.push_line([line], 0, origin);
        let text = builder.finish();
        flow(&text).text().as_str().to_owned()
    }

    #[test]
    fn what_looks_like_a_known_word_is_read_as_it() {
        for (read, stands) in [
            ("Teiefoon: O6-l2345678", "Telefoon: 06-12345678"),
            ("BSN lll.222.333", "BSN 111.222.333"),
            ("BSN 1l1.222.3B3", "BSN 111.222.383"),
            ("postcode 24O1 AB", "postcode 2401 AB"),
            ("lbrahim en Mohamrned", "Ibrahim en Mohammed"),
            ("j.smit@voorbeeld,nI", "j.smit@voorbeeld.nl"),
            ("(j.smit@voorbeeld\u{201a}nl).", "(j.smit@voorbeeld.nl)."),
            ("de gerneente besluit", "de gemeente besluit"),
            ("bel 0519 — 34 07 91", "bel 0519 – 34 07 91"),
            ("j.smit@®voorbeeld.nl", "j.smit@voorbeeld.nl"),
            ("Jans5en", "Janssen"),
            ("NLO8 RABO O764", "NL08 RABO 0764"),
        ] {
            assert_eq!(mended(read, Origin::Ocr), stands);
        }
    }

    #[test]
    fn letters_in_numbers_that_somebody_typed_are_digits() {
        for (typed, read) in [
            ("bel O6-9l of 2O24", "bel 06-91 of 2024"),
            ("lijn 1l, Ol2", "lijn 11, 012"),
            ("HOl2O3, 2e, I5é, 1OlI, Ool", "HOl2O3, 2e, I5é, 1OlI, Ool"),
        ] {
            assert_eq!(numeric(typed), read);
        }
    }

    #[test]
    fn known_words_units_and_unknown_words_stay() {
        for read in [
            "Thorn en Baarn",
            "100l water, A4, B123, S1600, 3B",
            "de heer Borns uit Xyrnvel",
            "art. 5.1.2.e",
        ] {
            assert_eq!(mended(read, Origin::Ocr), read);
        }
    }

    #[test]
    fn only_pictures_are_misread() {
        assert_eq!(mended("Teiefoon: O6-l2345678", Origin::Page), "Teiefoon: O6-l2345678");
    }
}
