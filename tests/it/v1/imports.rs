use super::{Part, form};
use harness::{Session, fixture, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn counts(operation: &Value) -> [i64; 4] {
    assert_eq!(operation["status"], "succeeded", "{operation}");
    ["rows", "accepted", "rejected", "unchanged"].map(|member| operation["result"][member].as_i64().unwrap())
}

fn rows(session: &Session, operation: &Value, outcome: &str) -> Vec<Value> {
    let href = operation["result"]["href"].as_str().unwrap();
    let path = href.split('?').next().unwrap();
    session.all(&format!("{path}?outcome={outcome}&limit=200"))
}

on_both_engines!(the_roster_goes_in_whole_once, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");

    let dry = officer.import("roster-500.xlsx", fixture("roster-500.xlsx"), true);
    assert_eq!(counts(&dry), [500, 500, 0, 0]);
    assert!(officer.all("supervisees").is_empty(), "a dry run adds nobody");

    let first = officer.import("roster-500.xlsx", fixture("roster-500.xlsx"), false);
    assert_eq!(counts(&first), [500, 500, 0, 0]);
    assert!(rows(&officer, &first, "accepted").iter().all(|row| row["supervisee_id"].is_string()));
    let everyone = officer.all("supervisees?limit=200");
    assert_eq!(everyone.len(), 500);
    assert!(everyone.iter().any(|item| !item["discrepancies"].as_array().unwrap().is_empty()), "no term differs");

    let again = officer.import("roster-500.csv", fixture("roster-500.csv"), false);
    assert_eq!(counts(&again), [500, 0, 0, 500]);
    assert_eq!(officer.all("supervisees?limit=200"), everyone, "the second import changed something");
});

on_both_engines!(each_faulty_row_is_refused_with_its_code, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let expected: Value = serde_json::from_slice(&fixture("roster-faults.json")).unwrap();
    let operation = officer.import("roster-faults.xlsx", fixture("roster-faults.xlsx"), false);
    let [total, accepted, rejected, unchanged] = counts(&operation);
    assert_eq!(total, expected["rows"].as_i64().unwrap());
    assert_eq!((accepted + rejected, unchanged), (total, 0));

    let faults: BTreeMap<i64, Vec<Value>> = ["accepted", "rejected"]
        .into_iter()
        .flat_map(|outcome| rows(&officer, &operation, outcome))
        .map(|row| (row["sheet_row"].as_i64().unwrap(), row["faults"].as_array().unwrap().clone()))
        .collect();
    let rejected_rows: Vec<i64> =
        rows(&officer, &operation, "rejected").iter().map(|row| row["sheet_row"].as_i64().unwrap()).collect();
    for (row, fault) in expected["faults_by_sheet_row"].as_object().unwrap() {
        let row: i64 = row.parse().unwrap();
        let is_listed = faults[&row].iter().any(|found| {
            found["column"] == fault["column"]
                && found["code"] == fault["fault"]
                && found["message"].as_str().is_some_and(|message| !message.is_empty())
        });
        match row {
            15 => assert!(!rejected_rows.contains(&row), "an Excel serial is a date"),
            16 => assert!(
                !rejected_rows.contains(&row) && is_listed,
                "a formula is text, with a warning: {:?}",
                faults[&row]
            ),
            _ => assert!(rejected_rows.contains(&row) && is_listed, "row {row}: {:?}", faults[&row]),
        }
    }
    assert_eq!(i64::try_from(officer.all("supervisees?limit=200").len()).unwrap(), accepted);
});

on_both_engines!(what_is_no_roster_is_refused_at_once, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for (name, bytes) in [
        ("empty.xlsx", Vec::new()),
        ("page.xlsx", b"<html><body>no</body></html>".to_vec()),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("cut.xlsx", fixture("roster-500.xlsx").into_iter().take(40_000).collect()),
        ("strange.csv", b"a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,10\n".to_vec()),
    ] {
        let answer = officer.upload(name, bytes, false);
        assert_eq!(answer.status(), 422, "{name}: {}", answer.text());
    }
    let missing = officer.upload("strange.csv", "姓名,序号\n张三,1\n".into(), false).expect(422);
    assert!(missing.to_string().contains("身份证号"), "the missing headings are named: {missing}");
    assert!(officer.all("supervisees").is_empty());
});

on_both_engines!(only_who_may_import_imports, |site| {
    let server = site.serve();
    let answer = server.login("province_reader").upload("roster-500.csv", fixture("roster-500.csv"), true);
    answer.problem(403, "not_permitted");
    server.stranger().upload("roster-500.csv", fixture("roster-500.csv"), true).problem(401, "unauthenticated");
});

on_both_engines!(the_template_can_be_downloaded_and_sent_back, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let template = officer.get("imports/template");
    template.expect(200);
    assert!(template.bytes().starts_with(b"PK"));
    let empty = officer.import("template.xlsx", template.bytes().to_vec(), true);
    assert_eq!(counts(&empty), [0, 0, 0, 0]);
});

