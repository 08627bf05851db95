//! How a session stands at a moment: the session, its account, the person and the roles held, read together.

use chrono::TimeDelta;
use domain::actor::{Actor, is_administrator, roles_at};
use domain::code::{AccountState, Role};
use domain::ids::SessionId;
use domain::time::{Instant, local_day};
use store::accounts::AccountRow;
use store::sessions::SessionRow;
use store::staff::StaffRow;
use store::{AnyConnection, StoreError};

use super::{Policy, Recognised};

/// A session with everything that its being good depends on.
pub(super) struct Standing {
    pub(super) session: SessionRow,
    pub(super) account: AccountRow,
    staff: StaffRow,
    roles: Vec<Role>,
}

impl Standing {
    /// The standing of a session now; none if there is no such session.
    pub(super) fn of_session(
        conn: &mut AnyConnection,
        id: SessionId,
        now: Instant,
    ) -> Result<Option<Self>, StoreError> {
        let Some(session) = store::sessions::find(conn, id)? else { return Ok(None) };
        let gone = |what: &str| StoreError::corrupt("sessions", id, format!("its {what} is gone"));
        let account = store::accounts::find(conn, session.account_id)?.ok_or_else(|| gone("account"))?;
        let staff = store::staff::find(conn, account.staff_id)?.ok_or_else(|| gone("staff"))?;
        let roles = roles_at(&store::role_grants::of_account(conn, account.id)?, now);
        Ok(Some(Self { session, account, staff, roles }))
    }

    /// Whether the session is open, in use, within its life, and of an account that may be used.
    pub(super) fn is_good(&self, policy: &Policy, now: Instant) -> bool {
        self.session.ended_at.is_none()
            && now < self.session.expires_at
            && now - self.session.last_used_at < idle(policy, &self.roles)
            && may_be_used(&self.account, &self.staff, now)
    }

    /// The caller that this standing makes.
    pub(super) fn recognised(self, policy: &Policy, now: Instant) -> Recognised {
        Recognised {
            must_change_password: must_change_password(&self.account, policy, now),
            session_id: self.session.id,
            actor: Actor {
                account_id: self.account.id,
                staff_id: self.staff.id,
                organization_id: self.account.organization_id,
                roles: self.roles,
                post: self.staff.post.0,
            },
        }
    }
}

/// Whether an account is active and its holder's post has not ended.
pub(super) fn may_be_used(account: &AccountRow, staff: &StaffRow, now: Instant) -> bool {
    account.state.0 == AccountState::Active && staff.ends_on.is_none_or(|last| local_day(now) <= last)
}

fn must_change_password(account: &AccountRow, policy: &Policy, now: Instant) -> bool {
    let old = now - account.password_changed_at > TimeDelta::days(policy.password.max_age_days);
    account.must_change || (account.password_expires && old)
}

fn idle(policy: &Policy, roles: &[Role]) -> TimeDelta {
    if roles.iter().any(|role| is_administrator(*role)) { policy.idle_administrator } else { policy.idle }
}
