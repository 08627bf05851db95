//! Leave: need, approver, window, validity (rulebook §5; TV-37 … TV-49).

use domain::{
    code::{LeaveNeed, Level},
    defaults::{DefaultKey, Defaults, Setting},
    judgement::{QuestionFault, Span},
    leave::{LeaveQuestion, LeaveRoute, application_notice, leave_need, leave_route, recurring_travel_validity},
};

use crate::support::day;

fn span(from: &str, to: &str) -> Span {
    Span { from: day(from), to: day(to) }
}

fn route(from: &str, to: &str, earlier: &[(&str, &str)], delegated: bool) -> LeaveRoute {
    let earlier = earlier.iter().map(|(from, to)| span(from, to)).collect();
    leave_route(&LeaveQuestion { from: day(from), to: day(to), earlier, delegated }, &Defaults::national()).unwrap()
}

#[test]
fn the_approver_follows_from_the_days_at_once_and_added_up() {
    let april_and_may = [("2026-04-25", "2026-05-14")];
    for (number, from, to, earlier, delegated, days, cumulative, approver) in [
        ("TV-37", "2026-03-02", "2026-03-08", &[][..], true, 7, 7, Level::Office),
        ("TV-38", "2026-03-02", "2026-03-08", &[], false, 7, 7, Level::County),
        ("TV-39", "2026-03-02", "2026-03-09", &[], true, 8, 8, Level::County),
        ("the day before", "2026-09-01", "2026-09-29", &[], true, 29, 29, Level::County),
        ("TV-40", "2026-09-01", "2026-09-30", &[], true, 30, 30, Level::County),
        ("TV-41", "2026-09-01", "2026-10-01", &[], true, 31, 31, Level::City),
        ("TV-43", "2026-06-11", "2026-06-20", &april_and_may, true, 10, 30, Level::County),
        ("a day more than TV-43", "2026-06-11", "2026-06-21", &april_and_may, true, 11, 31, Level::City),
        ("TV-44", "2026-07-01", "2026-07-08", &april_and_may, true, 8, 14, Level::County),
        (
            "short, but too much added up",
            "2026-06-11",
            "2026-06-12",
            &[("2026-05-01", "2026-05-29")],
            true,
            2,
            31,
            Level::City,
        ),
        (
            "no day counts twice",
            "2026-06-01",
            "2026-06-07",
            &[("2026-06-01", "2026-06-07"), ("2026-06-05", "2026-06-08")],
            true,
            7,
            7,
            Level::Office,
        ),
        ("one day", "2026-06-01", "2026-06-01", &[], true, 1, 1, Level::Office),
    ] {
        let route = route(from, to, earlier, delegated);
        assert_eq!((route.days, route.cumulative_days, route.approver), (days, cumulative, approver), "{number}");
        assert_eq!(route.file_with_county, approver == Level::Office, "{number}");
        assert_eq!(route.notify_procuratorate, approver == Level::City, "{number}");
        assert_eq!((route.rule.as_str(), route.explanation.len()), ("IM-27", 3), "{number}");
    }
}

#[test]
fn the_window_is_the_two_months_that_end_with_the_leave() {
    for (to, from) in [("2026-07-08", "2026-05-09"), ("2026-04-30", "2026-03-01"), ("2026-08-31", "2026-07-01")] {
        assert_eq!(route(to, to, &[], false).window, span(from, to), "TV-44");
    }
}

#[test]
fn a_leave_that_cannot_be_names_the_parameter() {
    let ask = |from: &str, to: &str, earlier: Vec<Span>| {
        leave_route(&LeaveQuestion { from: day(from), to: day(to), earlier, delegated: true }, &Defaults::national())
            .unwrap_err()
    };
    assert_eq!(
        ask("2026-03-02", "2026-03-01", vec![]),
        QuestionFault::EndBeforeStart { parameter: "to", start: "from" }
    );
    assert_eq!(ask("1899-12-31", "2026-03-01", vec![]).parameter(), "from");
    assert_eq!(ask("2026-03-01", "2201-01-01", vec![]).parameter(), "to");
    assert_eq!(ask("2026-03-01", "2026-03-02", vec![span("2026-02-02", "2026-02-01")]).parameter(), "earlier.0.to");
    let many = vec![span("2026-02-01", "2026-02-01"); 1_001];
    let fault = ask("2026-03-01", "2026-03-02", many);
    assert_eq!(fault, QuestionFault::TooLarge { parameter: "earlier", limit: 1_000 });
    assert!(!fault.message().zh.is_empty() && fault.to_string().contains("earlier"));
}

