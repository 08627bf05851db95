//! Who approves putting a medical report off (IM 24, 58; rule H-3).

use harness::{Session, on_both_engines};
use serde_json::{Value, json};

fn ask(officer: &Session, due_on: &str, months: u32, days: u32) -> Value {
    let question = json!({
        "report": "reexamination",
        "due_on": due_on,
        "extension": { "months": months, "days": days },
    });
    officer.post("rules/medical-interval", &question).expect(200)
}

on_both_engines!(the_approver_of_an_interval_turns_at_one_and_at_three_months, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (due_on, months, days, extended_to, approver) in [
        ("2026-05-10", 0, 1, "2026-05-11", "county"),
        ("2026-05-10", 0, 30, "2026-06-09", "county"),
        ("2026-05-10", 1, 0, "2026-06-10", "city"),
        ("2026-05-10", 0, 31, "2026-06-10", "city"),
        ("2026-05-10", 1, 1, "2026-06-11", "city"),
        ("2026-05-10", 2, 30, "2026-08-09", "city"),
        ("2026-05-10", 3, 0, "2026-08-10", "province"),
        ("2026-05-10", 3, 1, "2026-08-11", "province"),
        ("2026-01-31", 1, 0, "2026-02-28", "city"),
    ] {
        let answer = ask(&officer, due_on, months, days);
        let expected = [extended_to, approver];
        assert_eq!([&answer["extended_to"], &answer["approver"]], expected, "{months} months {days} days");
        assert_eq!((&answer["notify_procuratorate"], &answer["rule"]), (&json!(true), &json!("H-3")));
        assert_eq!(answer["basis"], "《实施办法》第二十四条、第五十八条");
        assert_eq!(answer["explanation"].as_array().unwrap().len(), 3, "{answer}");
    }
});

on_both_engines!(a_bureau_may_send_every_extension_to_the_city, |site| {
    let site = site.setting("LOCAL_DEFAULTS__MEDICAL__EXTENSION_UNDER_1M", "city");
    let server = site.serve();
    let officer = server.login("office_officer");
    assert_eq!(ask(&officer, "2026-05-10", 0, 30)["approver"], "city");
});

on_both_engines!(an_interval_that_cannot_be_is_told_where, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let question =
        |extension: Value| json!({ "report": "health_report", "due_on": "2026-05-10", "extension": extension });
    for (question, pointer, code) in [
        (question(json!({})), "/extension", "zero"),
        (question(json!({ "days": 0 })), "/extension", "zero"),
        (question(json!({ "days": -1 })), "/extension/days", "wrong_type"),
        (question(json!({ "years": 101 })), "/extension/years", "too_large"),
        (question(json!({ "weeks": 1 })), "/extension/weeks", "unknown_member"),
        (json!({ "report": "health_report", "due_on": "2026-05-10" }), "/extension", "required"),
        (json!({ "report": "cure", "due_on": "2026-05-10", "extension": { "days": 1 } }), "/report", "unknown_code"),
        (
            json!({ "report": "health_report", "due_on": "2026-04-31", "extension": { "days": 1 } }),
            "/due_on",
            "wrong_type",
        ),
        (
            json!({ "report": "health_report", "due_on": "2201-01-01", "extension": { "days": 1 } }),
            "/due_on",
            "implausible_date",
        ),
    ] {
        officer.post("rules/medical-interval", &question).error(422, pointer, code);
    }
});
