//! What the samples of an image mean: enough to tell dark from light. It is no colour management.

use crate::pdf::source::{SourcePdf, number};
use lopdf::{Dictionary, Object};

/// How deep colour spaces may refer to one another.
const MAX_DEPTH: usize = 4;

/// A colour space (ISO 32000-2, 8.6), reduced to what painting a black box and reading grey values need.
#[derive(Debug, Clone, PartialEq)]
pub enum Colour {
    /// One component, 0 is black.
    Gray,
    /// Three components, 0 is black.
    Rgb,
    /// Four inks, 1 is full ink.
    Cmyk,
    /// `L*a*b*` with the range of `a` and `b`.
    Lab([f64; 4]),
    /// Palette: the grey value of every index.
    Indexed(Vec<u8>),
    /// Separation or DeviceN of so many inks, 1 is full ink.
    Tint(u8),
    /// A stencil mask: 0 paints.
    Mask,
}

impl Colour {
    /// Reads a colour space object or the name of a resource.
    pub(super) fn read(source: &SourcePdf, resources: &Dictionary, space: &Object) -> Option<Self> {
        Self::nested(source, resources, space, 0)
    }

    /// The device space of so many components.
    pub(super) fn of_components(count: u8) -> Option<Self> {
        match count {
            1 => Some(Self::Gray),
            3 => Some(Self::Rgb),
            4 => Some(Self::Cmyk),
            _ => None,
        }
    }

    /// Components per pixel.
    pub fn components(&self) -> u8 {
        match self {
            Self::Gray | Self::Indexed(_) | Self::Mask => 1,
            Self::Rgb | Self::Lab(_) => 3,
            Self::Cmyk => 4,
            Self::Tint(count) => *count,
        }
    }

    /// The default `Decode` of a component (ISO 32000-2, table 88); `top` is the largest sample.
    pub(super) fn default_decode(&self, component: usize, top: f64) -> (f64, f64) {
        match self {
            Self::Indexed(_) => (0.0, top),
            Self::Lab(_) if component == 0 => (0.0, 100.0),
            Self::Lab(range) => (range[2 * component - 2], range[2 * component - 1]),
            _ => (0.0, 1.0),
        }
    }

    /// Brightness of a colour, 0 is black.
    pub(super) fn gray(&self, values: &[f64]) -> u8 {
        let level = match (self, values) {
            (Self::Gray | Self::Mask, [gray]) => *gray,
            (Self::Rgb, [r, g, b]) => 0.299 * r + 0.587 * g + 0.114 * b,
            (Self::Cmyk, [c, m, y, k]) => (1.0 - k) * (1.0 - 0.299 * c - 0.587 * m - 0.114 * y),
            (Self::Lab(_), [l, ..]) => l / 100.0,
            (Self::Indexed(palette), [index]) => {
                let last = palette.len().saturating_sub(1);
                let gray = palette.get((index.max(0.0).round() as usize).min(last));
                return gray.copied().unwrap_or(0);
            }
            (Self::Tint(_), inks) => inks.iter().fold(1.0, |light, ink| light * (1.0 - ink)),
            _ => 0.0,
        };
        (level.clamp(0.0, 1.0) * 255.0).round() as u8
    }

    /// The sample of a component that paints black (or, for a mask, paints), given the image's `Decode`.
    pub fn black(&self, component: usize, top: u32, decode: Option<&[f64]>) -> u32 {
        let wanted = match self {
            Self::Gray | Self::Rgb | Self::Mask => 0.0,
            Self::Cmyk if component < 3 => 0.0,
            Self::Cmyk | Self::Tint(_) => 1.0,
            Self::Lab(_) => 0.0,
            Self::Indexed(palette) => {
                let within = &palette[..palette.len().min(top as usize + 1)];
                let darkest = within.iter().enumerate().min_by_key(|(_, gray)| **gray);
                darkest.map_or(0.0, |(index, _)| index as f64)
            }
        };
        let (low, high) = match decode {
            Some(decode) if decode.len() > 2 * component + 1 => (decode[2 * component], decode[2 * component + 1]),
            _ => self.default_decode(component, f64::from(top)),
        };
        if low == high {
            return 0;
        }
        ((wanted - low) / (high - low) * f64::from(top))
            .round()
            .clamp(0.0, f64::from(top)) as u32
    }

