//! Papers that proceedings and records refer to: there, of the same case or person, within reach, each once.

use super::kept;
use crate::v1::{
    invented_number,
    proceedings::{Matter, leave, supervised, text},
    records::{case, content_of, entering},
};
use harness::on_both_engines;
use serde_json::{Value, json};

const ABSENT: &str = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";

on_both_engines!(a_proceeding_refers_to_papers_of_its_own_case_and_person_only, |site| {
    let server = site.serve();
    let (bureau, officer) = (server.login("bureau_officer"), server.login("office_officer"));
    let id = supervised(&bureau);
    let other = case(&bureau, |body| body["id_number"] = json!(invented_number(1)));
    let person = text(&bureau.get(&format!("supervisees/{id}")).expect(200)["person_id"]);
    let own = kept(&bureau, &json!({ "supervisee_id": id, "title": "诊断证明" }));
    let of_person = kept(&bureau, &json!({ "person_id": person, "title": "委托函" }));
    let anothers = kept(&bureau, &json!({ "supervisee_id": other, "title": "诊断证明" }));
    let with = |papers: Value| {
        let mut content = leave("2026-11-25", "2026-11-27");
        content["papers"] = papers;
        json!({ "supervisee_id": id, "content": content })
    };
    let answer = bureau.post("leaves", &with(json!([own, anothers, of_person, ABSENT])));
    answer.error(422, "/content/papers/1", "unknown_paper");
    answer.error(422, "/content/papers/3", "unknown_paper");
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 2);
    bureau.post("leaves", &with(json!([own, of_person, own]))).error(422, "/content/papers/2", "repeated_item");
    // The office knows nothing of what the bureau took in about the person.
    officer.post("leaves", &with(json!([own, of_person]))).error(422, "/content/papers/1", "unknown_paper");
    assert!(bureau.all("leaves").is_empty(), "nothing is half written");
    let opened = bureau.post("leaves", &with(json!([own, of_person])));
    assert_eq!(opened.expect(201)["number"], "430702-leaves-2026-0001", "and no number was spent");
    let mut matter =
        Matter { path: opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned(), version: 1 };

    // What was looked at once may stay, whoever edits the draft.
    let edit =
        |version, papers: Value| officer.patch(&matter.path, version, &json!({ "content": { "papers": papers } }));
    edit(1, json!([of_person, own, anothers])).error(422, "/content/papers/2", "unknown_paper");
    edit(1, json!([of_person])).expect(200);
    matter.version = 2;
    let said = |papers: Value| json!({ "papers": papers });
    matter.attempt(&officer, "submissions", &said(json!([anothers]))).error(422, "/papers/0", "unknown_paper");
    matter.attempt(&officer, "submissions", &said(json!([own, own]))).error(422, "/papers/1", "repeated_item");
    assert_eq!(matter.status(&officer), "draft");
    matter.act(&officer, "submissions", &said(json!([own])));
});

on_both_engines!(an_investigation_refers_to_papers_of_no_case, |site| {
    let server = site.serve();
    let bureau = server.login("bureau_officer");
    let id = supervised(&bureau);
    let person = text(&bureau.get(&format!("supervisees/{id}")).expect(200)["person_id"]);
    let letter = kept(&bureau, &json!({ "person_id": person, "title": "委托函" }));
    let of_case = kept(&bureau, &json!({ "supervisee_id": id, "title": "判决书" }));
    let open = |papers: Value| {
        let mut content = crate::v1::social_investigations::commission("2026-11-20");
        content["papers"] = papers;
        bureau.post("social-investigations", &json!({ "person_id": person, "content": content }))
    };
    open(json!([of_case])).error(422, "/content/papers/0", "unknown_paper");
    open(json!([letter])).expect(201);
});

on_both_engines!(a_record_refers_to_papers_of_its_own_case_and_person_only, |site| {
    let server = site.serve();
    let bureau = server.login("bureau_officer");
    let id = supervised(&bureau);
    let other = case(&bureau, |body| body["id_number"] = json!(invented_number(1)));
    let own = kept(&bureau, &json!({ "supervisee_id": id, "title": "照片" }));
    let anothers = kept(&bureau, &json!({ "supervisee_id": other, "title": "照片" }));
    let enter = |papers: Value| {
        let mut body = entering(&id, "2026-11-20T09:00:00+08:00", &content_of("visits"));
        body["papers"] = papers;
        bureau.post("visits", &body)
    };
    enter(json!([own, anothers])).error(422, "/papers/1", "unknown_paper");
    enter(json!([ABSENT])).error(422, "/papers/0", "unknown_paper");
    enter(json!([own, own])).error(422, "/papers/1", "repeated_item");
    assert!(bureau.all("visits").is_empty());
    assert_eq!(enter(json!([own])).expect(201)["papers"], json!([own]));
});