#[test]
fn leaving_the_city_or_the_county_needs_leave() {
    for (number, residence, destination, need) in [
        ("TV-48 Wuling to Dingcheng", "430702", "430703", LeaveNeed::NotNeeded),
        ("TV-48 Wuling to Taoyuan", "430702", "430725", LeaveNeed::Needed),
        ("to a county-level city", "430702", "430781", LeaveNeed::Needed),
        ("inside a county-level city", "430781", "430781", LeaveNeed::NotNeeded),
        ("from a county to the districts", "430725", "430702", LeaveNeed::Needed),
        ("to a district of another city", "430702", "430103", LeaveNeed::Needed),
        ("between districts of Beijing", "110101", "110108", LeaveNeed::NotNeeded),
        ("between districts of Chongqing with high numbers", "500103", "500151", LeaveNeed::NotNeeded),
        ("from a district of Chongqing to a county", "500103", "500229", LeaveNeed::Needed),
        ("between county-level cities of a prefecture", "433101", "433122", LeaveNeed::Needed),
        ("between county-level cities with low numbers", "522701", "522702", LeaveNeed::Needed),
        ("between cities directly under a province", "429004", "429005", LeaveNeed::Needed),
        ("inside a city without districts", "441900", "441900", LeaveNeed::NotNeeded),
        ("to Hong Kong", "430702", "810000", LeaveNeed::Barred),
    ] {
        let answer = leave_need(residence, destination).unwrap();
        assert_eq!(answer.need, need, "{number}");
        assert!(!answer.explanation.is_empty(), "{number}");
    }
    for (residence, destination, parameter) in [
        ("43070", "430702", "residence"),
        ("430700", "430702", "residence"),
        ("810000", "430702", "residence"),
        ("430702", "99年01", "destination"),
        ("430702", "000001", "destination"),
        ("430702", "４３０７０３", "destination"),
    ] {
        assert_eq!(leave_need(residence, destination).unwrap_err(), QuestionFault::Region { parameter });
    }
}

#[test]
fn an_application_less_than_three_days_ahead_is_pointed_out() {
    for (applied_on, short) in
        [("2026-03-06", false), ("2026-03-07", false), ("2026-03-08", true), ("2026-03-10", true)]
    {
        let notice = application_notice(day(applied_on), day("2026-03-10")).unwrap();
        assert_eq!((notice.latest_on, notice.short), (day("2026-03-07"), short));
    }
    assert_eq!(application_notice(day("2026-03-11"), day("2026-03-10")).unwrap_err().parameter(), "from");
}

#[test]
fn an_approval_of_recurring_travel_is_valid_for_six_months() {
    let validity = recurring_travel_validity(day("2026-04-10"), &Defaults::national()).unwrap();
    assert_eq!((validity.from, validity.to), (day("2026-04-10"), day("2026-10-09")), "TV-49");
    assert_eq!(validity.rule, "L-5");
    assert_eq!(
        recurring_travel_validity(day("1899-12-31"), &Defaults::national()).unwrap_err().parameter(),
        "approved_on"
    );
}

#[test]
fn the_question_and_the_answer_are_read_as_the_contract_writes_them() {
    let question: LeaveQuestion = serde_json::from_value(serde_json::json!({
        "from": "2026-03-02", "to": "2026-03-08", "earlier": [{"from": "2026-02-01", "to": "2026-02-02"}], "delegated": true
    }))
    .unwrap();
    let answer = serde_json::to_value(leave_route(&question, &Defaults::national()).unwrap()).unwrap();
    assert_eq!(
        (&answer["days"], &answer["cumulative_days"], &answer["approver"]),
        (&7.into(), &9.into(), &"office".into())
    );
    assert_eq!(answer["window"], serde_json::json!({"from": "2026-01-09", "to": "2026-03-08"}));
    let bare: LeaveQuestion =
        serde_json::from_value(serde_json::json!({"from": "2026-03-02", "to": "2026-03-08"})).unwrap();
    assert!(bare.earlier.is_empty() && !bare.delegated);
}

#[test]
fn a_bureau_may_let_its_offices_approve_less_and_count_recurring_trips() {
    let settings = |settings: &[(DefaultKey, Setting)]| Defaults::check(&settings.iter().cloned().collect()).unwrap();
    let local = settings(&[
        (DefaultKey::LeaveOfficeDays, Setting::Number(3)),
        (DefaultKey::LeaveRecurringValidity, Setting::Number(3)),
        (DefaultKey::LeaveRecurringCounts, Setting::Flag(true)),
    ]);
    for (to, national, here) in [
        ("2026-03-04", Level::Office, Level::Office),
        ("2026-03-05", Level::Office, Level::County),
        ("2026-03-08", Level::Office, Level::County),
        ("2026-03-09", Level::County, Level::County),
    ] {
        let question = LeaveQuestion { from: day("2026-03-02"), to: day(to), earlier: vec![], delegated: true };
        let ask = |defaults: &Defaults| leave_route(&question, defaults).unwrap();
        assert_eq!((ask(&Defaults::national()).approver, ask(&local).approver), (national, here), "{to}");
        assert!(ask(&local).explanation.iter().any(|step| step.zh.contains("3日")), "{to}");
        assert!(ask(&local).explanation[1].zh.contains("按地方设置计入"));
        assert!(ask(&Defaults::national()).explanation[1].zh.contains("不计入"));
    }
    assert_eq!(recurring_travel_validity(day("2026-04-10"), &local).unwrap().to, day("2026-07-09"));
}
