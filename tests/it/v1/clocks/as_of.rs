//! What is answered about a past moment: the record, the law and the calendar of that day.

use crate::v1::{first_office_id, registration};
use harness::{Session, Site, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

/// Registers a case in a run of its own at a moment; gives its id.
fn register_at(site: Site, now: &str, change: impl Fn(&mut Value)) -> (Site, String) {
    let site = site.at(now);
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let mut body = registration(&first_office_id(&officer));
    change(&mut body);
    let created = officer.post("supervisees", &body).expect(201);
    server.stop();
    (site, created["id"].as_str().unwrap().to_owned())
}

/// Loads a table of 2027 in a run of its own at a moment: days off from New Year's Day to this day of January.
fn load_2027(site: Site, now: &str, condition: (&str, &str), to: &str) -> Site {
    let site = site.at(now);
    let server = site.serve();
    let table = json!({
        "holidays": [{ "name": { "zh": "元旦", "en": "New Year" }, "from": "2027-01-01", "to": to }],
        "working_days": [],
    });
    let administrator = server.login("system_administrator");
    let put = administrator.request(Method::PUT, "calendar/2027").header(condition.0, condition.1).json(&table).send();
    assert!(matches!(put.status(), 200 | 201), "{}", put.text());
    server.stop();
    site
}

fn report_clock(officer: &Session, id: &str, moment: &str) -> Value {
    let clocks = officer.all(&format!("supervisees/{id}/clocks?as_of={moment}"));
    clocks.into_iter().find(|clock| clock["rule"] == "R-4a").unwrap()
}

on_both_engines!(a_date_rests_on_the_calendar_as_it_was_known_then, |site| {
    // Ten days from 22 December end on New Year's Day 2027.
    let (site, id) = register_at(site, "2026-12-28T09:00:00+08:00", |body| {
        body["effective_on"] = json!("2026-12-22");
        body["supervision_starts_on"] = json!("2026-12-22");
        body["supervision_ends_on"] = json!("2027-04-21");
    });
    let site = load_2027(site, "2027-01-06T09:00:00+08:00", ("if-none-match", "*"), "2027-01-03");
    let site = load_2027(site, "2027-01-08T09:00:00+08:00", ("if-match", "\"1\""), "2027-01-05");
    let site = site.at("2027-01-10T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for (moment, due_legal, provisional, state) in [
        ("2026-12-29T09:00:00Z", "2027-01-01", true, "open"),
        ("2027-01-05T09:00:00Z", "2027-01-01", true, "open"),
        ("2027-01-07T09:00:00Z", "2027-01-04", false, "overdue"),
        ("2027-01-09T09:00:00Z", "2027-01-06", false, "overdue"),
    ] {
        let clock = report_clock(&officer, &id, moment);
        assert_eq!(
            [&clock["due_legal"], &clock["provisional"], &clock["state"]],
            [&json!(due_legal), &json!(provisional), &json!(state)],
            "{moment}: {clock}"
        );
        // A provisional date is never a ground for lateness, whatever was learnt later.
        let known = officer.get(&format!("supervisees/{id}?as_of={moment}")).expect(200);
        let missed = known["conditions"].as_array().unwrap().iter().find(|held| held["code"] == "missed_intake");
        assert_eq!(missed.is_some(), state == "overdue", "{moment}: {known}");
        assert_eq!(known["status"], "awaiting_intake");
    }
    let since = |moment: &str| {
        let known = officer.get(&format!("supervisees/{id}?as_of={moment}")).expect(200);
        known["conditions"][0]["since"].as_str().unwrap().to_owned()
    };
    assert_eq!([since("2027-01-07T09:00:00Z"), since("2027-01-09T09:00:00Z")], ["2027-01-05", "2027-01-07"]);
});

on_both_engines!(articles_are_cited_as_they_stood_on_the_day, |site| {
    // 司发通〔2026〕8号 is law from 21 February 2026 on; until the day before it was 司发通〔2016〕88号.
    let (site, id) = register_at(site, "2026-02-19T09:00:00+08:00", |body| {
        body["decided_on"] = json!("2026-01-20");
        body["effective_on"] = json!("2026-02-02");
        body["supervision_starts_on"] = json!("2026-02-02");
        body["supervision_ends_on"] = json!("2026-06-01");
    });
    let site = site.at("2026-02-22T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let english = |path: &str| officer.request(Method::GET, path).header("accept-language", "en").send().expect(200);
    for (moment, documents, report, missed) in [
        ("2026-02-20T23:59:59%2B08:00", "CCL 20; IM 16; OP16", "CCL 21", "OP16"),
        ("2026-02-21T00:00:00%2B08:00", "CCL 20; IM 16; OP26 8–9", "CCL 21; OP26 form 6", "OP26 11"),
    ] {
        let clocks = english(&format!("supervisees/{id}/clocks?as_of={moment}"));
        let basis = |rule: &str| {
            let clock = clocks["items"].as_array().unwrap().iter().find(|clock| clock["rule"] == rule).unwrap();
            clock["basis"].as_str().unwrap().to_owned()
        };
        assert_eq!([basis("R-2"), basis("R-4a")], [documents, report], "{moment}");
        let known = english(&format!("supervisees/{id}?as_of={moment}"));
        let condition = known["conditions"].as_array().unwrap().iter().find(|held| held["code"] == "missed_intake");
        assert_eq!(condition.unwrap()["basis"], missed, "{moment}: {known}");
    }
    let now = english(&format!("clocks?supervisee_id={id}&rule=R-2"));
    assert_eq!(now["items"][0]["basis"], "CCL 20; IM 16; OP26 8–9");
});
