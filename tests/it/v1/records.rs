//! Records of daily work, the correction group, and what follows from them in the case.

mod batches;
mod case_page;
mod offline;
mod team;

use super::{first_office_id, registration};
use harness::{Answer, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

const ABSENT: &str = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";
/// One who is seventeen; invented.
const MINORS_NUMBER: &str = "430702200903071238";
/// A woman's number; invented.
const WOMANS_NUMBER: &str = "430702199003071245";

/// The case of someone registered in the first office, changed as wanted.
pub(crate) fn case(officer: &Session, change: impl FnOnce(&mut Value)) -> String {
    let mut body = registration(&first_office_id(officer));
    change(&mut body);
    officer.post("supervisees", &body).expect(201)["id"].as_str().unwrap().to_owned()
}

fn received(body: &mut Value) {
    body["reported_on"] = json!("2026-11-03");
}

fn reception() -> Value {
    json!({ "method": "self_report", "place": "agency", "identity_verified": true })
}

/// What a record of each kind says.
pub(crate) fn contents() -> [(&'static str, Value); 12] {
    let items = ["legal_documents", "term", "duties", "rights", "team", "other"];
    [
        ("receptions", reception()),
        (
            "pronouncements",
            json!({ "chaired_by": "周所长", "items": items, "present": ["李社工"], "public": false,
                "guardian_notified": true, "signed": true }),
        ),
        ("responsibility-letters", json!({ "signed_by": ["周所长", "李社工"] })),
        (
            "correction-plans",
            json!({ "basic_facts": "初犯", "assessment": "风险低", "psychological_state": "平稳",
                "supervision": "每月当面报告", "help": "就业指导" }),
        ),
        (
            "exit-restrictions",
            json!({ "organ": "某市公安局", "document_number": "限出〔2026〕1号", "from": "2026-11-05" }),
        ),
        ("risk-assessments", json!({ "method": "再犯风险量表", "score": 20, "level": "low", "text": "家庭支持好" })),
        ("reports", json!({ "method": "in_person", "outcome": "made", "text": "本周情况正常" })),
        ("visits", json!({ "place": "dwelling", "met": true, "persons": ["其妻"], "text": "在家务农" })),
        ("talks", json!({ "place": "office", "text": "思想汇报" })),
        ("information-checks", json!({ "means": "video", "outcome": "in_order" })),
        ("health-reports", json!({ "text": "透析每周三次" })),
        (
            "attendances",
            json!({ "activity": "education", "title": "法治讲座", "audience": "individual", "present": true, "minutes": 60 }),
        ),
    ]
}

pub(crate) fn content_of(path: &str) -> Value {
    contents().into_iter().find(|(own, _)| *own == path).unwrap().1
}

/// A record of a case, as it is sent.
pub(crate) fn entering(case: &str, happened_at: &str, content: &Value) -> Value {
    json!({ "supervisee_id": case, "happened_at": happened_at, "content": content })
}

fn report(case: &str, happened_at: &str) -> Value {
    entering(case, happened_at, &content_of("reports"))
}

fn void(session: &Session, path: &str, version: i64, reason: &str) -> Answer {
    session
        .request(Method::POST, &format!("{path}/voidings"))
        .if_match(version)
        .json(&json!({ "reason": reason }))
        .send()
}

/// Demands a refusal under a rule, with its facts and a remedy.
#[track_caller]
fn refused(answer: &Answer, rule: &str) {
    let problem = answer.problem(422, "refused");
    let refusal = &problem["refusal"];
    assert_eq!(refusal["rule"], rule, "{problem}");
    assert!(!refusal["facts"].as_array().unwrap().is_empty() && refusal["remedy"] != "", "{problem}");
}

on_both_engines!(a_record_is_entered_read_and_listed_by_what_happened_last, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, received);
    let other = case(&officer, |body| {
        received(body);
        body["id_number"] = json!("430702198803071230");
    });
    let entered = officer.post("reports", &report(&id, "2026-11-10T09:30:00.123456+08:00"));
    let body = entered.expect(201);
    let path = format!("/api/v1/reports/{}", body["id"].as_str().unwrap());
    assert_eq!(entered.header("location"), Some(path.as_str()));
    assert_eq!(entered.header("etag"), Some("\"1\""));
    assert_eq!(body["kind"], "report");
    assert_eq!(body["supervisee_id"], id.as_str());
    assert_eq!(body["happened_at"], "2026-11-10T09:30:00.123+08:00");
    assert_eq!(body["content"], content_of("reports"));
    assert_eq!(body["papers"], json!([]));
    assert_eq!(body["name"], "钟测试");
    assert!(body["entered_at"].as_str().unwrap().starts_with("2026-11-23T"), "late entry keeps both moments: {body}");
    assert!(body.get("voided").is_none() && body.get("capture").is_none(), "{body}");
    let read = officer.get(&path);
    assert_eq!(read.expect(200), body);
    for condition in ["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"] {
        let unchanged = officer.request(Method::GET, &path).header("if-none-match", condition).send();
        assert_eq!(unchanged.status(), 304, "{condition}");
        assert!(unchanged.bytes().is_empty());
        assert_eq!(unchanged.header("etag"), Some("\"1\""));
    }
    // Of another kind there is none with this id.
    officer.get(&path.replace("reports", "visits")).problem(404, "not_found");

    for day in ["2026-11-12", "2026-11-11", "2026-11-14"] {
        officer.post("reports", &report(&id, &format!("{day}T10:00:00+08:00"))).expect(201);
    }
    officer.post("reports", &report(&other, "2026-11-13T23:59:59+08:00")).expect(201);
    officer.post("visits", &entering(&id, "2026-11-15T10:00:00+08:00", &content_of("visits"))).expect(201);
    let days = |query: &str| -> Vec<String> {
        let all = officer.all(&format!("reports?limit=2{query}"));
        all.iter().map(|item| item["happened_at"].as_str().unwrap().get(8..10).unwrap().to_owned()).collect()
    };
    assert_eq!(days(""), ["14", "13", "12", "11", "10"]);
    assert_eq!(days(&format!("&supervisee_id={id}")), ["14", "12", "11", "10"]);
    assert_eq!(days("&from=2026-11-11&to=2026-11-13"), ["13", "12", "11"]);
    assert_eq!(days(&format!("&organization_id={}", first_office_id(&officer))).len(), 5);
    assert_eq!(days(&format!("&organization_id={ABSENT}")), [""; 0]);
    let page = officer.get("reports?limit=2").expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    officer.get(&format!("reports?limit=2&supervisee_id={id}&cursor={cursor}")).problem(400, "invalid_cursor");
    officer.get(&format!("visits?cursor={cursor}")).problem(400, "invalid_cursor");
    officer.get("reports?limit=0").problem(400, "invalid_parameter");
    officer.get("reports?kind=report").problem(400, "unknown_parameter");
    officer.request(Method::PATCH, &path).merge_patch(&json!({})).send().problem(405, "method_not_allowed");
});

