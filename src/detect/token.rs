//! Text cut into words, numbers and single marks. It knows places only: what a token means is for others to say.

use crate::text::Text;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters with their combining marks, soft hyphens and zero-width characters.
    Word,
    /// Digits.
    Number,
    /// One other character that is not white space.
    Mark,
}

/// One token; `end` of one equal to `start` of the next means that nothing stands between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Index into the lines of the text.
    pub line: u32,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// The words of the token.
    pub(crate) fn of<'t>(&self, source: &'t str) -> &'t str {
        &source[self.start as usize..self.end as usize]
    }

    /// The only character of a mark.
    pub(crate) fn mark(&self, source: &str) -> Option<char> {
        (self.kind == TokenKind::Mark)
            .then(|| self.of(source).chars().next())
            .flatten()
    }
}

/// Cuts a text into tokens, line by line. The marks with which the lines of a quoted message begin (`> >>`) are none.
pub(crate) fn tokenize(text: &Text) -> Vec<Token> {
    let source = text.as_str();
    let mut tokens = Vec::with_capacity(source.len() / 5);
    for (number, line) in text.lines().iter().enumerate() {
        let mut open: Option<Token> = None;
        let words = &source[line.range.clone()];
        let quote = words.len() - words.trim_start_matches([' ', '\t', '>']).len();
        for (at, character) in words.char_indices().skip_while(|(at, _)| *at < quote) {
            let start = (line.range.start + at) as u32;
            let end = start + character.len_utf8() as u32;
            let kind = kind_of(character, open.as_ref());
            match (&mut open, kind) {
                (Some(token), Some(kind)) if token.kind == kind && kind != TokenKind::Mark => token.end = end,
                (_, kind) => {
                    tokens.extend(open.take());
                    open = kind.map(|kind| Token {
                        start,
                        end,
                        line: number as u32,
                        kind,
                    });
                }
            }
        }
        tokens.extend(open);
    }
    tokens
}

fn kind_of(character: char, open: Option<&Token>) -> Option<TokenKind> {
    match character {
        'a'..='z' | 'A'..='Z' => Some(TokenKind::Word),
        '0'..='9' => Some(TokenKind::Number),
        ' ' | '\t' => None,
        _ if character.is_ascii() => (!character.is_ascii_control()).then_some(TokenKind::Mark),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => open
            .filter(|token| token.kind != TokenKind::Mark)
            .map(|token| token.kind),
        _ if character.is_whitespace() => None,
        _ if character.is_alphabetic() || super::fold::is_combining(character) => Some(TokenKind::Word),
        _ if character.is_numeric() => Some(TokenKind::Mark),
        _ => Some(TokenKind::Mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        let text = Text::from_plain("d'Hondt\t06-12\nŁukasz e\u{301}\u{ad}n");
        let words: Vec<&str> = tokenize(&text).iter().map(|token| token.of(text.as_str())).collect();
        assert_eq!(words, ["d", "'", "Hondt", "06", "-", "12", "Łukasz", "e\u{301}\u{ad}n"]);
    }

    #[test]
    fn the_marks_of_a_quote_are_no_tokens() {
        let text = Text::from_plain("> >> Jan > 3");
        let words: Vec<&str> = tokenize(&text).iter().map(|token| token.of(text.as_str())).collect();
        assert_eq!(words, ["Jan", ">", "3"]);
    }

    #[test]
    fn every_token_knows_its_line() {
        let text = Text::from_plain("een\n\ntwee");
        let lines: Vec<u32> = tokenize(&text).iter().map(|token| token.line).collect();
        assert_eq!(lines, [0, 2]);
    }
}
