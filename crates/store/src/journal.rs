//! The journal: the only event table. One hash chain a bureau, appended as the last act before commit.
//!
//! The envelope of an entry stands in clear; its after-image is sealed under the person's data key, else under the
//! chain's. The hash runs over the envelope and the *ciphertext*, so that [`verify`] needs no key and a person's key
//! can be destroyed without breaking the chain.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use domain::ids::{EntryId, OrganizationId, PersonId, SuperviseeId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::keyring::{Keyring, sealed};
use crate::schema::{journal, journal_heads};
use crate::seal::DataKey;
use crate::sql_types::{At, Key};
use crate::unit::{Origin, Tx};

/// The form of after-images written by this program; older ones are read through upcasters.
const SCHEMA_VERSION: i32 = 1;

/// The chain of what belongs to no organisation: the calendar, the tree of organisations itself.
pub const PLATFORM: OrganizationId = OrganizationId::from_uuid(Uuid::nil());

/// The person whom an entry is about, with the key under which its after-image is sealed.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The person.
    pub person_id: PersonId,
    /// The case, where the entry belongs to one.
    pub supervisee_id: Option<SuperviseeId>,
    /// The person's data key.
    pub key: DataKey,
}

/// One entry to be appended.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The chain: the nearest bureau, else the organisation, else [`PLATFORM`].
    pub chain: OrganizationId,
    /// What happened, e.g. `supervisee.registered`.
    pub action: Cow<'static, str>,
    /// Who did it, where that is not the unit's actor (`system`, for what follows by law).
    pub actor: Option<&'static str>,
    /// Whom it is about.
    pub subject: Option<Subject>,
    /// The noun of the thing changed.
    pub resource: &'static str,
    /// Its id.
    pub resource_id: Uuid,
    /// Its version after the change.
    pub version: i32,
    /// The thing as it is after the change.
    pub after: Value,
}

