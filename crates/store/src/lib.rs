//! Everything diesel: the connection to either engine, the unit of work, the journal, and one file a noun. And the files that
//! lie beside the database.
//!
//! No rule of law lives here. The store turns rows into the domain's values and back, and says what could not be done.

pub mod access_log;
pub mod accounts;
pub mod bootstrap;
pub mod calendar_years;
pub mod clocks;
pub mod connection;
pub mod db;
pub mod delegations;
pub mod error;
pub mod files;
pub mod idempotency;
pub mod imports;
pub mod journal;
pub mod keyring;
pub mod login_attempts;
pub mod migrate;
pub mod operations;
pub mod organizations;
pub mod papers;
pub mod persons;
mod plans;
pub mod proceedings;
pub mod records;
pub mod role_grants;
pub mod schema;
pub mod scope;
pub mod seal;
pub mod sessions;
pub mod sql_types;
pub mod staff;
pub mod standings;
pub mod supervisees;
mod tune;
pub mod unit;
mod writer;

pub use crate::connection::{AnyConnection, DatabaseUrl};
pub use crate::db::{Db, Length, Settings, snapshot};
pub use crate::error::{StoreError, Unique};
pub use crate::files::{Files, FilesUrl};
pub use crate::scope::Scope;
pub use crate::unit::{Origin, Tx};

/// A new id for a row: UUIDv7, ordered by creation, made before the insert.
#[expect(clippy::disallowed_methods, reason = "the one place where ids come from")]
pub fn fresh_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
