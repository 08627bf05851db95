//! Whose data it is: nothing plain at rest, in the log or in a list; plain values only for a purpose, on the record.

pub(crate) mod at_rest;

use crate::v1::{first_office_id, registration};
use harness::{Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

/// One who is seventeen; invented.
const MINORS_NUMBER: &str = "430702200903071238";

/// Everything about a person that a reader gets to see without a disclosure, as one text.
fn seen_by(reader: &Session, case: &Value) -> String {
    let (id, person) = (case["id"].as_str().unwrap(), case["person_id"].as_str().unwrap());
    let paths = [
        "supervisees".to_owned(),
        format!("supervisees/{id}"),
        format!("supervisees/{id}?as_of={}", case["updated_at"].as_str().unwrap().replace('+', "%2B")),
        format!("supervisees/{id}/history"),
        format!("supervisees/{id}/clocks"),
        format!("clocks?supervisee_id={id}"),
        format!("persons/{person}"),
        format!("persons/{person}/duplicates"),
    ];
    let mut seen: String = paths.iter().map(|path| reader.get(path).expect(200).to_string()).collect();
    for sought in [json!({ "name": "钟" }), json!({ "phone": "13912344567" })] {
        seen.push_str(&reader.post("supervisees/search", &sought).expect(200).to_string());
    }
    seen
}

on_both_engines!(what_is_protected_is_shown_to_nobody_and_names_are_masked_from_above, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let mut body = registration(&office);
    for (member, value) in [
        ("birth_date", json!("1990-03-07")),
        ("former_name", json!("钟旧名")),
        ("household_address", json!("湖南省常德市某镇2号")),
        ("workplace", json!("某物流公司")),
        ("guarantor", json!({ "name": "保证人甲", "phone": "13812345678" })),
        ("remarks", json!("备注内容")),
    ] {
        body[member] = value;
    }
    let case = officer.post("supervisees", &body).expect(201);
    let path = format!("supervisees/{}", case["id"].as_str().unwrap());
    let corrected = json!({ "name": "钟更名", "phone": "13912340001", "workplace": "某建材公司" });
    officer.patch(&path, 1, &corrected).expect(200);
    officer.patch(&path, 2, &json!({ "phone": "13912344567" })).expect(200);

    let protected = [
        "430702199003071237",
        "13912344567",
        "13912340001",
        "1990-03-07",
        "钟旧名",
        "某路1号",
        "某镇2号",
        "物流公司",
        "建材公司",
        "保证人甲",
        "13812345678",
        "备注内容",
    ];
    let within =
        ["office_officer", "bureau_officer", "bureau_legal_reviewer", "justice_bureau_head", "archivist", "procurator"];
    let above = ["city_reviewer", "province_reviewer", "province_reader"];
    for role in within.into_iter().chain(above) {
        let reader = server.login(role);
        let seen = seen_by(&reader, &case);
        for value in protected {
            assert!(!seen.contains(value), "{role} sees {value}");
        }
        assert!(seen.contains("430702********1237") && seen.contains("139****4567"), "{role}: {seen}");
        let whole = seen.contains("钟更名") || seen.contains("钟测试");
        assert_eq!(whole, within.contains(&role), "{role}: {seen}");
        assert_eq!(seen.contains("钟**"), above.contains(&role), "{role}: {seen}");
    }
});

on_both_engines!(a_minors_name_is_kept_from_those_above, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let mut body = registration(&first_office_id(&officer));
    body["name"] = json!("钟小");
    body["id_number"] = json!(MINORS_NUMBER);
    let case = officer.post("supervisees", &body).expect(201);
    assert!(case["conditions"].to_string().contains("minor_regime"), "{case}");
    assert!(seen_by(&officer, &case).contains("钟小"));
    for role in ["city_reviewer", "province_reader"] {
        let seen = seen_by(&server.login(role), &case);
        assert!(!seen.contains("钟小"), "{role}: {seen}");
        // The number of characters tells nothing either.
        assert!(seen.contains("钟**"), "{role}: {seen}");
    }
});

fn count(site: &harness::Site, table: &str) -> i64 {
    at_rest::rows(site.database()).iter().filter(|(of, _)| of == table).count().try_into().unwrap()
}

