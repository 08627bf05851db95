//! Change of the place of execution over HTTP, out to another county and in from one (CCL 27; IM 30, 31; E-1 … E-12).

use super::proceedings::{
    Matter, outcome,
    play::{Staff, ended, fact, missing, on, open_one, refused, supervised_as, with},
    supervised,
};
use harness::{Site, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "transfers";

fn transfer(direction: &str) -> Value {
    json!({
        "direction": direction, "received_on": "2026-11-20", "agency": "鼎城区社区矫正管理局", "region_code": "430703",
        "address": "玉霞街道某小区", "reason": "随家人迁居", "planned_on": "2026-12-20",
    })
}

fn reply(outcome: &str, organ: &str) -> Value {
    json!({ "outcome": outcome, "organ": organ, "document_number": "鼎社矫〔2026〕3号" })
}

/// Out, to the reply of the new place, all on the twentieth.
fn answered(staff: &Staff, supervisee: &str, answer: &str) -> Matter {
    let day = "2026-11-20";
    let mut out = Matter::begin(&staff.officer, KIND, supervisee, &transfer("out"));
    out.act(&staff.officer, "submissions", &on(day, json!({})));
    out.act(&staff.head, "endorsements", &on(day, outcome("approved")));
    out.act(&staff.bureau_officer, "enquiries", &on(day, json!({})));
    out.act(&staff.bureau_officer, "results", &on(day, reply(answer, "鼎城区社区矫正管理局")));
    out
}

on_both_engines!(out_it_is_asked_decided_handed_over_and_ends_when_the_person_reports_there, |site| {
    let mut site: Site = site;
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let mut out = Matter::begin(officer, KIND, &id, &transfer("out"));
    let opened = out.read(officer);
    assert_eq!((&opened["status"], &opened["assessment"]["approver"]), (&json!("draft"), &json!("county")));
    assert_eq!(opened["assessment"]["basis"], json!(["《社区矫正法》第二十七条；《实施办法》第三十条"]));
    assert_eq!(out.clock(officer, "E-3"), ("open".into(), "2026-11-25".into()));
    out.act(officer, "submissions", &json!({}));
    refused(&out.attempt(officer, "enquiries", &json!({})), "IM-30");
    refused(&out.attempt(&staff.bureau_officer, "enquiries", &json!({})), "E-2");
    out.act(&staff.head, "endorsements", &outcome("approved"));
    out.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    assert_eq!(out.read(officer)["awaits"], json!({ "level": "county", "permission": "proceedings_write" }));
    out.act(&staff.bureau_officer, "enquiries", &json!({}));
    assert_eq!(out.clock(officer, "E-3").0, "met");
    assert_eq!(out.clock(officer, "E-4"), ("open".into(), "2026-11-30".into()));
    out.act(&staff.bureau_officer, "results", &reply("approved", "鼎城区社区矫正管理局"));
    assert_eq!(out.status(officer), "answered");
    out.waits_for_the_bureau_head(&server, &staff, "IM-30");
    out.act(&staff.bureau_head, "decisions", &outcome("approved"));
    assert_eq!(out.owed(officer), ["supervisee", "deciding_organ", "old_procuratorate", "old_police"]);
    assert_eq!(missing(officer, &id, &out), ["E-7", "E-8", "E-8", "E-8"]);
    assert_eq!(out.clock(officer, "E-8"), ("open".into(), "2026-11-30".into()));
    out.tell(officer, "supervisee", "2026-11-23");
    assert_eq!(out.clock(officer, "E-9"), ("open".into(), "2026-11-30".into()));
    refused(&out.attempt(officer, "handovers", &json!({})), "IM-30");
    out.act(&staff.bureau_officer, "handovers", &json!({}));
    assert_eq!((out.clock(officer, "E-8").0, out.status(officer)), ("met".into(), "handed_over".into()));
    let refusal = refused(&out.attempt(officer, "closures", &json!({})), "IM-31");
    assert_eq!((fact(&refusal, "reported"), fact(&refusal, "receipt")), ("false".into(), "false".into()));
    assert_eq!(officer.get(&format!("supervisees/{id}")).expect(200)["status"], "under_supervision", "until then");
    let short = supervised_as(officer, 1, &json!({ "supervision_ends_on": "2026-11-25" }));
    let mut unfinished = answered(&staff, &short, "approved");
    unfinished.act(&staff.bureau_head, "decisions", &outcome("approved"));
    unfinished.act(&staff.bureau_officer, "handovers", &json!({}));
    refused(&unfinished.attempt(officer, "closures", &json!({})), "IM-31");
    server.stop();

    site = site.at("2026-12-01T09:00:00+08:00");
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    assert_eq!(out.clock(officer, "E-9").0, "overdue");
    assert_eq!(out.warnings(officer), ["E-11"], "this agency searches at once");
    assert!(officer.all("proceedings?overdue=true").iter().any(|item| item["id"] == out.id()));
    unfinished.act(officer, "closures", &json!({ "opinion": "途中矫正期满" }));
    let arrival = |day: &str| json!({ "reported_on": day });
    out.attempt(officer, "arrivals", &arrival("2026-12-02")).error(422, "/reported_on", "in_the_future");
    out.attempt(officer, "arrivals", &arrival("2026-11-22")).error(422, "/reported_on", "before_the_decision");
    out.act(officer, "arrivals", &arrival("2026-11-30"));
    out.annul_the_last(&staff);
    assert_eq!(out.clock(officer, "E-9").0, "overdue", "a report entered in error leaves no trace");
    out.act(officer, "arrivals", &arrival("2026-12-01"));
    assert_eq!(out.clock(officer, "E-9").0, "late_met");
    let gone = officer.get(&format!("supervisees/{id}")).expect(200);
    assert_eq!(
        (&gone["status"], &gone["status_reason"]),
        (&json!("transferred_out"), &json!("execution_place_changed"))
    );
    let leave = json!({ "reason": "medical", "destination_code": "430721", "leaves_on": "2026-12-03", "returns_on": "2026-12-03" });
    let refusal = open_one(officer, "leaves", &id, &leave).problem(422, "refused")["refusal"].clone();
    assert_eq!(fact(&refusal, "status"), "transferred_out");
    for recipient in ["deciding_organ", "old_procuratorate", "old_police"] {
        out.tell(officer, recipient, "2026-12-01");
    }
    assert_eq!(fact(&refused(&out.attempt(officer, "closures", &json!({})), "IM-31"), "receipt"), "false");
    out.act(&staff.bureau_officer, "receptions", &json!({}));
    assert_eq!(out.clock(officer, "E-10").0, "met");
    out.act(officer, "closures", &json!({}));
    assert_eq!((out.status(officer), out.read(officer).get("awaits")), ("closed".into(), None));
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_disagreement_is_coordinated_and_a_refusal_is_told, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let mut out = answered(&staff, &id, "refused");
    assert_eq!(out.warnings(officer), ["E-5"]);
    let refusal = refused(&out.attempt(&staff.bureau_head, "decisions", &outcome("approved")), "E-5");
    assert_eq!(fact(&refusal, "reply"), "refused");
    assert_eq!(out.status(officer), "answered");
    out.act(&staff.bureau_officer, "results", &reply("approved", "常德市社区矫正机构"));
    let again = reply("approved", "鼎城区社区矫正管理局");
    refused(&out.attempt(&staff.bureau_officer, "results", &again), "E-5");
    // Sent back, it is asked anew.
    out.act(&staff.bureau_head, "decisions", &outcome("sent_back"));
    assert_eq!(out.status(officer), "draft");
    out.act(officer, "submissions", &json!({}));
    out.act(&staff.head, "endorsements", &outcome("approved"));
    out.act(&staff.bureau_officer, "enquiries", &json!({}));
    out.act(&staff.bureau_officer, "results", &reply("refused", "鼎城区社区矫正管理局"));
    out.act(&staff.bureau_head, "decisions", &outcome("refused"));
    assert_eq!((out.status(officer), out.owed(officer)), ("refused".into(), vec!["supervisee".into()]));
    assert_eq!(out.clock(officer, "E-6"), ("open".into(), "2026-11-30".into()));
    assert!(out.read(officer)["awaits"].is_object(), "the person is still to be told");
    assert_eq!(out.tell(officer, "supervisee", "2026-11-23"), "closed");
    assert_eq!(out.clock(officer, "E-6").0, "met");
    assert_eq!(officer.get(&format!("supervisees/{id}")).expect(200)["status"], "under_supervision");

    let mut withdrawn = Matter::begin(officer, KIND, &id, &transfer("out"));
    withdrawn.act(officer, "withdrawals", &json!({}));
    assert_eq!(withdrawn.clock(officer, "E-3").0, "cancelled");
    let mut own = Matter::begin(&staff.bureau_head, KIND, &id, &transfer("out"));
    own.act(officer, "submissions", &json!({}));
    own.act(&staff.head, "endorsements", &outcome("approved"));
    own.act(&staff.bureau_officer, "enquiries", &json!({}));
    own.act(&staff.bureau_officer, "results", &reply("approved", "鼎城区社区矫正管理局"));
    own.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(403, "separation_of_duties");
});

on_both_engines!(in_it_is_verified_answered_and_the_file_and_the_person_come, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised_as(officer, 1, &json!({ "reported_on": null }));
    let status = || officer.get(&format!("supervisees/{id}")).expect(200)["status"].clone();
    let mut incoming = Matter::begin(officer, KIND, &id, &transfer("in"));
    assert_eq!(incoming.clock(officer, "E-4"), ("open".into(), "2026-11-25".into()));
    incoming.attempt(&staff.bureau_officer, "enquiries", &json!({})).problem(409, "invalid_state_transition");
    incoming.act(officer, "entries", &json!({ "text": "实地核实：确有固定住所" }));
    incoming.act(officer, "submissions", &json!({}));
    incoming.act(&staff.head, "endorsements", &outcome("approved"));
    incoming.waits_for_the_bureau_head(&server, &staff, "IM-30");
    incoming.act(&staff.bureau_head, "decisions", &outcome("approved"));
    assert_eq!(incoming.owed(officer), ["old_agency"]);
    assert_eq!(incoming.warnings(officer), ["E-11"], "tell the old agency at once of one who does not come");
    incoming.tell(officer, "old_agency", "2026-11-23");
    assert_eq!(incoming.clock(officer, "E-4").0, "met");
    refused(&incoming.attempt(officer, "receptions", &json!({})), "IM-30");
    incoming.act(&staff.bureau_officer, "receptions", &json!({}));
    assert_eq!(incoming.status(officer), "handed_over");
    assert_eq!(incoming.clock(officer, "E-10").1, "2026-11-30");
    for recipient in ["old_agency", "new_procuratorate", "new_police"] {
        incoming.tell(officer, recipient, "2026-11-23");
    }
    assert_eq!(incoming.clock(officer, "E-10").0, "met");
    assert_eq!(fact(&refused(&incoming.attempt(officer, "closures", &json!({})), "IM-31"), "reported"), "false");
    assert_eq!(status(), "awaiting_intake");
    incoming.act(officer, "arrivals", &json!({ "reported_on": "2026-11-23" }));
    assert_eq!(status(), "under_supervision", "in, not out");
    incoming.act(officer, "closures", &json!({}));
    assert_eq!(incoming.status(officer), "closed");

    let other = supervised_as(officer, 2, &json!({ "reported_on": null }));
    let mut declined = Matter::begin(officer, KIND, &other, &transfer("in"));
    declined.act(officer, "submissions", &json!({}));
    declined.act(&staff.head, "endorsements", &outcome("refused"));
    declined.act(&staff.bureau_head, "decisions", &outcome("refused"));
    assert_eq!(declined.owed(officer), ["old_agency"]);
    assert_eq!(declined.tell(&staff.bureau_officer, "old_agency", "2026-11-23"), "closed");
});

