//! What an absence leads to (IM 34, 35, 46, 47, 49; TV-25 … TV-27).

use harness::{Session, on_both_engines};
use serde_json::{Value, json};

const CATEGORIES: [&str; 4] = ["public_surveillance", "probation", "parole", "temporary_outside_prison"];

fn ask(officer: &Session, category: &str, event: &str, to: &str) -> Value {
    let start = if event == "late_report" { "limit_on" } else { "since" };
    let question = json!({ "category": category, "event": event, start: "2026-03-23", "found_on": to });
    officer.post("rules/sanctions", &question).expect(200)
}

fn measures(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let measures = answer["measures"].as_array().unwrap();
    assert!(measures.iter().all(|measure| measure["basis"].as_str().is_some_and(|basis| basis.starts_with('《'))));
    measures.iter().map(|measure| (text(&measure["code"]), text(&measure["rule"]))).collect()
}

fn named(measures: &[(&str, &str)]) -> Vec<(String, String)> {
    measures.iter().map(|(code, rule)| ((*code).to_owned(), (*rule).to_owned())).collect()
}

on_both_engines!(the_ladder_turns_at_ten_days_and_at_a_month, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (category, top) in CATEGORIES.into_iter().zip([
        ("police_punishment", "PSAPL-72-4"),
        ("revocation_ground", "IM-46-2"),
        ("revocation_ground", "IM-47-1"),
        ("committal_ground", "IM-49-2"),
    ]) {
        for event in ["late_report", "out_of_supervision"] {
            let warning = ("warning", "IM-35-2");
            for (to, days, expected) in [
                ("2026-03-23", 0, vec![]),
                ("2026-04-01", 9, vec![("admonition", "IM-34-1")]),
                ("2026-04-02", 10, vec![("admonition", "IM-34-1")]),
                ("2026-04-03", 11, vec![warning]),
                ("2026-04-22", 30, vec![warning]),
                ("2026-04-23", 31, vec![warning]),
                ("2026-04-24", 32, vec![top, warning]),
            ] {
                let answer = ask(&officer, category, event, to);
                assert_eq!(answer["days"], days, "{category} {event} {to}");
                assert_eq!(measures(&answer), named(&expected), "{category} {event} {to}");
                assert!(answer["basis"].as_str().unwrap().contains("第三十四条第一项"), "{answer}");
                assert_eq!(answer["explanation"].as_array().unwrap().len(), 2, "{answer}");
            }
        }
        // A day away cannot have been more than 48 hours; a day late is late.
        let minor = [("admonition", "IM-34-2")];
        assert_eq!(measures(&ask(&officer, category, "out_of_supervision", "2026-03-24")), named(&minor));
        let late = [("admonition", "IM-34-1")];
        assert_eq!(measures(&ask(&officer, category, "late_report", "2026-03-24")), named(&late));
    }
});

on_both_engines!(a_legitimate_reason_excuses_and_an_absence_may_still_run, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let mut question =
        json!({ "category": "parole", "event": "late_report", "limit_on": "2026-03-23", "as_of": "2026-06-01" });
    assert_eq!(officer.post("rules/sanctions", &question).expect(200)["measures"][0]["code"], "revocation_ground");
    question["legitimate_reason"] = json!(true);
    let excused = officer.post("rules/sanctions", &question).expect(200);
    assert_eq!((&excused["days"], &excused["measures"]), (&json!(70), &json!([])));
    assert!(excused["explanation"].to_string().contains("OP26-11"), "{excused}");
});

on_both_engines!(police_law_is_cited_as_it_stood_on_the_day, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (to, article) in [("2025-12-31", "第六十条第四项"), ("2026-01-01", "第七十二条第四项")] {
        let question = json!({
            "category": "public_surveillance",
            "event": "out_of_supervision",
            "since": "2025-11-01",
            "found_on": to,
        });
        let answer = officer.post("rules/sanctions", &question).expect(200);
        assert!(answer["measures"][0]["basis"].as_str().unwrap().contains(article), "{answer}");
        assert!(answer["basis"].as_str().unwrap().contains(article), "{answer}");
    }
});

on_both_engines!(an_absence_that_cannot_be_is_told_where, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let good =
        json!({ "category": "probation", "event": "late_report", "limit_on": "2026-03-23", "found_on": "2026-04-02" });
    officer.post("rules/sanctions", &good).expect(200);
    let with = |member: &str, value: Value| {
        let mut question = good.clone();
        question[member] = value;
        question
    };
    let without = |member: &str| {
        let mut question = good.clone();
        question.as_object_mut().unwrap().remove(member);
        question
    };
    for (question, pointer, code) in [
        (without("category"), "/category", "required"),
        (without("event"), "/event", "required"),
        (without("limit_on"), "/limit_on", "required"),
        (without("found_on"), "/found_on", "required"),
        (with("category", json!("exile")), "/category", "unknown_code"),
        (with("event", json!("late")), "/event", "unknown_code"),
        (with("since", json!("2026-03-23")), "/since", "does_not_go_with"),
        (with("as_of", json!("2026-04-02")), "/as_of", "does_not_go_with"),
        (with("limit_on", json!("2026-02-30")), "/limit_on", "wrong_type"),
        (with("limit_on", json!("2300-01-01")), "/limit_on", "implausible_date"),
        (with("found_on", json!("2026-03-22")), "/found_on", "end_before_start"),
        (with("found_on", json!("2026-04-2")), "/found_on", "wrong_type"),
        (with("days", json!(10)), "/days", "unknown_member"),
    ] {
        officer.post("rules/sanctions", &question).error(422, pointer, code);
    }
});
