//! Roles granted and withdrawn: by the security administrator, for days that are still to come.

use domain::actor::{RoleGrant, is_excluded, is_head, roles_at};
use domain::code::{AccountState, Permission, Role, TenureState};
use domain::ids::{AccountId, RoleGrantId};
use domain::organization::Tree;
use domain::tenure::Tenure;
use domain::text::Text;
use domain::time::{Date, Instant, local_day};
use store::Tx;
use store::sessions::Ended;

use super::acts::{Seen, conclude, in_state, target};
use super::{Account, role_fits};
use crate::context::Context;
use crate::error::{Conflict, Error, Invalid};

/// A role to be granted.
#[derive(Debug, Clone)]
pub struct NewRole {
    /// The role.
    pub role: Role,
    /// The first day; today where none is named.
    pub starts_on: Option<Date>,
    /// The last day, if it is known.
    pub ends_on: Option<Date>,
    /// Whether the holder stands in for the head (代理).
    pub acting: bool,
    /// Why.
    pub reason: Option<String>,
}

impl NewRole {
    /// A role from today on, with no end known.
    pub fn open(role: Role) -> Self {
        Self { role, starts_on: None, ends_on: None, acting: false, reason: None }
    }

    fn tenure(&self, now: Instant) -> Tenure {
        Tenure { starts_on: self.starts_on.unwrap_or_else(|| local_day(now)), ends_on: self.ends_on }
    }

    fn check(&self, now: Instant) -> Result<(), Error> {
        let mut faults = Invalid::of_tenure(self.tenure(now));
        if self.starts_on.is_some_and(|first| first < local_day(now)) {
            faults.push(in_the_past("/starts_on"));
        }
        let has_reason = self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if self.acting && !is_head(self.role) {
            let text = Text::new("只有负责人可以由他人代理", "Only a head has somebody stand in");
            faults.push(Invalid::new("/acting", "not_a_head", text));
        }
        if self.acting && !has_reason {
            faults.push(Invalid::new(
                "/reason",
                "required",
                Text::new("代理须说明理由", "Say why, where one stands in"),
            ));
        }
        if !self.acting && self.reason.is_some() {
            let text = Text::new("只有代理才填写理由", "Only where one stands in");
            faults.push(Invalid::new("/reason", "not_acting", text));
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

fn in_the_past(pointer: &str) -> Invalid {
    Invalid::new(pointer, "in_the_past", Text::new("不能早于今天", "Must not lie in the past"))
}

/// Grants a role.
///
/// # Errors
/// `NotPermitted` without `roles_grant`; `Invalid` for the wrong level, days that are gone, or one who stands in for nobody;
/// `Conflict` when the role is held or excluded by another of the person's on one of the days, or the account waits for
/// approval or was rejected.
pub fn grant_role(
    tx: &mut Tx<'_>,
    context: &Context,
    id: AccountId,
    seen: Seen<'_>,
    new: NewRole,
) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::RolesGrant, id, seen)?;
    in_state(&account, &[AccountState::Active, AccountState::Suspended])?;
    let before = account.roles.clone();
    assign(tx, &context.world.tree, &mut account, new)?;
    let ended = (account.roles != before).then_some(Ended::RolesChanged);
    conclude(tx, &context.world.tree, account, ended, "account.role_granted")
}

/// Withdraws a role: at once, or with the end of a day that is not over. After that the account does not come by it again, by
/// whatever was granted before.
///
/// # Errors
/// `NotPermitted` without `roles_grant`; `Invalid` at `/ends_on` for a day that is gone; `Conflict` when the account would not
/// hold the role after that day anyway.
pub fn withdraw_role(
    tx: &mut Tx<'_>,
    context: &Context,
    id: AccountId,
    seen: Seen<'_>,
    role: Role,
    ends_on: Option<Date>,
) -> Result<Account, Error> {
    let mut account = target(tx, context, Permission::RolesGrant, id, seen)?;
    if ends_on.is_some_and(|last| last < context.today()) {
        return Err(Error::Invalid(vec![in_the_past("/ends_on")]));
    }
    let (now, before) = (tx.now(), account.roles.clone());
    let mut changed = false;
    for grant in account.role_grants.iter_mut().filter(|grant| grant.role == role) {
        if end(grant, ends_on, now) {
            store::role_grants::save_end(tx.conn(), grant)?;
            changed = true;
        }
    }
    if !changed {
        return Err(Error::Conflict(Conflict::InvalidStateTransition));
    }
    account.roles = roles_at(&account.role_grants, now);
    let ended = (account.roles != before).then_some(Ended::RolesChanged);
    conclude(tx, &context.world.tree, account, ended, "account.role_withdrawn")
}

/// Ends a grant with a day, or at once. False: it ends by then anyway.
fn end(grant: &mut RoleGrant, ends_on: Option<Date>, now: Instant) -> bool {
    match ends_on {
        _ if grant.state(now) == TenureState::Past => false,
        Some(last) if grant.tenure.starts_on <= last => {
            let lasts_longer = grant.tenure.ends_on.is_none_or(|end| last < end);
            if lasts_longer {
                grant.tenure.ends_on = Some(last);
            }
            lasts_longer
        }
        Some(_) | None => {
            grant.withdrawn_at = Some(now);
            true
        }
    }
}

/// Gives an account a role that fits its organisation and, day by day, every other role of the same person.
///
/// # Errors
/// `Invalid` for the wrong level and unsound days; `Conflict` when the role is held already or excludes another of the person's.
pub(super) fn assign(tx: &mut Tx<'_>, tree: &Tree, account: &mut Account, new: NewRole) -> Result<(), Error> {
    role_fits(tree, account.organization_id, new.role, "/role")?;
    let now = tx.now();
    new.check(now)?;
    let grant = granted(now, new);
    // Decided under the person's row: two grants at once to two accounts of one person must not pass by each other.
    store::staff::lock(tx.conn(), account.staff_id)?;
    let theirs = store::role_grants::of_staff(tx.conn(), account.staff_id)?;
    if is_excluded(&theirs, grant.role, grant.tenure) {
        return Err(Error::Conflict(Conflict::ExclusiveRoles));
    }
    if account.role_grants.iter().any(|held| held.role == grant.role && held.overlaps(grant.tenure)) {
        return Err(Error::Conflict(Conflict::RoleHeld));
    }
    store::role_grants::insert(tx.conn(), account.id, &grant)?;
    account.role_grants.push(grant);
    account.role_grants.sort_by_key(|grant| (grant.tenure.starts_on, grant.id));
    account.roles = roles_at(&account.role_grants, now);
    Ok(())
}

/// The grant of a role now.
pub(super) fn granted(now: Instant, new: NewRole) -> RoleGrant {
    RoleGrant {
        id: RoleGrantId::from_uuid(store::fresh_id()),
        role: new.role,
        tenure: new.tenure(now),
        acting_reason: new.reason.filter(|_| new.acting),
        granted_at: now,
        withdrawn_at: None,
    }
}
