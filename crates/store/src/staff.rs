//! Members of staff: who works where, on what kind of post, from when to when.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::code::Post;
use domain::ids::{OrganizationId, StaffId};

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::staff;
use crate::sql_types::{At, Coded, Key};

/// A member of staff.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = staff, check_for_backend(MultiBackend))]
pub struct StaffRow {
    /// Its id.
    pub id: StaffId,
    /// Where they work.
    pub organization_id: OrganizationId,
    /// The name.
    pub name: String,
    /// The kind of post.
    pub post: Coded<Post>,
    /// What they are there, in words.
    pub position: Option<String>,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day, once known.
    pub ends_on: Option<NaiveDate>,
    /// The row's version.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Which members of staff a list shows.
#[derive(Debug, Clone)]
pub struct StaffFilter {
    /// The organisations within the reader's reach.
    pub organizations: Vec<OrganizationId>,
    /// Beginning after this one.
    pub after: Option<StaffId>,
    /// At most so many.
    pub limit: i64,
}

/// Enters a member of staff.
pub fn insert(conn: &mut AnyConnection, row: &StaffRow) -> Result<(), StoreError> {
    diesel::insert_into(staff::table)
        .values((
            staff::id.eq(Key(row.id)),
            staff::organization_id.eq(Key(row.organization_id)),
            staff::name.eq(&row.name),
            staff::post.eq(row.post),
            staff::position.eq(&row.position),
            staff::starts_on.eq(row.starts_on),
            staff::ends_on.eq(row.ends_on),
            staff::version.eq(row.version),
            staff::created_at.eq(At(row.created_at)),
            staff::updated_at.eq(At(row.updated_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The member of staff with this id.
pub fn find(conn: &mut AnyConnection, id: StaffId) -> Result<Option<StaffRow>, StoreError> {
    Ok(StaffRow::query().filter(staff::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Holds the row against concurrent changes until the unit of work ends; what is decided about a person as a whole
/// (exclusive roles) is decided under it. SQLite has one writer and needs no lock.
pub fn lock(conn: &mut AnyConnection, id: StaffId) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(c) = conn {
        staff::table.find(Key(id)).select(staff::version).for_update().get_result::<i32>(c)?;
    }
    Ok(())
}

/// Several members of staff, by id, in no order.
pub fn find_many(conn: &mut AnyConnection, ids: &[StaffId]) -> Result<Vec<StaffRow>, StoreError> {
    Ok(StaffRow::query().filter(staff::id.eq_any(ids.iter().copied().map(Key))).load(conn)?)
}

/// A page of members of staff, by id.
pub fn list(conn: &mut AnyConnection, filter: &StaffFilter) -> Result<Vec<StaffRow>, StoreError> {
    let mut query = StaffRow::query()
        .filter(staff::organization_id.eq_any(filter.organizations.iter().copied().map(Key)))
        .order(staff::id)
        .limit(filter.limit)
        .into_boxed::<MultiBackend>();
    if let Some(after) = filter.after {
        query = query.filter(staff::id.gt(Key(after)));
    }
    Ok(query.load(conn)?)
}

/// Saves a member of staff whose version is still `seen`.
///
/// # Errors
/// `VersionMoved` when it is not.
pub fn save(conn: &mut AnyConnection, row: &StaffRow, seen: i32) -> Result<(), StoreError> {
    let saved = diesel::update(staff::table.filter(staff::id.eq(Key(row.id))).filter(staff::version.eq(seen)))
        .set((
            staff::name.eq(&row.name),
            staff::post.eq(row.post),
            staff::position.eq(&row.position),
            staff::starts_on.eq(row.starts_on),
            staff::ends_on.eq(row.ends_on),
            staff::version.eq(row.version),
            staff::updated_at.eq(At(row.updated_at)),
        ))
        .execute(conn)?;
    if saved == 0 { Err(StoreError::VersionMoved) } else { Ok(()) }
}
