use super::{first_office_id, registration, with_roster};
use harness::on_both_engines;
use serde_json::json;
use std::collections::BTreeSet;

const RULES: [&str; 11] = ["R-1", "R-2", "R-3", "R-4a", "R-4b", "R-4c", "R-5", "M-4", "H-2", "RL-1", "RL-2"];
const STATES: [&str; 5] = ["open", "met", "late_met", "overdue", "cancelled"];

on_both_engines!(the_roster_starts_every_kind_of_clock, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let clocks = officer.all("clocks?limit=200");
    let known: BTreeSet<&str> = RULES.into();
    let seen: BTreeSet<&str> = clocks.iter().map(|clock| clock["rule"].as_str().unwrap()).collect();
    assert!(seen.is_subset(&known), "{seen:?}");
    for rule in ["R-2", "R-4a", "M-4", "H-2", "RL-1"] {
        assert!(seen.contains(rule), "no clock of {rule}");
    }
    for clock in &clocks {
        assert!(STATES.contains(&clock["state"].as_str().unwrap()), "{clock}");
        assert!(clock["due_strict"].as_str().unwrap() <= clock["due_legal"].as_str().unwrap(), "{clock}");
        for member in ["basis", "supervisee_id", "starts_on", "provisional", "actor"] {
            assert!(clock.get(member).is_some(), "{member} is missing: {clock}");
        }
        if clock["provisional"] == true {
            assert!(!matches!(clock["state"].as_str(), Some("late_met" | "overdue")), "{clock}");
        }
    }
});

on_both_engines!(medical_clocks_run_only_for_those_outside_prison, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let outside: BTreeSet<String> = officer
        .all("supervisees?limit=200&category=temporary_outside_prison")
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    for rule in ["M-4", "H-2"] {
        for clock in officer.all(&format!("clocks?limit=200&rule={rule}")) {
            assert!(outside.contains(clock["supervisee_id"].as_str().unwrap()), "{clock}");
        }
    }
});

on_both_engines!(filters_of_clocks_mean_what_they_say, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    for clock in officer.all("clocks?limit=200&overdue=true") {
        assert_eq!(clock["state"], "overdue", "{clock}");
        assert!(clock["due_legal"].as_str().unwrap() < "2026-11-23", "{clock}");
    }
    for clock in officer.all("clocks?limit=200&due_before=2026-12-01&state=open") {
        assert!(clock["due_strict"].as_str().unwrap() < "2026-12-01", "{clock}");
        assert_eq!(clock["state"], "open");
    }
    let due: Vec<String> = officer
        .all("clocks?limit=200&state=open")
        .iter()
        .map(|clock| clock["due_strict"].as_str().unwrap().to_owned())
        .collect();
    assert!(due.is_sorted(), "the worklist is not in the order of its due days");
    officer.get("clocks?rule=X-99").expect(400);
    officer.get("clocks?due_before=tomorrow").expect(400);
});

on_both_engines!(a_report_in_time_meets_its_clock_and_begins_supervision, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let id = created.expect(201)["id"].as_str().unwrap().to_owned();
    let report = |state: &str| {
        let clocks = officer.all(&format!("clocks?supervisee_id={id}&rule=R-4a"));
        assert_eq!(clocks.len(), 1);
        assert_eq!(clocks[0]["state"], state, "{}", clocks[0]);
        clocks[0].clone()
    };
    // Effective on 2 November, so to be reported by the 12th: the 23rd is too late.
    let overdue = report("overdue");
    assert_eq!(overdue["due_legal"], "2026-11-12");
    let missed = officer.get(&format!("supervisees/{id}")).expect(200);
    assert!(missed["conditions"].as_array().unwrap().iter().any(|condition| condition["code"] == "missed_intake"));

    let met = officer.patch(&format!("supervisees/{id}"), 1, &json!({ "reported_on": "2026-11-12" })).expect(200);
    assert_eq!(met["status"], "under_supervision");
    assert!(met["conditions"].as_array().unwrap().is_empty(), "{met}");
    report("met");
    officer.patch(&format!("supervisees/{id}"), 2, &json!({ "reported_on": "2026-11-13" })).expect(200);
    report("late_met");
});
