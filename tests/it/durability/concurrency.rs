//! Many do the same at once.

use crate::v1::{first_office_id, registration};
use harness::{Answer, on_both_engines};
use reqwest::Method;
use serde_json::json;
use std::thread;

const AT_ONCE: usize = 20;

/// Does the same so many times at once.
fn at_once(one: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    thread::scope(|scope| {
        let one = &one;
        let all: Vec<_> = (0..AT_ONCE).map(|nth| scope.spawn(move || one(nth))).collect();
        all.into_iter().map(|each| each.join().unwrap()).collect()
    })
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status() == status).count()
}

on_both_engines!(of_twenty_corrections_of_one_version_one_is_made, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = created.header("location").unwrap();
    let answers = at_once(|nth| officer.patch(path, 1, &json!({ "workplace": format!("某厂{nth}") })));
    assert_eq!((count(&answers, 200), count(&answers, 412)), (1, AT_ONCE - 1));
    for stale in answers.iter().filter(|answer| answer.status() == 412) {
        stale.problem(412, "version_conflict");
        assert_eq!(stale.header("etag"), Some("\"2\""));
    }
    assert_eq!(officer.get(path).expect(200)["version"], 2);
    let corrections = officer.all(&format!("{path}/history"));
    assert_eq!(corrections.iter().filter(|entry| entry["action"] == "supervisee.corrected").count(), 1);
});

on_both_engines!(of_twenty_equal_requests_under_one_key_one_is_done, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let body = registration(&first_office_id(&officer));
    let answers = at_once(|_| {
        let request = officer.request(Method::POST, "supervisees").idempotency_key("twenty-equal-requests");
        request.json(&body).send()
    });
    assert!(answers.iter().all(|answer| matches!(answer.status(), 201 | 409)), "{answers:?}");
    let done: Vec<&Answer> = answers.iter().filter(|answer| answer.status() == 201).collect();
    let ids: Vec<_> = done.iter().map(|answer| answer.json()["id"].clone()).collect();
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(done.iter().filter(|answer| answer.header("idempotency-replayed").is_none()).count(), 1);
    for early in answers.iter().filter(|answer| answer.status() == 409) {
        early.problem(409, "idempotency_in_progress");
        assert!(early.header("retry-after").is_some());
    }
    assert_eq!(officer.all("supervisees").len(), 1);
});

on_both_engines!(of_twenty_registrations_of_one_person_no_two_become_two_persons, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let body = registration(&first_office_id(&officer));
    let answers = at_once(|_| officer.post("supervisees", &body));
    assert!(answers.iter().all(|answer| answer.status() < 500), "{answers:?}");
    let cases = officer.all("supervisees");
    assert!(!cases.is_empty() && cases.iter().all(|case| case["person_id"] == cases[0]["person_id"]), "{cases:?}");
});
