//! Images: the keys that painting needs, samples re-encoded, side data dropped. It changes no pixel; a rewritten image
//! comes as samples.

use super::color::{color_space, components};
use super::flate::deflate;
use super::jpeg;
use super::jpeg2000;
use super::object::{Dict, Ref, Store, Value};
use super::source::{Codec, Decoded, Source};
use crate::redact::draft::ImageDraft;
use crate::redact::image::repacked;
use lopdf::{Dictionary, Object, Stream};
use std::borrow::Cow;

/// Why an image cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

/// An image XObject of the source.
pub(super) fn image(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    stream: &Stream,
) -> Result<Ref, Unreadable> {
    let anew = |stream| repack(source, resources, stream);
    let soft = source.stream(&stream.dict, b"SMask").map(anew).transpose()?;
    let stencil = source.stream(&stream.dict, b"Mask").map(anew).transpose()?;
    let masks = Masks {
        soft: soft.as_deref(),
        stencil: stencil.as_deref(),
    };
    let base = anew(stream)?;
    picture(source, store, resources, &base, masks).ok_or(Unreadable)
}

/// Bilevel data is packed anew; what else there is goes through its own writer.
fn repack<'a>(source: Source<'a>, resources: &Dictionary, stream: &'a Stream) -> Result<Cow<'a, Stream>, Unreadable> {
    if !source.is_bilevel(stream) {
        return Ok(Cow::Borrowed(stream));
    }
    repacked(source.0, resources, stream)
        .map(Cow::Owned)
        .map_err(|_| Unreadable)
}

/// A rewritten image.
pub(super) fn draft(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    image: &ImageDraft,
) -> Result<Ref, Unreadable> {
    let masks = Masks {
        soft: image.soft_mask.as_ref(),
        stencil: image.stencil.as_ref(),
    };
    picture(source, store, resources, &image.base, masks).ok_or(Unreadable)
}

/// The masks of an image; a mask has none.
#[derive(Clone, Copy, Default)]
struct Masks<'a> {
    soft: Option<&'a Stream>,
    stencil: Option<&'a Stream>,
}

fn head(width: i64, height: i64) -> Dict {
    Dict::typed("XObject")
        .with("Subtype", Value::name("Image"))
        .with("Width", Value::Int(width))
        .with("Height", Value::Int(height))
}

fn picture(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    stream: &Stream,
    masks: Masks<'_>,
) -> Option<Ref> {
    let from = &stream.dict;
    let either = |long: &'static [u8], short: &'static [u8]| source.get(from, long).or_else(|| source.get(from, short));
    let width = super::source::number(either(b"Width", b"W")?)? as i64;
    let height = super::source::number(either(b"Height", b"H")?)? as i64;
    if width <= 0 || height <= 0 {
        return None;
    }
    let decoded = source.decode(stream)?;
    let mut dict = head(width, height);
    let is_mask = matches!(either(b"ImageMask", b"IM"), Some(Object::Boolean(true)));
    let is_jpx = matches!(decoded.codec, Some((Codec::Jpeg2000, _)));
    let mut bits = either(b"BitsPerComponent", b"BPC")
        .and_then(super::source::number)
        .map(|bits| bits as usize);
    let mut count = 1;
    if is_mask {
        dict.set("ImageMask", true);
        bits = Some(1);
    } else if let Some(space) = either(b"ColorSpace", b"CS") {
        dict.set("ColorSpace", color_space(source, store, resources, space)?);
        count = components(source, resources, space)?;
    } else if !is_jpx {
        return None;
    }
    match &decoded.codec {
        Some((Codec::Jpeg2000, _)) => dict.set_some("BitsPerComponent", bits),
        Some((Codec::Ccitt | Codec::Jbig2, _)) => dict.set("BitsPerComponent", 1usize),
        _ => dict.set("BitsPerComponent", bits.unwrap_or(8)),
    }
    let decode = either(b"Decode", b"D").and_then(|decode| source.number_items(decode.as_array().ok()?));
    dict.set_some("Decode", decode.map(Value::numbers));
    if matches!(either(b"Interpolate", b"I"), Some(Object::Boolean(true))) {
        dict.set("Interpolate", true);
    }
    add_masks(source, store, resources, from, &mut dict, masks)?;
    add_data(
        source,
        store,
        dict,
        decoded,
        Layout {
            width: width as usize,
            height: height as usize,
            components: count,
            bits: bits.unwrap_or(8),
        },
    )
}

fn add_masks(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    from: &Dictionary,
    dict: &mut Dict,
    masks: Masks<'_>,
) -> Option<()> {
    let in_data = source.integer(from, b"SMaskInData").filter(|kind| *kind != 0);
    dict.set_some("SMaskInData", in_data.map(Value::Int));
    dict.set_some("Matte", source.numbers(from, b"Matte").map(Value::numbers));
    if let Some(mask) = masks.soft {
        dict.set("SMask", picture(source, store, resources, mask, Masks::default())?);
    } else if let Some(mask) = masks.stencil {
        dict.set("Mask", picture(source, store, resources, mask, Masks::default())?);
    } else if let Some(key) = source.numbers(from, b"Mask") {
        dict.set("Mask", Value::numbers(key));
    }
    Some(())
}

