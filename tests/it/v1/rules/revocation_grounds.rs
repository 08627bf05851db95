//! The grounds of revocation and committal (IM 46, 47, 49; TV-27, TV-60, TV-61).

use harness::{Session, on_both_engines};
use serde_json::{Value, json};

fn ask(officer: &Session, category: &str, facts: &Value) -> Value {
    let mut question = json!({ "category": category, "as_of": "2026-06-01" });
    for (member, value) in facts.as_object().unwrap() {
        question[member] = value.clone();
    }
    officer.post("rules/revocation-grounds", &question).expect(200)
}

/// The items that the facts touch, with their states.
fn touched(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = answer["items"].as_array().unwrap().iter();
    items.map(|item| (text(&item["rule"]), text(&item["state"]))).filter(|(_, state)| state != "not_met").collect()
}

on_both_engines!(each_category_has_the_grounds_of_its_article, |site| {
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    for (category, article, count, basis) in [
        ("public_surveillance", "", 0, "《刑法》第七十一条"),
        ("probation", "IM-46", 5, "《实施办法》第四十六条"),
        ("parole", "IM-47", 3, "《实施办法》第四十七条"),
        ("temporary_outside_prison", "IM-49", 8, "《实施办法》第四十九条"),
    ] {
        let answer = ask(&officer, category, &json!({}));
        let rules: Vec<_> = answer["items"].as_array().unwrap().iter().map(|item| item["rule"].clone()).collect();
        let expected: Vec<_> = (1..=count).map(|nth| json!(format!("{article}-{nth}"))).collect();
        assert_eq!(rules, expected, "{category}");
        assert_eq!(answer["state"], "not_met", "{category}");
        assert!(touched(&answer).is_empty() && answer.get("crime").is_none(), "{answer}");
        assert!(answer["basis"].as_str().unwrap().contains(basis), "{answer}");
        assert!(!answer["explanation"].as_array().unwrap().is_empty(), "{answer}");
        for item in answer["items"].as_array().unwrap() {
            assert!(!item["title"].as_str().unwrap().is_empty() && !item["facts"].as_array().unwrap().is_empty());
            assert!(item["basis"].as_str().unwrap().contains("第"), "{item}");
        }
        let crime = ask(&officer, category, &json!({ "new_or_undiscovered_crime": true }));
        assert!(crime["crime"]["text"].is_string() && crime["state"] == "not_met", "{crime}");
    }
});

on_both_engines!(a_month_and_a_day_without_reason_is_a_ground, |site| {
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    for (category, rule) in [("probation", "IM-46-2"), ("parole", "IM-47-1"), ("temporary_outside_prison", "IM-49-2")] {
        for (to, met) in [("2026-04-22", false), ("2026-04-23", false), ("2026-04-24", true)] {
            let mut absence = json!({ "from": "2026-03-23", "to": to });
            let answer = ask(&officer, category, &json!({ "absence": absence }));
            let expected = if met { vec![(rule.to_owned(), "met".to_owned())] } else { Vec::new() };
            assert_eq!(touched(&answer), expected, "{category} to {to}");
            assert!(answer["explanation"].to_string().contains("2026-04-23"), "the month is counted: {answer}");
            absence["legitimate_reason"] = json!(true);
            assert_eq!(ask(&officer, category, &json!({ "absence": absence }))["state"], "not_met", "{category}");
        }
    }
});

