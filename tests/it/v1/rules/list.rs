//! The table of rules: searched, by instrument, by date; instruments; local defaults and who sets them.

use harness::{Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

/// The ids of all rules that a query finds.
fn ids(officer: &Session, query: &str) -> Vec<String> {
    officer.all(&format!("rules?{query}")).iter().map(|rule| rule["id"].as_str().unwrap().to_owned()).collect()
}

fn english(officer: &Session, path: &str) -> Value {
    officer.request(Method::GET, path).header("accept-language", "en").send().expect(200)
}

on_both_engines!(rules_cite_the_law_of_the_day, |site| {
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    for (rule, on, in_force, basis, instruments) in [
        ("PSAPL-72-4", "2025-12-31", true, json!("PSAPL06 60(4)"), json!(["PSAPL06"])),
        ("PSAPL-72-4", "2026-01-01", true, json!("PSAPL 72(4)"), json!(["PSAPL"])),
        ("PSAPL-136", "2025-12-31", false, Value::Null, json!([])),
        ("PSAPL-136", "2026-01-01", true, json!("PSAPL 136"), json!(["PSAPL"])),
        ("OP26-11", "2026-02-20", true, json!("OP16"), json!(["OP16"])),
        ("OP26-11", "2026-02-21", true, json!("OP26 11"), json!(["OP26"])),
        ("OP26-13", "2026-02-20", false, Value::Null, json!([])),
        ("R-4c", "2026-10-31", true, json!("CCL 21"), json!(["CCL"])),
        ("R-4c", "2026-11-01", true, json!("CCL 21; PL26 47"), json!(["CCL", "PL26"])),
        ("R-1", "2020-06-30", false, Value::Null, json!([])),
        ("R-1", "2020-07-01", true, json!("CCL 20; IM 16"), json!(["CCL", "IM"])),
    ] {
        let cited = english(&officer, &format!("rules/{rule}?on={on}"));
        assert_eq!(cited["in_force"], in_force, "{rule} on {on}: {cited}");
        assert_eq!((&cited["basis"], &cited["instruments"]), (&basis, &instruments), "{rule} on {on}");
        let listed = officer.all(&format!("rules?on={on}"));
        assert_eq!(listed.iter().any(|item| item["id"] == rule), in_force, "{rule} on {on}");
        assert!(listed.iter().all(|item| item["in_force"] == true && item["basis"].is_string()), "{on}");
    }
    let now = officer.get("rules/R-2").expect(200);
    assert!(now.get("in_force").is_none(), "no day was asked about");
    assert_eq!(now["formerly"], "司发通〔2016〕88号");
    for bad in ["2026-02-30", "20260221", "1899-12-31", ""] {
        officer.get(&format!("rules/R-1?on={bad}")).error(400, "on", "invalid_parameter");
        officer.get(&format!("rules?on={bad}")).error(400, "on", "invalid_parameter");
    }
    officer.get("rules/X-99?on=2026-01-01").problem(404, "not_found");
});

on_both_engines!(rules_are_found_by_text_and_by_instrument, |site| {
    let server = site.serve();
    let officer = server.login("procurator");
    for (query, found) in [
        ("q=r-4A", "R-4a"),
        ("q=%20%E6%BC%8F%E7%AE%A1%20", "OP26-11"),
        ("q=MISSED+intake", "OP26-11"),
        ("q=IM+27", "IM-27"),
        ("instrument=OP16", "OP26-11"),
        ("instrument=PSAPL06&on=2025-12-31", "PSAPL-72-4"),
        ("instrument=PL26&q=R-4c&on=2026-11-01", "R-4c"),
    ] {
        assert!(ids(&officer, query).iter().any(|id| id == found), "{query}");
    }
    for query in ["instrument=PSAPL06&on=2026-01-01", "instrument=PL26&on=2026-10-31", "q=no+rule+says+this"] {
        assert_eq!(ids(&officer, query), [""; 0], "{query}");
    }
    // Pages of a filtered list continue it, and a cursor belongs to its filters.
    let whole = ids(&officer, "instrument=IM");
    assert_eq!(ids(&officer, "instrument=IM&limit=7"), whole);
    let page = officer.get("rules?instrument=IM&limit=7").expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    officer.get(&format!("rules?instrument=CCL&cursor={cursor}")).error(400, "cursor", "invalid_cursor");
    officer.get(&format!("rules?instrument=IM&on=2026-01-01&cursor={cursor}")).error(400, "cursor", "invalid_cursor");
    for (bad, parameter) in
        [("instrument=im", "instrument"), ("q=", "q"), ("q=%20%20", "q"), ("title=x", "title"), ("limit=0", "limit")]
    {
        let problem = officer.get(&format!("rules?{bad}")).expect(400);
        assert_eq!(problem["errors"][0]["parameter"], parameter, "{problem}");
    }
    officer.get(&format!("rules?q={}", "x".repeat(101))).error(400, "q", "invalid_parameter");
    officer.get(&format!("rules?q={}", "x".repeat(100))).expect(200);
});

on_both_engines!(the_instruments_are_listed_with_their_days, |site| {
    let server = site.serve();
    let officer = server.login("province_reader");
    let answer = officer.get("rules/instruments");
    let listed = answer.expect(200);
    let instrument = |abbreviation: &str| {
        listed["items"].as_array().unwrap().iter().find(|item| item["abbreviation"] == abbreviation).unwrap().clone()
    };
    assert_eq!(
        instrument("OP26"),
        json!({
            "abbreviation": "OP26",
            "cited_as": "司发通〔2026〕8号",
            "title": "关于进一步加强社区矫正工作衔接配合管理的意见",
            "document_number": "司发通〔2026〕8号",
            "in_force_from": "2026-02-21",
        })
    );
    assert_eq!(instrument("OP16")["in_force_to"], "2026-02-20");
    assert_eq!(
        (&instrument("PSAPL06")["in_force_to"], &instrument("PSAPL")["in_force_from"]),
        (&json!("2025-12-31"), &json!("2026-01-01"))
    );
    assert_eq!(instrument("PL26")["in_force_from"], "2026-11-01");
    let tag = answer.header("etag").unwrap();
    let again = officer.request(Method::GET, "rules/instruments").header("if-none-match", tag).send();
    assert_eq!(again.status(), 304);
    for rule in officer.all("rules") {
        for cited in rule["instruments"].as_array().unwrap() {
            instrument(cited.as_str().unwrap());
        }
    }
    assert_eq!(english(&officer, "rules/instruments")["items"][0]["title"], "Community Corrections Law");
});

on_both_engines!(local_defaults_are_shown_with_their_source_and_decide, |site| {
    let site = site
        .setting("LOCAL_DEFAULTS__POSITIONING__MAX", "2")
        .setting("LOCAL_DEFAULTS__LEAVE__RECURRING_COUNTS", "true")
        .setting("LOCAL_DEFAULTS__LEAVE__OFFICE_DAYS", "7")
        .setting("LOCAL_DEFAULTS__CLASS__NAMES", "[一级, 二级, 三级]")
        .setting("LOCAL_DEFAULTS__CLASS__REPORT_FREQUENCY", "[7, 15, 30]");
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    let answer = officer.get("rules/local-defaults");
    let listed = answer.expect(200);
    let default =
        |key: &str| listed["items"].as_array().unwrap().iter().find(|item| item["key"] == key).unwrap().clone();
    for (key, value, source, without, settable) in [
        ("positioning.max", json!(2), "configuration", json!(3), true),
        ("leave.recurring_counts", json!(true), "configuration", json!(false), true),
        ("leave.office_days", json!(7), "configuration", json!(7), true),
        (
            "class.names",
            json!(["一级", "二级", "三级"]),
            "configuration",
            json!(["严格管理", "普通管理", "宽松管理"]),
            true,
        ),
        ("class.report_frequency", json!([7, 15, 30]), "configuration", Value::Null, true),
        ("leave.cancel_hours", json!(24), "built_in", json!(24), true),
        ("plan.days", Value::Null, "built_in", Value::Null, true),
        ("leave.day_count", json!("both_ends"), "built_in", json!("both_ends"), false),
    ] {
        let shown = default(key);
        assert_eq!(
            (&shown["value"], &shown["source"], &shown["default"], &shown["settable"]),
            (&value, &json!(source), &without, &json!(settable)),
            "{shown}"
        );
        assert!(shown["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{shown}");
        let rule = officer.get(&format!("rules/{}", shown["rule"].as_str().unwrap())).expect(200);
        assert!(rule["local_defaults"].as_array().unwrap().contains(&shown), "{rule}");
    }
    assert_eq!(officer.get("rules/EP-1").expect(200)["deadline"]["n"], 2);
    assert_eq!(officer.get("rules/EP-1/due-date?start=2026-01-15").expect(200)["due_strict"], "2026-03-14");
    let tag = answer.header("etag").unwrap();
    let again = officer.request(Method::GET, "rules/local-defaults").header("if-none-match", tag).send();
    assert_eq!(again.status(), 304);
    // The other numbers of a rule stay what they are.
    let leave = officer.get("rules/IM-27").expect(200);
    assert!(
        leave["parameters"].as_array().unwrap().contains(&json!({"name": "office_most_days", "n": 7, "unit": "day"}))
    );
});

on_both_engines!(the_command_line_shows_the_same_table, |site| {
    let site = site.setting("LOCAL_DEFAULTS__PLAN__DAYS", "15");
    let ask = |arguments: &[&str]| -> Value {
        let output = site.run(&[&["rule"], arguments].concat(), "");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let listed = ask(&["list", "--instrument", "OP26", "--on", "2026-02-21", "--q", "漏管"]);
    let shown = ask(&["show", "OP26-13", "--on", "2026-02-20"]);
    let instruments = ask(&["instruments", "--language", "en"]);
    let defaults = ask(&["local-defaults"]);
    assert!(!site.run(&["rule", "list", "--instrument", "im"], "").status.success());

    let server = site.serve();
    let officer = server.login("office_officer");
    let sought = "rules?instrument=OP26&on=2026-02-21&q=%E6%BC%8F%E7%AE%A1";
    assert_eq!(listed, json!(officer.all(sought)));
    assert_eq!(shown, officer.get("rules/OP26-13?on=2026-02-20").expect(200));
    assert_eq!(instruments, english(&officer, "rules/instruments")["items"]);
    assert_eq!(defaults, officer.get("rules/local-defaults").expect(200)["items"]);
});
