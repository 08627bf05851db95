//! Committal to prison over HTTP: proposed by the county to the organ that decides (CCL 49; IM 49, 50; OP23 14; OP26 16, 18).

use super::proceedings::{
    Matter,
    play::{Staff, conditions, each, open_one, refused, supervised_as, with},
    text,
};
use super::revocations::{decided, evidence, files, ground, overdue, paper, ruling};
use harness::{Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "committals";

fn outside(officer: &Session) -> String {
    let order = json!({
        "category": "temporary_outside_prison", "temporary_ground": "unable_to_care_for_self",
        "deciding_organ": "湖南省监狱管理局",
        "decided_on": "2026-03-01", "effective_on": "2026-03-13", "reported_on": "2026-03-16",
        "supervision_starts_on": "2026-03-13", "supervision_ends_on": "2027-03-12",
    });
    supervised_as(officer, 1, &order)
}

on_both_engines!(a_committal_is_decided_by_the_prison_administration_and_carried_out_in_three_days, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_officer, .. } = &staff;
    let id = outside(officer);
    let leave = overdue(&staff, &id);
    let found = officer.get(&format!("supervisees/{id}/revocation-grounds")).expect(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 8);
    let met = found["items"].as_array().unwrap().iter().filter(|item| item["state"] == "met");
    assert_eq!(met.map(|item| text(&item["rule"])).collect::<Vec<_>>(), ["IM-49-2"]);
    assert!(found["items"][3]["court_also_asks"].is_string(), "K-2");
    server.login("archivist").get(&format!("supervisees/{id}/revocation-grounds")).problem(403, "not_permitted");

    let spell = json!({ "cause": "escape", "from": "2026-09-11", "to": "2026-11-23" });
    let content = json!({
        "grounds": [ground("IM-49-2", &[leave.id()], &[&paper(officer, &id, 1)])],
        "uncounted": [spell],
        "evidence": [evidence("legal_documents", &paper(officer, &id, 2)), evidence("conduct_record", &paper(officer, &id, 3))],
    });
    open_one(officer, KIND, &id, &content).error(422, "/content/uncounted_opinion", "required");
    refused(&open_one(officer, "revocations", &id, &json!({ "grounds": content["grounds"] })), "IM-49");
    let content = with(&content, "uncounted_opinion", json!("脱逃期间不计入刑期"));
    let mut matter = decided(&server, &staff, Matter::begin(officer, KIND, &id, &content));
    let organ = json!({ "recipient": "deciding_organ", "method": "post" });
    let refusal = refused(&matter.attempt(bureau_officer, "deliveries", &organ), "OP26-16");
    assert_eq!(each(&refusal["facts"], "value"), ["uncounted_time"]);
    let supplement = json!({ "evidence": [evidence("uncounted_time", &paper(officer, &id, 4))] });
    matter.act(bureau_officer, "supplements", &supplement);
    matter.act(bureau_officer, "deliveries", &organ);
    assert_eq!(matter.owed(officer), ["procuratorate"]);
    assert!(conditions(officer, &id).contains(&"committal_pending".to_owned()));
    let arrest = json!({
        "grounds": ["may_flee"], "reasons": "可能逃跑", "received_at": "2026-11-23T08:20:00+08:00",
    });
    refused(&matter.attempt(bureau_officer, "arrests", &arrest), "AR-1");
    assert_eq!(matter.clock(officer, "RV-2"), ("open".into(), "2026-12-23".into()));
    let bundle = files(&bureau_officer.get(&format!("{}/bundle", matter.path)));
    let proposal: Value = serde_json::from_slice(&bundle["proposal.json"]).unwrap();
    assert_eq!(proposal["proposal"]["uncounted"][0]["cause"], "escape");
    server.login("archivist").get(&format!("{}/bundle", matter.path)).problem(403, "not_permitted");

    let decision = with(&with(&ruling("approved"), "court", json!("湖南省监狱管理局")), "uncounted", json!([spell]));
    matter.act(bureau_officer, "rulings", &with(&decision, "at_large", json!(true)));
    assert_eq!(officer.get(&format!("supervisees/{id}")).expect(200)["status_reason"], "committed");
    assert_eq!(matter.clock(officer, "RV-3"), ("open".into(), "2026-11-26".into()));
    assert_eq!(conditions(officer, &id), ["fugitive"]);
    matter.act(bureau_officer, "handovers", &json!({}));
    assert_eq!(matter.clock(officer, "RV-3").0, "met");
    for recipient in matter.owed(officer) {
        matter.tell(bureau_officer, &recipient, "2026-11-23");
    }
    matter.act(bureau_officer, "closures", &json!({}));
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(with_a_committal_pending_at_the_end_the_head_decides_and_says_why, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_officer, bureau_head } = &staff;
    let id = outside(officer);
    let case = officer.get(&format!("supervisees/{id}")).expect(200);
    let soon = json!({ "supervision_ends_on": "2026-12-04", "deciding_organ": "常德市武陵区人民法院" });
    officer.patch(&format!("supervisees/{id}"), case["version"].as_i64().unwrap(), &soon).expect(200);
    let leave = overdue(&staff, &id);
    let content = json!({
        "grounds": [ground("IM-49-2", &[leave.id()], &[])],
        "evidence": [evidence("legal_documents", &paper(officer, &id, 2)), evidence("conduct_record", &paper(officer, &id, 3))],
    });
    let mut matter = decided(&server, &staff, Matter::begin(officer, KIND, &id, &content));
    matter.act(bureau_officer, "deliveries", &json!({ "recipient": "deciding_organ", "method": "post" }));
    assert!(matter.warnings(officer).contains(&"X-6".to_owned()));
    let release = json!({ "reason": "expiry", "appraisal": "矫正期间脱离监管" });
    let mut release = Matter::begin(officer, "releases", &id, &release);
    release.act(officer, "submissions", &json!({}));
    release.act(head, "endorsements", &json!({ "outcome": "approved" }));
    release.attempt(bureau_head, "decisions", &json!({ "outcome": "approved" })).error(422, "/opinion", "required");
    release.act(bureau_head, "decisions", &json!({ "outcome": "approved", "opinion": "刑期届满，依法释放" }));
});
