//! Samples back into an image stream: lossless stays lossless, JPEG is made again with the tables it had.
//! Only keys that say what the samples are go along.

use super::jbig2;
use crate::pdf::image::{Coding, Colour, JpegCoding, Picture, Stored};
use crate::pdf::{Cause, SourcePdf};
use fax::encoder::Encoder as Group4;
use fax::{Color, VecWriter};
use jpeg_encoder::{ColorType, Encoder as Jpeg, QuantizationTableType, SamplingFactor};
use lopdf::{Dictionary, Object, Stream};

/// JPEG 2000 cannot be written here. JPEG of the first quality differs from it by less than the eye sees; where that is
/// larger than the source, one of the others is taken.
const JPEG_QUALITIES: [u8; 5] = [95, 90, 85, 80, 75];
/// How much larger than the source a picture may become.
const GROWTH: f64 = 1.2;
/// Where the segment of JFIF stands (its marker, its length and what it says), which calls three components luminance
/// and chrominance.
const JFIF: std::ops::Range<usize> = 2..20;

/// An image stream of the same kind as `from`, with the picture's samples.
pub(super) fn encode(source: &SourcePdf, from: &Dictionary, picture: &Picture) -> Result<Stream, Cause> {
    let raster = &picture.raster;
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XObject".to_vec()));
    dict.set("Subtype", Object::Name(b"Image".to_vec()));
    dict.set("Width", i64::from(raster.width));
    dict.set("Height", i64::from(raster.height));
    dict.set("BitsPerComponent", i64::from(raster.bits));
    let space = source.get(from, b"ColorSpace").or_else(|| source.get(from, b"CS"));
    match (&picture.colour, space) {
        (Colour::Mask, _) => dict.set("ImageMask", true),
        (_, Some(space)) => dict.set("ColorSpace", space.clone()),
        (Colour::Rgb, None) => dict.set("ColorSpace", Object::Name(b"DeviceRGB".to_vec())),
        (Colour::Cmyk, None) => dict.set("ColorSpace", Object::Name(b"DeviceCMYK".to_vec())),
        (_, None) => dict.set("ColorSpace", Object::Name(b"DeviceGray".to_vec())),
    }
    if let Some(decode) = &picture.decode {
        dict.set(
            "Decode",
            Object::Array(decode.iter().map(|n| Object::Real(*n as f32)).collect()),
        );
    }
    if let Some(Object::Boolean(true)) = source.get(from, b"Interpolate").or_else(|| source.get(from, b"I")) {
        dict.set("Interpolate", true);
    }
    let data = match &picture.coding {
        Coding::Jpeg(coding) => {
            dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
            jpeg(picture, &Quality::Of(coding))?
        }
        Coding::Jpeg2000(size)
            if matches!(raster.components, 1 | 3) && !matches!(picture.colour, Colour::Indexed(_)) =>
        {
            dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
            jpeg_within(picture, (*size as f64 * GROWTH) as usize)?
        }
        Coding::Jbig2 => {
            dict.set("Filter", Object::Name(b"JBIG2Decode".to_vec()));
            jbig2::encode(raster)
        }
        Coding::Lossless if raster.bits == 1 && raster.components == 1 => {
            let packed = group4(picture)?;
            // Dithered pictures are larger in Group 4 than as they are.
            if packed.len() < raster.data().len() {
                dict.set("Filter", Object::Name(b"CCITTFaxDecode".to_vec()));
                let mut parameters = Dictionary::new();
                parameters.set("K", -1);
                parameters.set("Columns", i64::from(raster.width));
                parameters.set("Rows", i64::from(raster.height));
                dict.set("DecodeParms", Object::Dictionary(parameters));
                packed
            } else {
                raster.data().to_vec()
            }
        }
        _ => raster.data().to_vec(),
    };
    Ok(Stream::new(dict, data))
}

/// Group 4 (ITU-T T.6); a 0 sample is black, as `BlackIs1 false` says.
fn group4(picture: &Picture) -> Result<Vec<u8>, Cause> {
    let raster = &picture.raster;
    let mut encoder = Group4::new(VecWriter::new());
    for y in 0..raster.height {
        let row = (0..raster.width).map(|x| match raster.sample(x, y, 0) {
            0 => Color::Black,
            _ => Color::White,
        });
        encoder
            .encode_line(row, raster.width)
            .map_err(|_| Cause::UndecodableImage)?;
    }
    Ok(encoder.finish().map_err(|_| Cause::UndecodableImage)?.finish())
}

/// How closely a JPEG keeps to the samples.
enum Quality<'a> {
    /// As another did.
    Of(&'a JpegCoding),
    /// Of a hundred.
    Step(u8),
}

/// The best JPEG of at most so many bytes, or the smallest.
fn jpeg_within(picture: &Picture, size: usize) -> Result<Vec<u8>, Cause> {
    let mut last = Vec::new();
    for quality in JPEG_QUALITIES {
        last = jpeg(picture, &Quality::Step(quality))?;
        if last.len() <= size {
            break;
        }
    }
    Ok(last)
}

