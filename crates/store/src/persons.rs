//! Persons: identity, protected facts under a data key of their own, duplicates merged with a redirect.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use domain::case_file::Subject;
use domain::code::Sex;
use domain::identity::IdentityNumber;
use domain::ids::{OrganizationId, PersonId};
use domain::minor::of_age_if_born_until;
use domain::phone::Phone;
use domain::supervisee::PersonFacts;
use domain::time::Date;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::keyring::{Keyring, sealed};
use crate::schema::{person_registrations, persons};
use crate::scope::Scope;
use crate::seal::DataKey;
use crate::sql_types::{At, Coded, Key};
use crate::unit::Tx;
use crate::within;

/// A person as stored: what lists show, and the sealed rest.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = persons, check_for_backend(MultiBackend))]
pub struct PersonRow {
    /// The person's id.
    pub id: PersonId,
    /// The bureau that first registered the person; its journal chain is the person's.
    pub bureau_id: OrganizationId,
    /// The name.
    pub name: String,
    /// The sex.
    pub sex: Option<Coded<Sex>>,
    /// The birth year: with region and last four digits a full date would complete the identity number.
    pub birth_year: Option<i32>,
    /// The identity number as lists show it.
    pub id_number_mask: String,
    /// The phone number as lists show it.
    pub phone_mask: Option<String>,
    /// The person's data key, wrapped; gone when the person's data was erased.
    pub data_key: Option<Vec<u8>>,
    /// The facts, sealed under that key.
    pub sealed: Option<Vec<u8>>,
    /// The person whom this one turned out to be.
    pub merged_into_id: Option<PersonId>,
    /// The row's version.
    pub version: i32,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl PersonRow {
    /// The person's data key.
    pub fn key(&self, keyring: &Keyring) -> Result<DataKey, StoreError> {
        let Some(wrapped) = &self.data_key else {
            return Err(StoreError::corrupt("persons", self.id, "the person's data was erased"));
        };
        keyring.data_key(&key_place(self.id), wrapped)
    }

    /// The person's facts, opened with the person's key.
    pub fn facts(&self, key: &DataKey) -> Result<PersonFacts, StoreError> {
        let at = facts_place(self.id);
        let Some(ciphertext) = &self.sealed else {
            return Err(StoreError::corrupt("persons", self.id, "the person's data was erased"));
        };
        let plain = key.open(&at, ciphertext).map_err(|error| sealed(&at, error))?;
        serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("persons", self.id, error))
    }
}

impl PersonRow {
    /// Whether the person may be a minor on a day: where no case says, whoever is not of age for certain.
    pub fn may_be_minor(&self, today: Date) -> bool {
        may_be_minor(self.birth_year, today)
    }
}

/// Whether one who was born in a year, or nobody knows when, may be a minor on a day.
pub(crate) fn may_be_minor(birth_year: Option<i32>, today: Date) -> bool {
    birth_year.is_none_or(|year| year > of_age_if_born_until(today))
}

