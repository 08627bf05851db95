//! Papers: what is known of each file that is kept, and who may know it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::ArchiveItem;
use domain::ids::{AccountId, OrganizationId, PaperId, PersonId, SuperviseeId};
use domain::paper::MediaType;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::files::FileName;
use crate::keyring::sealed;
use crate::schema::{papers, supervisees};
use crate::scope::Scope;
use crate::seal::DataKey;
use crate::sql_types::{At, Coded, Key};
use crate::unit::Tx;

/// A paper as stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = papers, check_for_backend(MultiBackend))]
pub struct PaperRow {
    /// Its id.
    pub id: PaperId,
    /// The person under whose key it is sealed. A merge leaves it there, like the journal's entries.
    pub person_id: PersonId,
    /// The case, where it belongs to one.
    pub supervisee_id: Option<SuperviseeId>,
    /// The bureau.
    pub bureau_id: OrganizationId,
    /// Of a case, the organisation that supervised when the paper came in; else the one that took it in, whose it stays.
    pub organization_id: OrganizationId,
    /// The file; papers of one person with equal bytes share one.
    pub file: Uuid,
    /// Where in the archive it belongs.
    pub kind: Option<Coded<ArchiveItem>>,
    /// The day on which the paper itself was made.
    pub made_on: Option<Date>,
    /// What it is.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// What is said in words about it, sealed under the person's key.
    pub sealed: Vec<u8>,
    /// Who stored it.
    pub account_id: AccountId,
    /// The row's version.
    pub version: i32,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// What of a paper may tell whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// What it is called.
    pub title: String,
    /// The file's name as it was sent.
    pub file_name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl PaperRow {
    /// What is said in words about it, opened with the person's key.
    pub fn particulars(&self, key: &DataKey) -> Result<Particulars, StoreError> {
        let at = place(self.id);
        let plain = key.open(&at, &self.sealed).map_err(|error| sealed(&at, error))?;
        serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("papers", self.id, error))
    }

    /// What it is.
    pub fn media_type(&self) -> Result<MediaType, StoreError> {
        MediaType::parse(&self.media_type)
            .ok_or_else(|| StoreError::corrupt("papers", self.id, "not one of the media types"))
    }

    /// How many bytes it has.
    pub fn length(&self) -> Result<u64, StoreError> {
        u64::try_from(self.bytes).map_err(|error| StoreError::corrupt("papers", self.id, error))
    }

    /// Where its bytes lie.
    pub fn file_name(&self) -> FileName {
        FileName { person_id: self.person_id, file: self.file }
    }
}

/// A paper to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewPaper<'a> {
    /// Its id.
    pub id: PaperId,
    /// The case, where it belongs to one.
    pub supervisee_id: Option<SuperviseeId>,
    /// The bureau.
    pub bureau_id: OrganizationId,
    /// The organisation.
    pub organization_id: OrganizationId,
    /// Its bytes, and whose they are.
    pub file: FileName,
    /// By what equal bytes are found, made by [`content_hash`].
    pub content_hash: &'a [u8],
    /// Where in the archive it belongs.
    pub kind: Option<ArchiveItem>,
    /// The day on which it was made.
    pub made_on: Option<Date>,
    /// What it is.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub bytes: i64,
    /// What is said in words about it.
    pub particulars: &'a Particulars,
    /// Who stores it.
    pub account_id: AccountId,
}

