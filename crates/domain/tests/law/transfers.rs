//! Changes of the place of execution (rulebook §5.4; TV-53).

use domain::{
    calendar::Calendar,
    transfer::{Arrival, ArrivalQuestion, arrival},
};

use crate::support::day;

fn arrived(reported_on: Option<&str>, as_of: &str) -> Arrival {
    let question = ArrivalQuestion {
        decision_received_on: day("2026-03-13"),
        reported_on: reported_on.map(day),
        as_of: day(as_of),
    };
    arrival(question, &Calendar::builtin()).unwrap()
}

#[test]
fn the_old_agency_answers_for_the_case_until_the_person_has_reported_at_the_new_one() {
    let on_the_day = arrived(None, "2026-03-20");
    assert_eq!((on_the_day.due_legal, on_the_day.late, on_the_day.transferred_out), (day("2026-03-20"), false, false));
    assert!(on_the_day.duties.is_empty());
    let after = arrived(None, "2026-03-21");
    assert_eq!((after.late, after.transferred_out), (true, false), "TV-53");
    let duties: Vec<_> = after.duties.iter().map(|duty| (duty.rule.as_str(), duty.text.en.as_str())).collect();
    assert_eq!(
        duties,
        [("E-11", "the new agency tells the old one at once"), ("E-11", "the old agency searches")],
        "TV-53"
    );
    let late = arrived(Some("2026-03-25"), "2026-03-25");
    assert_eq!((late.late, late.transferred_out), (false, true));
    assert!(!arrived(Some("2026-03-25"), "2026-03-24").transferred_out, "not before that day");
}

#[test]
fn a_report_before_the_decision_names_its_parameter() {
    let question = ArrivalQuestion {
        decision_received_on: day("2026-03-13"),
        reported_on: Some(day("2026-03-12")),
        as_of: day("2026-03-20"),
    };
    assert_eq!(arrival(question, &Calendar::builtin()).unwrap_err().parameter(), "reported_on");
}