    fn nested(source: &SourcePdf, resources: &Dictionary, space: &Object, depth: usize) -> Option<Self> {
        if depth > MAX_DEPTH {
            return None;
        }
        match source.resolve(space) {
            Object::Name(name) => match name.as_slice() {
                b"DeviceGray" | b"G" | b"CalGray" => Some(Self::Gray),
                b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Self::Rgb),
                b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
                other => {
                    let named = source
                        .get(resources, b"ColorSpace")
                        .and_then(|spaces| source.dict(spaces))?;
                    Self::nested(source, resources, source.get(named, other)?, depth + 1)
                }
            },
            Object::Array(items) => Self::family(source, resources, items, depth),
            _ => None,
        }
    }

    fn family(source: &SourcePdf, resources: &Dictionary, items: &[Object], depth: usize) -> Option<Self> {
        let item = |index: usize| items.get(index).map(|item| source.resolve(item));
        let Object::Name(family) = item(0)? else { return None };
        match family.as_slice() {
            b"ICCBased" => match item(1)? {
                Object::Stream(profile) => Self::of_components(source.get(&profile.dict, b"N").and_then(number)? as u8),
                _ => None,
            },
            b"Lab" => {
                let range = source.dict(item(1)?).and_then(|dict| source.get(dict, b"Range"));
                let given = match range {
                    Some(Object::Array(range)) => range.iter().map(|n| number(source.resolve(n))).collect(),
                    _ => None,
                };
                let range: Option<[f64; 4]> = given.and_then(|range: Vec<f64>| range.try_into().ok());
                Some(Self::Lab(range.unwrap_or([-100.0, 100.0, -100.0, 100.0])))
            }
            b"Indexed" | b"I" => {
                let base = Self::nested(source, resources, item(1)?, depth + 1)?;
                let bytes = match item(3)? {
                    Object::String(bytes, _) => bytes.clone(),
                    Object::Stream(stream) => source.decode(stream).bytes,
                    _ => return None,
                };
                let count = usize::from(base.components());
                let gray = |entry: &[u8]| {
                    let values: Vec<f64> = entry
                        .iter()
                        .enumerate()
                        .map(|(component, byte)| {
                            let (low, high) = base.default_decode(component, 255.0);
                            low + f64::from(*byte) * (high - low) / 255.0
                        })
                        .collect();
                    base.gray(&values)
                };
                Some(Self::Indexed(bytes.chunks_exact(count).take(256).map(gray).collect()))
            }
            b"Separation" => Some(Self::Tint(1)),
            b"DeviceN" => match item(1)? {
                Object::Array(names) => u8::try_from(names.len()).ok().filter(|n| *n > 0).map(Self::Tint),
                _ => None,
            },
            _ => Self::nested(source, resources, item(0)?, depth + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_follows_the_space_and_its_decode() {
        assert_eq!(Colour::Gray.black(0, 255, None), 0);
        assert_eq!(Colour::Gray.black(0, 255, Some(&[1.0, 0.0])), 255);
        assert_eq!(Colour::Cmyk.black(3, 255, None), 255);
        assert_eq!(
            Colour::Cmyk.black(0, 255, Some(&[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0])),
            255
        );
        assert_eq!(Colour::Indexed(vec![200, 9, 30]).black(0, 3, None), 1);
        assert_eq!(Colour::Lab([-100.0, 100.0, -100.0, 100.0]).black(1, 254, None), 127);
        assert_eq!(Colour::Mask.black(0, 1, Some(&[1.0, 0.0])), 1);
    }
}
