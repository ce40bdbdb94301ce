//! JPEG 2000 data to samples, by its crate.

use super::{Colour, MAX_SAMPLES, Raster};
use crate::pdf::concern::Cause;
use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

/// Undoes JPX (ISO 32000-2, 7.4.9); the colour space of the data is given beside the samples. Palettes are resolved,
/// an alpha channel in the data is left out.
pub(super) fn decode(data: &[u8]) -> Result<(Raster, Colour), Cause> {
    let image = Image::new(data, &DecodeSettings::default()).map_err(|_| Cause::UndecodableImage)?;
    let (width, height) = (image.width(), image.height());
    if u64::from(width) * u64::from(height) > MAX_SAMPLES {
        return Err(Cause::TooLarge);
    }
    let colour = match image.color_space() {
        ColorSpace::Gray => Colour::Gray,
        ColorSpace::RGB => Colour::Rgb,
        ColorSpace::CMYK => Colour::Cmyk,
        ColorSpace::Unknown { num_channels } | ColorSpace::Icc { num_channels, .. } => {
            Colour::of_components(*num_channels).ok_or(Cause::UndecodableImage)?
        }
    };
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| Cause::UndecodableImage)?;
    let channels = decoded.components().len();
    let wanted = usize::from(colour.components());
    let pixels = width as usize * height as usize;
    if channels < wanted
        || decoded
            .components()
            .iter()
            .any(|channel| channel.samples().len() != pixels)
    {
        return Err(Cause::UndecodableImage);
    }
    let all = decoded.data_u8();
    let data = match channels == wanted {
        true => all,
        false => all
            .chunks_exact(channels)
            .flat_map(|pixel| pixel[..wanted].to_vec())
            .collect(),
    };
    Ok((Raster::new(width, height, 8, colour.components(), data)?, colour))
}
