//! What was done stays: annulled steps, late entries, the past as it was known, a case that passes to another person.

use super::{ABSENT, Matter, leave, outcome, supervised, text, verified};
use crate::v1::{first_office_id, registration};
use harness::on_both_engines;
use reqwest::Method;
use serde_json::json;

on_both_engines!(a_step_in_error_falls_when_another_officer_countersigns, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let (head, bureau_head) = (server.login("office_head"), server.login("bureau_head"));
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-23", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    let step = matter.act(&head, "decisions", &outcome("approved"));
    let on_leave = || officer.get(&format!("supervisees/{id}")).expect(200)["conditions"].to_string();
    assert!(on_leave().contains("on_leave"));
    let annulment = json!({ "step_id": step["id"], "reason": "误将不同意录为同意" });
    matter.attempt(&head, "annulments", &json!({ "step_id": ABSENT, "reason": "误录" })).error(
        422,
        "/step_id",
        "unknown_step",
    );
    let annulled = matter.act(&head, "annulments", &annulment);
    assert_eq!(matter.status(&head), "approved", "not yet");
    let countersignature = json!({ "step_id": annulled["id"] });
    matter.attempt(&head, "countersignatures", &countersignature).problem(403, "separation_of_duties");
    matter.act(&bureau_head, "countersignatures", &countersignature);
    assert_eq!(matter.status(&head), "submitted");
    assert!(!on_leave().contains("on_leave"), "what followed from it is computed anew");
    matter.act(&head, "decisions", &outcome("refused"));
    let steps = officer.all(&format!("{}/steps", matter.path));
    assert_eq!(steps.len(), 5, "nothing is overwritten");
    let fallen: Vec<bool> = steps.iter().map(|step| step["annulled"].as_bool().unwrap()).collect();
    assert_eq!(fallen, [false, true, false, false, false]);
    drop(server);
    verified(&site);
});

on_both_engines!(an_act_entered_late_keeps_both_dates, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    let step = matter.act(&officer, "submissions", &json!({ "acted_on": "2026-11-20" }));
    assert_eq!(step["acted_on"], "2026-11-20");
    assert!(text(&step["recorded_at"]).starts_with("2026-11-23T"), "{step}");
    let head = server.login("office_head");
    let before = json!({ "outcome": "approved", "acted_on": "2026-11-19" });
    matter.attempt(&head, "decisions", &before).error(422, "/acted_on", "before_the_step_before");
    matter.act(&head, "decisions", &json!({ "outcome": "approved", "acted_on": "2026-11-20" }));
});

on_both_engines!(the_past_is_known_as_it_was, |site| {
    let site = site.at("2026-11-23T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-23", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    server.stop();
    let site = site.at("2026-11-24T09:00:00+08:00");
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    matter.act(&head, "decisions", &outcome("approved"));
    let path = format!("supervisees/{id}");
    let conditions = |at: &str| officer.get(&format!("{path}{at}")).expect(200)["conditions"].to_string();
    assert!(conditions("").contains("on_leave"));
    assert!(!conditions("?as_of=2026-11-23T20:00:00%2B08:00").contains("on_leave"), "nobody had decided");
    let now = text(&officer.get(&path).expect(200)["updated_at"]).replace('+', "%2B");
    let known = officer.get(&format!("{path}?as_of={now}")).expect(200);
    assert_eq!(known, officer.get(&path).expect(200));

    let history = officer.all(&format!("{path}/history"));
    let actions: Vec<&str> = history.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in ["leave.opened", "leave.submissions", "leave.decisions"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
    let told = history.iter().find(|entry| entry["action"] == "leave.opened").unwrap();
    let content = told["changes"].as_array().unwrap().iter().find(|change| change["field"] == "content").unwrap();
    assert!(content.get("after").is_none(), "what it is about is read in the proceeding: {told}");
    assert!(!told.to_string().contains("430721"), "{told}");
});

on_both_engines!(a_case_that_passes_to_another_person_takes_its_proceedings_along, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-25", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({ "opinion": "请予批准" }));
    let mut twin = registration(&first_office_id(&officer));
    twin["id_number"] = json!("430721199003071236");
    twin["judgment_number"] = json!("（2026）某刑初2号");
    let stands = text(&officer.post("supervisees", &twin).expect(201)["person_id"]);
    let duplicate = text(&matter.read(&officer)["person_id"]);
    let send = |act: &str, version| {
        let body = json!({ "duplicate_id": duplicate, "reason": "照片和指纹一致" });
        officer
            .request(Method::POST, &format!("persons/{stands}/{act}"))
            .if_match(version)
            .json(&body)
            .send()
            .expect(200)
    };
    send("merges", 1);
    matter.version += 1;
    assert_eq!(matter.read(&officer)["person_id"], stands);
    let step = officer.all(&format!("{}/steps", matter.path)).remove(0);
    assert_eq!(step["body"]["opinion"], "请予批准");
    send("separations", 2);
    matter.version += 1;
    assert_eq!(matter.read(&officer)["person_id"], duplicate);
    matter.act(&server.login("office_head"), "decisions", &outcome("approved"));
    let as_of = format!("supervisees/{id}?as_of=2026-11-23T09:00:00.001%2B08:00");
    assert_ne!(officer.get(&as_of).status(), 500);
    server.stop();
    verified(&site);
});
