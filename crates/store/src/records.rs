//! Records of daily work: one table for every kind.
//!
//! What a record says is sealed under a key of the record's own; that key is sealed under the person's. A case that passes to
//! another person (a merge) takes the key along, and what was said is never rewritten.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::{ConditionCode, Level, RecordKind};
use domain::ids::{AccountId, OrganizationId, PaperId, PersonId, RecordId, StaffId, SuperviseeId};
use domain::proceedings::Signer;
use domain::records::{Capture, Record, RecordContent, Voiding};
use serde::{Deserialize, Serialize};

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::keyring::sealed;
use crate::persons::PersonRow;
use crate::schema::{persons, records, standings};
use crate::scope::Scope;
use crate::seal::DataKey;
use crate::sql_types::{At, Coded, Key};
use crate::standings::holding;
use crate::unit::Tx;
use crate::within;

/// A record as stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = records, check_for_backend(MultiBackend))]
pub struct RecordRow {
    /// Its id.
    pub id: RecordId,
    /// Its kind.
    pub kind: Coded<RecordKind>,
    /// The case.
    pub supervisee_id: SuperviseeId,
    /// The bureau; never changes.
    pub bureau_id: OrganizationId,
    /// The office, or the bureau itself, that carries the case.
    pub organization_id: OrganizationId,
    /// When it happened.
    pub happened_at: DateTime<Utc>,
    /// The account that entered it.
    pub entered_by_account_id: AccountId,
    /// The member of staff who entered it.
    pub entered_by_staff_id: StaffId,
    /// Where they sat.
    pub entered_by_organization_id: OrganizationId,
    /// The level of that.
    pub entered_by_level: Coded<Level>,
    /// The device that took it.
    pub device_id: Option<String>,
    /// Its id on the device.
    pub client_id: Option<String>,
    /// Its place in the device's order.
    pub device_sequence: Option<i32>,
    /// The moment by the device's clock.
    pub device_at: Option<DateTime<Utc>>,
    /// The key of what is sealed, sealed under the person's.
    pub data_key: Vec<u8>,
    /// What it says, and its papers, sealed.
    pub sealed: Vec<u8>,
    /// Why it no longer counts, sealed.
    pub voiding: Option<Vec<u8>>,
    /// The row's version.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// What of a record is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    #[serde(flatten)]
    content: RecordContent,
    papers: Vec<PaperId>,
}

impl RecordRow {
    /// The record, opened with the key of its person. One that does not parse, or is of another kind, is `Corrupt`.
    pub fn record(&self, person: &DataKey) -> Result<Record, StoreError> {
        let corrupt = |why: &str| StoreError::corrupt("records", self.id, why);
        let key = self.key(person)?;
        let Sealed { content, papers } = self.open(&key, &content_place(self.id), &self.sealed)?;
        if content.kind() != self.kind.0 {
            return Err(corrupt("content of another kind"));
        }
        let voiding = self.voiding.as_deref();
        let voided = voiding.map(|voiding| self.open::<Voiding>(&key, &voiding_place(self.id), voiding)).transpose()?;
        let sequence = self.device_sequence.map(u32::try_from).transpose();
        let sequence = sequence.map_err(|error| StoreError::corrupt("records", self.id, error))?;
        let captured = (self.device_id.clone(), self.client_id.clone(), sequence, self.device_at);
        Ok(Record {
            id: self.id,
            content,
            happened_at: self.happened_at,
            by: Signer {
                account_id: self.entered_by_account_id,
                staff_id: self.entered_by_staff_id,
                organization_id: self.entered_by_organization_id,
                level: self.entered_by_level.0,
            },
            recorded_at: self.created_at,
            papers,
            capture: match captured {
                (Some(device_id), Some(client_id), Some(sequence), Some(device_at)) => {
                    Some(Capture { device_id, client_id, sequence, device_at })
                }
                (None, None, None, None) => None,
                _ => return Err(corrupt("half a capture")),
            },
            voided,
        })
    }

    fn key(&self, person: &DataKey) -> Result<DataKey, StoreError> {
        let at = key_place(self.id);
        person.unwrap(&at, &self.data_key).map_err(|error| sealed(&at, error))
    }

