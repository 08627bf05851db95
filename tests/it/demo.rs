//! The demonstration: a year of work on an empty database, once.

use harness::{Engine, Site, on_both_engines};
use serde_json::{Value, json};

fn items(answer: &Value) -> usize {
    answer["items"].as_array().unwrap().len()
}

on_both_engines!(a_demonstration_shows_a_year_of_work, |site| {
    let filled = site.run(&["demo", "--now", "2026-11-23T09:00:00+08:00"], "");
    let said = String::from_utf8_lossy(&filled.stdout);
    assert!(filled.status.success(), "{said}{}", String::from_utf8_lossy(&filled.stderr));
    assert!(site.run(&["verify"], "").status.success());

    let server = site.serve();
    assert!(!server.log().contains("ootstrap credential"), "there are administrators");
    let told = said.lines().find_map(|line| line.trim().strip_prefix("bureau.officer ")).unwrap();
    let password = told.split_whitespace().next().unwrap();
    let login = server.password_login("bureau.officer", password).expect(200);
    let officer = server.bearer(login["access_token"].as_str().unwrap());

    let everyone = officer.all("supervisees?limit=200");
    assert_eq!(everyone.len(), 500);
    assert!(items(&officer.get("supervisees?status=awaiting_intake").expect(200)) > 0);
    assert!(items(&officer.get("clocks?state=overdue").expect(200)) > 0);
    assert!(items(&officer.get("clocks?state=late_met&rule=R-3").expect(200)) > 0);
    assert!(items(&officer.get("clocks?rule=M-4&state=open").expect(200)) > 0);

    // Someone who reported this September was not known in May, and awaited intake before.
    let ids = everyone.iter().map(|item| item["id"].as_str().unwrap());
    let details = ids.map(|id| officer.get(&format!("supervisees/{id}")).expect(200));
    let in_september = |date: &Value| date.as_str().is_some_and(|date| date.starts_with("2026-09"));
    let september: Vec<Value> = details
        .filter(|case| in_september(&case["reported_on"]) && case["documents_received_on"].is_string())
        .collect();
    let case = september.iter().find(|case| {
        let registered = case["created_at"].as_str().unwrap();
        registered.get(..10).unwrap() < case["reported_on"].as_str().unwrap()
    });
    let case = case.unwrap_or_else(|| panic!("nobody reported after the papers: {september:?}"));
    let path = format!("supervisees/{}", case["id"].as_str().unwrap());
    officer.get(&format!("{path}?as_of=2026-05-23T09:00:00%2B08:00")).problem(404, "not_found");
    let registered = case["created_at"].as_str().unwrap().replace('+', "%2B");
    let then = officer.get(&format!("{path}?as_of={registered}")).expect(200);
    assert_eq!(then["status"], "awaiting_intake");
    assert_eq!(case["status"], "under_supervision");
    let history = officer.all(&format!("{path}/history"));
    assert!(history.iter().any(|entry| entry["action"] == "supervisee.corrected"), "{history:?}");
    drop(server);

    let again = site.run(&["demo", "--now", "2026-11-23T09:00:00+08:00"], "");
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("in use already"));
});

#[test]
fn production_refuses_a_demonstration() {
    let site = Site::new(Engine::Sqlite).unwrap().setting("MODE", "production");
    let output = site.run(&["demo"], "");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("production"), "{}", json!(output.stderr));
}
