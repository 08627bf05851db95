//! The migrations, built into the binary: two folders, equal names, one history.

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::connection::AnyConnection;
use crate::error::StoreError;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Any number; it names the advisory lock under which PostgreSQL is migrated by one process at a time.
const MIGRATION_LOCK: i64 = 4_307_020_001;

/// Brings the database to the schema that this binary knows. Returns the migrations it ran.
///
/// A database that is ahead of this binary is refused: an older program must not write into a newer schema.
pub fn migrate(conn: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    match conn {
        AnyConnection::Sqlite(c) => run(c, SQLITE),
        AnyConnection::Postgres(c) => {
            c.batch_execute(&format!(
                "set lock_timeout = 0; set statement_timeout = 0; select pg_advisory_lock({MIGRATION_LOCK})"
            ))?;
            let outcome = run(c, POSTGRES);
            c.batch_execute(&format!("select pg_advisory_unlock({MIGRATION_LOCK})"))?;
            outcome
        }
    }
}

fn run<DB, C>(conn: &mut C, known: EmbeddedMigrations) -> Result<Vec<String>, StoreError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: diesel::migration::MigrationSource<DB>,
{
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Unavailable(error.to_string());
    let applied = conn.applied_migrations().map_err(failed)?;
    let mine: Vec<String> = diesel::migration::MigrationSource::<DB>::migrations(&known)
        .map_err(failed)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    if let Some(newer) = applied.iter().find(|version| !mine.contains(&version.to_string())) {
        return Err(StoreError::Unavailable(format!(
            "the database has migration {newer}, which this program does not know"
        )));
    }
    let ran = conn.run_pending_migrations(known).map_err(failed)?;
    Ok(ran.iter().map(ToString::to_string).collect())
}