on_both_engines!(every_kind_is_entered_read_and_voided, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, |body| {
        body["category"] = json!("temporary_outside_prison");
        body["temporary_ground"] = json!("serious_illness");
    });
    for (path, content) in contents() {
        let body = entering(&id, "2026-11-20T09:00:00+08:00", &content);
        let entered = officer.post(path, &body).expect(201);
        assert_eq!(entered["content"], content, "{path}");
        let one = format!("{path}/{}", entered["id"].as_str().unwrap());
        assert_eq!(officer.get(&one).expect(200), entered, "{path}");
        assert_eq!(officer.all(path).len(), 1, "{path}");
        let voided = void(&officer, &one, 1, "录错人员");
        assert_eq!(voided.header("etag"), Some("\"2\""), "{path}");
        let body = voided.expect(201);
        assert_eq!(body["voided"]["reason"], "录错人员", "{path}");
        assert_eq!(body["content"], content, "{path} stays in sight");
    }
});

on_both_engines!(what_is_not_well_made_is_named, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, received);
    let good = report(&id, "2026-11-10T09:30:00+08:00");
    let changed = |pointer: &str, value: Value| {
        let mut body = good.clone();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(parent).unwrap()[member] = value;
        officer.post("reports", &body)
    };
    for (pointer, value, code) in [
        ("/happened_at", json!("2026-11-24T09:00:00+08:00"), "in_the_future"),
        ("/happened_at", json!("1800-01-01T09:00:00+08:00"), "date_out_of_range"),
        ("/happened_at", json!("2026-11-10"), "wrong_type"),
        ("/content/text", Value::Null, "required"),
        ("/content/text", json!("字".repeat(4_001)), "length"),
        ("/content/outcome", json!("unsure"), "unknown_code"),
        ("/content/mood", json!("good"), "unknown_member"),
        ("/supervisee", json!(id), "unknown_member"),
        ("/papers", json!("one"), "wrong_type"),
        ("/papers", json!(vec![ABSENT; 51]), "too_many_items"),
        ("/status", json!("draft"), "unknown_member"),
    ] {
        changed(pointer, value).error(422, pointer, code);
    }
    for member in ["supervisee_id", "happened_at", "content"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(member);
        officer.post("reports", &body).error(422, &format!("/{member}"), "required");
    }
    let twice = good.to_string().replacen('{', r#"{"papers":[],"papers":[],"#, 1);
    let twice = officer.request(Method::POST, "reports").header("content-type", "application/json").body(twice).send();
    twice.error(422, "/papers", "repeated_member");
    // Content of another kind.
    officer.post("visits", &good).error(422, "/content/place", "required");
    officer.post("reports", &report(ABSENT, "2026-11-10T09:30:00+08:00")).problem(404, "not_found");
    assert!(officer.all("reports").is_empty());
});