on_both_engines!(a_form_is_refused_for_each_of_its_parts, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let send = |parts: &[Part<'_>]| form(&officer, "imports", "x", parts).send();
    send(&[]).error(422, "/file", "required");
    let wrong = send(&[("dry_run", None, b"true"), ("dry_run", None, b"true"), ("colour", None, b"red")]);
    wrong.error(422, "/dry_run", "repeated_member");
    wrong.error(422, "/colour", "unknown_member");
    wrong.error(422, "/kind", "required");
    let roster = ("file", Some("a.csv"), "姓名\n".as_bytes());
    send(&[roster, ("kind", None, b"clocks"), ("dry_run", None, b"true")]).error(422, "/kind", "unknown_code");
    send(&[roster, ("kind", None, b"supervisees"), ("dry_run", None, b"maybe")]).error(422, "/dry_run", "unknown_code");
    let unusable = send(&[roster, ("kind", None, b"supervisees"), ("dry_run", None, b"true")]);
    unusable.problem(422, "unusable_file");
    unusable.error(422, "/file", "missing_headings");

    let broken = officer.request(Method::POST, "imports").header("content-type", "multipart/form-data; boundary=x");
    broken.body("--x\r\nbroken").send().problem(400, "malformed_multipart");
    officer.post("imports", &Value::Null).problem(415, "unsupported_media_type");
    let large = vec![b'x'; 21 * 1024 * 1024];
    send(&[("file", Some("a.csv"), &large)]).problem(413, "payload_too_large");
});

on_both_engines!(the_same_upload_sent_twice_is_one_import, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let roster = fixture("roster-500.csv");
    let send = |boundary: &str, dry_run: &[u8]| {
        let parts =
            [("file", Some("a.csv"), roster.as_slice()), ("kind", None, b"supervisees"), ("dry_run", None, dry_run)];
        form(&officer, "imports", boundary, &parts).idempotency_key("01939f2e-6f0a-7c11-9b7e").send()
    };
    let first = send("x", b"true");
    first.expect(202);
    // A client that repeats itself draws another boundary.
    let again = send("yyy", b"true");
    assert_eq!(again.expect(202)["id"], first.json()["id"]);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.header("location"), first.header("location"));
    send("x", b"false").problem(422, "idempotency_key_reused");
    assert_eq!(officer.all("operations").len(), 1);
});

on_both_engines!(an_upload_must_match_the_digest_it_states, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let roster = fixture("roster-faults.xlsx");
    let parts: [Part<'_>; 3] =
        [("file", Some("a.xlsx"), &roster), ("kind", None, b"supervisees"), ("dry_run", None, b"true")];
    let wrong = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    for digest in [wrong, "sha-256=nonsense", &format!("sha-512=:AAAA:, {wrong}")] {
        let request = form(&officer, "imports", "x", &parts);
        request.header("content-digest", digest).send().problem(400, "digest_mismatch");
    }
    let request = form(&officer, "imports", "x", &parts);
    request.header("content-digest", "sha-512=:AAAA:").send().expect(202);
});

on_both_engines!(an_operation_can_be_watched_and_an_ended_one_not_cancelled, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let accepted = officer.upload("名册.xlsx", fixture("roster-faults.xlsx"), false);
    assert_eq!(accepted.expect(202)["progress"]["total"], 24);
    assert!(accepted.header("retry-after").is_some());
    let location = accepted.header("location").unwrap();
    let operation = officer.finished(location);
    assert_eq!(operation["kind"], "supervisees.import");
    assert_eq!(operation["progress"], json!({ "done": 24, "total": 24, "unit": "rows" }));
    assert_eq!((&operation["problem"], operation["result"]["warnings"].as_i64()), (&Value::Null, Some(1)));

    let read = officer.get(location);
    assert_eq!(read.header("retry-after"), None);
    let tag = read.header("etag").unwrap();
    assert_eq!(tag, format!("\"{}\"", operation["version"]));
    assert_eq!(officer.request(Method::GET, location).header("if-none-match", tag).send().status(), 304);
    assert_eq!(officer.all("operations?limit=1"), std::slice::from_ref(&operation));

    let cancellations = format!("{location}/cancellations");
    officer.request(Method::POST, &cancellations).send().problem(409, "operation_ended");
    server.login("office_officer").get(location).problem(404, "not_found");
    server.login("procurator").get(location).problem(403, "not_permitted");
    server.login("bureau_legal_reviewer").request(Method::POST, &cancellations).send().problem(403, "not_permitted");
    assert_eq!(server.login("city_reviewer").all("operations").len(), 1);

    let rows = operation["result"]["href"].as_str().unwrap();
    let import = officer.get(rows.strip_suffix("/rows").unwrap()).expect(200);
    assert_eq!((&import["file_name"], &import["operation_id"]), (&json!("名册.xlsx"), &operation["id"]));
    server.login("province_reader").get(rows).problem(403, "not_permitted");
});

on_both_engines!(rows_are_paged_and_their_messages_follow_the_language, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let operation = officer.import("roster-faults.xlsx", fixture("roster-faults.xlsx"), true);
    let href = operation["result"]["href"].as_str().unwrap();
    let page = officer.get(&format!("{href}?outcome=rejected&limit=2"));
    let cursor = page.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    assert_eq!(page.json()["items"].as_array().unwrap().len(), 2);
    assert!(page.header("link").unwrap().contains("rel=\"next\""));
    officer.get(&format!("{href}?outcome=accepted&cursor={cursor}")).problem(400, "invalid_cursor");
    officer.get(&format!("{href}?outcome=lost")).problem(400, "invalid_parameter");
    assert_eq!(officer.all(&format!("{href}?limit=5")).len(), 24);

    let message = |language: &str| {
        let answer = officer.request(Method::GET, href).header("accept-language", language).send().expect(200);
        let fault = answer["items"][0]["faults"][0].clone();
        assert_eq!((&fault["code"], &fault["severity"]), (&json!("identity_check_digit"), &json!("error")));
        fault["message"].as_str().unwrap().to_owned()
    };
    assert!(message("zh-CN").contains("校验码"));
    assert!(message("en").is_ascii());
});
