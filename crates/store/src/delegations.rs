//! The delegations of judicial offices: ended, never deleted. They move under the version of their organisation.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::ids::{DelegationId, OrganizationId};
use domain::organization::Delegation;
use domain::tenure::Tenure;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::delegations;
use crate::sql_types::{At, Key};
use crate::unit::Tx;

/// A delegation as it is stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = delegations, check_for_backend(MultiBackend))]
struct DelegationRow {
    id: DelegationId,
    organization_id: OrganizationId,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    document_number: Option<String>,
}

impl DelegationRow {
    fn delegation(self) -> Delegation {
        let tenure = Tenure { starts_on: self.starts_on, ends_on: self.ends_on };
        Delegation { id: self.id, tenure, document_number: self.document_number }
    }
}

/// Every delegation, by organisation and first day.
pub fn all(conn: &mut AnyConnection) -> Result<BTreeMap<OrganizationId, Vec<Delegation>>, StoreError> {
    let rows: Vec<DelegationRow> =
        DelegationRow::query().order((delegations::starts_on, delegations::id)).load(conn)?;
    let mut all: BTreeMap<OrganizationId, Vec<Delegation>> = BTreeMap::new();
    for row in rows {
        all.entry(row.organization_id).or_default().push(row.delegation());
    }
    Ok(all)
}

/// The delegations of one organisation, by first day.
pub fn of(conn: &mut AnyConnection, id: OrganizationId) -> Result<Vec<Delegation>, StoreError> {
    let rows: Vec<DelegationRow> = DelegationRow::query()
        .filter(delegations::organization_id.eq(Key(id)))
        .order((delegations::starts_on, delegations::id))
        .load(conn)?;
    Ok(rows.into_iter().map(DelegationRow::delegation).collect())
}

/// Writes a new delegation.
pub fn insert(tx: &mut Tx<'_>, id: OrganizationId, delegation: &Delegation) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::insert_into(delegations::table)
        .values((
            delegations::id.eq(Key(delegation.id)),
            delegations::organization_id.eq(Key(id)),
            delegations::starts_on.eq(delegation.tenure.starts_on),
            delegations::ends_on.eq(delegation.tenure.ends_on),
            delegations::document_number.eq(&delegation.document_number),
            delegations::created_at.eq(now),
            delegations::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Saves a delegation's last day.
pub fn save_end(tx: &mut Tx<'_>, delegation: &Delegation) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::update(delegations::table.filter(delegations::id.eq(Key(delegation.id))))
        .set((delegations::ends_on.eq(delegation.tenure.ends_on), delegations::updated_at.eq(now)))
        .execute(tx.conn())?;
    Ok(())
}
