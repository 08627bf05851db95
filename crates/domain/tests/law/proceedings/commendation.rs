//! Commendation: six months and four conditions, or outstanding deeds (IM 33).

use domain::{
    code::{
        Category, Code, CommendationCondition, DecisionOutcome,
        DutyBearer::{Procuratorate, Supervisee},
        Level,
        ProceedingStatus::{Answered, Approved, Closed, Publicised},
    },
    proceedings::{Decision, commendation::CommendationContent},
};

use super::{
    monthly_appraisal::{answer, objection, publication},
    play::{Play, Who, case, closure, decision, delivery, faults, minor_case, refused},
};
use crate::support::day;

pub(crate) fn ordinary() -> CommendationContent {
    CommendationContent {
        fulfilled: CommendationCondition::ALL.to_vec(),
        outstanding: false,
        deeds: "入矫以来遵纪守法，学习考核均为良好".to_owned(),
        papers: Vec::new(),
    }
}

fn outstanding() -> CommendationContent {
    CommendationContent {
        fulfilled: Vec::new(),
        outstanding: true,
        deeds: "勇救落水儿童".to_owned(),
        papers: Vec::new(),
    }
}

fn intake_on_13_march() -> domain::case_file::CaseFile {
    let mut file = case(Category::Probation);
    file.order.reported_on = Some(day("2026-03-13"));
    file
}

#[test]
fn ordinary_commendation_is_possible_after_six_months() {
    let open = |date, content| Play::open(intake_on_13_march(), Who::Officer, date, content);
    assert_eq!(refused(open("2026-09-12", ordinary())), "IM-33");
    let play = open("2026-09-13", ordinary()).unwrap();
    assert_eq!(play.assessment("2026-09-13").approver, Some(Level::County));
    let three = CommendationContent { fulfilled: CommendationCondition::ALL[..3].to_vec(), ..ordinary() };
    assert_eq!(refused(open("2026-09-13", three)), "IM-33");
    let mut play = Play::submitted(intake_on_13_march(), "2026-09-13", ordinary());
    let early = Decision { acted_on: Some(day("2026-09-12")), ..decision(DecisionOutcome::Approved) };
    assert!(play.act(Who::BureauHead, "2026-09-14", early).is_err(), "before it was possible");
}

#[test]
fn outstanding_deeds_ask_for_no_time_and_recall_commutation() {
    let play = Play::open(intake_on_13_march(), Who::Officer, "2026-03-20", outstanding()).unwrap();
    assert_eq!(play.warnings("2026-03-20"), ["IM-42"]);
    let mut unreported = case(Category::Probation);
    unreported.order.reported_on = None;
    assert_eq!(refused(Play::open(unreported, Who::Officer, "2026-03-20", outstanding())), "IM-33");
}

#[test]
fn the_county_decides_tells_the_person_copies_the_procuratorate_and_publishes() {
    let mut play = Play::submitted(intake_on_13_march(), "2026-09-14", ordinary());
    assert_eq!(refused(play.act(Who::Head, "2026-09-14", decision(DecisionOutcome::Approved))), "IM-33");
    assert_eq!(play.act(Who::BureauHead, "2026-09-14", decision(DecisionOutcome::Approved)).unwrap(), Approved);
    assert_eq!(play.untold("2026-09-14"), [Supervisee, Procuratorate]);
    play.act(Who::Officer, "2026-09-15", delivery(Supervisee)).unwrap();
    assert_eq!(refused(play.act(Who::Officer, "2026-09-15", closure())), "IM-32");
    play.act(Who::Officer, "2026-09-15", delivery(Procuratorate)).unwrap();
    let status = play.act(Who::Officer, "2026-09-15", publication("2026-09-15", "2026-09-21")).unwrap();
    assert_eq!(status, Publicised);
    play.act(Who::Officer, "2026-09-16", objection()).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-09-17", answer(DecisionOutcome::Refused)).unwrap(), Answered);
    play.act(Who::Officer, "2026-09-18", delivery(Supervisee)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-09-18", closure()).unwrap(), Closed);
}

#[test]
fn that_of_a_minor_is_not_public() {
    let mut play = Play::granted(minor_case(), "2026-09-21", ordinary());
    assert_eq!(refused(play.act(Who::Officer, "2026-09-22", publication("2026-09-22", "2026-09-28"))), "MN-2");
    play.act(Who::Officer, "2026-09-22", delivery(Supervisee)).unwrap();
    play.act(Who::Officer, "2026-09-22", delivery(Procuratorate)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-09-22", closure()).unwrap(), Closed);
}

#[test]
fn one_waits_at_a_time_and_the_deeds_are_asked_for() {
    let first = Play::open(intake_on_13_march(), Who::Officer, "2026-09-14", ordinary()).unwrap();
    assert_eq!(refused(Play::open(first.into_case(), Who::Officer, "2026-09-14", ordinary())), "IM-33");
    let silent = CommendationContent { deeds: String::new(), ..ordinary() };
    assert_eq!(
        faults(Play::open(intake_on_13_march(), Who::Officer, "2026-09-14", silent)),
        [("/deeds".to_owned(), "length")]
    );
}
