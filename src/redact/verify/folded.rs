//! Text in the form in which it is searched: letters and digits only, without case, accents, ligatures and look-alikes,
//! with a note of where words ended.

use crate::woo::Ground;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands where text was cut out: no withheld string runs over it.
pub(super) const CUT: char = '\u{E000}';

/// How the code of every ground begins.
const ARTICLE: &[u8] = b"5.";

/// Folded text.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    text: String,
    /// Byte offsets in `text` at which something that is no letter or digit stood.
    breaks: Vec<usize>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        folded.push(text);
        folded
    }

    /// Folds on; words do not join over the seam unless the text does.
    pub fn push(&mut self, text: &str) {
        self.text.reserve(text.len());
        for character in text.chars() {
            if character.is_ascii() {
                match character.is_ascii_alphanumeric() {
                    true => self.text.push(character.to_ascii_lowercase()),
                    false => self.end_word(),
                }
                continue;
            }
            match step(character) {
                Step::Letter(letter) => self.text.push(letter),
                Step::Break => self.end_word(),
                Step::Nothing => {}
                Step::Several => self.push_several(character),
            }
        }
    }

    /// Folds on with a character of several steps. Two bytes read as one character by mistake are a Hangul syllable every
    /// sixth time: those are taken apart here.
    fn push_several(&mut self, character: char) {
        if let Some(letters) = letters_of_syllable(character) {
            return self.text.extend(letters);
        }
        each_step(character, |step| match step {
            Step::Letter(letter) => self.text.push(letter),
            Step::Break => self.end_word(),
            Step::Nothing | Step::Several => {}
        });
    }

    fn end_word(&mut self) {
        if self.breaks.last() != Some(&self.text.len()) {
            self.breaks.push(self.text.len());
        }
    }

    /// Marks a place over which nothing runs.
    pub fn cut(&mut self) {
        self.text.push(CUT);
    }

    /// The letters and digits.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether anything that is no letter or digit stood between these offsets.
    pub fn has_break(&self, within: Range<usize>) -> bool {
        let after = self.breaks.partition_point(|at| *at <= within.start);
        self.breaks.get(after).is_some_and(|at| *at < within.end)
    }

    /// Whether a word begins or ends at this offset.
    pub fn is_break(&self, at: usize) -> bool {
        at == 0
            || at == self.text.len()
            || self.breaks.binary_search(&at).is_ok()
            || self.text[at..].starts_with(CUT)
            || self.text[..at].ends_with(CUT)
    }
}

/// The text without the codes of labels: their last letter is not the first of the next word.
pub(super) fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    // No code begins within another one.
    for at in memchr::memmem::find_iter(text.as_bytes(), ARTICLE) {
        let is_here = |ground: &Ground| text[at..].starts_with(ground.code());
        let mut lettered =
            Ground::all().filter(|ground| ground.code().ends_with(|last: char| last.is_ascii_alphabetic()));
        if let Some(ground) = lettered.find(is_here) {
            out.push_str(&text[from..at]);
            out.push(CUT);
            from = at + ground.code().len();
        }
    }
    out.push_str(&text[from..]);
    out
}

/// What a character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A letter, a digit or a cut.
    Letter(char),
    /// The end of a word.
    Break,
    /// It takes no part in spelling.
    Nothing,
    /// More than one of these.
    Several,
}

impl Step {
    /// As a number other than 0.
    fn code(self) -> u32 {
        match self {
            Self::Letter(letter) => u32::from(letter) << 2 | 1,
            Self::Break => 2,
            Self::Nothing => 3,
            Self::Several => 4,
        }
    }

    fn of_code(code: u32) -> Option<Self> {
        match code {
            0 => None,
            2 => Some(Self::Break),
            3 => Some(Self::Nothing),
            4 => Some(Self::Several),
            letter => char::from_u32(letter >> 2).map(Self::Letter),
        }
    }
}

/// The codes of the steps of the characters up to U+FFFF; 0 for those that were not met yet.
static STEPS: [AtomicU32; 1 << 16] = [const { AtomicU32::new(0) }; 1 << 16];

fn step(character: char) -> Step {
    let Some(known) = STEPS.get(character as usize) else {
        return whole_step(character);
    };
    // A step is the same whoever works it out, so it does not matter who comes first.
    Step::of_code(known.load(Ordering::Relaxed)).unwrap_or_else(|| {
        let step = whole_step(character);
        known.store(step.code(), Ordering::Relaxed);
        step
    })
}

fn whole_step(character: char) -> Step {
    let (mut whole, mut count) = (Step::Nothing, 0);
    each_step(character, |step| {
        whole = step;
        count += 1;
    });
    if count > 1 { Step::Several } else { whole }
}

