//! Colours, coarsely: enough to tell whether text has the colour of what lies under it. No colour management.

use crate::pdf::source::{SourcePdf, get, number};
use lopdf::{Dictionary, Object};

/// Channels that differ by less cannot be told apart by eye.
const SAME_WITHIN: u8 = 10;

/// What something is painted with, as a viewer shows it: 8-bit red, green, blue; `None` where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(pub Option<[u8; 3]>);

impl Ink {
    pub(super) const BLACK: Self = Self(Some([0; 3]));
    pub(super) const WHITE: Self = Self(Some([255; 3]));
    pub(super) const UNKNOWN: Self = Self(None);

    /// Whether the eye cannot tell the two apart; unknown inks are never alike.
    pub(super) fn like(self, other: Self) -> bool {
        match (self.0, other.0) {
            (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME_WITHIN),
            _ => false,
        }
    }

    fn rgb(channels: [f64; 3]) -> Self {
        Self(Some(channels.map(|v| (v.clamp(0.0, 1.0) * 255.0).round() as u8)))
    }
}

/// A colour space, as far as its components mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// One tint of a named colorant: 0 is paper.
    Tint,
    Lab,
    Other,
}

impl Space {
    /// From the operand of `cs`: a device space or a name in the resources.
    pub(super) fn named(source: &SourcePdf, resources: &Dictionary, name: &[u8]) -> Self {
        match Self::device(name) {
            Some(space) => space,
            None => {
                let document = source.document();
                let spaces = resources.get(b"ColorSpace").ok().and_then(|o| source.dict(o));
                let object = spaces.and_then(|spaces| get(document, spaces, name));
                object.map_or(Self::Other, |object| Self::of(source, object))
            }
        }
    }

    fn device(name: &[u8]) -> Option<Self> {
        match name {
            b"DeviceGray" | b"CalGray" | b"G" => Some(Self::Gray),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Self::Rgb),
            b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
            b"Pattern" => Some(Self::Other),
            _ => None,
        }
    }

    fn of(source: &SourcePdf, object: &Object) -> Self {
        let family = |name: &[u8]| Self::device(name).unwrap_or(Self::Other);
        match object {
            Object::Name(name) => family(name),
            Object::Array(items) => match items.first().map(|o| source.resolve(o)) {
                Some(Object::Name(name)) => match name.as_slice() {
                    b"ICCBased" => Self::icc(source, items.get(1)),
                    b"Separation" => Self::Tint,
                    b"Lab" => Self::Lab,
                    other => family(other),
                },
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }

    fn icc(source: &SourcePdf, profile: Option<&Object>) -> Self {
        let profile = profile.and_then(|o| source.dict(o));
        match profile.and_then(|profile| source.get(profile, b"N")).and_then(number) {
            Some(1.0) => Self::Gray,
            Some(3.0) => Self::Rgb,
            Some(4.0) => Self::Cmyk,
            _ => Self::Other,
        }
    }

    /// The ink that is in force right after the space is chosen.
    pub(super) fn initial(self) -> Ink {
        match self {
            Self::Other => Ink::UNKNOWN,
            _ => Ink::BLACK,
        }
    }

    /// The ink of components.
    pub(super) fn ink(self, components: &[f64]) -> Ink {
        match (self, components) {
            (Self::Gray, [g]) => Ink::rgb([*g; 3]),
            (Self::Rgb, [r, g, b]) => Ink::rgb([*r, *g, *b]),
            (Self::Cmyk, [c, m, y, k]) => Ink::rgb([c, m, y].map(|v| (1.0 - v) * (1.0 - k))),
            (Self::Tint, [t]) if *t <= 0.0 => Ink::WHITE,
            (Self::Lab, [l, a, b]) if a.abs() < 3.0 && b.abs() < 3.0 => Ink::rgb([l / 100.0; 3]),
            _ => Ink::UNKNOWN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_white_is_white() {
        assert!(Space::Gray.ink(&[0.98]).like(Ink::WHITE));
        assert!(Space::Cmyk.ink(&[0.0, 0.0, 0.02, 0.0]).like(Ink::WHITE));
        assert!(!Space::Rgb.ink(&[1.0, 1.0, 0.8]).like(Ink::WHITE));
        assert!(!Space::Other.ink(&[1.0]).like(Ink::UNKNOWN));
    }
}
