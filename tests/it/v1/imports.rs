use harness::{Session, fixture, on_both_engines};
use serde_json::Value;
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
