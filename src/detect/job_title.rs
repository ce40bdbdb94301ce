//! Whether words hold a job title (functie): those stay readable as a rule. It finds no names.

use super::fold::fold;
use super::word_list::{WordList, word_lists};

word_lists! {
    /// Endings of words for people by what they do.
    TRADE_ENDINGS: WordList = "trade-endings";
}

/// Whether a word in lower case says what someone does, such as «beleidsmedewerker»; a capital may be a surname.
pub fn names_job_title(words: &str) -> bool {
    words
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.starts_with(char::is_lowercase) && is_trade(&fold(word)))
}

/// Whether a folded word says what someone does.
pub(crate) fn is_trade(folded: &str) -> bool {
    TRADE_ENDINGS.ends(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_surnames() {
        assert!(names_job_title("beleidsmedewerker J. Smit"));
        assert!(names_job_title("de directeur"));
        assert!(!names_job_title("Aarts"));
        assert!(!names_job_title("mevrouw De Vries"));
    }
}
