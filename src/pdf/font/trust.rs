//! Whether what a font says about a glyph can be believed: `ToUnicode` against glyph names and cmaps. It never guesses.

use super::program::is_private;
use crate::pdf::glyph::Unicode;
use skrifa::raw::ps::agl;
use unicode_normalization::UnicodeNormalization;

/// Whether the mapping names a letter or digit that all the evidence denies.
pub(super) fn contradicts(said: &Unicode, evidence: &[char]) -> bool {
    let said: String = match said {
        Unicode::Mapped(c) => c.to_string(),
        Unicode::Many(s) => s.to_string(),
        Unicode::Unmapped => return false,
    };
    let spoken = skeleton(&said);
    let mut weighed = evidence
        .iter()
        .filter(|c| c.is_alphanumeric() && !is_private(**c))
        .map(|c| skeleton(c.encode_utf8(&mut [0; 4])))
        .peekable();
    let vanishes = said.chars().all(|c| c.is_whitespace() || is_unseen(c));
    if weighed.peek().is_none() || (!vanishes && !said.chars().any(char::is_alphanumeric)) {
        return false;
    }
    weighed.all(|seen| seen != spoken)
}

/// Characters that show nothing: soft hyphen, zero-width and direction marks.
fn is_unseen(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFEFF)
}

/// Lower case, compatibility decomposed, without marks: what two spellings of one letter share.
fn skeleton(s: &str) -> String {
    s.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether the codes only count glyphs (33, 34, 35, …), as subsetters number them, and so mean nothing.
pub(super) fn only_counts(codes: impl Iterator<Item = usize>) -> bool {
    let codes: Vec<usize> = codes.collect();
    let (Some(first), Some(last)) = (codes.first(), codes.last()) else {
        return false;
    };
    let gapless = last - first < codes.len() + codes.len() / 20;
    *first <= 0x21 && gapless && *last < 0x7E
}

/// The character of a glyph name that says so plainly; the names of dingbats (`a12`) do not.
pub(super) fn character_of_name(name: &str) -> Option<char> {
    let numbered = name.strip_prefix('a').is_some_and(|rest| rest.parse::<u16>().is_ok());
    if numbered {
        return None;
    }
    agl::name_to_char(name).filter(|c| !is_private(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_different_letter_contradicts() {
        assert!(contradicts(&Unicode::Mapped('Z'), &['A']));
        assert!(contradicts(&Unicode::Mapped('а'), &['a']), "Cyrillic over Latin");
        assert!(!contradicts(&Unicode::Mapped('A'), &['A']));
        assert!(!contradicts(&Unicode::Mapped('A'), &['a']), "small capitals");
        assert!(!contradicts(&Unicode::Many("fi".into()), &['ﬁ']));
        assert!(!contradicts(&Unicode::Mapped('µ'), &['μ']));
        assert!(!contradicts(&Unicode::Mapped('A'), &[]));
        assert!(!contradicts(&Unicode::Unmapped, &['A']));
        assert!(contradicts(&Unicode::Mapped(' '), &['A']), "a letter that would vanish");
        assert!(!contradicts(&Unicode::Mapped('-'), &['\u{ad}']));
    }

    #[test]
    fn counted_codes_mean_nothing() {
        assert!(only_counts(33..60));
        assert!(only_counts(1..40));
        assert!(!only_counts(32..127));
        assert!(!only_counts([32, 65, 97, 100, 110].into_iter()));
        assert!(!only_counts(std::iter::empty()));
    }
}
