mod identity_numbers;
mod leave_route;
mod list;
mod medical_interval;
mod prohibition_term;
mod questions;
mod revocation_grounds;
mod sanctions;

use harness::on_both_engines;
use reqwest::Method;
use serde_json::{Value, json};

on_both_engines!(a_due_date_explains_itself_day_by_day, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let answer = officer.get("rules/R-4a/due-date?start=2026-11-02").expect(200);
    assert_eq!(answer["rule"], "R-4a");
    assert_eq!(answer["start"], "2026-11-02");
    assert_eq!(answer["due_strict"], "2026-11-12");
    assert_eq!(answer["due_legal"], "2026-11-12");
    assert_eq!(answer["provisional"], false);
    assert!(!answer["explanation"].as_array().unwrap().is_empty());
    assert!(answer["basis"].is_string() || answer["basis"].is_object());
});

on_both_engines!(a_due_date_cites_the_law_as_it_stood_on_the_day_of_the_event, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let basis = |rule: &str, start: &str| {
        let answer = officer.get(&format!("rules/{rule}/due-date?start={start}")).expect(200);
        answer["basis"].as_str().unwrap().to_owned()
    };
    for (rule, instrument, before, from) in [
        ("R-4a", "司发通〔2026〕8号", "2026-02-20", "2026-02-21"),
        ("R-4c", "《监狱法》（2026年修订）", "2026-10-31", "2026-11-01"),
    ] {
        assert!(!basis(rule, before).contains(instrument), "{rule} on the day before: {}", basis(rule, before));
        assert!(basis(rule, from).contains(instrument), "{rule} on the day");
    }
    assert!(!basis("R-4a", "2018-03-13").is_empty(), "a rule that was not law yet is cited as it stands now");
});

on_both_engines!(a_due_date_in_a_year_without_a_calendar_is_provisional, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    assert_eq!(officer.get("rules/R-4a/due-date?start=2031-04-25").expect(200)["provisional"], true);
});

on_both_engines!(a_rule_needs_a_known_id_and_a_real_day, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    officer.get("rules/X-99/due-date?start=2026-11-02").expect(404);
    for bad in ["start=2026-02-30", "start=", "", "start=9999999-01-01", "begin=2026-11-02"] {
        officer.get(&format!("rules/R-4a/due-date?{bad}")).expect(400);
    }
});

on_both_engines!(a_term_is_computed_with_its_custody_credited, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let plain = officer.get("rules/term?category=probation&starts_on=2024-02-29&years=1").expect(200);
    assert_eq!(plain["starts_on"], "2024-02-29");
    // 29 February 2025 does not exist: the day before the last day of that month (TV-03).
    assert_eq!(plain["ends_on"], "2025-02-27");
    let credited = |custody: &str| {
        let path = format!("rules/term?category=public_surveillance&starts_on=2026-01-01&years=1{custody}");
        officer.get(&path).expect(200)["ends_on"].as_str().unwrap().to_owned()
    };
    assert_eq!(credited(""), "2026-12-31");
    // A day in custody counts for two days of public surveillance (CL 41).
    assert_eq!(credited("&custody_days=10"), "2026-12-11");
    for bad in ["years=-1", "years=1000", "months=x", "years=1&years=2"] {
        officer.get(&format!("rules/term?category=probation&starts_on=2026-01-01&{bad}")).expect(400);
    }
});

on_both_engines!(due_dates_are_those_of_the_worked_examples, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (number, rule, start, strict, legal) in [
        ("TV-20", "R-1", "2026-03-13", "2026-03-18", "2026-03-18"),
        ("TV-20", "R-4a", "2026-03-13", "2026-03-23", "2026-03-23"),
        ("TV-21", "R-1", "2026-09-28", "2026-10-03", "2026-10-08"),
        ("TV-21", "R-2", "2026-09-28", "2026-10-08", "2026-10-08"),
        ("TV-23", "R-3", "2026-04-30", "2026-05-05", "2026-05-06"),
        ("TV-24", "R-5", "2026-03-16", "2026-03-21", "2026-03-23"),
        ("TV-31", "A-8n", "2026-09-14", "2026-09-28", "2026-09-28"),
        ("TV-33", "A-6", "2026-04-30", "2026-05-08", "2026-05-08"),
        ("TV-49", "L-5", "2026-04-10", "2026-10-09", "2026-10-09"),
        ("TV-54", "H-2", "2026-01-31", "2026-04-30", "2026-04-30"),
        ("TV-64", "EP-1", "2026-01-15", "2026-04-14", "2026-04-14"),
        ("TV-68", "RV-1", "2026-04-08", "2026-05-08", "2026-05-08"),
        ("TV-74", "X-1", "2026-04-03", "2026-04-06", "2026-04-07"),
        ("TV-76", "RL-1", "2027-03-12", "2027-02-10", "2027-02-10"),
        ("TV-84", "AR-T", "2026-12-31", "2036-12-31", "2036-12-31"),
    ] {
        let answer = officer.get(&format!("rules/{rule}/due-date?start={start}")).expect(200);
        assert_eq!([&answer["due_strict"], &answer["due_legal"]], [strict, legal], "{number}: {answer}");
        assert_eq!(answer["provisional"], false, "{number}");
        assert!(answer.get("due_at").is_none() && answer.get("start_at").is_none(), "{number}");
    }
});

