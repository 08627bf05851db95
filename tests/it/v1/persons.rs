//! Persons: who may be whom, merged and separated.

mod registration;

use super::{first_office_id, registration};
use harness::{Answer, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

/// Another number with the same birth date; invented.
const OTHER_NUMBER: &str = "430721199003071236";
const ABSENT: &str = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";

/// Two cases of one man, registered under two numbers: the ids of case and person, of the one who stands and of the duplicate.
struct Twins {
    case: String,
    person: String,
    duplicate_case: String,
    duplicate: String,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn registered_twice(officer: &Session, office: &str, other_office: &str) -> Twins {
    let first = officer.post("supervisees", &registration(office)).expect(201);
    let mut again = registration(other_office);
    again["id_number"] = json!(OTHER_NUMBER);
    again["judgment_number"] = json!("（2026）某刑初2号");
    again["workplace"] = json!("某物流公司");
    let second = officer.post("supervisees", &again).expect(201);
    Twins {
        case: text(&first["id"]),
        person: text(&first["person_id"]),
        duplicate_case: text(&second["id"]),
        duplicate: text(&second["person_id"]),
    }
}

fn act(officer: &Session, act: &str, person: &str, version: i64, duplicate: &str) -> Answer {
    officer
        .request(Method::POST, &format!("persons/{person}/{act}"))
        .if_match(version)
        .json(&json!({ "duplicate_id": duplicate, "reason": "照片和指纹一致" }))
        .send()
}

fn offices(officer: &Session) -> Vec<Value> {
    officer.all("organizations").into_iter().filter(|one| one["level"] == "office").collect()
}

on_both_engines!(possible_duplicates_are_shown_with_their_reasons, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let twins = registered_twice(&officer, &office, &office);
    let mut stranger = registration(&office);
    stranger["id_number"] = json!("430702198803071230");
    stranger["name"] = json!("陆路人");
    stranger["phone"] = json!("13912340000");
    officer.post("supervisees", &stranger).expect(201);

    let person = officer.get(&format!("persons/{}", twins.person));
    assert_eq!(person.header("etag"), Some("\"1\""));
    let person = person.expect(200);
    assert_eq!(person["id_number"], "430702********1237");
    assert_eq!(person["phone"], "139****4567");
    assert_eq!(person["birth_year"], 1990);
    assert_eq!(person["supervisee_ids"], json!([twins.case]));
    assert!(person.get("merged_into_id").is_none());

    let found = officer.get(&format!("persons/{}/duplicates", twins.person)).expect(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["items"][0]["person"]["id"], twins.duplicate);
    assert_eq!(found["items"][0]["reasons"], json!(["same_name_and_birth_date", "same_phone_and_similar_name"]));

    officer.patch(&format!("supervisees/{}", twins.duplicate_case), 1, &json!({ "id_number": "430702199003071237" }));
    let found = officer.get(&format!("persons/{}/duplicates", twins.duplicate)).expect(200);
    assert_eq!(found["items"][0]["person"]["id"], twins.person);
    assert_eq!(found["items"][0]["reasons"][0], "same_id_number");
});

on_both_engines!(a_merge_moves_the_cases_and_leaves_a_redirect, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let twins = registered_twice(&officer, &office, &office);

    let merged = act(&officer, "merges", &twins.person, 1, &twins.duplicate);
    let body = merged.expect(200);
    assert_eq!(merged.header("etag"), Some("\"2\""));
    assert_eq!(body["supervisee_ids"], json!([twins.duplicate_case]));
    assert_eq!(body["person"]["supervisee_ids"], json!([twins.case, twins.duplicate_case]));

    let redirect = officer.get(&format!("persons/{}", twins.duplicate));
    let link = format!("</api/v1/persons/{}>; rel=\"canonical\"", twins.person);
    assert_eq!(redirect.header("link"), Some(link.as_str()));
    let redirect = redirect.expect(200);
    assert_eq!(redirect["merged_into_id"], twins.person);
    assert_eq!(redirect["supervisee_ids"], json!([]));
    assert_eq!(officer.get(&format!("persons/{}/duplicates", twins.person)).expect(200)["items"], json!([]));

    let moved = officer.get(&format!("supervisees/{}", twins.duplicate_case)).expect(200);
    assert_eq!(moved["person_id"], twins.person);
    assert_eq!(moved["version"], 2);
    assert_eq!(moved["id_number"], "430702********1237");
    let path = format!("supervisees/{}", twins.duplicate_case);
    officer.patch(&path, 1, &json!({ "offence": "盗窃罪" })).problem(412, "version_conflict");
    officer.patch(&path, 2, &json!({ "remarks": "合并后更正" })).expect(200);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_merged_number_leads_to_the_person_who_stands, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let twins = registered_twice(&officer, &office, &office);
    act(&officer, "merges", &twins.person, 1, &twins.duplicate).expect(200);

    let mut again = registration(&office);
    again["id_number"] = json!(OTHER_NUMBER);
    again["judgment_number"] = json!("（2026）某刑初2号");
    officer.post("supervisees", &again).problem(409, "already_exists");
    again["judgment_number"] = json!("（2026）某刑初3号");
    let third = officer.post("supervisees", &again).expect(201);
    assert_eq!(third["person_id"], twins.person);
    assert_eq!(third["id_number"], "430702********1237", "the number of the one who stands");
});

