//! Bytes to rows: what the file is, by its content, and its rows one at a time.
//!
//! Nothing here knows what a roster is, and nothing keeps more than one row in memory.

mod archive;
mod delimited;
mod workbook;

use calamine::{ExcelDateTime, ExcelDateTimeType};
use chrono::Datelike;
use domain::time::Date;

use self::{
    delimited::DelimitedRows,
    workbook::{Workbook, WorkbookRows},
};
use super::file_fault::FileFault;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;
/// The most filled rows of a sheet, its headings among them.
pub const MAX_ROWS: u32 = 100_000;
/// The most columns of a sheet.
pub const MAX_COLUMNS: usize = 200;
/// The longest text of a cell, in characters; a spreadsheet program's own limit.
pub const MAX_CELL_CHARS: usize = 32_767;

/// The days that a number in a date column may mean. Below, it is more likely a bare year than a serial date.
const SERIAL_YEARS: std::ops::RangeInclusive<i32> = 1920..=2199;

/// How a cell came to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Typed as text.
    Text,
    /// Stored as a number; with the day it means if it is read as a serial date.
    Number(Option<Date>),
    /// A formula, taken as its text. It is never calculated, and a value calculated elsewhere is never taken.
    Formula,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text, without white space around it.
    pub text: String,
    /// How the cell came to its text.
    pub kind: CellKind,
}

impl Cell {
    fn new(text: &str, kind: CellKind) -> Self {
        let text = text.trim_matches(is_space).to_owned();
        let kind = if text.starts_with('=') { CellKind::Formula } else { kind };
        Self { text, kind }
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// More characters than a spreadsheet program would hold. Bytes are counted first, since they are at hand.
    fn is_too_long(&self) -> bool {
        self.text.len() > MAX_CELL_CHARS && self.text.chars().count() > MAX_CELL_CHARS
    }
}

/// White space, also the invisible kinds that come along when a cell is pasted from a web page.
pub(super) fn is_space(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// A filled row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row's number as a spreadsheet program shows it, from 1.
    pub number: u32,
    cells: Vec<Option<Cell>>,
}

impl Row {
    fn new(number: u32) -> Self {
        Self { number, cells: Vec::new() }
    }

    /// Puts a filled cell into its column.
    fn put(&mut self, column: usize, cell: Cell) -> Result<(), FileFault> {
        if column >= MAX_COLUMNS {
            return Err(FileFault::TooManyColumns);
        }
        if cell.is_too_long() {
            return Err(FileFault::CellTooLong { row: self.number });
        }
        if self.cells.len() <= column {
            self.cells.resize(column.saturating_add(1), None);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = Some(cell);
        }
        Ok(())
    }

    /// The cell of this column (counted from 0), if it is filled.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column)?.as_ref()
    }

    /// The filled cells with their columns, counted from 0.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
    }

    fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }
}

/// The sheets of a file.
pub struct Sheets(Source);

enum Source {
    Workbook(Box<Workbook>),
    Delimited(String),
}

impl Sheets {
    /// Recognises the file by its content. A name or a declared type is not asked.
    ///
    /// # Errors
    /// The [`FileFault`] that refuses the file.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FileFault> {
        if bytes.is_empty() {
            return Err(FileFault::Empty);
        }
        if bytes.len() > MAX_FILE_BYTES {
            return Err(FileFault::TooLarge);
        }
        Ok(Self(if archive::is_archive(&bytes) {
            Source::Workbook(Box::new(Workbook::open(bytes)?))
        } else {
            Source::Delimited(delimited::decode(bytes)?)
        }))
    }

    /// How many visible sheets there are; a CSV has one.
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.0 {
            Source::Workbook(workbook) => workbook.count(),
            Source::Delimited(_) => 1,
        }
    }

    /// The filled rows of a sheet, counted from 0, in the order of the file.
    ///
    /// # Errors
    /// [`FileFault::NotASpreadsheet`] if the sheet cannot be read.
    pub fn rows(&mut self, sheet: usize) -> Result<Rows<'_>, FileFault> {
        let source = match &mut self.0 {
            Source::Workbook(workbook) => RowSource::Workbook(Box::new(workbook.rows(sheet)?)),
            Source::Delimited(text) => RowSource::Delimited(Box::new(DelimitedRows::new(text))),
        };
        Ok(Rows { source, taken: 0, over: false })
    }
}

/// The filled rows of a sheet. The first fault ends them.
pub struct Rows<'a> {
    source: RowSource<'a>,
    taken: u32,
    over: bool,
}

enum RowSource<'a> {
    Workbook(Box<WorkbookRows<'a>>),
    Delimited(Box<DelimitedRows<'a>>),
}

impl Rows<'_> {
    fn read(&mut self) -> Result<Option<Row>, FileFault> {
        let row = match &mut self.source {
            RowSource::Workbook(rows) => rows.read()?,
            RowSource::Delimited(rows) => rows.read()?,
        };
        if row.is_some() {
            self.taken = self.taken.saturating_add(1);
            if self.taken > MAX_ROWS {
                return Err(FileFault::TooManyRows);
            }
        }
        Ok(row)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let row = self.read().transpose();
        self.over = !matches!(row, Some(Ok(_)));
        row
    }
}

/// The day that a serial number means: days since 1899-12-30, or since 1904-01-01 in workbooks that say so.
pub(super) fn serial_date(serial: f64, is_1904: bool) -> Option<Date> {
    let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let date = Date::from_ymd_opt(year.into(), month.into(), day.into())?;
    SERIAL_YEARS.contains(&date.year()).then_some(date)
}
