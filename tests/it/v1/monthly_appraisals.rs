//! Monthly appraisal over HTTP: gathered from the case, decided, told, published, objected to (CCL 28; IM 32; MN-2).

use super::proceedings::{
    Matter, leave, outcome,
    play::{Staff, fact, minor, on, open_one, refused, supervised_as, with},
    supervised, text,
};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "monthly-appraisals";

fn appraisal(month: &str) -> Value {
    json!({ "month": month, "result": "good", "reasons": "按时报告，积极参加学习" })
}

fn open(session: &Session, supervisee: &str, month: &str) -> Answer {
    open_one(session, KIND, supervisee, &appraisal(month))
}

fn publication() -> Value {
    json!({ "from": "2026-12-02", "to": "2026-12-08" })
}

on_both_engines!(an_appraisal_is_told_published_objected_to_and_made_anew, |site| {
    let site = site.at("2026-12-07T09:00:00+08:00");
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_officer, bureau_head } = &staff;
    let id = supervised(officer);
    let mut away = Matter::open(officer, &id, &leave("2026-11-25", "2026-11-27"));
    away.act(officer, "submissions", &on("2026-11-23", json!({})));
    away.act(head, "decisions", &on("2026-11-23", outcome("approved")));

    let mut matter = Matter::of(&open(officer, &id, "2026-11"));
    let read = matter.read(officer);
    let assessment = &read["assessment"];
    assert_eq!((&read["status"], &read["number"]), (&json!("draft"), &json!("430702-monthly-appraisals-2026-0001")));
    assert_eq!((&assessment["approver"], &assessment["basis"]), (&json!("office"), &json!(["《实施办法》第三十二条"])));
    assert_eq!(assessment["period"], json!({ "from": "2026-11-01", "to": "2026-11-30" }));
    assert_eq!(fact(assessment, "leave"), text(&away.read(officer)["number"]), "what the case knows of the month");
    assert_eq!(
        (fact(assessment, "days_on_leave"), fact(assessment, "days_out_of_supervision")),
        ("3".into(), "1".into())
    );
    matter.act(officer, "submissions", &on("2026-12-01", json!({})));
    assert_eq!(head.all("proceedings?awaiting=me&kind=monthly_appraisal").len(), 1);
    matter.act(head, "decisions", &on("2026-12-01", outcome("approved")));

    assert_eq!(matter.owed(officer), ["supervisee"]);
    let refusal = refused(&matter.attempt(officer, "closures", &json!({})), "IM-32");
    assert_eq!(fact(&refusal, "untold"), "supervisee");
    matter.tell(officer, "supervisee", "2026-12-02");
    let refusal = refused(&matter.attempt(officer, "closures", &json!({})), "IM-32");
    assert_eq!(fact(&refusal, "published"), "false");
    let backwards = json!({ "from": "2026-12-08", "to": "2026-12-02" });
    matter.attempt(officer, "publications", &backwards).error(422, "/to", "end_before_start");
    matter.act(officer, "publications", &on("2026-12-02", publication()));
    assert_eq!(matter.status(officer), "publicised");
    matter.act(officer, "closures", &on("2026-12-03", json!({})));
    assert!(officer.all("proceedings?awaiting=me&kind=monthly_appraisal").is_empty());

    // The law sets no day until which one may object.
    matter.attempt(officer, "objections", &json!({ "text": "" })).error(422, "/text", "length");
    matter.act(officer, "objections", &on("2026-12-04", json!({ "text": "我十一月全勤" })));
    assert_eq!(matter.read(officer)["awaits"], json!({ "level": "county", "permission": "proceedings_decide" }));
    let answer = json!({ "outcome": "approved", "opinion": "经复核出勤记录，异议成立" });
    matter.attempt(bureau_officer, "answers", &answer).problem(403, "not_permitted");
    let refusal = refused(&matter.attempt(head, "answers", &answer), "IM-32");
    assert_eq!(fact(&refusal, "level_in_charge"), "county");
    let silent = matter.attempt(bureau_head, "answers", &json!({ "outcome": "sent_back" }));
    silent.error(422, "/outcome", "not_for_this_act");
    silent.error(422, "/opinion", "required");
    assert_eq!(fact(&refused(&open(officer, &id, "2026-11"), "IM-32"), "appraised"), text(&read["number"]));
    matter.act(bureau_head, "answers", &on("2026-12-05", answer));
    assert_eq!(matter.owed(officer), ["supervisee"], "of the answer too");
    let refusal = refused(&matter.attempt(officer, "publications", &publication()), "IM-32");
    assert_eq!(fact(&refusal, "objection"), "followed");
    matter.tell(officer, "supervisee", "2026-12-06");
    matter.act(officer, "closures", &json!({}));
    refused(&matter.attempt(officer, "objections", &json!({ "text": "仍不服" })), "IM-32");
    open(officer, &id, "2026-11").expect(201);
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(an_appraisal_is_refused_where_the_law_refuses_it, |site| {
    let site = site.at("2026-12-07T09:00:00+08:00");
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_head, .. } = &staff;
    let id = supervised(officer);
    for month in ["2026-13", "2026-1", "1800-01"] {
        let answer = open(officer, &id, month);
        assert!(answer.expect(422)["errors"].to_string().contains("/content/month"), "{}", answer.text());
    }
    let opened_with =
        |member: &str, value: &str| open_one(officer, KIND, &id, &with(&appraisal("2026-11"), member, json!(value)));
    opened_with("result", "splendid").error(422, "/content/result", "unknown_code");
    opened_with("reasons", "").error(422, "/content/reasons", "length");

    let refusal = refused(&open(officer, &id, "2026-10"), "IM-32");
    assert_eq!((fact(&refusal, "month"), fact(&refusal, "reported_on")), ("2026-10".into(), "2026-11-10".into()));
    refused(&open(officer, &id, "2027-01"), "IM-32");
    let over = supervised_as(officer, 1, &json!({ "supervision_ends_on": "2026-11-20" }));
    assert_eq!(fact(&refused(&open(officer, &over, "2026-12"), "IM-32"), "supervision_ends_on"), "2026-11-20");
    assert!(officer.all(KIND).is_empty());

    let mut own = Matter::of(&open(head, &id, "2026-12"));
    assert_eq!(own.warnings(head), ["IM-32"], "the month is not over");
    own.act(head, "submissions", &json!({}));
    own.keeps_out(&server, officer, "withdrawals", &json!({}));
    own.attempt(head, "decisions", &outcome("approved")).problem(403, "separation_of_duties");
    let refusal = refused(&own.attempt(bureau_head, "decisions", &outcome("approved")), "IM-32");
    assert_eq!((fact(&refusal, "level"), fact(&refusal, "level_in_charge")), ("county".into(), "office".into()));
    assert_eq!(own.status(head), "submitted");
    own.act(officer, "withdrawals", &json!({}));
    open(officer, &id, "2026-12").expect(201);

    // Of a minor nothing is public, and it is closed without.
    let mut matter = Matter::of(&open(officer, &minor(officer), "2026-11"));
    matter.act(officer, "submissions", &json!({}));
    matter.act(head, "decisions", &outcome("approved"));
    assert_eq!(fact(&refused(&matter.attempt(officer, "publications", &publication()), "MN-2"), "minor"), "true");
    matter.tell(officer, "supervisee", "2026-12-07");
    matter.act(officer, "closures", &json!({}));
    assert_eq!(matter.status(officer), "closed");
});
