//! Arrest with a proposal of revocation: its grounds, the 48 hours to the minute, the thirty days (CCL 47, 48; IM 48; OP26 17).

use domain::{
    code::{
        ArrestGround, Category, ClockState, ConditionCode,
        DecisionOutcome::{Approved, Refused, SentBack},
        DutyBearer, ProceedingStatus, RulingOutcome,
    },
    proceedings::{ArrestRequest, Denied, Withdrawal},
    time::{end_of_day, start_of_day},
};

use super::{
    play::{Play, Who, at, closure, delivery, faults, refused, withdrawal},
    proposing::{
        absconded, arrest, arrest_decision, arrested, committal, decided, delivered, overdue, released, ruled,
    },
};
use crate::support::{day, instant};

/// Arrest granted and carried out on the day after the proposal.
fn in_custody() -> Play {
    let mut play = decided(absconded(), "2026-06-16");
    play.act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:20")).unwrap();
    play.act(Who::BureauOfficer, "2026-06-16", delivery(DutyBearer::Court)).unwrap();
    play.act(Who::BureauOfficer, "2026-06-18", arrest_decision(Approved, "2026-06-18T09:20")).unwrap();
    play.act(Who::BureauOfficer, "2026-06-18", arrested()).unwrap();
    play
}

#[test]
fn the_court_decides_within_48_hours_to_the_minute() {
    // TV-67 on another day: the starting hour is not counted for lateness.
    let mut play = decided(absconded(), "2026-06-16");
    play.act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:20")).unwrap();
    let clock = play.clocks("2026-06-16").into_iter().find(|clock| clock.rule == "AR-2").unwrap();
    assert_eq!(clock.due_at, Some(instant("2026-06-18T09:20")));
    assert_eq!(clock.due_legal_at, Some(instant("2026-06-18T10:00")));
    assert_eq!(clock.state(instant("2026-06-18T10:00")), ClockState::Open);
    assert_eq!(clock.state(instant("2026-06-18T10:01")), ClockState::Overdue);
    assert_eq!(play.conditions(at("2026-06-16")).last(), Some(&ConditionCode::ArrestRequested));
    for (decided_at, late) in [("2026-06-18T09:20", false), ("2026-06-18T09:21", true)] {
        let mut decided = play.clone();
        decided.act(Who::BureauOfficer, "2026-06-18", arrest_decision(Refused, decided_at)).unwrap();
        let clock = decided.clocks("2026-06-18").into_iter().find(|clock| clock.rule == "AR-2").unwrap();
        assert_eq!(clock.explanation.last().unwrap().en.contains("after the 48 hours"), late, "{decided_at}");
    }
}

#[test]
fn custody_lasts_thirty_days_which_nothing_prolongs() {
    let play = in_custody();
    let clock = play.clocks("2026-06-18").into_iter().find(|clock| clock.rule == "AR-3").unwrap();
    // 18 July 2026 is a Saturday.
    assert_eq!((clock.due_strict, clock.due_legal), (day("2026-07-18"), day("2026-07-18")));
    let held = |moment| play.conditions(moment).contains(&ConditionCode::Arrested);
    assert!(
        held(start_of_day(day("2026-07-18"))) && held(end_of_day(day("2026-07-18")) - chrono::TimeDelta::seconds(1))
    );
    assert!(!held(start_of_day(day("2026-07-19"))), "the law ends it");
    assert_eq!(clock.state(at("2026-07-18")), ClockState::Open);
    assert_eq!(clock.state(at("2026-07-19")), ClockState::Overdue);
    let until = play.standing(at("2026-07-01")).valid_until.unwrap();
    assert!(until <= end_of_day(day("2026-07-18")));
}

