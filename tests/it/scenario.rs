//! The scenario of `docs/scenario.md` does what it says, and the service answers what stands there.

use crate::walkthrough::replaced;
use harness::{binary, in_ci, on_both_engines, repository};
use std::{fs, net::TcpListener, process::Command};

const BEGIN: &str = "<!-- scenario: begin; tests/it/scenario.rs runs what stands here -->";
const END: &str = "<!-- scenario: end -->";
/// What the script says where the page shows an answer.
const SHOWN: &str = "=== the page shows an answer";

/// The shell of the page as one script, and what is shown of the answers: for each place, its lines.
fn page() -> (String, Vec<Vec<String>>) {
    let page = fs::read_to_string(repository().join("docs/scenario.md")).unwrap();
    let (_, rest) = page.split_once(BEGIN).unwrap();
    let (section, _) = rest.split_once(END).unwrap();
    // Everything on one stream, in the order in which it is said.
    let (mut script, mut shown) = ("exec 2>&1\n".to_owned(), Vec::new());
    for block in section.split("\n```").skip(1).step_by(2) {
        if let Some(shell) = block.strip_prefix("sh\n") {
            script += &format!("{shell}\n");
        } else {
            script += &format!("echo '{SHOWN}'\n");
            shown.push(block.strip_prefix("json\n").unwrap().lines().map(str::to_owned).collect());
        }
    }
    (script, shown)
}

/// A port that nobody listens on now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

on_both_engines!(the_scenario_runs_and_shows_what_the_service_answers, |site| {
    if Command::new("curl").arg("--version").output().is_err() {
        assert!(!in_ci(), "no curl, and in CI the scenario must run");
        eprintln!("SCENARIO NOT RUN: no curl");
        return;
    }
    let (script, shown) = page();
    let script = replaced(&script, "127.0.0.1:8080", &format!("127.0.0.1:{}", free_port()));
    let script = replaced(&script, "target/release/corrections", binary().to_str().unwrap());
    let script = replaced(&script, "sqlite://var/scenario.sqlite", site.database().url());
    let output = site.shell(&script).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let log = fs::read_to_string(site.home().join("var/scenario.log")).unwrap_or_default();
    assert!(output.status.success(), "{said}\n--- the service's log\n{log}");
    let answers: Vec<&str> = said.split(SHOWN).collect();
    assert_eq!(answers.len(), shown.len() + 1, "{said}");
    for (answer, lines) in answers.iter().zip(&shown) {
        let mut rest = *answer;
        for line in lines {
            rest = rest.split_once(line.as_str()).unwrap_or_else(|| panic!("not answered here: {line}\n{answer}")).1;
        }
    }
});
