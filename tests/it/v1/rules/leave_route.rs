//! Who approves a leave (IM 27; TV-37 … TV-44).

use harness::on_both_engines;
use serde_json::{Value, json};

on_both_engines!(the_approver_of_a_leave_follows_from_its_days_and_those_of_two_months, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let spring = json!([{ "from": "2026-04-25", "to": "2026-05-14" }]);
    for (what, from, to, earlier, delegated, days, cumulative_days, approver) in [
        ("TV-37, seven days", "2026-03-02", "2026-03-08", json!([]), true, 7, 7, "office"),
        ("TV-38, not delegated", "2026-03-02", "2026-03-08", json!([]), false, 7, 7, "county"),
        ("six days", "2026-03-02", "2026-03-07", json!([]), true, 6, 6, "office"),
        ("TV-39, eight days", "2026-03-02", "2026-03-09", json!([]), true, 8, 8, "county"),
        ("29 days", "2026-09-01", "2026-09-29", json!([]), true, 29, 29, "county"),
        ("TV-40, 30 days", "2026-09-01", "2026-09-30", json!([]), true, 30, 30, "county"),
        ("TV-41, 31 days", "2026-09-01", "2026-10-01", json!([]), true, 31, 31, "city"),
        ("29 days added up", "2026-06-11", "2026-06-19", spring.clone(), true, 9, 29, "county"),
        ("TV-43, 30 days added up", "2026-06-11", "2026-06-20", spring.clone(), true, 10, 30, "county"),
        ("31 days added up", "2026-06-11", "2026-06-21", spring.clone(), true, 11, 31, "city"),
    ] {
        let question = json!({ "from": from, "to": to, "earlier": earlier, "delegated": delegated });
        let answer = officer.post("rules/leave-route", &question).expect(200);
        assert_eq!(
            [&answer["days"], &answer["cumulative_days"], &answer["approver"]],
            [&json!(days), &json!(cumulative_days), &json!(approver)],
            "{what}: {answer}"
        );
        assert_eq!(answer["file_with_county"], approver == "office", "{what}");
        assert_eq!(answer["notify_procuratorate"], approver == "city", "{what}");
        assert_eq!(answer["basis"], "《实施办法》第二十七条", "{what}");
        assert_eq!(answer["explanation"].as_array().unwrap().len(), 3, "{what}");
    }
});

on_both_engines!(days_of_leave_leave_the_window_one_by_one, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    // The last day of the earlier leave is 14 May: it counts while the two months begin on it or before.
    for (to, window_from, cumulative_days) in [
        ("2026-07-12", "2026-05-13", 3),
        ("2026-07-13", "2026-05-14", 2),
        ("2026-07-14", "2026-05-15", 1),
        ("2026-04-30", "2026-03-01", 7),
    ] {
        let question = json!({ "from": to, "to": to, "earlier": [{ "from": "2026-04-25", "to": "2026-05-14" }] });
        let answer = officer.post("rules/leave-route", &question).expect(200);
        assert_eq!(answer["window"], json!({ "from": window_from, "to": to }));
        let earlier = answer["cumulative_days"].as_i64().unwrap();
        assert_eq!(earlier, if to == "2026-04-30" { 6 } else { cumulative_days }, "{to}: {answer}");
    }
});

on_both_engines!(a_leave_that_cannot_be_is_told_where, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let ask = |question: &Value| officer.post("rules/leave-route", question);
    let day = json!({ "from": "2026-03-02", "to": "2026-03-02" });
    let with = |member: &str, value: Value| {
        let mut question = day.clone();
        question[member] = value;
        question
    };
    for (question, pointer, code) in [
        (json!({ "to": "2026-03-02" }), "/from", "required"),
        (with("from", json!("2026-02-30")), "/from", "wrong_type"),
        (with("from", json!("2026-3-2")), "/from", "wrong_type"),
        (with("from", json!("1899-12-31")), "/from", "implausible_date"),
        (with("to", json!("2201-01-01")), "/to", "implausible_date"),
        (with("to", json!("2026-03-01")), "/to", "end_before_start"),
        (with("delegated", json!("yes")), "/delegated", "wrong_type"),
        (with("approver", json!("office")), "/approver", "unknown_member"),
        (
            with("earlier", json!([day, { "from": "2026-02-02", "to": "2026-02-01" }])),
            "/earlier/1/to",
            "end_before_start",
        ),
        (with("earlier", json!([{ "from": "1800-01-01", "to": "2026-02-01" }])), "/earlier/0/from", "implausible_date"),
        (with("earlier", json!([{ "from": "2026-02-29", "to": "2026-03-01" }])), "/earlier/0/from", "wrong_type"),
        (with("earlier", json!([{ "from": "2026-02-01" }])), "/earlier/0/to", "required"),
        (
            with("earlier", json!([{ "from": "2026-02-01", "to": "2026-02-01", "place": "x" }])),
            "/earlier/0/place",
            "unknown_member",
        ),
        (with("earlier", json!(vec![day.clone(); 1_001])), "/earlier", "too_large"),
    ] {
        ask(&question).error(422, pointer, code);
    }
    assert_eq!(ask(&with("earlier", json!(vec![day.clone(); 1_000]))).expect(200)["cumulative_days"], 1);
});

on_both_engines!(a_bureau_may_leave_less_to_its_offices, |site| {
    let site = site.setting("LOCAL_DEFAULTS__LEAVE__OFFICE_DAYS", "5");
    let server = site.serve();
    let officer = server.login("office_officer");
    for (to, approver) in [("2026-03-05", "office"), ("2026-03-06", "office"), ("2026-03-07", "county")] {
        let question = json!({ "from": "2026-03-02", "to": to, "delegated": true });
        assert_eq!(officer.post("rules/leave-route", &question).expect(200)["approver"], approver, "{to}");
    }
});
