//! Change of dwelling over HTTP: where the office changes, person and file go with it (CCL 27; rulebook §5.4).

use super::proceedings::{Matter, leave, open as open_leave, outcome, supervised, text};
use harness::{Session, on_both_engines};
use serde_json::{Value, json};

/// Where the person lives, disclosed.
fn address(session: &Session, id: &str) -> Value {
    let asked = json!({ "fields": ["residence_address"], "purpose": "verification" });
    session.post(&format!("supervisees/{id}/disclosures"), &asked).expect(201)["values"]["residence_address"].clone()
}

on_both_engines!(a_move_within_the_office_is_written_when_it_is_closed, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let id = supervised(&officer);
    let content = json!({
        "new_address": "湖南省常德市武陵区某路2号", "region_code": "430702", "moves_on": "2026-12-10", "reason": "租房到期",
    });
    let opened = officer.post("dwelling-changes", &json!({ "supervisee_id": id, "content": content }));
    opened.expect(201);
    let path = opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned();
    let mut matter = Matter { path, version: 1 };
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "decisions", &outcome("approved"));
    assert_eq!(address(&officer, &id), "湖南省常德市武陵区某路1号", "approved, and not moved yet");
    let before = officer.get(&format!("supervisees/{id}")).expect(200);
    matter.act(&officer, "closures", &json!({}));
    assert_eq!(address(&officer, &id), "湖南省常德市武陵区某路2号");
    let after = officer.get(&format!("supervisees/{id}")).expect(200);
    assert_ne!(after["version"], before["version"], "it shows something else now");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(the_case_and_its_proceedings_pass_to_the_new_office, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let new_officer = server.login_at("office_officer", "430702002");
    let id = supervised(&officer);
    let organizations = server.login("bureau_officer").all("organizations");
    let of_code = |code: &str| organizations.iter().find(|one| one["code"] == code).map(|one| text(&one["id"]));
    let to = of_code("430702002").unwrap();
    let leave = text(&open_leave(&officer, &id, &leave("2026-12-01", "2026-12-03")).expect(201)["id"]);

    let content = |to: &str| {
        json!({
            "new_address": "湖南省常德市武陵区某路2号", "region_code": "430702", "to_organization_id": to,
            "moves_on": "2026-12-10", "reason": "租房到期",
        })
    };
    let open = |to: &str| officer.post("dwelling-changes", &json!({ "supervisee_id": id, "content": content(to) }));
    let bureau = of_code("430702").unwrap();
    for other in [bureau.as_str(), "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77"] {
        open(other).error(422, "/content/to_organization_id", "unknown_organization");
    }
    let opened = open(&to);
    opened.expect(201);
    let path = opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned();
    let mut matter = Matter { path, version: 1 };
    let elsewhere = json!({ "content": { "to_organization_id": bureau } });
    officer.patch(&matter.path, 1, &elsewhere).error(422, "/content/to_organization_id", "unknown_organization");
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "decisions", &outcome("approved"));
    new_officer.get(&matter.path).problem(404, "not_found");
    matter.attempt(&officer, "handovers", &json!({ "organization_id": to })).expect(201);
    matter.version += 1;
    matter.act(&new_officer, "receptions", &json!({}));
    let record = new_officer.get(&format!("supervisees/{id}")).expect(200);
    assert_eq!(record["organization_id"], to);
    assert_eq!(address(&new_officer, &id), "湖南省常德市武陵区某路2号");
    let history = new_officer.all(&format!("supervisees/{id}/history"));
    let corrected = history.iter().find(|entry| entry["action"] == "person.corrected").unwrap();
    assert_eq!(corrected["changes"][0]["field"], "residence_address");
    assert_eq!(new_officer.get(&format!("leaves/{leave}")).expect(200)["organization_id"], to);
    assert_eq!(matter.read(&new_officer)["status"], "closed");
    assert!(new_officer.all("clocks").iter().any(|clock| clock["supervisee_id"] == id));
    for path in [format!("supervisees/{id}"), format!("leaves/{leave}"), matter.path.clone()] {
        officer.get(&path).problem(404, "not_found");
    }
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});