on_both_engines!(a_period_in_hours_runs_from_a_moment, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    // TV-50: as a client should write it, with the plus left bare, and in UTC.
    for start in ["2026-05-06T09:30:00%2B08:00", "2026-05-06T09:30:00+08:00", "2026-05-06T01:30:00Z"] {
        let answer = officer.get(&format!("rules/S-4/due-date?start={start}")).expect(200);
        assert_eq!([&answer["start"], &answer["due_strict"]], ["2026-05-06", "2026-05-08"]);
        assert_eq!(answer["start_at"], "2026-05-06T09:30:00.000+08:00");
        assert_eq!(answer["due_at"], "2026-05-08T09:30:00.000+08:00");
        assert_eq!(answer["due_legal_at"], "2026-05-08T10:00:00.000+08:00");
    }
    officer.get("rules/S-4/due-date?start=2026-05-06").error(400, "start", "invalid_parameter");
    officer.get("rules/R-1/due-date?start=2026-05-06T09:30:00Z").error(400, "start", "invalid_parameter");
    officer.get("rules/T-1/due-date?start=2026-05-06").problem(404, "not_found");
});

on_both_engines!(terms_are_those_of_the_worked_examples, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (number, question, ends_on, fully_served) in [
        ("TV-01", "category=probation&starts_on=2024-03-15&years=1", "2025-03-14", false),
        ("TV-03", "category=probation&starts_on=2024-02-29&years=1", "2025-02-27", false),
        ("TV-04", "category=probation&starts_on=2024-02-29&years=4", "2028-02-28", false),
        ("TV-06", "category=probation&starts_on=2025-02-28&months=2", "2025-04-29", false),
        ("TV-09", "category=public_surveillance&starts_on=2026-03-13&months=6&custody_days=37", "2026-06-30", false),
        ("TV-10", "category=public_surveillance&starts_on=2026-03-13&months=3&custody_days=50", "2026-03-04", true),
        ("TV-12", "category=parole&starts_on=2026-05-20&years=1&months=8&days=23", "2028-02-11", false),
        ("TV-13", "category=parole&starts_on=2026-05-20&years=10", "2036-05-19", false),
        ("TV-16", "category=probation&starts_on=2026-03-13&years=1", "2027-03-12", false),
        ("TV-70", "category=probation&starts_on=2026-03-13&years=1&custody_days=100", "2027-03-12", false),
    ] {
        let answer = officer.get(&format!("rules/term?{question}")).expect(200);
        assert_eq!(answer["ends_on"], ends_on, "{number}: {answer}");
        assert_eq!(answer["fully_served"], fully_served, "{number}");
        assert!(answer["basis"].as_str().unwrap().contains("第二百零二条"), "{number}");
    }
    let start = "category=public_surveillance&starts_on=2026-01-01";
    for (bad, parameter) in [
        (format!("{start}&months=0"), "months"),
        (format!("{start}&years=101"), "years"),
        (format!("{start}&years=1&supervisory_detention_days=36501"), "supervisory_detention_days"),
        ("category=exile&starts_on=2026-01-01&years=1".to_owned(), "category"),
        ("category=parole&years=1".to_owned(), "starts_on"),
        ("category=parole&starts_on=1899-12-31&years=1".to_owned(), "starts_on"),
    ] {
        officer.get(&format!("rules/term?{bad}")).error(400, parameter, "invalid_parameter");
    }
});

on_both_engines!(the_rules_can_be_read, |site| {
    let server = site.serve();
    let officer = server.login("audit_administrator");
    let rules = officer.all("rules");
    assert!(rules.len() > 50);
    let of_the_law = officer.all("rules?instrument=CCL");
    assert!(!of_the_law.is_empty() && of_the_law.len() < rules.len());

    let answer = officer.get("rules/R-2");
    let rule = answer.expect(200);
    assert!(rules.contains(&rule));
    let deadline = &rule["deadline"];
    assert_eq!((deadline["n"].as_i64(), deadline["unit"].as_str()), (Some(10), Some("day")));
    assert_eq!(deadline["copies"], json!(["procuratorate", "police"]));
    let english = officer.request(Method::GET, "rules/R-2").header("accept-language", "en").send();
    assert_eq!(english.expect(200)["basis"], "CCL 20; IM 16; OP26 8–9");
    assert_ne!(english.header("etag"), answer.header("etag"));
    officer.get("rules/X-99").problem(404, "not_found");
    server.stranger().get("rules").problem(401, "unauthenticated");
});

on_both_engines!(the_command_line_gives_the_same_answers, |site| {
    let ask = |arguments: &[&str]| -> Value {
        let output = site.run(&[&["rule"], arguments].concat(), "");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let shown = ask(&["show", "R-4a"]);
    let due = ask(&["due-date", "R-1", "2026-09-28"]);
    let term = ask(&["term", "--category", "probation", "--starts-on", "2024-03-15", "--years", "1"]);
    assert!(!site.run(&["rule", "show", "X-99"], "").status.success());

    let server = site.serve();
    let officer = server.login("office_officer");
    assert_eq!(shown, officer.get("rules/R-4a").expect(200));
    assert_eq!(due, officer.get("rules/R-1/due-date?start=2026-09-28").expect(200));
    assert_eq!(term, officer.get("rules/term?category=probation&starts_on=2024-03-15&years=1").expect(200));
});
