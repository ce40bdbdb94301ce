//! Bytes of a content stream → operations. Total: what is no operation is left out, and a concern says so.

use super::inline::samples;
use super::lex::{Lexer, Token};
use super::op::{Op, Operand, Operator};
use super::signature::fit;
use crate::pdf::concern::{Cause, Concern};

/// How deep arrays and dictionaries may nest; deeper ones are left out.
const MAX_DEPTH: usize = 32;

/// How many operands wait for an operator; no operator takes more (ISO 32000-2, Annex C: 33 colour components).
const MAX_OPERANDS: usize = 256;

/// The operations of a content stream, in order. Unknown operators are dropped with their operands, and so are the
/// brackets of compatibility sections (`BX`, `EX`).
pub fn parse(bytes: &[u8]) -> (Vec<Op>, Vec<Concern>) {
    let mut parser = Parser {
        lexer: Lexer::new(bytes),
        ops: Vec::with_capacity(bytes.len() / 24),
        items: Vec::new(),
        causes: Vec::new(),
        compatibility: 0,
    };
    parser.run();
    let concerns = parser.causes.into_iter().map(Concern::file).collect();
    (parser.ops, concerns)
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    ops: Vec<Op>,
    /// The items of the arrays that are open, so that each array is given no more room than it needs.
    items: Vec<Operand>,
    causes: Vec<Cause>,
    compatibility: usize,
}

impl Parser<'_> {
    fn note(&mut self, cause: Cause) {
        if !self.causes.contains(&cause) {
            self.causes.push(cause);
        }
    }

    fn run(&mut self) {
        let mut operands = Vec::new();
        while let Some(token) = self.lexer.next() {
            match token {
                Token::Keyword(word) => match constant(word) {
                    Some(value) => operands.push(value),
                    None => {
                        // One allocation of the right size; the buffer is used again.
                        let mut own = Vec::with_capacity(operands.len());
                        own.append(&mut operands);
                        self.operation(word, own);
                    }
                },
                token => match self.operand(token, 0) {
                    Some(operand) => operands.push(operand),
                    None => self.note(Cause::BadOperation),
                },
            }
            if operands.len() > MAX_OPERANDS {
                operands.clear();
                self.note(Cause::BadOperation);
            }
        }
        if !operands.is_empty() {
            self.note(Cause::BadOperation);
        }
    }

    fn operation(&mut self, word: &[u8], mut operands: Vec<Operand>) {
        match Operator::from_bytes(word) {
            Some(Operator::InlineImage) => self.inline_image(),
            Some(Operator::BeginCompat) => self.compatibility += 1,
            Some(Operator::EndCompat) => self.compatibility = self.compatibility.saturating_sub(1),
            Some(operator) if fit(operator, &mut operands) => self.ops.push(Op {
                operator,
                operands,
                inline_image: None,
            }),
            Some(_) => self.note(Cause::BadOperation),
            None if self.compatibility > 0 => {}
            None => self.note(Cause::BadOperation),
        }
    }

    /// A value from its first token; `None` for a token that begins none.
    fn operand(&mut self, token: Token<'_>, depth: usize) -> Option<Operand> {
        Some(match token {
            Token::Number(value) => Operand::Number(value),
            Token::Name(name) => Operand::Name(name),
            Token::String(string) => Operand::String(string),
            Token::ArrayOpen => Operand::Array(self.array(depth + 1)),
            Token::DictionaryOpen => Operand::Dictionary(self.dictionary(depth + 1)),
            Token::Keyword(word) => constant(word)?,
            Token::ArrayClose | Token::DictionaryClose | Token::Stray => return None,
        })
    }

    fn array(&mut self, depth: usize) -> Vec<Operand> {
        let first = self.items.len();
        while let Some(token) = self.lexer.next() {
            match token {
                Token::ArrayClose => break,
                Token::ArrayOpen | Token::DictionaryOpen if depth >= MAX_DEPTH => self.note(Cause::BadOperation),
                token => match self.operand(token, depth) {
                    Some(operand) => self.items.push(operand),
                    None => self.note(Cause::BadOperation),
                },
            }
        }
        self.items.drain(first..).collect()
    }

    fn dictionary(&mut self, depth: usize) -> Vec<(Box<[u8]>, Operand)> {
        let mut entries = Vec::new();
        let mut key = None;
        while let Some(token) = self.lexer.next() {
            match (token, key.take()) {
                (Token::DictionaryClose, _) => break,
                (Token::Name(name), None) => key = Some(name),
                (Token::ArrayOpen | Token::DictionaryOpen, _) if depth >= MAX_DEPTH => self.note(Cause::BadOperation),
                (token, Some(key)) => match self.operand(token, depth) {
                    Some(value) => entries.push((key, value)),
                    None => self.note(Cause::BadOperation),
                },
                (_, None) => self.note(Cause::BadOperation),
            }
        }
        entries
    }

    fn inline_image(&mut self) {
        let mut dictionary = Vec::new();
        let mut key = None;
        loop {
            let Some(token) = self.lexer.next() else {
                return self.note(Cause::BadInlineImage);
            };
            match (token, key.take()) {
                (Token::Keyword(b"ID"), _) => break,
                (Token::Keyword(b"EI"), _) => return self.note(Cause::BadInlineImage),
                (Token::Name(name), None) => key = Some(name),
                (token, Some(key)) => match self.operand(token, 0) {
                    Some(value) => dictionary.push((key, value)),
                    None => self.note(Cause::BadOperation),
                },
                (_, None) => self.note(Cause::BadOperation),
            }
        }
        let found = samples(&dictionary, self.lexer.rest());
        self.lexer.advance(found.consumed);
        if !found.ended {
            self.note(Cause::BadInlineImage);
        }
        self.ops.push(Op {
            operator: Operator::InlineImage,
            operands: vec![Operand::Dictionary(dictionary)],
            inline_image: Some(found.data.into()),
        });
    }
}

