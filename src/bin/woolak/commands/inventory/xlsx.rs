//! The inventory as a workbook of one sheet with text cells only, as the ministries' platform reads it.

use super::row::{HEADER, Row};
use crate::commands::Failure;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::path::Path;

/// The platform reads no more documents than this from a workbook,
const MAX_ROWS: usize = 50_000;
/// nor a workbook of more than this, in units of 1,024 bytes.
const MAX_KILOBYTES: u64 = 10_024;

/// Writes the workbook. Dates are text: native date cells are read by their format, which is not ours to know.
pub fn write(rows: &[Row], out: &Path) -> Result<(), Failure> {
    let fill = || -> Result<(), XlsxError> {
        let mut workbook = Workbook::new();
        // Without a fixed date the same inventory would not be the same file.
        let fixed = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&fixed));
        let bold = Format::new().set_bold();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Productierapport")?;
        for (column, name) in (0..).zip(HEADER) {
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        for (line, row) in (1..).zip(rows) {
            for (column, cell) in (0..).zip(row.cells()) {
                if !cell.is_empty() {
                    sheet.write_string(line, column, cell)?;
                }
            }
        }
        workbook.save(out)
    };
    fill().map_err(|_| Failure::new(format!("{}: de werkmap kan niet worden geschreven", out.display())))
}

/// What the platform will refuse in a workbook of so many rows and bytes.
pub fn excess(rows: usize, bytes: u64) -> Vec<String> {
    let mut excess = Vec::new();
    if rows > MAX_ROWS {
        excess.push(format!(
            "de lijst heeft {rows} documenten en het platform neemt er ten hoogste {MAX_ROWS}; splits haar per dossier"
        ));
    }
    if bytes > MAX_KILOBYTES * 1024 {
        excess.push(format!(
            "de werkmap is {} kB en het platform neemt ten hoogste {MAX_KILOBYTES} kB; splits haar per dossier",
            bytes.div_ceil(1024)
        ));
    }
    excess
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_the_platform_are_named_when_they_are_passed() {
        assert_eq!(excess(MAX_ROWS, MAX_KILOBYTES * 1024), Vec::<String>::new());
        let both = excess(MAX_ROWS + 1, MAX_KILOBYTES * 1024 + 1);
        assert!(
            both[0].contains("50001 documenten") && both[1].contains("10025 kB"),
            "{both:?}"
        );
    }
}
