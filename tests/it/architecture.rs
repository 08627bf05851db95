//! Who may know whom, and what no source file may hold.

use harness::repository;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// Everything that the law's library may use, tests aside.
const DOMAIN_MAY_USE: [&str; 5] = ["chrono", "serde", "thiserror", "utoipa", "uuid"];

/// What each package never uses, with the layer to which it belongs instead.
const NEVER: [(&str, &[&str]); 4] = [
    ("domain", &["app", "store", "corrections-api", "diesel", "actix-web", "tokio", "tracing", "rand"]),
    ("store", &["app", "corrections-api", "actix-web", "jsonwebtoken", "utoipa", "clap", "figment"]),
    ("app", &["corrections-api", "actix-web", "diesel", "utoipa", "clap", "figment"]),
    ("corrections-api", &["diesel", "diesel_migrations", "r2d2", "libsqlite3-sys", "pq-sys"]),
];

/// Text that no Rust source may hold, and why.
const NOWHERE: [(&str, &str); 5] = [
    ("sql_query(format!", "values reach SQL only as binds"),
    ("sql_query(&format!", "values reach SQL only as binds"),
    ("todo!(", "nothing is left for later"),
    ("unimplemented!(", "nothing is left for later"),
    ("#[ignore", "a test that does not run tests nothing"),
];

fn uses(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|candidate| candidate["name"] == package).unwrap();
    let dependencies = package["dependencies"].as_array().unwrap();
    let outside_tests = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
    outside_tests.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn the_domain_uses_nothing_that_could_act() {
    let allowed = DOMAIN_MAY_USE.map(str::to_owned).into();
    let used = uses("domain");
    assert!(used.is_subset(&allowed), "beyond the allowed: {:?}", used.difference(&allowed));
}

#[test]
fn arrows_point_down_only() {
    for (package, never) in NEVER {
        let used = uses(package);
        for dependency in never {
            assert!(!used.contains(*dependency), "{package} uses {dependency}");
        }
    }
}

#[test]
fn no_source_holds_what_is_banned() {
    let mut files = Vec::new();
    for folder in ["api", "crates", "tests"] {
        rust_files(&repository().join(folder), &mut files);
    }
    assert!(!files.is_empty());
    for path in files.iter().filter(|path| !path.ends_with("tests/it/architecture.rs")) {
        let source = fs::read_to_string(path).unwrap();
        for (text, why) in NOWHERE {
            assert!(!source.contains(text), "{} holds {text:?}: {why}", path.display());
        }
    }
}
