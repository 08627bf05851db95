//! An empty roster to fill in: the headings, lists to choose from, and a sheet of notes.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::columns::{Field, Form};

/// The rows that get lists to choose from and cells of the text format.
const PREPARED_ROWS: u32 = 2000;
/// The longest list that a spreadsheet program takes for a cell to choose from, in characters; longer ones stand in the notes.
const MAX_CHOICES_CHARS: usize = 255;
const COLUMN_WIDTH: f64 = 18.0;
/// Widths of the notes' columns: heading, needed, form, note, allowed contents.
const NOTE_WIDTHS: [f64; 5] = [24.0, 10.0, 26.0, 50.0, 90.0];

/// The template as an XLSX.
///
/// # Errors
/// What the writer of workbooks refuses; none for the columns as they are, which a test shows.
pub fn template() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    write_roster(workbook.add_worksheet())?;
    write_notes(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn write_roster(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    // Text, or a spreadsheet program would round an identity number and rewrite a date.
    let text = Format::new().set_num_format("@");
    sheet.set_name("社区矫正对象花名册")?.set_freeze_panes(1, 1)?;
    for (column, field) in (0_u16..).zip(Field::ALL) {
        sheet.set_column_width(column, COLUMN_WIDTH)?.set_column_format(column, &text)?;
        sheet.write_with_format(0, column, field.heading(), &bold)?;
        if let Form::OneOf(labels) = field.form() {
            let labels = labels();
            if labels.join(",").chars().count() <= MAX_CHOICES_CHARS {
                let choices = DataValidation::new().allow_list_strings(&labels)?;
                sheet.add_data_validation(1, column, PREPARED_ROWS, column, &choices)?;
            }
        }
    }
    Ok(())
}

fn write_notes(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name("说明")?.set_freeze_panes(1, 0)?;
    let titles = ["列", "是否必填", "填写形式", "说明", "可填内容"];
    for (column, (title, width)) in (0_u16..).zip(titles.into_iter().zip(NOTE_WIDTHS)) {
        sheet.set_column_width(column, width)?.write_with_format(0, column, title, &bold)?;
    }
    for (row, field) in (1_u32..).zip(Field::ALL) {
        let (form, allowed) = match field.form() {
            Form::Text => ("文字", String::new()),
            Form::Date => ("日期，如 2026-01-31", String::new()),
            Form::Days => ("整数", String::new()),
            Form::OneOf(labels) => ("从可填内容中选一项", labels().join("、")),
        };
        let needed = if field.is_needed() { "必填" } else { "" };
        let texts = [field.heading(), needed, form, field.note(), allowed.as_str()];
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_with_format(row, column, text, &wrapped)?;
        }
    }
    Ok(())
}
