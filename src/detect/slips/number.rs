//! Numbers with letters that look like digits, as the digits. It looks at no word.

use super::mend;
use crate::text::Mend;
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
/// Those of them that people too write for digits: only these are looked for outside pictures.
const TYPED: &[u8] = b"OolI";
/// Letters in a number that somebody typed, at most.
const MOST_TYPED: usize = 2;
/// A run with so many digits or more is a number.
const A_NUMBER: usize = 3;

/// Mostly digits, and letters that look like some. A single letter at the end is a unit or a version, one before digits
/// is the mark of a series.
pub(super) fn is_number(words: &str) -> bool {
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
pub(super) fn account_checksum(words: &str) -> Option<&str> {
    let checksum = words.strip_prefix("NL").filter(|rest| rest.len() == 2)?;
    let digits = checksum.chars().filter(char::is_ascii_digit).count();
    (digits == 1 && checksum.chars().all(|c| c.is_ascii_digit() || digit(c).is_some())).then_some(checksum)
}

/// What is to be mended in numbers that somebody typed, `O6-9l`: each letter by one digit, so that every place stays.
pub(super) fn typed(whole: &str) -> impl Iterator<Item = Mend> {
    let is_free = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    let runs = typed_runs(whole.as_bytes()).filter(move |run| {
        let bytes = whole.as_bytes();
        let letters = bytes[run.clone()].iter().filter(|byte| !byte.is_ascii_digit()).count();
        let before = run.start.checked_sub(1).and_then(|before| bytes.get(before));
        (1..=MOST_TYPED).contains(&letters) && is_free(before) && is_free(bytes.get(run.end))
    });
    runs.flat_map(move |run| digits(&whole[run.clone()], run.start))
}

/// Runs of digits and letters that people write for them, with a digit in each.
fn typed_runs(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let is_of = |byte: &&u8| byte.is_ascii_digit() || TYPED.contains(byte);
    let mut at = 0;
    std::iter::from_fn(move || {
        let digit = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let start = digit - bytes[at..digit].iter().rev().take_while(is_of).count();
        at = digit + bytes[digit..].iter().take_while(is_of).count();
        Some(start..at)
    })
}

fn digit(letter: char) -> Option<char> {
    DIGITS.iter().find(|(look, _)| *look == letter).map(|(_, digit)| *digit)
}

/// The digits that letters stand for, each in the place of its letter.
pub(super) fn digits(words: &str, start: usize) -> impl Iterator<Item = Mend> {
    words.char_indices().filter_map(move |(at, letter)| {
        let range = start + at..start + at + letter.len_utf8();
        Some(mend(range, digit(letter)?.encode_utf8(&mut [0; 4])))
    })
}
