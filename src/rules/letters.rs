//! Letters in the expressions of rules, spelled in few ranges, so that an expression compiles in half the time: `\p{L}` is
//! six hundred ranges, and twice that where case is ignored. It compiles and matches nothing.

use std::ops::Range;

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{self, Ast, ClassSet, ClassSetItem, ClassUnicode, ClassUnicodeKind};

/// All of `\p{L}`, and what stands between its letters in scripts that share no punctuation with Dutch text: no space,
/// punctuation, symbol or digit of the Latin letters, of the general punctuation (U+2000 to U+2BFF) or of pictures.
const LETTERS: &str = concat!(
    r"A-Za-zªµºÀ-ÖØ-öø-\u{2C1}\u{2C6}-\u{2D1}\u{2E0}-\u{2E4}\u{2EC}\u{2EE}\u{370}-\u{1FFF}\u{2071}\u{207F}\u{2090}-\u{209C}\u{2102}\u{2107}\u{210A}-\u{2113}\u{2115}",
    r"\u{2119}-\u{211D}\u{2124}\u{2126}\u{2128}\u{212A}-\u{212D}\u{212F}-\u{2139}\u{213C}-\u{213F}\u{2145}-\u{2149}",
    r"\u{214E}\u{2183}\u{2184}\u{2C00}-\u{2DFF}\u{2E2F}\u{3005}\u{3006}\u{3031}-\u{3035}\u{303B}-\u{D7FF}",
    r"\u{F900}-\u{FDFF}\u{FE70}-\u{FEFC}\u{FF21}-\u{FF3A}\u{FF41}-\u{FF5A}\u{FF66}-\u{FFDC}\u{10000}-\u{1EFFF}",
    r"\u{20000}-\u{3FFFF}",
);

/// The expression with its letters spelled so; as it is, if it cannot be read.
pub(super) fn spelled(expression: &str) -> String {
    let mut classes = Classes::default();
    if let Ok(ast) = Parser::new().parse(expression) {
        classes = ast::visit(&ast, classes).unwrap_or_default();
    }
    let mut spelled = String::new();
    let mut at = 0;
    for class in classes.0 {
        let letters = match &expression[class.clone()] {
            bare if !bare.starts_with('[') => format!("[{LETTERS}]"),
            bracketed => bracketed.replace(r"\p{L}", LETTERS),
        };
        spelled.push_str(&expression[at..class.start]);
        // Both cases are there; to look for the other one of every letter takes longer than all else.
        spelled.push_str(&format!("(?-i:{letters})"));
        at = class.end;
    }
    spelled.push_str(&expression[at..]);
    spelled
}

/// Where classes with letters stand in an expression, in bytes.
#[derive(Default)]
struct Classes(Vec<Range<usize>>);

impl ast::Visitor for Classes {
    type Output = Self;
    type Err = ();

    fn finish(self) -> Result<Self, ()> {
        Ok(self)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), ()> {
        let holds_letters = match ast {
            Ast::ClassUnicode(class) => is_letter(class),
            Ast::ClassBracketed(class) => !class.negated && is_plain(&class.kind),
            _ => false,
        };
        if holds_letters {
            let span = ast.span();
            self.0.push(span.start.offset..span.end.offset);
        }
        Ok(())
    }
}

fn is_letter(class: &ClassUnicode) -> bool {
    !class.negated && matches!(&class.kind, ClassUnicodeKind::Named(name) if name == "L")
}

/// Whether letters are among the items of a class and nothing in it is a class within brackets of its own.
fn is_plain(class: &ClassSet) -> bool {
    let ClassSet::Item(item) = class else {
        return false;
    };
    let items = match item {
        ClassSetItem::Union(union) => union.items.as_slice(),
        item => std::slice::from_ref(item),
    };
    let nested = |item: &ClassSetItem| matches!(item, ClassSetItem::Bracketed(_));
    items
        .iter()
        .any(|item| matches!(item, ClassSetItem::Unicode(class) if is_letter(class)))
        && !items.iter().any(nested)
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn every_letter_is_one_and_no_mark_of_dutch_text_is() {
        let few = Regex::new(&format!("^[{LETTERS}]$")).expect("valid");
        let letter = Regex::new(r"^\p{L}$").expect("valid");
        let mark = Regex::new(r"^[\p{P}\p{S}\p{Z}\p{N}\p{C}]$").expect("valid");
        let mut utf8 = [0; 4];
        for c in '\0'..=char::MAX {
            let c_text = c.encode_utf8(&mut utf8);
            assert!(!letter.is_match(c_text) || few.is_match(c_text), "{c:?}");
            let shared =
                c < '\u{370}' || ('\u{2000}'..'\u{2c00}').contains(&c) || ('\u{e000}'..'\u{f900}').contains(&c);
            assert!(!(shared && mark.is_match(c_text) && few.is_match(c_text)), "{c:?}");
        }
    }

    #[test]
    fn classes_with_letters_are_spelled_and_others_stay() {
        let few = |expression: &str| expression.replace('§', LETTERS);
        for (expression, wanted) in [
            (r"\p{L}+@", few("(?-i:[§])+@")),
            (r"(?i)x[\p{L}0-9_]*", few("(?i)x(?-i:[§0-9_])*")),
            (r"[^\p{L}]\p{Lu}[a-z]", few(r"[^\p{L}]\p{Lu}[a-z]")),
            (r"[\p{L}&&[a-z]]", few(r"[\p{L}&&[a-z]]")),
            (r"(", few("(")),
        ] {
            assert_eq!(spelled(expression), wanted, "{expression}");
        }
    }
}
