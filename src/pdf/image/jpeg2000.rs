//! JPEG 2000 data to samples, by its crate.

use super::{Coding, Colour, MAX_SAMPLES, Raster};
use crate::pdf::concern::Cause;
use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

/// Undoes JPX (ISO 32000-2, 7.4.9); the colour space of the data is given beside the samples. Palettes are resolved,
/// an alpha channel in the data is left out.
pub(super) fn decode(data: &[u8]) -> Result<(Raster, Colour, Coding), Cause> {
    let (is_lossless, size) = (is_reversible(data), data.len());
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
    let raster = Raster::new(width, height, 8, colour.components(), data)?;
    Ok((
        raster,
        colour,
        if is_lossless {
            Coding::Lossless
        } else {
            Coding::Jpeg2000(size)
        },
    ))
}

/// Whether the samples went through the reversible wavelet (ITU-T T.800, A.6.1), which loses nothing.
fn is_reversible(data: &[u8]) -> bool {
    let start = data.windows(4).position(|four| four == [0xff, 0x4f, 0xff, 0x51]);
    let mut rest = start.and_then(|start| data.get(start + 2..)).unwrap_or_default();
    while let [0xff, marker, high, low, body @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low])).max(2);
        match marker {
            // Scod, four bytes of SGcod, and of SPcod the levels, the sides and the style of blocks, then the wavelet.
            0x52 => return body.get(9) == Some(&1),
            // The first tile ends the header.
            0x90 => return false,
            _ => rest = rest.get(2 + length..).unwrap_or_default(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(wavelet: u8) -> Vec<u8> {
        let size = [0xff, 0x51, 0, 4, 1, 2];
        let coding = [0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 5, 4, 4, 0, wavelet];
        [&[0, 0, 0xff, 0x4f][..], &size, &coding, &[0xff, 0x90, 0, 10]].concat()
    }

    #[test]
    fn the_wavelet_tells_what_is_lossless() {
        assert!(is_reversible(&header(1)));
        assert!(!is_reversible(&header(0)));
        assert!(!is_reversible(&header(1)[..12]) && !is_reversible(b""));
    }
}
