//! Reading values of the source on the way out: references followed, types checked, streams decoded within bounds.
//! It never hands out a dictionary to be copied as it is.

use crate::pdf::SourcePdf;
use lopdf::{Dictionary, Object, ObjectId, Stream};

/// The objects of the source.
#[derive(Clone, Copy)]
pub(super) struct Source<'a>(pub &'a SourcePdf);

/// The data of a stream after its general filters.
pub(super) struct Decoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The image filter that is left, with its parameters.
    pub codec: Option<(Codec, Dictionary)>,
}

/// A filter that makes samples rather than bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Jpeg,
    Jpeg2000,
    Ccitt,
    Jbig2,
}

impl<'a> Source<'a> {
    /// The object behind any references.
    pub fn follow(self, object: &'a Object) -> &'a Object {
        self.0.resolve(object)
    }

    /// An indirect object.
    pub fn object(self, id: ObjectId) -> Option<&'a Object> {
        self.0.document().objects.get(&id)
    }

    /// The value of a key, `None` where it is missing or null.
    pub fn get(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let value = self.follow(dict.get(key).ok()?);
        (!matches!(value, Object::Null)).then_some(value)
    }

    /// The object number behind a key that holds a reference.
    pub fn id(dict: &Dictionary, key: &[u8]) -> Option<ObjectId> {
        dict.get(key).ok()?.as_reference().ok()
    }

    /// A dictionary, also that of a stream.
    pub fn dict(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        dictionary(self.get(dict, key)?)
    }

    /// A stream.
    pub fn stream(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        match self.get(dict, key)? {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// An array.
    pub fn array(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        match self.get(dict, key)? {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A number.
    pub fn number(self, dict: &'a Dictionary, key: &[u8]) -> Option<f64> {
        number(self.get(dict, key)?)
    }

    /// A whole number.
    pub fn integer(self, dict: &'a Dictionary, key: &[u8]) -> Option<i64> {
        self.number(dict, key).map(|number| number.round() as i64)
    }

    /// A truth value.
    pub fn boolean(self, dict: &'a Dictionary, key: &[u8]) -> Option<bool> {
        match self.get(dict, key)? {
            Object::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// A name.
    pub fn name(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        match self.get(dict, key)? {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// An array of numbers only.
    pub fn numbers(self, dict: &'a Dictionary, key: &[u8]) -> Option<Vec<f64>> {
        self.number_items(self.array(dict, key)?)
    }

    /// The items as numbers, if all are.
    pub fn number_items(self, items: &'a [Object]) -> Option<Vec<f64>> {
        items.iter().map(|item| number(self.follow(item))).collect()
    }

    /// Decodes a stream up to an image filter; `None` where a filter is unknown, broken or too large.
    pub fn decode(self, stream: &Stream) -> Option<Decoded> {
        let decoded = self.0.decode(stream);
        let codec = match decoded.pending {
            Some((filter, parms)) => Some((codec(&filter)?, parms)),
            None => None,
        };
        let is_lost = decoded.damage.is_some() && decoded.bytes.is_empty();
        (!is_lost).then_some(Decoded {
            bytes: decoded.bytes,
            codec,
        })
    }

    /// Whether a stream holds black and white as fax machines and JBIG2 pack it.
    pub fn is_bilevel(self, stream: &'a Stream) -> bool {
        let filter = self
            .get(&stream.dict, b"Filter")
            .or_else(|| self.get(&stream.dict, b"F"));
        let last = match filter {
            Some(Object::Array(filters)) => filters.last().map(|filter| self.follow(filter)),
            other => other,
        };
        let name = last.and_then(|name| name.as_name().ok());
        matches!(name.and_then(codec), Some(Codec::Ccitt | Codec::Jbig2))
    }

    /// Decodes a stream that holds bytes, not samples.
    pub fn bytes(self, stream: &Stream) -> Option<Vec<u8>> {
        self.decode(stream)
            .filter(|decoded| decoded.codec.is_none())
            .map(|decoded| decoded.bytes)
    }
}

fn codec(filter: &[u8]) -> Option<Codec> {
    Some(match filter {
        b"DCTDecode" | b"DCT" => Codec::Jpeg,
        b"JPXDecode" => Codec::Jpeg2000,
        b"CCITTFaxDecode" | b"CCF" => Codec::Ccitt,
        b"JBIG2Decode" => Codec::Jbig2,
        _ => return None,
    })
}

/// The dictionary of a dictionary or stream.
pub(super) fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A finite number.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) => Some(f64::from(*value)).filter(|value| value.is_finite()),
        _ => None,
    }
}
