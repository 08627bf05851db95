//! The unit of work: everything that one use case writes, ended by its journal entries, in one transaction.

use chrono::{DateTime, Utc};
use diesel::connection::TransactionManager;

use crate::connection::AnyConnection;
use crate::error::StoreError;
use crate::journal::{self, Entry};
use crate::keyring::Keyring;
use crate::writer::Manages;

/// Who writes, when, and on whose request: what every journal entry of the unit carries.
#[derive(Debug, Clone)]
pub struct Origin {
    /// `account:<id>`, `client:<id>`, `bootstrap`, `command_line` or `system`.
    pub actor: String,
    /// The moment of the request by the service's clock.
    pub at: DateTime<Utc>,
    /// The trace that the request belongs to.
    pub trace_id: String,
}

impl Origin {
    /// The service itself acting on its own at `at`: sweeps, recomputation.
    pub fn system(at: DateTime<Utc>) -> Self {
        Self { actor: "system".to_owned(), at, trace_id: String::new() }
    }
}

/// An open unit of work.
pub struct Tx<'c> {
    conn: &'c mut AnyConnection,
    keyring: &'c Keyring,
    origin: Origin,
    entries: Vec<Entry>,
}

impl<'c> Tx<'c> {
    /// Runs `work` in the transaction that is open on `conn`, then appends its journal entries as the last act.
    pub(crate) fn run<T, E: From<StoreError>>(
        conn: &'c mut AnyConnection,
        keyring: &'c Keyring,
        origin: Origin,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tx = Tx { conn, keyring, origin, entries: Vec::new() };
        let value = work(&mut tx)?;
        let Tx { conn, keyring, origin, entries } = tx;
        journal::append(conn, keyring, &origin, entries)?;
        Ok(value)
    }

    /// The connection, inside the transaction.
    pub fn conn(&mut self) -> &mut AnyConnection {
        self.conn
    }

    /// The service's keys.
    pub fn keyring(&self) -> &'c Keyring {
        self.keyring
    }

    /// The moment of this unit of work.
    pub fn now(&self) -> DateTime<Utc> {
        self.origin.at
    }

    /// Who writes, when and why.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Does a part of the work in a savepoint: where it fails, its writes and its journal entries are undone, and the
    /// unit goes on.
    pub fn attempt<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        let noted = self.entries.len();
        Manages::begin_transaction(self.conn)?;
        let outcome = work(self);
        if outcome.is_ok() {
            Manages::commit_transaction(self.conn)?;
        } else {
            Manages::rollback_transaction(self.conn)?;
            self.entries.truncate(noted);
        }
        Ok(outcome)
    }

    /// Notes an entry for the journal; it is appended when the work is done, so that the chain's lock is held briefly.
    pub fn record(&mut self, entry: Entry) {
        self.entries.push(entry);
    }
}