on_both_engines!(what_nobody_has_judged_is_left_to_a_person, |site| {
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    for (category, facts, rule, state) in [
        ("probation", json!({ "warnings": 1 }), "IM-46-4", "not_met"),
        ("probation", json!({ "warnings": 2 }), "IM-46-4", "needs_judgement"),
        ("probation", json!({ "warnings": 2, "not_corrected": "met" }), "IM-46-4", "met"),
        ("probation", json!({ "warnings": 2, "not_corrected": "not_met" }), "IM-46-4", "not_met"),
        ("parole", json!({ "warnings": 2, "not_corrected": "met" }), "IM-47-2", "met"),
        ("temporary_outside_prison", json!({ "warnings": 2 }), "IM-49-4", "met"),
        ("probation", json!({ "police_punishments": 1 }), "IM-46-3", "needs_judgement"),
        ("temporary_outside_prison", json!({ "police_punishments": 1, "not_corrected": "met" }), "IM-49-3", "met"),
        ("probation", json!({ "other_breach": true }), "IM-46-5", "needs_judgement"),
        ("probation", json!({ "other_breach": true, "other_breach_serious": "met" }), "IM-46-5", "met"),
        ("parole", json!({ "other_breach": true }), "IM-47-3", "met"),
        ("temporary_outside_prison", json!({ "other_breach": true }), "IM-49-8", "needs_judgement"),
        ("probation", json!({ "prohibition_breaches": { "count": 2 } }), "IM-46-1", "needs_judgement"),
        ("probation", json!({ "prohibition_breaches": { "count": 3 } }), "IM-46-1", "met"),
        ("probation", json!({ "prohibition_breaches": { "count": 1, "after_punishment": true } }), "IM-46-1", "met"),
        (
            "probation",
            json!({ "prohibition_breaches": { "count": 1, "otherwise_serious": "not_met" } }),
            "IM-46-1",
            "not_met",
        ),
    ] {
        let answer = ask(&officer, category, &facts);
        let item = answer["items"].as_array().unwrap().iter().find(|item| item["rule"] == rule).unwrap();
        assert_eq!((&item["state"], &answer["state"]), (&json!(state), &json!(state)), "{category} {facts}");
    }
});

on_both_engines!(committal_has_grounds_of_its_own, |site| {
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    for (facts, rule) in [
        (json!({ "outside_prison": { "conditions_unmet": "met" } }), "IM-49-1"),
        (
            json!({ "outside_prison": { "left_without_approval": true }, "warnings": 1, "not_corrected": "met" }),
            "IM-49-2",
        ),
        (json!({ "outside_prison": { "reexamination_refused": "met" } }), "IM-49-5"),
        (json!({ "outside_prison": { "ground_disappeared": "met" }, "term_ends_on": "2026-06-01" }), "IM-49-6"),
        (json!({ "outside_prison": { "guarantor_lost": true } }), "IM-49-7"),
    ] {
        let answer = ask(&officer, "temporary_outside_prison", &facts);
        assert_eq!(touched(&answer), [(rule.to_owned(), "met".to_owned())], "{facts}");
    }
    let over = json!({ "outside_prison": { "ground_disappeared": "met" }, "term_ends_on": "2026-05-31" });
    assert_eq!(ask(&officer, "temporary_outside_prison", &over)["state"], "not_met", "the term is over");
});

on_both_engines!(facts_that_cannot_be_are_told_where, |site| {
    let server = site.serve();
    let officer = server.login("bureau_legal_reviewer");
    let good = json!({ "category": "parole", "as_of": "2026-06-01" });
    let with = |member: &str, value: Value| {
        let mut question = good.clone();
        question[member] = value;
        question
    };
    for (question, pointer, code) in [
        (json!({ "as_of": "2026-06-01" }), "/category", "required"),
        (json!({ "category": "parole" }), "/as_of", "required"),
        (with("as_of", json!("2026-06-31")), "/as_of", "wrong_type"),
        (with("as_of", json!("1899-12-31")), "/as_of", "implausible_date"),
        (with("term_ends_on", json!("2026-6-1")), "/term_ends_on", "wrong_type"),
        (with("warnings", json!(-1)), "/warnings", "wrong_type"),
        (with("not_corrected", json!("perhaps")), "/not_corrected", "unknown_code"),
        (with("absence", json!({ "from": "2026-05-02", "to": "2026-05-01" })), "/absence/to", "end_before_start"),
        (with("absence", json!({ "from": "2026-05-02", "to": "2026-06-02" })), "/as_of", "end_before_start"),
        (with("absence", json!({ "from": "2026-05-02" })), "/absence/to", "required"),
        (
            with("absence", json!({ "from": "2026-05-01", "to": "2026-05-02", "days": 1 })),
            "/absence/days",
            "unknown_member",
        ),
        (with("outside_prison", json!({})), "/outside_prison", "does_not_go_with"),
        (with("prohibition_breaches", json!({ "count": 1 })), "/prohibition_breaches", "does_not_go_with"),
        (with("grounds", json!([])), "/grounds", "unknown_member"),
    ] {
        officer.post("rules/revocation-grounds", &question).error(422, pointer, code);
    }
});
