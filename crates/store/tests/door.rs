//! Accounts, sessions, login attempts and the bootstrap credential, on SQLite and, where `TEST_DATABASE_URL` names a server,
//! on PostgreSQL.

#![cfg(test)]

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use domain::actor::RoleGrant;
use domain::code::{AccountState, Level, Post, Role};
use domain::ids::{AccountId, DelegationId, OrganizationId, RoleGrantId, SessionId, StaffId};
use domain::organization::{Delegation, Organization};
use domain::tenure::Tenure;
use store::accounts::{self, AccountFilter, AccountRow};
use store::login_attempts::{self, Attempt, Outcome};
use store::sessions::{self, Ended};
use store::sql_types::Coded;
use store::staff::{self, StaffRow};
use store::{Db, Origin, Settings, StoreError, Tx, Unique, bootstrap, delegations, organizations, role_grants};
use tempfile::TempDir;
use uuid::Uuid;

/// An empty database of one engine, with an organisation, a person and an account.
struct House {
    db: Db,
    now: DateTime<Utc>,
    account: AccountId,
    postgres: Option<(String, String)>,
    _folder: TempDir,
}

const ORGANIZATION: OrganizationId = OrganizationId::from_uuid(Uuid::from_u128(1));
const STAFF: StaffId = StaffId::from_uuid(Uuid::from_u128(2));

/// One house on each engine that is to be had.
#[expect(clippy::disallowed_methods, reason = "the engine under test is named by the environment")]
fn houses() -> Vec<House> {
    let mut houses = vec![House::new(None)];
    match std::env::var("TEST_DATABASE_URL") {
        Ok(server) if !server.is_empty() => houses.push(House::new(Some(server))),
        Ok(_) | Err(_) => eprintln!("POSTGRESQL HALF NOT RUN: no TEST_DATABASE_URL"),
    }
    houses
}

