//! PNG predictors of Flate and LZW data (ISO 32000-2, 7.4.4.4; PNG, clause 9), as lenient as readers are: a last row may be
//! short, and a row of an unknown kind stands as it is. It inflates nothing.

use lopdf::{Dictionary, Object};

/// Undoes the prediction of rows that each begin with the number of their filter; `parameters` are the stream's.
pub(super) fn png(data: &[u8], parameters: &Dictionary) -> Vec<u8> {
    let number = |key: &[u8], default: i64| {
        let stated = parameters.get(key).and_then(Object::as_i64).unwrap_or(default);
        usize::try_from(stated).unwrap_or(1).max(1)
    };
    let bits = number(b"Colors", 1).saturating_mul(number(b"BitsPerComponent", 8));
    let row = bits.saturating_mul(number(b"Columns", 1)).div_ceil(8).min(data.len());
    let pixel = bits.div_ceil(8);
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let Some((filter, bytes)) = line.split_first() else {
            break;
        };
        let start = out.len();
        for (index, byte) in bytes.iter().enumerate() {
            let at = |back: usize| out.get(start + index - back).copied();
            let left = (index >= pixel).then(|| at(pixel)).flatten().unwrap_or(0);
            let above = (start >= row).then(|| at(row)).flatten().unwrap_or(0);
            let corner = (start >= row && index >= pixel).then(|| at(row + pixel)).flatten();
            let predicted = match filter {
                1 => left,
                2 => above,
                3 => ((u16::from(left) + u16::from(above)) / 2) as u8,
                4 => paeth(left, above, corner.unwrap_or(0)),
                _ => 0,
            };
            out.push(byte.wrapping_add(predicted));
        }
    }
    out
}

/// The neighbour that is nearest to left + above − corner.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let [to_left, to_above, to_corner] = [b - c, a - c, a + b - 2 * c].map(i16::abs);
    if to_left <= to_above && to_left <= to_corner {
        left
    } else if to_above <= to_corner {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(columns: i64) -> Dictionary {
        let mut dictionary = Dictionary::new();
        dictionary.set("Columns", columns);
        dictionary
    }

    #[test]
    fn every_filter_is_undone() {
        let rows = [[0, 1, 2, 3], [1, 1, 1, 1], [2, 1, 1, 1], [3, 5, 5, 5], [4, 1, 1, 1]];
        assert_eq!(
            png(&rows.concat(), &parameters(3)),
            [1, 2, 3, 1, 2, 3, 2, 3, 4, 6, 9, 11, 7, 10, 12]
        );
    }

    #[test]
    fn a_short_row_and_an_unknown_one_are_read() {
        assert_eq!(png(&[0, 7, 7, 2, 1], &parameters(2)), [7, 7, 8]);
        assert_eq!(png(&[9, 7, 7], &parameters(2)), [7, 7]);
        assert_eq!(png(&[2, 7], &parameters(i64::MAX)), [7]);
        assert!(png(&[], &parameters(2)).is_empty());
    }
}
