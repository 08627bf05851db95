//! One connection type for two databases, its manager, and how a database is named.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use diesel::connection::{Connection, SimpleConnection};
use diesel::{MultiConnection, PgConnection, SqliteConnection};
use thiserror::Error;

/// A connection to whichever database this service runs on.
#[derive(MultiConnection)]
pub enum AnyConnection {
    /// The database of a bureau that has outgrown one machine.
    Postgres(PgConnection),
    /// The embedded default.
    Sqlite(SqliteConnection),
}

/// Runs one diesel expression on the concrete connection: for what the derived backend cannot say
/// (upsert, batch insert, row locks), and for hot paths.
#[macro_export]
macro_rules! each {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::connection::AnyConnection::Postgres($c) => $body,
            $crate::connection::AnyConnection::Sqlite($c) => $body,
        }
    };
}

/// Where the data is: `sqlite://FILE` or `postgres://…`. Nothing else is a database URL, so that a slip of the
/// pen never opens an empty SQLite file.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A PostgreSQL connection string.
    Postgres(String),
    /// A SQLite file.
    Sqlite(PathBuf),
}

/// Why a text is not a database URL.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a database URL begins with sqlite:// (and a file name) or postgres://")]
pub struct NotADatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<Self, NotADatabaseUrl> {
        match text.split_once("://") {
            Some(("sqlite", file)) if !file.is_empty() => Ok(Self::Sqlite(PathBuf::from(file))),
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => Ok(Self::Postgres(text.to_owned())),
            Some(_) | None => Err(NotADatabaseUrl),
        }
    }
}

/// Without the password: this text reaches logs and `corrections config`.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "sqlite://{}", file.display()),
            Self::Postgres(url) => {
                let rest = url.split_once("://").map_or("", |(_, rest)| rest);
                let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
                let place = place.split_once('?').map_or(place, |(place, _)| place);
                write!(f, "postgres://{place}")
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It may write.
    Write,
    /// SQLite refuses writes on it.
    Read,
}

/// Makes and checks pooled connections. Not diesel's own manager: the derived `establish` tries each engine in
/// turn and opens a SQLite file of any name when PostgreSQL is down.
#[derive(Debug)]
pub struct Manager {
    pub(crate) url: DatabaseUrl,
    pub(crate) for_use: Use,
}

const SQLITE_SETTINGS: &str = "
    pragma busy_timeout = 5000;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma temp_store = memory;
    pragma cache_size = -16384;
    pragma mmap_size = 268435456;
    pragma secure_delete = on;
";

const POSTGRES_SETTINGS: &str = "
    set time zone 'UTC';
    set statement_timeout = '10s';
    set lock_timeout = '3s';
    set idle_in_transaction_session_timeout = '60s';
";

impl r2d2::ManageConnection for Manager {
    type Connection = AnyConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<AnyConnection, Self::Error> {
        let mut connection = match &self.url {
            DatabaseUrl::Postgres(url) => PgConnection::establish(url).map(AnyConnection::Postgres),
            DatabaseUrl::Sqlite(file) => {
                SqliteConnection::establish(&file.to_string_lossy()).map(AnyConnection::Sqlite)
            }
        }
        .map_err(diesel::r2d2::Error::ConnectionError)?;
        let settings = match &self.url {
            DatabaseUrl::Postgres(_) => POSTGRES_SETTINGS,
            DatabaseUrl::Sqlite(_) => SQLITE_SETTINGS,
        };
        connection.batch_execute(settings).map_err(diesel::r2d2::Error::QueryError)?;
        if let (DatabaseUrl::Sqlite(_), Use::Read) = (&self.url, self.for_use) {
            connection.batch_execute("pragma query_only = on").map_err(diesel::r2d2::Error::QueryError)?;
        }
        Ok(connection)
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), Self::Error> {
        connection.batch_execute("select 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        use diesel::r2d2::R2D2Connection;
        std::thread::panicking() || each!(connection, |c| c.is_broken())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_schemes_are_databases() {
        for wrong in ["", "prod.sqlite", "host=localhost dbname=prod", "sqlite://", "mysql://x", "postgres//x"] {
            assert_eq!(wrong.parse::<DatabaseUrl>(), Err(NotADatabaseUrl), "{wrong}");
        }
        assert_eq!("sqlite:///var/a.db".parse(), Ok(DatabaseUrl::Sqlite(PathBuf::from("/var/a.db"))));
        assert_eq!("sqlite://a.db".parse(), Ok(DatabaseUrl::Sqlite(PathBuf::from("a.db"))));
    }

    #[test]
    fn a_printed_url_has_no_password() {
        let url: DatabaseUrl = "postgres://user:secret@host:5432/db?password=secret".parse().unwrap();
        assert_eq!(format!("{url} {url:?}"), "postgres://host:5432/db postgres://host:5432/db");
    }
}
