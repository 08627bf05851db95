//! Social investigation over HTTP: about a person, who need not be under supervision (CCL 18; IM 13, 14; rulebook §3).

use super::proceedings::{Matter, supervised, text};
use harness::on_both_engines;
use serde_json::{Value, json};

fn commission(received_on: &str) -> Value {
    json!({
        "commissioning_organ": "常德市武陵区人民法院",
        "organ_kind": "court",
        "letter_number": "（2026）某委1号",
        "subject_role": "defendant",
        "purpose": "probation",
        "received_on": received_on,
        "papers_state": "complete",
        "residence_address": "湖南省常德市武陵区某路1号",
    })
}

on_both_engines!(a_person_is_investigated_without_a_case, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let person = text(&officer.get(&format!("supervisees/{}", supervised(&officer))).expect(200)["person_id"]);
    let open = |body: Value| officer.post("social-investigations", &body);
    let case = json!({ "supervisee_id": person, "content": commission("2026-11-20") });
    open(case).error(422, "/person_id", "required");
    let about = |id: &str| json!({ "person_id": id, "content": commission("2026-11-20") });
    open(about("01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77")).problem(404, "not_found");
    let opened = open(about(&person));
    let body = opened.expect(201);
    assert_eq!((body.get("supervisee_id"), &body["person_id"]), (None, &json!(person)));
    let path = opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned();
    let mut matter = Matter { path, version: 1 };

    // Ten working days from receipt.
    let clock = matter.read(&officer)["clocks"].as_array().unwrap().iter().find(|one| one["rule"] == "A-8n").cloned();
    let clock = clock.expect("the clock of the opinion");
    assert_eq!((&clock["state"], &clock["due_legal"]), (&json!("open"), &json!("2026-12-04")));
    let listed = officer.all("clocks?rule=A-8n");
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0]["proceeding_id"], listed[0].get("supervisee_id")), (&body["id"], None));
    assert_eq!(listed[0], clock);
    assert!(officer.all("proceedings?overdue=true").is_empty());

    matter.act(&officer, "submissions", &json!({}));
    let refused = matter.attempt(&officer, "submissions", &json!({})).problem(422, "refused");
    assert_eq!(refused["refusal"]["rule"], "A-11");
    let report = json!({
        "residence": "自有住房", "family_and_ties": "与父母同住", "consequences": "已赔偿", "views": "居委会同意",
        "danger": "较低", "influence": "无重大不良影响",
    });
    matter.act(&officer, "investigation-reports", &report);
    matter.act(&officer, "submissions", &json!({}));
    let decision = json!({ "outcome": "approved", "opinion": "适宜社区矫正" });
    let head = server.login("bureau_head");
    matter.act(&head, "decisions", &decision);
    let owed = |session: &harness::Session| {
        let notices = matter.read(session)["notices"].as_array().unwrap().clone();
        notices.into_iter().filter(|notice| notice.get("delivered_on").is_none()).count()
    };
    assert!(owed(&officer) > 0);
    for recipient in ["procuratorate", "commissioning_organ"] {
        matter.act(&officer, "deliveries", &json!({ "recipient": recipient, "method": "post" }));
    }
    assert_eq!(matter.read(&officer)["status"], "closed");
    assert_eq!(officer.all("clocks?rule=A-8n")[0]["state"], "met");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});
