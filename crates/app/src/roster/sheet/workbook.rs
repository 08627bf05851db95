//! XLSX, read cell by cell.

use std::{collections::HashMap, io::Cursor};

use calamine::{
    DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellFormulaMetadataRecord, XlsxCellReader, XlsxFormulaMetadata,
    expand_shared_formula,
};

use super::{Cell, CellKind, FileFault, Row, archive, serial_date};

/// A workbook whose zip has been weighed.
pub(super) struct Workbook {
    xlsx: Xlsx<Cursor<Vec<u8>>>,
    /// Visible worksheets, in the order of their tabs.
    sheets: Vec<String>,
}

impl Workbook {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, FileFault> {
        archive::weigh(&bytes)?;
        let xlsx = Xlsx::new(Cursor::new(bytes))?;
        let sheets = xlsx
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect();
        Ok(Self { xlsx, sheets })
    }

    pub(super) fn count(&self) -> usize {
        self.sheets.len()
    }

    pub(super) fn rows(&mut self, sheet: usize) -> Result<WorkbookRows<'_>, FileFault> {
        let name = self.sheets.get(sheet).ok_or(FileFault::NotASpreadsheet)?;
        let is_1904 = self.xlsx.has_1904_epoch();
        let cells = self.xlsx.worksheet_cells_reader(name)?;
        Ok(WorkbookRows { cells, is_1904, begun: None, over: false, formulas: HashMap::new() })
    }
}

/// The rows of one worksheet.
pub(super) struct WorkbookRows<'a> {
    cells: XlsxCellReader<'a, Cursor<Vec<u8>>>,
    is_1904: bool,
    /// The row whose cells are being read.
    begun: Option<Row>,
    over: bool,
    /// Formulas that several cells share, by their number, with the place that they are written for.
    formulas: HashMap<usize, (String, (u32, u32))>,
}

impl WorkbookRows<'_> {
    pub(super) fn read(&mut self) -> Result<Option<Row>, FileFault> {
        while !self.over {
            let Some(record) = self.cells.next_cell_with_formula_metadata()? else {
                // Beyond the rows stand other things, which the reader must not be asked for.
                self.over = true;
                break;
            };
            let (row, column) = record.pos;
            let cell = self.cell(record)?;
            if cell.is_blank() {
                continue;
            }
            let number = row.saturating_add(1);
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            let done = self.begun.take_if(|begun| begun.number != number);
            self.begun.get_or_insert_with(|| Row::new(number)).put(column, cell)?;
            if done.is_some() {
                return Ok(done);
            }
        }
        Ok(self.begun.take())
    }

    fn cell(&mut self, record: XlsxCellFormulaMetadataRecord<'_>) -> Result<Cell, FileFault> {
        if let Some(formula) = record.formula {
            let text = self.formula(formula, record.pos)?;
            return Ok(Cell::new(&format!("={text}"), CellKind::Formula));
        }
        let number = |value: f64| CellKind::Number(serial_date(value, self.is_1904));
        Ok(match record.value {
            DataRef::Empty => Cell::new("", CellKind::Text),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                Cell::new(&text, CellKind::Text)
            }
            DataRef::SharedString(text) => Cell::new(text, CellKind::Text),
            DataRef::Bool(value) => Cell::new(if value { "TRUE" } else { "FALSE" }, CellKind::Text),
            DataRef::Error(error) => Cell::new(&error.to_string(), CellKind::Text),
            DataRef::Int(value) => Cell::new(&value.to_string(), CellKind::Text),
            // Written without an exponent, so that a telephone number stored as a number stays one.
            DataRef::Float(value) => Cell::new(&value.to_string(), number(value)),
            DataRef::DateTime(moment) => {
                let value = moment.as_f64();
                let date = serial_date(value, self.is_1904);
                let text = date.map_or_else(|| value.to_string(), |date| date.to_string());
                Cell::new(&text, CellKind::Number(date))
            }
        })
    }

    /// The text of a formula; one that is shared is written out for its own place.
    fn formula(&mut self, formula: XlsxFormulaMetadata, place: (u32, u32)) -> Result<String, FileFault> {
        Ok(match formula {
            XlsxFormulaMetadata::Shared { shared_index, formula, .. } => {
                self.formulas.insert(shared_index, (formula.clone(), place));
                formula
            }
            XlsxFormulaMetadata::SharedDerived { shared_index } => match self.formulas.get(&shared_index) {
                Some((formula, written_for)) => expand_shared_formula(formula, *written_for, place)?,
                None => String::new(),
            },
            XlsxFormulaMetadata::Normal { formula } => formula,
            // The enum is open: a later kind of formula is still one, and its value is still not taken.
            _ => String::new(),
        })
    }
}
