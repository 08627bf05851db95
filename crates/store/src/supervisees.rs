//! Supervisees: a person under one order at one bureau.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::case_file::{Condition, Discrepancy};
use domain::code::{Category, ConditionCode, Sex, Status, StatusReason};
use domain::ids::{OrganizationId, PersonId, SuperviseeId};
use domain::supervisee::{Order, ProtectedOrder};
use domain::time::Date;

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::keyring::sealed;
use crate::schema::{persons, proceedings, records, standings, supervisees};
use crate::scope::Scope;
use crate::seal::DataKey;
use crate::sql_types::{At, Coded, Json, Key};
use crate::standings::holding;
use crate::unit::Tx;
use crate::within;

/// A supervisee as stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = supervisees, check_for_backend(MultiBackend))]
pub struct SuperviseeRow {
    /// The supervisee's id.
    pub id: SuperviseeId,
    /// The person.
    pub person_id: PersonId,
    /// The bureau; never changes.
    pub bureau_id: OrganizationId,
    /// The office (or the bureau itself) that supervises.
    pub organization_id: OrganizationId,
    /// The facts of the order.
    pub facts: Json<Order>,
    /// The protected facts, sealed under the person's key.
    pub sealed: Option<Vec<u8>>,
    /// The row's version.
    pub version: i32,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl SuperviseeRow {
    /// The protected facts of the order, opened with the person's key.
    pub fn protected(&self, key: &DataKey) -> Result<ProtectedOrder, StoreError> {
        let Some(ciphertext) = &self.sealed else { return Ok(ProtectedOrder::default()) };
        let at = place(self.id);
        let plain = key.open(&at, ciphertext).map_err(|error| sealed(&at, error))?;
        serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("supervisees", self.id, error))
    }
}

/// A supervisee as lists show it; nothing in it needs a key.
#[derive(Debug, Clone, Queryable)]
pub struct SuperviseeListRow {
    /// The supervisee's id.
    pub id: SuperviseeId,
    /// The person.
    pub person_id: PersonId,
    /// The office that supervises.
    pub organization_id: OrganizationId,
    /// The category.
    pub category: Coded<Category>,
    /// The first day of supervision.
    pub supervision_starts_on: Option<Date>,
    /// The last day of supervision.
    pub supervision_ends_on: Option<Date>,
    /// The row's version.
    pub version: i32,
    /// The name.
    pub name: String,
    /// The masked identity number.
    pub id_number_mask: String,
    /// The masked phone number.
    pub phone_mask: Option<String>,
    /// The sex.
    pub sex: Option<Coded<Sex>>,
    /// The birth year.
    pub birth_year: Option<i32>,
    /// The status.
    pub status: Coded<Status>,
    /// Why supervision ended.
    pub status_reason: Option<Coded<StatusReason>>,
    /// The conditions.
    pub conditions: Json<Vec<Condition>>,
    /// The discrepancies.
    pub discrepancies: Json<Vec<Discrepancy>>,
}

/// A supervisee as a single read shows it.
#[derive(Debug, Clone, Queryable)]
pub struct SuperviseeDetailRow {
    /// What lists show.
    pub listed: SuperviseeListRow,
    /// The facts of the order as stated.
    pub facts: Json<Order>,
    /// The order as decided proceedings have left it, where they changed it.
    pub effective: Option<Json<Order>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl SuperviseeDetailRow {
    /// The order that holds.
    pub fn order(self) -> Order {
        self.effective.unwrap_or(self.facts).0
    }
}

/// What a list of supervisees is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of one office, or of one bureau and all its offices.
    pub organization_id: Option<OrganizationId>,
    /// Those of one category.
    pub category: Option<Category>,
    /// Those of one status.
    pub status: Option<Status>,
    /// Those in a condition.
    pub condition: Option<ConditionCode>,
}