on_both_engines!(a_disclosure_is_recorded_limited_and_for_a_purpose, |site| {
    let site = site.setting("LIMITS__DISCLOSURES_PER_DAY", "3");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let path = format!("supervisees/{}/disclosures", case["id"].as_str().unwrap());
    let ask = |session: &Session, body: &Value| session.post(&path, body);
    let good = json!({ "fields": ["id_number", "phone"], "purpose": "court_filing", "case_ref": "（2026）某申1号" });

    for (wrong, at, code) in [
        (json!({ "fields": ["id_number"] }), "/purpose", "required"),
        (json!({ "fields": ["id_number"], "purpose": "curiosity" }), "/purpose", "unknown_code"),
        (json!({ "fields": [], "purpose": "court_filing" }), "/fields", "length"),
        (json!({ "fields": ["password"], "purpose": "court_filing" }), "/fields/0", "unknown_field"),
        (json!({ "fields": ["phone"], "purpose": "court_filing", "all": true }), "/all", "unknown_member"),
    ] {
        ask(&officer, &wrong).error(422, at, code);
    }
    for role in ["city_reviewer", "province_reader"] {
        ask(&server.login(role), &good).problem(403, "not_permitted");
    }
    assert_eq!(count(&site, "access_log"), 0, "nothing was disclosed so far");

    let disclosed = ask(&officer, &good);
    let values = disclosed.expect(201)["values"].clone();
    assert_eq!(values, json!({ "id_number": "430702199003071237", "phone": "13912344567" }));
    assert_eq!(disclosed.header("cache-control"), Some("no-store"));
    let (_, record) = at_rest::rows(site.database()).into_iter().find(|(table, _)| table == "access_log").unwrap();
    for told in ["court_filing", "id_number,phone", "（2026）某申1号", disclosed.header("x-request-id").unwrap()] {
        assert!(record.contains(told), "{told} is not in {record}");
    }

    ask(&officer, &good).expect(201);
    ask(&officer, &good).expect(201);
    let refused = ask(&officer, &good);
    refused.problem(429, "quota_exceeded");
    assert!(refused.header("retry-after").is_some_and(|wait| wait.parse::<u64>().is_ok_and(|wait| wait <= 86_400)));
    assert!(!refused.text().contains("430702199003071237"));
    assert_eq!(count(&site, "access_log"), 3);
    // Of each for oneself, and of each day.
    ask(&server.login("bureau_head"), &good).expect(201);
    server.stop();
    let site = site.at("2026-11-24T00:00:10+08:00");
    let server = site.serve();
    ask(&server.login("bureau_officer"), &good).expect(201);
});

on_both_engines!(what_cannot_be_recorded_is_not_disclosed, |site| {
    use diesel::connection::SimpleConnection;
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    site.database().look(
        |sqlite| {
            sqlite
                .batch_execute(
                    "create trigger full_log before insert on access_log begin select raise(abort, 'no'); end",
                )
                .unwrap();
        },
        |postgres| {
            postgres
                .batch_execute(
                    "create function no() returns trigger language plpgsql as 'begin raise exception $n$no$n$; end';
                     create trigger full_log before insert on access_log for each row execute function no()",
                )
                .unwrap();
        },
    );
    let path = format!("supervisees/{}/disclosures", case["id"].as_str().unwrap());
    let answer = officer.post(&path, &json!({ "fields": ["id_number"], "purpose": "court_filing" }));
    assert!(answer.status() >= 500, "{}", answer.text());
    assert!(!answer.text().contains("430702199003071237") && !answer.text().contains("full_log"));
});

on_both_engines!(personal_data_has_no_place_in_an_address, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for list in ["supervisees", "clocks", "operations"] {
        for parameter in ["name", "id_number", "phone", "q", "initials", "search"] {
            let answer = officer.get(&format!("{list}?{parameter}=13912344567"));
            answer.problem(400, "unknown_parameter");
            assert!(!answer.text().contains("13912344567"));
        }
    }
    officer.request(Method::GET, "supervisees/13912344567").send().problem(404, "not_found");
    let log = server.log();
    assert!(!log.contains("13912344567"), "the log holds what stood in an address");
});

on_both_engines!(masked_values_are_not_written_back, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let case = officer.post("supervisees", &registration(&office)).expect(201);
    let path = format!("supervisees/{}", case["id"].as_str().unwrap());
    for (member, masked) in [
        ("phone", json!("139****4567")),
        ("id_number", json!("430702********1237")),
        ("name", json!("钟**")),
        ("guarantor", json!({ "name": "保*", "phone": "138****5678" })),
    ] {
        let found = |answer: harness::Answer| {
            let problem = answer.expect(422);
            let errors = problem["errors"].as_array().unwrap();
            let here =
                |error: &&Value| error["pointer"].as_str().is_some_and(|at| at.starts_with(&format!("/{member}")));
            assert!(errors.iter().filter(here).any(|error| error["code"] == "masked_value"), "{member}: {problem}");
        };
        found(officer.patch(&path, 1, &json!({ member: masked })));
        let mut body = registration(&office);
        body[member] = masked;
        found(officer.post("supervisees", &body));
    }
    assert_eq!(officer.get(&path).expect(200)["version"], 1);
});
