//! One spelling for words that look the same: lower case, no marks, no invisible characters, no look-alikes.
//! It folds words, not documents; places stay with the tokens.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether the character is written over the letter before it.
pub(crate) fn is_combining(character: char) -> bool {
    is_combining_mark(character)
}

/// The folded spelling of a word.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Appends the folded spelling of a word.
pub(crate) fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() {
        let from = folded.len();
        folded.push_str(word);
        folded[from..].make_ascii_lowercase();
        return;
    }
    for character in word.nfkd() {
        if is_combining_mark(character) {
            continue;
        }
        for lower in character.to_lowercase() {
            fold_letter(lower, folded);
        }
    }
}

/// Letters that decomposition leaves whole, invisible characters, and Cyrillic or Greek letters that look Latin.
fn fold_letter(letter: char, folded: &mut String) {
    match letter {
        'ł' => folded.push('l'),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ı' => folded.push('i'),
        'ħ' => folded.push('h'),
        'ŧ' => folded.push('t'),
        'ə' => folded.push('e'),
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ĳ' => folded.push_str("ij"),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\''),
        'а' | 'α' => folded.push('a'),
        'е' | 'ε' => folded.push('e'),
        'о' | 'ο' => folded.push('o'),
        'р' | 'ρ' => folded.push('p'),
        'с' => folded.push('c'),
        'у' => folded.push('y'),
        'х' => folded.push('x'),
        'і' | 'ι' => folded.push('i'),
        'ѕ' => folded.push('s'),
        'ј' => folded.push('j'),
        'к' | 'κ' => folded.push('k'),
        'м' => folded.push('m'),
        'т' | 'τ' => folded.push('t'),
        'в' => folded.push('b'),
        'н' => folded.push('h'),
        other => folded.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_the_same_fold_the_same() {
        for (word, folded) in [
            ("JANSEN", "jansen"),
            ("Wiśniewski", "wisniewski"),
            ("Łukasz", "lukasz"),
            ("Nguyễn", "nguyen"),
            ("Yıldırım", "yildirim"),
            ("İbrahim", "ibrahim"),
            ("Jan\u{ad}sen", "jansen"),
            ("Groß", "gross"),
            ("ﬁnk", "fink"),
            ("Jаnsеn", "jansen"),
            ("e\u{301}e\u{301}n", "een"),
        ] {
            assert_eq!(fold(word), folded);
        }
    }
}
