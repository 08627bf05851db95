//! What can go wrong in the store, in the words of those who call it.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

/// A failure of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Too many wait already, or a lock was not had in time. Trying again later is right.
    #[error("the database is busy")]
    Busy,
    /// The database cannot be reached, or its disk refuses writes. Nothing was written.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// There is no room left where files are kept. Nothing was kept.
    #[error("no room for files: {0}")]
    Full(String),
    /// The row was changed by somebody else since it was read.
    #[error("the version moved on")]
    VersionMoved,
    /// A value that must be unique is taken.
    #[error("taken: {0:?}")]
    Taken(Unique),
    /// A stored row does not satisfy the domain's rules.
    #[error("corrupt row in {table}, {id}: {why}")]
    Corrupt {
        /// The table it stands in.
        table: &'static str,
        /// The row's key.
        id: String,
        /// What does not hold.
        why: String,
    },
    /// Anything else that diesel says.
    #[error("query failed")]
    Query(#[source] DieselError),
}

/// The unique constraints that a caller may run into, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unique {
    /// An account with this login name exists.
    LoginName,
    /// An organisation with this code exists.
    OrganizationCode,
    /// Any other.
    Other,
}

/// Constraint name on PostgreSQL, column list in SQLite's message, and what it means.
const UNIQUES: [(&str, &str, Unique); 2] = [
    ("accounts_login_name_key", "accounts.login_name", Unique::LoginName),
    ("organizations_code_key", "organizations.code", Unique::OrganizationCode),
];

impl StoreError {
    /// A corrupt row.
    #[expect(clippy::needless_pass_by_value, reason = "reads as a sentence where an error is mapped")]
    pub fn corrupt(table: &'static str, id: impl ToString, why: impl ToString) -> Self {
        Self::Corrupt { table, id: id.to_string(), why: why.to_string() }
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        if let DieselError::BrokenTransactionManager | DieselError::RollbackTransaction = error {
            return Self::Unavailable("transaction lost".to_owned());
        }
        let DieselError::DatabaseError(kind, info) = &error else { return Self::Query(error) };
        let message = info.message();
        if let DatabaseErrorKind::UniqueViolation = kind {
            let constraint = info.constraint_name();
            let unique = UNIQUES
                .iter()
                .find(|(name, columns, _)| constraint == Some(*name) || message.ends_with(columns))
                .map_or(Unique::Other, |(_, _, unique)| *unique);
            return Self::Taken(unique);
        }
        if let DatabaseErrorKind::SerializationFailure = kind {
            return Self::Busy;
        }
        if is_busy(message) {
            return Self::Busy;
        }
        if let DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand = kind {
            return Self::Unavailable(message.to_owned());
        }
        if is_unavailable(message) {
            return Self::Unavailable(message.to_owned());
        }
        Self::Query(error)
    }
}

impl From<r2d2::Error> for StoreError {
    fn from(error: r2d2::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<diesel::r2d2::Error> for StoreError {
    fn from(error: diesel::r2d2::Error) -> Self {
        match error {
            diesel::r2d2::Error::ConnectionError(error) => Self::Unavailable(error.to_string()),
            diesel::r2d2::Error::QueryError(error) => Self::from(error),
        }
    }
}

fn is_busy(message: &str) -> bool {
    ["database is locked", "database table is locked", "deadlock detected", "lock timeout", "statement timeout"]
        .iter()
        .any(|sign| message.contains(sign))
}

fn is_unavailable(message: &str) -> bool {
    [
        "disk is full",
        "disk I/O error",
        "unable to open database file",
        "readonly database",
        "server closed the connection",
        "terminating connection",
        "connection to server",
        "No space left",
        "could not extend file",
        "the database system is",
    ]
    .iter()
    .any(|sign| message.contains(sign))
}
