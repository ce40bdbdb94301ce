//! What an engine misreads in a picture: letters for digits, digits for letters, letters that look alike. Words that no
//! list knows are mended if a list knows what they look like; nothing but the lines of pictures is looked at.

use super::fold::fold;
use super::lists;
use super::words::is_compound;
use crate::text::{Flow, Mend, Origin, Text};
use std::collections::VecDeque;
use std::ops::Range;

/// Letters that look like digits, and the digits.
const DIGITS: [(char, char); 10] = [
    ('O', '0'),
    ('o', '0'),
    ('D', '0'),
    ('l', '1'),
    ('I', '1'),
    ('i', '1'),
    ('|', '1'),
    ('Z', '2'),
    ('S', '5'),
    ('B', '8'),
];
/// A run with so many digits or more is a number.
const A_NUMBER: usize = 3;
/// What is read, and what stands there.
const LETTERS: [(&str, &str); 24] = [
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("li", "h"),
    ("vv", "w"),
    ("ii", "u"),
    ("0", "o"),
    ("0", "O"),
    ("1", "l"),
    ("1", "i"),
    ("1", "I"),
    ("|", "l"),
    ("|", "I"),
    ("5", "s"),
    ("5", "S"),
    ("8", "B"),
    ("6", "b"),
    ("I", "l"),
    ("l", "I"),
    ("l", "i"),
    ("i", "l"),
    ("f", "t"),
    ("c", "e"),
    ("e", "c"),
];
/// Words shorter than this look like too many others.
const SHORTEST: usize = 4;
/// Words with a capital are taken for a word that is no name from this length on: a short one may be an unknown name.
const PLAIN_WORD: usize = 7;
/// Ends of addresses as engines read them.
const DOMAIN_ENDS: [&str; 5] = ["nl", "nI", "n1", "ni", "n|"];

/// What is read for the point before them.
const POINTS: [char; 5] = ['.', ',', '\u{201a}', '\u{b7}', '_'];

/// The text as it is read, with what an engine misread mended.
pub(super) fn flow(text: &Text) -> Flow {
    Flow::mended(text, mends(text))
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
    if let Some(end) = domain_end(words) {
        mends.push(mend(run.start + end.start..run.start + end.end, ".nl"));
    } else if is_number(words) {
        mends.extend(digits(words, run.start));
    } else if let Some(checksum) = account_checksum(words) {
        mends.extend(digits(checksum, run.start + words.len() - checksum.len()));
    } else {
        let parts = runs(whole, run, |c| c.is_alphanumeric() || c == '|');
        mends.extend(parts.filter_map(|part| Some(mend(part.clone(), &word(&whole[part])?))));
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

/// Mostly digits, and letters that look like some. A single letter at the end is a unit or a version, one before digits
/// is the mark of a series.
fn is_number(words: &str) -> bool {
    let core = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let digits = core.chars().filter(char::is_ascii_digit).count();
    let letters: Vec<char> = core.chars().filter(|c| c.is_alphabetic() || *c == '|').collect();
    let is_unit = core.ends_with(char::is_alphabetic) && letters.len() == 1;
    let is_series = core.starts_with(['B', 'D', 'I', 'S', 'Z']) && letters.len() == 1;
    digits >= A_NUMBER
        && (1..digits).contains(&letters.len())
        && !is_unit
        && !is_series
        && letters.iter().all(|letter| digit(*letter).is_some())
}

/// The check digits of `NLO8`, the head of an account number in groups, if one of them is a letter.
fn account_checksum(words: &str) -> Option<&str> {
    let checksum = words.strip_prefix("NL").filter(|rest| rest.len() == 2)?;
    let digits = checksum.chars().filter(char::is_ascii_digit).count();
    (digits == 1 && checksum.chars().all(|c| c.is_ascii_digit() || digit(c).is_some())).then_some(checksum)
}

fn digit(letter: char) -> Option<char> {
    DIGITS.iter().find(|(look, _)| *look == letter).map(|(_, digit)| *digit)
}

fn digits(words: &str, start: usize) -> impl Iterator<Item = Mend> {
    words.char_indices().filter_map(move |(at, letter)| {
        let range = start + at..start + at + letter.len_utf8();
        Some(mend(range, digit(letter)?.encode_utf8(&mut [0; 4])))
    })
}

/// The word that stands where this one is read, if no list knows this one and one knows that.
fn word(read: &str) -> Option<String> {
    let letters = read.chars().filter(|c| c.is_alphabetic()).count();
    if read.chars().count() < SHORTEST || letters * 2 < read.len() || is_known(read) {
        return None;
    }
    LETTERS
        .iter()
        .flat_map(|(slip, letter)| {
            read.match_indices(slip)
                .map(move |(at, slip)| [&read[..at], letter, &read[at + slip.len()..]].concat())
        })
        .find(|candidate| is_likely(candidate))
}

fn is_known(word: &str) -> bool {
    let folded = fold(word);
    lists::of(&folded).bits() != 0 || is_compound(&folded)
}

/// A capital makes a name likelier than a word; a list of names must know it, or it must be long.
fn is_likely(word: &str) -> bool {
    let mut rest = word.chars().skip(1).filter(|c| c.is_alphabetic());
    let cases_agree = rest.clone().all(char::is_lowercase) || rest.all(char::is_uppercase);
    let folded = fold(word);
    let lists = lists::of(&folded);
    let is_name = lists.given() || lists.surname();
    let is_long = word.chars().count() >= PLAIN_WORD;
    let is_capital = word.starts_with(char::is_uppercase);
    cases_agree
        && match is_capital {
            true => is_name || is_long && (lists.bits() != 0 || is_compound(&folded)),
            false => lists.word() || is_long && is_compound(&folded),
        }
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
            ("Jans5en", "Janssen"),
            ("NLO8 RABO O764", "NL08 RABO 0764"),
        ] {
            assert_eq!(mended(read, Origin::Ocr), stands);
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
