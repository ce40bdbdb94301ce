//! Rows for people and for scripts: a table, a JSON array of objects, or CSV. It holds few rows at a time.

use crate::cli::RowFormat;
use std::io::{self, BufWriter, Stdout, Write};

/// A table finds the widths of its columns in this many rows.
const SAMPLE: usize = 200;

/// Writes rows to stdout as they come.
pub struct Rows {
    out: BufWriter<Stdout>,
    format: RowFormat,
    header: &'static [&'static str],
    sample: Vec<Vec<String>>,
    widths: Vec<usize>,
    written: usize,
}

impl Rows {
    /// Rows under these column names.
    pub fn new(format: RowFormat, header: &'static [&'static str]) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            format,
            header,
            sample: Vec::new(),
            widths: Vec::new(),
            written: 0,
        }
    }

    /// Writes one row; it has as many cells as the header.
    pub fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        match self.format {
            RowFormat::Table => {
                self.sample.push(cells);
                if self.sample.len() >= SAMPLE {
                    self.flush_table()?;
                }
                return Ok(());
            }
            RowFormat::Csv => {
                if self.written == 0 {
                    let header: Vec<String> = self.header.iter().map(|name| (*name).to_owned()).collect();
                    csv(&mut self.out, &header)?;
                }
                csv(&mut self.out, &cells)?;
            }
            RowFormat::Json => {
                let object: serde_json::Map<String, serde_json::Value> = self
                    .header
                    .iter()
                    .map(|name| (*name).to_owned())
                    .zip(cells.into_iter().map(Into::into))
                    .collect();
                self.out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
                serde_json::to_writer(&mut self.out, &object)?;
            }
        }
        self.written += 1;
        Ok(())
    }

    /// Writes what is left.
    pub fn finish(mut self) -> io::Result<()> {
        match self.format {
            RowFormat::Table => self.flush_table()?,
            RowFormat::Csv => {}
            RowFormat::Json if self.written == 0 => self.out.write_all(b"[]\n")?,
            RowFormat::Json => self.out.write_all(b"\n]\n")?,
        }
        self.out.flush()
    }

    fn flush_table(&mut self) -> io::Result<()> {
        if self.widths.is_empty() {
            self.widths = self.header.iter().map(|name| name.chars().count()).collect();
            for row in &self.sample {
                for (width, cell) in self.widths.iter_mut().zip(row) {
                    *width = (*width).max(cell.chars().count());
                }
            }
            let header: Vec<String> = self.header.iter().map(|name| (*name).to_owned()).collect();
            aligned(&mut self.out, &header, &self.widths)?;
        }
        for row in self.sample.drain(..) {
            aligned(&mut self.out, &row, &self.widths)?;
        }
        Ok(())
    }
}

fn aligned(out: &mut impl Write, cells: &[String], widths: &[usize]) -> io::Result<()> {
    let line: Vec<String> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell:width$}"))
        .collect();
    writeln!(out, "{}", line.join("  ").trim_end())
}

/// One line of CSV. A cell that a spreadsheet would take for a formula is preceded by an apostrophe.
pub fn csv(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    let quoted: Vec<String> = cells.iter().map(|cell| quote(cell)).collect();
    writeln!(out, "{}", quoted.join(","))
}

fn quote(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if formula { format!("'{cell}") } else { cell.to_owned() };
    match safe.contains([',', '"', '\n', '\r', ';']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
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
