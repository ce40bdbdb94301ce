//! Bilevel samples as JBIG2 (ITU-T T.88) the way PDF embeds it: one page with one generic region, packed by its arithmetic
//! coder. No symbols: a dictionary of letters would keep those that were removed.

use crate::pdf::image::Raster;

/// The probability estimates of the coder (T.88, table E.1): of the less probable bit, and where it goes on after the more
/// and the less probable one; the sign of the last says that the two exchange.
const ESTIMATES: [(u32, u8, u8, Sense); 47] = {
    use Sense::{Exchanged as X, Kept as K};
    [
        (0x5601, 1, 1, X),
        (0x3401, 2, 6, K),
        (0x1801, 3, 9, K),
        (0x0AC1, 4, 12, K),
        (0x0521, 5, 29, K),
        (0x0221, 38, 33, K),
        (0x5601, 7, 6, X),
        (0x5401, 8, 14, K),
        (0x4801, 9, 14, K),
        (0x3801, 10, 14, K),
        (0x3001, 11, 17, K),
        (0x2401, 12, 18, K),
        (0x1C01, 13, 20, K),
        (0x1601, 29, 21, K),
        (0x5601, 15, 14, X),
        (0x5401, 16, 14, K),
        (0x5101, 17, 15, K),
        (0x4801, 18, 16, K),
        (0x3801, 19, 17, K),
        (0x3401, 20, 18, K),
        (0x3001, 21, 19, K),
        (0x2801, 22, 19, K),
        (0x2401, 23, 20, K),
        (0x2201, 24, 21, K),
        (0x1C01, 25, 22, K),
        (0x1801, 26, 23, K),
        (0x1601, 27, 24, K),
        (0x1401, 28, 25, K),
        (0x1201, 29, 26, K),
        (0x1101, 30, 27, K),
        (0x0AC1, 31, 28, K),
        (0x09C1, 32, 29, K),
        (0x08A1, 33, 30, K),
        (0x0521, 34, 31, K),
        (0x0441, 35, 32, K),
        (0x02A1, 36, 33, K),
        (0x0221, 37, 34, K),
        (0x0141, 38, 35, K),
        (0x0111, 39, 36, K),
        (0x0085, 40, 37, K),
        (0x0049, 41, 38, K),
        (0x0025, 42, 39, K),
        (0x0015, 43, 40, K),
        (0x0009, 44, 41, K),
        (0x0005, 45, 42, K),
        (0x0001, 45, 43, K),
        (0x5601, 46, 46, K),
    ]
};
/// Neighbours of a pixel that its context is made of: five above the row above, seven above, four before it.
const CONTEXTS: usize = 1 << 16;
/// The context in which a row says whether the row above says the same as the one before (T.88, figure 8).
const ROW: usize = 0x9B25;
/// Where the neighbours that may lie anywhere lie by default (T.88, 6.2.5.4): columns and rows.
const NEIGHBOURS: [u8; 8] = [3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE];
/// Types of segments (T.88, 7.3).
const PAGE_INFORMATION: u8 = 48;
const GENERIC_REGION: u8 = 38;
/// Template 0, arithmetic coding, rows like the one above in one bit.
const REGION_FLAGS: u8 = 0x08;

/// Which bit is the more probable one after a less probable one came at even odds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Kept,
    Exchanged,
}

/// Samples of one bit; 0 is black, as `DeviceGray` reads them, and JBIG2's 1.
pub(super) fn encode(raster: &Raster) -> Vec<u8> {
    let (width, height) = (raster.width, raster.height);
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let mut page = size.clone();
    // Of unknown resolution, white, and nothing that combines.
    page.extend([0; 11]);
    let mut region = size;
    region.extend([0; 9]);
    region.push(REGION_FLAGS);
    region.extend(NEIGHBOURS);
    region.extend(rows(raster));
    [segment(0, PAGE_INFORMATION, &page), segment(1, GENERIC_REGION, &region)].concat()
}

/// A segment of page 1 that refers to no other.
fn segment(number: u32, kind: u8, data: &[u8]) -> Vec<u8> {
    let mut out = number.to_be_bytes().to_vec();
    out.extend([kind, 0, 1]);
    out.extend((data.len() as u32).to_be_bytes());
    out.extend(data);
    out
}

