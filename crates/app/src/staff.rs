//! Staff: who works where, on what kind of post, from when to when (CCL 10, 11).

use domain::code::{Permission, Post};
use domain::ids::{OrganizationId, StaffId};
use domain::organization::Tree;
use domain::tenure::Tenure;
use domain::text::Text;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::journal::Entry;
use store::sql_types::Coded;
use store::staff::{StaffFilter, StaffRow};
use store::{AnyConnection, StoreError, Tx};

use crate::accounts::chain_of;
use crate::context::Context;
use crate::error::{Error, Invalid};
use crate::merge_patch;

/// What may be corrected about a member of staff. A move to another organisation is a new entry there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffFacts {
    /// The name.
    pub name: String,
    /// The kind of post.
    pub post: Post,
    /// What they are there, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// The first day.
    pub starts_on: Date,
    /// The last day, once known; after it the person's accounts are closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
}

impl StaffFacts {
    /// Of a stored member of staff.
    pub fn of(row: &StaffRow) -> Self {
        Self {
            name: row.name.clone(),
            post: row.post.0,
            position: row.position.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        }
    }

    fn check(&self) -> Result<(), Error> {
        let mut faults = Invalid::of_tenure(Tenure { starts_on: self.starts_on, ends_on: self.ends_on });
        if self.name.trim().is_empty() {
            faults.push(Invalid::new("/name", "required", Text::new("必填", "Required")));
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

/// The members of staff within the actor's reach, by id.
///
/// # Errors
/// `NotPermitted` without `staff_read`.
pub fn list(
    conn: &mut AnyConnection,
    context: &Context,
    after: Option<StaffId>,
    limit: usize,
) -> Result<Vec<StaffRow>, Error> {
    context.require(Permission::StaffRead)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(store::staff::list(conn, &StaffFilter { organizations: context.subtree(), after, limit })?)
}

/// One member of staff within the actor's reach.
///
/// # Errors
/// `NotPermitted` without `staff_read`, `NotFound`.
pub fn get(conn: &mut AnyConnection, context: &Context, id: StaffId) -> Result<StaffRow, Error> {
    context.require(Permission::StaffRead)?;
    within_reach(conn, context, id)
}

/// Enters a member of staff at an organisation within the actor's reach.
///
/// # Errors
/// `NotPermitted` without `staff_write`; `Invalid` with every fault.
pub fn create(
    tx: &mut Tx<'_>,
    context: &Context,
    organization_id: OrganizationId,
    facts: StaffFacts,
) -> Result<StaffRow, Error> {
    context.require(Permission::StaffWrite)?;
    if context.world.tree.get(organization_id).is_none() || !context.reaches(organization_id) {
        let text = Text::new("机构不存在", "No such organisation");
        return Err(Error::Invalid(vec![Invalid::new("/organization_id", "unknown_organization", text)]));
    }
    facts.check()?;
    let now = tx.now();
    let row = StaffRow {
        id: StaffId::from_uuid(store::fresh_id()),
        organization_id,
        name: facts.name,
        post: Coded(facts.post),
        position: facts.position,
        starts_on: facts.starts_on,
        ends_on: facts.ends_on,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    insert(tx, &context.world.tree, &row)?;
    Ok(row)
}

/// Corrects a member of staff by a merge patch of their [`StaffFacts`].
///
/// # Errors
/// `NotPermitted` without `staff_write`; `NotFound`; `VersionConflict`; `Invalid` with every fault.
pub fn update(
    tx: &mut Tx<'_>,
    context: &Context,
    id: StaffId,
    seen: &dyn Fn(i32) -> bool,
    patch: &Map<String, Value>,
) -> Result<StaffRow, Error> {
    context.require(Permission::StaffWrite)?;
    let row = within_reach(tx.conn(), context, id)?;
    if !seen(row.version) {
        return Err(Error::VersionConflict(row.version));
    }
    let facts: StaffFacts = merge_patch::apply(&StaffFacts::of(&row), patch)?;
    facts.check()?;
    let changed = StaffRow {
        name: facts.name,
        post: Coded(facts.post),
        position: facts.position,
        starts_on: facts.starts_on,
        ends_on: facts.ends_on,
        version: row.version + 1,
        updated_at: tx.now(),
        ..row
    };
    store::staff::save(tx.conn(), &changed, row.version)?;
    record(tx, &context.world.tree, &changed, "staff.corrected")?;
    Ok(changed)
}

/// Writes a member of staff and notes it.
pub(crate) fn insert(tx: &mut Tx<'_>, tree: &Tree, row: &StaffRow) -> Result<(), Error> {
    store::staff::insert(tx.conn(), row)?;
    record(tx, tree, row, "staff.entered")
}

fn within_reach(conn: &mut AnyConnection, context: &Context, id: StaffId) -> Result<StaffRow, Error> {
    let found = store::staff::find(conn, id)?;
    found.filter(|row| context.reaches(row.organization_id)).ok_or(Error::NotFound("staff"))
}

fn record(tx: &mut Tx<'_>, tree: &Tree, row: &StaffRow, action: &'static str) -> Result<(), Error> {
    let after =
        serde_json::to_value(StaffFacts::of(row)).map_err(|error| StoreError::corrupt("staff", row.id, error))?;
    tx.record(Entry {
        chain: chain_of(tree, row.organization_id),
        action: action.into(),
        actor: None,
        subject: None,
        resource: "staff",
        resource_id: row.id.uuid(),
        version: row.version,
        after,
    });
    Ok(())
}
