//! Breach inquiry over HTTP: evidence, a proposal, the opinions, the bureau's decision (IM 40); what the measures rest on.

use super::proceedings::{
    Matter, outcome,
    play::{Staff, each, ended, fact, on, open_one, refused, supervised_as, with},
    supervised,
};
use harness::on_both_engines;
use serde_json::{Value, json};

const KIND: &str = "breach-inquiries";

/// A breach of a day, discovered on it.
pub(crate) fn breach(breach: &str, day: &str) -> Value {
    json!({ "breach": breach, "breached_on": day, "discovered_on": day, "facts": "未按规定参加十一月集中教育" })
}

/// Out of supervision from one day to another.
fn absence(from: &str, until: &str) -> Value {
    let absence = json!({ "event": "out_of_supervision", "from": from });
    json!({ "absence": absence, "breached_on": until, "discovered_on": until, "facts": "定位中断，手机关机" })
}

fn evidence() -> Value {
    json!({ "text": "询问笔录：本人承认未参加" })
}

fn proposal(measure: Option<&str>) -> Value {
    let mut proposal = json!({ "findings": "事实清楚，证据充分" });
    measure.into_iter().for_each(|measure| proposal["measure"] = json!(measure));
    proposal
}

/// An inquiry that the bureau decided on a day, with a measure or none; its id.
pub(crate) fn inquired(staff: &Staff, supervisee: &str, content: &Value, measure: Option<&str>, day: &str) -> String {
    let mut inquiry = Matter::begin(&staff.officer, KIND, supervisee, content);
    inquiry.act(&staff.officer, "entries", &on(day, evidence()));
    inquiry.act(&staff.officer, "handling-proposals", &on(day, proposal(measure)));
    inquiry.act(&staff.head, "endorsements", &on(day, outcome("approved")));
    inquiry.act(&staff.bureau_head, "decisions", &on(day, outcome("approved")));
    inquiry.id().to_owned()
}

/// The content of a measure on an inquiry.
pub(crate) fn on_inquiry(inquiry: &str) -> Value {
    json!({ "inquiry_id": inquiry, "reasons": "无正当理由未参加集中教育，责令改正" })
}

/// A measure that the county gave on a day for a breach of that day.
pub(crate) fn measured(staff: &Staff, supervisee: &str, measure: &str, breached: &str, day: &str) -> Matter {
    let inquiry = inquired(staff, supervisee, &breach(breached, day), Some(measure), day);
    Matter::begin(&staff.officer, &format!("{measure}s"), supervisee, &on_inquiry(&inquiry)).approved(staff, day)
}

/// The measures that an inquiry calls for, with their rules.
pub(crate) fn called(inquiry: &Value) -> Vec<(String, String)> {
    let measures = &inquiry["assessment"]["measures"];
    each(measures, "code").into_iter().zip(each(measures, "rule")).collect()
}

fn named(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(code, rule)| ((*code).to_owned(), (*rule).to_owned())).collect()
}

