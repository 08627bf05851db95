//! The door against a real database: logging in and out, refresh rotation, lockouts, roles, the first accounts.

#![cfg(test)]

use std::sync::Arc;

use app::accounts::{self, Account, Enrolment, NewRole, enrol};
use app::auth::bootstrap::FirstAccount;
use app::auth::registration::Application;
use app::auth::{self, Doorkeeper, Policy, Visit};
use app::context::{Context, CurrentWorld, World};
use app::error::{Conflict, Error, Unauthenticated};
use app::staff;
use chrono::{TimeDelta, TimeZone, Utc};
use domain::actor::Actor;
use domain::calendar::Calendar;
use domain::code::{AccountState, Level, Permission, Post, Role};
use domain::defaults::Defaults;
use domain::ids::OrganizationId;
use domain::organization::{Organization, Tree};
use domain::time::{Instant, end_of_day, local_day};
use secrecy::{ExposeSecret, SecretString};
use store::{Db, Length, Origin, Settings};
use tempfile::TempDir;
use uuid::Uuid;

const PASSWORD: &str = "Kettle-44-orbit-mango";
const OTHER: &str = "Lantern-71-river-quartz";
const BUREAU: u128 = 3;
const OFFICE: u128 = 4;

struct House {
    db: Db,
    door: Doorkeeper,
    world: CurrentWorld,
    now: Instant,
    _folder: TempDir,
}

fn organization(number: u128, parent: Option<u128>, level: Level, code: &str) -> Organization {
    let id = |number| OrganizationId::from_uuid(Uuid::from_u128(number));
    Organization {
        id: id(number),
        code: code.to_owned(),
        name: format!("机构{code}"),
        level,
        parent_id: parent.map(id),
        delegations: Vec::new(),
    }
}

impl House {
    async fn new() -> Self {
        Self::with(Policy::default()).await
    }

