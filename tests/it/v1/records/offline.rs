//! What a device took while it was without a network, sent once, twice, and otherwise.

use super::{case, content_of, entering, received};
use harness::{Answer, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};
use std::thread;

fn captured(case: &str, client_id: &str) -> Value {
    let mut body = entering(case, "2026-11-20T09:00:00+08:00", &content_of("visits"));
    body["capture"] = json!({
        "device_id": "平板07", "client_id": client_id, "sequence": 12, "device_at": "2026-11-20T09:04:31.250+08:00"
    });
    body
}

fn send(session: &Session, body: &Value) -> Answer {
    session.post("visits", body)
}

on_both_engines!(what_a_device_sends_again_adds_nothing, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = case(&officer, received);
    let body = captured(&id, "a-1");
    let first = send(&officer, &body).expect(201);
    assert_eq!(first["capture"], body["capture"], "device time, order and client id stand apart");
    assert_eq!(first["happened_at"], "2026-11-20T09:00:00.000+08:00");
    let again = send(&officer, &body);
    assert_eq!(again.expect(200), first);
    assert_eq!(again.header("etag"), Some("\"1\""));
    // What was voided stays voided, and is still the same record.
    let path = format!("visits/{}/voidings", first["id"].as_str().unwrap());
    officer.request(Method::POST, &path).if_match(1).json(&json!({ "reason": "录错" })).send().expect(201);
    assert_eq!(send(&officer, &body).expect(200)["version"], 2);
    assert_eq!(officer.all("visits").len(), 1);
    send(&officer, &captured(&id, "a-2")).expect(201);
    // Another account's devices count for themselves.
    send(&server.login("bureau_officer"), &body).expect(201);
    assert_eq!(officer.all("visits").len(), 3);
});

on_both_engines!(another_record_under_the_same_id_is_a_conflict, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = case(&officer, received);
    let other = case(&officer, |body| {
        received(body);
        body["id_number"] = json!("430702198803071230");
    });
    let body = captured(&id, "a-1");
    send(&officer, &body).expect(201);
    for (pointer, value) in [
        ("/content/text", json!("不在家")),
        ("/happened_at", json!("2026-11-20T09:00:01+08:00")),
        ("/capture/sequence", json!(13)),
        ("/capture/device_at", json!("2026-11-20T09:04:32+08:00")),
        ("/supervisee_id", json!(other)),
    ] {
        let mut changed = body.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        send(&officer, &changed).problem(409, "capture_reused");
    }
    let mut talk = entering(&id, "2026-11-20T09:00:00+08:00", &content_of("talks"));
    talk["capture"] = body["capture"].clone();
    officer.post("talks", &talk).problem(409, "capture_reused");
    assert_eq!(officer.all("visits").len(), 1);
    for (pointer, value, code) in [
        ("/capture/client_id", json!(""), "length"),
        ("/capture/device_id", json!("x".repeat(101)), "length"),
        ("/capture/sequence", json!(2_147_483_648_u32), "range"),
        ("/capture/sequence", json!(-1), "wrong_type"),
        ("/capture/device_at", json!("yesterday"), "wrong_type"),
    ] {
        let mut wrong = captured(&id, "a-3");
        *wrong.pointer_mut(pointer).unwrap() = value;
        send(&officer, &wrong).error(422, pointer, code);
    }
});

on_both_engines!(the_same_record_sent_many_times_at_once_is_one_record, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = case(&officer, received);
    let body = captured(&id, "a-1");
    let answers: Vec<Value> = thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| send(&officer, &body))).collect();
        all.into_iter()
            .map(|one| {
                let answer = one.join().unwrap();
                assert!(matches!(answer.status(), 200 | 201), "{}", answer.text());
                answer.json()
            })
            .collect()
    });
    assert!(answers.iter().all(|answer| answer["id"] == answers[0]["id"]));
    assert_eq!(officer.all("visits").len(), 1);
});

on_both_engines!(a_repeated_request_is_answered_as_before, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let body = entering(&case(&officer, received), "2026-11-20T09:00:00+08:00", &content_of("visits"));
    let send = |body: &Value| {
        let request = officer.request(Method::POST, "visits").idempotency_key("01939f2e6f0a7c119b7e2f6d1c0a55e1");
        request.json(body).send()
    };
    let first = send(&body);
    let again = send(&body);
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(officer.all("visits").len(), 1);
});
