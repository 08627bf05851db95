//! Change of the class of management over HTTP: the order as decided, beside the order as stated (CCL 24; IM 21).

use super::proceedings::{Matter, outcome, supervised, text};
use harness::{Session, on_both_engines};
use serde_json::{Value, json};

fn change(to: &str) -> Value {
    json!({
        "to_class": to,
        "reason": "考核良好，风险降低",
        "risk_assessment": {
            "assessed_on": "2026-11-20", "method": "风险评估量表", "factors": ["裁判内容", "矫正阶段"], "result": "低风险",
        },
    })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> harness::Answer {
    session.post("class-changes", &json!({ "supervisee_id": supervisee, "content": content }))
}

on_both_engines!(an_approved_change_holds_in_the_record_and_an_annulled_one_does_not, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let bureau_head = server.login("bureau_head");
    let id = supervised(&officer);
    let path = format!("supervisees/{id}");
    officer.patch(&path, 1, &json!({ "management_class": "strict" })).expect(200);

    let mut without = change("ordinary");
    without.as_object_mut().unwrap().remove("risk_assessment");
    let refusal = open(&officer, &id, &without).problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], "CCL-24");
    open(&officer, &id, &change("strict")).problem(422, "refused");

    let opened = open(&officer, &id, &change("ordinary"));
    opened.expect(201);
    let path_of = opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned();
    let mut matter = Matter { path: path_of, version: 1 };
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "endorsements", &outcome("approved"));
    assert_eq!(officer.get(&path).expect(200)["management_class"], "strict");
    let decision = matter.act(&bureau_head, "decisions", &outcome("approved"));
    let changed = officer.get(&path);
    assert_eq!(changed.expect(200)["management_class"], "ordinary");
    assert_eq!(changed.header("etag"), Some("\"3\""), "what the record shows has changed");

    // A correction of the stated order leaves the decided change in force.
    officer.patch(&path, 3, &json!({ "offence": "盗窃罪" })).expect(200);
    let corrected = officer.get(&path).expect(200);
    assert_eq!((&corrected["offence"], &corrected["management_class"]), (&json!("盗窃罪"), &json!("ordinary")));

    let annulment = matter.act(&officer, "annulments", &json!({ "step_id": decision["id"], "reason": "误录" }));
    matter.act(&bureau_head, "countersignatures", &json!({ "step_id": annulment["id"] }));
    assert_eq!(officer.get(&path).expect(200)["management_class"], "strict");
    let known = text(&officer.get(&path).expect(200)["updated_at"]).replace('+', "%2B");
    assert_eq!(officer.get(&format!("{path}?as_of={known}")).expect(200)["management_class"], "strict");
});
