//! What must hold for any letter: nothing leaves but what was asked, nothing else moves, and the result is the same
//! whoever the letter was about.

use super::settings::{Settings, Style, Width};
use super::testing::{ADVANCE, Fixture, Read, glyphs, read, redact, rulings, written};
use crate::pdf::content::{Op, Operator};
use proptest::prelude::*;
use std::fmt::Write as _;

const SIZE: f64 = 10.0;
const LEFT: f64 = 60.0;
const MEASURE: f64 = 480.0;

/// How a producer writes a line.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hand {
    /// One string.
    Plain,
    /// Word spacing fills the measure.
    WordSpacing,
    /// The spaces of an array fill the measure, and there is no space character.
    Array,
    /// A string for every glyph.
    Glyphs,
    /// With the next-line operator, the line before it empty.
    NextLine,
    /// Each word in a text object of its own, in a matrix.
    Objects,
    /// In a clip as wide as the line, and a little more.
    Clipped,
    /// Each word in a clip as wide as the word.
    ClippedWords,
    /// In the clip of a field, wide enough for any name.
    Field,
}

const HANDS: [Hand; 9] = [
    Hand::Plain,
    Hand::WordSpacing,
    Hand::Array,
    Hand::Glyphs,
    Hand::NextLine,
    Hand::Objects,
    Hand::Clipped,
    Hand::ClippedWords,
    Hand::Field,
];

fn wide(text: &str) -> f64 {
    text.chars().count() as f64 * ADVANCE / 1000.0 * SIZE
}

fn line(hand: Hand, text: &str, y: f64) -> String {
    let justified = format!("{text} voor zover nodig");
    let is_justified = matches!(hand, Hand::WordSpacing | Hand::Array);
    let text = if is_justified { justified.as_str() } else { text };
    let spaces = text.matches(' ').count() as f64;
    let extra = (MEASURE - wide(text)) / spaces;
    let begin = format!("BT /F1 {SIZE} Tf 0 Tc 0 Tw");
    let mut out = String::new();
    let written = match hand {
        Hand::Plain => writeln!(out, "{begin} 1 0 0 1 {LEFT} {y} Tm ({text}) Tj ET"),
        Hand::WordSpacing => writeln!(out, "{begin} {extra:.4} Tw {LEFT} {y} Td ({text}) Tj ET"),
        Hand::Array => {
            let gap = -(extra + SIZE * ADVANCE / 1000.0) * 1000.0 / SIZE;
            let words: Vec<String> = text.split(' ').map(|word| format!("({word})")).collect();
            writeln!(
                out,
                "{begin} {LEFT} {y} Td [{}] TJ ET",
                words.join(&format!(" {gap:.3} "))
            )
        }
        Hand::Glyphs => {
            let shown: String = text.chars().map(|c| format!("({c}) Tj ")).collect();
            writeln!(out, "{begin} {LEFT} {y} Td {shown} ET")
        }
        Hand::NextLine => writeln!(out, "{begin} 14 TL {LEFT} {} Td ({text}) ' ET", y + 14.0),
        Hand::Clipped => {
            let (bottom, width) = (y - 3.0, wide(text) + 2.0);
            writeln!(
                out,
                "q {LEFT} {bottom} {width:.3} 13 re W n {begin} {LEFT} {y} Td ({text}) Tj ET Q"
            )
        }
        Hand::Field => {
            let bottom = y - 3.0;
            writeln!(
                out,
                "q {LEFT} {bottom} {MEASURE} 13 re W n {begin} {LEFT} {y} Td ({text}) Tj ET Q"
            )
        }
        Hand::ClippedWords => {
            let mut x = LEFT;
            let bottom = y - 3.0;
            let mut shown = String::new();
            for word in text.split(' ') {
                let width = wide(word) + 1.0;
                let _ = writeln!(
                    shown,
                    "q {x:.3} {bottom} {width:.3} 13 re W n BT /F1 {SIZE} Tf {x:.3} {y} Td ({word} ) Tj ET Q"
                );
                x += wide(word) + wide(" ");
            }
            writeln!(out, "{shown}")
        }
        Hand::Objects => {
            let mut x = LEFT;
            let mut shown = String::new();
            for word in text.split(' ') {
                let _ = writeln!(
                    shown,
                    "q 2 0 0 2 {x:.3} {y} cm BT /F2 {} Tf ({word} ) Tj ET Q",
                    SIZE / 2.0
                );
                x += wide(word) + wide(" ");
            }
            writeln!(out, "{shown}")
        }
    };
    written.expect("written to a string");
    out
}

/// A letter of lines in these hands; every second one is about `name`.
fn letter(hands: &[Hand], name: &str) -> Vec<u8> {
    let mut page = String::from("0.9 g 40 40 500 780 re f 0 g\n");
    let mut form = String::new();
    for (at, hand) in hands.iter().enumerate() {
        let y = 780.0 - 18.0 * at as f64;
        let text = match at % 4 {
            0 => format!("op verzoek van {name} is het besluit aangepast"),
            2 => format!("{name} heeft daarover bericht gekregen"),
            _ => "de termijn van vier weken is in acht genomen".to_owned(),
        };
        let stream = if at % 5 == 4 { &mut form } else { &mut page };
        stream.push_str(&line(*hand, &text, y));
    }
    page.push_str("q /Fm Do Q\n");
    Fixture::new().form("Fm", &form).page(&page).bytes()
}