on_both_engines!(one_entered_in_error_is_voided_once_and_stays_in_sight, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, received);
    let entered = officer.post("talks", &entering(&id, "2026-11-10T09:30:00+08:00", &content_of("talks"))).expect(201);
    let path = format!("talks/{}", entered["id"].as_str().unwrap());
    let unseen = officer.request(Method::POST, &format!("{path}/voidings"));
    unseen.json(&json!({ "reason": "录错" })).send().problem(428, "precondition_required");
    let stale = void(&officer, &path, 7, "录错");
    stale.problem(412, "version_conflict");
    assert_eq!(stale.header("etag"), Some("\"1\""));
    void(&officer, &path, 1, "").error(422, "/reason", "length");
    void(&server.login("bureau_legal_reviewer"), &path, 1, "录错").problem(403, "not_permitted");
    void(&server.login_at("office_officer", "430702002"), &path, 1, "录错").problem(404, "not_found");

    let voided = void(&officer, &path, 1, "录错人员").expect(201);
    assert_eq!(voided["voided"]["by"], entered["entered_by"]);
    void(&officer, &path, 2, "再次").problem(409, "invalid_state_transition");
    assert_eq!(officer.get(&path).expect(200), voided);
    assert_eq!(officer.all("talks"), [voided]);

    let history = officer.get(&format!("supervisees/{id}/history")).expect(200);
    let actions: Vec<&str> =
        history["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["talk.voided", "talk.entered", "supervisee.registered", "person.registered"]);
    let told = history.to_string();
    assert!(!told.contains("思想汇报") && !told.contains("录错人员"), "{told}");
});

on_both_engines!(a_reception_begins_supervision_and_its_voiding_takes_it_back, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, |_| {});
    let path = format!("supervisees/{id}");
    let before = officer.get(&path).expect(200);
    assert_eq!(before["status"], "awaiting_intake");
    let entered = officer.post("receptions", &entering(&id, "2026-11-05T09:00:00+08:00", &reception())).expect(201);
    let after = officer.get(&path).expect(200);
    assert_eq!((&after["status"], &after["reported_on"]), (&json!("under_supervision"), &json!("2026-11-05")));
    assert_eq!(after["version"], 2, "what follows from the record is seen in the version");
    let listed = officer.all("supervisees?status=under_supervision");
    assert_eq!(listed.len(), 1);
    // As it was known before, and after.
    let as_of = |record: &Value, member: &str| {
        let moment = record[member].as_str().unwrap().replace('+', "%2B");
        officer.get(&format!("{path}?as_of={moment}")).expect(200)
    };
    assert_eq!(as_of(&before, "updated_at")["status"], "awaiting_intake");
    let known = as_of(&entered, "entered_at");
    assert_eq!((&known["status"], &known["reported_on"]), (&json!("under_supervision"), &json!("2026-11-05")));

    let again = entering(&id, "2026-11-06T09:00:00+08:00", &reception());
    refused(&officer.post("receptions", &again), "CCL-22");
    let reception = format!("receptions/{}", entered["id"].as_str().unwrap());
    let voided = void(&officer, &reception, 1, "录错人员").expect(201);
    let back = officer.get(&path).expect(200);
    assert_eq!((&back["status"], back.get("reported_on")), (&json!("awaiting_intake"), None));
    assert_eq!(as_of(&voided["voided"], "at")["status"], "awaiting_intake");
    assert_eq!(as_of(&entered, "entered_at")["status"], "under_supervision", "what was known then stays known");
    officer.post("receptions", &again).expect(201);
});

