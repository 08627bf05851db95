//! The world at hand: organisations from the database, the calendar built in and loaded.

use domain::calendar::Calendar;
use domain::organization::Tree;
use store::{AnyConnection, calendar_years, organizations};

use crate::context::World;
use crate::error::Error;

/// Reads the world as it stands.
pub fn load(conn: &mut AnyConnection) -> Result<World, Error> {
    let organizations = organizations::list(conn)?.into_iter().map(|stored| stored.organization).collect();
    let mut calendar = Calendar::builtin();
    for year in calendar_years::list(conn)? {
        let table = year.days.0;
        if let Err(fault) = calendar.load(&table) {
            tracing::error!(year = year.year, fault = ?fault, "a stored calendar year cannot be used");
        }
    }
    Ok(World::new(Tree::new(organizations), calendar))
}
