//! Rosters: the spreadsheets in which bureaus keep their supervisees, read row by row.
//!
//! Reading is pure. It knows no database and no HTTP: bytes go in; drafts and faults come out, one row at a time.
//!
//! - [`sheet`]: bytes to rows, with limits on everything;
//! - [`columns`]: which column means what;
//! - [`reader`]: a row to a draft, with every fault of the row;
//! - [`template`]: an empty roster to fill in;
//! - [`neutral`]: texts that a spreadsheet program will not take for formulas.

pub mod columns;
mod file_fault;
pub mod neutral;
mod normal;
pub mod reader;
pub mod sheet;
pub mod template;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use self::file_fault::FileFault;
use self::{
    columns::{Columns, Field},
    reader::{Offices, Readings},
    sheet::Sheets,
};

/// Headings are looked for in this many filled rows from the top: titles and notes may stand above them.
const HEADING_ROWS: usize = 10;

/// A roster whose file has been read through once: whatever is wrong with the file as a file is known by then.
pub struct Roster {
    sheets: Sheets,
    layout: Layout,
    rows: u32,
}

/// Which sheet is read, and how.
struct Layout {
    sheet: usize,
    /// The sheet row of the headings.
    heading_row: u32,
    columns: Columns,
}

impl Roster {
    /// Recognises the file, finds the headings and reads it through once.
    ///
    /// # Errors
    /// The [`FileFault`] that refuses the file as a whole.
    pub fn open(bytes: Vec<u8>) -> Result<Self, FileFault> {
        // The parser is not ours, and the file may be made to break it: a panic in it is a damaged file.
        catch_unwind(AssertUnwindSafe(|| Self::survey(bytes))).unwrap_or(Err(FileFault::NotASpreadsheet))
    }

    fn survey(bytes: Vec<u8>) -> Result<Self, FileFault> {
        let mut sheets = Sheets::open(bytes)?;
        let layout = Layout::find(&mut sheets)?;
        let mut roster = Self { sheets, layout, rows: 0 };
        for row in roster.sheets.rows(roster.layout.sheet)? {
            if row?.number > roster.layout.heading_row {
                roster.rows = roster.rows.saturating_add(1);
            }
        }
        Ok(roster)
    }

    /// How many filled rows stand below the headings.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The columns of the file.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.layout.columns
    }

    /// What the rows say, from the first one each time it is asked.
    ///
    /// # Errors
    /// [`FileFault::NotASpreadsheet`]; not for a file that [`Self::open`] has passed.
    pub fn readings<'a>(&'a mut self, offices: &'a Offices) -> Result<Readings<'a>, FileFault> {
        let Layout { sheet, heading_row, columns } = &self.layout;
        Ok(Readings::new(self.sheets.rows(*sheet)?, columns, *heading_row, offices))
    }
}

impl Layout {
    /// The first sheet with all the needed headings.
    fn find(sheets: &mut Sheets) -> Result<Self, FileFault> {
        let mut nearest = Err(FileFault::MissingHeadings(Field::needed()));
        let mut recognised = 0;
        for sheet in 0..sheets.count() {
            let Some(layout) = Self::of_sheet(sheets, sheet)? else { continue };
            match layout.columns.fault() {
                None => return Ok(layout),
                Some(fault) if layout.columns.recognised() > recognised => {
                    recognised = layout.columns.recognised();
                    nearest = Err(fault);
                }
                Some(_) => {}
            }
        }
        nearest
    }

    /// The headings of a sheet: of its first rows, the first one that holds the most headings we know.
    fn of_sheet(sheets: &mut Sheets, sheet: usize) -> Result<Option<Self>, FileFault> {
        let mut best: Option<Self> = None;
        for row in sheets.rows(sheet)?.take(HEADING_ROWS) {
            let row = row?;
            let columns = Columns::read(&row);
            if columns.recognised() > best.as_ref().map_or(0, |best| best.columns.recognised()) {
                best = Some(Self { sheet, heading_row: row.number, columns });
            }
        }
        Ok(best)
    }
}
