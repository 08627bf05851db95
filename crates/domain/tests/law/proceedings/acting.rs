//! Who stands in for a head, and which office is delegated, is asked of the day.

use chrono::TimeDelta;
use domain::{
    actor::{Actor, RoleGrant, roles_at},
    code::{Category, DecisionOutcome::Approved, Level, Permission, Post, ProceedingStatus, Role},
    ids::{AccountId, OrganizationId, RoleGrantId, StaffId, StepId},
    proceedings::{Act, Denied, Doer, take},
    tenure::Tenure,
    time::{Instant, end_of_day, start_of_day},
};
use uuid::Uuid;

use super::play::{Play, Who, at, case, decision, delegation, leave, submission};
use crate::support::day;

/// From Monday to Friday.
const WEEK: (&str, &str) = ("2026-11-23", "2026-11-27");

fn week() -> Tenure {
    Tenure { starts_on: day(WEEK.0), ends_on: Some(day(WEEK.1)) }
}

/// A colleague who stands in for the head that week, as the service knows them at a moment.
fn deputy(now: Instant) -> Actor {
    let grant = |role, tenure, acting_reason: Option<&str>| RoleGrant {
        id: RoleGrantId::from_uuid(Uuid::nil()),
        role,
        tenure,
        acting_reason: acting_reason.map(str::to_owned),
        granted_at: at("2026-11-02"),
        withdrawn_at: None,
    };
    let grants = [
        grant(Role::OfficeOfficer, Tenure::since(day("2026-01-01")), None),
        grant(Role::OfficeHead, week(), Some("所长公出")),
    ];
    Actor {
        account_id: AccountId::from_uuid(Uuid::from_u128(99)),
        staff_id: StaffId::from_uuid(Uuid::from_u128(99)),
        organization_id: OrganizationId::from_uuid(Uuid::from_u128(1)),
        roles: roles_at(&grants, now),
        post: Post::Established,
    }
}

#[test]
fn a_head_acting_from_monday_to_friday_decides_on_these_days_and_not_around_them() {
    let mut play =
        Play::open(case(Category::Probation), Who::Officer, "2026-11-20", leave("2026-12-01", "2026-12-05")).unwrap();
    play.act(Who::Officer, "2026-11-20", submission()).unwrap();
    let moment = TimeDelta::seconds(1);
    for (now, decides) in [
        (start_of_day(day(WEEK.0)) - moment, false),
        (start_of_day(day(WEEK.0)), true),
        (end_of_day(day(WEEK.1)) - moment, true),
        (end_of_day(day(WEEK.1)), false),
    ] {
        let (actor, id) = (deputy(now), StepId::from_uuid(Uuid::from_u128(7)));
        let doer = Doer { actor: &actor, level: Level::Office, seconded_may_sign: false };
        let step = play.matter(now, |matter| take(&doer, matter, Act::from(decision(Approved)), id));
        match step {
            Ok(step) => assert!(decides && step.status == ProceedingStatus::Approved, "{now}"),
            Err(denied) => {
                assert!(!decides && denied == Denied::NotPermitted(Permission::ProceedingsDecide), "{now}: {denied:?}");
            }
        }
    }
}

#[test]
fn an_office_approves_short_leave_on_the_days_of_its_delegation() {
    for (date, approver) in [
        ("2026-11-22", Level::County),
        ("2026-11-23", Level::Office),
        ("2026-11-27", Level::Office),
        ("2026-11-28", Level::County),
    ] {
        let mut known = case(Category::Probation);
        known.place.delegations = vec![delegation(week())];
        let play = Play::open(known, Who::Officer, date, leave("2026-12-01", "2026-12-05")).unwrap();
        assert_eq!(play.assessment(date).approver, Some(approver), "{date}");
    }
}
