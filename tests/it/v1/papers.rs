//! Papers: taken in, kept apart, handed out.

mod content;
mod references;
mod refusals;

use super::{first_office_id, form, invented_number, registration};
use harness::{Request, Server, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};

/// A paper on its way.
pub(crate) fn upload(session: &Session, metadata: &Value, file_name: &str, content: &[u8]) -> Request {
    let metadata = metadata.to_string();
    let parts = [("metadata", None, metadata.as_bytes()), ("file", Some(file_name), content)];
    form(session, "papers", "----papers", &parts)
}

/// A PDF of about so many bytes, the same for the same seed.
pub(crate) fn pdf(bytes: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let noise: Vec<u8> = (0..bytes).map(|_| next()).collect();
    [b"%PDF-1.7\n".as_slice(), &noise, b"\n%%EOF\n"].concat()
}

/// The id of a new paper, kept with a case or a person.
pub(crate) fn kept(session: &Session, metadata: &Value) -> String {
    let paper = upload(session, metadata, "a.txt", "材料".as_bytes()).send().expect(201);
    paper["id"].as_str().unwrap().to_owned()
}

/// A case of the first office.
fn with_case(server: &Server) -> (Session, Value) {
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    (officer, case)
}

fn of_case(case: &Value) -> Value {
    json!({ "supervisee_id": case["id"], "title": "刑事判决书" })
}

fn papers_of(session: &Session, case: &Value) -> Vec<Value> {
    session.all(&format!("supervisees/{}/papers", case["id"].as_str().unwrap()))
}

on_both_engines!(a_paper_is_kept_with_its_case_and_shown_there, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let content = pdf(300_000, 1);
    let described = json!({
        "supervisee_id": case["id"],
        "title": " 刑事判决书 ",
        "kind": "legal_documents",
        "made_on": "2026-10-20",
    });
    let stored = upload(&officer, &described, "../../etc/判决书.pdf", &content).send();
    let paper = stored.expect(201);
    assert_eq!((paper["title"].as_str(), paper["file_name"].as_str()), (Some("刑事判决书"), Some("判决书.pdf")));
    assert_eq!((&paper["kind"], &paper["made_on"]), (&json!("legal_documents"), &json!("2026-10-20")));
    assert_eq!((&paper["media_type"], &paper["bytes"]), (&json!("application/pdf"), &json!(content.len())));
    assert_eq!((&paper["supervisee_id"], &paper["person_id"]), (&case["id"], &case["person_id"]));
    assert_eq!(paper["organization_id"], case["organization_id"]);
    assert_eq!(stored.header("etag"), Some("\"1\""));
    let location = stored.header("location").unwrap();
    assert_eq!(location, format!("/api/v1/papers/{}", paper["id"].as_str().unwrap()));

    let read = officer.get(location);
    assert_eq!(read.expect(200), paper);
    assert_eq!(officer.request(Method::GET, location).header("if-none-match", "\"1\"").send().status(), 304);
    assert_eq!(officer.get(paper["content_href"].as_str().unwrap()).bytes(), content);

    for nth in 0..3 {
        upload(&officer, &of_case(&case), "谈话.txt", format!("谈话记录{nth}").as_bytes()).send().expect(201);
    }
    let all = papers_of(&officer, &case);
    assert_eq!(all.len(), 4);
    assert_eq!(all[0], paper, "in the order in which they came");
    let path = format!("supervisees/{}/papers?limit=3", case["id"].as_str().unwrap());
    assert_eq!(officer.all(&path), all, "page by page");

    let history = officer.get(&format!("supervisees/{}/history", case["id"].as_str().unwrap())).expect(200);
    assert!(history.to_string().contains("paper.stored"), "{history}");
    for hidden in ["刑事判决书", "判决书.pdf", paper["sha256"].as_str().unwrap()] {
        assert!(!history.to_string().contains(hidden), "the history shows {hidden}");
    }
    assert!(server.stop().success());
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_paper_may_be_about_a_person_without_a_case, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let described = json!({ "person_id": case["person_id"], "title": "调查评估委托函" });
    let paper = upload(&officer, &described, "委托函.txt", "委托".as_bytes()).send().expect(201);
    assert_eq!((&paper["person_id"], &paper["supervisee_id"]), (&case["person_id"], &Value::Null));
    officer.get(&format!("papers/{}", paper["id"].as_str().unwrap())).expect(200);
    assert!(papers_of(&officer, &case).is_empty(), "it is of no case");
    let content = officer.get(paper["content_href"].as_str().unwrap());
    assert_eq!(content.text(), "委托");
    // It is the bureau's, who took it in, and no office's.
    server.login("office_officer").get(&format!("papers/{}", paper["id"].as_str().unwrap())).problem(404, "not_found");
});