fn hands() -> impl Strategy<Value = Vec<Hand>> {
    prop::collection::vec(prop::sample::select(HANDS.to_vec()), 1..9)
}

fn name() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{3,5}( [a-z]{2,3})?( [A-Z][a-z]{4,9})"
}

fn redacted(hands: &[Hand], terms: &[&str], settings: Settings) -> (Read, Vec<u8>) {
    let (before, performed) = redact(&letter(hands, terms[0]), terms, &[], settings);
    let after = written(&before.source, performed);
    (before, after)
}

/// Counts of opening and closing operators, and that no text object holds anything that may not be in it.
fn is_balanced(ops: &[Op]) -> bool {
    let (mut saves, mut marks, mut in_text) = (0, 0, false);
    ops.iter().all(|op| {
        match op.operator {
            Operator::Save => saves += 1,
            Operator::Restore => saves -= 1,
            Operator::BeginMarkedContent | Operator::BeginMarkedContentProps => marks += 1,
            Operator::EndMarkedContent => marks -= 1,
            Operator::BeginText if !in_text => in_text = true,
            Operator::EndText if in_text => in_text = false,
            Operator::BeginText | Operator::EndText => return false,
            _ => {}
        }
        let outside_only = matches!(
            op.operator,
            Operator::Save | Operator::Restore | Operator::Concat | Operator::Do
        );
        saves >= 0 && marks >= 0 && !(in_text && outside_only)
    }) && saves == 0
        && marks == 0
        && !in_text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_empty_plan_keeps_text_and_places(hands in hands(), name in name()) {
        let (before, performed) = redact(&letter(&hands, &name), &[], &[], Settings::default());
        let after = read(&written(&before.source, performed));
        let (before, after) = (glyphs(&before.pages[0]), glyphs(&after.pages[0]));
        prop_assert_eq!(before.len(), after.len());
        for ((m, x, y), (am, ax, ay)) in before.into_iter().zip(after) {
            prop_assert!(m == am && (x - ax).abs() < 0.05 && (y - ay).abs() < 0.05, "{m} at {x} {y} is {am} at {ax} {ay}");
        }
    }

    #[test]
    fn no_letter_of_a_name_stays(hands in hands(), name in name()) {
        for width in [Width::Uniform, Width::Snap, Width::Exact] {
            let settings = Settings { width, style: Style::Black };
            let after = read(&redacted(&hands, &[&name], settings).1);
            for word in name.split(' ').filter(|word| word.starts_with(char::is_uppercase)) {
                prop_assert!(!after.layout.text().as_str().contains(word), "{width:?}");
            }
        }
    }

    #[test]
    fn two_people_leave_the_same_letter(hands in hands(), one in name(), other in name()) {
        let (_, first) = redacted(&hands, &[&one], Settings::default());
        let (_, second) = redacted(&hands, &[&other], Settings::default());
        prop_assert!(first == second, "{} and {} bytes", first.len(), second.len());
    }

    #[test]
    fn to_redact_what_is_redacted_changes_nothing(hands in hands(), name in name()) {
        let again = |bytes: &[u8]| {
            let (before, performed) = redact(bytes, &[&name], &[], Settings::default());
            written(&before.source, performed)
        };
        let (_, once) = redacted(&hands, &[&name], Settings::default());
        let twice = again(&once);
        prop_assert_eq!(glyphs(&read(&once).pages[0]), glyphs(&read(&twice).pages[0]));
        let thrice = again(&twice);
        prop_assert!(twice == thrice, "{} and {} bytes", twice.len(), thrice.len());
    }

    #[test]
    fn operations_are_balanced(hands in hands(), name in name()) {
        let (_, performed) = redact(&letter(&hands, &name), &[&name], &[], Settings::default());
        prop_assert!(is_balanced(&performed.draft.pages[0].content.ops));
    }

    #[test]
    fn what_is_not_on_a_touched_line_stays_in_its_place(hands in hands(), name in name()) {
        let (before, after) = redacted(&hands, &[&name], Settings::default());
        let touched: Vec<f64> = (0..hands.len()).filter(|at| at % 2 == 0).map(|at| 780.0 - 18.0 * at as f64).collect();
        let after = glyphs(&read(&after).pages[0]);
        for (meaning, x, y) in glyphs(&before.pages[0]) {
            let is_touched = touched.iter().any(|line| (line - y).abs() < 1.0);
            let found = after.iter().any(|(m, ax, ay)| *m == meaning && (ax - x).abs() < 0.05 && (ay - y).abs() < 0.05);
            prop_assert!(is_touched || found, "{meaning} at {x} {y}");
        }
    }

    #[test]
    fn one_more_finding_never_keeps_more(hands in hands(), name in name()) {
        let count = |terms: &[&str]| {
            let (_, bytes) = redacted(&hands, terms, Settings::default());
            let text = read(&bytes).layout.text().as_str().replace("5.1.2.e", "");
            text.chars().filter(|c| c.is_alphabetic()).count()
        };
        prop_assert!(count(&[&name, "termijn"]) <= count(&[&name]));
    }
}

#[test]
fn every_finding_has_one_box() {
    let bytes = letter(&HANDS, "Jan de Vries");
    let (before, performed) = redact(&bytes, &["Jan de Vries"], &[], Settings::default());
    let asked = rulings(&before.layout, &["Jan de Vries"]).len();
    assert_eq!(asked, 5);
    assert_eq!(performed.placed.len(), asked);
    assert_eq!(performed.boxes[0].len(), asked);
}
