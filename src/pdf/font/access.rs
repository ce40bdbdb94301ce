//! Reading values of font dictionaries: references followed, numbers of either kind. It judges nothing.

use crate::pdf::geometry::Matrix;
use crate::pdf::source::SourcePdf;
use lopdf::{Dictionary, Object, Stream};

/// The document a font dictionary stands in.
#[derive(Clone, Copy)]
pub(super) struct Access<'a>(pub &'a SourcePdf);

impl<'a> Access<'a> {
    /// Follows references, a bounded number of steps.
    pub fn resolve(self, object: &'a Object) -> &'a Object {
        self.0.resolve(object)
    }

    /// The value of a key, if it is there and not null.
    pub fn get(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let object = self.resolve(dict.get(key).ok()?);
        (!matches!(object, Object::Null)).then_some(object)
    }

    /// A dictionary under a key; a stream's dictionary counts.
    pub fn dict(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        as_dict(self.get(dict, key)?)
    }

    /// A name under a key.
    pub fn name(self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    /// A number under a key.
    pub fn number(self, dict: &'a Dictionary, key: &[u8]) -> Option<f64> {
        number(self.get(dict, key)?)
    }

    /// An array under a key, its items resolved.
    pub fn array(self, dict: &'a Dictionary, key: &[u8]) -> Option<Vec<&'a Object>> {
        Some(self.items(self.get(dict, key)?.as_array().ok()?))
    }

    /// The items of an array, resolved.
    pub fn items(self, array: &'a [Object]) -> Vec<&'a Object> {
        array.iter().map(|item| self.resolve(item)).collect()
    }

    /// An array of numbers under a key; items of another kind count as zero.
    pub fn numbers(self, dict: &'a Dictionary, key: &[u8]) -> Option<Vec<f64>> {
        let items = self.array(dict, key)?;
        Some(items.into_iter().map(|item| number(item).unwrap_or(0.0)).collect())
    }

    /// The decoded stream under a key.
    pub fn stream(self, dict: &'a Dictionary, key: &[u8]) -> Option<Vec<u8>> {
        match self.get(dict, key)? {
            Object::Stream(stream) => self.decode(stream),
            _ => None,
        }
    }

    /// The decoded bytes of a stream, as far as it could be decoded.
    pub fn decode(self, stream: &Stream) -> Option<Vec<u8>> {
        let decoded = self.0.decode(stream);
        (decoded.pending.is_none() && !decoded.bytes.is_empty()).then_some(decoded.bytes)
    }
}

/// A dictionary, or a stream's.
pub(super) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A finite number of either kind.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) if n.is_finite() => Some(f64::from(*n)),
        _ => None,
    }
}

/// A matrix from six numbers.
pub(super) fn matrix(numbers: &[f64]) -> Option<Matrix> {
    match numbers {
        [a, b, c, d, e, f] => Some(Matrix::new(*a, *b, *c, *d, *e, *f)),
        _ => None,
    }
}