#[test]
fn a_grant_credits_the_days_and_a_refusal_releases_at_once() {
    let mut granted = in_custody();
    granted.act(Who::BureauOfficer, "2026-07-12", ruled(RulingOutcome::Approved)).unwrap();
    let facts = granted.assessment("2026-07-12").facts;
    assert_eq!(facts.iter().find(|fact| fact.name == "custody_credited_days").unwrap().value, "25", "TV-70");
    assert!(granted.conditions(at("2026-08-01")).contains(&ConditionCode::InCustody), "to the hand-over");
    assert!(!granted.conditions(at("2026-07-12")).contains(&ConditionCode::Fugitive));
    let mut refused_by_court = in_custody();
    refused_by_court.act(Who::BureauOfficer, "2026-07-01", ruled(RulingOutcome::Refused)).unwrap();
    assert_eq!(refused_by_court.warnings("2026-07-01"), ["AR-4"]);
    assert_eq!(refused(refused_by_court.act(Who::BureauOfficer, "2026-07-01", closure())), "AR-4");
    refused_by_court.act(Who::BureauOfficer, "2026-07-01", released()).unwrap();
    assert!(!refused_by_court.conditions(at("2026-07-01")).contains(&ConditionCode::InCustody));
    let mut play = refused_by_court;
    super::proposing::tell_all(&mut play, "2026-07-01");
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-01", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn an_arrest_refused_leaves_the_proposal_as_it_is() {
    let mut play = delivered(absconded(), "2026-06-16");
    play.act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:20")).unwrap();
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:30"))), "AR-2");
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-16", arrested())), "AR-2", "nothing is granted");
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-16", released())), "AR-2", "not in custody");
    play.act(Who::BureauOfficer, "2026-06-17", arrest_decision(Refused, "2026-06-17T09:20")).unwrap();
    assert_eq!(play.proceeding.status(), ProceedingStatus::Proposed);
    assert!(!play.conditions(at("2026-06-17")).contains(&ConditionCode::ArrestRequested));
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-17", arrested())), "AR-2");
    assert_eq!(
        refused(play.act(Who::BureauOfficer, "2026-06-17", arrest_decision(Approved, "2026-06-17T09:40"))),
        "AR-2"
    );
    play.act(Who::BureauOfficer, "2026-06-18", arrest("2026-06-18T09:20")).unwrap();
}

#[test]
fn arrest_needs_a_ground_and_moments_that_fit() {
    let mut play = delivered(absconded(), "2026-06-16");
    let groundless = ArrestRequest { grounds: Vec::new(), ..arrest("2026-06-16T09:20") };
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-16", groundless)), "AR-1");
    let two =
        ArrestRequest { grounds: vec![ArrestGround::Danger, ArrestGround::NewCrime], ..arrest("2026-06-16T10:01") };
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-06-16", two))[0].1, "in_the_future");
    play.act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:20")).unwrap();
    let early = play.act(Who::BureauOfficer, "2026-06-17", arrest_decision(Approved, "2026-06-16T09:19"));
    assert_eq!(faults(early), [("/decided_at".to_owned(), "end_before_start")]);
    let back = play.act(Who::BureauOfficer, "2026-06-17", arrest_decision(SentBack, "2026-06-17T09:19"));
    assert_eq!(faults(back), [("/outcome".to_owned(), "not_for_this_act")]);
    let early = absconded().act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:20"));
    assert!(matches!(early, Err(Denied::InvalidState(_))), "only with the proposal");
}

#[test]
fn there_is_no_arrest_with_a_committal() {
    let open = Play::open(overdue(Category::TemporaryOutsidePrison), Who::Officer, "2026-06-15", committal("IM-49-2"));
    let mut play = delivered(open.unwrap(), "2026-06-16");
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-16", arrest("2026-06-16T09:20"))), "AR-1");
}

#[test]
fn one_in_custody_is_released_before_the_proposal_is_taken_back() {
    let mut play = in_custody();
    let reasoned = Withdrawal { opinion: Some("提请依据已不存在".to_owned()), ..withdrawal() };
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-20", reasoned.clone())), "AR-4");
    play.act(Who::BureauOfficer, "2026-06-20", released()).unwrap();
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-20", reasoned).unwrap(), ProceedingStatus::Withdrawn);
}
