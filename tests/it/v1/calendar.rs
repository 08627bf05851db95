mod recompute;

use super::{first_office_id, registration};
use harness::{Answer, Session, on_both_engines, wait_for};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const RECOMPUTE_LIMIT: Duration = Duration::from_secs(30);
const CREATE: (&str, &str) = ("if-none-match", "*");
const REPLACE_FIRST: (&str, &str) = ("if-match", "\"1\"");

/// An invented table of 2027.
fn table() -> Value {
    json!({
        "holidays": [{ "name": { "zh": "元旦", "en": "New Year" }, "from": "2027-01-01", "to": "2027-01-04" }],
        "working_days": ["2027-01-09"],
    })
}

fn put(session: &Session, year: &str, condition: (&str, &str), body: &Value) -> Answer {
    session.request(Method::PUT, &format!("calendar/{year}")).header(condition.0, condition.1).json(body).send()
}

on_both_engines!(a_built_in_year_is_read_and_never_written, |site| {
    let server = site.serve();
    let administrator = server.login("system_administrator");
    let answer = administrator.get("calendar/2026");
    let year = answer.expect(200);
    assert_eq!((year["year"].as_i64(), year["source"].as_str()), (Some(2026), Some("built_in")));
    assert!(year["working_days"].as_array().unwrap().contains(&json!("2026-10-10")));
    assert!(year["holidays"].as_array().unwrap().iter().any(|holiday| holiday["name"]["zh"] == "国庆节"));
    let etag = answer.header("etag").unwrap();
    let again = administrator.request(Method::GET, "calendar/2026").header("if-none-match", etag).send();
    assert_eq!(again.status(), 304);
    put(&administrator, "2026", CREATE, &table()).problem(409, "calendar_year_built_in");
    for none in ["2027", "1899", "2201", "next", "99999999999"] {
        administrator.get(&format!("calendar/{none}")).problem(404, "not_found");
    }
});

on_both_engines!(a_year_is_entered_once_and_replaced_by_who_has_read_it, |site| {
    let server = site.serve();
    let administrator = server.login("system_administrator");
    let bare = administrator.request(Method::PUT, "calendar/2027").json(&table()).send();
    bare.problem(428, "precondition_required");
    put(&administrator, "2027", REPLACE_FIRST, &table()).problem(404, "not_found");

    let created = put(&administrator, "2027", CREATE, &table());
    let year = created.expect(201);
    assert_eq!((year["source"].as_str(), year["version"].as_i64()), (Some("loaded"), Some(1)));
    assert_eq!(created.header("location"), Some("/api/v1/calendar/2027"));
    assert_eq!(year["recomputations"], json!([]), "no bureau has a case");
    let mut read = administrator.get("calendar/2027").expect(200);
    read["recomputations"] = json!([]);
    assert_eq!(read, year);

    let twice = put(&administrator, "2027", CREATE, &table());
    twice.problem(412, "version_conflict");
    assert_eq!(twice.header("etag"), Some("\"1\""));
    let replaced = put(&administrator, "2027", REPLACE_FIRST, &json!({ "holidays": [], "working_days": [] }));
    assert_eq!(replaced.expect(200)["version"], 2);
    assert_eq!(replaced.header("etag"), Some("\"2\""));
    put(&administrator, "2027", REPLACE_FIRST, &table()).problem(412, "version_conflict");

    let verify = site.run(&["verify"], "");
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
});

on_both_engines!(a_table_that_is_none_is_refused_where_it_is_wrong, |site| {
    let server = site.serve();
    let administrator = server.login("system_administrator");
    let holiday = |name: &str, from: &str, to: &str| json!({ "holidays": [{ "name": { "zh": name, "en": "off" }, "from": from, "to": to }], "working_days": [] });
    let working = |day: &str| json!({ "holidays": [], "working_days": [day] });
    let mut twice = holiday("假", "2027-01-01", "2027-01-02");
    twice["working_days"] = json!(["2027-01-02"]);
    for (body, pointer, code) in [
        (holiday("假", "2027-01-03", "2027-01-01"), "/holidays", "end_before_start"),
        (holiday("假", "2026-12-31", "2027-01-01"), "", "outside_year"),
        (holiday(" ", "2027-01-01", "2027-01-01"), "/holidays/0/name/zh", "length"),
        (twice, "", "day_stands_twice"),
        (working("2027-01-04"), "/working_days", "not_a_weekend"),
        (working("+12345-01-01"), "/working_days/0", "implausible_date"),
    ] {
        put(&administrator, "2027", CREATE, &body).error(422, pointer, code);
    }
    let head = server.login("bureau_head");
    put(&head, "2027", CREATE, &table()).problem(403, "not_permitted");
    head.get("calendar/2027").problem(404, "not_found");
});

on_both_engines!(what_was_provisional_is_certain_once_the_year_is_in, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let mut order = registration(&first_office_id(&officer));
    // Ten days from 22 December end on New Year's Day 2027.
    order["effective_on"] = json!("2026-12-22");
    order["supervision_starts_on"] = json!("2026-12-22");
    order["supervision_ends_on"] = json!("2027-04-21");
    let created = officer.post("supervisees", &order).expect(201);
    let id = created["id"].as_str().unwrap();
    let report = |list: &str| {
        let clock = officer.all(list).into_iter().find(|clock| clock["rule"] == "R-4a").unwrap();
        (clock["due_legal"].as_str().unwrap().to_owned(), clock["provisional"].as_bool().unwrap())
    };
    let (kept, computed) = (format!("clocks?supervisee_id={id}"), format!("supervisees/{id}/clocks"));
    assert_eq!(report(&kept), ("2027-01-01".to_owned(), true));

    put(&server.login("system_administrator"), "2027", CREATE, &table()).expect(201);
    let certain = ("2027-01-05".to_owned(), false);
    assert_eq!(report(&computed), certain);
    let due = officer.get("rules/R-4a/due-date?start=2026-12-22").expect(200);
    assert_eq!((due["due_legal"].as_str(), due["provisional"].as_bool()), (Some("2027-01-05"), Some(false)));
    wait_for("the recomputation", RECOMPUTE_LIMIT, || (report(&kept) == certain).then_some(()));
});
