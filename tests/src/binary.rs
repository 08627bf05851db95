//! Finds the binary under test.

use crate::repository;
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The `corrections` binary: what `CORRECTIONS_BIN` names, else this workspace's, built from the present source.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| env::var_os("CORRECTIONS_BIN").map_or_else(build, PathBuf::from))
}

/// Builds in the profile of this test and asks cargo where the binary is. Naming the test beside the binary lets cargo
/// resolve features as `cargo test` does, so that nothing is built twice.
fn build() -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(repository()).args(["build", "--workspace", "--bin", "corrections", "--test", "it"]);
    cargo.arg("--message-format=json-render-diagnostics");
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "the binary does not build:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| {
            message.pointer("/target/name").is_some_and(|name| name == "corrections")
                && message.pointer("/profile/test").is_some_and(|test| test == false)
        })
        .and_then(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .expect("cargo says where the binary is")
}
