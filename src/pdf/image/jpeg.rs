//! JPEG data to samples, by its crate, and the tables that a second encoding should use again.

use super::{MAX_SAMPLES, Raster};
use crate::pdf::concern::Cause;
use jpeg_decoder::{ColorTransform, Decoder};

/// The order in which a DQT segment lists a table (ISO/IEC 10918-1, figure A.6).
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];

/// How a JPEG was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JpegCoding {
    /// Quantisation of luminance, row by row.
    pub luma: Box<[u16; 64]>,
    /// Quantisation of chrominance.
    pub chroma: Box<[u16; 64]>,
    /// Horizontal and vertical subsampling of chrominance.
    pub sampling: (u8, u8),
    /// What the components are.
    pub components: Stored,
}

/// What the components of a JPEG are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Luminance and chrominance, or one component.
    Transformed,
    /// The colours themselves.
    Plain,
}

/// What the headers say.
struct Headers {
    coding: JpegCoding,
    components: u8,
    /// The `transform` of an Adobe marker.
    adobe: Option<u8>,
}

/// Undoes DCT (ISO 32000-2, 7.4.8). `transform` is the filter's `ColorTransform`; an Adobe marker goes before it.
pub(super) fn decode(data: &[u8], transform: Option<bool>) -> Result<(Raster, JpegCoding), Cause> {
    let headers = Headers::read(data).ok_or(Cause::UndecodableImage)?;
    let transformed = match headers.adobe {
        Some(kind) => kind != 0,
        None => transform.unwrap_or(headers.components == 3),
    };
    let stored = match (headers.components, transformed) {
        (1, _) => ColorTransform::Grayscale,
        (3, true) => ColorTransform::YCbCr,
        (3, false) => ColorTransform::RGB,
        (4, true) => ColorTransform::YCCK,
        (4, false) => ColorTransform::CMYK,
        _ => return Err(Cause::UndecodableImage),
    };
    let mut decoder = Decoder::new(data);
    decoder.set_color_transform(stored);
    decoder.set_max_decoding_buffer_size(MAX_SAMPLES as usize);
    let mut samples = decoder.decode().map_err(|_| Cause::UndecodableImage)?;
    let info = decoder.info().ok_or(Cause::UndecodableImage)?;
    if headers.components == 4 {
        // The crate inverts four components, as photographs in Adobe's convention want it; the filter does not.
        samples.iter_mut().for_each(|sample| *sample = !*sample);
    }
    let raster = Raster::new(info.width.into(), info.height.into(), 8, headers.components, samples)?;
    let components = match stored {
        ColorTransform::RGB => Stored::Plain,
        _ => Stored::Transformed,
    };
    let coding = JpegCoding {
        components,
        ..headers.coding
    };
    Ok((raster, coding))
}

impl Headers {
    /// Walks the segments up to the first scan.
    fn read(data: &[u8]) -> Option<Self> {
        let mut tables: [Option<Box<[u16; 64]>>; 4] = Default::default();
        let mut frame: Option<Vec<(u8, u8, u8)>> = None;
        let mut adobe = None;
        let mut at = data.windows(2).position(|pair| pair == [0xff, 0xd8])? + 2;
        loop {
            while *data.get(at)? != 0xff || *data.get(at + 1)? == 0xff {
                at += 1;
            }
            let marker = *data.get(at + 1)?;
            at += 2;
            if matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8) {
                continue;
            }
            if matches!(marker, 0xda | 0xd9) {
                break;
            }
            let length = usize::from(u16::from_be_bytes([*data.get(at)?, *data.get(at + 1)?]));
            let body = data.get(at + 2..at + length)?;
            match marker {
                0xdb => quantisation(body, &mut tables)?,
                0xc0..=0xc2 => {
                    let count = usize::from(*body.get(5)?);
                    let parts = body.get(6..6 + 3 * count)?.chunks_exact(3);
                    frame = Some(parts.map(|c| (c[1] >> 4, c[1] & 15, c[2] & 3)).collect());
                }
                0xee if body.starts_with(b"Adobe") => adobe = body.get(11).copied(),
                _ => {}
            }
            at += length;
        }
        let frame = frame?;
        let &(h, v, luma) = frame.first()?;
        let &(ch, cv, chroma) = frame.get(1).unwrap_or(&(h, v, luma));
        let table = |index: u8| tables[usize::from(index)].clone();
        Some(Self {
            coding: JpegCoding {
                luma: table(luma)?,
                chroma: table(chroma)?,
                sampling: ((h / ch.max(1)).max(1), (v / cv.max(1)).max(1)),
                components: Stored::Transformed,
            },
            components: u8::try_from(frame.len()).ok()?,
            adobe,
        })
    }
}

/// The tables of a DQT segment.
fn quantisation(mut body: &[u8], tables: &mut [Option<Box<[u16; 64]>>; 4]) -> Option<()> {
    while let Some((head, rest)) = body.split_first() {
        let wide = usize::from(head >> 4 != 0) + 1;
        let values = rest.get(..64 * wide)?;
        let mut table = Box::new([1_u16; 64]);
        for (place, value) in ZIGZAG.iter().zip(values.chunks_exact(wide)) {
            table[usize::from(*place)] = value.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)).max(1);
        }
        tables[usize::from(head & 3)] = Some(table);
        body = &rest[64 * wide..];
    }
    Some(())
}
