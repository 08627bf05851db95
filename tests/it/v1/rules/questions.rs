//! What holds for every question of law: the language of the answer, nothing kept, the same answer at the terminal.

use harness::on_both_engines;
use reqwest::Method;
use serde_json::{Value, json};

/// A question of each kind.
fn questions() -> [(&'static str, Value); 5] {
    [
        ("leave-route", json!({ "from": "2026-03-02", "to": "2026-03-09", "earlier": [], "delegated": true })),
        (
            "sanctions",
            json!({
                "category": "probation",
                "event": "late_report",
                "limit_on": "2026-03-23",
                "found_on": "2026-04-24",
                "legitimate_reason": false,
            }),
        ),
        (
            "revocation-grounds",
            json!({ "category": "probation", "as_of": "2026-06-01", "warnings": 2, "new_or_undiscovered_crime": true }),
        ),
        (
            "medical-interval",
            json!({ "report": "reexamination", "due_on": "2026-05-10", "extension": { "months": 1 } }),
        ),
        ("identity-numbers", json!({ "value": "430702199003071238" })),
    ]
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

on_both_engines!(questions_are_answered_in_the_language_asked_for, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (name, question) in questions() {
        let path = format!("rules/{name}");
        let english = officer.request(Method::POST, &path).header("accept-language", "en").json(&question).send();
        assert!(!is_chinese(&english.expect(200).to_string()), "{name}: {}", english.text());
        let chinese = officer.post(&path, &question).expect(200);
        assert!(is_chinese(chinese["basis"].as_str().unwrap()), "{name}: {chinese}");
        let steps = chinese["explanation"].as_array().unwrap();
        assert!(steps.iter().all(|step| is_chinese(step.as_str().unwrap())), "{name}: {chinese}");
    }
    let path = "rules/medical-interval";
    let zero = json!({ "report": "reexamination", "due_on": "2026-05-10", "extension": {} });
    assert_eq!(officer.post(path, &zero).expect(422)["errors"][0]["message"], "不能为零");
    let english = officer.request(Method::POST, path).header("accept-language", "en").json(&zero).send();
    assert_eq!(english.expect(422)["errors"][0]["message"], "must not be zero");
});

on_both_engines!(the_fixed_members_are_there, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let expected = [
        vec![
            "approver",
            "basis",
            "cumulative_days",
            "days",
            "explanation",
            "file_with_county",
            "notify_procuratorate",
            "rule",
            "window",
        ],
        vec!["basis", "days", "explanation", "measures"],
        vec!["basis", "crime", "explanation", "items", "state"],
        vec!["approver", "basis", "explanation", "extended_to", "notify_procuratorate", "rule"],
        vec!["basis", "explanation", "fault", "valid"],
    ];
    for ((name, question), expected) in questions().into_iter().zip(expected) {
        let answer = officer.post(&format!("rules/{name}"), &question).expect(200);
        let mut members: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
        members.sort_unstable();
        assert_eq!(members, expected, "{name}");
    }
});

on_both_engines!(a_question_leaves_nothing_behind, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let before = crate::privacy::at_rest::rows(site.database()).len();
    for (name, question) in questions() {
        let path = format!("rules/{name}");
        for _ in 0..2 {
            let keyed = officer.request(Method::POST, &path).idempotency_key("0123456789abcdef").json(&question).send();
            keyed.expect(200);
            assert!(keyed.header("idempotency-replayed").is_none(), "{name}");
        }
        server.stranger().post(&path, &question).problem(401, "unauthenticated");
        officer.request(Method::POST, &path).body("{").header("content-type", "application/json").send().expect(400);
        officer.request(Method::POST, &path).body("{}").header("content-type", "text/plain").send().expect(415);
    }
    assert_eq!(crate::privacy::at_rest::rows(site.database()).len(), before);
});

on_both_engines!(the_terminal_answers_the_questions_alike, |site| {
    let ask = |name: &str, question: &Value| -> Value {
        let output = site.run(&["rule", name], &question.to_string());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let answers: Vec<_> = questions().iter().map(|(name, question)| ask(name, question)).collect();
    let order = ["rule", "prohibition-term", "--category", "probation", "--starts-on", "2026-03-13", "--years", "1"];
    let output = site.run(&[&order[..], &["--order-months", "6"]].concat(), "");
    let order_term: Value = serde_json::from_slice(&output.stdout).unwrap();
    let too_short = site.run(&[&order[..], &["--order-months", "1"]].concat(), "");
    assert!(!too_short.status.success() && String::from_utf8_lossy(&too_short.stderr).contains("PO-2"));

    for (name, wrong, said) in [
        ("leave-route", json!({ "from": "2026-03-02", "to": "2026-03-01" }), "to lies before from"),
        ("leave-route", json!({ "from": "2026-03-02" }), "/to: Required"),
        ("identity-numbers", json!({ "value": 430_702_199_003_071_237_u64 }), "/value: Wrong type or format"),
    ] {
        let output = site.run(&["rule", name], &wrong.to_string());
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && complaint.contains(said), "{complaint}");
        assert!(!complaint.contains("430702199003071237"));
    }

    let server = site.serve();
    let officer = server.login("office_officer");
    for ((name, question), answer) in questions().iter().zip(answers) {
        assert_eq!(answer, officer.post(&format!("rules/{name}"), question).expect(200), "{name}");
    }
    let path = "rules/prohibition-term?category=probation&starts_on=2026-03-13&years=1&order_months=6";
    assert_eq!(order_term, officer.get(path).expect(200));
});
