//! Recurring travel over HTTP: approved once for six months, each trip only reported (IM 29; L-5, L-6).

use super::proceedings::{
    Matter, outcome,
    play::{
        Staff, conditions, each, ended, fact, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with,
    },
    supervised,
};
use harness::{Site, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "recurring-travels";

fn to(places: &[&str]) -> Value {
    json!({ "reason": "在桃源县承包工程", "place_codes": places, "times": "工作日白天", "frequency": "每周两次" })
}

fn trip() -> Value {
    json!({ "text": "微信报告：今日往返桃源" })
}

on_both_engines!(the_approval_holds_for_six_months_and_its_trips_are_reported, |site| {
    let mut site: Site = site;
    let server = site.serve();
    let staff = Staff::of(&server);
    let two_years = json!({ "original_sentence": "有期徒刑1年，缓刑2年", "supervision_ends_on": "2028-11-01" });
    let id = supervised_as(&staff.officer, 1, &two_years);
    let mut travel = Matter::begin(&staff.officer, KIND, &id, &to(&["430725"]));
    let assessment = travel.read(&staff.officer)["assessment"].clone();
    assert_eq!((&assessment["approver"], &assessment["basis"]), (&json!("county"), &json!(["《实施办法》第二十九条"])));
    assert!(assessment.get("period").is_none(), "not approved yet");
    assert_eq!(travel.warnings(&staff.officer), ["IM-29"], "no paper proves the need");
    travel.attempt(&staff.officer, "entries", &trip()).problem(409, "invalid_state_transition");
    travel.act(&staff.officer, "submissions", &json!({}));
    travel.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    travel.act(&staff.head, "endorsements", &outcome("approved"));
    travel.waits_for_the_bureau_head(&server, &staff, "IM-29");
    travel.act(&staff.bureau_head, "decisions", &outcome("approved"));
    let approved = travel.read(&staff.officer);
    assert_eq!((&approved["status"], &approved["notices"]), (&json!("approved"), &json!([])));
    assert_eq!(approved["assessment"]["period"], json!({ "from": "2026-11-23", "to": "2027-05-22" }));
    assert_eq!(conditions(&staff.officer, &id), ["recurring_travel"]);
    let leave = json!({ "reason": "medical", "destination_code": "430721", "leaves_on": "2026-12-01", "returns_on": "2026-12-02" });
    let leave = open_one(&staff.officer, "leaves", &id, &leave).expect(201);
    assert_eq!(leave["assessment"]["cumulative_days"], 2, "L-6: its days are no days of leave");
    server.stop();

    site = site.at("2027-05-22T20:00:00+08:00");
    let server = site.serve();
    let staff = Staff::of(&server);
    assert_eq!(conditions(&staff.officer, &id), ["recurring_travel"]);
    let step = travel.act(&staff.officer, "entries", &trip());
    assert_eq!(step["status"], "approved");
    travel.attempt(&staff.officer, "entries", &json!({ "text": " " })).error(422, "/text", "length");
    server.stop();

    site = site.at("2027-05-23T08:00:00+08:00");
    let server = site.serve();
    let staff = Staff::of(&server);
    assert!(conditions(&staff.officer, &id).is_empty());
    let refusal = refused(&travel.attempt(&staff.officer, "entries", &trip()), "IM-29");
    assert_eq!((fact(&refusal, "acted_on"), fact(&refusal, "valid_to")), ("2027-05-23".into(), "2027-05-22".into()));
    travel.act(&staff.officer, "entries", &on("2027-05-22", trip()));
    travel.act(&staff.officer, "closures", &json!({}));
    assert_eq!(travel.read(&staff.officer).get("awaits"), None);
    let acts: Vec<Value> = travel.steps(&staff.officer).iter().map(|step| step["act"].clone()).collect();
    assert_eq!(acts, ["submissions", "endorsements", "decisions", "entries", "entries", "closures"]);
    Matter::begin(&staff.officer, KIND, &id, &to(&["430725"]));
});

on_both_engines!(what_forbids_recurring_travel_is_said_at_the_opening_and_nothing_is_written, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let open = |supervisee: &str, content: &Value| open_one(officer, KIND, supervisee, content);
    open(&id, &to(&[])).error(422, "/content/place_codes", "required");
    open(&id, &to(&["430725", "999999"])).error(422, "/content/place_codes/1", "unknown_region");
    for member in ["reason", "times", "frequency", "prohibition_note"] {
        open(&id, &with(&to(&["430725"]), member, json!(" "))).error(422, &format!("/content/{member}"), "length");
    }
    assert_eq!(fact(&refused(&open(&id, &to(&["430725", "430703"])), "IM-26"), "place_code"), "430703");
    refused(&open(&id, &to(&["430725", "810000"])), "EEL-12-2");
    let refusal = refused(&open(&ended(officer), &to(&["430725"])), "IM-29");
    assert_eq!(each(&refusal["facts"], "value"), ["released", "2026-11-23"], "at 24:00 of the last day");
    let prohibited = supervised_as(officer, 2, &json!({ "prohibition": { "content": "禁止进入酒吧" } }));
    assert_eq!(fact(&refused(&open(&prohibited, &to(&["430725"])), "PO-3"), "prohibition_since"), "2026-11-02");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
    let noted = with(&to(&["430725"]), "prohibition_note", json!("不进入酒吧"));
    let first = open(&prohibited, &noted).expect(201);
    assert_eq!(first["number"], "430702-recurring-travels-2026-0001", "no number was used up");

    let waiting = Matter::begin(officer, KIND, &id, &to(&["430725"]));
    let refusal = refused(&open(&id, &to(&["430721"])), "IM-29");
    assert_eq!(refusal["facts"][0]["value"], waiting.read(officer)["number"]);
    officer.patch(&waiting.path, 1, &json!({ "content": { "place_codes": ["430703"] } })).problem(422, "refused");
    let mut waiting = waiting;
    waiting.act(officer, "withdrawals", &json!({}));
    not_decided_by_its_proposer(&staff, KIND, &id, &to(&["430725"]));

    let travel = Matter::begin(officer, KIND, &id, &to(&["430725"])).approved(&staff, "2026-11-20");
    assert_eq!(travel.warnings(officer), ["IM-29", "IM-29"], "supervision ends before the approval does");
    let mut travel = travel;
    travel.act(officer, "closures", &json!({ "opinion": "工程完工" }));
    assert_eq!(conditions(officer, &id), ["recurring_travel"], "to the end of the day on which it is ended");
});
