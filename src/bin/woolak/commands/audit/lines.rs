//! The lines of a log, looked at on all cores and handed on in their order. It holds a block of lines at a time, never
//! the log.

use super::{Failure, log_path};
use crate::store::fault;
use memchr::memrchr;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use woolak::audit::Record;

/// Bytes that are read at once. A block grows when a line does not fit it.
const BLOCK: usize = 4 << 20;

/// A line of a log, without its line break, and the line before it.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Empty if it is no UTF-8.
    pub text: &'a str,
    /// Empty before the first line.
    pub before: &'a str,
}

/// Calls `look` with every line, many at a time, and `each` with every line and what was seen of it, in their order.
pub fn for_each_line<T: Send>(
    place: &Path,
    look: impl Fn(Line<'_>) -> T + Sync,
    mut each: impl FnMut(Line<'_>, T),
) -> Result<(), Failure> {
    let path = log_path(place);
    let mut walk = || -> io::Result<()> {
        let mut blocks = Blocks {
            file: File::open(&path)?,
            bytes: Vec::new(),
            taken: 0,
        };
        let mut last = String::new();
        while let Some(block) = blocks.next()? {
            let texts: Vec<&[u8]> = block.split(|byte| *byte == b'\n').collect();
            let texts: Vec<&str> = texts
                .into_par_iter()
                .map(|text| std::str::from_utf8(text).unwrap_or_default())
                .collect();
            let line = |at: usize| Line {
                text: texts[at],
                before: at.checked_sub(1).map_or(last.as_str(), |before| texts[before]),
            };
            let seen: Vec<T> = (0..texts.len()).into_par_iter().map(|at| look(line(at))).collect();
            seen.into_iter().enumerate().for_each(|(at, seen)| each(line(at), seen));
            last = texts.last().copied().unwrap_or_default().to_owned();
        }
        Ok(())
    };
    walk().map_err(|error| Failure::new(format!("{}: {}", path.display(), fault(&error))))
}

/// Calls `each` with every record of a log; lines that are none are passed over.
pub fn for_each_record(place: &Path, mut each: impl FnMut(Record)) -> Result<(), Failure> {
    let look = |line: Line<'_>| Record::read(line.text);
    for_each_line(place, look, |_, record| record.into_iter().for_each(&mut each))
}

/// Whole lines of a file, block by block.
struct Blocks {
    file: File,
    bytes: Vec<u8>,
    /// How many of the bytes were handed out, with the line break behind them.
    taken: usize,
}

impl Blocks {
    /// The next lines, without the line break of the last.
    fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.bytes.drain(..self.taken);
        self.taken = 0;
        loop {
            let wanted = BLOCK as u64;
            let read = self.file.by_ref().take(wanted).read_to_end(&mut self.bytes)?;
            let end = match memrchr(b'\n', &self.bytes) {
                Some(at) => at,
                None if read > 0 => continue,
                None if self.bytes.is_empty() => return Ok(None),
                None => self.bytes.len(),
            };
            self.taken = (end + 1).min(self.bytes.len());
            return Ok(Some(&self.bytes[..end]));
        }
    }
}
