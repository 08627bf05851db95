//! Permission of contact over HTTP: approved by the county, the meetings reported, ended (IM 25; M-5).

use super::proceedings::{
    Matter, outcome,
    play::{Staff, each, ended, fact, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with},
    supervised, text,
};
use harness::on_both_engines;
use serde_json::{Value, json};

const KIND: &str = "contact-permissions";

fn contact(valid_from: &str, valid_to: &str) -> Value {
    json!({
        "contact_name": "王建国", "role": "victim", "reason": "当面道歉并支付赔偿款", "manner": "在居委会调解室，由工作人员陪同",
        "valid_from": valid_from, "valid_to": valid_to,
    })
}

on_both_engines!(the_meetings_are_reported_on_the_approved_days, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let mut permission = Matter::begin(officer, KIND, &id, &contact("2026-11-20", "2026-11-22"));
    let assessment = permission.read(officer)["assessment"].clone();
    assert_eq!((&assessment["approver"], &assessment["basis"]), (&json!("county"), &json!(["《实施办法》第二十五条"])));
    assert!(text(&assessment["explanation"][0]).contains("被害人"), "{assessment}");
    permission.act(officer, "submissions", &on("2026-11-19", json!({})));
    permission.act(&staff.head, "endorsements", &on("2026-11-19", outcome("approved")));
    permission.waits_for_the_bureau_head(&server, &staff, "M-5");
    let refusal = refused(&permission.attempt(&staff.bureau_head, "decisions", &outcome("approved")), "M-5");
    assert_eq!(fact(&refusal, "decided_on"), "2026-11-23", "approval comes before the contact");
    permission.act(&staff.bureau_head, "decisions", &on("2026-11-19", outcome("approved")));
    let approved = permission.read(officer);
    assert_eq!(approved["awaits"], json!({ "level": "office", "permission": "proceedings_write" }));
    assert_eq!(approved["notices"], json!([]), "the law wants nobody told");

    let met = json!({ "text": "在调解室见面，已支付赔偿款" });
    let refusal = refused(&permission.attempt(officer, "entries", &on("2026-11-19", met.clone())), "M-5");
    assert_eq!(each(&refusal["facts"], "value"), ["2026-11-19", "2026-11-20", "2026-11-22"]);
    permission.act(officer, "entries", &on("2026-11-20", met.clone()));
    permission.act(&staff.bureau_officer, "entries", &on("2026-11-22", met.clone()));
    refused(&permission.attempt(officer, "entries", &met), "M-5");
    permission.attempt(officer, "entries", &json!({})).error(422, "/text", "required");
    assert_eq!(permission.steps(officer).len(), 5);
    permission.act(officer, "closures", &json!({}));
    let closed = permission.read(officer);
    assert_eq!((&closed["status"], closed.get("awaits")), (&json!("closed"), None));
    let timeline = officer.all(&format!("supervisees/{id}/timeline"));
    let told = timeline.iter().filter(|event| event["href"].as_str().unwrap().contains(permission.id())).count();
    assert_eq!(told, 7, "the opening and six steps");
});

on_both_engines!(what_forbids_a_contact_is_said_at_the_opening_and_nothing_is_written, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let open = |supervisee: &str, content: &Value| open_one(officer, KIND, supervisee, content);
    let sound = contact("2026-12-01", "2026-12-02");
    open(&id, &with(&sound, "contact_name", json!("好".repeat(51)))).error(422, "/content/contact_name", "length");
    for member in ["reason", "manner", "prohibition_note"] {
        open(&id, &with(&sound, member, json!(""))).error(422, &format!("/content/{member}"), "length");
    }
    open(&id, &with(&sound, "role", json!("friend"))).error(422, "/content/role", "unknown_code");
    open(&id, &contact("2026-12-01", "2026-11-30")).error(422, "/content/valid_to", "end_before_start");
    assert_eq!(fact(&refused(&open(&ended(officer), &sound), "M-5"), "status"), "released");
    let order = json!({ "prohibition": { "content": "禁止接触被害人", "ends_on": "2026-12-01" } });
    let prohibited = supervised_as(officer, 1, &order);
    refused(&open(&prohibited, &sound), "PO-1");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
    open(&prohibited, &with(&sound, "prohibition_note", json!("被害人书面同意"))).expect(201);
    open(&prohibited, &contact("2026-12-02", "2026-12-03")).expect(201);
    for role in ["accuser", "informant", "accomplice", "other_inducing"] {
        open(&id, &with(&sound, "role", json!(role))).expect(201);
    }
    not_decided_by_its_proposer(&staff, KIND, &id, &sound);

    let mut refusal = Matter::begin(officer, KIND, &id, &sound);
    refusal.act(officer, "submissions", &json!({}));
    refusal.act(&staff.head, "endorsements", &outcome("refused"));
    refusal.act(&staff.bureau_head, "decisions", &outcome("refused"));
    assert_eq!(refusal.status(officer), "refused");
    refusal.attempt(officer, "entries", &json!({ "text": "已见面" })).problem(409, "invalid_state_transition");
});
