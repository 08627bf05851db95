//! One row, cell by cell, with the faults that the cells themselves have.

use domain::{
    code::{Code, FaultCode, RowFaultCode, Severity},
    ids::OrganizationId,
    text::Text,
    time::Date,
};

use super::{
    super::{
        columns::{Columns, Field},
        normal,
        sheet::{Cell, CellKind, Row},
    },
    Offices, RowFault,
};

/// Digits beyond this are lost when a spreadsheet program stores a text of digits as a number.
const EXACT_DIGITS: usize = 15;

/// Reads the cells of a row and gathers their faults.
pub(super) struct Cells<'a> {
    row: &'a Row,
    columns: &'a Columns,
    faults: Vec<(Field, RowFault)>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(row: &'a Row, columns: &'a Columns) -> Self {
        let mut cells = Self { row, columns, faults: Vec::new() };
        for field in Field::ALL {
            match cells.cell(*field) {
                None if field.is_needed() => {
                    cells.fault(*field, FaultCode::Required.code(), required(), Severity::Error)
                }
                Some(Cell { kind: CellKind::Formula, .. }) => {
                    cells.row_fault(*field, RowFaultCode::FormulaIsText, formula_is_text(), Severity::Warning);
                }
                _ => {}
            }
        }
        cells
    }

    fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.row.cell(self.columns.column(field)?)
    }

    /// Notes a fault.
    pub(super) fn fault(&mut self, field: Field, code: &'static str, message: Text, severity: Severity) {
        let column = self.columns.heading(field).to_owned();
        self.faults.push((field, RowFault { column, code, message, severity }));
    }

    /// Notes a fault of the cell itself.
    fn row_fault(&mut self, field: Field, code: RowFaultCode, message: Text, severity: Severity) {
        self.fault(field, code.code(), message, severity);
    }

    /// Notes that a row above has the same identity number.
    pub(super) fn repeats(&mut self, first_row: u32) {
        let message = Text::new(
            format!("身份证号与第 {first_row} 行相同。"),
            format!("Row {first_row} has the same identity number."),
        );
        self.row_fault(Field::IdNumber, RowFaultCode::DuplicateInFile, message, Severity::Error);
    }

    /// Whether a fault of this column already refuses the row.
    pub(super) fn refuses(&self, field: Field) -> bool {
        self.faults.iter().any(|(faulted, fault)| *faulted == field && fault.severity == Severity::Error)
    }

    /// The faults, in the order of the columns.
    pub(super) fn into_faults(mut self) -> Vec<RowFault> {
        self.faults.sort_by_key(|(field, _)| *field);
        self.faults.into_iter().map(|(_, fault)| fault).collect()
    }

    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.cell(field).map(|cell| cell.text.clone())
    }

    pub(super) fn name(&self, field: Field) -> Option<String> {
        self.cell(field).map(|cell| normal::name(&cell.text))
    }

    pub(super) fn id_number(&mut self) -> Option<String> {
        let cell = self.cell(Field::IdNumber)?;
        let number = normal::number(&cell.text);
        // What a CSV keeps of a number with many digits: 4.30799E+17.
        let is_rounded = number.parse::<f64>().is_ok() && number.contains(['E', 'e']);
        if is_rounded || matches!(cell.kind, CellKind::Number(_)) && number.len() > EXACT_DIGITS {
            self.row_fault(
                Field::IdNumber,
                RowFaultCode::IdentityNumberAsNumber,
                id_number_as_number(),
                Severity::Error,
            );
        }
        Some(number)
    }

    pub(super) fn phone(&self, field: Field) -> Option<String> {
        self.cell(field).map(|cell| normal::number(&cell.text))
    }

    pub(super) fn date(&mut self, field: Field) -> Option<Date> {
        let cell = self.cell(field)?;
        let date = match cell.kind {
            // 20260102 may be stored as a number too.
            CellKind::Number(day) => day.or_else(|| normal::date(&cell.text)),
            CellKind::Text | CellKind::Formula => normal::date(&cell.text),
        };
        if date.is_none() {
            self.row_fault(field, RowFaultCode::NotADate, not_a_date(), Severity::Error);
        }
        date
    }

    pub(super) fn days(&mut self, field: Field) -> Option<u32> {
        let cell = self.cell(field)?;
        let days = normal::number(&cell.text).trim_end_matches(['天', '日']).parse().ok();
        if days.is_none() {
            self.row_fault(field, RowFaultCode::NotANumber, not_a_number(), Severity::Error);
        }
        days
    }

    /// A label out of a list. An unknown one refuses the row only where the case hangs on it.
    pub(super) fn label<C: Code>(&mut self, field: Field, code: RowFaultCode, severity: Severity) -> Option<C> {
        let cell = self.cell(field)?;
        let word = C::from_label(&normal::label(&cell.text));
        if word.is_none() {
            self.row_fault(field, code, unknown_label(), severity);
        }
        word
    }

    pub(super) fn office(&mut self, offices: &Offices) -> Option<OrganizationId> {
        let cell = self.cell(Field::Office)?;
        let id = offices.find(&cell.text);
        if id.is_none() {
            self.row_fault(Field::Office, RowFaultCode::UnknownOffice, unknown_office(), Severity::Error);
        }
        id
    }
}

fn required() -> Text {
    let (zh, en) = FaultCode::Required.label();
    Text::new(zh, en)
}

fn formula_is_text() -> Text {
    Text::new("公式按文字收下，不执行。", "The formula is taken as text and never executed.")
}

fn id_number_as_number() -> Text {
    Text::new(
        "身份证号存成了数字，末位已丢失；请把单元格设为文本后重新填写。",
        "The identity number is stored as a number and has lost its last digits. Make the cell text and fill it in again.",
    )
}

fn not_a_date() -> Text {
    Text::new("不是有效日期，请写成 2026-01-31 的形式。", "Not a date. Write it as 2026-01-31.")
}

fn not_a_number() -> Text {
    Text::new("不是整数天数。", "Not a whole number of days.")
}

fn unknown_office() -> Text {
    Text::new(
        "没有这个司法所，或者不在您的管辖范围内。",
        "There is no such judicial office, or it is not in your area.",
    )
}

fn unknown_label() -> Text {
    Text::new(
        "不是本列可填的内容，可填内容见模板的说明页。",
        "Not one of the labels of this column; the template's notes list them.",
    )
}
