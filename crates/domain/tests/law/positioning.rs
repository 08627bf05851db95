//! Electronic positioning (rulebook §8.1; TV-64, TV-65).

use domain::{
    code::Role,
    defaults::{DefaultKey, Defaults, Setting},
    positioning::{PositioningQuestion, positioning, positioning_period, positioning_validity},
};

use crate::support::day;

fn nothing() -> PositioningQuestion {
    serde_json::from_value(serde_json::json!({"on": "2026-06-01"})).unwrap()
}

#[test]
fn one_of_five_grounds_allows_it() {
    let allowed = |question| positioning(question).unwrap().allowed;
    assert!(!allowed(nothing()));
    assert!(!allowed(PositioningQuestion { refuses_to_report: true, ..nothing() }), "TV-65");
    assert!(allowed(PositioningQuestion { refuses_to_report: true, warned_for_refusal: true, ..nothing() }));
    assert!(allowed(PositioningQuestion { left_without_approval: true, ..nothing() }));
    assert!(!allowed(PositioningQuestion { left_without_approval: true, legitimate_reason: true, ..nothing() }));
    assert!(allowed(PositioningQuestion { prohibition_breached: true, ..nothing() }));
    assert!(allowed(PositioningQuestion { police_punished: true, ..nothing() }));
    assert!(allowed(PositioningQuestion { proposal_imminent: true, ..nothing() }));
    let answer = positioning(nothing()).unwrap();
    assert_eq!((answer.grounds.len(), answer.approver), (5, Role::JusticeBureauHead));
}

#[test]
fn an_approval_lasts_three_months_and_so_does_each_extension() {
    assert_eq!(positioning_validity(day("2026-01-15"), &Defaults::national()).unwrap().to, day("2026-04-14"), "TV-64");
    assert_eq!(positioning_validity(day("2026-04-15"), &Defaults::national()).unwrap().to, day("2026-07-14"), "TV-64");
    for (ends_on, granted) in [("2026-04-13", true), ("2026-04-14", true), ("2026-04-15", false)] {
        let answer = positioning_period(day("2026-01-15"), day(ends_on), &Defaults::national()).unwrap();
        assert_eq!(answer.is_ok(), granted, "{ends_on}");
        match answer {
            Ok(validity) => assert_eq!(validity.to, day(ends_on)),
            Err(refusal) => assert_eq!(refusal.rule, "EP-1"),
        }
    }
    assert_eq!(
        positioning_period(day("2026-01-15"), day("2026-01-14"), &Defaults::national()).unwrap_err().parameter(),
        "ends_on"
    );
}

#[test]
fn a_bureau_may_approve_for_less_than_three_months() {
    let settings = [(DefaultKey::PositioningMax, Setting::Number(2))].into_iter().collect();
    let local = Defaults::check(&settings).unwrap();
    assert_eq!(positioning_validity(day("2026-01-15"), &local).unwrap().to, day("2026-03-14"));
    for (ends_on, granted) in [("2026-03-13", true), ("2026-03-14", true), ("2026-03-15", false)] {
        assert_eq!(positioning_period(day("2026-01-15"), day(ends_on), &local).unwrap().is_ok(), granted, "{ends_on}");
    }
}
