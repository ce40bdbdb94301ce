//! Stream filters (ISO 32000-2, 7.4), bounded in size. Image filters are left for whoever reads images.

use super::predict;
use crate::pdf::concern::Cause;
use lopdf::{Dictionary, Document, Object, Stream};

/// What one stream may decode to, in bytes.
pub(crate) const MAX_DECODED: usize = 256 << 20;

/// How many filters a stream may name.
const MAX_FILTERS: usize = 16;

/// A decoded stream.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decoded {
    /// What came out, as far as it could be decoded.
    pub bytes: Vec<u8>,
    /// The image filter that still has to be undone, with its parameters.
    pub pending: Option<(Vec<u8>, Dictionary)>,
    /// Set where something is missing.
    pub damage: Option<Cause>,
}

/// Follows references, a bounded number of steps; what leads nowhere is `Null`.
pub(crate) fn resolve<'a>(document: &'a Document, mut object: &'a Object) -> &'a Object {
    for _ in 0..32 {
        match object {
            Object::Reference(id) => match document.objects.get(id) {
                Some(next) => object = next,
                None => return &Object::Null,
            },
            _ => return object,
        }
    }
    &Object::Null
}

/// Undoes all general filters of a stream.
pub(crate) fn decode(document: &Document, stream: &Stream) -> Decoded {
    let entry = |keys: [&[u8]; 2]| keys.iter().find_map(|key| stream.dict.get(key).ok());
    let filters = entry([b"Filter", b"F"]).filter(|f| !is_file_specification(resolve(document, f)));
    run(document, filters, entry([b"DecodeParms", b"DP"]), &stream.content)
}

/// `F` of a stream is a file specification unless it names filters, as old producers wrote.
fn is_file_specification(object: &Object) -> bool {
    matches!(object, Object::String(..) | Object::Dictionary(_))
}

/// Undoes a chain of filters; `filter` and `parameters` are the values of `Filter` and `DecodeParms`.
pub(crate) fn run(document: &Document, filter: Option<&Object>, parameters: Option<&Object>, data: &[u8]) -> Decoded {
    let list = |object: Option<&Object>| -> Vec<Object> {
        match object.map(|o| resolve(document, o)) {
            None | Some(Object::Null) => Vec::new(),
            Some(Object::Array(items)) => items.iter().map(|o| resolve(document, o).clone()).collect(),
            Some(single) => vec![single.clone()],
        }
    };
    let (filters, parameters) = (list(filter), list(parameters));
    if filters.len() > MAX_FILTERS {
        return damaged(Cause::UndecodableStream);
    }
    if data.len() > MAX_DECODED {
        return damaged(Cause::TooLarge);
    }
    let mut decoded = Decoded::default();
    let mut current = std::borrow::Cow::Borrowed(data);
    for (index, filter) in filters.iter().enumerate() {
        let Ok(name) = filter.as_name() else {
            return damaged(Cause::UndecodableStream);
        };
        let parameters = direct_parameters(document, parameters.get(index));
        let step = match name {
            b"FlateDecode" | b"Fl" => flate(&current, &parameters),
            b"LZWDecode" | b"LZW" => by_lopdf("LZWDecode", &current, &parameters),
            b"ASCII85Decode" | b"A85" => by_lopdf("ASCII85Decode", &current, &parameters),
            b"ASCIIHexDecode" | b"AHx" => Ok((ascii_hex(&current), None)),
            b"RunLengthDecode" | b"RL" => by_lopdf("RunLengthDecode", &current, &parameters),
            b"BrotliDecode" => by_lopdf("BrotliDecode", &current, &parameters),
            b"Crypt" => continue,
            other => {
                decoded.pending = Some((other.to_vec(), parameters));
                break;
            }
        };
        match step {
            Ok((bytes, damage)) => {
                current = bytes.into();
                decoded.damage = decoded.damage.or(damage);
            }
            Err(cause) => return damaged(cause),
        }
    }
    decoded.bytes = current.into_owned();
    decoded
}

fn damaged(cause: Cause) -> Decoded {
    Decoded {
        damage: Some(cause),
        ..Decoded::default()
    }
}

/// A parameter dictionary without references in its values.
fn direct_parameters(document: &Document, parameters: Option<&Object>) -> Dictionary {
    let mut direct = Dictionary::new();
    if let Some(Object::Dictionary(dictionary)) = parameters {
        for (key, value) in dictionary {
            match (resolve(document, value), value) {
                // The globals of JBIG2 are a stream, and stay a reference.
                (Object::Stream(_), Object::Reference(id)) => direct.set(key.clone(), Object::Reference(*id)),
                (resolved, _) => direct.set(key.clone(), resolved.clone()),
            }
        }
    }
    direct
}

type Step = Result<(Vec<u8>, Option<Cause>), Cause>;

