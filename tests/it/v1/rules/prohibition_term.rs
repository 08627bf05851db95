//! When a prohibition order ends (PO11 6, 13; TV-18, TV-19).

use harness::on_both_engines;
use reqwest::Method;
use serde_json::json;

const PROBATION: &str = "category=probation&starts_on=2026-03-13&years=1";
const SURVEILLANCE: &str = "category=public_surveillance&starts_on=2026-03-13&months=6";

on_both_engines!(a_prohibition_order_ends_by_itself, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (what, question, ends_on, correction_ends_on) in [
        ("TV-18", format!("{PROBATION}&order_months=6"), "2026-09-12", "2027-03-12"),
        ("exactly two months", format!("{PROBATION}&order_months=2"), "2026-05-12", "2027-03-12"),
        ("as long as probation", format!("{PROBATION}&order_years=1"), "2027-03-12", "2027-03-12"),
        ("exactly three months", format!("{SURVEILLANCE}&order_months=3"), "2026-06-12", "2026-09-12"),
        (
            "custody leaves less than three months",
            format!("{SURVEILLANCE}&custody_days=60&order_months=2"),
            "2026-05-12",
            "2026-05-15",
        ),
        (
            "shortened by a commutation",
            format!("{PROBATION}&order_months=10&commuted_to=2026-11-12"),
            "2026-11-12",
            "2027-03-12",
        ),
    ] {
        let answer = officer.get(&format!("rules/prohibition-term?{question}")).expect(200);
        assert_eq!(answer["starts_on"], "2026-03-13", "{what}");
        let found = [&answer["ends_on"], &answer["correction_ends_on"]];
        assert_eq!(found, [ends_on, correction_ends_on], "{what}: {answer}");
        assert_eq!(answer["basis"], "法发〔2011〕9号第六条", "{what}");
        let explanation = answer["explanation"].to_string();
        assert!(explanation.contains("C-4") && explanation.contains("PO-2"), "{what}: {explanation}");
    }
});

on_both_engines!(an_order_that_the_law_does_not_know_is_refused_with_the_rule, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (what, question, rule) in [
        ("TV-19, one month", format!("{PROBATION}&order_months=1"), "PO-2"),
        ("a day less than two months", format!("{PROBATION}&order_months=1&order_days=29"), "PO-2"),
        ("two months of surveillance", format!("{SURVEILLANCE}&order_months=2"), "PO-2"),
        ("a day longer than probation", format!("{PROBATION}&order_years=1&order_days=1"), "PO-2"),
        ("parole", "category=parole&starts_on=2026-03-13&years=1&order_months=6".to_owned(), "PO-1"),
    ] {
        let problem = officer.get(&format!("rules/prohibition-term?{question}")).problem(422, "refused");
        let refusal = &problem["refusal"];
        assert_eq!(refusal["rule"], rule, "{what}: {problem}");
        assert!(!refusal["facts"].as_array().unwrap().is_empty(), "{what}");
        assert!(refusal["remedy"].is_string() && refusal["basis"].is_string(), "{what}");
    }
});

on_both_engines!(an_order_that_cannot_be_computed_names_the_parameter, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let order = "order_months=6";
    for (question, parameter) in [
        (PROBATION.to_owned(), "order_months"),
        (format!("{PROBATION}&order_days=36501"), "order_days"),
        (format!("{PROBATION}&order_months=-1"), "order_months"),
        (format!("category=probation&starts_on=2026-03-13&{order}"), "months"),
        (format!("category=probation&years=1&{order}"), "starts_on"),
        (format!("category=probation&starts_on=2026-02-30&years=1&{order}"), "starts_on"),
        (format!("category=exile&starts_on=2026-03-13&years=1&{order}"), "category"),
        (format!("{PROBATION}&{order}&commuted_to=2026-03-12"), "commuted_to"),
        (format!("{PROBATION}&{order}&commuted_to=2027-03-13"), "commuted_to"),
        (format!("{PROBATION}&{order}&commuted_to=soon"), "commuted_to"),
    ] {
        officer.get(&format!("rules/prohibition-term?{question}")).error(400, parameter, "invalid_parameter");
    }
    officer.get(&format!("rules/prohibition-term?{PROBATION}&{order}&weeks=1")).problem(400, "unknown_parameter");
});

on_both_engines!(an_answer_that_the_caller_has_is_not_sent_again, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let path = format!("rules/prohibition-term?{PROBATION}&order_months=6");
    let chinese = officer.get(&path);
    let tag = chinese.header("etag").unwrap().to_owned();
    let again = officer.request(Method::GET, &path).header("if-none-match", &tag).send();
    again.expect(304);
    assert_eq!(again.bytes(), b"");
    let english =
        officer.request(Method::GET, &path).header("accept-language", "en").header("if-none-match", &tag).send();
    assert_eq!(english.expect(200)["basis"], json!("PO11 6"));
    let other = format!("rules/prohibition-term?{PROBATION}&order_months=7");
    officer.request(Method::GET, &other).header("if-none-match", &tag).send().expect(200);
});
