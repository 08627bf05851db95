//! Accounts: what people log in with, and their passwords' hashes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::AccountState;
use domain::ids::{AccountId, OrganizationId, StaffId};

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::{accounts, earlier_passwords};
use crate::sql_types::{At, Coded, Key};

/// An account, without its password's hash: that is read by [`password_hash`] alone.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = accounts, check_for_backend(MultiBackend))]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// The member of staff it is tied to.
    pub staff_id: StaffId,
    /// The organisation whose subtree is its scope.
    pub organization_id: OrganizationId,
    /// What is typed at login.
    pub login_name: String,
    /// Whether it may be used.
    pub state: Coded<AccountState>,
    /// When the password was set.
    pub password_changed_at: DateTime<Utc>,
    /// Whether the password grows old.
    pub password_expires: bool,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// The row's version.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Which accounts a list shows.
#[derive(Debug, Clone)]
pub struct AccountFilter {
    /// The organisations within the reader's reach.
    pub organizations: Vec<OrganizationId>,
    /// In this state only.
    pub state: Option<AccountState>,
    /// Beginning after this one.
    pub after: Option<AccountId>,
    /// At most so many.
    pub limit: i64,
}

/// Makes an account.
///
/// # Errors
/// `Taken(LoginName)` when the login name is in use.
pub fn insert(conn: &mut AnyConnection, row: &AccountRow, password_hash: &str) -> Result<(), StoreError> {
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(Key(row.id)),
            accounts::staff_id.eq(Key(row.staff_id)),
            accounts::organization_id.eq(Key(row.organization_id)),
            accounts::login_name.eq(&row.login_name),
            accounts::state.eq(row.state),
            accounts::password_hash.eq(password_hash),
            accounts::password_changed_at.eq(At(row.password_changed_at)),
            accounts::password_expires.eq(row.password_expires),
            accounts::must_change.eq(row.must_change),
            accounts::version.eq(row.version),
            accounts::created_at.eq(At(row.created_at)),
            accounts::updated_at.eq(At(row.updated_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The account with this id.
pub fn find(conn: &mut AnyConnection, id: AccountId) -> Result<Option<AccountRow>, StoreError> {
    Ok(AccountRow::query().filter(accounts::id.eq(Key(id))).get_result(conn).optional()?)
}

/// The account with this login name.
pub fn find_by_login_name(conn: &mut AnyConnection, login_name: &str) -> Result<Option<AccountRow>, StoreError> {
    Ok(AccountRow::query().filter(accounts::login_name.eq(login_name)).get_result(conn).optional()?)
}

/// Whether there is any account at all.
pub fn any(conn: &mut AnyConnection) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(accounts::table.select(accounts::id))).get_result(conn)?)
}

/// A page of accounts, by id.
pub fn list(conn: &mut AnyConnection, filter: &AccountFilter) -> Result<Vec<AccountRow>, StoreError> {
    let mut query = AccountRow::query()
        .filter(accounts::organization_id.eq_any(filter.organizations.iter().copied().map(Key)))
        .order(accounts::id)
        .limit(filter.limit)
        .into_boxed::<MultiBackend>();
    if let Some(state) = filter.state {
        query = query.filter(accounts::state.eq(Coded(state)));
    }
    if let Some(after) = filter.after {
        query = query.filter(accounts::id.gt(Key(after)));
    }
    Ok(query.load(conn)?)
}

/// Saves an account whose version is still `seen`. The hash stays as it is.
///
/// # Errors
/// `VersionMoved` when it is not.
pub fn save(conn: &mut AnyConnection, row: &AccountRow, seen: i32) -> Result<(), StoreError> {
    let saved = diesel::update(accounts::table.filter(accounts::id.eq(Key(row.id))).filter(accounts::version.eq(seen)))
        .set((
            accounts::state.eq(row.state),
            accounts::password_changed_at.eq(At(row.password_changed_at)),
            accounts::password_expires.eq(row.password_expires),
            accounts::must_change.eq(row.must_change),
            accounts::version.eq(row.version),
            accounts::updated_at.eq(At(row.updated_at)),
        ))
        .execute(conn)?;
    if saved == 0 { Err(StoreError::VersionMoved) } else { Ok(()) }
}

/// The hash of the account's password.
pub fn password_hash(conn: &mut AnyConnection, id: AccountId) -> Result<String, StoreError> {
    Ok(accounts::table.find(Key(id)).select(accounts::password_hash).get_result(conn)?)
}

/// The hashes of the last passwords before the present one, newest first.
pub fn earlier_password_hashes(conn: &mut AnyConnection, id: AccountId, count: i64) -> Result<Vec<String>, StoreError> {
    Ok(earlier_passwords::table
        .filter(earlier_passwords::account_id.eq(Key(id)))
        .order((earlier_passwords::created_at.desc(), earlier_passwords::id.desc()))
        .select(earlier_passwords::password_hash)
        .limit(count)
        .load(conn)?)
}

/// Puts another hash in the place of the account's, and keeps the old one among the earlier passwords.
pub fn replace_password(
    conn: &mut AnyConnection,
    id: AccountId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let old = password_hash(conn, id)?;
    diesel::insert_into(earlier_passwords::table)
        .values((
            earlier_passwords::id.eq(Key(crate::fresh_id())),
            earlier_passwords::account_id.eq(Key(id)),
            earlier_passwords::password_hash.eq(old),
            earlier_passwords::created_at.eq(At(now)),
        ))
        .execute(conn)?;
    set_hash(conn, id, hash)
}

/// Puts the same password's hash by newer parameters in the place of `old`; nothing when it was replaced meanwhile.
pub fn rehash_password(conn: &mut AnyConnection, id: AccountId, old: &str, hash: &str) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(Key(id))).filter(accounts::password_hash.eq(old)))
        .set(accounts::password_hash.eq(hash))
        .execute(conn)?;
    Ok(())
}

fn set_hash(conn: &mut AnyConnection, id: AccountId, hash: &str) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(Key(id))))
        .set(accounts::password_hash.eq(hash))
        .execute(conn)?;
    Ok(())
}