on_both_engines!(what_the_law_does_not_admit_is_refused_with_its_rule, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let adult = case(&officer, received);
    let minor = case(&officer, |body| {
        received(body);
        body["id_number"] = json!(MINORS_NUMBER);
    });
    let send = |path: &str, case: &str, content: Value| {
        officer.post(path, &entering(case, "2026-11-20T09:00:00+08:00", &content))
    };
    refused(&send("health-reports", &adult, content_of("health-reports")), "M-4");
    send("correction-plans", &adult, content_of("correction-plans")).expect(201);
    refused(&send("correction-plans", &adult, content_of("correction-plans")), "R-13");
    let mut adjusted = content_of("correction-plans");
    adjusted["adjusted_because"] = json!("就业情况变化");
    send("correction-plans", &adult, adjusted).expect(201);
    let mut public = content_of("pronouncements");
    public["public"] = json!(true);
    refused(&send("pronouncements", &minor, public.clone()), "R-14");
    send("pronouncements", &adult, public).expect(201);
    let mut together = content_of("attendances");
    together["audience"] = json!("adults");
    refused(&send("attendances", &minor, together.clone()), "MN-1");
    send("attendances", &adult, together).expect(201);
    let mut unverified = reception();
    unverified["identity_verified"] = json!(false);
    send("receptions", &adult, unverified).error(422, "/content/identity_verified", "must_be_verified");
    assert_eq!(officer.all("attendances").len(), 1, "nothing half-written");
});

on_both_engines!(health_is_read_by_those_who_may_read_illness_and_nothing_by_those_above, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = case(&officer, |body| {
        received(body);
        body["category"] = json!("temporary_outside_prison");
        body["temporary_ground"] = json!("serious_illness");
    });
    let paths: Vec<String> = ["reports", "health-reports"]
        .iter()
        .map(|path| {
            let entered =
                officer.post(path, &entering(&id, "2026-11-20T09:00:00+08:00", &content_of(path))).expect(201);
            format!("{path}/{}", entered["id"].as_str().unwrap())
        })
        .collect();
    assert_eq!(officer.get(&format!("supervisees/{id}")).expect(200)["health_reported_on"], "2026-11-20");
    let archivist = server.login("archivist");
    archivist.get(&paths[0]).expect(200);
    archivist.get(&paths[1]).problem(403, "not_permitted");
    archivist.get("health-reports").problem(403, "not_permitted");
    for role in ["city_reviewer", "province_reader"] {
        let above = server.login(role);
        for path in ["reports", &paths[0], &paths[1]] {
            above.get(path).problem(403, "not_permitted");
        }
        let timeline = above.get(&format!("supervisees/{id}/timeline")).expect(200).to_string();
        assert!(!timeline.contains("/reports/"), "{role}: {timeline}");
    }
    let beside = server.login_at("office_officer", "430702002");
    assert!(beside.all("reports").is_empty());
    beside.get(&paths[0]).problem(404, "not_found");
    beside.post("reports", &report(&id, "2026-11-20T09:00:00+08:00")).problem(404, "not_found");
    server.login("office_officer").post("reports", &report(&id, "2026-11-20T09:00:00+08:00")).expect(201);
});

on_both_engines!(records_follow_their_case_to_another_person, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let standing = officer.get(&format!("supervisees/{}", case(&officer, received))).expect(200);
    let duplicate = case(&officer, |body| body["id_number"] = json!("430721199003071236"));
    let entered =
        officer.post("receptions", &entering(&duplicate, "2026-11-05T09:00:00+08:00", &reception())).expect(201);
    let duplicate_person = officer.get(&format!("supervisees/{duplicate}")).expect(200)["person_id"].clone();
    let merged = officer
        .request(Method::POST, &format!("persons/{}/merges", standing["person_id"].as_str().unwrap()))
        .if_match(1)
        .json(&json!({ "duplicate_id": duplicate_person, "reason": "照片一致" }))
        .send();
    assert!(merged.status() < 300, "{}", merged.text());
    let read = officer.get(&format!("receptions/{}", entered["id"].as_str().unwrap())).expect(200);
    assert_eq!(read["content"], entered["content"]);
    let case = officer.get(&format!("supervisees/{duplicate}")).expect(200);
    assert_eq!(case["status"], "under_supervision");
    for record in [&entered["entered_at"], &case["updated_at"]] {
        let moment = record.as_str().unwrap().replace('+', "%2B");
        let known = officer.get(&format!("supervisees/{duplicate}?as_of={moment}")).expect(200);
        assert_eq!(known["reported_on"], "2026-11-05", "{known}");
    }
});
