//! The roles granted to accounts: ended, never deleted.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::actor::RoleGrant;
use domain::code::{AccountState, Role};
use domain::ids::{AccountId, RoleGrantId, StaffId};
use domain::tenure::Tenure;

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::{account_roles, accounts};
use crate::sql_types::{At, Coded, Key};

/// A grant as it is stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = account_roles, check_for_backend(MultiBackend))]
struct RoleGrantRow {
    id: RoleGrantId,
    account_id: AccountId,
    role: Coded<Role>,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    acting_reason: Option<String>,
    withdrawn_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl RoleGrantRow {
    fn grant(self) -> RoleGrant {
        RoleGrant {
            id: self.id,
            role: self.role.0,
            tenure: Tenure { starts_on: self.starts_on, ends_on: self.ends_on },
            acting_reason: self.acting_reason,
            granted_at: self.created_at,
            withdrawn_at: self.withdrawn_at,
        }
    }
}

/// The grants of one account, past, present and future, by their first days.
pub fn of_account(conn: &mut AnyConnection, id: AccountId) -> Result<Vec<RoleGrant>, StoreError> {
    Ok(of_accounts(conn, &[id])?.remove(&id).unwrap_or_default())
}

/// The grants of several accounts, each by their first days.
pub fn of_accounts(
    conn: &mut AnyConnection,
    ids: &[AccountId],
) -> Result<BTreeMap<AccountId, Vec<RoleGrant>>, StoreError> {
    let rows: Vec<RoleGrantRow> = RoleGrantRow::query()
        .filter(account_roles::account_id.eq_any(ids.iter().copied().map(Key)))
        .order((account_roles::starts_on, account_roles::id))
        .load(conn)?;
    let mut grants: BTreeMap<AccountId, Vec<RoleGrant>> = BTreeMap::new();
    for row in rows {
        grants.entry(row.account_id).or_default().push(row.grant());
    }
    Ok(grants)
}

/// Every grant to a person, by whichever account.
pub fn of_staff(conn: &mut AnyConnection, staff_id: StaffId) -> Result<Vec<RoleGrant>, StoreError> {
    let theirs = accounts::table.filter(accounts::staff_id.eq(Key(staff_id))).select(accounts::id);
    let rows: Vec<RoleGrantRow> = RoleGrantRow::query().filter(account_roles::account_id.eq_any(theirs)).load(conn)?;
    Ok(rows.into_iter().map(RoleGrantRow::grant).collect())
}

/// Writes a new grant.
pub fn insert(conn: &mut AnyConnection, account_id: AccountId, grant: &RoleGrant) -> Result<(), StoreError> {
    diesel::insert_into(account_roles::table)
        .values((
            account_roles::id.eq(Key(grant.id)),
            account_roles::account_id.eq(Key(account_id)),
            account_roles::role.eq(Coded(grant.role)),
            account_roles::starts_on.eq(grant.tenure.starts_on),
            account_roles::ends_on.eq(grant.tenure.ends_on),
            account_roles::acting_reason.eq(&grant.acting_reason),
            account_roles::withdrawn_at.eq(grant.withdrawn_at.map(At)),
            account_roles::created_at.eq(At(grant.granted_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Saves how a grant was ended.
pub fn save_end(conn: &mut AnyConnection, grant: &RoleGrant) -> Result<(), StoreError> {
    diesel::update(account_roles::table.filter(account_roles::id.eq(Key(grant.id))))
        .set((
            account_roles::ends_on.eq(grant.tenure.ends_on),
            account_roles::withdrawn_at.eq(grant.withdrawn_at.map(At)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether an active account holds this role on this day.
pub fn is_held(conn: &mut AnyConnection, role: Role, on: NaiveDate) -> Result<bool, StoreError> {
    let active = accounts::table.filter(accounts::state.eq(Coded(AccountState::Active))).select(accounts::id);
    let held = account_roles::table
        .filter(account_roles::role.eq(Coded(role)))
        .filter(account_roles::account_id.eq_any(active))
        .filter(account_roles::withdrawn_at.is_null())
        .filter(account_roles::starts_on.le(on))
        .filter(account_roles::ends_on.is_null().or(account_roles::ends_on.ge(on)))
        .select(account_roles::id);
    Ok(diesel::select(diesel::dsl::exists(held)).get_result(conn)?)
}
