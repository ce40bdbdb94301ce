//! What a word looks like and which lists know it. It does not decide whether a word is a name.

use super::fold::fold_into;
use super::lists::{self, Membership};
use super::token::{Token, TokenKind};

/// The case of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Not a word.
    None,
    /// One capital letter.
    Initial,
    /// `Jan`.
    Capital,
    /// `JAN`, two letters or more.
    Upper,
    /// `McDonald`, `JdV`, `eHerkenning`.
    Mixed,
    /// `jan`.
    Lower,
}

/// Shape and folded spelling of every token.
pub(crate) struct Words {
    folded: String,
    entries: Vec<Entry>,
}

struct Entry {
    start: u32,
    end: u32,
    shape: Shape,
    member: Membership,
}

impl Words {
    /// Looks at every token once.
    pub(crate) fn new(source: &str, tokens: &[Token]) -> Self {
        Self::with_lists(source, tokens, &lists::memberships(source, tokens))
    }

    /// Looks at every token once, with other lists than the built-in ones.
    pub(crate) fn with_lists(source: &str, tokens: &[Token], sets: &[Membership]) -> Self {
        let mut folded = String::with_capacity(source.len());
        let mut entries = Vec::with_capacity(tokens.len());
        for (token, member) in tokens.iter().zip(sets) {
            let start = folded.len() as u32;
            let shape = match token.kind {
                TokenKind::Word => {
                    let word = token.of(source);
                    fold_into(word, &mut folded);
                    shape_of(word)
                }
                _ => Shape::None,
            };
            entries.push(Entry {
                start,
                end: folded.len() as u32,
                shape,
                member: *member,
            });
        }
        Self { folded, entries }
    }

    /// The folded spelling; empty for numbers and marks.
    #[inline]
    pub(crate) fn folded(&self, token: usize) -> &str {
        self.entries
            .get(token)
            .map_or("", |entry| &self.folded[entry.start as usize..entry.end as usize])
    }

    /// The case.
    #[inline]
    pub(crate) fn shape(&self, token: usize) -> Shape {
        self.entries.get(token).map_or(Shape::None, |entry| entry.shape)
    }

    /// The lists that know the word.
    #[inline]
    pub(crate) fn member(&self, token: usize) -> Membership {
        self.entries
            .get(token)
            .map_or(Membership::default(), |entry| entry.member)
    }

    /// The lists that know each token.
    pub(crate) fn members(&self) -> impl Iterator<Item = Membership> + '_ {
        self.entries.iter().map(|entry| entry.member)
    }

    /// Whether the word is made of two dictionary words.
    pub(crate) fn is_compound(&self, token: usize) -> bool {
        is_compound(self.folded(token))
    }

    /// Whether the word begins with a capital.
    pub(crate) fn is_capital(&self, token: usize) -> bool {
        matches!(
            self.shape(token),
            Shape::Capital | Shape::Upper | Shape::Mixed | Shape::Initial
        )
    }
}

/// Whether a folded word is made of two dictionary words, as `raadsbrief` is of `raad` and `brief`.
pub(crate) fn is_compound(folded: &str) -> bool {
    let known = |part: &str| lists::of(part).word();
    folded.is_ascii()
        && (4..folded.len().saturating_sub(3)).any(|cut| {
            let (head, tail) = folded.split_at(cut);
            known(tail)
                && (known(head)
                    || head
                        .strip_suffix('s')
                        .is_some_and(|stem| stem.len() >= 4 && known(stem)))
        })
}

fn shape_of(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::None;
    };
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        match letter.is_uppercase() {
            true => upper += 1,
            false => lower += 1,
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 0, 0) => Shape::Initial,
        (true, 0, _) => Shape::Capital,
        (true, _, 0) => Shape::Upper,
        (false, 0, _) => Shape::Lower,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_follow_the_case() {
        for (word, shape) in [
            ("J", Shape::Initial),
            ("Jan", Shape::Capital),
            ("JAN", Shape::Upper),
            ("JdV", Shape::Mixed),
            ("jan", Shape::Lower),
            ("Özdemir", Shape::Capital),
        ] {
            assert_eq!(shape_of(word), shape, "{word}");
        }
    }

    #[test]
    fn compounds_are_made_of_dictionary_words() {
        let text = crate::text::Text::from_plain("Raadsbrief Thavarasa");
        let tokens = crate::detect::token::tokenize(&text);
        let words = Words::new(text.as_str(), &tokens);
        assert!(words.is_compound(0));
        assert!(!words.is_compound(1));
    }
}