/// Writes a new paper.
pub fn insert(tx: &mut Tx<'_>, key: &DataKey, new: NewPaper<'_>) -> Result<(), StoreError> {
    let at = place(new.id);
    let plain = serde_json::to_vec(new.particulars).map_err(|error| StoreError::corrupt("papers", new.id, error))?;
    let created_at = At(tx.now());
    diesel::insert_into(papers::table)
        .values((
            papers::id.eq(Key(new.id)),
            papers::person_id.eq(Key(new.file.person_id)),
            papers::supervisee_id.eq(new.supervisee_id.map(Key)),
            papers::bureau_id.eq(Key(new.bureau_id)),
            papers::organization_id.eq(Key(new.organization_id)),
            papers::file.eq(Key(new.file.file)),
            papers::content_hash.eq(new.content_hash),
            papers::kind.eq(new.kind.map(Coded)),
            papers::made_on.eq(new.made_on),
            papers::media_type.eq(new.media_type.name()),
            papers::bytes.eq(new.bytes),
            papers::sealed.eq(key.seal(&at, &plain).map_err(|error| sealed(&at, error))?),
            papers::account_id.eq(Key(new.account_id)),
            papers::version.eq(1),
            papers::created_at.eq(created_at),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// One paper within a scope. A paper of a case goes with the case, wherever in the bureau that is today.
pub fn find(conn: &mut AnyConnection, scope: &Scope, id: PaperId) -> Result<Option<PaperRow>, StoreError> {
    Ok(within_reach(conn, scope, &[id])?.pop())
}

/// Those of these papers that are within a scope.
pub fn within_reach(conn: &mut AnyConnection, scope: &Scope, ids: &[PaperId]) -> Result<Vec<PaperRow>, StoreError> {
    let keys: Vec<_> = ids.iter().copied().map(Key).collect();
    let mut query = PaperRow::query().into_boxed::<MultiBackend>().filter(papers::id.eq_any(keys));
    query = match scope {
        Scope::Office(office) => {
            let cases = supervisees::table
                .filter(supervisees::organization_id.eq(Key(*office)))
                .select(supervisees::id.nullable());
            let of_case = papers::supervisee_id.eq_any(cases);
            let of_none = papers::supervisee_id.is_null().and(papers::organization_id.eq(Key(*office)));
            query.filter(of_case.assume_not_null().or(of_none))
        }
        Scope::Bureaus(bureaus) => {
            let keys: Vec<_> = bureaus.iter().copied().map(Key).collect();
            query.filter(papers::bureau_id.eq_any(keys))
        }
    };
    Ok(query.load(conn)?)
}

/// A page of the papers of a case, in the order in which they were stored; those of one kind left out, if so asked.
pub fn of_supervisee(
    conn: &mut AnyConnection,
    supervisee_id: SuperviseeId,
    without: Option<ArchiveItem>,
    after: Option<PaperId>,
    most: i64,
) -> Result<Vec<PaperRow>, StoreError> {
    let mut query = PaperRow::query().into_boxed::<MultiBackend>().filter(papers::supervisee_id.eq(Key(supervisee_id)));
    if let Some(kind) = without {
        query = query.filter(papers::kind.is_null().or(papers::kind.ne(Coded(kind)).assume_not_null()));
    }
    if let Some(after) = after {
        query = query.filter(papers::id.gt(Key(after)));
    }
    Ok(query.order(papers::id).limit(most).load(conn)?)
}

/// By what equal bytes of one person are found: a keyed hash of their SHA-256.
pub fn content_hash(key: &DataKey, sha256: &str) -> Vec<u8> {
    key.keyed_hash("papers.content", sha256)
}

/// The file of a person that has these bytes, if there is one. The person's row is locked before.
pub fn equal_file(
    conn: &mut AnyConnection,
    person_id: PersonId,
    content_hash: &[u8],
) -> Result<Option<Uuid>, StoreError> {
    let equal = papers::table
        .filter(papers::person_id.eq(Key(person_id)))
        .filter(papers::content_hash.eq(content_hash))
        .order(papers::id)
        .select(papers::file);
    Ok(equal.first(conn).optional()?)
}

/// Those of these files that some paper has.
pub fn files_in_use(conn: &mut AnyConnection, files: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let keys: Vec<_> = files.iter().copied().map(Key).collect();
    Ok(papers::table.filter(papers::file.eq_any(keys)).select(papers::file).load(conn)?)
}

fn place(id: PaperId) -> String {
    format!("papers|sealed|{id}")
}
