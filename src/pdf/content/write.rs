//! Operations → bytes, in one canonical spelling: the same operations always give the same bytes.

use super::lex::is_regular;
use super::op::{Op, Operand, Operator};
use std::io::Write as _;

/// Numbers of at least this size keep five decimals, smaller ones five significant digits.
const SMALL: f64 = 0.1;

/// Writes operations, one a line. Numbers have no exponent and no trailing zeros; not-a-number becomes 0.
pub fn write(ops: &[Op]) -> Vec<u8> {
    let mut out = Vec::with_capacity(ops.len() * 16);
    for op in ops {
        match (&op.inline_image, op.operator) {
            (Some(samples), Operator::InlineImage) => inline_image(&mut out, &op.operands, samples),
            _ => {
                for operand in &op.operands {
                    value(&mut out, operand);
                }
                word(&mut out, op.operator.as_bytes());
            }
        }
        out.push(b'\n');
    }
    out
}

fn inline_image(out: &mut Vec<u8>, operands: &[Operand], samples: &[u8]) {
    out.extend(b"BI");
    if let Some(Operand::Dictionary(entries)) = operands.first() {
        for (key, item) in entries {
            name(out, key);
            value(out, item);
        }
    }
    out.extend(b"\nID ");
    out.extend(samples);
    // A carriage return before a line feed would be read as one line end with it.
    out.push(if samples.ends_with(b"\r") { b' ' } else { b'\n' });
    out.extend(b"EI");
}

/// A space where two regular characters would meet.
fn gap(out: &mut Vec<u8>) {
    if out.last().copied().is_some_and(is_regular) {
        out.push(b' ');
    }
}

fn word(out: &mut Vec<u8>, word: &[u8]) {
    gap(out);
    out.extend(word);
}

fn value(out: &mut Vec<u8>, operand: &Operand) {
    match operand {
        Operand::Null => word(out, b"null"),
        Operand::Bool(true) => word(out, b"true"),
        Operand::Bool(false) => word(out, b"false"),
        Operand::Number(n) => number(out, *n),
        Operand::Name(bytes) => name(out, bytes),
        Operand::String(bytes) => string(out, bytes),
        Operand::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| value(out, item));
            out.push(b']');
        }
        Operand::Dictionary(entries) => {
            out.extend(b"<<");
            for (key, item) in entries {
                name(out, key);
                value(out, item);
            }
            out.extend(b">>");
        }
    }
}

fn number(out: &mut Vec<u8>, n: f64) {
    gap(out);
    let n = if n.is_finite() { n } else { 0.0 };
    let start = out.len();
    let decimals = if n.abs() >= SMALL || n == 0.0 {
        5
    } else {
        (4 - n.abs().log10().floor() as i32).clamp(5, 15) as usize
    };
    // Writing to a vector cannot fail.
    let _ = if n.abs() >= 1e9 || n == n.trunc() {
        write!(out, "{}", n as i64)
    } else {
        write!(out, "{n:.decimals$}")
    };
    if out[start..].contains(&b'.') {
        while out.last() == Some(&b'0') {
            out.pop();
        }
        if out.last() == Some(&b'.') {
            out.pop();
        }
    }
    if &out[start..] == b"-0" {
        out.remove(start);
    }
}

fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for &byte in bytes {
        if is_regular(byte) && (33..127).contains(&byte) && byte != b'#' {
            out.push(byte);
        } else {
            let _ = write!(out, "#{byte:02X}");
        }
    }
    // An empty name must not swallow the next word.
    if bytes.is_empty() {
        out.push(b' ');
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            b'\r' => out.extend(b"\\r"),
            b'\n' => out.extend(b"\\n"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use proptest::prelude::*;

    fn canonical(bytes: &[u8]) -> String {
        String::from_utf8(write(&parse(bytes).0)).expect("plain text")
    }

    #[test]
    fn an_image_that_never_ends_is_written_as_it_will_be_read() {
        for samples in ["ab ", "ab\r", "ab", "abcd\r EI"] {
            let source = format!("BI /W 2 /H 1 /BPC 8 /CS /G ID {samples}");
            let once = write(&parse(source.as_bytes()).0);
            assert_eq!(write(&parse(&once).0), once, "{samples:?}");
        }
        let unknown = write(&parse(b"BI /F /Fl ID x\r EI").0);
        assert_eq!(write(&parse(&unknown).0), unknown);
    }

    #[test]
    fn one_spelling() {
        assert_eq!(
            canonical(b"q 1.0 0 0 +1 72.1000 -0.0 cm\n/F#31 12.123456 Tf[<6128> -5 (b)]TJ % c\nQ"),
            "q\n1 0 0 1 72.1 0 cm\n/F1 12.12346 Tf\n[(a\\()-5(b)]TJ\nQ\n"
        );
        assert_eq!(canonical(b"0.000012345678 0 0 1 0 0 cm"), "0.000012346 0 0 1 0 0 cm\n");
    }

    fn operand() -> impl Strategy<Value = Operand> {
        let bytes = || prop::collection::vec(any::<u8>(), 0..12).prop_map(Vec::into_boxed_slice);
        let leaf = prop_oneof![
            Just(Operand::Null),
            any::<bool>().prop_map(Operand::Bool),
            (-1_000_000_000_i64..1_000_000_000).prop_map(|n| Operand::Number(n as f64)),
            (-100_000_i64..100_000).prop_map(|n| Operand::Number(n as f64 / 8.0)),
            bytes().prop_map(Operand::Name),
            bytes().prop_map(Operand::String),
        ];
        leaf.prop_recursive(3, 16, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Operand::Array),
                prop::collection::vec((bytes(), inner), 0..4).prop_map(Operand::Dictionary),
            ]
        })
    }

    fn op() -> impl Strategy<Value = Op> {
        let number = || (-100_000_i64..100_000).prop_map(|n| Operand::Number(n as f64 / 8.0));
        let bytes = || prop::collection::vec(any::<u8>(), 0..12).prop_map(Vec::into_boxed_slice);
        let shown = prop_oneof![number(), bytes().prop_map(Operand::String)];
        let plain = prop_oneof![
            bytes().prop_map(|s| (Operator::ShowText, vec![Operand::String(s)])),
            prop::collection::vec(shown, 0..6)
                .prop_map(|items| (Operator::ShowTextAdjusted, vec![Operand::Array(items)])),
            prop::collection::vec(number(), 6).prop_map(|numbers| (Operator::Concat, numbers)),
            (bytes(), prop::collection::vec((bytes(), operand()), 0..4)).prop_map(|(tag, entries)| {
                let operands = vec![Operand::Name(tag), Operand::Dictionary(entries)];
                (Operator::BeginMarkedContentProps, operands)
            }),
        ];
        let samples = prop::collection::vec(any::<u8>(), 0..40);
        prop_oneof![
            4 => plain.prop_map(|(operator, operands)| Op { operator, operands, inline_image: None }),
            1 => samples.prop_map(|samples| Op {
                operator: Operator::InlineImage,
                operands: vec![Operand::Dictionary(vec![
                    (b"L"[..].into(), Operand::Number(samples.len() as f64)),
                ])],
                inline_image: Some(samples.into()),
            }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(ops in prop::collection::vec(op(), 0..8)) {
            let (back, concerns) = parse(&write(&ops));
            prop_assert_eq!(&back, &ops);
            prop_assert!(concerns.is_empty());
        }

        #[test]
        fn writing_is_canonical(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let once = write(&parse(&bytes).0);
            prop_assert_eq!(write(&parse(&once).0), once);
        }
    }
}
