//! A bureau with a database of its own, in the build directory: on a real disk, where a commit costs a flush.

use std::sync::Arc;
use std::time::Duration;

use app::context::{Context, World};
use app::imports::{self, Upload};
use app::operations::Host;
use app::{organizations, world};
use chrono::{TimeZone, Utc};
use domain::actor::Actor;
use domain::code::{Post, Role};
use domain::defaults::Defaults;
use domain::ids::{AccountId, OrganizationId, StaffId};
use domain::time::Instant;
use store::{Db, Origin, Settings};
use tempfile::TempDir;
use uuid::Uuid;

const ROSTER: &[u8] = include_bytes!("../../../tests/fixtures/roster-500.csv");

pub(crate) struct Site {
    pub(crate) db: Db,
    pub(crate) context: Context,
    pub(crate) bureau_id: OrganizationId,
    _folder: TempDir,
}

impl Site {
    pub(crate) fn new(group_commit: bool) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let settings = Settings {
            url: format!("sqlite://{}", folder.path().join("bench.sqlite").display()).parse().unwrap(),
            master_key_file: folder.path().join("key"),
            pool_size: 2,
            group_commit,
        };
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap();
        let db = Db::open(&settings, now).unwrap();
        let entered = organizations::parse(organizations::BUILT_IN).unwrap();
        db.write_blocking(Origin::system(now), move |tx| organizations::enter_missing(tx, &entered)).unwrap();
        let world = Arc::new(db.read_blocking(|conn| world::load(conn, &Defaults::national())).unwrap());
        let bureau_id = world.tree.by_code("430702").unwrap().id;
        let context =
            Context { actor: officer(bureau_id), now, trace_id: String::new(), world, seconded_may_sign: false };
        Self { db, context, bureau_id, _folder: folder }
    }

    /// With the roster of 500 in its register.
    pub(crate) fn with_roster() -> Self {
        let site = Self::new(true);
        let upload = Upload { file_name: "roster.csv".to_owned(), file: ROSTER.to_vec(), dry_run: false };
        let checked = imports::check(site.db.keyring(), upload).unwrap();
        let mut hand = Hand { now: site.context.now };
        let (import, _) = imports::run_here(&site.db, site.world(), &mut hand, site.bureau_id, checked).unwrap();
        assert_eq!(import.accepted, 500);
        site
    }

    pub(crate) fn world(&self) -> &Arc<World> {
        &self.context.world
    }
}

fn officer(bureau_id: OrganizationId) -> Actor {
    Actor {
        account_id: AccountId::from_uuid(Uuid::nil()),
        staff_id: StaffId::from_uuid(Uuid::nil()),
        organization_id: bureau_id,
        roles: vec![Role::BureauOfficer],
        post: Post::Established,
    }
}

/// Whoever runs the import to its end.
struct Hand {
    now: Instant,
}

impl Host for Hand {
    fn holder(&self) -> Uuid {
        Uuid::nil()
    }

    fn now(&self) -> Instant {
        self.now
    }

    fn goes_on(&mut self) -> bool {
        true
    }

    fn wait(&mut self, _time: Duration) {}
}
