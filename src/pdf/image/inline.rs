//! Inline images as the streams that they would be. It decodes none.

use crate::pdf::content::{Op, Operand};
use lopdf::{Dictionary, Object, Stream};

/// An inline image as the stream that it would be, abbreviations as they are.
pub fn inline(op: &Op) -> Option<Stream> {
    let Some(Operand::Dictionary(entries)) = op.operands.first() else {
        return None;
    };
    let mut dict = Dictionary::new();
    for (key, value) in entries {
        let long = match key.as_ref() {
            b"F" => b"Filter".as_slice(),
            b"DP" => b"DecodeParms",
            key => key,
        };
        dict.set(long, object(value));
    }
    Some(Stream::new(dict, op.inline_image.as_ref()?.to_vec()))
}

fn object(operand: &Operand) -> Object {
    match operand {
        Operand::Null => Object::Null,
        Operand::Bool(value) => Object::Boolean(*value),
        Operand::Number(value) if value.fract() == 0.0 => Object::Integer(*value as i64),
        Operand::Number(value) => Object::Real(*value as f32),
        Operand::Name(name) => Object::Name(name.to_vec()),
        Operand::String(bytes) => Object::string_literal(bytes.to_vec()),
        Operand::Array(items) => Object::Array(items.iter().map(object).collect()),
        Operand::Dictionary(entries) => Object::Dictionary(
            entries
                .iter()
                .map(|(key, value)| (key.to_vec(), object(value)))
                .collect(),
        ),
    }
}
