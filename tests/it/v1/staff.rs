//! Staff: entered, corrected, and gone.

use super::auth::{account, ends};
use harness::{PASSWORD, on_both_engines};
use serde_json::json;

on_both_engines!(a_member_of_staff_is_entered_corrected_and_leaves, |site| {
    let server = site.serve();
    let system = server.login("system_administrator");
    let organizations = system.all("organizations");
    let bureau = organizations.iter().find(|one| one["code"] == "430702").unwrap()["id"].clone();
    let post = |body| system.post("staff", &body);
    let created =
        post(json!({ "organization_id": bureau, "name": "周明", "post": "seconded", "position": "戒毒民警" }));
    let body = created.expect(201);
    assert_eq!((&body["post"], &body["starts_on"]), (&json!("seconded"), &json!("2026-11-23")));
    assert_eq!(created.header("etag"), Some("\"1\""));
    let path = created.header("location").unwrap();

    for (wrong, at, code) in [
        (json!({ "organization_id": bureau, "name": " ", "post": "seconded" }), "/name", "required"),
        (json!({ "organization_id": bureau, "name": "某", "post": "royal" }), "/post", "unknown_code"),
        (json!({ "organization_id": bureau, "name": "某" }), "/post", "required"),
        (
            json!({ "organization_id": bureau, "name": "某", "post": "seconded", "starts_on": "2026-02-30" }),
            "/starts_on",
            "wrong_type",
        ),
        (
            json!({ "organization_id": bureau, "name": "某", "post": "seconded", "ends_on": "2020-01-01" }),
            "/ends_on",
            "ends_before_start",
        ),
        (json!({ "organization_id": bureau, "name": "某", "post": "seconded", "id": "x" }), "/id", "unknown_member"),
    ] {
        post(wrong).error(422, at, code);
    }

    let moved = system.patch(path, 1, &json!({ "position": null, "post": "established" })).expect(200);
    assert_eq!((&moved["post"], moved.get("position"), &moved["version"]), (&json!("established"), None, &json!(2)));
    system.patch(path, 1, &json!({ "name": "周明明" })).problem(412, "version_conflict");
    system.patch(path, 2, &json!({ "name": null })).error(422, "/name", "required");
    system.patch(path, 2, &json!({ "organization_id": bureau })).error(422, "/organization_id", "unknown_member");
    assert_eq!(system.get(path).expect(200)["version"], 2);
});

on_both_engines!(who_has_left_comes_in_no_more, |site| {
    let server = site.serve();
    let system = server.login("system_administrator");
    let officer = server.login("bureau_officer");
    officer.get("me").expect(200);
    let staff_id = account(&system, "bureau-officer.430702")["staff_id"].as_str().unwrap().to_owned();
    let path = format!("staff/{staff_id}");
    system.patch(&path, 1, &json!({ "starts_on": "2026-01-01", "ends_on": "2026-11-22" })).expect(200);
    ends(&officer);
    server.password_login("bureau-officer.430702", PASSWORD).problem(401, "wrong_credentials");
    // The last day counts whole.
    system.patch(&path, 2, &json!({ "ends_on": "2026-11-23" })).expect(200);
    server.password_login("bureau-officer.430702", PASSWORD).expect(200);
});
