//! Persons registered before any case: for a social investigation.

use crate::v1::{first_office_id, proceedings::text, registration, social_investigations::commission};
use harness::on_both_engines;
use reqwest::Method;
use serde_json::{Value, json};

/// The person of [`registration`], without an order.
fn person() -> Value {
    json!({
        "name": "钟测试",
        "id_number": "430702199003071237",
        "phone": "13912344567",
        "residence_address": "湖南省常德市武陵区某路1号",
    })
}

on_both_engines!(a_person_is_registered_investigated_and_then_supervised, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let registered = officer.post("persons", &person());
    let body = registered.expect(201);
    assert_eq!((&body["id_number"], &body["supervisee_ids"]), (&json!("430702********1237"), &json!([])));
    assert_eq!(registered.header("etag"), Some("\"1\""));
    let location = registered.header("location").unwrap();
    assert_eq!(location, format!("/api/v1/persons/{}", text(&body["id"])));
    assert_eq!(officer.get(location).expect(200), body);

    let about = json!({ "person_id": body["id"], "content": commission("2026-11-20") });
    let investigation = officer.post("social-investigations", &about).expect(201);
    assert_eq!(investigation["person_id"], body["id"]);

    // Said again, by this bureau or in lower case, it is the same person.
    let again = officer.post("persons", &person());
    assert_eq!(again.expect(200), body);
    assert_eq!(again.header("location"), None);

    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    assert_eq!(case["person_id"], body["id"]);
    let known = officer.get(location).expect(200);
    assert_eq!(known["supervisee_ids"], json!([case["id"]]));
    let history = officer.all(&format!("supervisees/{}/history", text(&case["id"])));
    let actions: Vec<&str> = history.iter().rev().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions[0], "person.registered");
    assert_eq!(officer.post("persons", &person()).expect(200)["supervisee_ids"], json!([case["id"]]));
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_person_without_a_case_is_known_to_those_who_registered_them, |site| {
    let server = site.serve();
    let own = server.login_at("office_officer", "430702001");
    let id = text(&own.post("persons", &person()).expect(201)["id"]);
    let path = format!("persons/{id}");
    own.get(&path).expect(200);
    let about = json!({ "person_id": id, "content": commission("2026-11-20") });
    let investigation = own.post("social-investigations", &about).expect(201);
    let other = server.login_at("office_officer", "430702002");
    other.get(&path).problem(404, "not_found");
    other.post("social-investigations", &about).problem(404, "not_found");
    server.login("bureau_officer").get(&path).expect(200);
    // The other office has the number too: from now on it knows the person, and nothing of the first one's investigation.
    let registered = other.post("persons", &json!({ "name": "钟某", "id_number": "430702199003071237" })).expect(201);
    assert_eq!((&registered["id"], &registered["name"]), (&json!(id), &json!("钟测试")), "what is known stands");
    other.get(&path).expect(200);
    other.get(&format!("social-investigations/{}", text(&investigation["id"]))).problem(404, "not_found");
    // Where the one whom an office registered turns out to be another, it knows that other.
    let bureau = server.login("bureau_officer");
    let stands = json!({ "name": "钟测试", "id_number": "430721199003071236" });
    let stands = text(&bureau.post("persons", &stands).expect(201)["id"]);
    own.get(&format!("persons/{stands}")).problem(404, "not_found");
    let merge = json!({ "duplicate_id": id, "reason": "照片一致" });
    let request = bureau.request(Method::POST, &format!("persons/{stands}/merges")).if_match(1).json(&merge);
    request.send().expect(200);
    own.get(&format!("persons/{stands}")).expect(200);
    let path = format!("persons/{stands}");
    let above = server.login("city_reviewer").get(&path).expect(200);
    assert_eq!(above["name"], "钟**");
    server.login("city_reviewer").post("persons", &person()).problem(403, "not_permitted");
});

on_both_engines!(what_is_wrong_with_a_person_is_named_and_a_repeated_request_makes_one, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let changed = |member: &str, value: Value| {
        let mut body = person();
        body[member] = value;
        officer.post("persons", &body)
    };
    changed("id_number", json!("430702199003071238")).error(422, "/id_number", "identity_check_digit");
    changed("birth_date", json!("1991-03-07")).error(422, "/birth_date", "birth_date_disagrees_with_identity");
    changed("phone", json!("12")).error(422, "/phone", "not_a_phone_number");
    changed("name", json!("")).error(422, "/name", "length");
    changed("category", json!("probation")).error(422, "/category", "unknown_member");
    officer.post("persons", &json!({ "name": "某人" })).error(422, "/id_number", "required");
    let send = || {
        let request = officer.request(Method::POST, "persons").idempotency_key("01939f2e6f0a7c119b7e2f6d1c0a55e1");
        request.json(&person()).send()
    };
    let (first, again) = (send(), send());
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
});
