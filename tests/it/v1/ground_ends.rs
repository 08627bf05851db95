//! The end of the ground over HTTP: a nursing woman whose period ends; a ground that disappears (OP26 16 ¶2; IM 49(6)).

use super::medical_reviews::parolee;
use super::papers::{pdf, upload};
use super::proceedings::{Matter, text};
use harness::{Session, Site, on_both_engines};
use serde_json::{Value, json};

fn nursing(officer: &Session) -> String {
    parolee(officer, |body| {
        body["temporary_ground"] = json!("pregnancy_or_nursing");
        body["temporary_period_ends_on"] = json!("2026-12-31");
        body["deciding_organ"] = json!("湖南省监狱管理局");
    })
}

fn of_case(session: &Session, id: &str) -> Vec<Value> {
    session.all(&format!("ground-ends?supervisee_id={id}"))
}

fn matter(item: &Value) -> Matter {
    let path = text(&item["href"]).trim_start_matches("/api/v1/").to_owned();
    Matter { path, version: item["version"].as_i64().unwrap() }
}

on_both_engines!(a_nursing_woman_whose_period_ends_is_written_of_in_time_and_the_organ_decides, |site| {
    let mut site: Site = site.at("2026-11-23T09:00:00+08:00");
    let id = {
        let server = site.serve();
        let officer = server.login("office_officer");
        let id = nursing(&officer);
        assert!(officer.all(&format!("medical-reviews?supervisee_id={id}")).is_empty(), "no medical parolee");
        let all = of_case(&officer, &id);
        assert_eq!(all.len(), 1, "the service opened it");
        assert_eq!((&all[0]["due_legal"], &all[0]["state"]), (&json!("2026-12-01"), &json!("open")));
        let mut letter = matter(&all[0]);
        let told = |to: &str| json!({ "recipient": to, "method": "post" });
        letter.act(&officer, "deliveries", &told("deciding_organ"));
        letter.act(&officer, "deliveries", &told("procuratorate"));
        assert_eq!(of_case(&officer, &id)[0]["state"], "met");
        server.stop();
        id
    };
    site = site.at("2027-01-01T09:00:00+08:00");
    let server = site.serve();
    let (officer, bureau) = (server.login("office_officer"), server.login("bureau_officer"));
    let item = of_case(&officer, &id)[0].clone();
    let read = officer.get(&text(&item["href"])).expect(200);
    assert_eq!(read["assessment"]["measures"][0]["rule"], "IM-49-6", "the period is over and nothing decided");
    let defects = officer.all(&format!("supervisees/{id}/defects"));
    assert!(defects.iter().any(|defect| defect["rule"] == "H-9"), "{defects:?}");
    let decided = json!({ "outcome": "approved", "organ": "湖南省监狱管理局", "fixed_on": "2027-02-15" });
    matter(&item).act(&bureau, "results", &decided);
    let supervisee = officer.get(&format!("supervisees/{id}")).expect(200);
    assert_eq!(supervisee["temporary_period_ends_on"], "2027-02-15");
    let open: Vec<Value> = of_case(&officer, &id).into_iter().filter(|item| item["status"] != "closed").collect();
    assert_eq!(open.len(), 1, "the new period has its own");
    assert_eq!(open[0]["content"]["ends_on"], "2027-02-15");
});

on_both_engines!(a_ground_that_disappears_is_shown_by_papers, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = nursing(&officer);
    let mut content = json!({ "cause": "disappeared", "ends_on": "2026-11-20", "facts": "婴儿夭折，哺乳情形消失" });
    let open = |content: &Value| officer.post("ground-ends", &json!({ "supervisee_id": id, "content": content }));
    open(&content).error(422, "/content/papers", "required");
    let described = json!({ "supervisee_id": id, "title": "证明", "kind": "medical" });
    let stored = upload(&officer, &described, "证明.pdf", &pdf(2_000, 5)).send();
    content["papers"] = json!([stored.expect(201)["id"]]);
    let opened = open(&content).expect(201);
    assert_eq!(opened["assessment"]["measures"][0]["rule"], "IM-49-6");
    open(&content).problem(409, "already_open");
    let period = json!({ "cause": "period_ends", "ends_on": "2026-12-31" });
    open(&period).problem(409, "already_open");
});