on_both_engines!(a_merge_needs_the_right_pair_and_the_version_that_was_seen, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let twins = registered_twice(&officer, &office, &office);
    let bare = officer.post(
        &format!("persons/{}/merges", twins.person),
        &json!({ "duplicate_id": twins.duplicate, "reason": "同一人" }),
    );
    bare.problem(428, "precondition_required");
    act(&officer, "merges", &twins.person, 1, &twins.person).error(422, "/duplicate_id", "same_person");
    act(&officer, "merges", &twins.person, 1, ABSENT).error(422, "/duplicate_id", "unknown_person");
    act(&officer, "merges", ABSENT, 1, &twins.person).problem(404, "not_found");
    let stale = act(&officer, "merges", &twins.person, 7, &twins.duplicate);
    stale.problem(412, "version_conflict");
    assert_eq!(stale.header("etag"), Some("\"1\""));
    act(&officer, "separations", &twins.person, 1, &twins.duplicate).problem(409, "invalid_state_transition");
    act(&server.login("office_officer"), "merges", &twins.person, 1, &twins.duplicate).problem(403, "not_permitted");

    act(&officer, "merges", &twins.person, 1, &twins.duplicate).expect(200);
    act(&officer, "merges", &twins.person, 2, &twins.duplicate).problem(409, "already_merged");
    act(&officer, "merges", &twins.duplicate, 2, &twins.person).problem(409, "already_merged");
});

on_both_engines!(a_separation_gives_back_what_came_with_the_merge, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let twins = registered_twice(&officer, &office, &office);
    let before = officer.get(&format!("supervisees/{}", twins.duplicate_case)).expect(200);
    act(&officer, "merges", &twins.person, 1, &twins.duplicate).expect(200);
    let mut later = registration(&office);
    later["judgment_number"] = json!("（2026）某刑初9号");
    let later = text(&officer.post("supervisees", &later).expect(201)["id"]);

    let separated = act(&officer, "separations", &twins.person, 2, &twins.duplicate).expect(200);
    assert_eq!(separated["supervisee_ids"], json!([twins.duplicate_case]));
    assert_eq!(separated["person"]["supervisee_ids"], json!([twins.case, later]));
    let duplicate = officer.get(&format!("persons/{}", twins.duplicate)).expect(200);
    assert!(duplicate.get("merged_into_id").is_none(), "{duplicate}");
    assert_eq!(duplicate["supervisee_ids"], json!([twins.duplicate_case]));
    let after = officer.get(&format!("supervisees/{}", twins.duplicate_case)).expect(200);
    assert_eq!(after["version"], 3);
    for member in ["person_id", "id_number", "status", "birth_year", "judgment_number"] {
        assert_eq!(before[member], after[member], "{member}");
    }
    act(&officer, "separations", &twins.person, 3, &twins.duplicate).problem(409, "invalid_state_transition");
    act(&officer, "merges", &twins.person, 3, &twins.duplicate).expect(200);
});

