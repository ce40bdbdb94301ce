//! Mutations of a seed: bytes, numbers and pieces moved about. The same number gives the same mutation everywhere.

/// What files of these kinds count, nest or end with.
const PIECES: [&[u8]; 16] = [
    b"<<",
    b">>",
    b"[",
    b"(",
    b"0 R",
    b"endobj",
    b"stream\n",
    b"-99999999999",
    b"4294967296",
    b"1e30",
    b"/Kids[2 0 R]",
    b"/Length 9",
    b"\xff\xd8",
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"BT",
];

/// Numbers that look random.
pub struct Random(u64);

impl Random {
    /// Starts anywhere but at zero.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below the limit, which is not zero.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A mutation of one seed, with pieces of another.
pub fn mutate(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..1 << random.below(6) {
        let at = random.below(bytes.len());
        let end = (at + (1 << random.below(10))).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let piece = PIECES[random.below(PIECES.len())];
                let end = (at + piece.len()).min(bytes.len());
                bytes.splice(at..end, piece.iter().copied());
            }
            _ => {
                let from = random.below(other.len());
                let to = (from + (1 << random.below(9))).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
        }
    }
    bytes
}