fn constant(word: &[u8]) -> Option<Operand> {
    match word {
        b"true" => Some(Operand::Bool(true)),
        b"false" => Some(Operand::Bool(false)),
        b"null" => Some(Operand::Null),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelled(bytes: &[u8]) -> String {
        let (ops, _) = parse(bytes);
        ops.iter()
            .map(|op| String::from_utf8_lossy(op.operator.as_bytes()).into_owned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn operations_in_order_and_unknown_ones_left_out() {
        let (ops, concerns) = parse(b"BT /F1 12 Tf (x) Tj 1 2 foo ET");
        assert_eq!(spelled(b"BT /F1 12 Tf (x) Tj 1 2 foo ET"), "BT Tf Tj ET");
        assert_eq!(
            ops[1].operands,
            [Operand::Name(b"F1"[..].into()), Operand::Number(12.0)]
        );
        assert_eq!(concerns, [Concern::file(Cause::BadOperation)]);
    }

    #[test]
    fn compatibility_sections_hide_their_unknown_operators() {
        let (ops, concerns) = parse(b"BX (secret) foo EX n");
        assert_eq!((ops.len(), concerns.len()), (1, 0));
    }

    #[test]
    fn inline_images_end_at_their_own_end() {
        // Samples that contain ` EI ` are counted, not searched.
        let (ops, concerns) = parse(b"BI /W 6 /H 1 /BPC 8 /CS /G ID a EI b EI Q");
        assert_eq!(ops[0].inline_image.as_deref(), Some(&b"a EI b"[..]));
        assert_eq!((ops.len(), concerns.len()), (2, 0));
        // Filtered samples: the `EI` that operations follow.
        let (ops, _) = parse(b"BI /W 9 /H 9 /F /Fl ID \x80 EI \x81\xff\x90 EI\nQ q");
        assert_eq!(ops[0].inline_image.as_deref(), Some(&b"\x80 EI \x81\xff\x90"[..]));
        assert_eq!(ops.len(), 3);
        let (_, concerns) = parse(b"BI /W 9 /H 9 /F /Fl ID xyz");
        assert_eq!(concerns, [Concern::file(Cause::BadInlineImage)]);
    }

    #[test]
    fn nesting_is_bounded() {
        let mut deep = vec![b'['; 100_000];
        deep.extend(vec![b'<'; 100_000]);
        deep.extend(b" 1 ] TJ");
        let (_, concerns) = parse(&deep);
        assert_eq!(concerns, [Concern::file(Cause::BadOperation)]);
    }

    proptest! {
        #[test]
        fn any_bytes_parse(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            parse(&bytes);
        }

        #[test]
        fn any_bytes_of_the_alphabet_parse(text in "[\\[\\]<>()/%0-9. \\\\BIDETjQq#-]{0,200}") {
            parse(text.as_bytes());
        }
    }
}