/// The columns that follow from a person's facts.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = persons, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
struct FactColumns {
    name: String,
    name_initials: String,
    sex: Option<Coded<Sex>>,
    birth_year: Option<i32>,
    id_number_mask: String,
    id_number_hash: Option<Vec<u8>>,
    phone_mask: Option<String>,
    phone_hash: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl FactColumns {
    fn of(
        keyring: &Keyring,
        id: PersonId,
        key: &DataKey,
        facts: &PersonFacts,
        initials: &str,
    ) -> Result<Self, StoreError> {
        let at = facts_place(id);
        let plain = serde_json::to_vec(facts).map_err(|error| StoreError::corrupt("persons", id, error))?;
        let number = IdentityNumber::parse(&facts.id_number).ok();
        let phone = facts.phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
        let subject = Subject::of(facts);
        Ok(Self {
            name: facts.name.clone(),
            name_initials: initials.to_owned(),
            sex: subject.sex.map(Coded),
            birth_year: subject.birth_date.map(|date: Date| chrono::Datelike::year(&date)),
            id_number_mask: number.as_ref().map(IdentityNumber::mask).unwrap_or_default(),
            id_number_hash: Some(id_number_hash(
                keyring,
                number.as_ref().map_or(facts.id_number.as_str(), IdentityNumber::as_str),
            )),
            phone_mask: phone.as_ref().map(Phone::mask),
            phone_hash: phone.as_ref().map(|phone| phone_hash(keyring, phone.as_str())),
            sealed: Some(key.seal(&at, &plain).map_err(|error| sealed(&at, error))?),
        })
    }
}

/// The keyed hash by which an identity number is found.
pub fn id_number_hash(keyring: &Keyring, number: &str) -> Vec<u8> {
    keyring.index_hash("id_number", number)
}

/// The keyed hash by which a phone number is found.
pub fn phone_hash(keyring: &Keyring, phone: &str) -> Vec<u8> {
    keyring.index_hash("phone", phone)
}

/// Writes a new person with a new data key.
pub fn insert(
    tx: &mut Tx<'_>,
    id: PersonId,
    bureau_id: OrganizationId,
    facts: &PersonFacts,
    initials: &str,
) -> Result<DataKey, StoreError> {
    let keyring = tx.keyring();
    let (key, wrapped) = keyring.new_data_key(&key_place(id))?;
    let columns = FactColumns::of(keyring, id, &key, facts, initials)?;
    let now = At(tx.now());
    diesel::insert_into(persons::table)
        .values((
            columns,
            persons::id.eq(Key(id)),
            persons::bureau_id.eq(Key(bureau_id)),
            persons::data_key.eq(Some(wrapped)),
            persons::version.eq(1),
            persons::created_at.eq(now),
            persons::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(key)
}

/// Notes that an organisation registered a person who has no case with it.
pub fn register(
    tx: &mut Tx<'_>,
    id: PersonId,
    bureau_id: OrganizationId,
    organization_id: OrganizationId,
) -> Result<(), StoreError> {
    diesel::insert_into(person_registrations::table)
        .values((
            person_registrations::person_id.eq(Key(id)),
            person_registrations::bureau_id.eq(Key(bureau_id)),
            person_registrations::organization_id.eq(Key(organization_id)),
            person_registrations::created_at.eq(At(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Those of these persons who were registered, without a case, by an organisation within a scope: themselves, or as one who was merged
/// into them.
pub fn registered(conn: &mut AnyConnection, scope: &Scope, ids: &[PersonId]) -> Result<Vec<PersonId>, StoreError> {
    let keys: Vec<_> = ids.iter().copied().map(Key).collect();
    let query = person_registrations::table
        .inner_join(persons::table)
        .filter(
            person_registrations::person_id
                .eq_any(keys.clone())
                .or(persons::merged_into_id.eq_any(keys).assume_not_null()),
        )
        .select((person_registrations::person_id, persons::merged_into_id))
        .into_boxed::<MultiBackend>();
    let found: Vec<(PersonId, Option<PersonId>)> = within!(query, person_registrations, scope).load(conn)?;
    Ok(found.into_iter().flat_map(|(person, into)| [Some(person), into]).flatten().collect())
}

/// Replaces the facts of a person whose version is still the one that was read. Gives the new version.
pub fn update(
    tx: &mut Tx<'_>,
    person: &PersonRow,
    key: &DataKey,
    facts: &PersonFacts,
    initials: &str,
) -> Result<i32, StoreError> {
    let columns = FactColumns::of(tx.keyring(), person.id, key, facts, initials)?;
    let now = At(tx.now());
    let version = person.version + 1;
    let row = persons::table.filter(persons::id.eq(Key(person.id))).filter(persons::version.eq(person.version));
    let changed = diesel::update(row)
        .set((columns, persons::version.eq(version), persons::updated_at.eq(now)))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Turns a person into a redirect to another, or back into a person who stands alone. Gives the new version.
pub fn merge(tx: &mut Tx<'_>, from: &PersonRow, into: Option<PersonId>) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = from.version + 1;
    let row = persons::table.filter(persons::id.eq(Key(from.id))).filter(persons::version.eq(from.version));
    let changed = diesel::update(row)
        .set((persons::merged_into_id.eq(into.map(Key)), persons::version.eq(version), persons::updated_at.eq(now)))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Moves a person's version on without changing the facts: something that its representation shows has changed.
pub fn touch(tx: &mut Tx<'_>, person: &PersonRow) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = person.version + 1;
    let row = persons::table.filter(persons::id.eq(Key(person.id))).filter(persons::version.eq(person.version));
    let changed =
        diesel::update(row).set((persons::version.eq(version), persons::updated_at.eq(now))).execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// One person.
pub fn find(conn: &mut AnyConnection, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
    Ok(PersonRow::query().filter(persons::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Locks a person's row until the transaction ends. SQLite has one writer, so there the transaction is the lock.
pub fn lock(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
    if let AnyConnection::Postgres(c) = tx.conn() {
        persons::table
            .filter(persons::id.eq(Key(id)))
            .select(persons::version)
            .for_update()
            .get_result::<i32>(c)
            .optional()?;
    }
    find(tx.conn(), id)
}

/// Locks the person who stands today for one who was found: a merge may have come in between.
pub fn lock_surviving(tx: &mut Tx<'_>, found: &PersonRow) -> Result<PersonRow, StoreError> {
    let mut id = found.id;
    loop {
        let missing = || StoreError::corrupt("persons", id, "the person is missing");
        let person = lock(tx, id)?.ok_or_else(missing)?;
        match person.merged_into_id {
            Some(into) => id = into,
            None => return Ok(person),
        }
    }
}

/// Keeps others from entering a person with this identity number until the transaction ends, so that two registrations at once
/// make one person. SQLite has one writer, so there the transaction is the lock.
pub fn lock_id_number(tx: &mut Tx<'_>, number: &str) -> Result<(), StoreError> {
    let hash = id_number_hash(tx.keyring(), number);
    if let (AnyConnection::Postgres(c), Some(first)) = (tx.conn(), hash.first_chunk()) {
        diesel::sql_query("select pg_advisory_xact_lock($1)")
            .bind::<BigInt, _>(i64::from_be_bytes(*first))
            .execute(c)?;
    }
    Ok(())
}

/// The person who goes by this identity number: the oldest who has it, and where every one who has it was merged into
/// another, that other.
pub fn by_id_number(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    number: &str,
) -> Result<Option<PersonRow>, StoreError> {
    let mut found = PersonRow::query()
        .filter(persons::id_number_hash.eq(id_number_hash(keyring, number)))
        .order(persons::id)
        .load(conn)?;
    match found.iter().position(|person| person.merged_into_id.is_none()) {
        Some(at) => Ok(Some(found.swap_remove(at))),
        None => found.into_iter().next().map(|merged| surviving(conn, merged)).transpose(),
    }
}

/// Follows the redirects of merges to the person who stands today.
pub fn surviving(conn: &mut AnyConnection, mut person: PersonRow) -> Result<PersonRow, StoreError> {
    while let Some(into) = person.merged_into_id {
        let missing = || StoreError::corrupt("persons", person.id, "the person merged into is missing");
        person = find(conn, into)?.ok_or_else(missing)?;
    }
    Ok(person)
}

/// Persons, none of them merged away, who share with a person the identity number, the phone, or the name at the same
/// bureau; by id.
pub fn alike(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    person: &PersonRow,
    facts: &PersonFacts,
    most: i64,
) -> Result<Vec<PersonRow>, StoreError> {
    let number = id_number_hash(keyring, &facts.id_number);
    let phone = facts.phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
    let phone = phone.map(|phone| phone_hash(keyring, phone.as_str()));
    let same_name = persons::bureau_id.eq(Key(person.bureau_id)).and(persons::name.eq(person.name.clone()));
    Ok(PersonRow::query()
        .filter(persons::id.ne(Key(person.id)))
        .filter(persons::merged_into_id.is_null())
        // Of no phone `eq_any` finds nobody.
        .filter(persons::id_number_hash.eq(number).or(persons::phone_hash.eq_any(phone)).or(same_name))
        .order(persons::id)
        .limit(most)
        .load(conn)?)
}

fn key_place(id: PersonId) -> String {
    format!("persons|data_key|{id}")
}

fn facts_place(id: PersonId) -> String {
    format!("persons|sealed|{id}")
}
