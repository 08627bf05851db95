//! The tree of organisations.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::Level;
use domain::ids::OrganizationId;
use domain::organization::Organization;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::organizations;
use crate::sql_types::{At, Coded, Key};
use crate::unit::Tx;

/// An organisation as it is stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = organizations, check_for_backend(MultiBackend))]
pub struct OrganizationRow {
    /// Its id.
    pub id: OrganizationId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Coded<Level>,
    /// The organisation above it.
    pub parent_id: Option<OrganizationId>,
    /// Whether the bureau delegated to this office.
    pub delegated: bool,
    /// The row's version.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl OrganizationRow {
    /// As the domain knows it.
    pub fn organization(&self) -> Organization {
        Organization {
            id: self.id,
            code: self.code.clone(),
            name: self.name.clone(),
            level: self.level.0,
            parent_id: self.parent_id,
            delegated: self.delegated,
        }
    }
}

/// Every organisation, by code.
pub fn list(conn: &mut AnyConnection) -> Result<Vec<OrganizationRow>, StoreError> {
    Ok(OrganizationRow::query().order(organizations::code).load(conn)?)
}

/// One organisation.
pub fn find(conn: &mut AnyConnection, id: OrganizationId) -> Result<Option<OrganizationRow>, StoreError> {
    Ok(OrganizationRow::query().filter(organizations::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Writes a new organisation.
pub fn insert(
    tx: &mut Tx<'_>,
    organization: &Organization,
    bureau_id: Option<OrganizationId>,
) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(Key(organization.id)),
            organizations::code.eq(&organization.code),
            organizations::name.eq(&organization.name),
            organizations::level.eq(Coded(organization.level)),
            organizations::parent_id.eq(organization.parent_id.map(Key)),
            organizations::bureau_id.eq(bureau_id.map(Key)),
            organizations::delegated.eq(organization.delegated),
            organizations::version.eq(1),
            organizations::created_at.eq(now),
            organizations::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Changes the name and the delegation of an organisation whose version is still the one that was read.
pub fn update(tx: &mut Tx<'_>, id: OrganizationId, seen: i32, name: &str, delegated: bool) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let row = organizations::table.filter(organizations::id.eq(Key(id))).filter(organizations::version.eq(seen));
    let changed = diesel::update(row)
        .set((
            organizations::name.eq(name),
            organizations::delegated.eq(delegated),
            organizations::version.eq(seen + 1),
            organizations::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(seen + 1) }
}
