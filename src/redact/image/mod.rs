//! Pixels under a region: painted over in the samples themselves, masks included, and encoded anew without side data.
//! It does not decide where the regions are.

mod encode;
mod jbig2;
mod paint;

pub(super) use paint::Regions;

use super::draft::ImageDraft;
use crate::pdf::image::Picture;
use crate::pdf::{Cause, SourcePdf};
use lopdf::{Dictionary, Object, Stream};
use paint::Role;

/// An image with the regions painted over, in its base samples and in every mask.
///
/// `resources` is the dictionary in which named colour spaces of the image are looked up.
///
/// # Errors
/// The image or a mask cannot be decoded, so nothing in it can be taken away.
pub(super) fn redact(
    source: &SourcePdf,
    resources: &Dictionary,
    stream: &Stream,
    regions: &Regions,
) -> Result<ImageDraft, Cause> {
    let mut base = painted(source, resources, stream, regions, Role::Colour)?;
    let mask = |key: &[u8], role| match source.get(&stream.dict, key) {
        Some(Object::Stream(mask)) => painted(source, resources, mask, regions, role).map(Some),
        _ => Ok(None),
    };
    let soft_mask = mask(b"SMask", Role::SoftMask)?;
    let stencil = if soft_mask.is_none() {
        mask(b"Mask", Role::Colour)?
    } else {
        None
    };
    if soft_mask.is_none()
        && let Some(Object::Array(key)) = source.get(&stream.dict, b"Mask")
    {
        base.dict.set("Mask", Object::Array(key.clone()));
    }
    Ok(ImageDraft {
        base,
        soft_mask,
        stencil,
    })
}

/// The same samples, packed anew: nothing of how they were packed stays, such as the letters that a JBIG2 dictionary
/// holds and no page shows.
///
/// # Errors
/// The image cannot be decoded.
pub(super) fn repacked(source: &SourcePdf, resources: &Dictionary, stream: &Stream) -> Result<Stream, Cause> {
    let picture = Picture::read(source, resources, stream)?;
    let mut packed = encode::encode(source, &stream.dict, &picture)?;
    if let Some(Object::Array(key)) = source.get(&stream.dict, b"Mask") {
        packed.dict.set("Mask", Object::Array(key.clone()));
    }
    Ok(packed)
}

fn painted(
    source: &SourcePdf,
    resources: &Dictionary,
    stream: &Stream,
    regions: &Regions,
    role: Role,
) -> Result<Stream, Cause> {
    let mut picture = Picture::read(source, resources, stream)?;
    regions.paint(&mut picture, role);
    encode::encode(source, &stream.dict, &picture)
}
