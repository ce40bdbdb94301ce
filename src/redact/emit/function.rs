//! Functions (ISO 32000-2, 7.10), rebuilt from their numbers. They are not evaluated here.

use super::object::{Dict, Ref, Store, Value};
use super::source::{Source, dictionary};
use lopdf::Object;

const MAX_DEPTH: usize = 8;
const CALCULATOR: [&str; 42] = [
    "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln", "log", "mod", "mul",
    "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq", "false", "ge", "gt", "le", "lt", "ne",
    "not", "or", "true", "xor", "if", "ifelse", "copy", "dup", "exch", "index", "pop", "roll",
];

/// A function, or `None` where it is not one.
pub(super) fn function(source: Source<'_>, store: &mut Store, object: &Object) -> Option<Ref> {
    nested(source, store, object, 0)
}

/// A function or an array of functions, as shadings take them.
pub(super) fn functions(source: Source<'_>, store: &mut Store, object: &Object) -> Option<Value> {
    match source.follow(object) {
        Object::Array(items) => {
            let refs: Option<Vec<Value>> = items
                .iter()
                .map(|item| function(source, store, item).map(Value::Ref))
                .collect();
            refs.map(Value::Array)
        }
        other => function(source, store, other).map(Value::Ref),
    }
}

fn nested(source: Source<'_>, store: &mut Store, object: &Object, depth: usize) -> Option<Ref> {
    if depth > MAX_DEPTH {
        return None;
    }
    let object = source.follow(object);
    let from = dictionary(object)?;
    let kind = source.integer(from, b"FunctionType")?;
    let mut dict = Dict::new().with("FunctionType", Value::Int(kind));
    dict.set("Domain", Value::numbers(source.numbers(from, b"Domain")?));
    dict.set_some("Range", source.numbers(from, b"Range").map(Value::numbers));
    match kind {
        0 => {
            let Object::Stream(stream) = object else { return None };
            let size = source.numbers(from, b"Size")?;
            let bits = source.integer(from, b"BitsPerSample")?;
            // No byte after the last sample.
            let results = source.numbers(from, b"Range")?.len() / 2;
            let samples = size.iter().product::<f64>() * results as f64;
            let length = (samples * bits as f64 / 8.0).ceil() as usize;
            dict.set("Size", Value::numbers(size));
            dict.set("BitsPerSample", Value::Int(bits));
            dict.set_some("Order", source.integer(from, b"Order").map(Value::Int));
            dict.set_some("Encode", source.numbers(from, b"Encode").map(Value::numbers));
            dict.set_some("Decode", source.numbers(from, b"Decode").map(Value::numbers));
            let mut table = source.bytes(stream)?;
            table.truncate(length);
            Some(store.add_stream(dict, &table))
        }
        2 => {
            dict.set_some("C0", source.numbers(from, b"C0").map(Value::numbers));
            dict.set_some("C1", source.numbers(from, b"C1").map(Value::numbers));
            dict.set("N", source.number(from, b"N")?);
            Some(store.add(dict))
        }
        3 => {
            let parts = source.array(from, b"Functions")?;
            let parts: Option<Vec<Value>> = parts
                .iter()
                .map(|part| nested(source, store, part, depth + 1).map(Value::Ref))
                .collect();
            dict.set("Functions", parts?);
            dict.set("Bounds", Value::numbers(source.numbers(from, b"Bounds")?));
            dict.set("Encode", Value::numbers(source.numbers(from, b"Encode")?));
            Some(store.add(dict))
        }
        4 => {
            let Object::Stream(stream) = object else { return None };
            Some(store.add_stream(dict, calculator(&source.bytes(stream)?)?.as_bytes()))
        }
        _ => None,
    }
}

/// The program with nothing but braces, numbers and known operators in it: no comments.
fn calculator(program: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(program);
    let mut out = String::new();
    for line in text.split(['\n', '\r']) {
        let line = line.split('%').next().unwrap_or_default();
        let spaced = line.replace('{', " { ").replace('}', " } ");
        for word in spaced.split_whitespace() {
            if !(word == "{"
                || word == "}"
                || CALCULATOR.contains(&word)
                || word.parse::<f64>().is_ok_and(f64::is_finite))
            {
                return None;
            }
            out.push_str(word);
            out.push(' ');
        }
    }
    Some(out.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calculator_keeps_no_comment_and_no_unknown_word() {
        assert_eq!(
            calculator(b"{ dup % J. Smit\n 0.5 mul}").as_deref(),
            Some("{ dup 0.5 mul }")
        );
        assert_eq!(calculator(b"{ (J. Smit) pop }"), None);
    }
}