/// The steps of a character, one by one: no character has a say in what becomes of another.
fn each_step(character: char, mut each: impl FnMut(Step)) {
    for part in std::iter::once(character).nfkd() {
        if part == CUT {
            each(Step::Letter(CUT));
            continue;
        }
        if is_combining_mark(part) || is_invisible(part) {
            continue;
        }
        let mut any = false;
        for lower in look_alike(part).to_lowercase().flat_map(expand) {
            if lower.is_alphanumeric() {
                each(Step::Letter(lower));
                any = true;
            }
        }
        if !any {
            each(Step::Break);
        }
    }
}

/// The letters of a Hangul syllable, two or three, in their order (The Unicode Standard, 3.12).
fn letters_of_syllable(character: char) -> Option<impl Iterator<Item = char>> {
    const SYLLABLES: Range<u32> = 0xAC00..0xD7A4;
    const LEADING: u32 = 0x1100;
    const VOWEL: u32 = 0x1161;
    const TRAILING: u32 = 0x11A7;
    const VOWELS: u32 = 21;
    const TRAILINGS: u32 = 28;
    let code = u32::from(character);
    let index = code
        .checked_sub(SYLLABLES.start)
        .filter(|_| SYLLABLES.contains(&code))?;
    let trailing = index % TRAILINGS;
    let letters = [
        LEADING + index / TRAILINGS / VOWELS,
        VOWEL + index / TRAILINGS % VOWELS,
        TRAILING + trailing,
    ];
    let count = if trailing == 0 { 2 } else { 3 };
    Some(letters.into_iter().take(count).filter_map(char::from_u32))
}

/// Formatting characters that take no part in spelling.
fn is_invisible(character: char) -> bool {
    matches!(
        u32::from(character),
        0xAD | 0x34F | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
    )
}

/// Letters of other scripts that look like Latin ones.
fn look_alike(character: char) -> char {
    match character {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' => 'C',
        'е' | 'ε' => 'e',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' => 'j',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Т' | 'Τ' => 'T',
        'у' | 'υ' => 'y',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        'Ζ' => 'Z',
        other => other,
    }
}

fn expand(character: char) -> impl Iterator<Item = char> {
    let letters: &'static str = match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'þ' => "th",
        _ => "",
    };
    let own = letters.is_empty().then_some(character);
    letters.chars().chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::char::canonical_combining_class;

    #[test]
    fn spellings_of_the_same_word_fold_alike() {
        for spelling in [
            "J. d'Hóndt",
            "j d hondt",
            "JD’HONDT",
            "J.\u{200B}d\u{AD}Hondt",
            "Ј. d'Hоndt",
            "Ｊ. d'Hondt",
        ] {
            assert_eq!(Folded::new(spelling).as_str(), "jdhondt", "{spelling}");
        }
        assert_eq!(Folded::new("Hoﬀ").as_str(), "hoff");
        assert_eq!(Folded::new("123.456.782").as_str(), "123456782");
    }

    #[test]
    fn whatever_normalisation_may_reorder_takes_no_part_in_spelling() {
        let all = (0..=0x10_FFFF).filter_map(char::from_u32);
        let reordered = all
            .flat_map(|one| std::iter::once(one).nfkd())
            .filter(|part| canonical_combining_class(*part) != 0);
        assert!(reordered.into_iter().all(is_combining_mark));
    }

    #[test]
    fn a_syllable_is_its_letters() {
        let steps = |character: char| {
            let mut letters = Vec::new();
            each_step(character, |step| match step {
                Step::Letter(letter) => letters.push(letter),
                other => panic!("{character}: {other:?}"),
            });
            letters
        };
        for syllable in '가'..='힣' {
            let letters: Vec<char> = letters_of_syllable(syllable).into_iter().flatten().collect();
            assert_eq!(letters, steps(syllable), "{syllable}");
        }
        assert!(letters_of_syllable('ﬀ').is_none() && letters_of_syllable('\u{D7A4}').is_none());
    }

    #[test]
    fn a_step_is_its_code() {
        for step in [
            Step::Letter('\0'),
            Step::Letter(CUT),
            Step::Break,
            Step::Nothing,
            Step::Several,
        ] {
            assert_eq!(Step::of_code(step.code()), Some(step));
        }
        assert_eq!(Step::of_code(0), None);
    }

    #[test]
    fn words_end_where_they_ended() {
        let folded = Folded::new("Jan Smit");
        assert!(folded.is_break(3) && folded.is_break(7) && !folded.is_break(2));
    }

    #[test]
    fn a_code_lends_no_letter_to_the_next_word() {
        assert_eq!(
            without_codes("5.1.2.e Langendijk op 5.2.1984"),
            format!("{CUT} Langendijk op 5.2.1984")
        );
    }
}