/// What a search looks for; every member given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The beginning of the name.
    pub name: Option<String>,
    /// The beginning of the name's pinyin initials.
    pub name_initials: Option<String>,
    /// The keyed hash of the identity number.
    pub id_number_hash: Option<Vec<u8>>,
    /// The keyed hash of the phone number.
    pub phone_hash: Option<Vec<u8>>,
}

macro_rules! list_columns {
    () => {
        (
            supervisees::id,
            supervisees::person_id,
            supervisees::organization_id,
            supervisees::category,
            supervisees::supervision_starts_on,
            supervisees::supervision_ends_on,
            supervisees::version,
            persons::name,
            persons::id_number_mask,
            persons::phone_mask,
            persons::sex,
            persons::birth_year,
            standings::status,
            standings::status_reason,
            standings::conditions,
            standings::discrepancies,
        )
    };
}

macro_rules! joined {
    () => {
        joined!(list_columns!())
    };
    ($columns:expr) => {
        supervisees::table.inner_join(persons::table).inner_join(standings::table).select($columns)
    };
}

/// A page of supervisees within a scope, by id.
pub fn list(
    conn: &mut AnyConnection,
    scope: &Scope,
    filter: &Filter,
    after: Option<SuperviseeId>,
    most: i64,
) -> Result<Vec<SuperviseeListRow>, StoreError> {
    each!(conn, |c| {
        let mut query = within!(joined!().into_boxed(), supervisees, scope);
        if let Some(organization) = filter.organization_id {
            query = query.filter(
                supervisees::organization_id.eq(Key(organization)).or(supervisees::bureau_id.eq(Key(organization))),
            );
        }
        if let Some(category) = filter.category {
            query = query.filter(supervisees::category.eq(Coded(category)));
        }
        if let Some(status) = filter.status {
            query = query.filter(standings::status.eq(Coded(status)));
        }
        if let Some(condition) = filter.condition {
            query = query.filter(standings::condition_codes.like(holding(condition)));
        }
        if let Some(after) = after {
            // The second is implied by the first; it lets PostgreSQL begin its walk of the standings there too.
            query = query.filter(supervisees::id.gt(Key(after))).filter(standings::supervisee_id.gt(Key(after)));
        }
        Ok(query.order(supervisees::id).limit(most).load(c)?)
    })
}

/// A page of what a search finds within a scope, by id.
pub fn search(
    conn: &mut AnyConnection,
    scope: &Scope,
    search: &Search,
    after: Option<SuperviseeId>,
    most: i64,
) -> Result<Vec<SuperviseeListRow>, StoreError> {
    let mut query = within!(joined!().into_boxed::<MultiBackend>(), supervisees, scope);
    if let Some(name) = &search.name {
        // A range instead of LIKE: it uses the index, and no letter of the name is a wildcard.
        query = query.filter(persons::name.ge(name.clone())).filter(persons::name.lt(beyond(name)));
    }
    if let Some(initials) = &search.name_initials {
        query = query
            .filter(persons::name_initials.ge(initials.clone()))
            .filter(persons::name_initials.lt(beyond(initials)));
    }
    if let Some(hash) = &search.id_number_hash {
        query = query.filter(persons::id_number_hash.eq(hash.clone()));
    }
    if let Some(hash) = &search.phone_hash {
        query = query.filter(persons::phone_hash.eq(hash.clone()));
    }
    if let Some(after) = after {
        query = query.filter(supervisees::id.gt(Key(after)));
    }
    Ok(query.order(supervisees::id).limit(most).load(conn)?)
}

