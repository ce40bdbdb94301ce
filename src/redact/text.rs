//! Redaction of plain text and Markdown: every withheld span gives way to its code. It knows no PDF.

use crate::decide::{Ruled, Ruling};
use crate::text::Text;

/// Text in which nothing that was withheld is left; only [`redact`] makes it.
#[derive(Debug)]
pub struct VerifiedText(String);

impl VerifiedText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Replaces every withheld span by its ground code. A span that runs over lines or cells leaves the breaks in place
/// and puts the code once, where it began.
///
/// Rulings must be in the order of the text and must not overlap; what overlaps an earlier one is covered by it.
pub fn redact(text: &Text, rulings: &[Ruled]) -> VerifiedText {
    let source = text.as_str();
    let mut redacted = String::with_capacity(source.len());
    let mut at = 0;
    for ruled in rulings {
        let Ruling::Redact(ground) = ruled.ruling else {
            continue;
        };
        let span = ruled.finding.span;
        if span.end() <= at {
            continue;
        }
        redacted.push_str(&source[at..span.start().max(at)]);
        redacted.push_str(ground.code());
        let hidden = &source[span.start().max(at)..span.end()];
        redacted.extend(hidden.chars().filter(|c| matches!(c, '\n' | '\t' | '\u{c}' | '\r')));
        at = span.end();
    }
    redacted.push_str(&source[at..]);
    VerifiedText(redacted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::{Threshold, decide};
    use crate::detect::detect;
    use crate::rules::RuleSet;

    #[test]
    fn the_code_takes_the_place_of_the_words_and_nothing_else_changes() {
        let source = "# Nota\n\nBel 06-12 34 56 78.  \nOf j.smit@minocw.nl\r\n";
        let text = Text::from_plain(source);
        let findings = detect(&text, &RuleSet::builtin());
        let rulings = decide(findings, Threshold::Doubtful);
        assert_eq!(
            redact(&text, &rulings).as_str(),
            "# Nota\n\nBel 5.1.2.e.  \nOf 5.1.2.e@minocw.nl\r\n"
        );
    }
}
