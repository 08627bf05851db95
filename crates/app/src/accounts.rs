//! Accounts: what staff log in with, and the acts of the two administrators who share their upkeep (三员分立).
//!
//! The system administrator makes accounts and sets temporary passwords; the security administrator grants roles, approves
//! registrations, suspends and unlocks. Nobody acts on their own account.

mod acts;
mod enrolment;
mod roles;

use std::collections::BTreeMap;

use domain::actor::{RoleGrant, levels, roles_at};
use domain::code::{AccountState, Level, Permission, Post, Role};
use domain::ids::{AccountId, OrganizationId, StaffId};
use domain::organization::Tree;
use domain::text::Text;
use domain::time::Instant;
use serde::Serialize;
use store::accounts::{AccountFilter, AccountRow};
use store::journal::Entry;
use store::sql_types::Coded;
use store::staff::StaffRow;
use store::{AnyConnection, StoreError, Tx};

pub use acts::{
    Seen, approve, names_for_reset, reinstate, reject, reset_by_name, reset_password, suspend, unlock, unlock_by_name,
};
pub use enrolment::{Enrolment, NewAccount, create, enrol, name_of_holder};
pub use roles::{NewRole, grant_role, withdraw_role};

use crate::context::Context;
use crate::error::{Error, Invalid};