on_both_engines!(equal_files_of_one_person_are_kept_once_and_of_two_twice, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let mut body = registration(&first_office_id(&officer));
    body["id_number"] = json!(invented_number(1));
    let other = officer.post("supervisees", &body).expect(201);
    let content = pdf(200_000, 2);
    let store = |case: &Value, name: &str| upload(&officer, &of_case(case), name, &content).send().expect(201);

    let (first, second) = (store(&case, "一.pdf"), store(&case, "二.pdf"));
    assert_ne!(first["id"], second["id"], "two papers");
    assert_eq!(site.papers().len(), 1, "one file");
    let others = store(&other, "一.pdf");
    let files: BTreeSet<Vec<u8>> = site.papers().iter().map(|file| fs::read(file).unwrap()).collect();
    assert_eq!(files.len(), 2, "and nobody sees that two persons have the same");
    assert!(files.iter().all(|file| !file.windows(64).any(|window| window == &content[..64])), "they lie sealed");
    for paper in [first, second, others] {
        assert_eq!(officer.get(paper["content_href"].as_str().unwrap()).bytes(), content);
    }
});

on_both_engines!(the_same_upload_sent_twice_is_one_paper, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let send = |content: &[u8], title: &str| {
        let described = json!({ "supervisee_id": case["id"], "title": title });
        upload(&officer, &described, "a.pdf", content).idempotency_key("papers-sent-twice-01").send()
    };
    let first = send(&pdf(1000, 1), "判决书");
    let again = send(&pdf(1000, 1), "判决书");
    assert_eq!(again.expect(201), first.expect(201));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    send(&pdf(1000, 2), "判决书").problem(422, "idempotency_key_reused");
    send(&pdf(1000, 1), "裁定书").problem(422, "idempotency_key_reused");
    assert_eq!(papers_of(&officer, &case).len(), 1);
});

on_both_engines!(papers_stay_readable_when_their_person_is_merged, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let mut body = registration(&first_office_id(&officer));
    body["id_number"] = json!(invented_number(1));
    body["judgment_number"] = json!("（2026）某刑初2号");
    let duplicate = officer.post("supervisees", &body).expect(201);
    let content = pdf(100_000, 3);
    let paper = upload(&officer, &of_case(&duplicate), "a.pdf", &content).send().expect(201);
    let merge = json!({ "duplicate_id": duplicate["person_id"], "reason": "照片一致" });
    let path = format!("persons/{}/merges", case["person_id"].as_str().unwrap());
    officer.request(Method::POST, &path).if_match(1).json(&merge).send().expect(200);

    upload(&officer, &of_case(&duplicate), "b.pdf", &content).send().expect(201);
    let papers = papers_of(&officer, &duplicate);
    assert_eq!(papers.len(), 2);
    assert_eq!((&papers[0], &papers[1]["person_id"]), (&paper, &case["person_id"]));
    for paper in papers {
        assert_eq!(officer.get(paper["content_href"].as_str().unwrap()).bytes(), content);
    }
    officer.get(&format!("supervisees/{}/history", duplicate["id"].as_str().unwrap())).expect(200);
});
