//! What administrators do to the accounts of others. Every act ends the account's sessions where it takes something away.

use domain::actor::{RoleGrant, is_administrator};
use domain::code::{AccountState, Permission, Role, TenureState};
use domain::ids::AccountId;
use domain::organization::Tree;
use store::login_attempts::{self, Attempt, Outcome};
use store::sessions::Ended;
use store::{AnyConnection, Tx};

use super::roles::assign;
use super::{Account, NewRole, save, within_reach};
use crate::auth::login_name_hash;
use crate::context::Context;
use crate::error::{Conflict, Error};

/// Whether the caller has seen the account as it is now.
pub type Seen<'s> = &'s dyn Fn(i32) -> bool;

/// Suspends an account.
///
/// # Errors
/// `NotPermitted` without `accounts_control`; `Conflict` when it is not active.
pub fn suspend(tx: &mut Tx<'_>, context: &Context, id: AccountId, seen: Seen<'_>) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::AccountsControl, id, seen)?;
    in_state(&account, &[AccountState::Active])?;
    account.state = AccountState::Suspended;
    conclude(tx, &context.world.tree, account, Some(Ended::Suspended), "account.suspended")
}

/// Lets a suspended account be used again.
///
/// # Errors
/// `NotPermitted` without `accounts_control`; `Conflict` when it is not suspended.
pub fn reinstate(tx: &mut Tx<'_>, context: &Context, id: AccountId, seen: Seen<'_>) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::AccountsControl, id, seen)?;
    in_state(&account, &[AccountState::Suspended])?;
    account.state = AccountState::Active;
    conclude(tx, &context.world.tree, account, None, "account.reinstated")
}

/// Lifts the lock that wrong passwords put on a login name.
///
/// # Errors
/// `NotPermitted` without `accounts_control`.
pub fn unlock(tx: &mut Tx<'_>, context: &Context, id: AccountId, seen: Seen<'_>) -> Result<Account, Error> {
    let account = target(tx, context, Permission::AccountsControl, id, seen)?;
    lift_lock(tx, &account)?;
    conclude(tx, &context.world.tree, account, None, "account.unlocked")
}

/// Notes that the lock of a login name is lifted: failures before this no longer count.
fn lift_lock(tx: &mut Tx<'_>, account: &Account) -> Result<(), Error> {
    let attempt = Attempt {
        at: tx.now(),
        login_name_hash: login_name_hash(tx.keyring(), &account.login_name),
        account_id: Some(account.id),
        source: String::new(),
        outcome: Outcome::Unlocked,
        trace_id: tx.origin().trace_id.clone(),
    };
    Ok(login_attempts::insert(tx.conn(), &attempt)?)
}

/// Lifts the lock of a login name, for the command line.
///
/// # Errors
/// `NotFound` when there is no such account.
pub fn unlock_by_name(tx: &mut Tx<'_>, tree: &Tree, login_name: &str) -> Result<Account, Error> {
    let account = Account::find_by_login_name(tx, login_name)?;
    lift_lock(tx, &account)?;
    conclude(tx, tree, account, None, "account.unlocked")
}

/// Approves a registration and gives it its role from today on.
///
/// # Errors
/// `NotPermitted` without `registrations_approve`; `Invalid` for the wrong level; `Conflict` when it is not pending.
pub fn approve(
    tx: &mut Tx<'_>,
    context: &Context,
    id: AccountId,
    seen: Seen<'_>,
    role: Role,
) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::RegistrationsApprove, id, seen)?;
    in_state(&account, &[AccountState::Pending])?;
    assign(tx, &context.world.tree, &mut account, NewRole::open(role))?;
    account.state = AccountState::Active;
    conclude(tx, &context.world.tree, account, None, "account.approved")
}

/// Rejects a registration.
///
/// # Errors
/// `NotPermitted` without `registrations_approve`; `Conflict` when it is not pending.
pub fn reject(tx: &mut Tx<'_>, context: &Context, id: AccountId, seen: Seen<'_>) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::RegistrationsApprove, id, seen)?;
    in_state(&account, &[AccountState::Pending])?;
    account.state = AccountState::Rejected;
    conclude(tx, &context.world.tree, account, None, "account.rejected")
}

/// The names that a temporary password for this account must not contain.
///
/// # Errors
/// As [`reset_password`].
pub fn names_for_reset(conn: &mut AnyConnection, context: &Context, id: AccountId) -> Result<Vec<String>, Error> {
    context.require(Permission::AccountsWrite)?;
    let account = within_reach(conn, context, id)?;
    may_reset(context, &account)?;
    Ok(vec![account.login_name, account.name])
}

/// Sets a temporary password, which must be changed at the next login.
///
/// # Errors
/// `NotPermitted` without `accounts_write`; `SeparationOfDuties` on one's own account and on any administrator's: whoever sets an
/// administrator's password could act as that administrator, so that is left to the command line.
pub fn reset_password(
    tx: &mut Tx<'_>,
    context: &Context,
    id: AccountId,
    seen: Seen<'_>,
    hash: &str,
) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::AccountsWrite, id, seen)?;
    may_reset(context, &account)?;
    account.set_password(tx, hash, true)?;
    conclude(tx, &context.world.tree, account, Some(Ended::PasswordChanged), "account.password_reset")
}

/// Sets another password, for the command line; it does not grow old unless it must be changed anyway.
///
/// # Errors
/// `NotFound` when there is no such account.
pub fn reset_by_name(
    tx: &mut Tx<'_>,
    tree: &Tree,
    login_name: &str,
    hash: &str,
    must_change: bool,
) -> Result<Account, Error> {
    let mut account = Account::find_by_login_name(tx, login_name)?;
    account.set_password(tx, hash, must_change)?;
    account.password_expires = must_change;
    conclude(tx, tree, account, Some(Ended::PasswordChanged), "account.password_reset")
}

fn may_reset(context: &Context, account: &Account) -> Result<(), Error> {
    let own = account.id == context.actor.account_id;
    // Who becomes an administrator tomorrow is one here today.
    let empowered = |grant: &RoleGrant| is_administrator(grant.role) && grant.state(context.now) != TenureState::Past;
    if own || account.role_grants.iter().any(empowered) { Err(Error::SeparationOfDuties) } else { Ok(()) }
}

/// The account of another, as the caller has seen it, for one who may do this.
pub(super) fn target(
    tx: &mut Tx<'_>,
    context: &Context,
    permission: Permission,
    id: AccountId,
    seen: Seen<'_>,
) -> Result<Account, Error> {
    context.require(permission)?;
    let account = within_reach(tx.conn(), context, id)?;
    if account.id == context.actor.account_id {
        return Err(Error::SeparationOfDuties);
    }
    if seen(account.version) { Ok(account) } else { Err(Error::VersionConflict(account.version)) }
}

pub(super) fn in_state(account: &Account, states: &[AccountState]) -> Result<(), Error> {
    if states.contains(&account.state) { Ok(()) } else { Err(Error::Conflict(Conflict::InvalidStateTransition)) }
}

/// Ends the account's sessions where something was taken away, and saves it.
pub(super) fn conclude(
    tx: &mut Tx<'_>,
    tree: &Tree,
    mut account: Account,
    ends_sessions: Option<Ended>,
    action: &'static str,
) -> Result<Account, Error> {
    let now = tx.now();
    if let Some(because) = ends_sessions {
        store::sessions::end_all(tx.conn(), account.id, because, now)?;
    }
    save(tx, tree, &mut account, action)?;
    Ok(account)
}
