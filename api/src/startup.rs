//! What every sub-command that needs the data begins with: an open, migrated database and the world in it.

use std::sync::Arc;

use app::context::{CurrentWorld, World};
use app::{organizations, world};
use store::{Db, Origin, Settings};

use crate::clock::Clock;
use crate::config::Config;

/// Why the program cannot go on, as it is told to the person at the terminal.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// An open database with its world.
pub struct Opened {
    /// The database.
    pub db: Db,
    /// Organisations and calendar.
    pub world: CurrentWorld,
    /// The clock.
    pub clock: Clock,
}

impl Opened {
    /// The world as it stands.
    pub fn world_now(&self) -> Arc<World> {
        self.world.get()
    }
}

/// Opens and migrates the database, loads the organisations that are missing, reads the world.
pub fn open(config: &Config, clock: Clock) -> Result<Opened, Failure> {
    let settings = Settings {
        url: config.database_url.clone(),
        master_key_file: config.master_key_file.clone(),
        pool_size: config.pool_size,
        group_commit: config.group_commit,
    };
    let db = Db::open(&settings, clock.now())?;
    let text = match &config.organizations_file {
        None => organizations::BUILT_IN.to_owned(),
        Some(file) => std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?,
    };
    let entered = organizations::parse(&text)?;
    let origin = Origin { actor: "command_line".to_owned(), at: clock.now(), trace_id: String::new() };
    let new = db.write_blocking(origin, move |tx| organizations::enter_missing(tx, &entered))?;
    if new > 0 {
        tracing::info!(new, "organisations entered");
    }
    let current = CurrentWorld::default();
    current.set(db.read_blocking(|conn| world::load(conn, &config.local_defaults))?);
    Ok(Opened { db, world: current, clock })
}
