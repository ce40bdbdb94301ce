//! Rows for people and for scripts: a table, a JSON array of objects, or CSV. It holds few rows at a time.

use crate::cli::RowFormat;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Stdout, Write};

/// A table finds the widths of its columns in this many rows.
const SAMPLE: usize = 200;

/// What a row looks like: its format and the names of its cells.
#[derive(Clone, Copy)]
pub struct Layout {
    format: RowFormat,
    header: &'static [&'static str],
}

/// A row as far as it can be made without the rows before it.
pub enum Row {
    /// Still to be aligned.
    Cells(Vec<String>),
    /// Ready to be written.
    Encoded(Vec<u8>),
}

impl Layout {
    /// Makes a row; it has as many cells as the header.
    pub fn row(&self, cells: Vec<String>) -> io::Result<Row> {
        let mut encoded = Vec::new();
        match self.format {
            RowFormat::Table => return Ok(Row::Cells(cells)),
            RowFormat::Csv => csv(&mut encoded, &cells)?,
            RowFormat::Json => {
                let fields = self.header.iter().zip(&cells).collect::<BTreeMap<_, _>>();
                serde_json::to_writer(&mut encoded, &fields)?;
            }
        }
        Ok(Row::Encoded(encoded))
    }
}

/// Writes rows to stdout as they come.
pub struct Rows {
    out: BufWriter<Stdout>,
    layout: Layout,
    sample: Vec<Vec<String>>,
    widths: Vec<usize>,
    written: usize,
}

impl Rows {
    /// Rows under these column names.
    pub fn new(format: RowFormat, header: &'static [&'static str]) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            layout: Layout { format, header },
            sample: Vec::new(),
            widths: Vec::new(),
            written: 0,
        }
    }

    /// How a row is made for this writer, also beside it.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Makes and writes one row.
    pub fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        let row = self.layout.row(cells)?;
        self.add(row)
    }

    /// Writes a row of this writer's layout.
    pub fn add(&mut self, row: Row) -> io::Result<()> {
        match row {
            Row::Cells(cells) => {
                self.sample.push(cells);
                if self.sample.len() >= SAMPLE {
                    self.flush_table()?;
                }
            }
            Row::Encoded(bytes) => {
                match (self.layout.format, self.written) {
                    (RowFormat::Json, 0) => self.out.write_all(b"[\n")?,
                    (RowFormat::Json, _) => self.out.write_all(b",\n")?,
                    (_, 0) => {
                        let header = self.header();
                        csv(&mut self.out, &header)?;
                    }
                    _ => {}
                }
                self.out.write_all(&bytes)?;
                self.written += 1;
            }
        }
        Ok(())
    }

    /// Writes what is left.
    pub fn finish(mut self) -> io::Result<()> {
        match self.layout.format {
            RowFormat::Table => self.flush_table()?,
            RowFormat::Csv => {}
            RowFormat::Json if self.written == 0 => self.out.write_all(b"[]\n")?,
            RowFormat::Json => self.out.write_all(b"\n]\n")?,
        }
        self.out.flush()
    }

    fn header(&self) -> Vec<String> {
        self.layout.header.iter().map(|name| (*name).to_owned()).collect()
    }

    fn flush_table(&mut self) -> io::Result<()> {
        if self.widths.is_empty() {
            let header = self.header();
            self.widths = header.iter().map(|name| name.chars().count()).collect();
            for row in &self.sample {
                for (width, cell) in self.widths.iter_mut().zip(row) {
                    *width = (*width).max(cell.chars().count());
                }
            }
            aligned(&mut self.out, &header, &self.widths)?;
        }
        for row in self.sample.drain(..) {
            aligned(&mut self.out, &row, &self.widths)?;
        }
        Ok(())
    }
}

fn aligned(out: &mut impl Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(cell);
        let blank = width.saturating_sub(cell.chars().count()) + 2;
        line.extend(std::iter::repeat_n(' ', blank));
    }
    writeln!(out, "{}", line.trim_end())
}

/// One line of CSV. A cell that a spreadsheet would take for a formula is preceded by an apostrophe.
pub fn csv(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}{}", quote(cell))?;
    }
    writeln!(out)
}

fn quote(cell: &str) -> Cow<'_, str> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = match formula {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    };
    match safe.contains([',', '"', '\n', '\r', ';']) {
        true => Cow::Owned(format!("\"{}\"", safe.replace('"', "\"\""))),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_cells_are_quoted_and_hold_no_formula() {
        assert_eq!(quote("a"), "a");
        assert_eq!(quote("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(quote("=1+1"), "'=1+1");
    }
}
