//! Images as samples (ISO 32000-2, 8.9): every filter undone, the colour space kept as it is. It paints and encodes nothing.

mod bilevel;
mod colour;
mod inline;
mod jpeg;
mod jpeg2000;
mod raster;

pub use colour::Colour;
pub use inline::inline;
pub use jpeg::{JpegCoding, Stored};
pub use raster::Raster;

use super::concern::Cause;
use super::source::{SourcePdf, number};
use lopdf::{Dictionary, Object, Stream};

/// The most samples that one image may have; a page of A0 at 300 dpi in colour has half of it.
const MAX_SAMPLES: u64 = 1 << 29;

/// How the samples were compressed, which says what a writer should aim for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coding {
    /// Without loss.
    Lossless,
    /// Without loss, by JBIG2.
    Jbig2,
    /// By JPEG, with these tables.
    Jpeg(JpegCoding),
    /// By JPEG 2000 with loss, in so many bytes.
    Jpeg2000(usize),
}

/// An image XObject or inline image, decoded.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its samples as the colour space reads them.
    pub raster: Raster,
    /// What the samples mean.
    pub colour: Colour,
    /// `Decode`, where it is not the default.
    pub decode: Option<Vec<f64>>,
    /// How it was compressed.
    pub coding: Coding,
}

impl Picture {
    /// Decodes the samples of an image stream; its masks are images of their own.
    ///
    /// # Errors
    /// The filter, the colour space or the size cannot be handled, or the data is damaged.
    pub(crate) fn read(source: &SourcePdf, resources: &Dictionary, stream: &Stream) -> Result<Self, Cause> {
        let dict = &stream.dict;
        let either = |long: &[u8], short: &[u8]| source.get(dict, long).or_else(|| source.get(dict, short));
        let size = |long, short| {
            let value = either(long, short).and_then(number).unwrap_or(0.0);
            (value >= 1.0 && value <= f64::from(u32::MAX)).then_some(value as u32)
        };
        let width = size(b"Width", b"W").ok_or(Cause::UndecodableImage)?;
        let height = size(b"Height", b"H").ok_or(Cause::UndecodableImage)?;
        if u64::from(width) * u64::from(height) > MAX_SAMPLES {
            return Err(Cause::TooLarge);
        }
        let data = source.decode(stream);
        if let Some(cause) = data.damage {
            return Err(cause);
        }
        let mask = matches!(either(b"ImageMask", b"IM"), Some(Object::Boolean(true)));
        let stated = match either(b"ColorSpace", b"CS") {
            _ if mask => Some(Colour::Mask),
            None => None,
            Some(space) => Some(Colour::read(source, resources, space).ok_or(Cause::UndecodableImage)?),
        };
        let bits = either(b"BitsPerComponent", b"BPC").and_then(number).unwrap_or(8.0) as u8;
        let (filter, parameters) = data.pending.unwrap_or_default();
        let (raster, own, coding) = match filter.as_slice() {
            b"" => {
                let colour = stated.clone().ok_or(Cause::UndecodableImage)?;
                let bits = if mask { 1 } else { bits };
                let raster = Raster::new(width, height, bits, colour.components(), data.bytes)?;
                (raster, colour, Coding::Lossless)
            }
            b"DCTDecode" | b"DCT" => {
                let transform = source
                    .get(&parameters, b"ColorTransform")
                    .and_then(number)
                    .map(|t| t != 0.0);
                let (raster, coding) = jpeg::decode(&data.bytes, transform)?;
                let own = Colour::of_components(raster.components).ok_or(Cause::UndecodableImage)?;
                (raster, own, Coding::Jpeg(coding))
            }
            b"JPXDecode" => jpeg2000::decode(&data.bytes)?,
            b"CCITTFaxDecode" | b"CCF" => {
                let settings = bilevel::Fax::read(source, &parameters, width, height);
                (bilevel::fax(&data.bytes, settings)?, Colour::Gray, Coding::Lossless)
            }
            b"JBIG2Decode" => {
                let globals = source
                    .get(&parameters, b"JBIG2Globals")
                    .and_then(|globals| match globals {
                        Object::Stream(stream) => Some(source.decode(stream).bytes),
                        _ => None,
                    });
                let raster = bilevel::jbig2(&data.bytes, globals.as_deref(), width, height)?;
                (raster, Colour::Gray, Coding::Jbig2)
            }
            _ => return Err(Cause::UndecodableImage),
        };
        let colour = stated.unwrap_or(own);
        if colour.components() != raster.components {
            return Err(Cause::UndecodableImage);
        }
        let decode = either(b"Decode", b"D").and_then(|object| match object {
            Object::Array(items) => items.iter().map(|item| number(source.resolve(item))).collect(),
            _ => None,
        });
        Ok(Self {
            raster,
            colour,
            decode,
            coding,
        })
    }

    /// Eight-bit grey, one byte per pixel, row by row: 0 is black. For engines that read pictures; a mask paints black.
    pub fn to_gray(&self) -> Vec<u8> {
        let raster = &self.raster;
        let top = f64::from(raster.top());
        let count = usize::from(raster.components);
        let ranges: Vec<(f64, f64)> = (0..count)
            .map(|component| match &self.decode {
                Some(decode) if decode.len() >= 2 * count => (decode[2 * component], decode[2 * component + 1]),
                _ => self.colour.default_decode(component, top),
            })
            .collect();
        let table: Option<Vec<u8>> = (count == 1 && raster.bits <= 8).then(|| {
            (0..=raster.top())
                .map(|sample| {
                    let (low, high) = ranges[0];
                    self.colour.gray(&[low + f64::from(sample) * (high - low) / top])
                })
                .collect()
        });
        if let Some(table) = table.as_ref().filter(|_| raster.bits == 8) {
            return raster.data().iter().map(|sample| table[usize::from(*sample)]).collect();
        }
        let mut values = vec![0.0; count];
        let mut out = Vec::with_capacity(raster.width as usize * raster.height as usize);
        for y in 0..raster.height {
            for x in 0..raster.width {
                if let Some(table) = &table {
                    out.push(table[raster.sample(x, y, 0) as usize]);
                    continue;
                }
                for (component, value) in values.iter_mut().enumerate() {
                    let (low, high) = ranges[component];
                    *value = low + f64::from(raster.sample(x, y, component as u8)) * (high - low) / top;
                }
                out.push(self.colour.gray(&values));
            }
        }
        out
    }
}
