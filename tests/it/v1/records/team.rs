//! The correction group of a case.

use super::{MINORS_NUMBER, WOMANS_NUMBER, case, received, refused};
use harness::{Answer, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

fn put_team(session: &Session, case: &str, condition: (&str, &str), members: &Value) -> Answer {
    session
        .request(Method::PUT, &format!("supervisees/{case}/correction-team"))
        .header(condition.0, condition.1)
        .json(&json!({ "members": members }))
        .send()
}

on_both_engines!(a_case_has_one_correction_group_at_a_time, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, received);
    let path = format!("supervisees/{id}/correction-team");
    let first = json!([{ "name": "周所长", "sex": "male", "role": "office_staff" }]);
    let (create, replace) = (("if-none-match", "*"), ("if-match", "\"1\""));
    officer.get(&path).problem(404, "not_found");
    put_team(&officer, &id, replace, &first).problem(404, "not_found");
    let unsaid = officer.request(Method::PUT, &path).json(&json!({ "members": first })).send();
    unsaid.problem(428, "precondition_required");
    put_team(&officer, &id, create, &json!([])).error(422, "/members", "length");
    put_team(&officer, &id, create, &json!([{ "name": "", "sex": "male", "role": "family" }])).error(
        422,
        "/members/0/name",
        "length",
    );
    put_team(&officer, &id, create, &json!([{ "name": "甲", "sex": "male", "role": "judge" }])).error(
        422,
        "/members/0/role",
        "unknown_code",
    );

    let formed = put_team(&officer, &id, create, &first);
    let body = formed.expect(201);
    assert_eq!(formed.header("etag"), Some("\"1\""));
    assert_eq!(formed.header("location"), Some(format!("/api/v1/{path}").as_str()));
    assert_eq!(body["members"][0]["name"], "周所长");
    put_team(&officer, &id, create, &first).problem(412, "version_conflict");
    put_team(&officer, &id, ("if-match", "\"2\""), &first).problem(412, "version_conflict");
    let second = json!([
        { "name": "周所长", "sex": "male", "role": "office_staff" },
        { "name": "李社工", "sex": "female", "role": "social_worker", "familiar_with_minors": true, "phone": "13912340001" },
    ]);
    let replaced = put_team(&officer, &id, replace, &second);
    assert_eq!(replaced.expect(200)["version"], 2);
    let read = officer.get(&path);
    assert_eq!(read.expect(200), replaced.json());
    assert_eq!(officer.request(Method::GET, &path).header("if-none-match", "\"2\"").send().status(), 304);
    server.login("bureau_legal_reviewer").get(&path).expect(200);
    put_team(&server.login("bureau_legal_reviewer"), &id, replace, &first).problem(403, "not_permitted");
    let beside = server.login_at("office_officer", "430702002");
    beside.get(&path).problem(404, "not_found");
    put_team(&beside, &id, ("if-match", "\"2\""), &first).problem(404, "not_found");
});

on_both_engines!(a_womans_group_has_a_woman_and_a_minors_one_familiar_with_minors, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let woman = case(&officer, |body| body["id_number"] = json!(WOMANS_NUMBER));
    let minor = case(&officer, |body| body["id_number"] = json!(MINORS_NUMBER));
    let create = ("if-none-match", "*");
    let men = json!([{ "name": "周所长", "sex": "male", "role": "office_staff" }]);
    refused(&put_team(&officer, &woman, create, &men), "CCL-25");
    refused(&put_team(&officer, &minor, create, &men), "MN-1");
    let mixed = json!([
        { "name": "周所长", "sex": "male", "role": "office_staff", "familiar_with_minors": true },
        { "name": "李社工", "sex": "female", "role": "social_worker" },
    ]);
    put_team(&officer, &woman, create, &mixed).expect(201);
    put_team(&officer, &minor, create, &mixed).expect(201);
});
