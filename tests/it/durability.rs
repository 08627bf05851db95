//! What was acknowledged is there, whatever happens.

mod concurrency;
mod outages;
mod papers;
mod power_cuts;

use harness::{fixture, on_both_engines, wait_for};
use std::time::Duration;

on_both_engines!(an_import_survives_a_kill_in_its_middle, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let accepted = officer.upload("roster-500.xlsx", fixture("roster-500.xlsx"), false);
    accepted.expect(202);
    let location = accepted.header("location").unwrap().to_owned();
    let acknowledged = wait_for("the first rows", Duration::from_secs(60), || {
        let operation = officer.get(&location).expect(200);
        let done = operation["progress"]["done"].as_i64().unwrap();
        (done > 0 || operation["status"] == "succeeded").then_some(done)
    });
    server.kill();

    let server = site.serve();
    let officer = server.login("bureau_officer");
    let there = i64::try_from(officer.all("supervisees?limit=200").len()).unwrap();
    assert!(there >= acknowledged, "{acknowledged} rows were acknowledged, {there} are there");
    let operation = officer.finished(&location);
    assert_eq!(operation["status"], "succeeded", "{operation}");
    assert_eq!(operation["result"]["accepted"], 500, "{operation}");
    assert_eq!(officer.all("supervisees?limit=200").len(), 500);
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(an_import_goes_on_after_a_stop, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let accepted = officer.upload("roster-500.csv", fixture("roster-500.csv"), false);
    accepted.expect(202);
    let location = accepted.header("location").unwrap().to_owned();
    assert!(server.stop().success());

    let server = site.serve();
    let operation = server.login("bureau_officer").finished(&location);
    assert_eq!(operation["status"], "succeeded", "{operation}");
    assert_eq!(operation["result"]["accepted"], 500, "{operation}");
});