/// An entry as it stands in the journal.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = journal, check_for_backend(MultiBackend))]
pub struct JournalRow {
    /// The chain.
    pub chain_id: OrganizationId,
    /// The place in the chain, from 1.
    pub sequence: i64,
    /// The entry's own id.
    pub id: EntryId,
    /// When it was recorded; never earlier than the entry before.
    pub recorded_at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// Whom it is about.
    pub person_id: Option<PersonId>,
    /// In which case.
    pub supervisee_id: Option<SuperviseeId>,
    /// The noun of the thing changed.
    pub resource: String,
    /// Its id.
    pub resource_id: Uuid,
    /// Its version after the change.
    pub version: i32,
    /// The form of the after-image.
    pub schema_version: i32,
    /// The trace of the request.
    pub trace_id: String,
    /// The sealed after-image.
    pub sealed: Vec<u8>,
    /// The chain's hash after this entry.
    pub hash: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = journal, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
struct NewJournalRow {
    chain_id: Key<OrganizationId>,
    sequence: i64,
    id: Key<EntryId>,
    recorded_at: At,
    actor: String,
    action: String,
    person_id: Option<Key<PersonId>>,
    supervisee_id: Option<Key<SuperviseeId>>,
    resource: String,
    resource_id: Key<Uuid>,
    version: i32,
    schema_version: i32,
    trace_id: String,
    sealed: Vec<u8>,
    hash: Vec<u8>,
    created_at: At,
}

#[derive(HasQuery)]
#[diesel(table_name = journal_heads, check_for_backend(MultiBackend))]
struct Head {
    chain_id: OrganizationId,
    sequence: i64,
    hash: Vec<u8>,
    recorded_at: DateTime<Utc>,
    data_key: Vec<u8>,
}

/// Begins the chain of an organisation (or of the platform), if it has none yet.
pub fn begin_chain(tx: &mut Tx<'_>, chain: OrganizationId) -> Result<(), StoreError> {
    let now = tx.now();
    let (_, wrapped) = tx.keyring().new_data_key(&head_place(chain))?;
    let row = (
        journal_heads::chain_id.eq(Key(chain)),
        journal_heads::sequence.eq(0_i64),
        journal_heads::hash.eq(vec![0_u8; 32]),
        journal_heads::recorded_at.eq(At(now)),
        journal_heads::data_key.eq(wrapped),
        journal_heads::created_at.eq(At(now)),
    );
    each!(tx.conn(), |c| diesel::insert_into(journal_heads::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Appends a unit's entries: chain by chain in id order, so that two units never wait for each other crosswise.
pub(crate) fn append(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    origin: &Origin,
    entries: Vec<Entry>,
) -> Result<(), StoreError> {
    let mut chains: BTreeMap<OrganizationId, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        chains.entry(entry.chain).or_default().push(entry);
    }
    for (chain, entries) in chains {
        append_to_chain(conn, keyring, origin, chain, entries)?;
    }
    Ok(())
}

fn append_to_chain(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    origin: &Origin,
    chain: OrganizationId,
    entries: Vec<Entry>,
) -> Result<(), StoreError> {
    let head = lock_head(conn, chain)?;
    let chain_key = keyring.data_key(&head_place(chain), &head.data_key)?;
    // Before the first entry the head's moment says only when the chain was set up.
    let recorded_at = if head.sequence == 0 { origin.at } else { origin.at.max(head.recorded_at) };
    let (mut sequence, mut hash) = (head.sequence, head.hash);
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        sequence += 1;
        let mut row = new_row(&chain_key, origin, sequence, recorded_at, &entry)?;
        row.hash = link(&hash, &envelope_of_new(&row), &row.sealed);
        hash.clone_from(&row.hash);
        rows.push(row);
    }
    each!(conn, |c| diesel::insert_into(journal::table).values(&rows).execute(c))?;
    diesel::update(journal_heads::table.find(Key(chain)))
        .set((
            journal_heads::sequence.eq(sequence),
            journal_heads::hash.eq(hash),
            journal_heads::recorded_at.eq(At(recorded_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The head row is both lock and sequence. SQLite has one writer, so its transaction is the lock.
fn lock_head(conn: &mut AnyConnection, chain: OrganizationId) -> Result<Head, StoreError> {
    let found = match conn {
        AnyConnection::Postgres(c) => journal_heads::table
            .find(Key(chain))
            .select((
                journal_heads::chain_id,
                journal_heads::sequence,
                journal_heads::hash,
                journal_heads::recorded_at,
                journal_heads::data_key,
            ))
            .for_update()
            .get_result::<(OrganizationId, i64, Vec<u8>, DateTime<Utc>, Vec<u8>)>(c)
            .optional()?
            .map(|(chain_id, sequence, hash, recorded_at, data_key)| Head {
                chain_id,
                sequence,
                hash,
                recorded_at,
                data_key,
            }),
        AnyConnection::Sqlite(_) => {
            Head::query().filter(journal_heads::chain_id.eq(Key(chain))).get_result(conn).optional()?
        }
    };
    found.ok_or_else(|| StoreError::corrupt("journal_heads", chain, "the organisation has no chain"))
}

fn new_row(
    chain_key: &DataKey,
    origin: &Origin,
    sequence: i64,
    recorded_at: DateTime<Utc>,
    entry: &Entry,
) -> Result<NewJournalRow, StoreError> {
    let id = EntryId::from_uuid(crate::fresh_id());
    let at = entry_place(id);
    let plain = serde_json::to_vec(&entry.after).map_err(|error| StoreError::corrupt("journal", id, error))?;
    let key = entry.subject.as_ref().map_or(chain_key, |subject| &subject.key);
    Ok(NewJournalRow {
        chain_id: Key(entry.chain),
        sequence,
        id: Key(id),
        recorded_at: At(recorded_at),
        actor: entry.actor.map_or_else(|| origin.actor.clone(), str::to_owned),
        action: entry.action.clone().into_owned(),
        person_id: entry.subject.as_ref().map(|subject| Key(subject.person_id)),
        supervisee_id: entry.subject.as_ref().and_then(|subject| subject.supervisee_id).map(Key),
        resource: entry.resource.to_owned(),
        resource_id: Key(entry.resource_id),
        version: entry.version,
        schema_version: SCHEMA_VERSION,
        trace_id: origin.trace_id.clone(),
        sealed: key.seal(&at, &plain).map_err(|error| sealed(&at, error))?,
        hash: Vec::new(),
        created_at: At(recorded_at),
    })
}

/// The envelope as canonical JSON (RFC 8785): members sorted, integers and plain strings only.
#[expect(clippy::too_many_arguments, reason = "the members of one envelope, named at each of the two call sites")]
fn envelope(
    chain_id: OrganizationId,
    sequence: i64,
    id: EntryId,
    recorded_at: DateTime<Utc>,
    actor: &str,
    action: &str,
    about: (Option<PersonId>, Option<SuperviseeId>),
    thing: (&str, Uuid, i32),
    schema_version: i32,
    trace_id: &str,
) -> Vec<u8> {
    let (person_id, supervisee_id) = about;
    let (resource, resource_id, version) = thing;
    // serde_json's map is sorted by key, and none of these strings needs an escape that RFC 8785 writes otherwise.
    json!({
        "action": action,
        "actor": actor,
        "chain_id": chain_id,
        "id": id,
        "person_id": person_id,
        "recorded_at": recorded_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "resource": resource,
        "resource_id": resource_id,
        "schema_version": schema_version,
        "sequence": sequence,
        "supervisee_id": supervisee_id,
        "trace_id": trace_id,
        "version": version,
    })
    .to_string()
    .into_bytes()
}

fn envelope_of_new(row: &NewJournalRow) -> Vec<u8> {
    envelope(
        row.chain_id.0,
        row.sequence,
        row.id.0,
        row.recorded_at.0,
        &row.actor,
        &row.action,
        (row.person_id.map(|key| key.0), row.supervisee_id.map(|key| key.0)),
        (&row.resource, row.resource_id.0, row.version),
        row.schema_version,
        &row.trace_id,
    )
}

fn envelope_of(row: &JournalRow) -> Vec<u8> {
    envelope(
        row.chain_id,
        row.sequence,
        row.id,
        row.recorded_at,
        &row.actor,
        &row.action,
        (row.person_id, row.supervisee_id),
        (&row.resource, row.resource_id, row.version),
        row.schema_version,
        &row.trace_id,
    )
}

/// SHA-256 over the hash before, the envelope and the hash of the ciphertext.
fn link(previous: &[u8], envelope: &[u8], sealed: &[u8]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(Sha256::digest(envelope));
    hasher.update(Sha256::digest(sealed));
    hasher.finalize().to_vec()
}

fn head_place(chain: OrganizationId) -> String {
    format!("journal_heads|data_key|{chain}")
}

fn entry_place(id: EntryId) -> String {
    format!("journal|sealed|{id}")
}

/// The data key of a chain, for entries about no person.
pub fn chain_key(conn: &mut AnyConnection, keyring: &Keyring, chain: OrganizationId) -> Result<DataKey, StoreError> {
    let head = Head::query().filter(journal_heads::chain_id.eq(Key(chain))).get_result(conn)?;
    keyring.data_key(&head_place(chain), &head.data_key)
}

/// Opens an entry's after-image with the key it was sealed under.
pub fn after_image(row: &JournalRow, key: &DataKey) -> Result<Value, StoreError> {
    let at = entry_place(row.id);
    let plain = key.open(&at, &row.sealed).map_err(|error| sealed(&at, error))?;
    serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("journal", row.id, error))
}

/// Whether a chain has any entry.
pub fn has_entries(conn: &mut AnyConnection, chain: OrganizationId) -> Result<bool, StoreError> {
    let entries = journal::table.filter(journal::chain_id.eq(Key(chain))).select(journal::sequence);
    Ok(diesel::select(diesel::dsl::exists(entries)).get_result(conn)?)
}

/// The entries of one case, up to a moment or all, oldest first. A case that was merged has entries under several persons,
/// each sealed under the key of its own.
pub fn of_case(
    conn: &mut AnyConnection,
    supervisee_id: SuperviseeId,
    until: Option<DateTime<Utc>>,
) -> Result<Vec<JournalRow>, StoreError> {
    let mut query =
        JournalRow::query().into_boxed::<MultiBackend>().filter(journal::supervisee_id.eq(Key(supervisee_id)));
    if let Some(until) = until {
        query = query.filter(journal::recorded_at.le(At(until)));
    }
    Ok(query.order((journal::recorded_at, journal::sequence)).load(conn)?)
}

/// The entries about one person, not about the person's cases, up to a moment or all, oldest first.
pub fn of_person(
    conn: &mut AnyConnection,
    person_id: PersonId,
    until: Option<DateTime<Utc>>,
) -> Result<Vec<JournalRow>, StoreError> {
    let mut query =
        JournalRow::query().into_boxed::<MultiBackend>().filter(journal::resource_id.eq(Key(person_id.uuid())));
    if let Some(until) = until {
        query = query.filter(journal::recorded_at.le(At(until)));
    }
    Ok(query.order((journal::recorded_at, journal::sequence)).load(conn)?)
}

/// The last entry about a thing that belongs to no person, up to a moment.
pub fn last_of_thing(
    conn: &mut AnyConnection,
    resource_id: Uuid,
    until: DateTime<Utc>,
) -> Result<Option<JournalRow>, StoreError> {
    let query = JournalRow::query()
        .filter(journal::resource_id.eq(Key(resource_id)))
        .filter(journal::recorded_at.le(At(until)));
    Ok(query.order(journal::version.desc()).limit(1).get_result(conn).optional()?)
}

/// What [`verify`] found in one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The chain.
    pub chain: OrganizationId,
    /// How many entries it has.
    pub entries: i64,
    /// The first sequence at which the chain does not hold, if any.
    pub broken_at: Option<i64>,
}

/// Walks every chain from its first entry and recomputes each hash; needs no key.
pub fn verify(conn: &mut AnyConnection) -> Result<Vec<Verified>, StoreError> {
    let heads = Head::query().order(journal_heads::chain_id).load(conn)?;
    heads.iter().map(|head| verify_chain(conn, head)).collect()
}

const VERIFY_BATCH: i64 = 1000;

fn verify_chain(conn: &mut AnyConnection, head: &Head) -> Result<Verified, StoreError> {
    let (mut hash, mut last) = (vec![0_u8; 32], 0_i64);
    loop {
        let rows = JournalRow::query()
            .filter(journal::chain_id.eq(Key(head.chain_id)))
            .filter(journal::sequence.gt(last))
            .order(journal::sequence)
            .limit(VERIFY_BATCH)
            .load(conn)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            hash = link(&hash, &envelope_of(&row), &row.sealed);
            if row.sequence != last + 1 || hash != row.hash {
                return Ok(Verified { chain: head.chain_id, entries: head.sequence, broken_at: Some(last + 1) });
            }
            last = row.sequence;
        }
    }
    // A chain cut short no longer ends where its head says.
    let broken_at = (last != head.sequence || hash != head.hash).then_some(last + 1);
    Ok(Verified { chain: head.chain_id, entries: head.sequence, broken_at })
}
