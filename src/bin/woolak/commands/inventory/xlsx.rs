//! The inventory as a workbook of one sheet with text cells only, as the ministries' platform reads it.

use super::row::{HEADER, Row};
use crate::commands::Failure;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::path::Path;

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
