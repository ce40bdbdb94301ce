//! What must stand in a text for an expression to match it, read off the expression. It spares compiling an expression
//! that cannot match; it never says that one does.

use memchr::memmem;
use regex_syntax::ast::{self, Ast, ClassBracketed, ClassSet, ClassSetItem, RepetitionKind, RepetitionRange};

/// Letters whose simple case folding is an ASCII letter; a text that has one is not judged.
const FOLD_TO_ASCII: [char; 2] = ['ſ', '\u{212a}'];

/// A text as expressions that ignore case read it.
#[derive(Debug)]
pub(crate) struct Lowered {
    bytes: Vec<u8>,
    has_digit: bool,
    is_judged: bool,
}

/// In a text shorter than this an expression is run rather than judged, once it is compiled; in bytes.
const SHORT: usize = 1 << 10;

impl Lowered {
    /// The text with its ASCII letters in lower case.
    pub(crate) fn new(text: &str) -> Self {
        let mut utf8 = [0; 4];
        let strange = FOLD_TO_ASCII
            .iter()
            .any(|letter| memmem::find(text.as_bytes(), letter.encode_utf8(&mut utf8).as_bytes()).is_some());
        Self {
            bytes: text.as_bytes().to_ascii_lowercase(),
            has_digit: text.bytes().any(|byte| byte.is_ascii_digit()),
            is_judged: !strange,
        }
    }

    /// Whether running an expression costs less than asking what it needs.
    pub(super) fn is_short(&self) -> bool {
        self.bytes.len() < SHORT
    }
}

/// What every match has; without a clause nothing is known of it.
#[derive(Debug, Default)]
pub(super) struct Needs(Vec<Clause>);

/// One thing that every match has.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Clause {
    /// An ASCII digit.
    Digit,
    /// One of these, ASCII letters in lower case.
    AnyOf(Vec<String>),
}

impl Needs {
    /// Of an expression; of one that cannot be read, nothing is known.
    pub(super) fn of(expression: &str) -> Self {
        match ast::parse::Parser::new().parse(expression) {
            Ok(ast) => Self(clauses(&ast)),
            Err(_) => Self::default(),
        }
    }

    /// Whether a text may have a match.
    pub(super) fn may_be_met(&self, text: &Lowered) -> bool {
        !text.is_judged
            || self.0.iter().all(|clause| match clause {
                Clause::Digit => text.has_digit,
                Clause::AnyOf(words) => words
                    .iter()
                    .any(|word| memmem::find(&text.bytes, word.as_bytes()).is_some()),
            })
    }
}

/// The clauses of a part. Texts and words are in lower case, so it does not matter whether the part ignores case.
fn clauses(ast: &Ast) -> Vec<Clause> {
    match ast {
        Ast::Literal(literal) => word_of(literal.c).into_iter().map(|c| any_of([c])).collect(),
        Ast::ClassBracketed(class) => of_class(class),
        Ast::Repetition(repetition) => match least(&repetition.op.kind) {
            0 => Vec::new(),
            _ => clauses(&repetition.ast),
        },
        Ast::Group(group) => clauses(&group.ast),
        Ast::Alternation(alternation) => of_alternation(&alternation.asts),
        Ast::Concat(concat) => of_sequence(&concat.asts),
        Ast::Empty(_) | Ast::Dot(_) | Ast::Flags(_) | Ast::Assertion(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => {
            Vec::new()
        }
    }
}

/// All that its parts have; adjoining literals make one word.
fn of_sequence(parts: &[Ast]) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut word = String::new();
    for part in parts {
        if let Ast::Literal(literal) = part
            && let Some(letter) = word_of(literal.c)
        {
            word.push_str(&letter);
            continue;
        }
        let is_empty = matches!(part, Ast::Assertion(_) | Ast::Flags(_) | Ast::Empty(_));
        if !word.is_empty() && !is_empty {
            found.push(any_of([std::mem::take(&mut word)]));
        }
        found.extend(clauses(part));
    }
    if !word.is_empty() {
        found.push(any_of([word]));
    }
    found
}

/// What every branch has: of each its most telling clause.
fn of_alternation(branches: &[Ast]) -> Vec<Clause> {
    let mut words = Vec::new();
    let mut digits = 0;
    for branch in branches {
        match clauses(branch).into_iter().max_by_key(telling) {
            Some(Clause::AnyOf(more)) => words.extend(more),
            Some(Clause::Digit) => digits += 1,
            None => return Vec::new(),
        }
    }
    match (digits, words.is_empty()) {
        (0, false) => vec![any_of(words)],
        (_, true) => vec![Clause::Digit],
        (_, false) => {
            words.extend(('0'..='9').map(String::from));
            vec![any_of(words)]
        }
    }
}

