//! One case, one page: summary, defects, timeline.

use super::{case, content_of, entering, received};
use harness::{Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

fn defects(session: &Session, id: &str) -> Vec<(String, String)> {
    let page = session.get(&format!("supervisees/{id}/defects")).expect(200);
    assert_eq!(page["next_cursor"], Value::Null);
    let items = page["items"].as_array().unwrap();
    for item in items {
        for member in ["rule", "basis", "message", "actor"] {
            assert!(item[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {item}");
        }
        assert!(!item["evidence"].as_array().unwrap().is_empty(), "{item}");
    }
    let text = |item: &Value, member: &str| item[member].as_str().unwrap().to_owned();
    items.iter().map(|item| (text(item, "code"), text(item, "rule"))).collect()
}

fn has(all: &[(String, String)], code: &str, rule: &str) -> bool {
    all.iter().any(|(own, of)| own == code && of == rule)
}

on_both_engines!(defects_are_closed_by_doing_what_they_ask_for, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, |body| {
        received(body);
        body["notice_received_on"] = json!("2026-11-02");
        body["supervision_ends_on"] = json!("2027-03-05");
    });
    let before = defects(&officer, &id);
    for (code, rule) in [("missing", "R-10"), ("missing", "R-11"), ("missing", "R-13"), ("contradictory", "T-3")] {
        assert!(code == "contradictory" || has(&before, code, rule), "{code} {rule}: {before:?}");
    }
    assert!(before.iter().any(|(code, _)| code == "contradictory"), "the court's end differs: {before:?}");
    let summary = officer.get(&format!("supervisees/{id}")).expect(200)["summary"].clone();
    assert_eq!(summary["defects"], before.len());

    let enter =
        |path: &str| officer.post(path, &entering(&id, "2026-11-20T09:00:00+08:00", &content_of(path))).expect(201);
    let pronounced = enter("pronouncements");
    assert!(!has(&defects(&officer, &id), "missing", "R-10"));
    enter("correction-plans");
    enter("responsibility-letters");
    let team = json!({ "members": [{ "name": "周所长", "sex": "male", "role": "office_staff" }] });
    let path = format!("supervisees/{id}/correction-team");
    officer.request(Method::PUT, &path).header("if-none-match", "*").json(&team).send().expect(201);
    let after = defects(&officer, &id);
    assert!(!after.iter().any(|(code, _)| code == "missing"), "{after:?}");
    // As they were before any of this was known.
    let registered = officer.get(&format!("supervisees/{id}")).expect(200)["created_at"].as_str().unwrap().to_owned();
    let as_of = format!("supervisees/{id}/defects?as_of={}", registered.replace('+', "%2B"));
    assert_eq!(officer.get(&as_of).expect(200)["items"].as_array().unwrap().len(), before.len());
    officer
        .get(&format!("supervisees/{id}/defects?as_of=2030-01-01T00:00:00%2B08:00"))
        .problem(400, "invalid_parameter");
    // One voided closes nothing any more.
    let path = format!("pronouncements/{}/voidings", pronounced["id"].as_str().unwrap());
    officer.request(Method::POST, &path).if_match(1).json(&json!({ "reason": "录错" })).send().expect(201);
    assert!(has(&defects(&officer, &id), "missing", "R-10"));
});

on_both_engines!(a_case_at_a_glance_counts_what_its_parts_list, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, |body| body["notice_received_on"] = json!("2026-11-02"));
    let read = officer.get(&format!("supervisees/{id}")).expect(200);
    let clocks = officer.get(&format!("supervisees/{id}/clocks")).expect(200);
    let in_state = |state: &str| {
        let items = clocks["items"].as_array().unwrap();
        items.iter().filter(|clock| clock["state"] == state).count()
    };
    let summary = &read["summary"];
    assert_eq!(summary["open_clocks"], in_state("open"), "{summary}");
    assert_eq!(summary["overdue_clocks"], in_state("overdue"), "{summary}");
    assert!(in_state("overdue") > 0 && in_state("open") > 0, "{clocks}");
    assert_eq!(summary["open_proceedings"], 0);
    let open = clocks["items"].as_array().unwrap().iter().filter(|clock| clock["state"] == "open");
    let first = open.map(|clock| clock["due_strict"].as_str().unwrap()).min().unwrap();
    assert_eq!(summary["next_due"]["due_strict"], first);
    assert!(summary["next_due"]["title"].as_str().is_some_and(|title| !title.is_empty()));
    let moment = read["updated_at"].as_str().unwrap().replace('+', "%2B");
    assert_eq!(officer.get(&format!("supervisees/{id}?as_of={moment}")).expect(200)["summary"], *summary);
});

on_both_engines!(the_timeline_tells_all_that_happened_in_order_and_leads_to_it, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, |body| body["notice_received_on"] = json!("2026-11-02"));
    let path = format!("supervisees/{id}/timeline");
    let enter =
        |path: &str, happened_at: &str| officer.post(path, &entering(&id, happened_at, &content_of(path))).expect(201);
    enter("receptions", "2026-11-05T09:00:00+08:00");
    enter("visits", "2026-11-12T15:00:00+08:00");
    let report = enter("reports", "2026-11-10T08:00:00+08:00");
    let void = format!("reports/{}/voidings", report["id"].as_str().unwrap());
    officer.request(Method::POST, &void).if_match(1).json(&json!({ "reason": "录错" })).send().expect(201);

    let newest = officer.all(&format!("{path}?limit=3"));
    let mut oldest = officer.all(&format!("{path}?limit=4&order=oldest_first"));
    assert!(newest.len() > 10, "{newest:?}");
    let days: Vec<&str> = oldest.iter().map(|event| event["on"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && *days.last().unwrap() <= "2026-11-23", "{days:?}");
    let kinds: Vec<&str> = oldest.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    for kind in ["registration", "fact", "record", "record_voided", "clock_met"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    for event in &oldest {
        assert!(event["title"].as_str().is_some_and(|title| !title.is_empty()), "{event}");
        officer.get(event["href"].as_str().unwrap()).expect(200);
        assert!(event.get("at").is_none_or(|at| at.as_str().unwrap() >= event["on"].as_str().unwrap()), "{event}");
    }
    let text = json!(oldest).to_string();
    assert!(!text.contains("在家务农"), "what was said is not told here: {text}");
    oldest.reverse();
    assert_eq!(newest, oldest);
    officer.get(&format!("{path}?order=sideways")).problem(400, "invalid_parameter");
    officer.get(&format!("{path}?cursor=x")).problem(400, "invalid_cursor");
    server.login_at("office_officer", "430702002").get(&path).problem(404, "not_found");
    server.login("audit_administrator").get(&path).problem(403, "not_permitted");
});
