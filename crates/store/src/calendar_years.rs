//! Calendar years loaded after the built-in ones.

use diesel::prelude::*;
use domain::calendar::YearTable;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::calendar_years;
use crate::sql_types::{At, Json};
use crate::unit::Tx;

/// A loaded year.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = calendar_years, check_for_backend(MultiBackend))]
pub struct CalendarYearRow {
    /// The year.
    pub year: i32,
    /// Its rest days and make-up days.
    pub days: Json<YearTable>,
    /// The row's version.
    pub version: i32,
}

/// Every loaded year.
pub fn list(conn: &mut AnyConnection) -> Result<Vec<CalendarYearRow>, StoreError> {
    Ok(CalendarYearRow::query().order(calendar_years::year).load(conn)?)
}

/// One loaded year.
pub fn find(conn: &mut AnyConnection, year: i32) -> Result<Option<CalendarYearRow>, StoreError> {
    Ok(CalendarYearRow::query().filter(calendar_years::year.eq(year)).get_result(conn).optional()?)
}

/// Writes the table of a year that has none yet.
pub fn insert(tx: &mut Tx<'_>, table: &YearTable) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::insert_into(calendar_years::table)
        .values((
            calendar_years::year.eq(table.year),
            calendar_years::days.eq(Json(table.clone())),
            calendar_years::version.eq(1),
            calendar_years::created_at.eq(now),
            calendar_years::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Puts a table in the place of the one whose version was read; gives the new version.
pub fn replace(tx: &mut Tx<'_>, table: &YearTable, seen: i32) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let row =
        calendar_years::table.filter(calendar_years::year.eq(table.year)).filter(calendar_years::version.eq(seen));
    let changed = diesel::update(row)
        .set((
            calendar_years::days.eq(Json(table.clone())),
            calendar_years::version.eq(seen + 1),
            calendar_years::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(seen + 1) }
}
