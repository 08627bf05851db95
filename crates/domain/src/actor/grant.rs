//! A role is held from a first to a last day, for good or in the head's place (代理).

use serde::{Deserialize, Serialize};

use super::exclusive;
use crate::{
    code::{Role, TenureState},
    ids::RoleGrantId,
    tenure::Tenure,
    time::{Instant, local_day},
};

/// A role as it was granted to an account. It is ended, never deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGrant {
    /// Its id.
    pub id: RoleGrantId,
    /// The role.
    pub role: Role,
    /// The days for which it was granted.
    #[serde(flatten)]
    pub tenure: Tenure,
    /// Why the holder stands in for the head; none for one who holds the role in their own right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_reason: Option<String>,
    /// When it was granted.
    pub granted_at: Instant,
    /// When it was withdrawn, at once and whatever its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Instant>,
}

impl RoleGrant {
    /// Whether the role is still to come, held, or over at a moment.
    #[must_use]
    pub fn state(&self, at: Instant) -> TenureState {
        if self.withdrawn_at.is_some_and(|withdrawn| withdrawn <= at) {
            TenureState::Past
        } else {
            self.tenure.state(local_day(at))
        }
    }

    /// Whether the role may still be held on one of these days.
    #[must_use]
    pub fn overlaps(&self, tenure: Tenure) -> bool {
        self.withdrawn_at.is_none() && self.tenure.overlaps(tenure)
    }
}

/// The roles that these grants give at a moment, each once, in the order of the list.
#[must_use]
pub fn roles_at(grants: &[RoleGrant], at: Instant) -> Vec<Role> {
    let held = |role: &Role| grants.iter().any(|grant| grant.role == *role && grant.state(at) == TenureState::Present);
    crate::code::Code::ALL.iter().copied().filter(held).collect()
}

/// Whether a person with these grants, by whichever accounts, is kept from a role on any of these days (三员分立).
#[must_use]
pub fn is_excluded(grants: &[RoleGrant], role: Role, tenure: Tenure) -> bool {
    grants.iter().any(|grant| exclusive(grant.role, role) && grant.overlaps(tenure))
}

/// Whether the role is one of a head, for whom another may stand in.
#[must_use]
pub fn is_head(role: Role) -> bool {
    matches!(role, Role::OfficeHead | Role::BureauHead | Role::JusticeBureauHead)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::time::{end_of_day, parse_date, start_of_day};

    fn grant(role: Role, starts_on: &str, ends_on: Option<&str>) -> RoleGrant {
        let day = |text| parse_date(text).unwrap();
        RoleGrant {
            id: RoleGrantId::from_uuid(uuid::Uuid::nil()),
            role,
            tenure: Tenure { starts_on: day(starts_on), ends_on: ends_on.map(day) },
            acting_reason: None,
            granted_at: start_of_day(day("2026-01-01")),
            withdrawn_at: None,
        }
    }

    #[test]
    fn a_role_counts_from_midnight_in_shanghai_to_midnight_in_shanghai() {
        let grants =
            [grant(Role::OfficeOfficer, "2026-01-01", None), grant(Role::OfficeHead, "2026-11-23", Some("2026-11-27"))];
        let (first, over) =
            (start_of_day(parse_date("2026-11-23").unwrap()), end_of_day(parse_date("2026-11-27").unwrap()));
        let moment = TimeDelta::microseconds(1);
        for (at, head) in [(first - moment, false), (first, true), (over - moment, true), (over, false)] {
            let mut expected = vec![Role::OfficeOfficer];
            expected.extend(head.then_some(Role::OfficeHead));
            assert_eq!(roles_at(&grants, at), expected, "{at}");
        }
    }

    #[test]
    fn a_role_withdrawn_counts_until_that_moment_and_no_longer() {
        let noon = start_of_day(parse_date("2026-11-24").unwrap()) + TimeDelta::hours(12);
        let withdrawn =
            RoleGrant { withdrawn_at: Some(noon), ..grant(Role::OfficeHead, "2026-11-23", Some("2026-11-27")) };
        assert_eq!(withdrawn.state(noon - TimeDelta::microseconds(1)), TenureState::Present);
        assert_eq!(withdrawn.state(noon), TenureState::Past);
        assert!(roles_at(&[withdrawn], noon).is_empty());
    }

    #[test]
    fn administrators_exclude_one_another_over_common_days_only() {
        let day = |text| parse_date(text).unwrap();
        let mut held = grant(Role::SystemAdministrator, "2026-01-01", Some("2026-11-22"));
        let on = |starts_on| Tenure::since(day(starts_on));
        for role in [Role::AuditAdministrator, Role::BureauOfficer] {
            assert!(is_excluded(&[held.clone()], role, on("2026-11-22")), "{role}");
            assert!(!is_excluded(&[held.clone()], role, on("2026-11-23")), "{role}");
        }
        held.withdrawn_at = Some(start_of_day(day("2026-06-01")));
        assert!(!is_excluded(&[held], Role::AuditAdministrator, on("2026-06-01")));
    }
}
