//! Leave: who approves, what forbids, how it ends (IM 26 – 28; rulebook §5).

use domain::{
    code::{
        Category, ConditionCode,
        DecisionOutcome::{Approved, Refused},
        DutyBearer, Level, ProceedingStatus,
    },
    proceedings::{Extension, LeaveReturn, leave::LeaveContent},
    supervisee::Prohibition,
    time::end_of_day,
};

use super::play::{Play, Who, case, decision, delivery, endorsement, faults, leave, refused, review, submission};
use crate::support::day;

pub(crate) fn approved(content: LeaveContent) -> Play {
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content).unwrap();
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    let approver = play.assessment("2026-06-01").approver.unwrap();
    if approver != Level::Office {
        play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    }
    if approver == Level::City {
        play.act(Who::BureauOfficer, "2026-06-01", review(Approved)).unwrap();
    }
    let who = match approver {
        Level::Office => Who::Head,
        Level::County => Who::BureauHead,
        Level::City | Level::Province => Who::City,
    };
    play.act(who, "2026-06-01", decision(Approved)).unwrap();
    play
}

fn back(returned_on: &str) -> LeaveReturn {
    LeaveReturn { returned_on: day(returned_on), acted_on: None, opinion: None, papers: Vec::new() }
}

fn until(date: &str) -> Extension {
    Extension { until: day(date), reason: "病情未愈".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

#[test]
fn the_length_names_the_level() {
    for (to, days, approver) in [
        ("2026-06-16", 7, Level::Office),
        ("2026-06-17", 8, Level::County),
        ("2026-07-09", 30, Level::County),
        ("2026-07-10", 31, Level::City),
    ] {
        let play = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", leave("2026-06-10", to)).unwrap();
        let assessment = play.assessment("2026-06-01");
        assert_eq!((assessment.days, assessment.approver), (Some(days), Some(approver)), "{to}");
        assert_eq!(assessment.basis[0].zh, "《实施办法》第二十七条");
    }
}

#[test]
fn an_office_that_is_not_delegated_does_not_approve() {
    let mut undelegated = case(Category::Probation);
    undelegated.place.delegations.clear();
    let play = Play::open(undelegated, Who::Officer, "2026-06-01", leave("2026-06-10", "2026-06-16")).unwrap();
    assert_eq!(play.assessment("2026-06-01").approver, Some(Level::County));
}

#[test]
fn earlier_leave_adds_up_over_two_months() {
    let first = approved(leave("2026-06-10", "2026-07-05")).into_case();
    let next = |from: &str, to: &str| {
        Play::open(first.clone(), Who::Officer, "2026-07-06", leave(from, to)).unwrap().assessment("2026-07-06")
    };
    let assessment = next("2026-07-10", "2026-07-14");
    assert_eq!((assessment.cumulative_days, assessment.approver), (Some(31), Some(Level::City)));
    let assessment = next("2026-07-10", "2026-07-13");
    assert_eq!((assessment.cumulative_days, assessment.approver), (Some(30), Some(Level::Office)));
}

#[test]
fn what_forbids_leave_is_said_at_the_opening() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-06-01", content);
    let to = |code: &str| LeaveContent { destination_code: code.to_owned(), ..leave("2026-06-10", "2026-06-12") };
    assert_eq!(refused(open(case(Category::Probation), to("430703"))), "IM-26", "another district of the same city");
    assert_eq!(refused(open(case(Category::Probation), to("430702"))), "IM-26");
    assert_eq!(refused(open(case(Category::Probation), to("810000"))), "EEL-12-2");
    assert_eq!(
        faults(open(case(Category::Probation), to("999999"))),
        [("/destination_code".to_owned(), "unknown_region")]
    );
    let backwards = leave("2026-06-12", "2026-06-11");
    assert_eq!(faults(open(case(Category::Probation), backwards)), [("/returns_on".to_owned(), "end_before_start")]);
    let taken = approved(leave("2026-06-10", "2026-06-12")).into_case();
    for (from, to) in [("2026-06-12", "2026-06-13"), ("2026-06-08", "2026-06-10"), ("2026-06-11", "2026-06-11")] {
        assert_eq!(refused(open(taken.clone(), leave(from, to))), "IM-27", "{from}");
    }
    assert!(open(taken, leave("2026-06-13", "2026-06-14")).is_ok());
    let mut forbidden = case(Category::Probation);
    forbidden.order.prohibition = Some(Prohibition {
        content: "禁止进入娱乐场所".to_owned(),
        starts_on: Some(day("2026-03-13")),
        ends_on: Some(day("2026-06-10")),
    });
    assert_eq!(refused(open(forbidden.clone(), leave("2026-06-10", "2026-06-12"))), "PO-3");
    assert!(open(forbidden.clone(), leave("2026-06-11", "2026-06-12")).is_ok(), "the day after the order ends");
    let noted = LeaveContent {
        prohibition_note: Some("仅往返县人民医院".to_owned()),
        ..leave("2026-06-10", "2026-06-12")
    };
    assert!(open(forbidden, noted).is_ok());
}

#[test]
fn one_on_leave_is_so_from_the_departure_to_the_return() {
    let mut play = approved(leave("2026-06-10", "2026-06-16"));
    let on = |play: &Play, date| play.conditions(super::play::at(date)).contains(&ConditionCode::OnLeave);
    for (date, away) in [("2026-06-09", false), ("2026-06-10", true), ("2026-06-16", true), ("2026-06-17", false)] {
        assert_eq!(on(&play, date), away, "{date}");
    }
    assert_eq!(play.act(Who::Officer, "2026-06-14", back("2026-06-14")).unwrap(), ProceedingStatus::Closed);
    assert!(on(&play, "2026-06-14") && !on(&play, "2026-06-15"));
}

#[test]
fn one_who_does_not_come_back_is_out_of_supervision_after_more_than_48_hours() {
    let mut play = approved(leave("2026-06-10", "2026-06-16"));
    let expiry = end_of_day(day("2026-06-16"));
    let hours = |hours| expiry + chrono::TimeDelta::hours(hours);
    let out = |play: &Play, at| play.conditions(at).contains(&ConditionCode::OutOfSupervision);
    assert!(!out(&play, hours(48)));
    assert!(out(&play, hours(49) + chrono::TimeDelta::seconds(1)));
    assert!(play.standing(expiry).valid_until.unwrap() <= hours(49));
    play.act(Who::Officer, "2026-06-20", back("2026-06-20")).unwrap();
    assert!(!out(&play, hours(24 * 10)));
}

#[test]
fn an_extension_is_one_leave_with_the_original_and_is_decided_anew() {
    let mut play = approved(leave("2026-06-10", "2026-06-16"));
    assert_eq!(faults(play.act(Who::Officer, "2026-06-15", until("2026-06-16"))), [("/until".to_owned(), "not_later")]);
    assert_eq!(
        play.act(Who::Officer, "2026-06-15", until("2026-06-17")).unwrap(),
        ProceedingStatus::ExtensionRequested
    );
    let assessment = play.assessment("2026-06-15");
    assert_eq!((assessment.days, assessment.approver), (Some(8), Some(Level::County)));
    assert_eq!(refused(play.act(Who::Head, "2026-06-15", decision(Approved))), "IM-27");
    play.act(Who::Head, "2026-06-15", endorsement(Approved)).unwrap();
    let mut denied = play.clone();
    denied.act(Who::BureauHead, "2026-06-15", decision(Refused)).unwrap();
    assert_eq!(denied.proceeding.status(), ProceedingStatus::Approved);
    assert!(!denied.conditions(super::play::at("2026-06-17")).contains(&ConditionCode::OnLeave));
    play.act(Who::BureauHead, "2026-06-15", decision(Approved)).unwrap();
    assert!(play.conditions(super::play::at("2026-06-17")).contains(&ConditionCode::OnLeave));
}

#[test]
fn the_procuratorate_is_told_of_what_the_city_approved() {
    let mut play = approved(leave("2026-06-10", "2026-07-10"));
    let [owed] = play.notices("2026-06-02").try_into().unwrap();
    assert_eq!((owed.recipient, owed.delivered_on), (DutyBearer::Procuratorate, None));
    assert_eq!(
        play.act(Who::BureauOfficer, "2026-06-03", delivery(DutyBearer::Procuratorate)).unwrap(),
        ProceedingStatus::Approved
    );
    assert_eq!(play.notices("2026-06-03")[0].delivered_on, Some(day("2026-06-03")));
    assert!(approved(leave("2026-06-10", "2026-07-09")).notices("2026-06-02").is_empty());
}

#[test]
fn a_late_request_is_warned_of_and_not_refused() {
    let play =
        Play::open(case(Category::Probation), Who::Officer, "2026-06-08", leave("2026-06-10", "2026-06-12")).unwrap();
    assert_eq!(play.assessment("2026-06-08").warnings[0].rule, "L-0");
    assert!(play.assessment("2026-06-07").warnings.is_empty());
}