fn rows(raster: &Raster) -> Vec<u8> {
    let width = raster.width as usize;
    let mut coder = Coder::new();
    // Two columns before the first and three after the last are white.
    let blank = vec![0_u8; width + 3];
    let (mut second, mut above) = (blank.clone(), blank);
    let mut was_same = 0;
    for line in raster.data().chunks(raster.row_bytes()).take(raster.height as usize) {
        let black = |x: usize| 1 - (line[x / 8] >> (7 - x % 8) & 1);
        let row: Vec<u8> = (0..width).map(black).chain([0; 3]).collect();
        let same = u8::from(row == above);
        coder.put(ROW, same ^ was_same);
        was_same = same;
        if same == 0 {
            coder.row(&row, &above, &second);
        }
        second = std::mem::replace(&mut above, row);
    }
    coder.finish()
}

/// The arithmetic coder (T.88, annex E), with a state for every context.
struct Coder {
    /// For every context twice its estimate, and the more probable bit.
    states: Vec<u8>,
    interval: u32,
    code: u32,
    /// Shifts until a byte is complete.
    left: u32,
    /// The byte that may still be carried into; none before the first.
    byte: Option<u8>,
    out: Vec<u8>,
}

impl Coder {
    fn new() -> Self {
        Self {
            states: vec![0; CONTEXTS],
            interval: 0x8000,
            code: 0,
            left: 12,
            byte: None,
            out: Vec::new(),
        }
    }

    /// One row; each has three columns more than the picture.
    fn row(&mut self, row: &[u8], above: &[u8], second: &[u8]) {
        let bit = |row: &[u8], x: usize| usize::from(row[x]);
        let (mut c, mut b) = (
            bit(second, 0) << 1 | bit(second, 1),
            bit(above, 0) << 2 | bit(above, 1) << 1,
        );
        b |= bit(above, 2);
        let mut a = 0;
        for (x, pixel) in row[..row.len() - 3].iter().enumerate() {
            c = (c << 1 | bit(second, x + 2)) & 0x1F;
            b = (b << 1 | bit(above, x + 3)) & 0x7F;
            self.put(c << 11 | b << 4 | a, *pixel);
            a = (a << 1 | usize::from(*pixel)) & 0xF;
        }
    }

    fn put(&mut self, context: usize, bit: u8) {
        let state = self.states[context];
        let (likely, (share, more, less, sense)) = (state & 1, ESTIMATES[usize::from(state >> 1)]);
        self.interval -= share;
        if bit == likely {
            if self.interval & 0x8000 != 0 {
                self.code += share;
                return;
            }
            if self.interval < share {
                self.interval = share;
            } else {
                self.code += share;
            }
            self.states[context] = more << 1 | likely;
        } else {
            if self.interval < share {
                self.code += share;
            } else {
                self.interval = share;
            }
            self.states[context] = less << 1 | (likely ^ u8::from(sense == Sense::Exchanged));
        }
        while self.interval & 0x8000 == 0 {
            self.interval <<= 1;
            self.code <<= 1;
            self.left -= 1;
            if self.left == 0 {
                self.push();
            }
        }
    }

    /// Takes a byte out of the code; what is carried goes into the byte before, and after 0xFF a bit is left free for it.
    fn push(&mut self) {
        if self.byte != Some(0xFF) && self.code >= 0x800_0000 {
            self.byte = self.byte.map(|byte| byte + 1);
            self.code &= 0x7FF_FFFF;
        }
        let is_stuffed = self.byte == Some(0xFF);
        self.out.extend(self.byte);
        let shift = if is_stuffed { 20 } else { 19 };
        self.byte = Some((self.code >> shift) as u8);
        self.code &= (1 << shift) - 1;
        self.left = 27 - shift;
    }

    fn finish(mut self) -> Vec<u8> {
        let top = self.code + self.interval;
        self.code |= 0xFFFF;
        if self.code >= top {
            self.code -= 0x8000;
        }
        for _ in 0..2 {
            self.code <<= self.left;
            self.push();
        }
        self.out.extend(self.byte.filter(|byte| *byte != 0xFF));
        self.out.extend([0xFF, 0xAC]);
        self.out
    }
}
