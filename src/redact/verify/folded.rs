//! Text in the form in which it is searched: letters and digits only, without case, accents, ligatures and look-alikes,
//! with a note of where words ended.

use crate::woo::Ground;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands where text was cut out: no withheld string runs over it.
pub(super) const CUT: char = '\u{E000}';

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
        // Plain letters are what they are, whatever stands beside them.
        for stretch in text.as_bytes().chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
            match std::str::from_utf8(stretch) {
                Ok(plain) if plain.is_ascii() => self.push_plain(plain),
                Ok(other) => self.push_other(other),
                Err(_) => {}
            }
        }
    }

    fn push_plain(&mut self, text: &str) {
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        for (index, word) in words.enumerate() {
            if index > 0 {
                self.end_word();
            }
            let start = self.text.len();
            self.text.push_str(word);
            self.text[start..].make_ascii_lowercase();
        }
    }

    fn end_word(&mut self) {
        if self.breaks.last() != Some(&self.text.len()) {
            self.breaks.push(self.text.len());
        }
    }

    fn push_other(&mut self, text: &str) {
        for character in text.nfkd() {
            if character == CUT {
                self.text.push(CUT);
                continue;
            }
            if is_combining_mark(character) || is_invisible(character) {
                continue;
            }
            let mut any = false;
            for lower in look_alike(character).to_lowercase().flat_map(expand) {
                if lower.is_alphanumeric() {
                    self.text.push(lower);
                    any = true;
                }
            }
            if !any {
                self.end_word();
            }
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
    let lettered = Ground::all().filter(|ground| ground.code().ends_with(|last: char| last.is_ascii_alphabetic()));
    lettered.fold(text.to_owned(), |text, ground| {
        text.replace(ground.code(), &CUT.to_string())
    })
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
