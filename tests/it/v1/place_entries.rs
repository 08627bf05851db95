//! Entry into a place under a prohibition order over HTTP: approved before, told to court and procuratorate (IM 39; PO-3).

use super::proceedings::{
    Matter, outcome,
    play::{Staff, ended, fact, missing, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with},
    supervised,
};
use harness::{Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "place-entries";

fn visit(enters_on: &str, leaves_on: &str) -> Value {
    json!({ "place": "武陵区某影剧院", "reason": "单位组织表彰会", "enters_on": enters_on, "leaves_on": leaves_on })
}

/// A case with a prohibition order to the end of the year.
fn prohibited(officer: &Session) -> String {
    supervised_as(officer, 1, &json!({ "prohibition": { "content": "禁止进入娱乐场所", "ends_on": "2026-12-31" } }))
}

on_both_engines!(the_county_approves_and_the_court_and_the_procuratorate_are_told, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = prohibited(officer);
    let mut entry = Matter::begin(officer, KIND, &id, &visit("2026-12-10", "2026-12-10"));
    let read = entry.read(officer);
    assert_eq!(read["assessment"]["approver"], "county");
    assert_eq!(read["assessment"]["basis"], json!(["《实施办法》第三十九条"]));
    assert_eq!(read["assessment"]["period"], json!({ "from": "2026-12-10", "to": "2026-12-10" }));
    assert_eq!(fact(&read["assessment"], "prohibition"), "禁止进入娱乐场所");
    assert_eq!(read["notices"], json!([]));
    entry.act(officer, "submissions", &json!({}));
    entry.act(&staff.head, "endorsements", &outcome("sent_back"));
    assert_eq!(entry.status(officer), "draft");
    entry.act(officer, "submissions", &json!({ "opinion": "已补充单位通知" }));
    entry.act(&staff.head, "endorsements", &outcome("approved"));
    entry.waits_for_the_bureau_head(&server, &staff, "IM-39");
    entry.act(&staff.bureau_head, "decisions", &with(&outcome("approved"), "conditions", json!(["由家属陪同"])));
    assert_eq!(entry.owed(officer), ["original_court", "procuratorate"]);
    assert_eq!(missing(officer, &id, &entry), ["IM-39", "IM-39"]);
    assert_eq!(entry.tell(officer, "original_court", "2026-11-23"), "approved");
    assert_eq!(entry.tell(&staff.bureau_officer, "procuratorate", "2026-11-23"), "closed");
    assert_eq!(entry.read(officer).get("awaits"), None);
    assert!(missing(officer, &id, &entry).is_empty());
    entry
        .attempt(officer, "deliveries", &json!({ "recipient": "police", "method": "post" }))
        .problem(409, "invalid_state_transition");
    not_decided_by_its_proposer(&staff, KIND, &id, &visit("2026-12-20", "2026-12-20"));
});

on_both_engines!(an_entry_needs_an_order_that_runs_and_a_decision_before_it, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = prohibited(officer);
    let open = |supervisee: &str, content: &Value| open_one(officer, KIND, supervisee, content);
    let day = visit("2026-12-10", "2026-12-10");
    open(&id, &with(&day, "place", json!(""))).error(422, "/content/place", "length");
    open(&id, &with(&day, "reason", json!("好".repeat(501)))).error(422, "/content/reason", "length");
    open(&id, &visit("2026-12-10", "2026-12-09")).error(422, "/content/leaves_on", "end_before_start");
    open(&id, &with(&day, "enters_on", json!("1899-12-31"))).error(422, "/content/enters_on", "date_out_of_range");
    assert_eq!(fact(&refused(&open(&supervised(officer), &day), "IM-39"), "prohibition_since"), "none");
    let refusal = refused(&open(&id, &visit("2027-01-01", "2027-01-02")), "IM-39");
    assert_eq!(fact(&refusal, "prohibition_until"), "2026-12-31");
    let parolee = supervised_as(officer, 2, &json!({ "category": "parole", "original_sentence": "有期徒刑3年" }));
    assert_eq!(fact(&refused(&open(&parolee, &day), "PO-1"), "category"), "parole");
    assert_eq!(fact(&refused(&open(&ended(officer), &day), "IM-39"), "status"), "released");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");

    // Asked for a day that has passed: approved only as of a day before it.
    let yesterday = visit("2026-11-22", "2026-11-24");
    let mut late = Matter::begin(officer, KIND, &id, &yesterday);
    late.act(officer, "submissions", &on("2026-11-20", json!({})));
    late.act(&staff.head, "endorsements", &on("2026-11-20", outcome("approved")));
    let refusal = refused(&late.attempt(&staff.bureau_head, "decisions", &outcome("approved")), "IM-39");
    assert_eq!(fact(&refusal, "decided_on"), "2026-11-23");
    assert_eq!(late.status(officer), "endorsed");
    late.act(&staff.bureau_head, "decisions", &on("2026-11-22", outcome("approved")));

    // The order falls while it is asked for.
    let mut asked = Matter::begin(officer, KIND, &id, &day);
    let version = officer.get(&format!("supervisees/{id}")).expect(200)["version"].as_i64().unwrap();
    officer.patch(&format!("supervisees/{id}"), version, &json!({ "prohibition": null })).expect(200);
    refused(&asked.attempt(officer, "submissions", &json!({})), "IM-39");
    assert_eq!((asked.status(officer), asked.steps(officer).len()), ("draft".into(), 0));
    asked.act(officer, "withdrawals", &json!({}));
});