on_both_engines!(what_forbids_a_transfer_is_said_at_the_opening_and_nothing_is_written, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let open = |supervisee: &str, content: &Value| open_one(&officer, KIND, supervisee, content);
    let out = |member: &str, value: &str| with(&transfer("out"), member, json!(value));
    for (member, value, code) in [
        ("agency", "", "length"),
        ("address", " ", "length"),
        ("reason", "", "length"),
        ("direction", "sideways", "unknown_code"),
        ("region_code", "999999", "unknown_region"),
        ("region_code", "810000", "unknown_region"),
        ("region_code", "430700", "unknown_region"),
        ("planned_on", "2300-01-01", "date_out_of_range"),
    ] {
        open(&id, &out(member, value)).error(422, &format!("/content/{member}"), code);
    }
    assert_eq!(fact(&refused(&open(&id, &out("region_code", "430702")), "IM-30"), "region_code"), "430702");
    assert_eq!(fact(&refused(&open(&id, &out("received_on", "2026-11-24")), "IM-30"), "received_on"), "2026-11-24");
    assert_eq!(fact(&refused(&open(&ended(&officer), &transfer("out")), "IM-30"), "status"), "released");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
    let early = Matter::of(&open(&id, &out("planned_on", "2026-12-19")));
    assert_eq!(early.warnings(&officer), ["E-1"], "generally a month before");
    let refusal = refused(&open(&id, &transfer("out")), "IM-30");
    assert_eq!(fact(&refusal, "transfer"), early.read(&officer)["number"].as_str().unwrap());
    let patient = json!({
        "category": "temporary_outside_prison", "original_sentence": "有期徒刑3年", "deciding_organ": "湖南省监狱管理局",
    });
    let patient = Matter::of(&open(&supervised_as(&officer, 1, &patient), &transfer("out")));
    assert_eq!(patient.warnings(&officer), ["E-12"]);
});
