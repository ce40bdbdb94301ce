//! The images that a page paints, decoded to grey with their opacity and place.

use super::draw::Placed;
use super::{dither, dust};
use crate::pdf::image::{self, Colour, Picture};
use crate::pdf::{Cause, PageGlyphs, Paint, PaintKind, SourcePdf, Visibility};
use lopdf::{Dictionary, Object};

/// Pixels of an image and its mask together, at most: a page of A0 at 300 dots per inch has half as many.
const MOST_PIXELS: u64 = 1 << 28;

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
    if dust::has_shades(&picture) {
        dust::wipe(&mut gray, width as usize);
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
    let base = Samples { width, height, gray };
    let mask = opacity(source, resources, &stream.dict)?;
    // Either may be the finer one: a mask may hold the letters that a single pixel of the image gives their colour.
    let (width, height) = mask
        .as_ref()
        .map_or((width, height), |mask| (width.max(mask.width), height.max(mask.height)));
    if mask.is_some() && u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Cause::PictureNotRead);
    }
    Ok(Placed {
        width,
        height,
        gray: base.scaled(width, height),
        alpha: mask.map(|mask| mask.scaled(width, height)),
        ctm: paint.ctm,
    })
}

/// Rows of bytes.
struct Samples {
    width: u32,
    height: u32,
    gray: Vec<u8>,
}

impl Samples {
    /// Enlarged to a width and a height, pixel by pixel.
    fn scaled(self, width: u32, height: u32) -> Vec<u8> {
        if (self.width, self.height) == (width, height) {
            return self.gray;
        }
        let mut scaled = Vec::with_capacity(width as usize * height as usize);
        for y in 0..u64::from(height) {
            let row = y * u64::from(self.height) / u64::from(height) * u64::from(self.width);
            let column = |x: u64| x * u64::from(self.width) / u64::from(width);
            scaled.extend((0..u64::from(width)).map(|x| self.gray[(row + column(x)) as usize]));
        }
        scaled
    }
}

/// The soft mask or stencil mask of an image, at its own size.
fn opacity(source: &SourcePdf, resources: &Dictionary, dict: &Dictionary) -> Result<Option<Samples>, Cause> {
    let masks = [b"SMask".as_slice(), b"Mask"];
    let Some(Object::Stream(mask)) = masks.iter().find_map(|key| match source.get(dict, key) {
        Some(object @ Object::Stream(_)) => Some(object),
        _ => None,
    }) else {
        return Ok(None);
    };
    let picture = Picture::read(source, resources, mask)?;
    let is_stencil = picture.colour == Colour::Mask;
    let (width, height) = (picture.raster.width, picture.raster.height);
    let mut gray = picture.to_gray();
    if is_stencil {
        gray.iter_mut().for_each(|value| *value = 255 - *value);
    }
    Ok(Some(Samples { width, height, gray }))
}