/// An account with its holder and its roles; never with its password's hash. Also what the journal keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The member of staff it is tied to.
    pub staff_id: StaffId,
    /// That person's name.
    pub name: String,
    /// That person's kind of post.
    pub post: Post,
    /// The organisation whose subtree is its scope.
    pub organization_id: OrganizationId,
    /// What is typed at login.
    pub login_name: String,
    /// Whether it may be used.
    pub state: AccountState,
    /// The roles that it holds at the moment it was read.
    pub roles: Vec<Role>,
    /// The roles granted to it, past, present and future, by their first days.
    pub role_grants: Vec<RoleGrant>,
    /// When the password was set.
    pub password_changed_at: Instant,
    /// Whether the password grows old.
    pub password_expires: bool,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
    /// Its version.
    pub version: i32,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl Account {
    fn new(row: AccountRow, staff: &StaffRow, role_grants: Vec<RoleGrant>, now: Instant) -> Self {
        Self {
            id: row.id,
            staff_id: row.staff_id,
            name: staff.name.clone(),
            post: staff.post.0,
            organization_id: row.organization_id,
            login_name: row.login_name,
            state: row.state.0,
            roles: roles_at(&role_grants, now),
            role_grants,
            password_changed_at: row.password_changed_at,
            password_expires: row.password_expires,
            must_change_password: row.must_change,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    fn row(&self) -> AccountRow {
        AccountRow {
            id: self.id,
            staff_id: self.staff_id,
            organization_id: self.organization_id,
            login_name: self.login_name.clone(),
            state: Coded(self.state),
            password_changed_at: self.password_changed_at,
            password_expires: self.password_expires,
            must_change: self.must_change_password,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }

    /// The account with this id as it stands now, whoever asks.
    pub(crate) fn find(conn: &mut AnyConnection, id: AccountId, now: Instant) -> Result<Self, Error> {
        let row = store::accounts::find(conn, id)?.ok_or(Error::NotFound("account"))?;
        let role_grants = store::role_grants::of_account(conn, id)?;
        let staff = store::staff::find(conn, row.staff_id)?.ok_or_else(|| without_staff(id))?;
        Ok(Self::new(row, &staff, role_grants, now))
    }

    /// The account with this login name as it stands now.
    pub(crate) fn find_by_login_name(tx: &mut Tx<'_>, login_name: &str) -> Result<Self, Error> {
        let now = tx.now();
        let row = store::accounts::find_by_login_name(tx.conn(), login_name)?.ok_or(Error::NotFound("account"))?;
        Self::find(tx.conn(), row.id, now)
    }

    /// Puts another password in the place of the present one, which joins the earlier ones.
    pub(crate) fn set_password(&mut self, tx: &mut Tx<'_>, hash: &str, must_change: bool) -> Result<(), Error> {
        let now = tx.now();
        store::accounts::replace_password(tx.conn(), self.id, hash, now)?;
        self.password_changed_at = now;
        self.password_expires = true;
        self.must_change_password = must_change;
        Ok(())
    }
}

/// Which accounts are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccountQuery {
    /// In this state only.
    pub state: Option<AccountState>,
    /// Beginning after this one.
    pub after: Option<AccountId>,
    /// At most so many.
    pub limit: usize,
}

/// The accounts within the actor's reach, by id.
///
/// # Errors
/// `NotPermitted` without `accounts_read`.
pub fn list(conn: &mut AnyConnection, context: &Context, query: AccountQuery) -> Result<Vec<Account>, Error> {
    context.require(Permission::AccountsRead)?;
    let filter = AccountFilter {
        organizations: context.subtree(),
        state: query.state,
        after: query.after,
        limit: i64::try_from(query.limit).unwrap_or(i64::MAX),
    };
    with_holders(conn, &filter, context.now)
}

/// Every account of the organisations of a filter as it stands now, for the command line.
///
/// # Errors
/// `Store` when they cannot be read.
pub fn with_holders(conn: &mut AnyConnection, filter: &AccountFilter, now: Instant) -> Result<Vec<Account>, Error> {
    let rows = store::accounts::list(conn, filter)?;
    let ids: Vec<AccountId> = rows.iter().map(|row| row.id).collect();
    let staff_ids: Vec<StaffId> = rows.iter().map(|row| row.staff_id).collect();
    let mut role_grants = store::role_grants::of_accounts(conn, &ids)?;
    let staff: BTreeMap<StaffId, StaffRow> =
        store::staff::find_many(conn, &staff_ids)?.into_iter().map(|staff| (staff.id, staff)).collect();
    rows.into_iter()
        .map(|row| {
            let holder = staff.get(&row.staff_id).ok_or_else(|| without_staff(row.id))?;
            let grants = role_grants.remove(&row.id).unwrap_or_default();
            Ok(Account::new(row, holder, grants, now))
        })
        .collect()
}

/// One account within the actor's reach.
///
/// # Errors
/// `NotPermitted` without `accounts_read`, `NotFound`.
pub fn get(conn: &mut AnyConnection, context: &Context, id: AccountId) -> Result<Account, Error> {
    context.require(Permission::AccountsRead)?;
    within_reach(conn, context, id)
}

/// The actor's own account.
///
/// # Errors
/// `Store` when it cannot be read.
pub fn own(conn: &mut AnyConnection, context: &Context) -> Result<Account, Error> {
    Account::find(conn, context.actor.account_id, context.now)
}

fn within_reach(conn: &mut AnyConnection, context: &Context, id: AccountId) -> Result<Account, Error> {
    let account = Account::find(conn, id, context.now)?;
    if context.reaches(account.organization_id) { Ok(account) } else { Err(Error::NotFound("account")) }
}

fn without_staff(id: AccountId) -> Error {
    StoreError::corrupt("accounts", id, "its staff is gone").into()
}

/// Saves a changed account under its next version and notes what happened to it.
pub(crate) fn save(tx: &mut Tx<'_>, tree: &Tree, account: &mut Account, action: &'static str) -> Result<(), Error> {
    let seen = account.version;
    account.version = seen + 1;
    account.updated_at = tx.now();
    store::accounts::save(tx.conn(), &account.row(), seen)?;
    record(tx, tree, account, action)
}

fn record(tx: &mut Tx<'_>, tree: &Tree, account: &Account, action: &'static str) -> Result<(), Error> {
    let after = serde_json::to_value(account).map_err(|error| StoreError::corrupt("accounts", account.id, error))?;
    tx.record(Entry {
        chain: chain_of(tree, account.organization_id),
        action: action.into(),
        actor: None,
        subject: None,
        resource: "account",
        resource_id: account.id.uuid(),
        version: account.version,
        after,
    });
    Ok(())
}

/// The journal's chain for what belongs to an organisation: its bureau's, else its own.
pub(crate) fn chain_of(tree: &Tree, organization_id: OrganizationId) -> OrganizationId {
    tree.bureau_of(organization_id).unwrap_or(organization_id)
}

/// Says no to a role that does not sit at the organisation's level.
pub(crate) fn role_fits(tree: &Tree, organization_id: OrganizationId, role: Role, pointer: &str) -> Result<(), Error> {
    let level = tree.get(organization_id).map(|organization| organization.level);
    if level.is_some_and(|level| levels(role).contains(&level)) {
        return Ok(());
    }
    let (zh, en) = names_of(levels(role));
    let text = Text::new(format!("该角色只能设在{zh}机构"), format!("This role sits at the level {en}"));
    Err(Error::Invalid(vec![Invalid::new(pointer, "role_level_mismatch", text)]))
}

fn names_of(levels: &[Level]) -> (String, String) {
    use domain::code::Code;
    let zh: Vec<&str> = levels.iter().map(|level| level.label().0).collect();
    let en: Vec<&str> = levels.iter().map(|level| level.code()).collect();
    (zh.join("、"), en.join(", "))
}