on_both_engines!(an_inquiry_collects_evidence_proposes_and_is_decided_by_the_county, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let mut inquiry = Matter::begin(officer, KIND, &id, &breach("minor", "2026-11-12"));
    let begun = inquiry.read(officer);
    assert_eq!(begun["status"], "in_progress");
    assert_eq!(begun["awaits"], json!({ "level": "office", "permission": "proceedings_write" }));
    assert_eq!(begun["assessment"]["approver"], "county");
    assert_eq!(begun["assessment"]["basis"], json!(["《实施办法》第四十条"]));
    assert_eq!(called(&begun), named(&[("admonition", "IM-34-2")]));
    let refusal = refused(&inquiry.attempt(officer, "handling-proposals", &proposal(None)), "IM-40");
    assert_eq!(fact(&refusal, "entries"), "0");
    inquiry.act(officer, "entries", &evidence());
    inquiry.act(&staff.bureau_officer, "entries", &json!({ "text": "签到表复印件" }));

    // What the facts do not call for is not proposed.
    let propose = |body: &Value| inquiry.attempt(officer, "handling-proposals", body);
    assert_eq!(fact(&refused(&propose(&proposal(Some("warning"))), "IM-40"), "measure"), "warning");
    refused(&propose(&with(&proposal(Some("warning")), "found", json!("prohibition_minor"))), "IM-35-1");
    propose(&with(&proposal(None), "findings", json!(""))).error(422, "/findings", "length");
    propose(&with(&proposal(None), "measure", json!("fine"))).error(422, "/measure", "unknown_code");
    assert_eq!((inquiry.status(officer), inquiry.steps(officer).len()), ("in_progress".into(), 2));
    inquiry.act(officer, "handling-proposals", &with(&proposal(Some("warning")), "found", json!("heavier")));
    let found = inquiry.read(officer);
    assert_eq!(called(&found), named(&[("warning", "IM-35-3"), ("police_punishment", "PSAPL-72-4")]));
    for act in ["entries", "withdrawals"] {
        let body = if act == "entries" { evidence() } else { json!({}) };
        inquiry.attempt(officer, act, &body).problem(409, "invalid_state_transition");
    }
    inquiry.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    inquiry.act(&staff.head, "endorsements", &outcome("approved"));
    inquiry.act(&server.login("bureau_legal_reviewer"), "reviews", &outcome("approved"));
    inquiry.waits_for_the_bureau_head(&server, &staff, "IM-40");
    inquiry.act(&staff.bureau_head, "decisions", &outcome("sent_back"));
    assert_eq!(inquiry.status(officer), "in_progress");
    inquiry.act(officer, "entries", &json!({ "text": "补充：居委会证明" }));
    inquiry.act(officer, "handling-proposals", &proposal(Some("admonition")));
    inquiry.act(&staff.head, "endorsements", &outcome("refused"));
    inquiry.act(&staff.bureau_head, "decisions", &outcome("approved"));
    let closed = inquiry.read(officer);
    assert_eq!((&closed["status"], closed.get("awaits")), (&json!("closed"), None));
    assert_eq!(called(&closed), named(&[("admonition", "IM-34-2")]), "as it was found the last time");

    // Whoever proposed the handling does not decide it.
    let mut own = Matter::begin(officer, KIND, &id, &breach("minor", "2026-11-14"));
    own.act(officer, "entries", &on("2026-11-13", evidence()));
    let early = own.attempt(officer, "handling-proposals", &on("2026-11-13", proposal(None)));
    early.error(422, "/acted_on", "before_the_discovery");
    own.act(&staff.bureau_head, "handling-proposals", &proposal(None));
    own.act(&staff.head, "endorsements", &outcome("approved"));
    own.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(403, "separation_of_duties");
    let mut dropped = Matter::begin(officer, KIND, &id, &breach("minor", "2026-11-15"));
    dropped.act(officer, "withdrawals", &json!({ "opinion": "举报不实" }));
    assert_eq!(dropped.status(officer), "withdrawn");
});

on_both_engines!(what_cannot_be_is_not_inquired_into_and_nothing_is_written, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let open = |supervisee: &str, content: &Value| open_one(&officer, KIND, supervisee, content);
    let base = breach("minor", "2026-11-12");
    let neither = json!({ "breached_on": "2026-11-12", "discovered_on": "2026-11-12", "facts": "不详" });
    open(&id, &neither).error(422, "/content/breach", "required");
    let both = with(&absence("2026-11-12", "2026-11-14"), "breach", json!("minor"));
    open(&id, &both).error(422, "/content/absence", "does_not_go_with");
    let early = open(&id, &absence("2026-11-12", "2026-11-11"));
    early.error(422, "/content/breached_on", "end_before_start");
    early.error(422, "/content/discovered_on", "before_the_breach");
    for (member, value, code) in [
        ("facts", json!(" "), "length"),
        ("facts", json!("长".repeat(2_001)), "length"),
        ("discovered_on", json!("2026-11-11"), "before_the_breach"),
        ("breached_on", json!("1899-12-31"), "date_out_of_range"),
        ("breach", json!("treason"), "unknown_code"),
        ("earlier_on_paper", json!({ "admonitions": 101 }), "too_large"),
    ] {
        open(&id, &with(&base, member, value)).error(422, &format!("/content/{member}"), code);
    }
    for (content, name, value) in [
        (breach("minor", "2026-11-24"), "breached_on", "2026-11-24"),
        (with(&base, "discovered_on", json!("2026-11-24")), "discovered_on", "2026-11-24"),
        (breach("minor", "2026-11-01"), "breached_on", "2026-11-01"),
    ] {
        assert_eq!(fact(&refused(&open(&id, &content), "IM-40"), name), value);
    }
    assert_eq!(fact(&refused(&open(&ended(&officer), &base), "IM-40"), "status"), "released");
    refused(&open(&id, &breach("prohibition_minor", "2026-11-12")), "IM-35-1");
    refused(&open(&id, &breach("reexamination_withheld", "2026-11-12")), "IM-35-4");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
});

