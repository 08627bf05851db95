//! Start and stop, sub-commands, settings.

use harness::{Engine, Site, on_both_engines};

on_both_engines!(it_starts_on_an_empty_database_and_stops_cleanly, |site| {
    let server = site.serve();
    let stranger = server.stranger();
    stranger.get("/healthz").expect(200);
    stranger.get("/readyz").expect(200);
    assert!(server.stop().success());
    assert!(site.serve().stop().success(), "it starts again where it stopped");
});

on_both_engines!(the_first_start_alone_prints_a_bootstrap_credential, |site| {
    let first = site.serve();
    let log = first.log();
    assert!(log.contains("bootstrap") || log.contains("Bootstrap"), "{log}");
    assert!(log.contains("/docs"), "the address of the documentation page: {log}");
    first.stop();
    let again = site.serve();
    assert_eq!(again.log().matches("ootstrap").count(), log.matches("ootstrap").count());
});

on_both_engines!(an_untouched_journal_verifies, |site| {
    let server = site.serve();
    crate::v1::with_roster(&server);
    server.stop();
    let output = site.run(&["verify"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
});

on_both_engines!(the_command_line_imports_what_http_would, |site| {
    let roster = harness::repository().join("tests/fixtures/roster-500.csv");
    let output = site.run(&["import", roster.to_str().unwrap()], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let server = site.serve();
    assert_eq!(server.login("bureau_head").all("supervisees?limit=200").len(), 500);
});

on_both_engines!(the_command_line_lists_the_rows_it_refuses, |site| {
    let faulty = harness::repository().join("tests/fixtures/roster-faults.xlsx");
    let faulty = faulty.to_str().unwrap();
    let output = site.run(&["import", faulty, "--organization", "430702", "--dry-run", "--json"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&said["rows"], &said["dry_run"]), (&serde_json::json!(24), &serde_json::json!(true)));
    let rejected = said["rejected_rows"].as_array().unwrap();
    assert_eq!(said["rejected"], rejected.len());
    assert_eq!(
        (&rejected[0]["sheet_row"], &rejected[0]["faults"][0]["code"]),
        (&serde_json::json!(2), &serde_json::json!("identity_check_digit"))
    );

    let output = site.run(&["import", faulty], "");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("rows 24") && said.contains("2\t身份证号\tidentity_check_digit"), "{said}");
    for arguments in [["import", "no-such-file.xlsx"], ["import", site.home().join("master.key").to_str().unwrap()]] {
        assert!(!site.run(&arguments, "").status.success(), "{arguments:?}");
    }
    assert!(!site.run(&["import", faulty, "--organization", "4307"], "").status.success(), "a city keeps no register");
});

#[test]
fn a_misspelt_database_url_is_refused_and_makes_no_file() {
    let site = Site::new(Engine::Sqlite).unwrap();
    for url in ["postgrse://localhost/x", "host=localhost dbname=x", "corrections.db", ""] {
        let output = std::process::Command::new(harness::binary())
            .args(["migrate", "--database-url", url])
            .current_dir(site.home())
            .output()
            .unwrap();
        assert!(!output.status.success(), "{url}");
    }
    assert_eq!(std::fs::read_dir(site.home()).unwrap().count(), 0);
}

#[test]
fn production_refuses_a_clock_set_by_hand() {
    let site = Site::new(Engine::Sqlite).unwrap().setting("MODE", "production");
    let output = site.run(&["serve", "--listen", "127.0.0.1:0", "--now", "2026-11-23T09:00:00+08:00"], "");
    assert!(!output.status.success());
}

#[test]
fn faults_of_the_settings_are_listed_all_at_once() {
    let site = Site::new(Engine::Sqlite).unwrap().setting("SERVER__LISTEN", "nowhere").setting("COLOUR", "red");
    let output = site.run(&["config"], "");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).to_lowercase();
    assert!(said.contains("server.listen") && said.contains("colour"), "{said}");
}

#[test]
fn the_committed_page_of_proceedings_is_what_the_program_prints() {
    let site = Site::new(Engine::Sqlite).unwrap();
    let output =
        std::process::Command::new(harness::binary()).arg("proceedings").current_dir(site.home()).output().unwrap();
    let committed = std::fs::read_to_string(harness::repository().join("docs/proceedings.md")).unwrap();
    assert!(
        String::from_utf8_lossy(&output.stdout) == committed,
        "docs/proceedings.md differs: run `make proceedings`"
    );
}

#[test]
fn a_local_default_that_would_loosen_national_law_stops_the_start() {
    let site = Site::new(Engine::Sqlite)
        .unwrap()
        .setting("LOCAL_DEFAULTS__LEAVE__OFFICE_DAYS", "8")
        .setting("LOCAL_DEFAULTS__POSITIONING__MAX", "4")
        .setting("LOCAL_DEFAULTS__PLAN__DAYS", "400")
        .setting("LOCAL_DEFAULTS__LEAVE__COLOUR", "red");
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["config"], &["rule", "local-defaults"]] {
        let output = site.run(command, "");
        assert!(!output.status.success(), "{command:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        for fault in [
            "local_defaults.leave.office_days: 8 is outside 1 to 7: a local setting may not loosen national law (IM-27, IM 27)",
            "local_defaults.positioning.max: 4 is outside 1 to 3: a local setting may not loosen national law (EP-1, ",
            "local_defaults.plan.days: 400 is outside 1 to 365: national law sets no such bound, this one is the service's own",
            "local_defaults.leave.colour: no such setting",
        ] {
            assert!(said.contains(fault), "{fault}\n{said}");
        }
    }
}

#[test]
fn the_settings_in_force_show_the_local_defaults() {
    let site = Site::new(Engine::Sqlite).unwrap().setting("LOCAL_DEFAULTS__POSITIONING__MAX", "2");
    let said = site.run(&["config"], "").stdout;
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("local_defaults.positioning.max = 2\n") && said.contains("plan.days = (not set)"), "{said}");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_fault_and_lost_output_is_one() {
    let site = Site::new(Engine::Sqlite).unwrap();
    let ask = |script: &str| {
        let program = harness::binary().to_str().unwrap();
        site.shell(&script.replace("CORRECTIONS", program)).output().unwrap()
    };
    let enough = ask("CORRECTIONS rule list | head -n 1");
    assert!(enough.status.success() && enough.stderr.is_empty(), "{}", String::from_utf8_lossy(&enough.stderr));
    let lost = ask("CORRECTIONS rule list > /dev/full");
    assert!(!lost.status.success());
    assert!(String::from_utf8_lossy(&lost.stderr).contains("cannot be written"));
}
