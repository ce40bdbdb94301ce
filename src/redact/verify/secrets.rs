//! The withheld strings, and how often each may still be read: exactly as often as the text holds it where nothing was
//! withheld.

use super::folded::Folded;
use super::notations::notations;
use super::spellings::readings;
use crate::text::{Sensitive, Span, Text};
use daachorse::DoubleArrayAhoCorasick;

/// Shorter strings are not searched for: they are in every text.
const SHORTEST: usize = 3;
/// Strings at least this long are found inside words too, and in data that is no text.
pub(super) const LONG: usize = 6;

/// What must not be found.
pub(in crate::redact) struct Secrets {
    words: Vec<String>,
    /// How often each word stands in what is kept.
    kept: Vec<usize>,
    searcher: Option<DoubleArrayAhoCorasick<u32>>,
    /// The text that is kept.
    rest: Folded,
}

impl Secrets {
    /// Given words, none of which may be found anywhere.
    pub fn of(words: &[Sensitive]) -> Self {
        Self::build(words.iter().flat_map(|word| notations(word.expose())))
    }

    /// The withheld strings of a document; what is kept of its text may be found as often as it stands there.
    pub fn withheld(text: &Text, spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort();
        let mut secrets = Self::build(spans.iter().flat_map(|span| notations(text.slice(*span))));
        let mut kept = Folded::default();
        let mut at = 0;
        for span in &spans {
            if span.start() > at {
                kept.push(&text.as_str()[at..span.start()]);
            }
            kept.cut();
            at = at.max(span.end());
        }
        kept.push(&text.as_str()[at..]);
        secrets.kept = secrets.count(&kept, Within::Words);
        secrets.rest = kept;
        secrets
    }

    fn build(words: impl Iterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.filter(|word| word.chars().count() >= SHORTEST).collect();
        words.sort();
        words.dedup();
        let searcher = (!words.is_empty())
            .then(|| DoubleArrayAhoCorasick::new(&words).ok())
            .flatten();
        Self {
            kept: vec![0; words.len()],
            words,
            searcher,
            rest: Folded::default(),
        }
    }

    /// How often each word stands in a text.
    pub(super) fn count(&self, text: &Folded, within: Within) -> Vec<usize> {
        let mut counts = vec![0; self.words.len()];
        self.found(text, within).for_each(|index| counts[index] += 1);
        counts
    }

    /// The words that stand in a text, as often as they do.
    fn found<'s>(&'s self, text: &'s Folded, within: Within) -> impl Iterator<Item = usize> + 's {
        let searcher = self.searcher.iter();
        let all = searcher.flat_map(|searcher| searcher.find_overlapping_iter(text.as_str()));
        all.filter_map(move |found| {
            let index = found.value() as usize;
            let is_long = self.words[index].chars().count() >= LONG;
            let counts = match within {
                Within::Words => is_long || text.is_break(found.start()) && text.is_break(found.end()),
                Within::Data => is_long,
                Within::Operations => is_long && !(self.is_number(index) && text.has_break(found.start()..found.end())),
            };
            counts.then_some(index)
        })
    }

    fn is_number(&self, index: usize) -> bool {
        self.words[index].bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether any word stands more often in a text than it may.
    pub(super) fn exceeds(&self, text: &Folded) -> bool {
        self.count(text, Within::Words)
            .iter()
            .zip(&self.kept)
            .any(|(found, kept)| found > kept)
    }

    /// Whether a string apart from the page text holds a word that the kept text does not.
    pub(super) fn is_in(&self, text: &Folded, within: Within) -> bool {
        self.found(text, within).any(|index| self.kept[index] == 0)
    }

    /// Whether words apart from the page text, in any spelling, are free of what was withheld.
    pub(in crate::redact) fn is_clean(&self, words: &str) -> bool {
        let backwards: String = words.chars().rev().collect();
        let all = readings(words.as_bytes()).into_iter().chain([backwards]);
        all.into_iter()
            .all(|reading| !self.is_in(&Folded::new(&reading), Within::Words))
    }

    /// Whether words can be read in the text that is kept: saying them again tells nothing.
    pub(in crate::redact) fn is_kept(&self, words: &str) -> bool {
        let words = Folded::new(words);
        !words.as_str().is_empty() && self.rest.as_str().contains(words.as_str())
    }

    /// Whether nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// What short words are searched in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// Text: a short word counts where it stands alone.
    Words,
    /// Data that may look like text by chance: only long words count.
    Data,
    /// Data whose numbers say where things are painted: a number counts where it stands in one piece.
    Operations,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(words: &[&str]) -> Secrets {
        Secrets::of(&words.iter().map(|word| Sensitive::new(*word)).collect::<Vec<_>>())
    }

    #[test]
    fn short_words_must_stand_alone_and_long_ones_need_not() {
        let secrets = secrets(&["Jan", "Willemsen"]);
        assert!(!secrets.is_in(&Folded::new("in januari"), Within::Words));
        assert!(secrets.is_in(&Folded::new("en Jan ook"), Within::Words));
        assert!(!secrets.is_in(&Folded::new("en Jan ook"), Within::Data));
        assert!(secrets.is_in(&Folded::new("xxWILLEM-SENxx"), Within::Data));
    }
}
