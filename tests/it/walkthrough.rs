//! The README's walk-through does what it says.

use harness::{binary, in_ci, on_both_engines, repository};
use std::{fs, process::Command};

const BEGIN: &str = "<!-- walk-through: begin; tests/it/walkthrough.rs runs what stands here -->";
const END: &str = "<!-- walk-through: end -->";

/// The shell blocks between the two marks, one after the other.
fn script() -> String {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, rest) = readme.split_once(BEGIN).unwrap();
    let (section, _) = rest.split_once(END).unwrap();
    let blocks = section.split("```sh\n").skip(1).map(|block| block.split_once("```").unwrap().0);
    blocks.collect()
}

/// Puts this test's value in the place of the one that is written there, which must be.
pub(crate) fn replaced(script: &str, theirs: &str, ours: &str) -> String {
    assert!(script.contains(theirs), "the text no longer says {theirs}");
    script.replace(theirs, ours)
}

on_both_engines!(the_walk_through_of_the_readme_runs, |site| {
    if Command::new("curl").arg("--version").output().is_err() {
        assert!(!in_ci(), "no curl, and in CI the walk-through must run");
        eprintln!("WALK-THROUGH NOT RUN: no curl");
        return;
    }
    let server = site.serve();
    let script = replaced(&script(), "http://127.0.0.1:8080", &server.url(""));
    let script = replaced(&script, "target/release/corrections", binary().to_str().unwrap());
    let script = replaced(&script, "sqlite://var/corrections.sqlite", site.database().url());
    // The role is held from the day on which it is granted: here on the clock of the service, not on that of the machine.
    let script = replaced(&script, "account create", "account create --now 2026-11-23T08:00:00+08:00");
    let output = site.shell(&script).current_dir(repository()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    for shown in ["\"accepted\":500", "\"next_cursor\":", "\"due_legal\":", "\"explanation\":["] {
        assert!(said.contains(shown), "the walk-through does not show {shown}:\n{said}");
    }
});
