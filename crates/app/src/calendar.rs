//! The calendar of working days: years built in, and years that the system administrator enters when their notice is out.

use std::fmt::Display;

use domain::calendar::{Calendar, CalendarFault, Holiday, YearTable};
use domain::code::Permission;
use domain::ids::OperationId;
use domain::text::Text;
use domain::time::{Date, Instant, is_plausible, local_day};
use serde_json::json;
use store::calendar_years::{self, CalendarYearRow};
use store::journal::{self, Entry, PLATFORM};
use store::keyring::Keyring;
use store::{AnyConnection, StoreError, Tx};
use uuid::Uuid;

use crate::context::Context;
use crate::error::{Conflict, Error, Invalid};
use crate::{recompute, world};

/// The most characters of a holiday's name.
const NAME_MAX: usize = 50;

/// Where a year's table comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarYear {
    /// Built into this program.
    BuiltIn(YearTable),
    /// Entered, with the version of the entry.
    Loaded(YearTable, i32),
}

impl From<CalendarYearRow> for CalendarYear {
    fn from(row: CalendarYearRow) -> Self {
        Self::Loaded(row.days.0, row.version)
    }
}

/// The table of a year.
///
/// # Errors
/// `NotPermitted` without `rules_read`; `NotFound` when the year has none.
pub fn get(conn: &mut AnyConnection, context: &Context, year: i32) -> Result<CalendarYear, Error> {
    context.require(Permission::RulesRead)?;
    if let Some(table) = Calendar::built_in(year) {
        return Ok(CalendarYear::BuiltIn(table));
    }
    Ok(calendar_years::find(conn, year)?.ok_or(Error::NotFound("calendar year"))?.into())
}

/// The calendar as it was known at a moment: what was published by that day of what is built in, and what had been entered.
///
/// # Errors
/// When the journal cannot be read.
pub fn known_at(conn: &mut AnyConnection, keyring: &Keyring, moment: Instant) -> Result<Calendar, Error> {
    let mut calendar = Calendar::published_by(local_day(moment));
    let years = calendar_years::list(conn)?;
    if years.is_empty() {
        return Ok(calendar);
    }
    let key = journal::chain_key(conn, keyring, PLATFORM)?;
    for year in years {
        let Some(entry) = journal::last_of_thing(conn, resource_id(year.year), moment)? else { continue };
        let corrupt = |why: &dyn Display| StoreError::corrupt("journal", entry.id, why);
        let table: YearTable =
            serde_json::from_value(journal::after_image(&entry, &key)?).map_err(|error| corrupt(&error))?;
        calendar.load(&table).map_err(|fault| corrupt(&fault))?;
    }
    Ok(calendar)
}

/// A year's table, entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The version of the entry.
    pub version: i32,
    /// The recomputations of the bureaus within the caller's reach that have cases.
    pub recomputations: Vec<OperationId>,
}

/// Enters the table of a year that has none. Every case is computed anew by a recomputation, one a bureau.
///
/// # Errors
/// `NotPermitted` without `calendar_write`; `Conflict` for a year that is built in; `Invalid` for a table that is none;
/// `VersionConflict` when the year has one.
pub fn enter(tx: &mut Tx<'_>, context: &Context, table: &YearTable) -> Result<Entered, Error> {
    writable(context, table)?;
    if let Some(present) = calendar_years::find(tx.conn(), table.year)? {
        return Err(Error::VersionConflict(present.version));
    }
    calendar_years::insert(tx, table)?;
    tx.record(entry("calendar_year.entered", table, 1));
    entered(tx, context, 1)
}

/// Puts another table in the place of the one of which a version was seen. Every case is computed anew, as after [`enter`].
///
/// # Errors
/// As [`enter`], and `NotFound` when the year has none.
pub fn replace(
    tx: &mut Tx<'_>,
    context: &Context,
    table: &YearTable,
    seen: impl Fn(i32) -> bool,
) -> Result<Entered, Error> {
    writable(context, table)?;
    let present = calendar_years::find(tx.conn(), table.year)?.ok_or(Error::NotFound("calendar year"))?.version;
    if !seen(present) {
        return Err(Error::VersionConflict(present));
    }
    let version = match calendar_years::replace(tx, table, present) {
        Err(StoreError::VersionMoved) => return Err(Error::VersionConflict(present + 1)),
        other => other?,
    };
    tx.record(entry("calendar_year.replaced", table, version));
    entered(tx, context, version)
}

fn entered(tx: &mut Tx<'_>, context: &Context, version: i32) -> Result<Entered, Error> {
    let world = world::load(tx.conn(), &context.world.defaults)?;
    let begun = recompute::begin(tx, &world)?.into_iter();
    let recomputations = begun.filter(|(bureau_id, _)| context.reaches(*bureau_id)).map(|(_, id)| id).collect();
    Ok(Entered { version, recomputations })
}

fn writable(context: &Context, table: &YearTable) -> Result<(), Error> {
    context.require(Permission::CalendarWrite)?;
    if Calendar::built_in(table.year).is_some() {
        return Err(Error::Conflict(Conflict::CalendarYearBuiltIn));
    }
    check(table)
}

fn entry(action: &'static str, table: &YearTable, version: i32) -> Entry {
    Entry {
        chain: PLATFORM,
        action: action.into(),
        actor: None,
        subject: None,
        resource: "calendar_year",
        resource_id: resource_id(table.year),
        version,
        after: json!(table),
    }
}

/// A year has no id of its own: its number stands in the last digits.
fn resource_id(year: i32) -> Uuid {
    Uuid::from_u128(u128::try_from(year).unwrap_or_default())
}

fn check(table: &YearTable) -> Result<(), Error> {
    let mut faults = Vec::new();
    for (place, holiday) in table.holidays.iter().enumerate() {
        faults.extend(holiday_faults(place, holiday));
    }
    let strange = |day: &Date| !is_plausible(*day);
    for (place, _) in table.working_days.iter().enumerate().filter(|(_, day)| strange(day)) {
        faults.push(implausible(format!("/working_days/{place}")));
    }
    if faults.is_empty()
        && let Err(fault) = Calendar::empty().load(table)
    {
        faults.push(Invalid::new(member(fault), fault.code(), fault.message()));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn holiday_faults(place: usize, holiday: &Holiday) -> Vec<Invalid> {
    let mut faults = Vec::new();
    for (language, name) in [("zh", &holiday.name.zh), ("en", &holiday.name.en)] {
        if name.trim().is_empty() || name.chars().nth(NAME_MAX).is_some() {
            let message = Text::new(format!("须为1至{NAME_MAX}个字符"), format!("1 to {NAME_MAX} characters"));
            faults.push(Invalid::new(format!("/holidays/{place}/name/{language}"), "length", message));
        }
    }
    for (end, day) in [("from", holiday.from), ("to", holiday.to)] {
        if !is_plausible(day) {
            faults.push(implausible(format!("/holidays/{place}/{end}")));
        }
    }
    faults
}

fn implausible(pointer: String) -> Invalid {
    Invalid::new(pointer, "implausible_date", Text::new("日期不合理", "Implausible date"))
}

/// The member in which such a fault lies; a day outside the year or twice may lie in either.
fn member(fault: CalendarFault) -> &'static str {
    match fault {
        CalendarFault::EndBeforeStart(_) => "/holidays",
        CalendarFault::NotAWeekend(_) => "/working_days",
        CalendarFault::OutsideYear(_) | CalendarFault::Twice(_) => "",
    }
}