fn flate(data: &[u8], parameters: &Dictionary) -> Step {
    let predictor = parameters.get(b"Predictor").and_then(Object::as_i64).unwrap_or(1);
    if data.is_empty() {
        return Ok((Vec::new(), None));
    }
    match inflate(data) {
        Ok(bytes) if predictor <= 1 => Ok((bytes, None)),
        Ok(bytes) if predictor >= 10 => Ok((predict::png(&bytes, parameters), None)),
        // Whole; decoding again for the predictor of TIFF costs little for the few images that have it.
        Ok(_) => by_lopdf("FlateDecode", data, parameters),
        Err(Cause::TooLarge) => Err(Cause::TooLarge),
        Err(_) => by_lopdf("FlateDecode", data, parameters).and_then(|(bytes, _)| match bytes.is_empty() {
            true => Err(Cause::UndecodableStream),
            false => Ok((bytes, Some(Cause::DamagedStream))),
        }),
    }
}

/// Whole-buffer inflate. A missing or wrong checksum after a complete stream is no damage.
fn inflate(data: &[u8]) -> Result<Vec<u8>, Cause> {
    use libdeflater::DecompressionError::InsufficientSpace;
    let mut decompressor = libdeflater::Decompressor::new();
    let mut out = vec![0; (data.len() * 4).clamp(1 << 10, MAX_DECODED)];
    loop {
        let result = match decompressor.zlib_decompress(data, &mut out) {
            Err(libdeflater::DecompressionError::BadData) => {
                decompressor.deflate_decompress(data.get(2..).unwrap_or_default(), &mut out)
            }
            result => result,
        };
        match result {
            Ok(length) => {
                out.truncate(length);
                return Ok(out);
            }
            Err(InsufficientSpace) if out.len() >= MAX_DECODED => return Err(Cause::TooLarge),
            Err(InsufficientSpace) => out.resize((out.len() * 4).min(MAX_DECODED), 0),
            Err(_) => return Err(Cause::UndecodableStream),
        }
    }
}

fn by_lopdf(filter: &str, data: &[u8], parameters: &Dictionary) -> Step {
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(filter.as_bytes().to_vec()));
    dictionary.set("DecodeParms", Object::Dictionary(parameters.clone()));
    let stream = Stream::new(dictionary, data.to_vec());
    match stream.decompressed_content_with_limit(MAX_DECODED) {
        Ok(bytes) => Ok((bytes, None)),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => Err(Cause::TooLarge),
        Err(_) => Err(Cause::UndecodableStream),
    }
}

/// Everything up to `>`; what is no digit is skipped, as readers do.
fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let end = data.iter().position(|b| *b == b'>').unwrap_or(data.len());
    let digits: Vec<u32> = data[..end].iter().filter_map(|b| char::from(*b).to_digit(16)).collect();
    let byte = |pair: &[u32]| (pair[0] << 4 | pair.get(1).copied().unwrap_or(0)) as u8;
    digits.chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(filter: Object, data: &[u8]) -> Stream {
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", filter);
        Stream::new(dictionary, data.to_vec())
    }

    fn name(text: &str) -> Object {
        Object::Name(text.as_bytes().to_vec())
    }

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::default());
        let mut out = vec![0; compressor.zlib_compress_bound(data.len())];
        let length = compressor.zlib_compress(data, &mut out).expect("enough room");
        out.truncate(length);
        out
    }

    #[test]
    fn chains_abbreviations_and_references() {
        let mut document = Document::new();
        let id = document.add_object(name("AHx"));
        let hex: String = deflated(b"hallo").iter().map(|b| format!("{b:02x}")).collect();
        let chain = Object::Array(vec![Object::Reference(id), name("FlateDecode")]);
        let decoded = decode(&document, &stream(chain, format!("{hex}>").as_bytes()));
        assert_eq!((decoded.bytes.as_slice(), decoded.damage), (&b"hallo"[..], None));
    }

    #[test]
    fn an_image_filter_stays_pending() {
        let decoded = decode(&Document::new(), &stream(name("DCTDecode"), b"\xff\xd8"));
        assert_eq!(decoded.bytes, b"\xff\xd8");
        assert_eq!(decoded.pending.map(|(filter, _)| filter), Some(b"DCTDecode".to_vec()));
    }

    #[test]
    fn a_bomb_is_too_large_and_a_torn_stream_damaged() {
        let bomb = deflated(&vec![0; MAX_DECODED + 1]);
        let decoded = decode(&Document::new(), &stream(name("FlateDecode"), &bomb));
        assert_eq!(decoded.damage, Some(Cause::TooLarge));
        let text: Vec<u8> = (0..4000_u32)
            .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect();
        let whole = deflated(&text);
        let no_checksum = decode(
            &Document::new(),
            &stream(name("FlateDecode"), &whole[..whole.len() - 4]),
        );
        assert_eq!((no_checksum.bytes.len(), no_checksum.damage), (16_000, None));
        let torn = decode(
            &Document::new(),
            &stream(name("FlateDecode"), &whole[..whole.len() / 2]),
        );
        assert_eq!(torn.damage, Some(Cause::DamagedStream));
    }
}
