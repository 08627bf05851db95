//! Commendation over HTTP: six months and four conditions, or outstanding deeds (CCL 28; IM 33).

use super::proceedings::{
    Matter, outcome,
    play::{Staff, ended, fact, minor, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with},
    supervised, text,
};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "commendations";
/// The day from which an ordinary commendation of [`long_supervised`] is possible.
const EARLIEST: &str = "2026-11-10";

fn ordinary() -> Value {
    json!({
        "fulfilled": ["repents", "law_abiding", "obeys_rules", "active_in_education"],
        "deeds": "入矫以来遵纪守法，学习考核均为良好",
    })
}

fn outstanding() -> Value {
    json!({ "outstanding": true, "deeds": "勇救落水儿童" })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    open_one(session, KIND, supervisee, content)
}

/// One who reported half a year before the earliest day.
fn long_supervised(officer: &Session) -> String {
    let order = json!({
        "original_sentence": "拘役6个月，缓刑1年", "decided_on": "2026-04-20", "effective_on": "2026-05-02",
        "supervision_starts_on": "2026-05-02", "supervision_ends_on": "2027-05-01", "reported_on": "2026-05-10",
    });
    supervised_as(officer, 1, &order)
}

on_both_engines!(a_commendation_is_decided_by_the_county_told_copied_and_published, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_head, .. } = &staff;
    let id = long_supervised(officer);
    let mut matter = Matter::of(&open(officer, &id, &ordinary()));
    let assessment = &matter.read(officer)["assessment"];
    assert_eq!(
        (&assessment["approver"], &assessment["basis"]),
        (&json!("county"), &json!(["《实施办法》第三十三条；《社区矫正法》第二十八条"]))
    );
    assert_eq!(fact(assessment, "earliest_on"), EARLIEST);
    matter.act(officer, "submissions", &on("2026-11-09", json!({})));
    matter.act(head, "endorsements", &on("2026-11-09", outcome("approved")));
    matter.waits_for_the_bureau_head(&server, &staff, "IM-33");
    let refusal = refused(&matter.attempt(bureau_head, "decisions", &on("2026-11-09", outcome("approved"))), "IM-33");
    assert_eq!(fact(&refusal, "earliest_on"), EARLIEST, "a day too early");
    matter.act(bureau_head, "decisions", &on(EARLIEST, outcome("approved")));

    assert_eq!(matter.owed(officer), ["supervisee", "procuratorate"]);
    matter.tell(officer, "supervisee", "2026-11-11");
    assert_eq!(fact(&refused(&matter.attempt(officer, "closures", &json!({})), "IM-32"), "untold"), "procuratorate");
    matter.tell(officer, "procuratorate", "2026-11-11");
    refused(&matter.attempt(officer, "closures", &json!({})), "IM-32");
    let publication = json!({ "from": "2026-11-12", "to": "2026-11-18" });
    matter.act(officer, "publications", &on("2026-11-12", publication));
    matter.act(officer, "objections", &on("2026-11-13", json!({ "text": "同村人不服" })));
    matter.act(bureau_head, "answers", &on("2026-11-16", json!({ "outcome": "refused", "opinion": "事实清楚" })));
    matter.tell(officer, "supervisee", "2026-11-17");
    matter.act(officer, "closures", &json!({}));
    assert_eq!(matter.status(officer), "closed");

    let path = format!("supervisees/{id}/timeline");
    assert!(officer.all(&path).iter().any(|event| event["href"] == format!("/api/v1/{}", matter.path)), "it is told");
    let month = json!({ "month": "2026-11", "result": "good", "reasons": "获得表扬" });
    let appraisal = Matter::of(&open_one(officer, "monthly-appraisals", &id, &month)).read(officer);
    assert_eq!(fact(&appraisal["assessment"], "commendation"), text(&matter.read(officer)["number"]));
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_commendation_is_refused_where_the_law_refuses_it, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    for (member, value, pointer, code) in [
        ("deeds", json!(" "), "/content/deeds", "length"),
        ("fulfilled", json!(["brave"]), "/content/fulfilled/0", "unknown_code"),
        ("fulfilled", json!(vec!["repents"; 5]), "/content/fulfilled", "too_many_items"),
    ] {
        open(officer, &id, &with(&ordinary(), member, value)).error(422, pointer, code);
    }

    let refusal = refused(&open(officer, &id, &ordinary()), "IM-33");
    assert_eq!(fact(&refusal, "earliest_on"), "2027-05-10");
    let long = long_supervised(officer);
    let three = json!({ "fulfilled": ["repents", "law_abiding", "obeys_rules"], "deeds": "表现良好" });
    assert_eq!(fact(&refused(&open(officer, &long, &three), "IM-33"), "active_in_education"), "not_met");
    let unreported = supervised_as(officer, 2, &json!({ "reported_on": null }));
    refused(&open(officer, &unreported, &outstanding()), "IM-33");
    assert_eq!(fact(&refused(&open(officer, &ended(officer), &outstanding()), "IM-33"), "status"), "released");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
    not_decided_by_its_proposer(&staff, KIND, &id, &outstanding());

    // Outstanding deeds ask for no time; and they recall commutation.
    let waiting = Matter::of(&open(officer, &id, &outstanding()));
    assert_eq!(waiting.warnings(officer), ["IM-42"]);
    let refusal = refused(&open(officer, &id, &outstanding()), "IM-33");
    assert_eq!(fact(&refusal, "undecided"), text(&waiting.read(officer)["number"]));

    let minors = Matter::of(&open(officer, &minor(officer), &outstanding()));
    let mut matter = minors.approved(&staff, "2026-11-23");
    let publication = json!({ "from": "2026-11-23", "to": "2026-11-29" });
    refused(&matter.attempt(officer, "publications", &publication), "MN-2");
    matter.tell(officer, "supervisee", "2026-11-23");
    matter.tell(officer, "procuratorate", "2026-11-23");
    matter.act(officer, "closures", &json!({}));
    assert_eq!(matter.status(officer), "closed");
});
