//! Migrations go forth and back, and those that have landed stay as they are.

use super::catalog::schema_of;
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

on_both_engines!(a_database_ahead_of_the_program_is_refused, |site| {
    use diesel::connection::SimpleConnection;
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
