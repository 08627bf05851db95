//! The world at hand: organisations from the database, the calendar built in and loaded, local defaults from the settings.

use domain::calendar::Calendar;
use domain::defaults::Defaults;
use domain::organization::Tree;
use store::{AnyConnection, calendar_years, organizations};

use crate::context::World;
use crate::error::Error;

/// Reads the world as it stands, under these local defaults.
pub fn load(conn: &mut AnyConnection, defaults: &Defaults) -> Result<World, Error> {
    let organizations = organizations::list(conn)?.into_iter().map(|stored| stored.organization).collect();
    let mut calendar = Calendar::builtin();
    for year in calendar_years::list(conn)? {
        let table = year.days.0;
        if let Err(fault) = calendar.load(&table) {
            tracing::error!(year = year.year, fault = ?fault, "a stored calendar year cannot be used");
        }
    }
    Ok(World::new(Tree::new(organizations), calendar, defaults.clone()))
}
