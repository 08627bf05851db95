//! Both engines have one schema, and it keeps the house's rules.

mod append_only;
mod catalog;
mod invented;
mod migrations;

use catalog::{Schema, schema_of};
use harness::{Engine, Site, on_both_engines, repository};
use std::{collections::BTreeSet, fs};

/// Columns named `…_id` that refer to no row: the journal outlives what it tells of, a resource is of any table, and a device names
/// itself and its records.
const REFER_TO_NOTHING: [&str; 5] =
    ["journal.person_id", "journal.supervisee_id", "journal.resource_id", "records.device_id", "records.client_id"];

fn migrated(engine: Engine) -> Option<Schema> {
    let site = Site::new(engine)?;
    let output = site.run(&["migrate"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(schema_of(site.database()))
}

fn migration_names(engine: &str) -> BTreeSet<String> {
    let folder = repository().join("migrations").join(engine);
    let names = fs::read_dir(folder).unwrap().map(|entry| {
        let entry = entry.unwrap();
        for direction in ["up.sql", "down.sql"] {
            assert!(entry.path().join(direction).is_file(), "{} has no {direction}", entry.path().display());
        }
        entry.file_name().into_string().unwrap()
    });
    names.collect()
}

#[test]
fn migrations_have_equal_names_on_both_engines() {
    assert_eq!(migration_names("sqlite"), migration_names("postgres"));
}

#[test]
fn both_engines_get_the_same_schema() {
    let (Some(sqlite), Some(postgres)) = (migrated(Engine::Sqlite), migrated(Engine::Postgres)) else {
        return;
    };
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "table {name}: SQLite on the left, PostgreSQL on the right");
    }
}

#[test]
fn every_reference_has_a_foreign_key_and_an_index() {
    let schema = migrated(Engine::Sqlite).unwrap();
    for (name, table) in &schema {
        // A trace id names a request, not a row.
        for column in table.columns.keys().filter(|column| column.ends_with("_id") && *column != "trace_id") {
            let place = format!("{name}.{column}");
            if REFER_TO_NOTHING.contains(&place.as_str()) || table.is_key(column) && !table.refers(column) {
                continue;
            }
            assert!(table.refers(column), "{place} has no foreign key");
            assert!(table.is_indexed(column), "{place} is the first column of no index");
        }
    }
}

#[test]
fn every_table_tells_when_its_rows_were_made() {
    for (name, table) in migrated(Engine::Sqlite).unwrap() {
        assert!(table.columns.contains_key("created_at"), "{name} has no created_at");
    }
}

#[test]
fn every_status_column_names_its_values() {
    for (name, table) in migrated(Engine::Sqlite).unwrap() {
        for column in table.columns.keys().filter(|column| matches!(column.as_str(), "status" | "state" | "level")) {
            let check = format!("{name}_{column}_check");
            assert!(table.checks.contains(&check), "{name}.{column} has no {check}");
        }
    }
}

on_both_engines!(migrating_twice_changes_nothing, |site| {
    assert!(site.run(&["migrate"], "").status.success());
    let once = schema_of(site.database());
    assert!(site.run(&["migrate"], "").status.success());
    assert_eq!(once, schema_of(site.database()));
});

/// The statuses in the named check of the newest migration that has it.
fn checked_statuses(engine: &str, check: &str) -> BTreeSet<String> {
    let folder = repository().join("migrations").join(engine);
    let mut texts =
        migration_names(engine).into_iter().map(|name| fs::read_to_string(folder.join(name).join("up.sql")).unwrap());
    let text = texts.rfind(|text| text.contains(check)).unwrap();
    let (_, rest) = text.rsplit_once(check).unwrap();
    let words = rest.split_once("))").unwrap().0;
    words.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_tables_allow_every_status_of_a_proceeding_and_no_other() {
    let site = Site::new(Engine::Sqlite).unwrap();
    let server = site.serve();
    let list = server.login("bureau_officer").get("code-lists/proceeding-statuses").expect(200);
    let known: BTreeSet<String> =
        list["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect();
    for engine in ["sqlite", "postgres"] {
        for check in ["proceedings_status_check", "steps_status_check"] {
            assert_eq!(checked_statuses(engine, check), known, "{engine}: {check}");
        }
    }
}
