//! Objects of the output. Keys and names are constants of the program or generated, so that nothing of the source can
//! slip in by being copied; only numbers, checked text and re-encoded streams carry data.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write as _;

/// The number of an object in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Ref(pub u32);

/// A direct object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Name(Cow<'static, str>),
    /// Bytes of a string; written in hexadecimal.
    Bytes(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    Ref(Ref),
}

/// A dictionary in the order in which its keys were set.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dict(Vec<(Cow<'static, str>, Value)>);

impl Dict {
    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this `Type`.
    pub fn typed(name: &'static str) -> Self {
        Self::new().with("Type", Value::name(name))
    }

    /// Adds an entry; a key is set at most once.
    pub fn set(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        self.0.push((key.into(), value.into()));
    }

    /// Adds an entry.
    pub fn with(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    /// Adds an entry where there is a value.
    pub fn set_some(&mut self, key: &'static str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Value {
    /// A name that is a constant of the program.
    pub const fn name(name: &'static str) -> Self {
        Self::Name(Cow::Borrowed(name))
    }

    /// A text string (UTF-16BE where it is not ASCII).
    pub fn text(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Bytes(text.as_bytes().to_vec());
        }
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        Self::Bytes(units.flat_map(u16::to_be_bytes).collect())
    }

    /// An array of numbers.
    pub fn numbers(numbers: impl IntoIterator<Item = f64>) -> Self {
        Self::Array(numbers.into_iter().map(Self::Real).collect())
    }
}

macro_rules! from_values {
    ($($source:ty => $variant:ident),* $(,)?) => {
        $(impl From<$source> for Value { fn from(value: $source) -> Self { Self::$variant(value) } })*
    };
}

from_values! { bool => Bool, i64 => Int, f64 => Real, Vec<Value> => Array, Dict => Dict, Ref => Ref }

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

/// An indirect object.
#[derive(Debug)]
pub(super) enum Object {
    Plain(Value),
    /// Dictionary without `Length`, and the bytes as they are to be written.
    Stream(Dict, Vec<u8>),
}

/// The objects of the output, numbered from 1 in the order they are asked for; equal objects are one.
#[derive(Debug, Default)]
pub(super) struct Store {
    objects: Vec<Option<Object>>,
    known: BTreeMap<[u8; 32], Ref>,
}

impl Store {
    /// A number for an object that is given later (parents, pages).
    pub fn reserve(&mut self) -> Ref {
        self.objects.push(None);
        Ref(self.objects.len() as u32)
    }

    /// Gives a reserved object.
    pub fn fill(&mut self, at: Ref, value: impl Into<Value>) {
        self.objects[at.0 as usize - 1] = Some(Object::Plain(value.into()));
    }

    /// Adds an entry to a dictionary that was given for a reserved number.
    pub fn amend(&mut self, at: Ref, key: &'static str, value: Value) {
        if let Some(Some(Object::Plain(Value::Dict(dict)))) = self.objects.get_mut(at.0 as usize - 1) {
            dict.set(key, value);
        }
    }

    /// Adds an object, or finds the equal one.
    pub fn add(&mut self, value: impl Into<Value>) -> Ref {
        self.insert(Object::Plain(value.into()))
    }

    /// Adds a stream whose bytes are already encoded, or finds the equal one.
    pub fn add_encoded(&mut self, dict: Dict, bytes: Vec<u8>) -> Ref {
        self.insert(Object::Stream(dict, bytes))
    }

    /// Adds a stream, deflated, or finds the equal one.
    pub fn add_stream(&mut self, dict: Dict, bytes: &[u8]) -> Ref {
        let packed = super::flate::deflate(bytes);
        if packed.len() < bytes.len() {
            self.add_encoded(dict.with("Filter", Value::name("FlateDecode")), packed)
        } else {
            self.add_encoded(dict, bytes.to_vec())
        }
    }

    fn insert(&mut self, object: Object) -> Ref {
        let mut written = Vec::new();
        let mut digest = Sha256::new();
        match &object {
            Object::Plain(value) => write_value(&mut written, value),
            Object::Stream(dict, bytes) => {
                write_dict(&mut written, dict);
                written.push(0);
                digest.update(bytes);
            }
        }
        digest.update(&written);
        let key: [u8; 32] = digest.finalize().into();
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        self.objects.push(Some(object));
        let at = Ref(self.objects.len() as u32);
        self.known.insert(key, at);
        at
    }

    /// All objects in the order of their numbers; one that was reserved and never given is null.
    pub fn into_objects(self) -> Vec<Object> {
        self.objects
            .into_iter()
            .map(|object| object.unwrap_or(Object::Plain(Value::Null)))
            .collect()
    }
}

/// Writes a number the one way this program writes numbers: seven significant digits, which is what sources have, at most
/// five decimals, no trailing zeros.
pub(super) fn write_number(out: &mut Vec<u8>, number: f64) {
    if !number.is_finite() {
        out.push(b'0');
        return;
    }
    let whole = if number.abs() < 10.0 {
        0
    } else {
        number.abs().log10() as i32
    };
    let decimals = (6 - whole).clamp(0, 5) as usize;
    let text = format!("{number:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    out.extend_from_slice(if text == "-0" { b"0" } else { text.as_bytes() });
}

/// Writes a direct object.
pub(super) fn write_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Int(number) => {
            // Writing to a vector cannot fail.
            let _ = write!(out, "{number}");
        }
        Value::Real(number) => write_number(out, *number),
        Value::Name(name) => write_name(out, name),
        Value::Bytes(bytes) => write_hex(out, bytes),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write_value(out, item);
            }
            out.push(b']');
        }
        Value::Dict(dict) => write_dict(out, dict),
        Value::Ref(at) => {
            let _ = write!(out, "{} 0 R", at.0);
        }
    }
}

/// Writes a dictionary.
pub(super) fn write_dict(out: &mut Vec<u8>, dict: &Dict) {
    out.extend_from_slice(b"<<");
    for (key, value) in &dict.0 {
        write_name(out, key);
        out.push(b' ');
        write_value(out, value);
    }
    out.extend_from_slice(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &str) {
    out.push(b'/');
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'_' | b',') {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

/// Writes a hexadecimal string.
pub(super) fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    out.push(b'>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_objects_are_one() {
        let mut store = Store::default();
        let a = store.add(Dict::typed("Font").with("W", 1.5));
        let b = store.add(Dict::typed("Font").with("W", 1.5));
        let c = store.add_stream(Dict::new(), b"x");
        assert_eq!(a, b);
        assert_ne!(a, c);
    }

    #[test]
    fn values_are_written_one_way() {
        let value = Value::Array(vec![
            Value::Real(0.1 + 0.2),
            Value::Real(-0.0000001),
            Value::Real(2.0),
            Value::Real(f64::from(460.8f32)),
            Value::text("é"),
            Value::Name("a b".into()),
        ]);
        let mut out = Vec::new();
        write_value(&mut out, &value);
        assert_eq!(
            String::from_utf8(out).as_deref(),
            Ok("[0.3 0 2 460.8 <FEFF00E9> /a#20b]")
        );
    }
}
