//! Recurring travel: approved for six months, its trips reported (IM 29; L-5, L-6).

use domain::{
    code::{
        Category, ConditionCode, DecisionOutcome, Level,
        ProceedingStatus::{Approved, Closed},
    },
    defaults::DefaultKey,
    proceedings::{ActCode, Entry, recurring_travel::RecurringTravelContent},
};

use super::play::{Play, Who, at, case, closure, decision, entry, faults, leave, prohibited_until, refused, settled};
use crate::support::day;

pub(crate) fn to(places: &[&str]) -> RecurringTravelContent {
    RecurringTravelContent {
        reason: "在桃源县承包工程".to_owned(),
        place_codes: places.iter().map(|code| (*code).to_owned()).collect(),
        times: "工作日白天".to_owned(),
        frequency: "每周两次".to_owned(),
        prohibition_note: None,
        papers: Vec::new(),
    }
}

fn approved() -> Play {
    Play::granted(case(Category::Probation), "2026-04-10", to(&["430725"]))
}

#[test]
fn an_approval_of_10_april_holds_through_9_october() {
    let play = approved();
    let on = |date| play.conditions(at(date)).contains(&ConditionCode::RecurringTravel);
    for (date, travels) in [("2026-04-09", false), ("2026-04-10", true), ("2026-10-09", true), ("2026-10-10", false)] {
        assert_eq!(on(date), travels, "{date}");
    }
    let assessment = play.assessment("2026-04-10");
    assert_eq!(assessment.period.map(|span| span.to), Some(day("2026-10-09")));
    assert_eq!(assessment.approver, Some(Level::County));
    assert!(play.standing(at("2026-09-01")).valid_until.unwrap() <= at("2026-10-10"));
}

#[test]
fn a_bureau_may_set_less_than_six_months() {
    let mut short = case(Category::Probation);
    short.place.defaults = settled(DefaultKey::LeaveRecurringValidity, 3);
    let play = Play::granted(short, "2026-04-10", to(&["430725"]));
    assert_eq!(play.assessment("2026-04-10").period.map(|span| span.to), Some(day("2026-07-09")));
}

#[test]
fn trips_are_reported_within_the_approval_only() {
    let mut play = approved();
    assert_eq!(play.act(Who::Officer, "2026-10-09", entry("微信报告：今日往返桃源")).unwrap(), Approved);
    assert_eq!(refused(play.act(Who::Officer, "2026-10-10", entry("往返桃源"))), "IM-29");
    let late = Entry { acted_on: Some(day("2026-10-09")), ..entry("昨日往返桃源") };
    assert!(play.act(Who::Officer, "2026-10-12", late).is_ok(), "of a day within, entered later");
    assert_eq!(faults(play.act(Who::Officer, "2026-10-12", entry(" "))), [("/text".to_owned(), "length")]);
}

#[test]
fn it_can_be_ended_before_it_runs_out_and_applied_for_again() {
    let mut play = approved();
    assert!(play.allowed(Who::Officer, "2026-05-01").contains(&ActCode::Closures));
    assert_eq!(play.act(Who::Officer, "2026-05-01", closure()).unwrap(), Closed);
    assert!(play.conditions(at("2026-05-01")).contains(&ConditionCode::RecurringTravel));
    assert!(!play.conditions(at("2026-05-02")).contains(&ConditionCode::RecurringTravel));
    assert!(Play::open(play.into_case(), Who::Officer, "2026-05-02", to(&["430725"])).is_ok());
    let again = Play::open(approved().into_case(), Who::Officer, "2026-10-01", to(&["430725"])).unwrap();
    assert_eq!(refused(Play::open(again.into_case(), Who::Officer, "2026-10-01", to(&["430725"]))), "IM-29");
}

#[test]
fn where_no_approval_is_needed_or_none_can_be_given_it_is_refused() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-06-01", content);
    assert_eq!(refused(open(case(Category::Probation), to(&["430725", "430703"]))), "IM-26");
    assert_eq!(refused(open(case(Category::Probation), to(&["810000"]))), "EEL-12-2");
    let forbidden = || prohibited_until("2026-06-01");
    assert_eq!(refused(open(forbidden(), to(&["430725"]))), "PO-3");
    let noted =
        RecurringTravelContent { prohibition_note: Some("不进入娱乐场所".to_owned()), ..to(&["430725"]) };
    assert!(open(forbidden(), noted).is_ok());
    assert!(open(prohibited_until("2026-05-31"), to(&["430725"])).is_ok(), "the day after the order ends");
}

#[test]
fn what_the_application_must_state_is_asked_for() {
    let open = |content| Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content);
    assert_eq!(faults(open(to(&[]))), [("/place_codes".to_owned(), "required")]);
    assert_eq!(faults(open(to(&["430725", "999999"]))), [("/place_codes/1".to_owned(), "unknown_region")]);
    let silent = RecurringTravelContent { frequency: String::new(), times: String::new(), ..to(&["430725"]) };
    assert_eq!(faults(open(silent)), [("/times".to_owned(), "length"), ("/frequency".to_owned(), "length")]);
    let play = open(to(&["430725"])).unwrap();
    assert_eq!(play.warnings("2026-06-01"), ["IM-29"], "no paper proves the need");
}

#[test]
fn a_validity_beyond_the_end_of_supervision_is_warned_of() {
    let play = Play::granted(case(Category::Probation), "2026-09-14", to(&["430725"]));
    assert_eq!(play.warnings("2026-09-14").len(), 2);
    let play = Play::granted(case(Category::Probation), "2026-09-13", to(&["430725"]));
    assert_eq!(play.warnings("2026-09-13").len(), 1);
}

#[test]
fn its_days_do_not_count_as_leave_and_no_office_approves_it() {
    let play =
        Play::open(approved().into_case(), Who::Officer, "2026-06-01", leave("2026-06-10", "2026-06-16")).unwrap();
    assert_eq!(play.assessment("2026-06-01").cumulative_days, Some(7));
    let mut play = Play::submitted(case(Category::Probation), "2026-04-10", to(&["430725"]));
    assert_eq!(refused(play.act(Who::Head, "2026-04-10", decision(DecisionOutcome::Approved))), "IM-29");
}
