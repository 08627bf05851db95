//! Many records of a device at once: each a unit of its own.

use super::{case, content_of, entering, received, void};
use harness::{Session, on_both_engines};
use serde_json::{Value, json};

/// A record of a kind as a device sends it among others; `path` is where records of the kind are.
fn captured(case: &str, path: &str, nth: u32) -> Value {
    let mut record = entering(case, &format!("2026-11-20T09:{nth:02}:00+08:00"), &content_of(path));
    record["kind"] = json!(path.trim_end_matches('s').replace('-', "_"));
    record["capture"] = json!({
        "device_id": "平板07", "client_id": format!("b-{nth}"), "sequence": nth,
        "device_at": format!("2026-11-20T09:{nth:02}:31.250+08:00"),
    });
    record
}

fn send(session: &Session, records: &[Value]) -> Vec<Value> {
    let answer = session.post("records/batches", &json!({ "records": records }));
    answer.expect(200)["items"].as_array().unwrap().clone()
}

fn outcomes(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["outcome"].as_str().unwrap()).collect()
}

on_both_engines!(a_batch_of_mixed_kinds_is_entered_in_order_and_once, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = case(&officer, received);
    let records = [captured(&id, "visits", 1), captured(&id, "talks", 2), captured(&id, "information-checks", 3)];
    let items = send(&officer, &records);
    assert_eq!(outcomes(&items), ["accepted"; 3]);
    for (item, record) in items.iter().zip(&records) {
        assert!(item.get("problem").is_none(), "{item}");
        let read = officer.get(item["href"].as_str().unwrap()).expect(200);
        assert_eq!((&read["id"], &read["version"]), (&item["id"], &item["version"]));
        for member in ["kind", "content", "capture"] {
            assert_eq!(read[member], record[member], "{member}");
        }
    }
    // Sent again it adds nothing, not even what was sent before by itself or has been voided since.
    let mut alone = captured(&id, "attendances", 4);
    alone.as_object_mut().unwrap().remove("kind");
    officer.post("attendances", &alone).expect(201);
    void(&officer, items[0]["href"].as_str().unwrap(), 1, "录错").expect(201);
    let again: Vec<Value> = records.iter().cloned().chain([captured(&id, "attendances", 4)]).collect();
    let replayed = send(&officer, &again);
    assert_eq!(outcomes(&replayed), ["repeated"; 4]);
    assert_eq!((&replayed[0]["id"], &replayed[0]["version"]), (&items[0]["id"], &json!(2)));
    assert_eq!(
        replayed[1],
        json!({ "outcome": "repeated", "id": items[1]["id"], "href": items[1]["href"], "version": 1 })
    );
    for path in ["visits", "talks", "information-checks", "attendances"] {
        assert_eq!(officer.all(path).len(), 1, "{path}");
    }
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(one_bad_record_keeps_no_other_from_being_entered, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = case(&officer, received);
    let changed = |nth: u32, pointer: &str, value: Value| {
        let mut record = captured(&id, "visits", nth);
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        record.pointer_mut(parent).unwrap()[member] = value;
        record
    };
    let bare = |member: &str| {
        let mut record = captured(&id, "visits", 30);
        record.as_object_mut().unwrap().remove(member);
        record
    };
    let absent = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";
    let bad = [
        (changed(20, "/content/place", json!("moon")), 422, "/content/place", "unknown_code"),
        (changed(21, "/content/colour", json!("red")), 422, "/content/colour", "unknown_member"),
        (changed(22, "/happened_at", json!("2026-11-24T09:00:00+08:00")), 422, "/happened_at", "in_the_future"),
        (changed(23, "/content/text", json!("a\u{0}b")), 422, "", "control_character"),
        (changed(24, "/kind", json!("holiday")), 422, "/kind", "unknown_code"),
        (changed(25, "/kind", json!("correction_team")), 422, "/kind", "unknown_code"),
        (changed(26, "/papers", json!([absent])), 422, "/papers/0", "unknown_paper"),
        (bare("kind"), 422, "/kind", "required"),
        (bare("capture"), 422, "/capture", "required"),
        (json!("visit"), 422, "", "wrong_type"),
    ];
    let mut records = vec![captured(&id, "visits", 1)];
    records.extend(bad.iter().map(|(record, ..)| record.clone()));
    records.push(changed(27, "/supervisee_id", json!(absent)));
    records.push(changed(1, "/content/text", json!("另一件事")));
    records.push(captured(&id, "talks", 2));
    let items = send(&officer, &records);
    assert_eq!(items.len(), records.len());
    for (item, (record, status, pointer, code)) in items.iter().skip(1).zip(&bad) {
        let problem = &item["problem"];
        assert_eq!((&item["outcome"], &problem["status"]), (&json!("refused"), &json!(status)), "{record}: {item}");
        let errors = problem["errors"].as_array().unwrap();
        let found = errors.iter().any(|error| error["pointer"] == *pointer && error["code"] == *code);
        assert!(found, "{record}: {item}");
        assert!(problem["trace_id"].as_str().is_some_and(|trace| trace.len() == 32), "{item}");
    }
    let rest = &items[bad.len() + 1..];
    assert_eq!(rest[0]["problem"]["code"], "not_found");
    assert_eq!(rest[1]["problem"]["code"], "capture_reused");
    assert_eq!((&items[0]["outcome"], &rest[2]["outcome"]), (&json!("accepted"), &json!("accepted")));
    assert_eq!((officer.all("visits").len(), officer.all("talks").len()), (1, 1));
});

on_both_engines!(a_batch_that_cannot_be_read_is_refused_whole, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = case(&officer, received);
    let post = |body: &Value| officer.post("records/batches", body);
    post(&json!({ "records": [] })).error(422, "/records", "required");
    post(&json!({})).error(422, "/records", "required");
    post(&json!({ "records": "many" })).error(422, "/records", "wrong_type");
    post(&json!([])).expect(422);
    let records: Vec<Value> = (0..201).map(|_| captured(&id, "visits", 1)).collect();
    post(&json!({ "records": records })).error(422, "/records", "too_many_items");
    post(&json!({ "records": [records[0]], "device": "x" })).error(422, "/device", "unknown_member");
    assert!(officer.all("visits").is_empty());
    // 200 are taken, one of them once.
    let items = send(&officer, &records[..200]);
    assert_eq!((items[0]["outcome"].as_str(), items[199]["outcome"].as_str()), (Some("accepted"), Some("repeated")));
    assert_eq!(officer.all("visits").len(), 1);
});