on_both_engines!(length_gravity_and_record_say_what_a_breach_calls_for, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let open = |supervisee: &str, content: &Value| open_one(&officer, KIND, supervisee, content).expect(201);
    let (admonition, warning) = (("admonition", "IM-34-1"), ("warning", "IM-35-2"));
    let police = ("police_punishment", "PSAPL-72-4");
    for (until, expected) in [
        ("2026-11-03", vec![("admonition", "IM-34-2")]),
        ("2026-11-12", vec![admonition]),
        ("2026-11-13", vec![warning, police]),
    ] {
        assert_eq!(called(&open(&id, &absence("2026-11-02", until))), named(&expected), "{until}");
    }
    let eleven = open(&id, &absence("2026-11-02", "2026-11-13"));
    assert_eq!(eleven["assessment"]["days"], 11);
    let mut excused = absence("2026-11-02", "2026-11-20");
    excused["absence"]["legitimate_reason"] = json!(true);
    assert!(called(&open(&id, &excused)).is_empty());
    let mut late = absence("2026-11-11", "2026-11-12");
    late["absence"]["event"] = json!("late_report");
    assert_eq!(called(&open(&id, &late)), named(&[admonition]));
    for (earlier, expected) in [
        (json!({ "admonitions": 1 }), vec![("admonition", "IM-34-2")]),
        (json!({ "admonitions": 2 }), vec![("warning", "IM-35-5")]),
        (json!({ "warnings": 2 }), vec![("revocation_ground", "IM-46-4"), ("admonition", "IM-34-2")]),
        (json!({ "police_punishments": 1 }), vec![("revocation_ground", "IM-46-3"), ("admonition", "IM-34-2")]),
    ] {
        let inquiry = open(&id, &with(&breach("minor", "2026-11-12"), "earlier_on_paper", earlier));
        assert_eq!(called(&inquiry), named(&expected), "{inquiry}");
    }

    let parolee = json!({
        "category": "parole", "original_sentence": "有期徒刑5年", "effective_on": "2026-03-01", "decided_on": "2026-02-20",
        "supervision_starts_on": "2026-03-01", "supervision_ends_on": "2027-08-31", "reported_on": "2026-03-05",
    });
    let parolee = supervised_as(&officer, 1, &parolee);
    let expected = named(&[("warning", "IM-35-3"), ("revocation_ground", "IM-47-3")]);
    assert_eq!(called(&open(&parolee, &breach("heavier", "2026-11-12"))), expected, "not for the police");
    let patient = json!({
        "category": "temporary_outside_prison", "temporary_ground": "serious_illness", "original_sentence": "有期徒刑3年",
    });
    let patient = supervised_as(&officer, 2, &patient);
    let withheld = open(&patient, &breach("reexamination_withheld", "2026-11-12"));
    assert_eq!(called(&withheld), named(&[("warning", "IM-35-4")]));
    let forbidden = json!({
        "prohibition": { "content": "禁止进入网吧" }, "original_sentence": "有期徒刑1年，缓刑2年", "decided_on": "2026-02-20",
        "effective_on": "2026-03-01", "supervision_starts_on": "2026-03-01", "supervision_ends_on": "2028-02-29",
        "reported_on": "2026-03-05",
    });
    let forbidden = supervised_as(&officer, 3, &forbidden);
    let inquiry = open(&forbidden, &breach("prohibition_minor", "2026-11-12"));
    assert_eq!(called(&inquiry), named(&[("warning", "IM-35-1"), ("police_punishment", "PSAPL-73-1")]));
    for (discovered_on, rules) in [("2026-11-22", vec![]), ("2026-11-23", vec!["PSAPL-25".to_owned()])] {
        let content = with(&breach("heavier", "2026-05-22"), "discovered_on", json!(discovered_on));
        assert_eq!(each(&open(&forbidden, &content)["assessment"]["warnings"], "rule"), rules, "{discovered_on}");
    }
});
