//! Imports against real databases: left and gone on with, taken over, cancelled, repeated, forgotten.

#![cfg(test)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use app::context::{Context, CurrentWorld, World};
use app::error::{Conflict, Error};
use app::imports::{self, Upload};
use app::operations::{self, KEPT_FOR, LEASE};
use app::operations::{Host, Outcome};
use app::worker::{Waker, Worker};
use app::{organizations, world};
use chrono::{TimeDelta, TimeZone, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use domain::actor::Actor;
use domain::code::{ImportOutcome, OperationStatus, Post, Role};
use domain::defaults::Defaults;
use domain::ids::{AccountId, OperationId, OrganizationId, StaffId};
use domain::time::Instant;
use store::imports::{ImportRow, ImportedRow};
use store::operations::{Lease, OperationRow};
use store::{Db, Files, FilesUrl, Origin, Settings, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

const ROSTER: &[u8] = include_bytes!("../../../tests/fixtures/roster-500.csv");

/// A bureau with a database of its own.
struct House {
    db: Db,
    world: CurrentWorld,
    now: Instant,
    bureau_id: OrganizationId,
    postgres: Option<(String, String)>,
    folder: TempDir,
}

/// Whoever runs an import in a test: after some pieces of work it leaves off, or panics.
struct Hand {
    holder: Uuid,
    now: Instant,
    pieces: usize,
    dies: bool,
}

impl Host for Hand {
    fn holder(&self) -> Uuid {
        self.holder
    }

    fn now(&self) -> Instant {
        self.now
    }

    fn goes_on(&mut self) -> bool {
        self.pieces = self.pieces.saturating_sub(1);
        assert!(self.pieces > 0 || !self.dies, "the process dies here");
        self.pieces > 0
    }

    fn wait(&mut self, _time: Duration) {}
}

/// Runs a test on SQLite, and on the PostgreSQL that `TEST_DATABASE_URL` names.
fn on_both(name: &str, test: impl Fn(&House)) {
    test(&House::new(None));
    #[expect(clippy::disallowed_methods, reason = "names the database of the test run")]
    match std::env::var("TEST_DATABASE_URL") {
        Ok(server) if !server.is_empty() => test(&House::new(Some((server, format!("app_imports_{name}"))))),
        Ok(_) | Err(_) => eprintln!("POSTGRESQL HALF NOT RUN: no TEST_DATABASE_URL"),
    }
}

fn on_server(server: &str, statement: &str) {
    PgConnection::establish(server).unwrap().batch_execute(statement).unwrap();
}

impl House {
    fn new(postgres: Option<(String, String)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match &postgres {
            None => format!("sqlite://{}", folder.path().join("test.sqlite").display()),
            Some((server, name)) => {
                on_server(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
                on_server(server, &format!("CREATE DATABASE {name} TEMPLATE template0"));
                format!("{}/{name}", server.rsplit_once('/').unwrap().0)
            }
        };
        let settings = Settings {
            url: url.parse().unwrap(),
            master_key_file: folder.path().join("key"),
            pool_size: 2,
            group_commit: true,
        };
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap();
        let db = Db::open(&settings, now).unwrap();
        let entered = organizations::parse(organizations::BUILT_IN).unwrap();
        db.write_blocking(Origin::system(now), move |tx| organizations::enter_missing(tx, &entered)).unwrap();
        let world = CurrentWorld::default();
        world.set(db.read_blocking(|conn| world::load(conn, &Defaults::national())).unwrap());
        let bureau_id = world.get().tree.by_code("430702").unwrap().id;
        Self { db, world, now, bureau_id, postgres, folder }
    }

    fn world(&self) -> Arc<World> {
        self.world.get()
    }

    fn context(&self) -> Context {
        let actor = Actor {
            account_id: AccountId::from_uuid(Uuid::nil()),
            staff_id: StaffId::from_uuid(Uuid::nil()),
            organization_id: self.bureau_id,
            roles: vec![Role::BureauOfficer],
            post: Post::Established,
        };
        Context { actor, now: self.now, trace_id: String::new(), world: self.world(), seconded_may_sign: false }
    }

    fn begin(&self, file: &[u8]) -> OperationRow {
        let upload = Upload { file_name: "名册.csv".to_owned(), file: file.to_vec(), dry_run: false };
        let checked = imports::check(self.db.keyring(), upload).unwrap();
        let bureau_id = self.bureau_id;
        let begun = move |tx: &mut store::Tx<'_>| imports::begin(tx, bureau_id, None, &checked, None);
        self.db.write_blocking(Origin::system(self.now), begun).unwrap()
    }

    /// A hand that leaves off, or dies, after so many pieces of work.
    fn hand(&self, pieces: usize, dies: bool) -> Hand {
        Hand { holder: store::fresh_id(), now: self.now, pieces, dies }
    }

    fn claim(&self, hand: &Hand) -> Option<OperationRow> {
        let next = self.db.read_blocking(|conn| store::operations::next(conn, hand.holder, hand.now)).unwrap()?;
        let lease = Lease { holder: hand.holder, until: hand.now + LEASE };
        let claimed = move |tx: &mut store::Tx<'_>| store::operations::claim(tx, &next, lease);
        self.db.write_blocking(Origin::system(hand.now), claimed).unwrap()
    }

    fn run(&self, hand: &mut Hand) -> Outcome {
        let operation = self.claim(hand).expect("something waits");
        imports::run(&self.db, &self.world(), hand, operation).unwrap()
    }

    fn operation(&self, id: OperationId) -> OperationRow {
        self.db.read_blocking(|conn| store::operations::find(conn, id)).unwrap().unwrap()
    }

    fn import(&self, id: OperationId) -> ImportRow {
        self.db.read_blocking(|conn| store::imports::of_operation(conn, id)).unwrap().unwrap()
    }

    /// Accepted, rejected, unchanged.
    fn counts(&self, id: OperationId) -> [i32; 3] {
        let import = self.import(id);
        [import.accepted, import.rejected, import.unchanged]
    }

    fn rows(&self, id: OperationId, outcome: Option<ImportOutcome>) -> Vec<ImportedRow> {
        let import = self.import(id);
        self.db.read_blocking(|conn| store::imports::rows(conn, import.id, outcome, None, 1000)).unwrap()
    }

    fn supervisees(&self) -> i64 {
        use store::schema::supervisees;
        self.db.read_blocking(|conn| supervisees::table.count().get_result(conn).map_err(StoreError::from)).unwrap()
    }

    fn has_file(&self, id: OperationId) -> bool {
        let import = self.import(id);
        self.db.read_blocking(|conn| store::imports::file(conn, self.db.keyring(), import.id)).is_ok()
    }

    fn cancel(&self, id: OperationId) -> Result<OperationRow, Error> {
        let context = self.context();
        self.db.write_blocking(context.origin(), move |tx| operations::cancel(tx, &context, id))
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres {
            on_server(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn csv(rows: &[[&str; 7]]) -> Vec<u8> {
    let headings = [["姓名", "身份证号", "司法所", "矫正类别", "矫正起始日期", "矫正终止日期", "文书号"]];
    headings.iter().chain(rows).map(|row| format!("{}\n", row.join(","))).collect::<String>().into_bytes()
}

#[test]
fn an_import_that_was_left_goes_on_where_it_stood() {
    on_both("left", |house| {
        let id = house.begin(ROSTER).id;
        assert_eq!(house.run(&mut house.hand(1, false)), Outcome::LeftOff);
        let left = house.operation(id);
        assert_eq!((left.status.0, left.done, left.total), (OperationStatus::Running, 200, 500));
        assert_eq!(house.supervisees(), 200);
        // The lease was handed back: the next one need not wait for its end.
        assert_eq!(house.run(&mut house.hand(9, false)), Outcome::Ended(OperationStatus::Succeeded));
        assert_eq!((house.operation(id).done, house.supervisees()), (500, 500));
        assert_eq!(house.counts(id), [500, 0, 0]);
        let rows = house.rows(id, None);
        assert_eq!(rows.iter().map(|row| row.sheet_row).collect::<Vec<_>>(), (2..=501).collect::<Vec<_>>());
        assert!(!house.has_file(id), "the file is forgotten");
        let imported = imports::Imported::of_operation(&house.operation(id)).unwrap().unwrap();
        assert_eq!((imported.rows, imported.accepted, imported.warnings), (500, 500, 0));
    });
}

#[test]
fn what_a_dead_worker_left_is_taken_over_when_its_lease_has_run_out() {
    on_both("dead", |house| {
        let id = house.begin(ROSTER).id;
        let mut first = house.hand(2, true);
        let stale = house.claim(&first).unwrap();
        let died =
            catch_unwind(AssertUnwindSafe(|| imports::run(&house.db, &house.world(), &mut first, stale.clone())));
        assert!(died.is_err());
        assert_eq!(house.operation(id).done, 400);

        let mut second = house.hand(9, false);
        assert!(house.claim(&second).is_none(), "the lease still runs");
        second.now += LEASE + TimeDelta::seconds(1);
        assert_eq!(house.run(&mut second), Outcome::Ended(OperationStatus::Succeeded));
        assert_eq!((house.counts(id), house.supervisees()), ([500, 0, 0], 500));

        // The first one was not dead, only slow: what it still does must not stand.
        first.pieces = 9;
        assert_eq!(imports::run(&house.db, &house.world(), &mut first, stale).unwrap(), Outcome::TakenOver);
        assert_eq!((house.counts(id), house.operation(id).status.0), ([500, 0, 0], OperationStatus::Succeeded));
    });
}

#[test]
fn a_worker_whose_lease_another_holds_writes_nothing_more() {
    on_both("slow", |house| {
        let id = house.begin(ROSTER).id;
        let mut slow = house.hand(9, false);
        let stale = house.claim(&slow).unwrap();
        let mut other = house.hand(1, false);
        other.now += LEASE + TimeDelta::seconds(1);
        let taken = house.claim(&other).unwrap();
        assert_eq!(imports::run(&house.db, &house.world(), &mut slow, stale).unwrap(), Outcome::TakenOver);
        assert_eq!((house.operation(id).done, house.supervisees()), (0, 0));
        other.pieces = 9;
        let outcome = imports::run(&house.db, &house.world(), &mut other, taken).unwrap();
        assert_eq!(outcome, Outcome::Ended(OperationStatus::Succeeded));
        assert_eq!(house.counts(id), [500, 0, 0]);
    });
}

#[test]
fn the_same_file_again_leaves_every_row_unchanged() {
    on_both("again", |house| {
        house.begin(ROSTER);
        house.run(&mut house.hand(9, false));
        let again = house.begin(ROSTER).id;
        house.run(&mut house.hand(9, false));
        assert_eq!((house.counts(again), house.supervisees()), ([0, 0, 500], 500));
        assert!(house.rows(again, None).iter().all(|row| row.supervisee_id.is_some()));
    });
}

#[test]
fn an_operation_is_cancelled_at_once_or_after_the_piece_in_hand() {
    on_both("cancel", |house| {
        let waiting = house.begin(ROSTER).id;
        assert_eq!(house.cancel(waiting).unwrap().status.0, OperationStatus::Cancelled);
        assert!(!house.has_file(waiting));
        assert!(house.claim(&house.hand(9, false)).is_none());

        let running = house.begin(ROSTER).id;
        let mut hand = house.hand(1, false);
        house.run(&mut hand);
        assert_eq!(house.cancel(running).unwrap().status.0, OperationStatus::Running);
        assert_eq!(house.run(&mut house.hand(9, false)), Outcome::Ended(OperationStatus::Cancelled));
        assert_eq!((house.operation(running).done, house.supervisees()), (200, 200));
        assert!(!house.has_file(running));
        for ended in [waiting, running] {
            assert!(matches!(house.cancel(ended), Err(Error::Conflict(Conflict::OperationEnded))));
        }
    });
}

#[test]
fn a_row_that_cannot_be_registered_loses_no_other() {
    on_both("broken", |house| {
        let known = ["甲", "430799199601290914", "启明", "缓刑", "2024-03-20", "2028-03-19", "（2024）湘0702刑初1号"];
        house.begin(&csv(&[known]));
        house.run(&mut house.hand(9, false));
        house
            .db
            .write_blocking(Origin::system(house.now), |tx| {
                use store::schema::persons;
                let broken =
                    diesel::update(persons::table).set(persons::data_key.eq(Some(vec![0_u8; 8]))).execute(tx.conn());
                broken.map(drop).map_err(StoreError::from)
            })
            .unwrap();

        let mut again = known;
        again[6] = "（2026）湘0702刑初2号";
        let other = ["乙", "11010519491231002X", "启明", "假释", "2026-03-20", "2028-03-19", "（2026）湘01刑更3号"];
        let id = house.begin(&csv(&[again, other])).id;
        assert_eq!(house.run(&mut house.hand(9, false)), Outcome::Ended(OperationStatus::Succeeded));
        assert_eq!(house.counts(id), [1, 1, 0]);
        let rejected = house.rows(id, Some(ImportOutcome::Rejected));
        assert_eq!((rejected[0].sheet_row, rejected[0].faults.0[0].code.as_str()), (2, "not_registered"));
        assert_eq!(house.supervisees(), 2);
        let chains = house.db.read_blocking(store::journal::verify).unwrap();
        assert!(chains.iter().all(|chain| chain.broken_at.is_none()));
    });
}

#[test]
fn what_has_ended_is_forgotten_in_time_and_what_runs_is_not() {
    on_both("expired", |house| {
        let ended = house.begin(ROSTER).id;
        house.run(&mut house.hand(9, false));
        let running = house.begin(ROSTER).id;
        assert_eq!(operations::forget_expired(&house.db, house.now).unwrap(), 0);
        assert_eq!(operations::forget_expired(&house.db, house.now + KEPT_FOR).unwrap(), 1);
        let found = |id| house.db.read_blocking(|conn| store::operations::find(conn, id)).unwrap().is_some();
        assert!(!found(ended) && found(running));
    });
}

#[test]
fn the_worker_does_what_is_queued_and_goes_on_after_a_restart() {
    on_both("worker", |house| {
        let (waker, now) = (Waker::default(), house.now);
        let files = Files::open(&FilesUrl(house.folder.path().join("papers")), house.db.keyring()).unwrap();
        let start =
            || Worker::start(house.db.clone(), files.clone(), house.world.clone(), move || now, &waker).unwrap();
        let worker = start();
        let id = house.begin(ROSTER).id;
        waker.wake();
        // Stopped wherever it is: before it began, in the middle, or after the end.
        worker.stop();
        assert_ne!(house.operation(id).status.0, OperationStatus::Failed);

        let waker = Waker::default();
        let worker = Worker::start(house.db.clone(), files.clone(), house.world.clone(), move || now, &waker).unwrap();
        let deadline = std::time::Instant::now() + Duration::from_secs(60);
        while house.operation(id).status.0 != OperationStatus::Succeeded {
            assert!(std::time::Instant::now() < deadline, "{:?}", house.operation(id));
            std::thread::park_timeout(Duration::from_millis(20));
        }
        worker.stop();
        assert_eq!((house.counts(id), house.supervisees()), ([500, 0, 0], 500));
    });
}