fn jpeg(picture: &Picture, quality: &Quality) -> Result<Vec<u8>, Cause> {
    let raster = &picture.raster;
    let too_large = |side: u32| u16::try_from(side).map_err(|_| Cause::TooLarge);
    let (width, height) = (too_large(raster.width)?, too_large(raster.height)?);
    let mut out = Vec::new();
    let mut encoder = Jpeg::new(&mut out, JPEG_QUALITIES[0]);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    let mut stored = Stored::Transformed;
    match quality {
        Quality::Of(coding) => {
            let (luma, chroma) = (coding.luma.clone(), coding.chroma.clone());
            encoder.set_quantization_tables(
                QuantizationTableType::Custom(luma),
                QuantizationTableType::Custom(chroma),
            );
            let (h, v) = coding.sampling;
            encoder.set_sampling_factor(SamplingFactor::from_factors(h, v).unwrap_or(SamplingFactor::F_1_1));
            stored = coding.components;
        }
        Quality::Step(quality) => encoder.set_quality(*quality),
    }
    let inverted: Vec<u8>;
    let (samples, kind) = match (raster.components, stored) {
        (1, _) => (raster.data(), ColorType::Luma),
        (3, Stored::Transformed) => (raster.data(), ColorType::Rgb),
        (3, Stored::Plain) => {
            // The crate stores what it takes for luminance and chrominance as it is.
            encoder
                .add_app_segment(14, b"Adobe\0\0\0\0\0\0\0".to_vec())
                .map_err(|_| Cause::UndecodableImage)?;
            (raster.data(), ColorType::Ycbcr)
        }
        _ => {
            // The crate takes inks and stores them inverted; PDF reads them as they are stored.
            inverted = raster.data().iter().map(|sample| !sample).collect();
            (inverted.as_slice(), ColorType::Cmyk)
        }
    };
    encoder
        .encode(samples, width, height, kind)
        .map_err(|_| Cause::UndecodableImage)?;
    if stored == Stored::Plain && raster.components == 3 && out.get(JFIF.start..JFIF.start + 2) == Some(&[0xff, 0xe0]) {
        out.drain(JFIF);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::image::Raster;

    fn picture(components: u8, bits: u8, colour: Colour, coding: Coding, data: Vec<u8>) -> Picture {
        Picture {
            raster: Raster::new(64, 48, bits, components, data).expect("sound"),
            colour,
            decode: None,
            coding,
        }
    }

    fn empty() -> SourcePdf {
        let mut document = lopdf::Document::new();
        let page = document.add_object(lopdf::dictionary! { "Type" => "Page" });
        let pages =
            document.add_object(lopdf::dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] });
        let catalog = document.add_object(lopdf::dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("writable");
        SourcePdf::open(&bytes, &[]).expect("readable")
    }

    fn again(stream: &Stream) -> Picture {
        Picture::read(&empty(), &Dictionary::new(), stream).expect("readable")
    }

    fn noise(length: usize) -> Vec<u8> {
        (0..length as u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect()
    }

    #[test]
    fn bits_come_back_as_they_were() {
        for (colour, data) in [
            (Colour::Gray, vec![0xff; 8 * 48]),
            (Colour::Mask, vec![0; 8 * 48]),
            (Colour::Gray, noise(8 * 48)),
            (Colour::Gray, [vec![0x0f; 8 * 20], vec![0xfe; 8 * 28]].concat()),
        ] {
            for coding in [Coding::Lossless, Coding::Jbig2] {
                let picture = picture(1, 1, colour.clone(), coding, data.clone());
                let stream = encode(&empty(), &Dictionary::new(), &picture).expect("encodes");
                assert_eq!(again(&stream).raster, picture.raster);
            }
        }
    }

    #[test]
    fn bytes_come_back_as_they_were() {
        let picture = picture(3, 8, Colour::Rgb, Coding::Lossless, noise(64 * 48 * 3));
        let stream = encode(&empty(), &Dictionary::new(), &picture).expect("encodes");
        assert_eq!(again(&stream).raster, picture.raster);
    }

    #[test]
    fn a_second_jpeg_with_the_same_tables_is_nearly_the_first() {
        for (components, colour, stored) in [
            (1, Colour::Gray, Stored::Transformed),
            (3, Colour::Rgb, Stored::Transformed),
            (3, Colour::Rgb, Stored::Plain),
            (4, Colour::Cmyk, Stored::Transformed),
        ] {
            let wave = |i: usize| (((i / usize::from(components)) % 64) as f64 / 7.0).sin() * 90.0 + 128.0;
            let data = (0..64 * 48 * usize::from(components)).map(|i| wave(i) as u8).collect();
            let first = picture(components, 8, colour, Coding::Jpeg2000(usize::MAX), data);
            let mut once = again(&encode(&empty(), &Dictionary::new(), &first).expect("encodes"));
            if let (Coding::Jpeg(coding), Stored::Plain) = (&mut once.coding, stored) {
                coding.components = stored;
                once.raster = first.raster.clone();
                once = again(&encode(&empty(), &Dictionary::new(), &once).expect("encodes"));
                assert!(matches!(&once.coding, Coding::Jpeg(coding) if coding.components == Stored::Plain));
            }
            let twice = again(&encode(&empty(), &Dictionary::new(), &once).expect("encodes"));
            let error: f64 = once
                .raster
                .data()
                .iter()
                .zip(twice.raster.data())
                .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
                .sum();
            let psnr = 10.0 * (255.0_f64.powi(2) * once.raster.data().len() as f64 / error.max(1e-9)).log10();
            assert!(psnr > 45.0, "{components} components: {psnr} dB");
            let far = first
                .raster
                .data()
                .iter()
                .zip(once.raster.data())
                .filter(|(a, b)| a.abs_diff(**b) > 40)
                .count();
            assert_eq!(far, 0, "{components} components keep their sense");
        }
    }

    #[test]
    fn what_was_small_stays_small() {
        let data = noise(64 * 48);
        let size = |limit| {
            let picture = picture(1, 8, Colour::Gray, Coding::Jpeg2000(limit), data.clone());
            encode(&empty(), &Dictionary::new(), &picture)
                .expect("encodes")
                .content
                .len()
        };
        assert!(size(1) < size(usize::MAX));
        assert!(size(size(usize::MAX) - 1) <= (size(usize::MAX) as f64 * GROWTH) as usize);
    }
}
