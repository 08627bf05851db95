//! A demonstration: an invented roster and the year of work that led to it, done through the use cases day by day, so that
//! journal, history and `as_of` show a year. The same clock gives the same year; only ids and passwords differ.

mod chance;
mod days;
mod house;
mod medical;
mod plan;

use std::sync::Arc;

use chrono::TimeDelta;
use domain::code::Role;
use domain::ids::OrganizationId;
use domain::organization::Organization;
use domain::time::{Date, Instant, local_day};
use store::{Db, StoreError, journal, supervisees};
use thiserror::Error as ThisError;

use self::chance::Chance;
use self::days::Year;
use self::plan::{Planned, plan};
use crate::context::World;
use crate::error::Error;
use crate::roster::reader::{Draft, Offices};
use crate::roster::{FileFault, Roster};

/// The invented roster.
const ROSTER: &[u8] = include_bytes!("../../../config/demo-roster.csv");
/// The bureau whose roster it is.
const BUREAU: &str = "430702";
/// How long a year of work is.
const YEAR: TimeDelta = TimeDelta::days(365);

/// Why the demonstration cannot be filled in.
#[derive(Debug, ThisError)]
pub enum DemoError {
    /// The database holds supervisees, or the bureau has begun to work in it.
    #[error("the database is in use already: name a new one")]
    InUse,
    /// The organisations are not those of the roster.
    #[error("the demonstration needs the built-in organisations: {0}")]
    OtherOrganizations(String),
    /// The roster cannot be read.
    #[error("the roster: {0}")]
    Roster(#[from] FileFault),
    /// A step was refused or failed.
    #[error("{0}; the database is filled in part: name another")]
    Step(#[from] Error),
}

impl From<StoreError> for DemoError {
    fn from(error: StoreError) -> Self {
        Self::Step(error.into())
    }
}

/// Someone who can log in to the demonstration.
#[derive(Debug, Clone)]
pub struct Login {
    /// What is typed at login.
    pub login_name: String,
    /// The password, random and told nowhere else.
    pub password: String,
    /// The role.
    pub role: Role,
    /// The person's name.
    pub name: String,
    /// Where the person works.
    pub organization: String,
}

/// What was done in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// The last day of it that was worked.
    pub until: Date,
    /// Cases registered or carried over.
    pub registered: usize,
    /// Facts recorded or corrected.
    pub recorded: usize,
    /// Protected values disclosed.
    pub disclosed: usize,
}

/// Fills an empty database with staff, accounts, the roster and the year of work that ends at `now`. Each finished month is told
/// to `told`. Gives those who can log in.
///
/// # Errors
/// `InUse` when there is any supervisee, or any entry of the bureau; `OtherOrganizations` when an office of the roster is missing.
pub fn fill(db: &Db, world: &Arc<World>, now: Instant, told: &mut dyn FnMut(&Month)) -> Result<Vec<Login>, DemoError> {
    let bureau = world.tree.by_code(BUREAU).ok_or_else(|| DemoError::OtherOrganizations(BUREAU.to_owned()))?;
    // A chain never goes back in time: where it has an entry of today, no year before it can be told.
    if db.read_blocking(supervisees::any)? || db.read_blocking(|conn| journal::has_entries(conn, bureau.id))? {
        return Err(DemoError::InUse);
    }
    let first = local_day(now - YEAR);
    let cases = planned(world, bureau, first, local_day(now))?;
    let (house, logins) = house::enter(db, world, bureau.id, first)?;
    Year::new(db, world, house, now).work(first, cases, told)?;
    Ok(logins)
}

/// Reads the roster and plans the year of each case.
fn planned(
    world: &World,
    bureau: &Organization,
    first: Date,
    today: Date,
) -> Result<Vec<(OrganizationId, Vec<Planned>)>, DemoError> {
    let offices = Offices::new(world.tree.descendants(bureau.id));
    let mut roster = Roster::open(ROSTER.to_vec())?;
    let mut cases = Vec::new();
    for (seed, reading) in (0_u64..).zip(roster.readings(&offices)?) {
        let reading = reading?;
        let unknown = || DemoError::OtherOrganizations(format!("row {}", reading.sheet_row));
        let draft: Draft = reading.draft.clone().ok_or_else(unknown)?;
        cases.push((draft.organization_id, plan(draft, first, today, &mut Chance::of(seed))));
    }
    Ok(cases)
}