    fn open<T: serde::de::DeserializeOwned>(&self, key: &DataKey, at: &str, closed: &[u8]) -> Result<T, StoreError> {
        let plain = key.open(at, closed).map_err(|error| sealed(at, error))?;
        serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("records", self.id, error))
    }
}

/// A record as lists show it, with whose it is.
#[derive(Debug, Clone, Queryable)]
pub struct RecordListRow {
    /// The record.
    pub row: RecordRow,
    /// The person.
    pub person: PersonRow,
    /// The conditions of the case (who is a minor).
    pub condition_codes: String,
}

/// What a list of records of one kind is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of one case.
    pub supervisee_id: Option<SuperviseeId>,
    /// Those of one office, or of one bureau and all its offices.
    pub organization_id: Option<OrganizationId>,
    /// Those that happened at this moment or later.
    pub since: Option<DateTime<Utc>>,
    /// Those that happened before this moment.
    pub until: Option<DateTime<Utc>>,
}

macro_rules! joined {
    () => {
        records::table
            .inner_join(persons::table)
            .inner_join(standings::table.on(standings::supervisee_id.eq(records::supervisee_id)))
            .select((RecordRow::as_select(), PersonRow::as_select(), standings::condition_codes))
    };
}

/// A page of records of a kind within a scope, what happened last first; of minors only where the reader may see them.
pub fn list(
    conn: &mut AnyConnection,
    scope: &Scope,
    kind: RecordKind,
    minors: bool,
    filter: &Filter,
    after: Option<(DateTime<Utc>, RecordId)>,
    most: i64,
) -> Result<Vec<RecordListRow>, StoreError> {
    let mut query = within!(joined!().into_boxed::<MultiBackend>(), records, scope);
    query = query.filter(records::kind.eq(Coded(kind)));
    if !minors {
        query = query.filter(standings::condition_codes.not_like(holding(ConditionCode::MinorRegime)));
    }
    if let Some(supervisee) = filter.supervisee_id {
        query = query.filter(records::supervisee_id.eq(Key(supervisee)));
    }
    if let Some(organization) = filter.organization_id {
        query =
            query.filter(records::organization_id.eq(Key(organization)).or(records::bureau_id.eq(Key(organization))));
    }
    if let Some(since) = filter.since {
        query = query.filter(records::happened_at.ge(At(since)));
    }
    if let Some(until) = filter.until {
        query = query.filter(records::happened_at.lt(At(until)));
    }
    if let Some((at, id)) = after {
        // The first condition is implied by the second; it lets the index begin in the right place.
        query = query
            .filter(records::happened_at.le(At(at)))
            .filter(records::happened_at.lt(At(at)).or(records::id.lt(Key(id))));
    }
    Ok(query.order((records::happened_at.desc(), records::id.desc())).limit(most).load(conn)?)
}

/// One record of a kind within a scope, with whose it is.
pub fn find(
    conn: &mut AnyConnection,
    scope: &Scope,
    kind: RecordKind,
    id: RecordId,
) -> Result<Option<RecordListRow>, StoreError> {
    let query = within!(joined!().into_boxed::<MultiBackend>(), records, scope);
    let found = query.filter(records::id.eq(Key(id))).filter(records::kind.eq(Coded(kind)));
    Ok(found.get_result(conn).optional()?)
}

/// Every record of a case, in the order in which things happened.
pub fn of_case(conn: &mut AnyConnection, id: SuperviseeId) -> Result<Vec<RecordRow>, StoreError> {
    Ok(RecordRow::query()
        .filter(records::supervisee_id.eq(Key(id)))
        .order((records::happened_at, records::id))
        .load(conn)?)
}

/// The record that an account entered from a device under the device's own id.
pub fn captured(
    conn: &mut AnyConnection,
    account_id: AccountId,
    capture: &Capture,
) -> Result<Option<RecordRow>, StoreError> {
    Ok(RecordRow::query()
        .filter(records::entered_by_account_id.eq(Key(account_id)))
        .filter(records::device_id.eq(&capture.device_id))
        .filter(records::client_id.eq(&capture.client_id))
        .get_result(conn)
        .optional()?)
}

