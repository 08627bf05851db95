//! Opinions of the procuratorate over HTTP: received, answered in time, closed (CCL 62; SPP19 624).

use super::proceedings::{Matter, outcome, supervised, text};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

fn opinion(form: &str) -> Value {
    json!({
        "form": form,
        "procuratorate": "武陵区人民检察院",
        "document_number": "武检社矫纠〔2026〕7号",
        "received_on": "2026-11-20",
        "demands": "实地查访记录缺失，应当补正",
    })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    session.post("procuratorial-opinions", &json!({ "supervisee_id": supervisee, "content": content }))
}

fn opened(session: &Session, supervisee: &str, content: &Value) -> Matter {
    let answer = open(session, supervisee, content);
    answer.expect(201);
    Matter { path: answer.header("location").unwrap().trim_start_matches("/api/v1/").to_owned(), version: 1 }
}

on_both_engines!(an_opinion_is_answered_in_time_and_closed, |site| {
    let server = site.serve();
    let (officer, bureau_officer) = (server.login("office_officer"), server.login("bureau_officer"));
    let (reviewer, head) = (server.login("bureau_legal_reviewer"), server.login("bureau_head"));
    let id = supervised(&officer);
    let mut content = opinion("correction_notice");
    content["reply_by"] = json!("2026-12-04");
    let mut matter = opened(&bureau_officer, &id, &content);
    let body = matter.read(&officer);
    assert_eq!((&body["kind"], &body["status"]), (&json!("procuratorial_opinion"), &json!("in_progress")));
    assert_eq!(body["number"], "430702-procuratorial-opinions-2026-0001");
    assert_eq!(body["assessment"]["approver"], "county");
    let clock = &body["clocks"][0];
    assert_eq!((&clock["rule"], &clock["due_legal"]), (&json!("CCL-62"), &json!("2026-12-04")));
    assert_eq!(clock["state"], "open");

    matter.act(&officer, "entries", &json!({ "text": "核对走访记录，补正三处" }));
    let bare = json!({ "outcome": "not_followed", "text": "记录存于纸质档案" });
    matter.attempt(&officer, "reply-proposals", &bare).error(422, "/reasons", "required");
    let reasoned = json!({ "outcome": "partly_followed", "text": "已补正记录", "reasons": "第二项不属于本机构职责" });
    assert_eq!(matter.act(&officer, "reply-proposals", &reasoned)["body"], reasoned);
    matter.act(&reviewer, "reviews", &outcome("approved"));
    matter.act(&head, "decisions", &outcome("approved"));
    let read = matter.read(&server.login("procurator"));
    assert_eq!(read["notices"][0]["recipient"], "procuratorate");
    assert_eq!(read["clocks"][0]["state"], "open", "decided, and not delivered");
    matter.attempt(&head, "closures", &json!({})).problem(409, "invalid_state_transition");
    matter.act(&officer, "deliveries", &json!({ "recipient": "procuratorate", "method": "in_person" }));
    let answered = matter.read(&officer);
    assert_eq!((&answered["status"], &answered["clocks"][0]["state"]), (&json!("answered"), &json!("met")));
    matter.attempt(&officer, "closures", &json!({})).problem(422, "refused");
    matter.act(&bureau_officer, "closures", &json!({}));
    assert_eq!(matter.status(&officer), "closed");
});

on_both_engines!(an_oral_correction_runs_for_seven_days_and_one_without_a_day_runs_no_clock, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let mut oral = opinion("oral_correction");
    open(&officer, &id, &oral).error(422, "/content/document_number", "does_not_go_with");
    oral.as_object_mut().unwrap().remove("document_number");
    let body = opened(&officer, &id, &oral).read(&officer);
    assert_eq!(body["clocks"][0]["rule"], "SPP19-624");
    assert_eq!(body["clocks"][0]["due_legal"], "2026-11-27");
    assert_eq!(body["assessment"]["warnings"][0]["rule"], "SPP19-624");
    assert_eq!(opened(&officer, &id, &opinion("suggestion")).read(&officer)["clocks"], json!([]));

    oral["received_on"] = json!("2026-11-24");
    let refusal = open(&officer, &id, &oral).problem(422, "refused")["refusal"].clone();
    assert_eq!(text(&refusal["rule"]), "CCL-62");
});
