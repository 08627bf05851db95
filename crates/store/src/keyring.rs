//! The service's keys: the master key from its file, and what the master key unlocks in the database.

use diesel::prelude::*;
use uuid::Uuid;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::service_keys;
use crate::seal::{DataKey, MasterKey, SealError};
use crate::sql_types::{At, Key};

/// What a service key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Keyed hashes of identity numbers, phones and login names.
    Index,
    /// Page cursors.
    Cursor,
    /// Access tokens (an Ed25519 seed).
    Signing,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Cursor => "cursor",
            Self::Signing => "signing",
        }
    }
}

/// The keys that the running service needs at hand.
#[derive(Debug, Clone)]
pub struct Keyring {
    master: MasterKey,
    index: DataKey,
    cursor: DataKey,
    signing: DataKey,
    signing_id: String,
}

#[derive(HasQuery)]
#[diesel(table_name = service_keys, check_for_backend(MultiBackend))]
struct ServiceKeyRow {
    id: Uuid,
    sealed: Vec<u8>,
}

impl Keyring {
    /// Opens the database's keys with the master key, making them in an empty database.
    ///
    /// # Errors
    /// `Unavailable` when the master key is not the one that this database was made with.
    pub fn open(
        conn: &mut AnyConnection,
        master: MasterKey,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<Self, StoreError> {
        let (_, index) = key(conn, &master, Purpose::Index, now)?;
        let (_, cursor) = key(conn, &master, Purpose::Cursor, now)?;
        let (id, signing) = key(conn, &master, Purpose::Signing, now)?;
        Ok(Self { master, index, cursor, signing, signing_id: id.simple().to_string() })
    }

    /// The keyed hash that stands beside a protected value for equality search; `kind` names the member.
    pub fn index_hash(&self, kind: &str, value: &str) -> Vec<u8> {
        self.index.keyed_hash(kind, value)
    }

    /// The key of page cursors.
    pub fn cursor_key(&self) -> &DataKey {
        &self.cursor
    }

    /// The key under which answers are kept for repeated requests.
    pub fn answer_key(&self) -> DataKey {
        self.cursor.derive("answers")
    }

    /// The key under which uploaded files wait for their import.
    pub fn upload_key(&self) -> DataKey {
        self.cursor.derive("uploads")
    }

    /// The seed of the Ed25519 key that signs access tokens, and its key id.
    pub fn signing_key(&self) -> (&str, &DataKey) {
        (&self.signing_id, &self.signing)
    }

    /// A new data key, plain and wrapped for the row that `at` names.
    pub fn new_data_key(&self, at: &str) -> Result<(DataKey, Vec<u8>), StoreError> {
        let key = DataKey::generate();
        let wrapped = self.master.wrap(at, &key).map_err(|error| sealed(at, error))?;
        Ok((key, wrapped))
    }

    /// Opens the data key of the row that `at` names.
    pub fn data_key(&self, at: &str, wrapped: &[u8]) -> Result<DataKey, StoreError> {
        self.master.unwrap(at, wrapped).map_err(|error| sealed(at, error))
    }
}

/// A sealed value that does not open is a corrupt row.
#[expect(clippy::needless_pass_by_value, reason = "reads as a sentence where an error is mapped")]
pub(crate) fn sealed(at: &str, error: SealError) -> StoreError {
    StoreError::Corrupt { table: "sealed", id: at.to_owned(), why: error.to_string() }
}

fn key(
    conn: &mut AnyConnection,
    master: &MasterKey,
    purpose: Purpose,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(Uuid, DataKey), StoreError> {
    let found = ServiceKeyRow::query()
        .filter(service_keys::purpose.eq(purpose.code()))
        .filter(service_keys::retired_at.is_null())
        .order((service_keys::created_at.desc(), service_keys::id.desc()))
        .limit(1)
        .get_result(conn)
        .optional()?;
    if let Some(row) = found {
        let opened = master.unwrap(&place(row.id), &row.sealed);
        let key = opened.map_err(|_wrong| {
            StoreError::Unavailable("the master key file is not the one of this database".to_owned())
        })?;
        return Ok((row.id, key));
    }
    let id = crate::fresh_id();
    let key = DataKey::generate();
    let wrapped = master.wrap(&place(id), &key).map_err(|error| sealed("service_keys", error))?;
    diesel::insert_into(service_keys::table)
        .values((
            service_keys::id.eq(Key(id)),
            service_keys::purpose.eq(purpose.code()),
            service_keys::sealed.eq(wrapped),
            service_keys::created_at.eq(At(now)),
        ))
        .execute(conn)?;
    Ok((id, key))
}

fn place(id: Uuid) -> String {
    format!("service_keys|sealed|{id}")
}
