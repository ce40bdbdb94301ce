//! The images that a page paints, decoded to grey with their opacity and place.

use super::dither;
use super::draw::Placed;
use crate::pdf::image::{self, Colour, Picture};
use crate::pdf::{Cause, PageGlyphs, Paint, PaintKind, SourcePdf, Visibility};
use lopdf::{Dictionary, Object};

/// Whether a painting is a picture that may hold words. What nobody sees leaves the page anyhow.
pub(super) fn is_picture(paint: &Paint) -> bool {
    let unseen = matches!(
        paint.visibility,
        Visibility::HiddenLayer | Visibility::OffPage | Visibility::Clipped | Visibility::Transparent
    );
    matches!(paint.kind, PaintKind::Image(_) | PaintKind::InlineImage) && !unseen
}

/// Decodes the image of a painting.
///
/// # Errors
/// The image does not exist or cannot be decoded.
pub(super) fn placed(source: &SourcePdf, page: &PageGlyphs, paint: &Paint) -> Result<Placed, Cause> {
    let stream_use = page
        .streams
        .get(paint.stream.0 as usize)
        .ok_or(Cause::MissingResource)?;
    let resources = &stream_use.resources;
    let inline;
    let stream = match paint.kind {
        PaintKind::Image(id) => source.stream(id).ok_or(Cause::MissingResource)?,
        _ => {
            let op = stream_use.ops.get(paint.op as usize).ok_or(Cause::MissingResource)?;
            inline = image::inline(op).ok_or(Cause::MissingResource)?;
            &inline
        }
    };
    let picture = Picture::read(source, resources, stream)?;
    let (width, height) = (picture.raster.width, picture.raster.height);
    let mut gray = picture.to_gray();
    if picture.raster.bits == 1 {
        gray = dither::seen(gray, width as usize);
    }
    if picture.colour == Colour::Mask {
        // A stencil paints ink where its grey value is dark and leaves the rest of the page as it is.
        let alpha = gray.iter().map(|sample| 255 - sample).collect();
        return Ok(Placed {
            width,
            height,
            gray: vec![0; gray.len()],
            alpha: Some(alpha),
            ctm: paint.ctm,
        });
    }
    let alpha = opacity(source, resources, &stream.dict, width, height)?;
    Ok(Placed {
        width,
        height,
        gray,
        alpha,
        ctm: paint.ctm,
    })
}

/// The soft mask or stencil mask of an image, scaled to the image.
fn opacity(
    source: &SourcePdf,
    resources: &Dictionary,
    dict: &Dictionary,
    width: u32,
    height: u32,
) -> Result<Option<Vec<u8>>, Cause> {
    let masks = [b"SMask".as_slice(), b"Mask"];
    let Some(Object::Stream(mask)) = masks.iter().find_map(|key| match source.get(dict, key) {
        Some(object @ Object::Stream(_)) => Some(object),
        _ => None,
    }) else {
        return Ok(None);
    };
    let picture = Picture::read(source, resources, mask)?;
    let is_stencil = picture.colour == Colour::Mask;
    let (mask_width, mask_height) = (u64::from(picture.raster.width), u64::from(picture.raster.height));
    let values = picture.to_gray();
    let mut alpha = Vec::with_capacity(width as usize * height as usize);
    for y in 0..u64::from(height) {
        let row = y * mask_height / u64::from(height) * mask_width;
        for x in 0..u64::from(width) {
            let value = values[(row + x * mask_width / u64::from(width)) as usize];
            alpha.push(if is_stencil { 255 - value } else { value });
        }
    }
    Ok(Some(alpha))
}
