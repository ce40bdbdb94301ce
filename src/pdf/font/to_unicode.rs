//! `ToUnicode` CMaps (ISO 32000-2, 9.10.3). It says what the file says; whether that is true is judged elsewhere.

use super::access::Access;
use super::encoding::{from_chars, unicode};
use crate::pdf::glyph::Unicode;
use hayro_font::hayro_cmap::{self, CMap};
use lopdf::{Dictionary, Object};

/// What a font says its codes mean.
pub(super) enum ToUnicode {
    /// By a CMap stream.
    Mapped(Box<CMap>),
    /// By the name `Identity-H`: codes are UTF-16 units.
    Identity,
}

impl ToUnicode {
    pub fn read(access: Access<'_>, font: &Dictionary) -> Option<Self> {
        match access.get(font, b"ToUnicode")? {
            Object::Name(name) if name.starts_with(b"Identity") => Some(Self::Identity),
            Object::Stream(stream) => {
                let data = access.decode(stream)?;
                CMap::parse(&data, hayro_cmap::load_embedded).map(|map| Self::Mapped(Box::new(map)))
            }
            _ => None,
        }
    }

    pub fn meaning(&self, code: u32) -> Unicode {
        match self {
            Self::Mapped(map) => unicode(map.lookup_bf_string(code)),
            Self::Identity => from_chars(char::from_u32(code)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_chars_ranges_and_strings() {
        let source = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            2 beginbfchar <0003> <0020> <0010> <00660066> endbfchar
            2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<0078> <0079>] endbfrange
            endcmap end end";
        let map = ToUnicode::Mapped(CMap::parse(source, hayro_cmap::load_embedded).expect("a CMap").into());
        assert_eq!(map.meaning(3), Unicode::Mapped(' '));
        assert_eq!(map.meaning(0x10), Unicode::Many("ff".into()));
        assert_eq!(map.meaning(0x25), Unicode::Mapped('B'));
        assert_eq!(map.meaning(0x31), Unicode::Mapped('y'));
        assert_eq!(map.meaning(0x99), Unicode::Unmapped);
    }
}