    async fn with(policy: Policy) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.sqlite").display()).parse().unwrap();
        let settings = Settings { url, master_key_file: folder.path().join("key"), pool_size: 2, group_commit: true };
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap();
        let db = Db::open(&settings, now).unwrap();
        let organizations = vec![
            organization(1, None, Level::Province, "43"),
            organization(2, Some(1), Level::City, "4307"),
            organization(BUREAU, Some(2), Level::County, "430702"),
            organization(OFFICE, Some(BUREAU), Level::Office, "43070201"),
        ];
        let tree = Tree::new(organizations.clone());
        db.write(Origin::system(now), move |tx| {
            for organization in &organizations {
                store::organizations::insert(tx, organization, None)?;
                store::journal::begin_chain(tx, organization.id)?;
            }
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
        let world = CurrentWorld::default();
        world.set(World::new(tree, Calendar::default(), Defaults::national()));
        Self { door: Doorkeeper::new(db.clone(), policy), db, world, now, _folder: folder }
    }

    fn visit(&self) -> Visit {
        self.visit_from("192.0.2.1")
    }

    fn visit_from(&self, source: &str) -> Visit {
        Visit { source: source.to_owned(), now: self.now, trace_id: "t".to_owned() }
    }

    fn pass(&mut self, time: TimeDelta) {
        self.now += time;
    }

    async fn account(&self, login_name: &str, role: Role, place: u128) -> Account {
        let (world, login_name) = (self.world.get(), login_name.to_owned());
        let hash = self.door.hasher().run(|hasher| hasher.hash(&PASSWORD.into())).await.unwrap();
        self.db
            .write(Origin::system(self.now), move |tx| {
                enrol(
                    tx,
                    &world.tree,
                    Enrolment {
                        organization_id: OrganizationId::from_uuid(Uuid::from_u128(place)),
                        name: "周明".to_owned(),
                        post: Post::Established,
                        position: None,
                        login_name,
                        password_hash: hash,
                        password_expires: false,
                        must_change_password: false,
                        role: Some(role),
                    },
                )
            })
            .await
            .unwrap()
    }

    async fn login(&self, login_name: &str, password: &str) -> Result<auth::Grant, Error> {
        auth::login(&self.door, login_name, password.into(), self.visit()).await
    }

    async fn is_recognised(&self, grant: &auth::Grant) -> bool {
        self.door.recognise(grant.access_token.expose_secret(), self.now).await.is_ok()
    }

    fn context(&self, account: &Account) -> Context {
        let actor = Actor {
            account_id: account.id,
            staff_id: account.staff_id,
            organization_id: account.organization_id,
            roles: account.roles.clone(),
            post: account.post,
        };
        Context { actor, now: self.now, trace_id: String::new(), world: self.world.get(), seconded_may_sign: false }
    }

    /// Does something to an account as another's holder, having seen its present version.
    async fn act(
        &self,
        by: &Account,
        on: &Account,
        act: impl FnOnce(&mut store::Tx<'_>, &Context, accounts::Seen<'_>) -> Result<Account, Error> + Send + 'static,
    ) -> Result<Account, Error> {
        let (context, id) = (self.context(by), on.id);
        let version =
            self.db.read(Length::Short, move |conn| store::accounts::find(conn, id)).await.unwrap().unwrap().version;
        let outcome = self.db.write(context.origin(), move |tx| act(tx, &context, &|seen| seen == version)).await;
        self.door.forget(id);
        outcome
    }
}

fn copy(token: &SecretString) -> SecretString {
    token.expose_secret().to_owned().into()
}

#[tokio::test]
async fn the_right_password_lets_in_and_nothing_else_tells_why_not() {
    let house = House::new().await;
    let account = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
    assert_eq!(grant.expires_in, 900);
    let caller = house.door.recognise(grant.access_token.expose_secret(), house.now).await.unwrap();
    assert_eq!(
        (caller.actor.account_id, caller.actor.roles, caller.must_change_password),
        (account.id, vec![Role::BureauOfficer], false)
    );
    for (name, password) in [("zhou.ming", OTHER), ("nobody", PASSWORD), ("zhou.ming", "")] {
        let error = house.login(name, password).await.unwrap_err();
        assert!(matches!(error, Error::Unauthenticated(Unauthenticated::Credentials)), "{name}: {error}");
    }
    assert!(!house.is_recognised(&auth::Grant { access_token: copy(&grant.refresh_token), ..grant }).await);
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_name_even_for_the_right_one() {
    let mut house = House::new().await;
    house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let other = house.account("li.jun", Role::BureauOfficer, BUREAU).await;
    for _ in 0..5 {
        assert!(matches!(house.login("zhou.ming", OTHER).await, Err(Error::Unauthenticated(_))));
        house.pass(TimeDelta::seconds(10));
    }
    let Err(Error::Locked { retry_after }) = house.login("zhou.ming", PASSWORD).await else { panic!("not locked") };
    assert_eq!(retry_after, 15 * 60 - 10);
    assert!(house.login("li.jun", PASSWORD).await.is_ok(), "others are not affected");
    house.pass(TimeDelta::seconds(15 * 60 - 11));
    assert!(
        matches!(house.login("zhou.ming", PASSWORD).await, Err(Error::Locked { .. })),
        "tries do not lengthen it, nor shorten it"
    );
    house.pass(TimeDelta::seconds(2));
    assert!(house.login("zhou.ming", PASSWORD).await.is_ok());
    assert!(matches!(house.act(&other, &other, accounts_unlock(other.id)).await, Err(Error::NotPermitted(_))));
}

fn accounts_unlock(
    id: domain::ids::AccountId,
) -> impl FnOnce(&mut store::Tx<'_>, &Context, accounts::Seen<'_>) -> Result<Account, Error> + Send {
    move |tx, context, seen| accounts::unlock(tx, context, id, seen)
}

#[tokio::test]
async fn the_security_administrator_lifts_a_lock() {
    let house = House::new().await;
    let account = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    for _ in 0..5 {
        house.login("zhou.ming", OTHER).await.unwrap_err();
    }
    assert!(matches!(house.login("zhou.ming", PASSWORD).await, Err(Error::Locked { .. })));
    house.act(&security, &account, accounts_unlock(account.id)).await.unwrap();
    assert!(house.login("zhou.ming", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn many_failures_from_one_address_make_it_wait() {
    let house = House::new().await;
    house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let mut refused = None;
    for number in 0..40 {
        let error = house.login(&format!("guess-{number}"), PASSWORD).await.unwrap_err();
        if matches!(error, Error::TooMany { policy: "login_source", .. }) {
            refused = Some(number);
            break;
        }
    }
    assert_eq!(refused, Some(31));
    let elsewhere = house.visit_from("192.0.2.2");
    assert!(auth::login(&house.door, "zhou.ming", PASSWORD.into(), elsewhere).await.is_ok());
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_a_spent_one_ends_the_session() {
    let house = House::new().await;
    house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let first = house.login("zhou.ming", PASSWORD).await.unwrap();
    let second = auth::refresh(&house.door, copy(&first.refresh_token), house.visit()).await.unwrap();
    assert!(house.is_recognised(&first).await && house.is_recognised(&second).await);
    let reused = auth::refresh(&house.door, copy(&first.refresh_token), house.visit()).await.unwrap_err();
    assert!(matches!(reused, Error::Unauthenticated(Unauthenticated::Refresh)));
    assert!(!house.is_recognised(&second).await, "the whole family is dead");
    assert!(auth::refresh(&house.door, second.refresh_token, house.visit()).await.is_err());
    for garbage in ["", ".", "x.y", &format!("{}.{}", Uuid::from_u128(9), "A".repeat(43))] {
        assert!(auth::refresh(&house.door, garbage.into(), house.visit()).await.is_err());
    }
}

#[tokio::test]
async fn of_ten_parallel_refreshes_at_most_one_succeeds() {
    let house = Arc::new(House::new().await);
    house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
    let tries: Vec<_> = (0..10)
        .map(|_| {
            let (house, token) = (Arc::clone(&house), copy(&grant.refresh_token));
            tokio::spawn(async move { auth::refresh(&house.door, token, house.visit()).await.is_ok() })
        })
        .collect();
    let mut succeeded = 0;
    for one in tries {
        succeeded += usize::from(one.await.unwrap());
    }
    assert!(succeeded <= 1);
}

#[tokio::test]
async fn a_session_ends_by_idleness_by_age_and_by_logout() {
    let mut house = House::new().await;
    house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let (officer, administrator) =
        (house.login("zhou.ming", PASSWORD).await.unwrap(), house.login("safe.hu", PASSWORD).await.unwrap());
    house.pass(TimeDelta::seconds(15 * 60 + 1));
    assert!(!house.is_recognised(&administrator).await, "administrators after 15 minutes");
    let mut officer = auth::refresh(&house.door, officer.refresh_token, house.visit()).await.unwrap();
    for _ in 0..28 {
        house.pass(TimeDelta::minutes(25));
        officer = auth::refresh(&house.door, officer.refresh_token, house.visit()).await.unwrap();
    }
    house.pass(TimeDelta::minutes(12));
    assert!(auth::refresh(&house.door, officer.refresh_token, house.visit()).await.is_err(), "twelve hours at most");
    let grant = house.login("safe.hu", PASSWORD).await.unwrap();
    let caller = house.door.recognise(grant.access_token.expose_secret(), house.now).await.unwrap();
    auth::logout(&house.door, &house.context(&security), caller.session_id).await.unwrap();
    assert!(!house.is_recognised(&grant).await);
}

#[tokio::test]
async fn use_keeps_a_session_alive() {
    let mut house = House::with(Policy { access: TimeDelta::hours(2), ..Policy::default() }).await;
    house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let grant = house.login("safe.hu", PASSWORD).await.unwrap();
    for _ in 0..5 {
        house.pass(TimeDelta::minutes(14));
        assert!(house.is_recognised(&grant).await);
    }
    house.pass(TimeDelta::minutes(16));
    assert!(!house.is_recognised(&grant).await);
}

#[tokio::test]
async fn suspension_and_role_changes_end_every_session_at_once() {
    let house = House::new().await;
    let account = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let id = account.id;
    let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
    assert!(house.is_recognised(&grant).await);
    let held = house
        .act(&security, &account, move |tx, context, seen| {
            accounts::grant_role(tx, context, id, seen, NewRole::open(Role::BureauHead))
        })
        .await
        .unwrap();
    assert_eq!(held.roles, [Role::BureauOfficer, Role::BureauHead]);
    assert!(!house.is_recognised(&grant).await);
    let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
    house.act(&security, &account, move |tx, context, seen| accounts::suspend(tx, context, id, seen)).await.unwrap();
    assert!(!house.is_recognised(&grant).await);
    assert!(house.login("zhou.ming", PASSWORD).await.is_err());
    let twice = house.act(&security, &account, move |tx, context, seen| accounts::suspend(tx, context, id, seen)).await;
    assert!(matches!(twice, Err(Error::Conflict(Conflict::InvalidStateTransition))));
    house.act(&security, &account, move |tx, context, seen| accounts::reinstate(tx, context, id, seen)).await.unwrap();
    assert!(house.login("zhou.ming", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn roles_fit_their_level_exclude_one_another_and_nobody_grants_their_own() {
    let house = House::new().await;
    let officer = house.account("zhou.ming", Role::OfficeOfficer, OFFICE).await;
    let system = house.account("sys.he", Role::SystemAdministrator, BUREAU).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let try_grant = async |by: &Account, on: &Account, role| {
        let id = on.id;
        house
            .act(by, on, move |tx, context, seen| accounts::grant_role(tx, context, id, seen, NewRole::open(role)))
            .await
            .unwrap_err()
    };
    assert!(
        matches!(try_grant(&security, &officer, Role::BureauHead).await, Error::Invalid(faults) if faults[0].code == "role_level_mismatch")
    );
    assert!(matches!(
        try_grant(&security, &system, Role::AuditAdministrator).await,
        Error::Conflict(Conflict::ExclusiveRoles)
    ));
    assert!(matches!(
        try_grant(&security, &system, Role::SystemAdministrator).await,
        Error::Conflict(Conflict::RoleHeld)
    ));
    assert!(matches!(try_grant(&security, &security, Role::BureauHead).await, Error::SeparationOfDuties));
    assert!(matches!(try_grant(&system, &officer, Role::OfficeHead).await, Error::NotPermitted(_)));
    let stale = house.context(&security);
    let id = officer.id;
    let outcome = house.db.write(stale.origin(), move |tx| accounts::suspend(tx, &stale, id, &|_| false)).await;
    assert!(matches!(outcome, Err(Error::VersionConflict(1))));
}

#[tokio::test]
async fn a_session_gains_and_loses_a_role_at_midnight_to_the_second() {
    let mut house = House::new().await;
    let account = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let id = account.id;
    let tomorrow = NewRole {
        starts_on: local_day(house.now).succ_opt(),
        ends_on: local_day(house.now).succ_opt(),
        acting: true,
        reason: Some("局长公出".to_owned()),
        ..NewRole::open(Role::BureauHead)
    };
    let held = house
        .act(&security, &account, move |tx, context, seen| accounts::grant_role(tx, context, id, seen, tomorrow))
        .await
        .unwrap();
    assert_eq!(held.roles, [Role::BureauOfficer], "not before its first day");

    let first = end_of_day(local_day(house.now));
    for (midnight, gains) in [(first, true), (first + TimeDelta::days(1), false)] {
        house.now = midnight - TimeDelta::milliseconds(500);
        let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
        let decides = async |house: &House| {
            let caller = house.door.recognise(grant.access_token.expose_secret(), house.now).await.unwrap();
            caller.actor.may(Permission::ProceedingsDecide)
        };
        assert_eq!(decides(&house).await, !gains);
        house.pass(TimeDelta::milliseconds(500));
        assert_eq!(decides(&house).await, gains, "what was seen before midnight vouches for nothing after it");
    }
}

#[tokio::test]
async fn two_accounts_of_one_person_exclude_one_another_too() {
    let house = House::new().await;
    let officer = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let system = house.account("sys.he", Role::SystemAdministrator, BUREAU).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let (context, staff_id) = (house.context(&system), officer.staff_id);
    let second = house
        .db
        .write(context.origin(), move |tx| {
            let new =
                accounts::NewAccount { staff_id, login_name: "zhou.ming.2".to_owned(), password_hash: "-".to_owned() };
            accounts::create(tx, &context, new)
        })
        .await
        .unwrap();
    assert!(second.roles.is_empty() && second.must_change_password);
    let id = second.id;
    let refused = house
        .act(&security, &second, move |tx, context, seen| {
            accounts::grant_role(tx, context, id, seen, NewRole::open(Role::AuditAdministrator))
        })
        .await;
    assert!(matches!(refused, Err(Error::Conflict(Conflict::ExclusiveRoles))));
}

#[tokio::test]
async fn a_changed_password_closes_every_session_and_the_last_five_are_not_used_again() {
    let house = House::new().await;
    let account = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let context = house.context(&account);
    let change = async |current: &str, new: &str| {
        auth::change_password(&house.door, &context, house.visit(), current.into(), new.into()).await
    };
    let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
    assert!(
        matches!(change(OTHER, OTHER).await, Err(Error::Invalid(faults)) if faults[0].pointer == "/current_password")
    );
    assert!(
        matches!(change(PASSWORD, "short").await, Err(Error::Invalid(faults)) if faults[0].pointer == "/new_password")
    );
    assert!(
        matches!(change(PASSWORD, PASSWORD).await, Err(Error::Invalid(faults)) if faults[0].code == "password_used_before")
    );
    assert!(house.is_recognised(&grant).await);
    change(PASSWORD, OTHER).await.unwrap();
    assert!(!house.is_recognised(&grant).await);
    assert!(house.login("zhou.ming", PASSWORD).await.is_err());
    assert!(house.login("zhou.ming", OTHER).await.is_ok());
    assert!(
        matches!(change(OTHER, PASSWORD).await, Err(Error::Invalid(faults)) if faults[0].code == "password_used_before")
    );
}

#[tokio::test]
async fn an_old_password_must_be_changed_and_a_temporary_one_too() {
    let mut house = House::new().await;
    let officer = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let system = house.account("sys.he", Role::SystemAdministrator, BUREAU).await;
    let hash = house.door.hasher().run(|hasher| hasher.hash(&OTHER.into())).await.unwrap();
    let id = officer.id;
    house
        .act(&system, &officer, move |tx, context, seen| accounts::reset_password(tx, context, id, seen, &hash))
        .await
        .unwrap();
    let must_change = async |house: &House, password: &str| {
        let grant = house.login("zhou.ming", password).await.unwrap();
        house.door.recognise(grant.access_token.expose_secret(), house.now).await.unwrap().must_change_password
    };
    assert!(must_change(&house, OTHER).await);
    let third = "Harvest-93-silver-tulip";
    auth::change_password(&house.door, &house.context(&officer), house.visit(), OTHER.into(), third.into())
        .await
        .unwrap();
    assert!(!must_change(&house, third).await);
    house.pass(TimeDelta::days(91));
    assert!(must_change(&house, third).await);
    let id = system.id;
    let own = house
        .act(&system, &system, move |tx, context, seen| accounts::reset_password(tx, context, id, seen, "-"))
        .await;
    assert!(matches!(own, Err(Error::SeparationOfDuties)));
}

#[tokio::test]
async fn an_account_closes_with_the_last_day_of_its_holders_post() {
    let mut house = House::new().await;
    let officer = house.account("zhou.ming", Role::BureauOfficer, BUREAU).await;
    let system = house.account("sys.he", Role::SystemAdministrator, BUREAU).await;
    let (context, id) = (house.context(&system), officer.staff_id);
    let patch = serde_json::json!({ "ends_on": "2026-11-23" }).as_object().unwrap().clone();
    house
        .db
        .write(context.origin(), move |tx| staff::update(tx, &context, id, &|seen| seen == 1, &patch))
        .await
        .unwrap();
    let grant = house.login("zhou.ming", PASSWORD).await.unwrap();
    house.pass(TimeDelta::hours(15));
    assert!(!house.is_recognised(&grant).await);
    assert!(house.login("zhou.ming", PASSWORD).await.is_err());
}

fn first(login_name: &str, role: Role) -> FirstAccount {
    FirstAccount {
        login_name: login_name.to_owned(),
        name: "何静".to_owned(),
        role,
        password: PASSWORD.into(),
        organization_code: "430702".to_owned(),
        post: Post::Established,
    }
}

#[tokio::test]
async fn the_bootstrap_credential_makes_administrators_once() {
    let mut house = House::new().await;
    let void = auth::bootstrap::issue(&house.db, house.now).await.unwrap().unwrap();
    let again = auth::bootstrap::issue(&house.db, house.now).await.unwrap();
    assert!(again.is_none(), "a second start prints none while the first one lives");
    house.pass(TimeDelta::hours(24));
    let good = auth::bootstrap::issue(&house.db, house.now).await.unwrap().unwrap();
    let redeem = async |credential: &SecretString, accounts| {
        auth::bootstrap::redeem(&house.door, &house.world, copy(credential), accounts, house.visit()).await
    };
    let both = || vec![first("sys.he", Role::SystemAdministrator), first("safe.hu", Role::SecurityAdministrator)];
    assert!(matches!(redeem(&void, both()).await, Err(Error::Unauthenticated(Unauthenticated::Bootstrap))));
    let alone = redeem(&good, vec![first("sys.he", Role::SystemAdministrator)]).await;
    assert!(matches!(alone, Err(Error::Invalid(faults)) if faults[0].code == "administrators_missing"));
    let mut with_head = both();
    with_head.push(first("head.li", Role::BureauHead));
    assert!(
        matches!(redeem(&good, with_head).await, Err(Error::Invalid(faults)) if faults[0].code == "role_not_allowed")
    );
    assert_eq!(redeem(&good, both()).await.unwrap().len(), 2);
    assert!(house.login("sys.he", PASSWORD).await.is_ok());
    assert!(matches!(redeem(&good, both()).await, Err(Error::Unauthenticated(Unauthenticated::Bootstrap))));
    assert!(auth::bootstrap::issue(&house.db, house.now).await.unwrap().is_none());
}

#[tokio::test]
async fn the_bootstrap_credential_dies_with_time_and_with_the_first_administrators() {
    let mut house = House::new().await;
    let credential = auth::bootstrap::issue(&house.db, house.now).await.unwrap().unwrap();
    let both = || vec![first("sys.he", Role::SystemAdministrator), first("safe.hu", Role::SecurityAdministrator)];
    house.pass(TimeDelta::hours(24));
    assert!(
        auth::bootstrap::redeem(&house.door, &house.world, copy(&credential), both(), house.visit()).await.is_err()
    );
    let credential = auth::bootstrap::issue(&house.db, house.now).await.unwrap().unwrap();
    house.account("sys.he", Role::SystemAdministrator, BUREAU).await;
    house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    let outcome = auth::bootstrap::redeem(&house.door, &house.world, credential, both(), house.visit()).await;
    assert!(matches!(outcome, Err(Error::Unauthenticated(Unauthenticated::Bootstrap))));
}

fn application(login_name: &str) -> Application {
    Application {
        organization_id: OrganizationId::from_uuid(Uuid::from_u128(OFFICE)),
        name: "孙悦".to_owned(),
        post: Post::Contracted,
        position: None,
        login_name: login_name.to_owned(),
        password: PASSWORD.into(),
    }
}

#[tokio::test]
async fn a_registration_is_closed_by_default_and_useless_until_approved() {
    let closed = House::new().await;
    let refused = auth::registration::apply(&closed.door, &closed.world, application("sun.yue"), closed.visit()).await;
    assert!(matches!(refused, Err(Error::RegistrationClosed)));
    let house = House::with(Policy { registration_open: true, ..Policy::default() }).await;
    let security = house.account("safe.hu", Role::SecurityAdministrator, BUREAU).await;
    for _ in 0..2 {
        auth::registration::apply(&house.door, &house.world, application("sun.yue"), house.visit()).await.unwrap();
    }
    assert!(house.login("sun.yue", PASSWORD).await.is_err());
    let pending = accounts::AccountQuery { state: Some(AccountState::Pending), after: None, limit: 10 };
    let context = house.context(&security);
    let found = house.db.read(Length::Short, move |conn| accounts::list(conn, &context, pending)).await.unwrap();
    assert_eq!(found.len(), 1, "a name that is taken makes no second account");
    let id = found[0].id;
    house
        .act(&security, &found[0], move |tx, context, seen| {
            accounts::approve(tx, context, id, seen, Role::OfficeOfficer)
        })
        .await
        .unwrap();
    assert!(house.login("sun.yue", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn what_lies_outside_the_reach_does_not_exist() {
    let house = House::new().await;
    let above = house.account("city.sys", Role::SystemAdministrator, 2).await;
    let system = house.account("sys.he", Role::SystemAdministrator, BUREAU).await;
    let (context, id) = (house.context(&system), above.id);
    let refused = house.db.read(Length::Short, move |conn| accounts::get(conn, &context, id)).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let context = house.context(&system);
    let query = accounts::AccountQuery { limit: 10, ..accounts::AccountQuery::default() };
    let found = house.db.read(Length::Short, move |conn| accounts::list(conn, &context, query)).await.unwrap();
    assert_eq!(found.iter().map(|account| account.id).collect::<Vec<_>>(), [system.id]);
}