impl House {
    fn new(server: Option<String>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = tempfile::tempdir().unwrap();
        let postgres = server
            .map(|server| (server, format!("door_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))));
        let url = match &postgres {
            None => format!("sqlite://{}", folder.path().join("test.sqlite").display()),
            Some((server, name)) => {
                PgConnection::establish(server).unwrap().batch_execute(&format!("create database {name}")).unwrap();
                let (address, options) =
                    server.split_once('?').map_or((server.as_str(), ""), |(address, options)| (address, options));
                format!("{}/{name}?{options}", address.rsplit_once('/').unwrap().0)
            }
        };
        let settings = Settings {
            url: url.parse().unwrap(),
            master_key_file: folder.path().join("key"),
            pool_size: 4,
            group_commit: true,
        };
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap();
        let db = Db::open(&settings, now).unwrap();
        let house = Self { db, now, account: AccountId::from_uuid(Uuid::from_u128(3)), postgres, _folder: folder };
        house.furnish();
        house
    }

    fn furnish(&self) {
        let organization = Organization {
            id: ORGANIZATION,
            code: "430702".to_owned(),
            name: "武陵".to_owned(),
            level: Level::County,
            parent_id: None,
            delegations: Vec::new(),
        };
        let person = StaffRow {
            id: STAFF,
            organization_id: ORGANIZATION,
            name: "周明".to_owned(),
            post: Coded(Post::Established),
            position: None,
            starts_on: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
            ends_on: None,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
        };
        let account = self.row(self.account, "zhou.ming");
        self.write(move |tx| {
            store::organizations::insert(tx, &organization, None)?;
            staff::insert(tx.conn(), &person)?;
            accounts::insert(tx.conn(), &account, "hash-0")
        })
        .unwrap();
    }

    fn row(&self, id: AccountId, login_name: &str) -> AccountRow {
        AccountRow {
            id,
            staff_id: STAFF,
            organization_id: ORGANIZATION,
            login_name: login_name.to_owned(),
            state: Coded(AccountState::Active),
            password_changed_at: self.now,
            password_expires: true,
            must_change: false,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
        }
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.db.write_blocking(Origin::system(self.now), work)
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres {
            let mut server = PgConnection::establish(server).unwrap();
            server.batch_execute(&format!("drop database if exists {name} with (force)")).unwrap();
        }
    }
}

#[test]
fn a_refresh_token_is_rotated_once_and_not_after_its_session_ended() {
    for house in houses() {
        let (account, now) = (house.account, house.now);
        let id = SessionId::from_uuid(Uuid::from_u128(9));
        let end = now + TimeDelta::hours(12);
        house.write(move |tx| sessions::insert(tx.conn(), id, account, [1; 32], now, end)).unwrap();
        let rotate = |spent: u8, next: u8| {
            house.write(move |tx| sessions::rotate(tx.conn(), id, [spent; 32], [next; 32], now)).unwrap()
        };
        assert!(rotate(1, 2));
        assert!(!rotate(1, 3), "spent");
        assert!(rotate(2, 3));
        house.write(move |tx| sessions::end_all(tx.conn(), account, Ended::Suspended, now)).unwrap();
        assert!(!rotate(3, 4), "ended");
        let session = house.db.read_blocking(|conn| sessions::find(conn, id)).unwrap().unwrap();
        assert_eq!((session.ended_at, session.expires_at), (Some(now), end));
    }
}

#[test]
fn of_parallel_rotations_one_succeeds() {
    for house in houses() {
        let (account, now) = (house.account, house.now);
        let id = SessionId::from_uuid(Uuid::from_u128(9));
        house
            .write(move |tx| sessions::insert(tx.conn(), id, account, [1; 32], now, now + TimeDelta::hours(12)))
            .unwrap();
        let rotated = std::thread::scope(|scope| {
            let rotate =
                |next: u8| house.write(move |tx| sessions::rotate(tx.conn(), id, [1; 32], [next; 32], now)).unwrap();
            let tries: Vec<_> = (2..10).map(|next| scope.spawn(move || rotate(next))).collect();
            tries.into_iter().filter_map(|one| one.join().ok()).filter(|rotated| *rotated).count()
        });
        assert_eq!(rotated, 1);
    }
}

#[test]
fn failures_are_counted_since_the_last_success_or_unlock() {
    for house in houses() {
        let since = house.now - TimeDelta::hours(1);
        let note = |minute: i64, outcome: Outcome| {
            let attempt = Attempt {
                at: house.now + TimeDelta::minutes(minute),
                login_name_hash: vec![1; 32],
                account_id: Some(house.account),
                source: "192.0.2.1".to_owned(),
                outcome,
                trace_id: String::new(),
            };
            house.write(move |tx| login_attempts::insert(tx.conn(), &attempt)).unwrap();
        };
        let failures =
            || house.db.read_blocking(|conn| login_attempts::recent_failures(conn, &[1; 32], since, 5)).unwrap().len();
        for (minute, outcome, counted) in [
            (0, Outcome::Rejected, 1),
            (1, Outcome::Rejected, 2),
            (2, Outcome::Locked, 2),
            (3, Outcome::Accepted, 0),
            (4, Outcome::Rejected, 1),
            (5, Outcome::Unlocked, 0),
            (6, Outcome::Rejected, 1),
        ] {
            note(minute, outcome);
            assert_eq!(failures(), counted, "after {outcome:?} at {minute}");
        }
        let from = |nth| {
            house.db.read_blocking(|conn| login_attempts::nth_failure_from(conn, "192.0.2.1", since, nth)).unwrap()
        };
        assert_eq!((from(0), from(3), from(4)), (Some(house.now + TimeDelta::minutes(6)), Some(house.now), None));
    }
}

#[test]
fn login_names_are_unique_and_versions_guard_accounts_and_staff() {
    for house in houses() {
        let account = house.account;
        let twin = house.row(AccountId::from_uuid(Uuid::from_u128(4)), "zhou.ming");
        let taken = house.write(move |tx| accounts::insert(tx.conn(), &twin, "-"));
        assert!(matches!(taken, Err(StoreError::Taken(Unique::LoginName))), "{taken:?}");
        let next = AccountRow { version: 2, ..house.row(account, "zhou.ming") };
        let again = next.clone();
        house.write(move |tx| accounts::save(tx.conn(), &next, 1)).unwrap();
        assert!(matches!(house.write(move |tx| accounts::save(tx.conn(), &again, 1)), Err(StoreError::VersionMoved)));
        let moved = house.write(|tx| {
            staff::lock(tx.conn(), STAFF)?;
            let row = staff::find(tx.conn(), STAFF)?.ok_or_else(|| StoreError::corrupt("staff", STAFF, "gone"))?;
            staff::save(tx.conn(), &row, 7)
        });
        assert!(matches!(moved, Err(StoreError::VersionMoved)));
    }
}

#[test]
fn a_role_is_kept_with_its_days_and_its_end() {
    for house in houses() {
        let (account, now) = (house.account, house.now);
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let head = RoleGrant {
            id: RoleGrantId::from_uuid(Uuid::from_u128(7)),
            role: Role::BureauHead,
            tenure: Tenure { starts_on: day(23), ends_on: None },
            acting_reason: Some("局长公出".to_owned()),
            granted_at: now,
            withdrawn_at: None,
        };
        let earlier = RoleGrant {
            id: RoleGrantId::from_uuid(Uuid::from_u128(8)),
            tenure: Tenure { starts_on: day(2), ends_on: Some(day(6)) },
            acting_reason: None,
            ..head.clone()
        };
        let both = [head.clone(), earlier.clone()];
        house
            .write(move |tx| both.iter().try_for_each(|grant| role_grants::insert(tx.conn(), account, grant)))
            .unwrap();
        let of_account = || house.db.read_blocking(|conn| role_grants::of_account(conn, account)).unwrap();
        assert_eq!(of_account(), [earlier.clone(), head.clone()], "by their first days");
        let held = |on| {
            let on = day(on);
            house.db.read_blocking(move |conn| role_grants::is_held(conn, Role::BureauHead, on)).unwrap()
        };
        let around = [(1, false), (2, true), (6, true), (7, false), (22, false), (23, true), (30, true)];
        assert_eq!(around.map(|(on, _)| (on, held(on))), around);
        for (end, after) in [((Some(day(27)), None), [(27, true), (28, false)]), ((None, Some(now)), [(23, false); 2])]
        {
            let ended =
                RoleGrant { tenure: Tenure { ends_on: end.0, ..head.tenure }, withdrawn_at: end.1, ..head.clone() };
            let saved = ended.clone();
            house.write(move |tx| role_grants::save_end(tx.conn(), &saved)).unwrap();
            assert_eq!(of_account(), [earlier.clone(), ended]);
            assert_eq!(after.map(|(on, _)| (on, held(on))), after);
        }
        assert_eq!(house.db.read_blocking(|conn| role_grants::of_staff(conn, STAFF)).unwrap().len(), 2);
    }
}

#[test]
fn an_organisation_comes_with_its_delegations_by_their_first_days() {
    for house in houses() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let delegation = |number, starts_on, document_number: Option<&str>| Delegation {
            id: DelegationId::from_uuid(Uuid::from_u128(number)),
            tenure: Tenure::since(day(starts_on)),
            document_number: document_number.map(str::to_owned),
        };
        let (later, first) = (delegation(8, 23, Some("武司委〔2026〕3号")), delegation(9, 2, None));
        let ended = Delegation { tenure: Tenure { ends_on: Some(day(20)), ..first.tenure }, ..first.clone() };
        let (new, end) = ([later.clone(), first], ended.clone());
        house
            .write(move |tx| {
                new.iter().try_for_each(|one| delegations::insert(tx, ORGANIZATION, one))?;
                delegations::save_end(tx, &end)
            })
            .unwrap();
        let found = house.db.read_blocking(|conn| organizations::find(conn, ORGANIZATION)).unwrap().unwrap();
        assert_eq!((found.version, found.organization.delegations), (1, vec![ended, later]));
        let all = house.db.read_blocking(organizations::list).unwrap();
        assert_eq!(all.iter().map(|stored| stored.organization.delegations.len()).collect::<Vec<_>>(), [2]);
        house.write(|tx| organizations::update(tx, ORGANIZATION, 1, "武陵区")).unwrap();
        let stale = house.write(|tx| organizations::update(tx, ORGANIZATION, 1, "武陵"));
        assert!(matches!(stale, Err(StoreError::VersionMoved)));
    }
}

#[test]
fn a_replaced_password_joins_the_earlier_ones_newest_first() {
    for house in houses() {
        let account = house.account;
        for number in 1..4 {
            let at = house.now + TimeDelta::minutes(number);
            house
                .write(move |tx| accounts::replace_password(tx.conn(), account, &format!("hash-{number}"), at))
                .unwrap();
        }
        assert_eq!(house.db.read_blocking(|conn| accounts::password_hash(conn, account)).unwrap(), "hash-3");
        assert_eq!(
            house.db.read_blocking(|conn| accounts::earlier_password_hashes(conn, account, 2)).unwrap(),
            ["hash-2", "hash-1"]
        );
        house.write(move |tx| accounts::rehash_password(tx.conn(), account, "hash-2", "stale")).unwrap();
        assert_eq!(house.db.read_blocking(|conn| accounts::password_hash(conn, account)).unwrap(), "hash-3");
    }
}

#[test]
fn a_list_of_accounts_is_scoped_and_paged_by_id() {
    for house in houses() {
        for number in 4..8 {
            let row = house.row(AccountId::from_uuid(Uuid::from_u128(number)), &format!("account-{number}"));
            house.write(move |tx| accounts::insert(tx.conn(), &row, "-")).unwrap();
        }
        let list = |organizations: Vec<OrganizationId>, after: u128| {
            let filter = AccountFilter {
                organizations,
                state: Some(AccountState::Active),
                after: Some(AccountId::from_uuid(Uuid::from_u128(after))),
                limit: 2,
            };
            let rows = house.db.read_blocking(|conn| accounts::list(conn, &filter)).unwrap();
            rows.into_iter().map(|row| row.id.uuid().as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(list(vec![ORGANIZATION], 3), [4, 5]);
        assert_eq!(list(vec![ORGANIZATION], 6), [7]);
        assert_eq!(list(Vec::new(), 0), Vec::<u128>::new());
    }
}

#[test]
fn a_bootstrap_credential_is_spent_once() {
    for house in houses() {
        let now = house.now;
        let end = now + TimeDelta::hours(24);
        let spend =
            |hash: u8, at: DateTime<Utc>| house.write(move |tx| bootstrap::spend(tx.conn(), [hash; 32], at)).unwrap();
        house.write(move |tx| bootstrap::issue(tx.conn(), [1; 32], now, end)).unwrap();
        house.write(move |tx| bootstrap::issue(tx.conn(), [2; 32], now, end)).unwrap();
        assert!(house.db.read_blocking(|conn| bootstrap::is_good(conn, [2; 32], now)).unwrap());
        assert!(!spend(1, now), "a newer one was issued");
        assert!(!spend(2, end), "expired");
        assert!(spend(2, now));
        assert!(!spend(2, now), "spent");
    }
}