/// The first text after all that begin so.
fn beyond(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// One supervisee with the facts of the order, within a scope.
///
/// The hottest read: one query, not boxed and on the concrete connection, so that it is built and looked up by its type.
pub fn get_detail(
    conn: &mut AnyConnection,
    scope: &Scope,
    id: SuperviseeId,
) -> Result<Option<SuperviseeDetailRow>, StoreError> {
    let columns = (
        list_columns!(),
        supervisees::facts,
        standings::effective_order,
        supervisees::created_at,
        supervisees::updated_at,
    );
    let query = joined!(columns).filter(supervisees::id.eq(Key(id)));
    let found = each!(conn, |c| match scope {
        Scope::Office(office) => query.filter(supervisees::organization_id.eq(Key(*office))).get_result(c),
        Scope::Bureaus(bureaus) => match bureaus.as_slice() {
            [one] => query.filter(supervisees::bureau_id.eq(Key(*one))).get_result(c),
            many => {
                let keys: Vec<_> = many.iter().copied().map(Key).collect();
                query.filter(supervisees::bureau_id.eq_any(keys)).get_result(c)
            }
        },
    });
    Ok(found.optional()?)
}

/// One supervisee as a list shows it, within a scope.
pub fn get_listed(
    conn: &mut AnyConnection,
    scope: &Scope,
    id: SuperviseeId,
) -> Result<Option<SuperviseeListRow>, StoreError> {
    let query = within!(joined!().into_boxed::<MultiBackend>(), supervisees, scope);
    Ok(query.filter(supervisees::id.eq(Key(id))).get_result(conn).optional()?)
}

/// The cases of these persons within a scope, as a list shows them, by id.
pub fn listed_of_persons(
    conn: &mut AnyConnection,
    scope: &Scope,
    person_ids: &[PersonId],
) -> Result<Vec<SuperviseeListRow>, StoreError> {
    let keys: Vec<_> = person_ids.iter().copied().map(Key).collect();
    let query = within!(joined!().into_boxed::<MultiBackend>(), supervisees, scope);
    Ok(query.filter(supervisees::person_id.eq_any(keys)).order(supervisees::id).load(conn)?)
}

/// Whether there is any supervisee at all.
pub fn any(conn: &mut AnyConnection) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(supervisees::table.select(supervisees::id))).get_result(conn)?)
}

/// One supervisee within a scope.
pub fn find(conn: &mut AnyConnection, scope: &Scope, id: SuperviseeId) -> Result<Option<SuperviseeRow>, StoreError> {
    let query = within!(SuperviseeRow::query().into_boxed::<MultiBackend>(), supervisees, scope);
    Ok(query.filter(supervisees::id.eq(Key(id))).get_result(conn).optional()?)
}

