//! CCITT and JBIG2 data to one-bit samples, by their crates. 1 is white in what comes out, as `DeviceGray` reads it.

use super::Raster;
use crate::pdf::concern::Cause;
use crate::pdf::source::{SourcePdf, number};
use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use lopdf::{Dictionary, Object};

/// The parameters of `CCITTFaxDecode` (ISO 32000-2, table 11).
#[derive(Debug, Clone, Copy)]
pub(super) struct Fax {
    settings: DecodeSettings,
    width: u32,
    height: u32,
    ones: Ones,
}

/// What a 1 bit means in the samples that the filter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ones {
    White,
    Black,
}

impl Fax {
    pub(super) fn read(source: &SourcePdf, parameters: &Dictionary, width: u32, height: u32) -> Self {
        let integer = |key: &[u8]| source.get(parameters, key).and_then(number).map(|value| value as i64);
        let flag = |key: &[u8], default| match source.get(parameters, key) {
            Some(Object::Boolean(value)) => *value,
            _ => default,
        };
        let settings = DecodeSettings {
            columns: integer(b"Columns")
                .and_then(|c| u32::try_from(c).ok())
                .unwrap_or(1728)
                .min(1 << 16),
            rows: height,
            end_of_block: flag(b"EndOfBlock", true),
            end_of_line: flag(b"EndOfLine", false),
            rows_are_byte_aligned: flag(b"EncodedByteAlign", false),
            encoding: match integer(b"K").unwrap_or(0) {
                k if k < 0 => EncodingMode::Group4,
                0 => EncodingMode::Group3_1D,
                _ => EncodingMode::Group3_2D,
            },
            strict: false,
        };
        let ones = if flag(b"BlackIs1", false) {
            Ones::Black
        } else {
            Ones::White
        };
        Self {
            settings,
            width,
            height,
            ones,
        }
    }
}

/// Rows of bits, set where the image is black.
struct Rows {
    bits: Vec<u8>,
    row: usize,
    columns: u32,
    most: usize,
}

impl Rows {
    fn new(columns: u32, height: u32) -> Self {
        let row = columns.div_ceil(8) as usize;
        Self {
            bits: Vec::new(),
            row,
            columns,
            most: row * height as usize,
        }
    }

    fn fill(&mut self, start: usize, from: u32, to: u32) {
        for x in from..to.min(self.columns) {
            self.bits[start + x as usize / 8] |= 0x80 >> (x % 8);
        }
    }
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        if self.bits.len() >= self.most {
            return;
        }
        let start = self.bits.len();
        self.bits.resize(start + self.row, 0);
        for run in changes.chunks(2) {
            self.fill(start, run[0], run.get(1).copied().unwrap_or(self.columns));
        }
    }
}

/// Undoes CCITT group 3 or 4. Rows that the data lacks come out white.
pub(super) fn fax(data: &[u8], fax: Fax) -> Result<Raster, Cause> {
    let mut rows = Rows::new(fax.settings.columns, fax.height);
    let done = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(fax.settings));
    if done.is_err() && rows.bits.is_empty() {
        return Err(Cause::UndecodableImage);
    }
    rows.bits.resize(rows.most, 0);
    if fax.ones == Ones::White {
        rows.bits.iter_mut().for_each(|byte| *byte = !*byte);
    }
    fit(rows.bits, rows.row, fax.width, fax.height)
}

/// Cuts or fills rows of another length than the image's own.
fn fit(bits: Vec<u8>, row: usize, width: u32, height: u32) -> Result<Raster, Cause> {
    let wanted = width.div_ceil(8) as usize;
    let bits = match wanted == row {
        true => bits,
        false => bits
            .chunks(row.max(1))
            .flat_map(|line| (0..wanted).map(|i| line.get(i).copied().unwrap_or(0xff)))
            .collect(),
    };
    Raster::new(width, height, 1, 1, bits)
}

/// Collects the pixels of a JBIG2 page.
struct Pixels {
    rows: Rows,
    x: u32,
}

impl hayro_jbig2::Decoder for Pixels {
    fn push_pixel(&mut self, black: bool) {
        self.run(black, 1);
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.run(black, chunk_count.saturating_mul(8));
    }

    fn next_line(&mut self) {
        self.x = 0;
    }
}

impl Pixels {
    fn run(&mut self, black: bool, count: u32) {
        if self.x == 0 && self.rows.bits.len() < self.rows.most {
            let length = self.rows.bits.len() + self.rows.row;
            self.rows.bits.resize(length, 0);
        }
        let end = self.x.saturating_add(count);
        if black && !self.rows.bits.is_empty() {
            let start = self.rows.bits.len() - self.rows.row;
            self.rows.fill(start, self.x, end);
        }
        self.x = end;
    }
}

/// Undoes JBIG2 (ISO 32000-2, 7.4.7): the filter gives 1 for black, the image's colour space reads 0 as black, and the
/// filter is defined to invert.
pub(super) fn jbig2(data: &[u8], globals: Option<&[u8]>, width: u32, height: u32) -> Result<Raster, Cause> {
    use hayro_jbig2::{DecodeSettings, Globals, Page};
    let settings = DecodeSettings::default();
    let globals = globals.map(|data| Globals::new(data, &settings)).transpose();
    let globals = globals.map_err(|_| Cause::UndecodableImage)?;
    let page = Page::new_embedded(data, globals.as_ref(), &settings).map_err(|_| Cause::UndecodableImage)?;
    if u64::from(page.width()) * u64::from(page.height()) > super::MAX_SAMPLES {
        return Err(Cause::TooLarge);
    }
    let mut pixels = Pixels {
        rows: Rows::new(page.width(), page.height()),
        x: 0,
    };
    page.decode(&mut pixels).map_err(|_| Cause::UndecodableImage)?;
    let row = pixels.rows.row;
    let mut bits = pixels.rows.bits;
    bits.iter_mut().for_each(|byte| *byte = !*byte);
    bits.resize(row * height as usize, 0xff);
    fit(bits, row, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_4_row_of_white_then_black() {
        // Vertical modes relative to a white row: one black pixel run from column 4, written by hand.
        let settings = DecodeSettings {
            columns: 8,
            rows: 1,
            end_of_block: true,
            end_of_line: false,
            rows_are_byte_aligned: false,
            encoding: EncodingMode::Group4,
            strict: false,
        };
        let fax_of = |ones| Fax {
            settings,
            width: 8,
            height: 1,
            ones,
        };
        // Horizontal mode 001, white run of 4 (1011), black run of 4 (011), end of block.
        let data = [0b0011_0110, 0b1100_0000, 0b0000_0100, 0b0000_0000, 0b0100_0000];
        assert_eq!(fax(&data, fax_of(Ones::White)).expect("sound").data(), [0xf0]);
        assert_eq!(fax(&data, fax_of(Ones::Black)).expect("sound").data(), [0x0f]);
    }

    #[test]
    fn rows_of_another_length_are_cut_or_filled_white() {
        assert_eq!(fit(vec![0, 0], 1, 9, 2).expect("sound").data(), [0, 0xff, 0, 0xff]);
        assert_eq!(fit(vec![1, 2, 3, 4], 2, 8, 2).expect("sound").data(), [1, 3]);
    }
}
