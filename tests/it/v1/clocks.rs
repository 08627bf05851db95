mod as_calendar;
mod as_of;

use super::{first_office_id, registration, with_roster};
use diesel::connection::SimpleConnection;
use harness::{Site, on_both_engines};
use reqwest::Method;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

const RULES: [&str; 12] = ["R-1", "R-2", "R-3", "R-4a", "R-4b", "R-4c", "R-5", "M-4", "H-2", "H-12", "RL-1", "RL-2"];
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
    assert!(officer.all("clocks?rule=X-99").is_empty());
    for bad in
        ["due_before=tomorrow", "due_before=2026-2-3", "state=late", "overdue=yes", "limit=0", "limit=201", "cursor=x"]
    {
        officer.get(&format!("clocks?{bad}")).expect(400);
    }
    let page = officer.get("clocks?limit=1&state=open").expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    officer.get(&format!("clocks?limit=1&state=met&cursor={cursor}")).problem(400, "invalid_cursor");
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

on_both_engines!(a_clock_is_open_on_its_last_day_and_overdue_on_the_next, |site| {
    // Effective on 2 November, so to be reported by the 12th.
    let mut site = site.at("2026-11-11T12:00:00+08:00");
    let id = register(&site);
    for (now, state) in [
        ("2026-11-11T23:50:00+08:00", "open"),
        ("2026-11-12T00:00:00+08:00", "open"),
        ("2026-11-12T23:50:00+08:00", "open"),
        ("2026-11-13T00:00:00+08:00", "overdue"),
    ] {
        site = site.at(now);
        let server = site.serve();
        let officer = server.login("bureau_officer");
        for list in [format!("clocks?supervisee_id={id}"), format!("supervisees/{id}/clocks")] {
            let clocks = officer.all(&list);
            let report = clocks.iter().find(|clock| clock["rule"] == "R-4a").unwrap();
            assert_eq!([&report["state"], &report["due_legal"]], [state, "2026-11-12"], "{now} {list}");
        }
        let overdue = officer.all(&format!("clocks?supervisee_id={id}&rule=R-4a&overdue=true"));
        assert_eq!(overdue.len(), usize::from(state == "overdue"), "{now}");
        server.stop();
    }
});

on_both_engines!(the_clocks_of_a_case_are_those_of_the_worklist_and_are_known_as_of_a_moment, |site| {
    let site = site.at("2026-11-11T09:00:00+08:00");
    let id = register(&site);
    let site = site.at("2026-11-20T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let path = format!("supervisees/{id}");
    let version = officer.get(&path).expect(200)["version"].as_i64().unwrap();
    // The sweep may write the same record at the same time.
    let report = json!({ "reported_on": "2026-11-10" });
    if officer.patch(&path, version, &report).status() == 412 {
        officer.patch(&path, version + 1, &report).expect(200);
    }

    let by_rule = |list: &str| -> BTreeMap<String, serde_json::Value> {
        officer.all(list).into_iter().map(|clock| (clock["rule"].as_str().unwrap().to_owned(), clock)).collect()
    };
    let computed = by_rule(&format!("supervisees/{id}/clocks"));
    assert_eq!(computed, by_rule(&format!("clocks?supervisee_id={id}")));
    assert_eq!([&computed["R-4a"]["state"], &computed["R-4a"]["met_on"]], ["met", "2026-11-10"]);
    for moment in ["2026-11-15T00:00:00%2B08:00", "2026-11-15T00:00:00+08:00"] {
        let known = by_rule(&format!("supervisees/{id}/clocks?as_of={moment}"));
        assert_eq!(known["R-4a"]["state"], "overdue", "nobody knew of the report on the 15th");
    }
    officer.get(&format!("supervisees/{id}/clocks?as_of=2026-11-10T00:00:00Z")).problem(404, "not_found");
    officer.get(&format!("supervisees/{id}/clocks?as_of=2027-01-01T00:00:00Z")).error(
        400,
        "as_of",
        "invalid_parameter",
    );

    let clock = format!("clocks/{}", computed["R-4a"]["id"].as_str().unwrap());
    let one = officer.get(&clock);
    assert_eq!(one.expect(200), computed["R-4a"]);
    let again = officer.request(Method::GET, &clock).header("if-none-match", one.header("etag").unwrap()).send();
    assert_eq!((again.status(), again.bytes().len()), (304, 0));
    let english = officer.request(Method::GET, &clock).header("accept-language", "en").send().expect(200);
    assert_eq!(english["basis"], "CCL 21; OP26 form 6");
    assert!(english["explanation"][0].as_str().unwrap().is_ascii(), "{english}");
});

on_both_engines!(clocks_are_seen_within_the_area_and_from_above_without_names, |site| {
    let id = register(&site);
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let clock = officer.all(&format!("clocks?supervisee_id={id}")).remove(0);
    assert_eq!(clock["name"], "钟测试");
    let path = format!("clocks/{}", clock["id"].as_str().unwrap());
    assert_eq!(server.login("province_reader").get(&path).expect(200)["name"], "钟**");

    let organizations = officer.all("organizations");
    let other = organizations.iter().rfind(|organization| organization["level"] == "office").unwrap();
    assert_ne!(other["id"], clock["organization_id"]);
    let neighbour = server.login_at("office_officer", other["code"].as_str().unwrap());
    assert!(neighbour.all("clocks").is_empty());
    neighbour.get(&path).problem(404, "not_found");
    neighbour.get(&format!("supervisees/{id}/clocks")).problem(404, "not_found");
    server.login("audit_administrator").get("clocks").problem(403, "not_permitted");
});

on_both_engines!(a_kept_clock_of_a_rule_that_is_gone_is_left_out, |site| {
    let id = register(&site);
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let list = format!("clocks?supervisee_id={id}");
    let before = officer.all(&list);
    let gone = before.iter().find(|clock| clock["rule"] == "R-2").unwrap();
    let statement = "update clocks set rule = 'R-0' where rule = 'R-2'";
    let database = site.database();
    database
        .look(|sqlite| sqlite.batch_execute(statement).unwrap(), |postgres| postgres.batch_execute(statement).unwrap());

    let kept = officer.all(&list);
    assert_eq!(kept.len(), before.len() - 1);
    assert!(kept.iter().all(|clock| clock["id"] != gone["id"]));
    // The pages go on behind it.
    assert_eq!(officer.all(&format!("{list}&limit=1")), kept);
    officer.get(&format!("clocks/{}", gone["id"].as_str().unwrap())).problem(404, "not_found");
    assert!(server.log().contains("the rulebook has no such rule"));
});

/// Registers a case at the first office, in a run of its own; gives its id.
fn register(site: &Site) -> String {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    server.stop();
    created["id"].as_str().unwrap().to_owned()
}