/// How samples lie in their rows.
#[derive(Clone, Copy)]
struct Layout {
    width: usize,
    height: usize,
    components: usize,
    bits: usize,
}

fn add_data(source: Source<'_>, store: &mut Store, mut dict: Dict, decoded: Decoded, layout: Layout) -> Option<Ref> {
    let Some((codec, parms)) = decoded.codec else {
        return Some(add_samples(store, dict, &exact(decoded.bytes, layout), layout));
    };
    match codec {
        Codec::Jpeg => {
            dict.set("Filter", Value::name("DCTDecode"));
            if let Some(transform) = source.integer(&parms, b"ColorTransform") {
                dict.set("DecodeParms", Dict::new().with("ColorTransform", Value::Int(transform)));
            }
            Some(store.add_encoded(dict, jpeg::strip(&decoded.bytes)?))
        }
        Codec::Jpeg2000 => {
            dict.set("Filter", Value::name("JPXDecode"));
            Some(store.add_encoded(dict, jpeg2000::strip(&decoded.bytes)?))
        }
        // As `repacked` writes it: Group 4, and 0 is black.
        Codec::Ccitt => {
            dict.set("Filter", Value::name("CCITTFaxDecode"));
            let parms = Dict::new()
                .with("K", Value::Int(-1))
                .with("Columns", layout.width)
                .with("Rows", layout.height);
            dict.set("DecodeParms", parms);
            Some(store.add_encoded(dict, decoded.bytes))
        }
        // As `repacked` writes it: without globals.
        Codec::Jbig2 => {
            dict.set("Filter", Value::name("JBIG2Decode"));
            Some(store.add_encoded(dict, decoded.bytes))
        }
    }
}

/// The samples without what nobody sees: bytes after the last row, and bits that fill a row up to whole bytes.
fn exact(mut samples: Vec<u8>, layout: Layout) -> Vec<u8> {
    let bits = layout
        .width
        .saturating_mul(layout.components)
        .saturating_mul(layout.bits);
    let row = bits.div_ceil(8);
    samples.truncate(row.saturating_mul(layout.height));
    if !bits.is_multiple_of(8) {
        let used: u8 = 0xff << (8 - bits % 8);
        samples
            .iter_mut()
            .skip(row - 1)
            .step_by(row)
            .for_each(|last| *last &= used);
    }
    samples
}

/// Deflates samples, after a row filter where that makes them smaller.
fn add_samples(store: &mut Store, dict: Dict, samples: &[u8], layout: Layout) -> Ref {
    let plain = deflate(samples);
    let row = (layout.width * layout.components * layout.bits).div_ceil(8);
    let mut dict = dict.with("Filter", Value::name("FlateDecode"));
    if layout.bits == 8 && row > 0 && samples.len() >= row {
        let filtered = deflate(&filter_rows(samples, row, layout.components));
        if filtered.len() < plain.len() {
            let parms = Dict::new()
                .with("Predictor", 15usize)
                .with("Colors", layout.components)
                .with("BitsPerComponent", layout.bits)
                .with("Columns", layout.width);
            dict.set("DecodeParms", parms);
            return store.add_encoded(dict, filtered);
        }
    }
    store.add_encoded(dict, plain)
}

/// PNG row filters, each row with the one whose differences are smallest (ISO/IEC 15948, 12.8).
fn filter_rows(samples: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row + 1);
    let empty = vec![0; row];
    let mut above: &[u8] = &empty;
    let mut lines: [Vec<u8>; 4] = std::array::from_fn(|_| Vec::with_capacity(row));
    for line in samples.chunks(row) {
        lines.iter_mut().for_each(Vec::clear);
        for (index, byte) in line.iter().enumerate() {
            let left = if index >= pixel { line[index - pixel] } else { 0 };
            let corner = if index >= pixel { above[index - pixel] } else { 0 };
            lines[0].push(*byte);
            lines[1].push(byte.wrapping_sub(left));
            lines[2].push(byte.wrapping_sub(above[index]));
            lines[3].push(byte.wrapping_sub(paeth(left, above[index], corner)));
        }
        let cost = |line: &Vec<u8>| {
            line.iter()
                .map(|byte| u64::from((*byte as i8).unsigned_abs()))
                .sum::<u64>()
        };
        let best = (0..4).min_by_key(|index| cost(&lines[*index])).unwrap_or(0);
        out.push([0, 1, 2, 4][best]);
        out.extend_from_slice(&lines[best]);
        above = if line.len() == row { line } else { &empty };
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_rides_beside_the_samples() {
        let layout = Layout {
            width: 3,
            height: 2,
            components: 1,
            bits: 1,
        };
        assert_eq!(exact(b"\xAA\xFFSmit".to_vec(), layout), [0xA0, 0xE0]);
        let layout = Layout { bits: 8, ..layout };
        assert_eq!(exact(b"abcdefSmit".to_vec(), layout), b"abcdef");
    }
}
