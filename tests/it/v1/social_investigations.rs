//! Social investigation over HTTP: about a person, who need not be under supervision (CCL 18; IM 13, 14; rulebook §3).

use super::proceedings::{Matter, supervised, text};
use harness::on_both_engines;
use serde_json::{Value, json};

pub(crate) fn commission(received_on: &str) -> Value {
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

on_both_engines!(the_clock_of_an_investigation_follows_the_calendar_and_the_time, |site| {
    let site = site.at("2027-01-08T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let person = json!({ "name": "钟测试", "id_number": "430702199003071237" });
    let id = officer.post("persons", &person).expect(201)["id"].clone();
    let about = json!({ "person_id": id, "content": commission("2026-12-29") });
    let opened = officer.post("social-investigations", &about).expect(201);
    let clock = || officer.all("clocks?rule=A-8n").remove(0);
    let before = clock();
    assert_eq!((&before["proceeding_id"], &before["provisional"]), (&opened["id"], &json!(true)));

    // No case stands in the register: the investigation alone is computed anew.
    let administrator = server.login("system_administrator");
    let load = |condition: (&str, &str), holidays: Value| {
        let body = json!({ "holidays": holidays, "working_days": [] });
        let request = administrator.request(reqwest::Method::PUT, "calendar/2027").header(condition.0, condition.1);
        let loaded = request.json(&body).send();
        assert!(matches!(loaded.status(), 200 | 201), "{}", loaded.text());
        let recomputation = loaded.json()["recomputations"][0].as_str().unwrap().to_owned();
        let ended = administrator.finished(&recomputation);
        assert_eq!((&ended["status"], &ended["progress"]["done"]), (&json!("succeeded"), &json!(1)), "{ended}");
        clock()
    };
    let new_year = |to: &str| json!([{ "name": { "zh": "元旦", "en": "New Year" }, "from": "2027-01-01", "to": to }]);
    let loaded = load(("if-none-match", "*"), new_year("2027-01-01"));
    assert_eq!((&loaded["due_legal"], &loaded["provisional"]), (&json!("2027-01-13"), &json!(false)));
    let corrected = load(("if-match", "\"1\""), new_year("2027-01-04"));
    assert_eq!((&corrected["id"], &corrected["due_legal"]), (&loaded["id"], &json!("2027-01-14")));
    assert_eq!(corrected["state"], "open");
    server.stop();

    let site = site.at("2027-01-15T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    assert_eq!(officer.all("clocks?overdue=true&rule=A-8n").len(), 1);
    let late = officer.all("proceedings?overdue=true").remove(0);
    assert_eq!(late["id"], opened["id"]);
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(an_opinion_given_before_is_known_without_being_stated, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("bureau_officer"), server.login("bureau_head"));
    let person = json!({ "name": "钟测试", "id_number": "430702199003071237" });
    let id = officer.post("persons", &person).expect(201)["id"].clone();
    let open = |letter: &str| {
        let mut content = commission("2026-11-23");
        content["purpose"] = json!("parole");
        content["letter_number"] = json!(letter);
        officer.post("social-investigations", &json!({ "person_id": id, "content": content }))
    };
    let opened = open("1号");
    opened.expect(201);
    let path = opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned();
    let mut matter = Matter { path, version: 1 };
    matter.act(&officer, "submissions", &json!({}));
    let members = ["residence", "family_and_ties", "consequences", "views", "danger", "influence"];
    let report: Value = members.into_iter().map(|member| (member.to_owned(), json!("某事"))).collect();
    matter.act(&officer, "investigation-reports", &report);
    matter.act(&officer, "submissions", &json!({}));
    open("2号").expect(201);
    matter.act(&head, "decisions", &json!({ "outcome": "approved", "opinion": "适宜社区矫正" }));
    assert_eq!(open("3号").problem(422, "refused")["refusal"]["rule"], "A-12");
});

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
