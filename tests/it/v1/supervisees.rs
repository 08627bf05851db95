use super::{first_office_id, registration, with_roster};
use diesel::connection::SimpleConnection;
use harness::on_both_engines;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What each item of the list has, whatever its case.
const ITEM: [&str; 13] = [
    "id",
    "person_id",
    "name",
    "id_number",
    "sex",
    "birth_year",
    "category",
    "organization_id",
    "status",
    "conditions",
    "supervision_starts_on",
    "supervision_ends_on",
    "version",
];

fn ids(items: &[Value]) -> BTreeSet<String> {
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

on_both_engines!(a_registered_person_is_there_masked_and_awaits_intake, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let body = created.expect(201);
    assert_eq!(created.header("etag"), Some("\"1\""));
    assert_eq!(
        created.header("location"),
        Some(format!("/api/v1/supervisees/{}", body["id"].as_str().unwrap()).as_str())
    );
    assert_eq!(body["id_number"], "430702********1237");
    assert_eq!(body["phone"], "139****4567");
    assert_eq!(body["status"], "awaiting_intake");
    let read = officer.get(created.header("location").unwrap());
    assert_eq!(read.expect(200)["id"], body["id"]);
    assert_eq!(read.header("cache-control"), Some("no-store"));
    assert!(!read.text().contains("430702199003071237"));
});

on_both_engines!(unknown_members_and_faulty_values_are_named_together, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let mut body = registration(&office);
    body["nickname"] = json!("三");
    officer.post("supervisees", &body).error(422, "/nickname", "unknown_member");

    let mut body = registration(&office);
    body["id_number"] = json!("430702199003071230");
    body["supervision_ends_on"] = json!("2026-10-01");
    let answer = officer.post("supervisees", &body);
    answer.error(422, "/id_number", "identity_check_digit");
    answer.error(422, "/supervision_ends_on", "end_before_start");
    answer.problem(422, "validation_failed");

    for server_owned in ["status", "version", "id", "conditions", "bureau_id"] {
        let mut body = registration(&office);
        body[server_owned] = json!("released");
        officer.post("supervisees", &body).error(422, &format!("/{server_owned}"), "unknown_member");
    }
    assert!(officer.all("supervisees").is_empty());
});

on_both_engines!(the_same_key_gives_the_same_answer_and_one_record, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let send = |body: &Value| {
        officer
            .request(Method::POST, "supervisees")
            .idempotency_key("01939f2e6f0a7c119b7e2f6d1c0a55e1")
            .json(body)
            .send()
    };
    let first = send(&registration(&office));
    let again = send(&registration(&office));
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("etag"), again.header("etag"));
    assert_eq!(first.header("idempotency-replayed"), None);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(officer.all("supervisees").len(), 1);

    let mut other = registration(&office);
    other["name"] = json!("钟别人");
    send(&other).problem(422, "idempotency_key_reused");
    let malformed = officer.request(Method::POST, "supervisees").idempotency_key("short").json(&other).send();
    assert_eq!(malformed.status(), 400);
});

on_both_engines!(a_correction_needs_the_version_that_was_seen, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = created.header("location").unwrap();
    let change = json!({ "workplace": "某物业公司" });

    officer.request(Method::PATCH, path).merge_patch(&change).send().problem(428, "precondition_required");
    let corrected = officer.patch(path, 1, &change);
    assert_eq!(corrected.expect(200)["version"], 2);
    assert_eq!(corrected.header("etag"), Some("\"2\""));
    let stale = officer.patch(path, 1, &change);
    stale.problem(412, "version_conflict");
    assert_eq!(stale.header("etag"), Some("\"2\""));
    let weak = officer.request(Method::PATCH, path).header("if-match", "W/\"2\"").merge_patch(&change).send();
    weak.problem(412, "version_conflict");
    let json = officer.request(Method::PATCH, path).if_match(2).json(&change).send();
    assert_eq!(json.status(), 415);
    assert_eq!(officer.get(path).expect(200)["version"], 2);
});

on_both_engines!(a_masked_value_is_not_written_back, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = created.header("location").unwrap();
    officer.patch(path, 1, &json!({ "phone": "139****4567" })).error(422, "/phone", "masked_value");
});

on_both_engines!(what_is_computed_at_each_reading_is_sent_at_each_reading, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = created.header("location").unwrap();
    assert!(created.json().get("summary").is_none());
    let again = officer.request(Method::GET, path).header("if-none-match", "\"1\"").send();
    assert!(again.expect(200)["summary"].is_object());
    assert_eq!(again.header("etag"), Some("\"1\""));
});

on_both_engines!(pages_hold_everyone_once, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let everyone = officer.all("supervisees?limit=200");
    assert_eq!(everyone.len(), 500);
    assert_eq!(ids(&everyone).len(), 500);
    for item in &everyone {
        for member in ITEM {
            assert!(item.get(member).is_some(), "{member} is missing: {item}");
        }
        assert!(item["id_number"].as_str().unwrap().contains("********"), "{item}");
    }

    let first = officer.get("supervisees?limit=7");
    assert_eq!(first.expect(200)["items"].as_array().unwrap().len(), 7);
    let link = first.header("link").unwrap();
    assert!(link.contains("rel=\"next\""), "{link}");
    let default = officer.get("supervisees").expect(200);
    assert_eq!(default["items"].as_array().unwrap().len(), 50);
});

