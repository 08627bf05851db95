//! The tree of organisations.

use diesel::prelude::*;
use domain::code::Level;
use domain::ids::OrganizationId;
use domain::organization::{Delegation, Organization};

use crate::connection::{AnyConnection, MultiBackend};
use crate::delegations;
use crate::error::StoreError;
use crate::schema::organizations;
use crate::sql_types::{At, Coded, Key};
use crate::unit::Tx;

/// An organisation as it is stored, without its delegations.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = organizations, check_for_backend(MultiBackend))]
struct OrganizationRow {
    id: OrganizationId,
    code: String,
    name: String,
    level: Coded<Level>,
    parent_id: Option<OrganizationId>,
    version: i32,
}

impl OrganizationRow {
    fn with(self, delegations: Vec<Delegation>) -> StoredOrganization {
        StoredOrganization {
            organization: Organization {
                id: self.id,
                code: self.code,
                name: self.name,
                level: self.level.0,
                parent_id: self.parent_id,
                delegations,
            },
            version: self.version,
        }
    }
}

/// An organisation, and the version it is in.
#[derive(Debug, Clone)]
pub struct StoredOrganization {
    /// The organisation with its delegations.
    pub organization: Organization,
    /// The row's version, which a change of its delegations moves too.
    pub version: i32,
}

/// Every organisation, by code.
pub fn list(conn: &mut AnyConnection) -> Result<Vec<StoredOrganization>, StoreError> {
    let mut delegations = delegations::all(conn)?;
    let rows: Vec<OrganizationRow> = OrganizationRow::query().order(organizations::code).load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = delegations.remove(&row.id).unwrap_or_default();
            row.with(own)
        })
        .collect())
}

/// One organisation.
pub fn find(conn: &mut AnyConnection, id: OrganizationId) -> Result<Option<StoredOrganization>, StoreError> {
    let row = OrganizationRow::query().filter(organizations::id.eq(Key(id))).get_result(conn).optional()?;
    row.map(|row: OrganizationRow| Ok(row.with(delegations::of(conn, id)?))).transpose()
}

/// Writes a new organisation with its delegations.
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
            organizations::version.eq(1),
            organizations::created_at.eq(now),
            organizations::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    organization.delegations.iter().try_for_each(|delegation| delegations::insert(tx, organization.id, delegation))
}

/// Moves an organisation to its next version, under this name, if its version is still the one that was read.
///
/// # Errors
/// `VersionMoved` when it is not.
pub fn update(tx: &mut Tx<'_>, id: OrganizationId, seen: i32, name: &str) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let row = organizations::table.filter(organizations::id.eq(Key(id))).filter(organizations::version.eq(seen));
    let changed = diesel::update(row)
        .set((organizations::name.eq(name), organizations::version.eq(seen + 1), organizations::updated_at.eq(now)))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(seen + 1) }
}
