//! Examinations by a hospital over HTTP: commissioned, arranged, reported with its formalities, told, closed (OP23 6–10, 26, 27).

use super::medical_reviews::parolee;
use super::proceedings::{Matter, text};
use harness::on_both_engines;
use serde_json::json;

on_both_engines!(a_diagnosis_is_commissioned_reported_told_and_closed, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = parolee(&officer, |_| {});
    let content = json!({
        "matter": "diagnosis", "hospital": "常德市第一人民医院", "commissioned_on": "2026-11-16", "reason": "核实病情是否好转",
    });
    let opened = officer.post("medical-examinations", &json!({ "supervisee_id": id, "content": content })).expect(201);
    let clocks: Vec<String> = opened["clocks"].as_array().unwrap().iter().map(|clock| text(&clock["rule"])).collect();
    assert_eq!(clocks, ["H-5a", "H-5f"]);
    let mut matter = Matter { path: format!("medical-examinations/{}", text(&opened["id"])), version: 1 };
    matter.act(&officer, "arrangements", &json!({ "arranged_for": "2026-11-20" }));
    let mut report = json!({
        "issued_on": "2026-11-20", "findings_on": "2026-11-19", "findings": "病情好转", "conclusion": "not_met",
        "doctors": [{ "name": "陈医生", "title": "chief" }, { "name": "刘医生", "title": "attending" }],
        "signed_and_sealed": true,
    });
    let refusal = matter.attempt(&officer, "hospital-reports", &report).problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], "H-5", "two of associate-senior title");
    report["doctors"][1]["title"] = json!("associate_chief");
    matter.act(&officer, "hospital-reports", &report);
    assert_eq!(matter.attempt(&officer, "closures", &json!({})).problem(422, "refused")["refusal"]["rule"], "H-16");
    matter.act(&officer, "deliveries", &json!({ "recipient": "procuratorate", "method": "in_person" }));
    matter.act(&officer, "closures", &json!({}));
    let read = matter.read(&officer);
    assert_eq!((&read["status"], &read["assessment"]["period"]["to"]), (&json!("closed"), &json!("2027-02-20")));
});