/// Whose a record is, and who carries the case.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The person.
    pub person_id: PersonId,
    /// The case.
    pub supervisee_id: SuperviseeId,
    /// The bureau.
    pub bureau_id: OrganizationId,
    /// The office.
    pub organization_id: OrganizationId,
}

/// Writes a new record, with a new key of its own.
pub fn insert(tx: &mut Tx<'_>, place: Place, person: &DataKey, record: &Record) -> Result<(), StoreError> {
    let id = record.id;
    let key = DataKey::generate();
    let at = key_place(id);
    let wrapped = person.wrap(&at, &key).map_err(|error| sealed(&at, error))?;
    let said = Sealed { content: record.content.clone(), papers: record.papers.clone() };
    let capture = record.capture.as_ref();
    let sequence = capture.map(|capture| i32::try_from(capture.sequence)).transpose();
    let sequence = sequence.map_err(|error| StoreError::corrupt("records", id, error))?;
    diesel::insert_into(records::table)
        .values((
            records::id.eq(Key(id)),
            records::kind.eq(Coded(record.content.kind())),
            (
                records::person_id.eq(Key(place.person_id)),
                records::supervisee_id.eq(Key(place.supervisee_id)),
                records::bureau_id.eq(Key(place.bureau_id)),
                records::organization_id.eq(Key(place.organization_id)),
            ),
            records::happened_at.eq(At(record.happened_at)),
            (
                records::entered_by_account_id.eq(Key(record.by.account_id)),
                records::entered_by_staff_id.eq(Key(record.by.staff_id)),
                records::entered_by_organization_id.eq(Key(record.by.organization_id)),
                records::entered_by_level.eq(Coded(record.by.level)),
            ),
            (
                records::device_id.eq(capture.map(|capture| capture.device_id.clone())),
                records::client_id.eq(capture.map(|capture| capture.client_id.clone())),
                records::device_sequence.eq(sequence),
                records::device_at.eq(capture.map(|capture| At(capture.device_at))),
            ),
            records::data_key.eq(wrapped),
            records::sealed.eq(close(id, &key, &content_place(id), &said)?),
            records::version.eq(1),
            records::created_at.eq(At(record.recorded_at)),
            records::updated_at.eq(At(record.recorded_at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that a record no longer counts, if its version is still the one that was read. Gives the new version.
pub fn void(tx: &mut Tx<'_>, row: &RecordRow, person: &DataKey, voiding: &Voiding) -> Result<i32, StoreError> {
    let key = row.key(person)?;
    let version = row.version + 1;
    let seen = records::table.filter(records::id.eq(Key(row.id))).filter(records::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            records::voided_at.eq(At(voiding.at)),
            records::voiding.eq(close(row.id, &key, &voiding_place(row.id), voiding)?),
            records::version.eq(version),
            records::updated_at.eq(At(voiding.at)),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Hands a record to another person (a merge): its key is sealed anew, what it says stays as it is. Gives the new version.
pub fn reassign(
    tx: &mut Tx<'_>,
    row: &RecordRow,
    from: &DataKey,
    to: PersonId,
    to_key: &DataKey,
) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let at = key_place(row.id);
    let wrapped = to_key.wrap(&at, &row.key(from)?).map_err(|error| sealed(&at, error))?;
    let version = row.version + 1;
    let seen = records::table.filter(records::id.eq(Key(row.id))).filter(records::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            records::person_id.eq(Key(to)),
            records::data_key.eq(wrapped),
            records::version.eq(version),
            records::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

fn close(id: RecordId, key: &DataKey, at: &str, plain: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    let plain = serde_json::to_vec(plain).map_err(|error| StoreError::corrupt("records", id, error))?;
    key.seal(at, &plain).map_err(|error| sealed(at, error))
}

fn key_place(id: RecordId) -> String {
    format!("records|data_key|{id}")
}

fn content_place(id: RecordId) -> String {
    format!("records|sealed|{id}")
}

fn voiding_place(id: RecordId) -> String {
    format!("records|voiding|{id}")
}
