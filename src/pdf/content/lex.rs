//! Tokens of a content stream, or of an object (ISO 32000-2, 7.2 and 7.3). Total: any bytes give tokens, and every step moves forward.

/// White space of ISO 32000-2, table 1.
pub(super) const fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Delimiters of ISO 32000-2, table 2.
pub(super) const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// Neither white space nor delimiter.
pub(super) const fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !is_delimiter(byte)
}

/// Larger numbers are cut to this: beyond it not every integer is a number.
const LARGEST: f64 = 1e15;

#[derive(Debug, Clone, PartialEq)]
pub(in crate::pdf) enum Token<'a> {
    Number(f64),
    Name(Box<[u8]>),
    String(Box<[u8]>),
    ArrayOpen,
    ArrayClose,
    DictionaryOpen,
    DictionaryClose,
    Keyword(&'a [u8]),
    /// A delimiter that stands alone and means nothing here.
    Stray,
}

/// Reads tokens from a slice.
pub(in crate::pdf) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Room for a string in the making.
    string: Vec<u8>,
}

impl<'a> Lexer<'a> {
    pub(in crate::pdf) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            string: Vec::new(),
        }
    }

    /// What is not read yet.
    pub(in crate::pdf) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// Moves forward by at most what is left.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = (self.at + count).min(self.bytes.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_white_and_comments(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let end = self.rest().iter().position(|b| matches!(b, b'\r' | b'\n'));
                self.advance(end.unwrap_or(usize::MAX - self.at));
            } else if is_white(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|&b| !keep(b)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn number(&mut self) -> Token<'a> {
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.peek() {
            negative |= sign == b'-';
            self.at += 1;
        }
        let mut value = 0.0;
        for digit in self.take_while(|b| b.is_ascii_digit()) {
            value = value * 10.0 + f64::from(digit - b'0');
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            let mut mantissa = 0.0;
            let mut scale = 1.0;
            for digit in self.take_while(|b| b.is_ascii_digit()) {
                if scale < 1e15 {
                    mantissa = mantissa * 10.0 + f64::from(digit - b'0');
                    scale *= 10.0;
                }
            }
            value += mantissa / scale;
        }
        // What follows a number without a gap, as in `1.2.3` or `5-3`, is noise that readers skip.
        self.take_while(|b| matches!(b, b'.' | b'-') || b.is_ascii_digit());
        let value = value.min(LARGEST);
        Token::Number(if negative && value != 0.0 { -value } else { value })
    }

    fn name(&mut self) -> Box<[u8]> {
        self.at += 1;
        let raw = self.take_while(is_regular);
        if !raw.contains(&b'#') {
            return raw.into();
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            match (raw[at], raw.get(at + 1..at + 3).and_then(hex_pair)) {
                (b'#', Some(byte)) => {
                    name.push(byte);
                    at += 3;
                }
                (byte, _) => {
                    name.push(byte);
                    at += 1;
                }
            }
        }
        name.into()
    }

    fn hex_string(&mut self) -> Box<[u8]> {
        let digits = self.take_while(|b| b != b'>');
        self.advance(1);
        let mut string = Vec::with_capacity(digits.len().div_ceil(2));
        let mut high = None;
        for value in digits.iter().filter_map(|&b| hex_digit(b)) {
            match high.take() {
                None => high = Some(value),
                Some(first) => string.push(first << 4 | value),
            }
        }
        string.extend(high.map(|first| first << 4));
        string.into()
    }

    fn literal_string(&mut self) -> Box<[u8]> {
        self.at += 1;
        let mut open = 1_usize;
        // Most strings end before anything in them has to be undone.
        let plain = self.take_while(|b| !matches!(b, b'(' | b')' | b'\\' | b'\r'));
        if self.peek() == Some(b')') {
            self.at += 1;
            return plain.into();
        }
        let mut string = std::mem::take(&mut self.string);
        string.clear();
        string.extend_from_slice(plain);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut string),
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    string.push(b'\n');
                }
                b')' if open == 1 => break,
                _ => {
                    match byte {
                        b'(' => open += 1,
                        b')' => open -= 1,
                        _ => {}
                    }
                    string.push(byte);
                }
            }
        }
        let whole = string.as_slice().into();
        self.string = string;
        whole
    }

    fn escape(&mut self, string: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                string.push((value & 0xFF) as u8);
            }
            other => string.push(other),
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_white_and_comments();
        let byte = self.peek()?;
        Some(match byte {
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            b'/' => Token::Name(self.name()),
            b'(' => Token::String(self.literal_string()),
            b'<' if self.rest().get(1) == Some(&b'<') => {
                self.at += 2;
                Token::DictionaryOpen
            }
            b'<' => {
                self.at += 1;
                Token::String(self.hex_string())
            }
            b'>' if self.rest().get(1) == Some(&b'>') => {
                self.at += 2;
                Token::DictionaryClose
            }
            b'[' | b']' | b'{' | b'}' | b')' | b'>' => {
                self.at += 1;
                match byte {
                    b'[' => Token::ArrayOpen,
                    b']' => Token::ArrayClose,
                    _ => Token::Stray,
                }
            }
            _ => Token::Keyword(self.take_while(is_regular)),
        })
    }
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    Some(hex_digit(*pair.first()?)? << 4 | hex_digit(*pair.get(1)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(bytes: &[u8]) -> Option<Token<'_>> {
        Lexer::new(bytes).next()
    }

    #[test]
    fn numbers_as_files_write_them() {
        for (text, value) in [
            ("12", 12.0),
            ("-.5", -0.5),
            ("+3.25", 3.25),
            ("4.", 4.0),
            ("--7", -7.0),
            ("1.2.3", 1.2),
            ("5-3", 5.0),
            ("-", 0.0),
            ("0.000012", 0.000_012),
        ] {
            assert_eq!(first(text.as_bytes()), Some(Token::Number(value)), "{text}");
        }
    }

    #[test]
    fn strings_and_names_are_decoded() {
        let string = |s: &[u8]| Some(Token::String(s.into()));
        assert_eq!(first(b"(a\\(b\\051\\\nc(d)e)"), string(b"a(b)c(d)e"));
        assert_eq!(first(b"(a\r\nb\\r)"), string(b"a\nb\r"));
        assert_eq!(first(b"<48 65 6>"), string(b"He`"));
        assert_eq!(first(b"(open"), string(b"open"));
        assert_eq!(first(b"/A#20B#zz "), Some(Token::Name(b"A B#zz"[..].into())));
    }

    #[test]
    fn a_number_ends_where_an_operator_begins() {
        let tokens: Vec<_> = Lexer::new(b"1 0Tc%x\nET").collect();
        let expected = [
            Token::Number(1.0),
            Token::Number(0.0),
            Token::Keyword(b"Tc"),
            Token::Keyword(b"ET"),
        ];
        assert_eq!(tokens, expected);
    }
}
