//! Complaints over HTTP: handled by someone whom they are not about, answered or passed on, told, closed (CCL 34 ¶2).

use super::proceedings::{Matter, outcome, supervised, text};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

fn complaint(against: &[&Session]) -> Value {
    let staff: Vec<String> = against.iter().map(|session| text(&session.get("me").expect(200)["staff_id"])).collect();
    json!({
        "nature": "grievance",
        "complainant": "relative",
        "complainant_name": "李秀英",
        "about": "多次在工作时间通知本人到所，影响上班",
        "against": staff,
        "received_on": "2026-11-20",
    })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    session.post("complaints", &json!({ "supervisee_id": supervisee, "content": content }))
}

fn opened(session: &Session, supervisee: &str, content: &Value) -> Matter {
    let answer = open(session, supervisee, content);
    answer.expect(201);
    Matter { path: answer.header("location").unwrap().trim_start_matches("/api/v1/").to_owned(), version: 1 }
}

on_both_engines!(a_complaint_is_answered_by_those_whom_it_is_not_about_told_and_closed, |site| {
    let server = site.serve();
    let (officer, bureau_officer) = (server.login("office_officer"), server.login("bureau_officer"));
    let head = server.login("bureau_head");
    let id = supervised(&officer);
    let content = complaint(&[&officer]);
    let refusal = open(&officer, &id, &content).problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], "CCL-34-2");
    let mut matter = opened(&bureau_officer, &id, &content);
    let body = matter.read(&bureau_officer);
    assert_eq!((&body["kind"], &body["clocks"]), (&json!("complaint"), &json!([])));

    // One whom it is about neither acts in it nor writes it anew.
    matter.attempt(&officer, "entries", &json!({ "text": "情况说明" })).problem(422, "refused");
    let patch = json!({ "content": { "against": [] } });
    officer.patch(&matter.path, 1, &patch).problem(422, "refused");
    let available = matter.read(&officer)["available_actions"].clone();
    assert!(available.as_array().unwrap().iter().all(|action| action["allowed"] == false));

    matter.act(&bureau_officer, "entries", &json!({ "text": "与投诉人谈话" }));
    matter.act(&bureau_officer, "reply-proposals", &json!({ "outcome": "followed", "text": "已调整通知方式" }));
    matter.act(&head, "decisions", &outcome("approved"));
    assert_eq!(matter.read(&head)["notices"][0]["recipient"], "complainant");
    matter.act(&bureau_officer, "deliveries", &json!({ "recipient": "complainant", "method": "in_person" }));
    matter.act(&bureau_officer, "closures", &json!({}));
    assert_eq!(matter.status(&bureau_officer), "closed");
});

on_both_engines!(a_head_who_is_complained_of_does_not_decide, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("bureau_head"));
    let id = supervised(&officer);
    let mut matter = opened(&officer, &id, &complaint(&[&head]));
    matter.act(
        &officer,
        "reply-proposals",
        &json!({ "outcome": "not_followed", "text": "已核实", "reasons": "经查不属实" }),
    );
    let refusal = matter.attempt(&head, "decisions", &outcome("approved")).problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], "CCL-34-2");
});

on_both_engines!(what_is_another_organs_is_passed_on_and_who_complained_is_told, |site| {
    let server = site.serve();
    let (officer, bureau_officer) = (server.login("office_officer"), server.login("bureau_officer"));
    let id = supervised(&officer);
    let mut nameless = complaint(&[]);
    nameless.as_object_mut().unwrap().remove("complainant_name");
    open(&officer, &id, &nameless).error(422, "/content/complainant_name", "required");
    let mut matter = opened(&officer, &id, &complaint(&[]));
    let referral = json!({ "organ": "武陵区纪委监委", "reason": "反映的是职务违法" });
    matter.attempt(&officer, "referrals", &referral).problem(422, "refused");
    matter.act(&bureau_officer, "referrals", &referral);
    assert_eq!(matter.status(&officer), "handed_over");
    matter.act(&officer, "deliveries", &json!({ "recipient": "complainant", "method": "post" }));
    assert_eq!(matter.status(&officer), "closed");
});
