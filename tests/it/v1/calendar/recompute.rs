//! What follows when a year is loaded or corrected: every case is computed anew, once, whatever happens meanwhile.

use super::{CREATE, REPLACE_FIRST, put, table};
use crate::v1::{first_office_id, registration, with_roster};
use diesel::connection::SimpleConnection;
use harness::{Session, on_both_engines, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

fn recomputations(session: &Session) -> Vec<Value> {
    let all = session.all("operations?limit=200").into_iter();
    all.filter(|operation| operation["kind"] == "recompute").collect()
}

/// Where the one recomputation that a PUT has begun can be watched.
fn watched(year: &Value) -> String {
    let hrefs = year["recomputations"].as_array().unwrap();
    assert_eq!(hrefs.len(), 1, "{year}");
    hrefs[0].as_str().unwrap().to_owned()
}

/// A table of a year with nothing in it.
fn bare() -> Value {
    json!({ "holidays": [], "working_days": [] })
}

on_both_engines!(a_loaded_year_is_followed_by_one_recomputation_that_survives_a_kill, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let clocks = |officer: &Session| -> Vec<[Value; 4]> {
        let members = |clock: Value| ["id", "due_strict", "due_legal", "state"].map(|member| clock[member].clone());
        officer.all("clocks?limit=200&rule=RL-1").into_iter().map(members).collect()
    };
    let before = clocks(&officer);
    let administrator = server.login("system_administrator");
    let location = watched(&put(&administrator, "2027", CREATE, &table()).expect(201));
    let operation = administrator.get(&location).expect(200);
    assert_eq!([&operation["kind"], &operation["progress"]["unit"]], ["recompute", "cases"]);
    assert_eq!(operation["progress"]["total"], 500);
    wait_for("the first cases", LIMIT, || {
        let operation = administrator.get(&location).expect(200);
        let begun = operation["progress"]["done"].as_i64().unwrap() > 0;
        (begun || operation["status"] == "succeeded").then_some(())
    });
    server.kill();

    let server = site.serve();
    let administrator = server.login("system_administrator");
    let ended = administrator.finished(&location);
    assert_eq!([&ended["status"], &ended["result"]], [&json!("succeeded"), &Value::Null], "{ended}");
    assert_eq!(ended["progress"]["done"], 500, "each case once: {ended}");
    assert_eq!(recomputations(&administrator).len(), 1);
    // A year in which nothing was moved moves nothing, and nothing is told of it in any history.
    let officer = server.login("bureau_officer");
    assert_eq!(clocks(&officer), before);
    let version = |officer: &Session| {
        officer.all("supervisees?limit=200").iter().map(|item| item["version"].as_i64().unwrap()).max()
    };
    assert_eq!(version(&officer), Some(1));
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_bureau_has_one_recomputation_at_a_time, |site| {
    let server = site.serve();
    with_roster(&server);
    let administrator = server.login("system_administrator");
    let mut seen = vec![watched(&put(&administrator, "2027", CREATE, &table()).expect(201))];
    for (year, condition, body) in [("2028", CREATE, bare()), ("2027", REPLACE_FIRST, bare()), ("2029", CREATE, bare())]
    {
        let answer = put(&administrator, year, condition, &body);
        assert!(matches!(answer.status(), 200 | 201), "{}", answer.text());
        seen.push(watched(&answer.json()));
        let live = |operation: &&Value| matches!(operation["status"].as_str(), Some("queued" | "running"));
        let all = recomputations(&administrator);
        assert!(all.iter().filter(live).count() <= 1, "{all:?}");
    }
    for location in &seen {
        assert_eq!(administrator.finished(location)["status"], "succeeded");
    }
    // No case is left behind, and what has ended is not begun again.
    let ended = recomputations(&administrator).len();
    assert!(ended <= seen.len());
    server.stop();
    let server = site.serve();
    let administrator = server.login("system_administrator");
    server.login("bureau_officer").get("clocks").expect(200);
    assert_eq!(recomputations(&administrator).len(), ended);
});

on_both_engines!(a_recomputation_is_journalled_where_something_changed_and_is_never_cancelled, |site| {
    // Ten days from 22 December end on New Year's Day 2027; by the table of 2027 they end on the 5th.
    let site = site.at("2027-01-06T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let register = |effective_on: &str, number: &str| {
        let mut order = registration(&first_office_id(&officer));
        order["id_number"] = json!(number);
        order["effective_on"] = json!(effective_on);
        order["supervision_starts_on"] = json!(effective_on);
        order["supervision_ends_on"] = json!("2027-06-21");
        officer.post("supervisees", &order).expect(201)["id"].as_str().unwrap().to_owned()
    };
    let (late, waiting) = (register("2026-12-22", "430702199003071237"), register("2027-01-04", "430721199003071236"));
    let history = |id: &str| officer.get(&format!("supervisees/{id}/history")).expect(200)["items"].clone();
    let (before, quiet) = (history(&late).as_array().unwrap().len(), history(&waiting));

    let administrator = server.login("system_administrator");
    let location = watched(&put(&administrator, "2027", CREATE, &table()).expect(201));
    let cancelled = server.login("bureau_head").post(&format!("{location}/cancellations"), &json!({}));
    // It may have ended already; cancelled it is not.
    assert_eq!(cancelled.status(), 409, "{}", cancelled.text());
    administrator.finished(&location);

    let told = history(&late);
    let told = told.as_array().unwrap();
    assert_eq!(told.len(), before + 1, "{told:?}");
    assert_eq!([&told[0]["actor"], &told[0]["action"]], ["system", "supervisee.standing_changed"]);
    let trace = told[0]["trace_id"].as_str().unwrap();
    assert_eq!(trace, location.rsplit('/').next().unwrap().replace('-', ""));
    assert_eq!(history(&waiting), quiet, "nothing changed, nothing is told");
    let now = officer.get(&format!("supervisees/{late}")).expect(200);
    assert_eq!(now["conditions"][0]["since"], "2027-01-06", "{now}");
});

on_both_engines!(one_case_that_cannot_be_computed_keeps_no_other_from_it, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let broken = officer.all("supervisees?limit=1").swap_remove(0)["id"].as_str().unwrap().to_owned();
    site.database().look(
        |sqlite| sqlite.batch_execute(&format!("update supervisees set sealed = x'00' where id = '{broken}'")).unwrap(),
        |postgres| {
            let statement = format!("update supervisees set sealed = '\\x00' where id = '{broken}'");
            postgres.batch_execute(&statement).unwrap();
        },
    );
    let administrator = server.login("system_administrator");
    let location = watched(&put(&administrator, "2027", CREATE, &table()).expect(201));
    let ended = administrator.finished(&location);
    assert_eq!([&ended["status"], &ended["problem"]["code"]], ["failed", "internal"], "{ended}");
    assert_eq!(ended["progress"]["done"], 499, "{ended}");
    assert!(server.log().contains("a case could not be computed anew"));
});