/// How rarely a text has it: by the shortest of its words.
fn telling(clause: &Clause) -> usize {
    match clause {
        Clause::Digit => 1,
        Clause::AnyOf(words) => words.iter().map(String::len).min().unwrap_or(0),
    }
}

fn of_class(class: &ClassBracketed) -> Vec<Clause> {
    let ClassSet::Item(item) = &class.kind else {
        return Vec::new();
    };
    if class.negated {
        return Vec::new();
    }
    let items = match item {
        ClassSetItem::Union(union) => union.items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let is_digits =
        |item: &ClassSetItem| matches!(item, ClassSetItem::Range(range) if range.start.c >= '0' && range.end.c <= '9');
    if items.iter().all(is_digits) {
        return vec![Clause::Digit];
    }
    let one = |item: &ClassSetItem| match item {
        ClassSetItem::Literal(literal) => word_of(literal.c),
        _ => None,
    };
    let letters: Option<Vec<String>> = items.iter().map(one).collect();
    letters.map(any_of).into_iter().collect()
}

/// A character as it stands in a lowered text, unless letters of other scripts may stand for it.
fn word_of(letter: char) -> Option<String> {
    (letter.is_ascii() || !letter.is_alphabetic()).then(|| letter.to_ascii_lowercase().to_string())
}

fn any_of(words: impl IntoIterator<Item = String>) -> Clause {
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort();
    words.dedup();
    Clause::AnyOf(words)
}

fn least(kind: &RepetitionKind) -> u32 {
    match kind {
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => 0,
        RepetitionKind::OneOrMore => 1,
        RepetitionKind::Range(
            RepetitionRange::Exactly(least) | RepetitionRange::AtLeast(least) | RepetitionRange::Bounded(least, _),
        ) => *least,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Matcher, RuleSet};
    use regex::Regex;

    fn needs(expression: &str) -> String {
        let clauses = Needs::of(expression).0.into_iter().map(|clause| match clause {
            Clause::Digit => "#".to_owned(),
            Clause::AnyOf(words) => words.join("|"),
        });
        clauses.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_every_match_has_is_read_off_the_expression() {
        for (expression, expected) in [
            ("[0-9]{9}", "#"),
            (r"(?P<span>\p{L}+)@\p{L}+(?:\.\p{L}+)+", "@ ."),
            (r"(?i)Kenteken(?:s|plaat)?[: ]*X", "kenteken x"),
            (r"(?:\ba-?nummer|\bnr\b|A\.B)[^;]{0,20}$", "a.b|nr|nummer"),
            (r"(?:geb|[0-9])x", "0|1|2|3|4|5|6|7|8|9|geb x"),
            (r"(?:a|\p{L})", ""),
            ("a*b?", ""),
            ("geë?xporteerd", "ge xporteerd"),
            ("(", ""),
        ] {
            assert_eq!(needs(expression), expected, "{expression}");
        }
    }

    #[test]
    fn no_match_of_a_builtin_rule_is_missed() {
        let rules = RuleSet::builtin();
        let examples = rules
            .rules()
            .iter()
            .flat_map(|rule| rule.hits.iter().chain(&rule.misses));
        let mut texts: Vec<String> = examples.map(|example| example.text.replace(['«', '»'], "")).collect();
        let upper: Vec<String> = texts.iter().map(|text| text.to_uppercase()).collect();
        texts.extend(upper);
        texts.push("\u{212a}ENTE\u{212a}EN AB-12-CD, per\u{17f}oneelsnr 123".to_owned());
        let mut spared = 0;
        for rule in rules.rules() {
            let Matcher::Pattern(pattern) = &rule.matcher else {
                continue;
            };
            let contexts = [&pattern.before, &pattern.not_before, &pattern.after, &pattern.not_after];
            for regex in std::iter::once(&pattern.regex).chain(contexts.into_iter().flatten()) {
                let compiled = Regex::new(regex.source()).expect("valid");
                let needs = Needs::of(regex.source());
                for text in &texts {
                    let may = needs.may_be_met(&Lowered::new(text));
                    assert!(may || !compiled.is_match(text), "{}: {text}", rule.id);
                    spared += usize::from(!may);
                }
            }
        }
        assert!(spared > 1000, "{spared}");
    }
}
