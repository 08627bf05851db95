//! Lists as spreadsheets.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

const COLUMN_WIDTH: f64 = 18.0;

/// A workbook of one sheet: headings, then a row each.
///
/// Every cell is a string by its type: what begins with `=`, `+`, `-`, `@` or a tab is text and never taken for a formula.
///
/// # Errors
/// What the writer of workbooks refuses: a name that is none, more rows or longer texts than a sheet holds.
pub fn workbook(name: &str, headings: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, COLUMN_WIDTH)?.write_string_with_format(0, column, *heading, &bold)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_read_back_as_the_text_it_is() {
        let dangerous =
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "=HYPERLINK(\"http://x\")", "0012", "430702********1237"];
        let rows: Vec<Vec<String>> = dangerous.iter().map(|text| vec![(*text).to_owned(), String::new()]).collect();
        let bytes = workbook("期限", &["甲", "乙"], &rows).unwrap();
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = read.worksheet_range("期限").unwrap();
        let read_back: Vec<Data> = sheet.rows().skip(1).map(|row| row[0].clone()).collect();
        assert_eq!(read_back, dangerous.map(|text| Data::String(text.to_owned())));
        assert!(read.worksheet_formula("期限").unwrap().rows().all(|row| row.iter().all(String::is_empty)));
    }
}