on_both_engines!(filters_divide_the_list, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let everyone = ids(&officer.all("supervisees?limit=200"));
    let mut found = BTreeSet::new();
    for category in ["public_surveillance", "probation", "parole", "temporary_outside_prison"] {
        let part = officer.all(&format!("supervisees?limit=200&category={category}"));
        assert!(part.iter().all(|item| item["category"] == category));
        assert!(!part.is_empty());
        found.append(&mut ids(&part));
    }
    assert_eq!(found, everyone);

    let mut found = BTreeSet::new();
    for office in officer.all("organizations").iter().filter(|organization| organization["level"] == "office") {
        let id = office["id"].as_str().unwrap();
        let part = officer.all(&format!("supervisees?limit=200&organization_id={id}"));
        assert!(part.iter().all(|item| item["organization_id"] == id));
        found.append(&mut ids(&part));
    }
    assert_eq!(found, everyone);

    for filter in ["status=under_supervision", "status=awaiting_intake", "condition=missed_intake"] {
        let (member, value) = filter.split_once('=').unwrap();
        for item in officer.all(&format!("supervisees?limit=200&{filter}")) {
            let fits = item[member] == value
                || item["conditions"].as_array().unwrap().iter().any(|condition| condition["code"] == value);
            assert!(fits, "{filter}: {item}");
        }
    }
});

on_both_engines!(a_cursor_serves_only_its_own_query, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let page = officer.get("supervisees?limit=5&category=probation").expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    officer.get(&format!("supervisees?limit=5&category=probation&cursor={cursor}")).expect(200);
    officer.get(&format!("supervisees?limit=5&category=parole&cursor={cursor}")).problem(400, "invalid_cursor");
    officer.get(&format!("supervisees?limit=5&cursor={cursor}")).problem(400, "invalid_cursor");
    officer.get(&format!("clocks?limit=5&cursor={cursor}")).problem(400, "invalid_cursor");
    officer.get("supervisees?cursor=AAAA").problem(400, "invalid_cursor");
    let damaged = format!("{}{}", if cursor.starts_with('A') { 'B' } else { 'A' }, cursor.get(1..).unwrap());
    officer.get(&format!("supervisees?limit=5&category=probation&cursor={damaged}")).problem(400, "invalid_cursor");
});

on_both_engines!(parameters_are_known_single_and_in_range, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    officer.get("supervisees?colour=red").problem(400, "unknown_parameter");
    officer.get("supervisees?category=parole&category=probation").problem(400, "repeated_parameter");
    for bad in ["limit=0", "limit=201", "limit=-1", "limit=x", "category=murder", "organization_id=7", "status="] {
        let answer = officer.get(&format!("supervisees?{bad}"));
        assert_eq!(answer.status(), 400, "{bad}: {}", answer.text());
    }
});

on_both_engines!(an_office_sees_its_own_and_gets_404_for_the_rest, |site| {
    let server = site.serve();
    let bureau = with_roster(&server);
    let office = server.login("office_officer");
    let seen = office.all("supervisees?limit=200");
    let own = seen.first().unwrap()["organization_id"].clone();
    assert!(!seen.is_empty() && seen.len() < 500);
    assert!(seen.iter().all(|item| item["organization_id"] == own));

    let everyone = bureau.all("supervisees?limit=200");
    let foreign = everyone.iter().find(|item| item["organization_id"] != own).unwrap()["id"].as_str().unwrap();
    let hidden = office.get(&format!("supervisees/{foreign}")).expect(404);
    let absent = office.get("supervisees/01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77").expect(404);
    assert_eq!(hidden["code"], absent["code"]);
    assert_eq!(hidden["detail"], absent["detail"]);
    assert_eq!(office.patch(&format!("supervisees/{foreign}"), 1, &json!({ "workplace": "某厂" })).status(), 404);
});

on_both_engines!(administrators_read_no_case_data, |site| {
    let server = site.serve();
    with_roster(&server);
    for role in ["system_administrator", "security_administrator", "audit_administrator"] {
        server.login(role).get("supervisees").problem(403, "not_permitted");
    }
});

on_both_engines!(a_person_is_found_by_name_initials_number_and_phone, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201)["id"].clone();
    for query in [
        json!({ "name": "钟测试" }),
        json!({ "initials": "zcs" }),
        json!({ "id_number": "430702199003071237" }),
        json!({ "phone": "13912344567" }),
    ] {
        let found = officer.post("supervisees/search", &query).expect(200);
        assert_eq!(found["items"][0]["id"], id, "{query}: {found}");
    }
    let none = officer.post("supervisees/search", &json!({ "id_number": "430702198803071232" }));
    assert!(matches!(none.status(), 200 | 422), "{}", none.text());
});

on_both_engines!(a_number_leaves_only_for_a_purpose, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = format!("{}/disclosures", created.header("location").unwrap());
    let disclosed = officer.post(&path, &json!({ "fields": ["id_number"], "purpose": "court_filing" }));
    assert!(disclosed.expect(201).to_string().contains("430702199003071237"));
    assert_eq!(disclosed.header("cache-control"), Some("no-store"));
    assert_eq!(officer.post(&path, &json!({ "fields": ["id_number"] })).status(), 422);
    assert!(!server.log().contains("430702199003071237"), "the log holds an identity number");
});

on_both_engines!(without_its_record_nothing_is_disclosed, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = format!("{}/disclosures", created.header("location").unwrap());
    let rename = |from: &str, to: &str| {
        let statement = format!("alter table {from} rename to {to}");
        let database = site.database();
        database.look(
            |sqlite| sqlite.batch_execute(&statement).unwrap(),
            |postgres| postgres.batch_execute(&statement).unwrap(),
        );
    };
    let ask = || officer.post(&path, &json!({ "fields": ["id_number"], "purpose": "court_filing" }));
    rename("access_log", "gone");
    let refused = ask();
    refused.problem(503, "store_unavailable");
    assert!(refused.header("retry-after").is_some());
    assert!(!refused.text().contains("430702199003071237"));
    rename("gone", "access_log");
    ask().expect(201);
});