/// One supervisee, whoever asks: for what the service does itself.
pub fn find_any(conn: &mut AnyConnection, id: SuperviseeId) -> Result<Option<SuperviseeRow>, StoreError> {
    Ok(SuperviseeRow::query().filter(supervisees::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Locks a case's row until the transaction ends. SQLite has one writer, so there the transaction is the lock.
pub fn lock(tx: &mut Tx<'_>, scope: &Scope, id: SuperviseeId) -> Result<Option<SuperviseeRow>, StoreError> {
    if let AnyConnection::Postgres(c) = tx.conn() {
        supervisees::table
            .filter(supervisees::id.eq(Key(id)))
            .select(supervisees::version)
            .for_update()
            .get_result::<i32>(c)
            .optional()?;
    }
    find(tx.conn(), scope, id)
}

/// Every case of a person, oldest first.
pub fn of_person(conn: &mut AnyConnection, person_id: PersonId) -> Result<Vec<SuperviseeRow>, StoreError> {
    Ok(SuperviseeRow::query().filter(supervisees::person_id.eq(Key(person_id))).order(supervisees::id).load(conn)?)
}

/// A supervisee to be written.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The person.
    pub person_id: PersonId,
    /// The bureau.
    pub bureau_id: OrganizationId,
    /// The office that supervises.
    pub organization_id: OrganizationId,
    /// The facts of the order.
    pub order: &'a Order,
    /// The protected ones.
    pub protected: &'a ProtectedOrder,
}

/// Writes a new supervisee.
pub fn insert(tx: &mut Tx<'_>, id: SuperviseeId, key: &DataKey, facts: Facts<'_>) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::insert_into(supervisees::table)
        .values((
            supervisees::id.eq(Key(id)),
            supervisees::person_id.eq(Key(facts.person_id)),
            supervisees::bureau_id.eq(Key(facts.bureau_id)),
            supervisees::organization_id.eq(Key(facts.organization_id)),
            supervisees::category.eq(Coded(facts.order.category)),
            supervisees::supervision_starts_on.eq(facts.order.supervision_starts_on),
            supervisees::supervision_ends_on.eq(facts.order.supervision_ends_on),
            supervisees::facts.eq(Json(facts.order.clone())),
            supervisees::sealed.eq(seal(id, key, facts.protected)?),
            supervisees::version.eq(1),
            supervisees::created_at.eq(now),
            supervisees::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Replaces the facts of a supervisee whose version is still the one that was read. Lists show the dates of the order that holds.
/// Gives the new version.
pub fn update(
    tx: &mut Tx<'_>,
    row: &SuperviseeRow,
    key: &DataKey,
    order: &Order,
    effective: &Order,
    protected: &ProtectedOrder,
) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = supervisees::table.filter(supervisees::id.eq(Key(row.id))).filter(supervisees::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            supervisees::category.eq(Coded(effective.category)),
            supervisees::supervision_starts_on.eq(effective.supervision_starts_on),
            supervisees::supervision_ends_on.eq(effective.supervision_ends_on),
            supervisees::facts.eq(Json(order.clone())),
            supervisees::sealed.eq(seal(row.id, key, protected)?),
            supervisees::version.eq(version),
            supervisees::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Hands a case to another person (a merge), re-sealing what is protected under that person's key.
pub fn reassign(
    tx: &mut Tx<'_>,
    row: &SuperviseeRow,
    to: PersonId,
    key: &DataKey,
    protected: &ProtectedOrder,
) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = supervisees::table.filter(supervisees::id.eq(Key(row.id))).filter(supervisees::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            supervisees::person_id.eq(Key(to)),
            supervisees::sealed.eq(seal(row.id, key, protected)?),
            supervisees::version.eq(version),
            supervisees::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Moves a case's version on because what follows from it has changed; lists show the dates of the order that holds.
pub fn follow(tx: &mut Tx<'_>, row: &SuperviseeRow, effective: &Order) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = supervisees::table.filter(supervisees::id.eq(Key(row.id))).filter(supervisees::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            supervisees::category.eq(Coded(effective.category)),
            supervisees::supervision_starts_on.eq(effective.supervision_starts_on),
            supervisees::supervision_ends_on.eq(effective.supervision_ends_on),
            supervisees::version.eq(version),
            supervisees::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Hands a case to another office of its bureau, with all its proceedings and records.
pub fn hand_over(tx: &mut Tx<'_>, row: &SuperviseeRow, to: OrganizationId) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = supervisees::table.filter(supervisees::id.eq(Key(row.id))).filter(supervisees::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            supervisees::organization_id.eq(Key(to)),
            supervisees::version.eq(version),
            supervisees::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    diesel::update(proceedings::table.filter(proceedings::supervisee_id.eq(Key(row.id))))
        .set(proceedings::organization_id.eq(Key(to)))
        .execute(tx.conn())?;
    diesel::update(records::table.filter(records::supervisee_id.eq(Key(row.id))))
        .set(records::organization_id.eq(Key(to)))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Moves a case's version on without changing its facts: something that its representation shows has changed.
pub fn touch(tx: &mut Tx<'_>, row: &SuperviseeRow) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = supervisees::table.filter(supervisees::id.eq(Key(row.id))).filter(supervisees::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((supervisees::version.eq(version), supervisees::updated_at.eq(now)))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

fn seal(id: SuperviseeId, key: &DataKey, protected: &ProtectedOrder) -> Result<Option<Vec<u8>>, StoreError> {
    if *protected == ProtectedOrder::default() {
        return Ok(None);
    }
    let at = place(id);
    let plain = serde_json::to_vec(protected).map_err(|error| StoreError::corrupt("supervisees", id, error))?;
    key.seal(&at, &plain).map(Some).map_err(|error| sealed(&at, error))
}

fn place(id: SuperviseeId) -> String {
    format!("supervisees|sealed|{id}")
}
