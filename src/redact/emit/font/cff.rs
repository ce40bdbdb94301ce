//! A CID-keyed CFF font program built from outlines alone (Adobe Technical Note 5176): no names, no hints, no
//! subroutines, glyph numbers equal to CIDs.

use super::outline::{Outline, number};

/// A glyph: its shape and its width in font units.
pub(super) struct CffGlyph<'a> {
    pub outline: &'a Outline,
    pub width: i32,
}

/// The first string identifier that is not a standard string.
const FIRST_OWN_STRING: i32 = 391;

/// Writes the font program; the first glyph is `.notdef`.
pub(super) fn write(glyphs: &[CffGlyph<'_>], units_per_em: u16) -> Vec<u8> {
    let charstrings = index(
        &glyphs
            .iter()
            .map(|glyph| glyph.outline.charstring(glyph.width))
            .collect::<Vec<_>>(),
    );
    let mut charset = vec![2];
    if glyphs.len() > 1 {
        charset.extend_from_slice(&1u16.to_be_bytes());
        charset.extend_from_slice(&((glyphs.len() - 2) as u16).to_be_bytes());
    } else {
        charset = vec![0];
    }
    // One range, font dictionary 0, sentinel.
    let mut select = vec![3, 0, 1, 0, 0, 0];
    select.extend_from_slice(&(glyphs.len() as u16).to_be_bytes());
    // defaultWidthX and nominalWidthX are 0 by default: every charstring states its width.
    let private: &[u8] = &[];

    let mut head = vec![1, 0, 4, 4];
    head.extend_from_slice(&index(&[b"F".to_vec()]));
    let strings = index(&[b"Adobe".to_vec(), b"Identity".to_vec()]);
    let global = index(&[]);
    // Offsets are written in five bytes each, so that the size of the top dictionary does not depend on them.
    let top_length = index(&[top(units_per_em, glyphs.len(), [0; 4])]).len();
    let start = head.len() + top_length + strings.len() + global.len();
    let select_at = start + charset.len();
    let charstrings_at = select_at + select.len();
    let private_at = charstrings_at + charstrings.len();
    let fonts_at = private_at + private.len();
    let offsets = [start, select_at, charstrings_at, fonts_at];

    let mut out = head;
    out.extend_from_slice(&index(&[top(units_per_em, glyphs.len(), offsets)]));
    out.extend_from_slice(&strings);
    out.extend_from_slice(&global);
    out.extend_from_slice(&charset);
    out.extend_from_slice(&select);
    out.extend_from_slice(&charstrings);
    out.extend_from_slice(private);
    let mut font = Vec::new();
    number(&mut font, private.len() as i32);
    offset(&mut font, private_at);
    font.push(18);
    out.extend_from_slice(&index(&[font]));
    out
}

fn top(units_per_em: u16, glyphs: usize, [charset, select, charstrings, fonts]: [usize; 4]) -> Vec<u8> {
    let mut out = Vec::new();
    number(&mut out, FIRST_OWN_STRING);
    number(&mut out, FIRST_OWN_STRING + 1);
    number(&mut out, 0);
    out.extend_from_slice(&[12, 30]);
    if units_per_em != 1000 {
        let scale = 1.0 / f64::from(units_per_em);
        for value in [scale, 0.0, 0.0, scale, 0.0, 0.0] {
            real(&mut out, value);
        }
        out.extend_from_slice(&[12, 7]);
    }
    number(&mut out, glyphs.min(i16::MAX as usize) as i32);
    out.extend_from_slice(&[12, 34]);
    offset(&mut out, charset);
    out.push(15);
    offset(&mut out, select);
    out.extend_from_slice(&[12, 37]);
    offset(&mut out, charstrings);
    out.push(17);
    offset(&mut out, fonts);
    out.extend_from_slice(&[12, 36]);
    out
}

fn offset(out: &mut Vec<u8>, value: usize) {
    out.push(29);
    out.extend_from_slice(&(value as u32).to_be_bytes());
}

fn real(out: &mut Vec<u8>, value: f64) {
    let mut nibbles: Vec<u8> = Vec::new();
    let text = if value == 0.0 {
        "0".to_owned()
    } else {
        format!("{value:.10}")
    };
    for digit in text.trim_end_matches('0').trim_end_matches('.').bytes() {
        nibbles.push(match digit {
            b'.' => 0xA,
            b'-' => 0xE,
            digit => digit - b'0',
        });
    }
    if nibbles.is_empty() {
        nibbles.push(0);
    }
    nibbles.push(0xF);
    if nibbles.len() % 2 == 1 {
        nibbles.push(0xF);
    }
    out.push(30);
    out.extend(nibbles.chunks(2).map(|pair| pair[0] << 4 | pair[1]));
}

fn index(items: &[Vec<u8>]) -> Vec<u8> {
    let mut out = (items.len() as u16).to_be_bytes().to_vec();
    if items.is_empty() {
        return out;
    }
    out.push(4);
    let mut end = 1u32;
    out.extend_from_slice(&end.to_be_bytes());
    for item in items {
        end += item.len() as u32;
        out.extend_from_slice(&end.to_be_bytes());
    }
    items.iter().for_each(|item| out.extend_from_slice(item));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_font::kurbo::BezPath;
    use skrifa::Font;

    #[test]
    fn an_independent_reader_finds_the_glyphs() {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.line_to((500.0, 0.0));
        path.line_to((500.0, 700.0));
        path.close_path();
        let (empty, shape) = (Outline::default(), Outline::new(&path, 2048));
        let program = write(
            &[
                CffGlyph {
                    outline: &empty,
                    width: 0,
                },
                CffGlyph {
                    outline: &shape,
                    width: 1024,
                },
            ],
            2048,
        );
        let font = Font::new(program, 0).expect("a CFF font");
        assert_eq!(font.num_glyphs(), 2);
        assert!(font.is_cid_keyed());
        assert_eq!(font.glyph_by_cid(1).map(|glyph| glyph.to_u32()), Some(1));
    }
}