on_both_engines!(an_office_knows_no_person_of_another_office, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let offices = offices(&officer);
    let twins = registered_twice(&officer, &text(&offices[0]["id"]), &text(&offices[1]["id"]));
    let own = server.login_at("office_officer", offices[0]["code"].as_str().unwrap());
    let other = server.login_at("office_officer", offices[1]["code"].as_str().unwrap());

    own.get(&format!("persons/{}", twins.person)).expect(200);
    own.get(&format!("persons/{}", twins.duplicate)).problem(404, "not_found");
    own.get(&format!("persons/{}/duplicates", twins.duplicate)).problem(404, "not_found");
    assert_eq!(own.get(&format!("persons/{}/duplicates", twins.person)).expect(200)["items"], json!([]));
    other.get(&format!("persons/{}", twins.person)).problem(404, "not_found");

    act(&officer, "merges", &twins.person, 1, &twins.duplicate).expect(200);
    let shared = other.get(&format!("persons/{}", twins.person)).expect(200);
    assert_eq!(shared["supervisee_ids"], json!([twins.duplicate_case]), "of the cases only its own");
    other.get(&format!("persons/{}", twins.duplicate)).expect(200);
    let above = server.login("city_reviewer").get(&format!("persons/{}", twins.person)).expect(200);
    assert_eq!(above["name"], "钟**");
    server.login("system_administrator").get(&format!("persons/{}", twins.person)).problem(403, "not_permitted");
});

on_both_engines!(history_and_as_of_reach_back_across_a_merge, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let twins = registered_twice(&officer, &office, &office);
    let path = format!("supervisees/{}", twins.duplicate_case);
    officer.patch(&path, 1, &json!({ "name": "钟测式" })).expect(200);
    let merged = act(&officer, "merges", &twins.person, 1, &twins.duplicate).expect(200);
    assert_eq!(merged["person"]["name"], "钟测试");
    officer.patch(&path, 3, &json!({ "name": "钟测验" })).expect(200);

    let history = officer.all(&format!("{path}/history"));
    let actions: Vec<&str> = history.iter().rev().map(|entry| entry["action"].as_str().unwrap()).collect();
    let expected = [
        "person.registered",
        "supervisee.registered",
        "person.corrected",
        "supervisee.corrected",
        "person.merged",
        "supervisee.reassigned",
        "person.corrected",
        "supervisee.corrected",
    ];
    assert_eq!(actions, expected);
    let handed_over = history[2]["changes"].as_array().unwrap();
    let change = |field: &str| handed_over.iter().find(|change| change["field"] == field).unwrap();
    assert_eq!(change("person_id")["after"], twins.person);
    assert_eq!(change("name")["before"], "钟测式");
    assert_eq!(change("name")["after"], "钟测试");
    assert!(change("id_number").get("after").is_none(), "protected");
    let renamed = &history[1]["changes"];
    assert_eq!(renamed.as_array().unwrap().len(), 1, "{renamed}");
    assert_eq!(renamed[0]["before"], "钟测试");

    // The wire has milliseconds and the journal microseconds: the end of the millisecond is surely after the entry.
    let as_of = |entry: &Value| {
        let moment = entry["recorded_at"].as_str().unwrap().replace('+', "999%2B");
        officer.get(&format!("{path}?as_of={moment}")).expect(200)
    };
    let before = as_of(&history[4]);
    assert_eq!((&before["name"], &before["person_id"]), (&json!("钟测式"), &json!(twins.duplicate)));
    assert_eq!(before["version"], 2);
    let after = as_of(&history[2]);
    assert_eq!((&after["name"], &after["person_id"]), (&json!("钟测试"), &json!(twins.person)));
    assert_eq!(after["version"], 3);
    let stays = officer.all(&format!("supervisees/{}/history", twins.case));
    assert_eq!(stays[0]["action"], "person.corrected", "the name of the one who stands, by way of the other case");
    assert_eq!(stays[1]["action"], "person.absorbed");
});
