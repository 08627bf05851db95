//! Migrations go forth and back, and those that have landed stay as they are.

use super::catalog::schema_of;
use diesel::{
    QueryableByName, RunQueryDsl,
    backend::Backend,
    connection::SimpleConnection,
    migration::Migration,
    sql_query,
    sql_types::{Bool, Text},
};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use harness::{Engine, Site, on_both_engines, pause, repository};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs};

/// The migrations of an engine as they lie in the repository.
fn migrations(engine: &str) -> FileBasedMigrations {
    FileBasedMigrations::from_path(repository().join("migrations").join(engine)).unwrap()
}

on_both_engines!(every_migration_can_be_taken_back_and_made_again, |site| {
    assert!(site.run(&["migrate"], "").status.success());
    let once = schema_of(site.database());
    // An empty house: what is filled in at the first start would stand in the way of going back, as it should.
    let site = Site::new(site.database().engine()).unwrap();
    let database = site.database();
    let forth = || {
        database.look(
            |sqlite| _ = sqlite.run_pending_migrations(migrations("sqlite")).unwrap(),
            |postgres| _ = postgres.run_pending_migrations(migrations("postgres")).unwrap(),
        );
    };
    forth();
    assert_eq!(once, schema_of(database));
    database.look(
        |sqlite| _ = sqlite.revert_all_migrations(migrations("sqlite")).unwrap(),
        |postgres| _ = postgres.revert_all_migrations(migrations("postgres")).unwrap(),
    );
    let left: Vec<_> = schema_of(database).into_keys().filter(|table| !table.starts_with("__diesel")).collect();
    assert!(left.is_empty(), "{left:?} are left");
    forth();
    assert_eq!(once, schema_of(database));
    assert!(site.run(&["migrate"], "").status.success());
});

/// Runs the migrations that come before this one.
fn migrate_up_to<DB: Backend>(conn: &mut impl MigrationHarness<DB>, known: FileBasedMigrations, before: &str) {
    for migration in conn.pending_migrations(known).unwrap() {
        if migration.name().to_string().as_str() < before {
            conn.run_migration(&migration).unwrap();
        }
    }
}

#[derive(QueryableByName)]
struct Held {
    #[diesel(sql_type = Text)]
    since: String,
    #[diesel(sql_type = Bool)]
    is_open: bool,
}

on_both_engines!(roles_and_delegations_of_before_the_dates_hold_from_the_local_day_of_their_entry, |site| {
    const BEFORE: &str = "2026-11-23-0700";
    // Half past one in the night of 2 March in Shanghai.
    const ENTERED: &str = "'2026-03-01T17:30:00.000000Z'";
    let id = |number: u8| format!("'01939f2e-70aa-7d0e-8a51-6f3d0c9b1e0{number}'");
    let rows = [
        format!(
            "insert into organizations (id, code, name, level, delegated, version, created_at, updated_at) values
             ({}, '1', '甲司法所', 'office', TRUE, 1, {ENTERED}, {ENTERED}),
             ({}, '2', '乙司法所', 'office', FALSE, 1, {ENTERED}, {ENTERED})",
            id(1),
            id(2)
        ),
        format!(
            "insert into staff (id, organization_id, name, post, starts_on, version, created_at, updated_at) values
             ({}, {}, '周明', 'established', '2026-01-01', 1, {ENTERED}, {ENTERED})",
            id(3),
            id(1)
        ),
        format!(
            "insert into accounts (id, staff_id, organization_id, login_name, state, password_hash,
             password_changed_at, password_expires, must_change, version, created_at, updated_at) values
             ({}, {}, {}, 'zhou.ming', 'active', '-', {ENTERED}, FALSE, FALSE, 1, {ENTERED}, {ENTERED})",
            id(4),
            id(3),
            id(1)
        ),
        format!(
            "insert into account_roles (id, account_id, role, created_at) values
             ({}, {}, 'office_officer', {ENTERED})",
            id(5),
            id(4)
        ),
    ]
    .join(";\n");
    site.database().look(
        |sqlite| {
            migrate_up_to(sqlite, migrations("sqlite"), BEFORE);
            sqlite.batch_execute(&rows).unwrap();
        },
        |postgres| {
            migrate_up_to(postgres, migrations("postgres"), BEFORE);
            postgres.batch_execute(&rows).unwrap();
        },
    );
    assert!(site.run(&["migrate"], "").status.success());
    for (table, what) in [("account_roles", "account_id"), ("delegations", "organization_id")] {
        let whose = if table == "delegations" { id(1) } else { id(4) };
        let question = format!(
            "select cast(starts_on as text) as since, ends_on is null as is_open from {table} where {what} = {whose}
             union all select 'of another', TRUE from {table} where {what} = {}",
            id(2)
        );
        let held: Vec<Held> = site.database().look(
            |sqlite| sql_query(&question).load(sqlite).unwrap(),
            |postgres| sql_query(&question).load(postgres).unwrap(),
        );
        let held: Vec<_> = held.iter().map(|held| (held.since.as_str(), held.is_open)).collect();
        assert_eq!(held, [("2026-03-02", true)], "{table}");
    }
});

on_both_engines!(a_database_ahead_of_the_program_is_refused, |site| {
    assert!(site.run(&["migrate"], "").status.success());
    let newer = "insert into __diesel_schema_migrations (version) values ('999912312359')";
    site.database()
        .look(|sqlite| sqlite.batch_execute(newer).unwrap(), |postgres| postgres.batch_execute(newer).unwrap());
    let output = site.run(&["migrate"], "");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("999912312359"));
});

#[test]
fn landed_migrations_are_never_edited() {
    let folder = repository().join("migrations");
    let list = fs::read_to_string(folder.join("landed.sha256")).unwrap();
    let landed: BTreeMap<&str, &str> =
        list.lines().filter_map(|line| line.split_once("  ")).map(|(h, p)| (p, h)).collect();
    assert!(!landed.is_empty());
    for (path, hash) in landed {
        let bytes = fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path} has landed: {error}"));
        let now: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(now, hash, "{path} has landed; write another migration (`make migration`)");
    }
}

/// A program that is killed while it migrates leaves nothing half done.
#[test]
fn a_migration_is_made_whole_or_not_at_all() {
    let site = Site::new(Engine::Sqlite).unwrap();
    for _ in 0..10 {
        let mut child = site.command(&["migrate"]).spawn().unwrap();
        pause(std::time::Duration::from_millis(8));
        let _gone = child.kill();
        child.wait().unwrap();
    }
    let output = site.run(&["migrate"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(site.run(&["verify"], "").status.success());
}
